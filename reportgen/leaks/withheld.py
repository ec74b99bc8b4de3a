"""What an audience may not be told, and what it is told anyway: the words that a search goes by.

Worked out apart from the cut that memos are made from, so that a fault there is found here: an entry
counts as told only if the cut keeps it *and* its own handling is within the ceiling. Withheld is every
string of the record that is not told: fields of entries above the ceiling or cut with what they stand
on, passages of withheld sources, reasons given for withheld entries, names of those who signed only such.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.form import Form
from reportgen.model.analysis import Acceptance, Omission
from reportgen.model.base import PARTS, Entry, Evidence
from reportgen.model.references import reference_fields
from reportgen.model.words import Handling, Word
from reportgen.record import Record
from reportgen.signoff import load_signoff
from reportgen.view.visible import visible

_NAMES = frozenset({"name", "source_names", "short", "publisher", "place", "signed by"})
"""Fields that name someone or something: searched however short."""

_FORM_OF_ITS_OWN = frozenset({"id", "sha256", "language", "check", "marking_scheme"})
"""Fields with a form of their own, which no words of a record have."""


class Words(Struct, frozen=True):
    """A string of the record and the path of where it stands: ``A-03.text``."""

    of: str
    text: str
    name: bool = False


class Knowledge(Struct, frozen=True):
    """What one audience may be told of a record, and what it may not."""

    told: tuple[Words, ...]
    """The analyst's words and those of the sources that it may see."""
    withheld: tuple[Words, ...]
    ids: tuple[str, ...]
    """Ids of the entries it may not know of."""
    sources: tuple[str, ...]
    """The text of the sources that it may see."""


def knowledge(record: Record, ceiling: Handling) -> Knowledge:
    """Sort every string of a record by whether an audience with this ceiling may be told it."""
    entries = {entry.id: entry for _, _, entry in record.talks.entries()}
    shown = shown_entries(record, ceiling)
    gone = entries.keys() - shown.keys()
    told = [words for entry in shown.values() for words in strings(entry, entry.id, gone)]
    told += _header(record, gone)
    told += _signers(record, set(shown))
    every = [words for entry in entries.values() for words in strings(entry, entry.id, set())]
    every += [*_header(record, set()), *_signers(record, set(entries))]
    for name in (name for name in record.documents if name in gone):
        document = record.documents[name]
        every += [Words(f"{name} ¶{each.number}", document.text[each.start : each.end]) for each in document.paragraphs]
    known = {words.text for words in told}
    return Knowledge(
        told=tuple(told),
        withheld=tuple(words for words in every if words.text not in known),
        ids=tuple(name for name in entries if name in gone),
        sources=tuple(document.text for name, document in record.documents.items() if name not in gone),
    )


def shown_entries(record: Record, ceiling: Handling) -> dict[str, Entry]:
    """The entries an audience may see, by id, as the cut leaves them."""
    handlings = {entry.id: record.talks.handling_of(entry) for _, _, entry in record.talks.entries()}
    kept = visible(record.talks, ceiling).entries()
    return {entry.id: entry for _, _, entry in kept if handlings[entry.id].rank <= ceiling.rank}


def strings(value: object, path: str, gone: set[str], field: str = "") -> Iterator[Words]:
    """The strings a person typed into a form, but for what belongs to something gone."""
    if isinstance(value, tuple):
        for inner in value:
            yield from strings(inner, path, gone, field)
    elif isinstance(value, Form):
        if not _belongs_to(value, gone):
            ids = reference_fields(type(value)) | _FORM_OF_ITS_OWN
            for name in type(value).model_fields:
                if name not in ids:
                    yield from strings(getattr(value, name), f"{path}.{name}", gone, name)
    elif isinstance(value, str) and not isinstance(value, Word) and value not in gone:
        yield Words(path, value, field in _NAMES)


def _belongs_to(form: Form, gone: set[str]) -> bool:
    """Whether all that carries a part of an entry is gone: its party, its source, all its evidence."""
    if isinstance(form, Evidence | Omission):
        return form.source in gone
    if isinstance(form, Acceptance):
        return form.on in gone
    named = [getattr(form, field, None) for field in ("party", "source")]
    pieces: tuple[Evidence, ...] = getattr(form, "evidence", ())
    return any(name in gone for name in named) or (bool(pieces) and all(piece.source in gone for piece in pieces))


def _header(record: Record, gone: set[str]) -> Iterator[Words]:
    talks = record.talks
    for field in type(talks).model_fields:
        if field not in PARTS and field not in _FORM_OF_ITS_OWN and field != "party_order":
            yield from strings(getattr(talks, field), field, gone, field)


def _signers(record: Record, ids: set[str]) -> Iterator[Words]:
    signatures = load_signoff(record).entries
    return (Words(f"{name}.signed by", each.by, True) for name, each in signatures.items() if name in ids)
