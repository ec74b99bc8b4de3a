"""One entry → one row: plain values by column, from talks that are already cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from reportgen.frames.columns import PARTED
from reportgen.model.base import Attested, Entry, Evidence, Statement
from reportgen.model.derive import attribution, claim, sources_behind
from reportgen.model.sides import Party
from reportgen.model.substance import (
    Agreement,
    Condition,
    Formula,
    Instrument,
    Issue,
    Mention,
    NextStep,
    Position,
)
from reportgen.model.talks import Talks
from reportgen.model.words import StateOfPlay
from reportgen.rows import Row


class Telling(Struct, frozen=True, dict=True):
    """What rows are told from: talks as a reader may know them, and what stands outside them.

    ``cite`` says where a passage stands; ``standing`` where issues stand, ``sign_off`` who stands for an entry, each
    by id and empty where a reader is told of none; ``own_work`` whether the desk's own ranking is told.
    """

    talks: Talks
    cite: Callable[[Evidence], str]
    standing: Mapping[str, StateOfPlay] = field(default_factory=dict)
    sign_off: Mapping[str, str] = field(default_factory=dict)
    own_work: bool = True

    def agreement(self, entry: Agreement) -> Row:
        """A row of ``agreements``."""
        return {
            **self._head(entry), **self._issue(entry.issue), **_words(entry, entry.operative_words),
            "firmness": entry.firmness.value,
            "claim": claim(self.talks, entry).value,
            "parties": _parted(entry.parties),
            "party_names": self._names(entry.parties),
            "meeting": entry.meeting,
            "what": _said(entry.what),
            "where": _said(entry.where),
            "when": _said(entry.when),
            "how_much": _said(entry.how_much),
            **_instrument(entry.instrument), "conditions": _conditions(entry.conditions),
            "denied_by": _parted(each.party for each in entry.denied_by),
            "novelty": entry.novelty.value,
            "previous": _said(entry.previous),
            **self._statement(entry),
        }  # fmt: skip

    def position(self, entry: Position) -> Row:
        """A row of ``positions``."""
        return {
            **self._head(entry), **self._issue(entry.issue),
            "party": entry.party,
            "party_name": self._name(entry.party),
            "stance": entry.stance.value,
            **_words(entry, entry.operative_words),
            "speaker": entry.speaker,
            "speaker_name": self._name(entry.speaker),
            "speaker_basis": entry.speaker_basis.value if entry.speaker else None,
            "speech": entry.speech.value,
            "attribution": attribution(self.talks, entry).value,
            "addressed_to": _parted(entry.addressed_to),
            "conditions": _conditions(entry.conditions),
            "concurs_with": _parted(entry.concurs_with),
            "novelty": entry.novelty.value,
            "previous": _said(entry.previous),
            **self._statement(entry),
        }  # fmt: skip

    def next_step(self, entry: NextStep) -> Row:
        """A row of ``next_steps``."""
        due = entry.due
        return {
            **self._head(entry), **self._issue(entry.issue), **_words(entry, entry.operative_words),
            "firmness": entry.firmness.value,
            "owners": _parted(entry.owners),
            "owner_names": self._names(entry.owners),
            "due_kind": due.kind.value,
            "due_start": due.date or due.start,
            "due_end": due.date or due.end,
            "due_as_stated": _said(due.as_stated),
            "due_anchor": due.anchor,
            "due_basis": _said(due.basis),
            "due_note": _said(due.note),
            "progress": entry.progress.value,
            "place": _said(entry.place),
            "arises_from": _parted(entry.arises_from),
            "follows": entry.follows,
            **_instrument(entry.instrument), "conditions": _conditions(entry.conditions),
            **self._statement(entry),
        }  # fmt: skip

    def mention(self, entry: Mention) -> Row:
        """A row of ``mentions``."""
        return {
            **self._head(entry), **self._issue(entry.issue), **_words(entry, entry.operative_words),
            "parties": _parted(entry.parties),
            "party_names": self._names(entry.parties),
            **self._statement(entry),
        }  # fmt: skip

    def formula(self, entry: Formula) -> Row:
        """A row of ``formulae``."""
        return {
            **self._head(entry), **self._issue(entry.issue),
            "name": _said(entry.name),
            "party": entry.author_party,
            "party_name": self._name(entry.author_party),
            "speaker": entry.speaker,
            "speaker_name": self._name(entry.speaker),
            "addressed_to": _parted(entry.addressed_to),
            "elements": _lines(each.text for each in entry.elements),
            "reception": _lines(f"{each.party}: {each.value.value}" for each in entry.reception),
            **self._behind(entry), **self._kept(entry),
        }  # fmt: skip

    def issue(self, entry: Issue) -> Row:
        """A row of ``issues``."""
        state = self.standing.get(entry.id)
        return {
            **self._head(entry),
            "title": _said(entry.title),
            "parent": entry.parent,
            "scope": _said(entry.scope),
            "source_term": _said(entry.source_term),
            "state_of_play": state.value if state else None,
            **self._kept(entry),
        }

    def party(self, entry: Party) -> Row:
        """A row of ``parties``."""
        return {
            **self._head(entry),
            "name": _said(entry.name),
            "kind": entry.kind.value,
            "role": entry.role.value,
            "source_names": _lines(entry.source_names),
            "speaker_for": _parted(entry.speaker_for),
            **self._kept(entry),
        }

    def _head(self, entry: Entry) -> Row:
        talks = self.talks
        return {"talks": talks.id, "talks_title": _said(talks.title), "as_of": talks.as_of, "id": entry.id}

    def _issue(self, name: str | None) -> Row:
        title = next((each.title for each in self.talks.issues if each.id == name), None)
        return {"issue": name, "issue_title": _said(title)}

    def _statement(self, entry: Statement) -> Row:
        return {
            "limits": _lines(entry.limits),
            "derived": _lines(f"{each.words}: {each.basis}" for each in entry.derived),
            **self._behind(entry),
            **self._kept(entry),
        }

    def _behind(self, entry: Attested) -> Row:
        pieces = entry.evidence
        translated = any(piece.translation for piece in pieces)
        sources = sources_behind(self.talks, pieces)
        return {
            "evidence": _lines(piece.text for piece in pieces),
            "translation": _lines(piece.translation or "" for piece in pieces) if translated else None,
            "citations": _lines(map(self.cite, pieces)),
            "sources": _parted(source.id for source in sources),
            "source_names": _parted(source.short for source in sources),
        }

    def _kept(self, entry: Entry) -> Row:
        return {
            "handling": self.talks.handling_of(entry).value,
            "priority": entry.priority if self.own_work else None,
            "sign_off": self.sign_off.get(entry.id),
        }

    def _name(self, name: str | None) -> str | None:
        return self._called.get(name, name) if name else None

    def _names(self, names: Iterable[str]) -> str | None:
        return _parted(self._called.get(name, name) for name in names)

    @cached_property
    def _called(self) -> dict[str, str]:
        return {each.id: each.name for each in self.talks.parties} | {
            each.id: each.name for each in self.talks.participants
        }


def _words(entry: Statement, operative: Iterable[str]) -> Row:
    return {"text": _said(entry.text), "operative_words": _lines(operative)}


def _instrument(instrument: Instrument | None) -> Row:
    kind, subject, state = (instrument.kind, instrument.subject, instrument.state) if instrument else (None,) * 3
    return {"instrument": _said(kind), "instrument_subject": _said(subject), "instrument_state": _said(state)}


def _conditions(conditions: Iterable[Condition]) -> str | None:
    return _lines(each.text for each in conditions)


def _said(text: str | None) -> str | None:
    """A text on one line."""
    return " ".join(text.split()) if text else None


def _lines(texts: Iterable[str]) -> str | None:
    """Texts, a line each."""
    return "\n".join(" ".join(text.split()) for text in texts) or None


def _parted(names: Iterable[str]) -> str | None:
    return PARTED.join(" ".join(name.split()) for name in names) or None
