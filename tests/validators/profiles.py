"""veraPDF's validation profiles, from the XML in its archive to the objects that its engine reads.

The archive has no JAXB, by which veraPDF would read them itself, and without it finds no profile at all.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.validators.outcome import ValidatorError

FOLDER = "org/verapdf/pdfa/validation"
FILES = {"3a": "PDFA-3A", "4f": "PDFA-4F", "ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005"}
"""The profiles a memo may be judged by, and what their files are called."""
NAMESPACES = {"": "http://www.verapdf.org/ValidationProfile"}


def profile(archive: Path, name: str) -> Any:
    """A profile as a Java object; the Java machine is running."""
    import jpype

    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(name)
    made = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    root = _read(archive, name)
    rules, variables = jpype.java.util.LinkedHashSet(), jpype.java.util.LinkedHashSet()
    for rule in root.iterfind("rules/rule", NAMESPACES):
        rules.add(_rule(made, rule))
    for variable in root.iterfind("variables/variable", NAMESPACES):
        texts = (_text(variable, each) for each in ("defaultValue", "value"))
        variables.add(made.variableFromValues(variable.get("name"), variable.get("object"), *texts))
    if rules.isEmpty():
        raise ValidatorError(f"veraPDF's profile {name} has no rules.")
    title, subject = (_text(root, f"details/{each}") for each in ("name", "description"))
    details = made.profileDetailsFromValues(title, subject, "", jpype.java.util.Date(0))
    return made.profileFromValues(flavour, details, "", rules, variables)


def _read(archive: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(archive) as opened:
        member = f"{FOLDER}/{FILES[name]}.xml"
        if member not in opened.namelist():
            raise ValidatorError(f"{archive.name} has no {member}.")
        return ElementTree.fromstring(opened.read(member))


def _rule(made: Any, rule: ElementTree.Element) -> Any:
    """One rule: the objects it is for, the test they must pass, and what is said of one that does not."""
    import jpype

    specifications = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    identity = rule.find("id", NAMESPACES)
    assert identity is not None
    number = made.ruleIdFromValues(
        specifications.valueOf(identity.get("specification")),
        identity.get("clause"),
        int(identity.get("testNumber", 0)),
    )
    arguments = jpype.java.util.ArrayList()
    for each in rule.iterfind("error/arguments/argument", NAMESPACES):
        arguments.add(argument.fromValues(each.text or "", each.get("name"), None))
    deferred = rule.get("deferred")
    return made.ruleFromValues(
        number,
        rule.get("object"),
        None if deferred is None else jpype.java.lang.Boolean(deferred == "true"),
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        made.errorFromValues(_text(rule, "error/message") or "", arguments),
        jpype.java.util.ArrayList(),
    )


def _text(element: ElementTree.Element, path: str) -> str | None:
    return element.findtext(path, None, NAMESPACES)
