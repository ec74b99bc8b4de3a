"""PDF by veraPDF, and by page-validation, which was written apart from it and knows no PDF/A-4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError

import page
import pikepdf

from tests.validators.claims import profiles
from tests.validators.outcome import Outcome
from tests.validators.profiles import FILES
from tests.validators.verapdf import VeraPdf

VALIDATORS = ("veraPDF", "page-validation")
SECOND = {"3a", "ua1"}
"""The profiles that page-validation knows, of those that a memo may claim."""


def validate(paths: Sequence[Path], required: Sequence[str] = ()) -> list[Outcome]:
    """The word of both on each file, by the profiles that it claims; those ``required`` it must claim."""
    engine = VeraPdf()
    return [outcome for path in paths for outcome in _outcomes(engine, path, required)]


def _outcomes(engine: VeraPdf, path: Path, required: Sequence[str]) -> Iterator[Outcome]:
    name = path.name
    try:
        claimed = profiles(path)
    except (pikepdf.PdfError, ParseError) as error:
        yield from (Outcome(name, each, (f"cannot be read: {error}",)) for each in VALIDATORS)
        return
    lacking = [f"does not claim {each}" for each in required if each not in claimed]
    lacking += [f"claims {each}, which is no profile of {', '.join(FILES)}" for each in claimed if each not in FILES]
    judged = {
        "veraPDF": [(each, engine.faults(path, each)) for each in claimed if each in FILES],
        "page-validation": [(each, _second(path, each)) for each in claimed if each in SECOND],
    }
    for validator, answers in judged.items():
        faults = (*lacking, *(fault for _, found in answers for fault in found))
        yield Outcome(name, validator, faults, told="" if answers or faults else _none(claimed))


def _none(claimed: tuple[str, ...]) -> str:
    return f"knows no {', '.join(claimed)}" if claimed else "plain: claims no standard"


def _second(path: Path, profile: str) -> tuple[str, ...]:
    """What keeps a file from a profile, in the words of page-validation."""
    try:
        report = page.validate_pdf(str(path), profile=profile)
    except page.PageError as error:
        return (f"{profile}: page-validation cannot read it: {error}",)
    failures = [each for each in report.failures if not _is_misread(each.rule_id, path)]
    faults = [f"{profile} {each.rule_id}: {each.message}" for each in failures]
    if not report.is_compliant and not report.failures:
        faults = [f"{profile}: does not conform"]
    return tuple(faults)


def _is_misread(rule: str, path: Path) -> bool:
    """Whether page-validation takes the last byte of a stream for half of the end of line that follows it.

    A stream may end with a carriage return, as one in 256 does; its length counts that byte. Where no stream does,
    a wrong length is one. veraPDF holds each length against its stream in any case.
    """
    return rule.endswith("STREAM-LENGTH-001") and b"\r\nendstream" in path.read_bytes()
