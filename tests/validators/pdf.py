"""PDF by veraPDF, and by page-validation, which was written apart from it and knows no PDF/A-4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError

import page
import pikepdf

from tests.validators.claims import profiles
from tests.validators.outcome import Outcome
from tests.validators.profiles import FILES
from tests.validators.verapdf import VeraPdf
from tests.validators.widths import widths_agree

VALIDATORS = ("veraPDF", "page-validation")
SECOND = {"3a", "ua1"}
"""The profiles that page-validation knows, of those that a memo may claim."""

ZERO_WIDTH = re.compile(r"GLYPH-WIDTH-001 font object (\d+) 0 .* width 0\.000 in its embedded CIDFontType0C")


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
    failures = [each for each in report.failures if not _is_misread(each, path)]
    faults = [f"{profile} {each.rule_id}: {each.message}" for each in failures]
    if not report.is_compliant and not report.failures:
        faults = [f"{profile}: does not conform"]
    return tuple(faults)


def _is_misread(failure: page.ValidationFailure, path: Path) -> bool:
    """Whether page-validation errs, and it can be shown from the file. veraPDF judges the same two things as well.

    It takes the last byte of a stream, where that is a carriage return (one in 256 is), for half of the end of line
    after it; where no stream ends so, a wrong length is one. And it reads no width of a glyph in a CFF font whose
    program leaves it out as the usual one.
    """
    if failure.rule_id.endswith("STREAM-LENGTH-001"):
        return b"\r\nendstream" in path.read_bytes()
    if found := ZERO_WIDTH.search(f"{failure.rule_id} {failure.message}"):
        with pikepdf.open(path) as pdf:
            return widths_agree(pdf, int(found[1]))
    return False
