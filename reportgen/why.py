"""Where does it say that? An entry → its claim, the source's words in context, its sign-off, what rests on it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import ReportgenError, did_you_mean
from reportgen.model.base import Attested, Entry, Evidence
from reportgen.model.derive import attribution, claim, state_of_play
from reportgen.model.references import resting
from reportgen.model.substance import Agreement, Issue, Position
from reportgen.record import Record
from reportgen.signoff import State, load_signoff, states
from reportgen.sources import Document


@dataclass(frozen=True, slots=True)
class Passage:
    """The cited words, with the rest of their paragraphs before and after them."""

    source: str
    where: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Answer:
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
    entries = {entry.id: entry for _, _, entry in record.talks.entries()}
    if name not in entries:
        raise ReportgenError(f'{record.talks.id} has no entry "{name}". {did_you_mean(name, entries)}')
    entry, above = entries[name], resting(record.talks)
    passages = [_passage(record, piece) for piece in entry.evidence] if isinstance(entry, Attested) else []
    return Answer(
        id=name,
        text=next((str(v) for f in ("text", "title", "name", "short") if (v := getattr(entry, f, None))), ""),
        facts=tuple(_facts(record, entry)),
        passages=tuple(passage for passage in passages if passage),
        signature=_signature(record, name),
        rests_on=above.get(name, ()),
        below=tuple(other for other, others in above.items() if name in others),
    )


def _facts(record: Record, entry: Entry) -> list[tuple[str, str]]:
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
        word = claim(record.talks, entry)
        facts.append(("claim", f"{word.replace('_', ' ')}: {word.definition}"))
    if isinstance(entry, Position):
        known = attribution(record.talks, entry)
        facts.append(("known from", known.definition))
    if isinstance(entry, Issue):
        state = state_of_play(record.talks, entry)
        facts.append(("state of play", f"{state.replace('_', ' ')}: {state.definition}"))
    return [*facts, ("handling", record.talks.handling_of(entry))]


def _plain(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _passage(record: Record, piece: Evidence) -> Passage | None:
    found, document = record.found(piece), record.document(piece)
    if not found or not document:
        return None
    first, last = _bounds(document, found.paragraphs)
    source = next(each for each in record.talks.sources if each.id == piece.source)
    return Passage(
        source=f"{source.id} {source.short}",
        where=", ".join(f"¶{number}" for number in found.paragraphs),
        before=document.text[first : found.start],
        words=document.text[found.start : found.end],
        after=document.text[found.end : last],
    )


def _bounds(document: Document, numbers: tuple[int, ...]) -> tuple[int, int]:
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.number in numbers]
    return min(each.start for each in paragraphs), max(each.end for each in paragraphs)


def _signature(record: Record, name: str) -> str:
    state = next(each for each in states(record, load_signoff(record)) if each.id == name)
    who = f" by {state.signature.by} on {state.signature.on.isoformat()}" if state.signature else ""
    stale = ", and changed since" if state.state is State.STALE else ""
    below = f"; it rests on {', '.join(state.rests_on)}, not signed as it stands" if state.rests_on else ""
    return f"{'unsigned' if state.state is State.UNSIGNED else 'signed'}{who}{stale}{below}"
