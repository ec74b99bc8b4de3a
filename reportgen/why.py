"""Where does it say that? An entry → its claim, the source's words, its sign-off, what rests on it.

From a record with the words around those cited; from a finished memo as far as the memo carries it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from reportgen.carried import Carried
from reportgen.errors import ReportgenError, did_you_mean
from reportgen.model.base import Attested, Entry, Evidence, words_of
from reportgen.model.derive import attribution, claim, state_of_play
from reportgen.model.references import resting
from reportgen.model.substance import Agreement, Issue, Position
from reportgen.model.talks import Talks
from reportgen.record import Record
from reportgen.signoff import State, load_signoff, states
from reportgen.sources import Document


class Passage(Struct, frozen=True):
    """The cited words, with the rest of their paragraphs before and after them."""

    source: str
    where: str
    before: str
    words: str
    after: str


class Answer(Struct, frozen=True):
    """What the record knows of one entry; ``facts`` are names and values, ``below`` what rests on it."""

    id: str
    text: str
    facts: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    signature: str
    rests_on: tuple[str, ...]
    below: tuple[str, ...]


def answer(record: Record, name: str) -> Answer:
    """Everything behind one entry. Raises :class:`ReportgenError` when the record has no such entry."""
    entry = _entry(record.talks, name)
    passages = [_passage(record, piece) for piece in entry.evidence] if isinstance(entry, Attested) else []
    signature = next(each for each in states(record, load_signoff(record)) if each.id == name)
    by = signature.signature
    signed = _signature(signature.state, f" by {by.by} on {by.on.isoformat()}" if by else "", signature.rests_on)
    return _answer(record.talks, entry, [passage for passage in passages if passage], signed)


def answer_from(carried: Carried, name: str) -> Answer:
    """What a finished memo knows of one entry. Raises :class:`ReportgenError` when it does not carry it."""
    if name not in {entry.id for _, _, entry in carried.talks.entries()}:
        raise ReportgenError(f'This memo, for {carried.audience}, tells nothing of an entry "{name}".')
    entry = _entry(carried.talks, name)
    pieces = entry.evidence if isinstance(entry, Attested) else ()
    known = carried.paragraphs.get(name, ())
    passages = [
        Passage(
            _source(carried.talks, piece),
            _where(numbers, carried.pages.get(piece.source or "", {})),
            "",
            piece.text,
            "",
        )
        for piece, numbers in zip(pieces, known, strict=True)
    ]
    if carried.signed is None:
        return _answer(carried.talks, entry, passages, "not told in this memo")
    signed = carried.signed.get(name)
    by = f" by {signed.by} on {signed.on.isoformat()}" if signed and signed.by and signed.on else ""
    return _answer(carried.talks, entry, passages, _signature(signed.state if signed else State.UNSIGNED, by, ()))


def _entry(talks: Talks, name: str) -> Entry:
    entries = {entry.id: entry for _, _, entry in talks.entries()}
    if name not in entries:
        raise ReportgenError(f'{talks.id} has no entry "{name}". {did_you_mean(name, entries)}')
    return entries[name]


def _answer(talks: Talks, entry: Entry, passages: Sequence[Passage], signature: str) -> Answer:
    above = resting(talks)
    return Answer(
        id=entry.id,
        text=words_of(entry),
        facts=tuple(_facts(talks, entry)),
        passages=tuple(passages),
        signature=signature,
        rests_on=above.get(entry.id, ()),
        below=tuple(other for other, others in above.items() if entry.id in others),
    )


def _facts(talks: Talks, entry: Entry) -> list[tuple[str, str]]:
    names = (
        "party",
        "speaker",
        "stance",
        "speech",
        "issue",
        "firmness",
        "parties",
        "owners",
        "operative_words",
        "limits",
    )
    facts = [(name.replace("_", " "), _plain(value)) for name in names if (value := getattr(entry, name, None))]
    if isinstance(entry, Agreement):
        word = claim(talks, entry)
        facts.append(("claim", f"{word.replace('_', ' ')}: {word.definition}"))
    if isinstance(entry, Position):
        known = attribution(talks, entry)
        facts.append(("known from", known.definition))
    if isinstance(entry, Issue):
        state = state_of_play(talks, entry)
        facts.append(("state of play", f"{state.replace('_', ' ')}: {state.definition}"))
    return [*facts, ("handling", talks.handling_of(entry))]


def _plain(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _passage(record: Record, piece: Evidence) -> Passage | None:
    found, document = record.found(piece), record.document(piece)
    if not found or not document:
        return None
    first, last = _bounds(document, found.paragraphs)
    return Passage(
        source=_source(record.talks, piece),
        where=", ".join(map(document.pointer, found.paragraphs)),
        before=document.text[first : found.start],
        words=document.text[found.start : found.end],
        after=document.text[found.end : last],
    )


def _bounds(document: Document, numbers: tuple[int, ...]) -> tuple[int, int]:
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.number in numbers]
    return min(each.start for each in paragraphs), max(each.end for each in paragraphs)


def _source(talks: Talks, piece: Evidence) -> str:
    return next(f"{each.id} {each.short}" for each in talks.sources if each.id == piece.source)


def _where(numbers: Sequence[int], pages: Mapping[int, int]) -> str:
    return ", ".join(f"p. {pages[number]}, ¶{number}" if number in pages else f"¶{number}" for number in numbers)


def _signature(state: State, by: str, rests_on: Sequence[str]) -> str:
    stale = ", and changed since" if state is State.STALE else ""
    below = f"; it rests on {', '.join(rests_on)}, not signed as it stands" if rests_on else ""
    return f"{'unsigned' if state is State.UNSIGNED else 'signed'}{by}{stale}{below}"
