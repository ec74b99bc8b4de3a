"""E101: evidence stands in its source, word for word. N101: what was forgiven.

Forgiven, and said so: white space, the shapes of quotation marks and dashes, invisible characters, Unicode
composition. Never anything else: a near miss shows the nearest passage and the words that differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.base import Evidence
from reportgen.record import Record, Steps
from reportgen.sources.match import Found, Missing, Repeated, find

RULE = Rule("E101", "evidence-not-verbatim")
FORGIVEN = Rule("N101", "evidence-differs-in-shape")


def check(record: Record) -> Iterator[Finding]:
    """Every piece of evidence that is not found once in its source."""
    for path, entry, piece in record.pieces():
        match record.match(piece):
            case None:
                yield _finding(record, path, entry, f"{entry} does not say in which source its evidence stands.",
                               f"Write source: with one of {', '.join(record.documents)}.")  # fmt: skip
            case Repeated(paragraphs):
                listed = " and ".join(f"¶{number}" for number in paragraphs)
                stands = f'The evidence of {entry}, "{_short(piece.text)}", stands more than once: {listed}.'
                remedy = f"Say which is meant: para: {paragraphs[0]}, or quote a longer run."
                yield _finding(record, path, entry, stands, remedy)
            case Missing() as missing:
                yield _missing(record, path, entry, piece, missing)
            case Found(forgiven=forgiven) if forgiven:
                told = f"The evidence of {entry} matches its source but for {' and '.join(forgiven)}."
                yield FORGIVEN.found(entry, record.place(path), told)


def _missing(record: Record, path: Steps, entry: str, piece: Evidence, missing: Missing) -> Finding:
    document = record.document(piece)
    elsewhere = find(document, piece.text) if document and piece.para is not None else None
    if isinstance(elsewhere, Found | Repeated):
        listed = ", ".join(f"¶{number}" for number in elsewhere.paragraphs)
        return _finding(record, path, entry, f'"{_short(piece.text)}" does not stand in ¶{piece.para} but in {listed}.',
                        "Correct para, or leave it out.")  # fmt: skip
    quoted = f'The source does not say "{_short(piece.text)}" ({entry}).'
    if missing.paragraph < 0:
        return _finding(
            record, path, entry, quoted, "Nothing near it stands in the source: quote the source's own words."
        )
    remedy = f'Nearest, in ¶{missing.paragraph}: "{_short(missing.passage, 220)}".{_difference(missing)}'
    return _finding(record, path, entry, quoted, remedy)


def _difference(missing: Missing) -> str:
    changes = [_change(ours, source) for ours, source in missing.differing[:4]]
    return f" The difference: {'; '.join(changes)}." if changes else ""


def _change(ours: str, source: str) -> str:
    if not source:
        return f'"{ours}" is not there'
    return f'"{source}" is left out' if not ours else f'"{ours}" for the source\'s "{source}"'


def _short(text: str, longest: int = 120) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _finding(record: Record, path: Steps, entry: str, message: str, remedy: str) -> Finding:
    return RULE.found(entry, record.place(path), message, remedy)
