"""Specification of views and memos together: a memo says what its view says, and states what the record states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pydantic import BaseModel

from reportgen.audience import load_audience
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored, lines, plain
from reportgen.model.base import Evidence, Statement
from reportgen.model.derive import attribution, claim, state_of_play
from reportgen.model.talks import Talks
from reportgen.model.words import Handling, Word
from reportgen.record import Record
from reportgen.view.facts import PEOPLE, VOCABULARIES
from reportgen.view.frame import LegendView
from reportgen.view.standing import standing
from reportgen.view.types import View
from reportgen.view.visible import visible
from tests.conftest import BUILT, NAMES, REAL, RECORDS, desk, memo_for, record_at
from tests.view_walk import texts

NOT_PRINTED = frozenset(
    {
        "AgreementView.issue",
        "AgreementView.parties",
        "AudienceView.name",
        "AudienceView.sections",
        "CitationView.source",
        "CitationView.anchor",
        "CitedParagraphView.anchor",
        "FormulaView.language",
        "PositionView.speaker",
        "PositionView.attribution",
        "PropertiesView.author",
        "PropertiesView.created",
        "PropertiesView.keywords",
        "PropertiesView.language",
        "SideView.id",
        "SideView.role",
        "IssueView.id",
        "SourceView.language",
        "AgreementView.words_language",
        "PositionView.words_language",
        "HeaderView.id",
        "PartyPositionsView.id",
        "WantsView.id",
        "HeaderView.short_title",
        "AgreementView.plain_claim",
        "NextStepView.plain_firmness",
        "PositionView.plain_stance",
        "PositionView.told_by",
        "SourceView.plain",
        "WantsView.reported",
    }
)
"""What a desk memo does not print of its view, or not always: names for the machine, and what it leaves out."""


ARRANGED = ("matrix", "announced", "said")
NOT_ARRANGED = {
    "negotiator": {
        "FormulaView.addressed_to", "FormulaView.speaker", "AgreementView.words",
                   "PositionView.words"},
    "public": {
        "AgreementView.id", "AgreementView.claim", "AgreementView.firmness", "AgreementView.words",
        "AgreementView.limits",
        "CitationView.label", "ElementView.note", "FormulaView.id", "FormulaView.speaker", "FormulaView.addressed_to",
        "PositionView.id", "PositionView.attribution", "PositionView.stance", "PositionView.words",
        "PositionView.limits", "ReceptionView.note", "SaidView.id",
    },
}  # fmt: skip
"""What is not printed of what is arranged for an audience: names for the machine, and what is of the desk."""


def words(text: str) -> str:
    return " ".join(text.split()).casefold()


def said(memo: Memo) -> str:
    """Every word of a memo's body."""
    return words("\n".join(plain(content) for content in lines(memo)))


def for_the_desk(view: View) -> View:
    """The view without what is arranged for others alone."""
    steps = tuple(replace(step, when=step.due) for step in view.next_steps)
    others: dict[str, Any] = dict.fromkeys(ARRANGED, ())
    return replace(view, next_steps=steps, legend=LegendView((), (), (), False), **others)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_view_in_the_memo(path: Path) -> None:
    """Every text of the view that a desk memo prints is in the memo, word for word."""
    view, memo = memo_for(path, "desk")
    body = said(memo)
    running = words(plain((*memo.running.marking, *memo.running.draft, *memo.running.footer)))
    printed = [(name, text) for name, text in texts(for_the_desk(view)) if name not in NOT_PRINTED]
    assert len(printed) > 300
    for name, text in printed:
        assert words(text) in (running if name in {"View.marking", "View.draft"} else body), (name, text)


def test_what_is_not_printed_is_known() -> None:
    """The list of what a desk memo does not print names fields that there are."""
    known = {name for path in RECORDS for name, _ in texts(memo_for(path, "desk")[0])}
    assert known >= NOT_PRINTED


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_arranged_for_them(path: Path, audience: str) -> None:
    """Every text arranged for the negotiator, or for the public, is in their memo, but for what is of the desk."""
    view, memo = memo_for(path, audience)
    arranged = {"negotiator": ("matrix", "legend"), "public": ("announced", "said")}.get(audience, ())
    body = said(memo)
    left_out = NOT_PRINTED - {"PositionView.attribution"} if audience == "public" else NOT_PRINTED
    for name, text in [each for part in arranged for each in texts(getattr(view, part))]:
        if name not in left_out | NOT_ARRANGED[audience]:
            assert words(text) in body, (name, text)


def value_at(record: Record, talks: Talks, of: str, plain: bool, alone: bool) -> Sequence[str]:
    """The words of the record that a paragraph with that ``of`` states, in plain words or in the desk's.

    ``alone``: without what is told with it.
    """
    name, _, field = of.partition(".")
    if name == talks.id:
        return _header(talks, field) if not (plain and field == "validated_by") else ("this is a summary",)
    if paragraph := re.fullmatch(r"p(\d+)\.omitted", field):
        given = [each for each in talks.omitted if (each.source, each.para) == (name, int(paragraph.group(1)))]
        return tuple(each.reason for each in given)
    if paragraph := re.fullmatch(r"p(\d+)\.(words|translation)", field):
        return _cited(record, talks, name, int(paragraph.group(1)), paragraph.group(2))
    entry = next(each for _, _, each in talks.entries() if each.id == name)
    if field == "state_of_play" and not standing(record.talks, talks):
        return (getattr(entry, "title", ""),)
    if alone and field in {"dates", "state_of_play"}:
        told = _derived(talks, entry, field) or ()
        return told[:1] if field == "state_of_play" else tuple(filter(None, [entry.dates.as_stated]))
    derived = _in_plain_words(talks, entry, field) if plain else None
    derived = _derived(talks, entry, field) if derived is None else derived
    return derived if derived is not None else _stated(talks, entry, field)


def _header(talks: Talks, field: str) -> Sequence[str]:
    labels = desk().labels(talks.language)
    match field:
        case "as_of":
            return (labels.day(talks.as_of), talks.version)
        case "dates":
            days = {labels.days(m.dates.start, m.dates.end or m.dates.start) for m in talks.meetings if m.dates.start}
            return tuple(days)
        case "prepared_by" | "approved_by":
            person = getattr(talks, field)
            return tuple(filter(None, (person.name, person.unit))) if person else ("Not recorded",)
        case "cleared_by":
            return tuple(f"{each.unit}" for each in talks.cleared_by) or ("Not recorded",)
        case "distribution":
            return talks.distribution or ("Not recorded",)
        case "validated_by":
            return ("nobody yet",) if talks.id != REAL.name else ("reportgen desk",)
        case "participants":
            return tuple(person.name for person in talks.participants)
        case _:
            return (getattr(talks, field),)


def _cited(record: Record, talks: Talks, source: str, number: int, kind: str) -> Sequence[str]:
    pieces = [
        piece
        for _, name, piece in record.pieces()
        if piece.source == source and (found := record.found(piece)) and number in found.paragraphs
        if any(entry.id == name for _, _, entry in talks.entries())
    ]
    if kind == "translation":
        return tuple(piece.translation for piece in pieces if piece.translation)
    paragraph = record.documents[source].paragraph(number)
    assert paragraph is not None
    runs = [record.documents[source].text[found.start : found.end] for p in pieces if (found := record.found(p))]
    return tuple(run for run in runs if run in paragraph.text)


def _derived(talks: Talks, entry: Any, field: str) -> Sequence[str] | None:
    """What the record implies, or has in words of its vocabularies, or by id."""
    labels = desk().labels("en-GB")
    parties = {party.id: party.name for party in talks.parties}
    match field:
        case "claim":
            return (labels.of("claim", claim(talks, entry)),)
        case "state_of_play":
            return (labels.of("state_of_play", state_of_play(talks, entry)),)
        case "attribution" if hasattr(entry, "stance"):
            return (labels.of("attribution", attribution(talks, entry)),)
        case "attribution":
            own = [position for position in talks.positions if position.party == entry.id]
            return tuple({labels.of("attribution", attribution(talks, position)) for position in own})
        case "parties":
            return tuple(parties[each] for each in entry.parties)
        case "party" | "author_party":
            return (parties[getattr(entry, field)],)
        case "owners":
            return tuple(parties[owner] for owner in entry.owners)
        case "dates":
            return (labels.of("meeting_kind", entry.kind), *(parties[each] for each in entry.parties))
        case "due":
            return (entry.due.as_stated,) if entry.due.as_stated else ()
        case "reception":
            return tuple(labels.of("reception", each.value) for each in entry.reception)
        case "firmness" if hasattr(entry, "progress"):
            return (labels.of("firmness", entry.firmness), labels.of("progress", entry.progress))
        case _:
            return None


def _in_plain_words(talks: Talks, entry: Any, field: str) -> Sequence[str] | None:
    labels = desk().labels(talks.language)
    if field in ("firmness", "stance"):
        return (labels.of(f"plain_{field}", getattr(entry, field)),)
    if field == "due":
        if entry.due.start and entry.due.end:
            return (labels.days(entry.due.start, entry.due.end),)
        days = [each for each in (entry.due.date, entry.due.end) if each]
        return tuple(map(labels.day, days)) or tuple(each for each in [entry.due.as_stated] if each and each.isascii())
    return None


def _stated(talks: Talks, entry: Any, field: str) -> Sequence[str]:
    """What stands in the record at a path such as ``denied_by.1.evidence.2``."""
    value, name = entry, ""
    for step in field.split("."):
        name = name if step.isdigit() else step
        value = value[int(step) - 1] if step.isdigit() else getattr(value, step)
    value = talks.handling_of(entry) if field == "handling" else value
    if isinstance(value, Word):
        return (desk().labels("en-GB").of(VOCABULARIES[type(value)], value),)
    if isinstance(value, BaseModel):
        return tuple(filter(None, [getattr(value, "text", None)]))
    if isinstance(value, date):
        return (desk().labels(talks.language).day(value),)
    if name in PEOPLE:
        named = {each.id: each.name for each in (*talks.parties, *talks.participants)}
        return tuple(named.get(each, "") for each in (value if isinstance(value, tuple) else [value]))
    return tuple(value) if isinstance(value, tuple) else (str(value),)


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_paragraph_states_the_record(path: Path, audience: str) -> None:
    """Every paragraph with ``of`` has the record's words for what it says that it states."""
    record = record_at(path)
    _, memo = memo_for(path, audience)
    talks = visible(record.talks, load_audience(desk().folders, audience).ceiling)
    stating = [line for line in anchored(memo) if line.of]
    assert len(stating) > 20
    for line in stating:
        text = words(plain(line.content))
        for each in value_at(record, talks, line.of, audience == "public", audience == "annex"):
            assert words(each) in text, line.of


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_nothing_beside_the_text(path: Path, audience: str) -> None:
    """Beside an entry's text, its paragraph has its id and its pointers, and no other word."""
    record = record_at(path)
    view, memo = memo_for(path, audience)
    entries = {entry.id: entry for _, _, entry in record.talks.entries() if isinstance(entry, Statement)}
    pointers = {text for name, text in texts(view) if name == "CitationView.label"}
    checked = 0
    for line in anchored(memo):
        name, _, field = line.of.partition(".")
        if field != "text" or name.startswith(("C-", "G-")):
            continue
        text = plain(line.content)
        rest = text.replace(entries[name].text, "", 1) if entries[name].text in text else None
        assert rest is not None, line.of
        for pointer in sorted(pointers, key=len, reverse=True):
            rest = rest.replace(pointer, "")
        assert re.sub(r"[\s(),]", "", rest.replace(name, "")) == "", line.of
        checked += 1
    assert checked > 5


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_every_entry_is_there(path: Path) -> None:
    """A desk memo states every entry that its audience may see, and has an anchor for it that links can lead to."""
    record = record_at(path)
    _, memo = memo_for(path, "desk")
    talks = visible(record.talks, Handling.RESTRICTED)
    anchors = {line.anchor for line in anchored(memo)}
    stated = {line.of for line in anchored(memo)}
    for part in ("agreements", "positions", "mentions", "formulae", "next_steps", "comments", "gaps"):
        for entry in getattr(talks, part):
            assert entry.id in anchors
            assert f"{entry.id}.{'name' if part == 'formulae' else 'text'}" in stated


def pieces_of(value: Any) -> Iterator[Evidence]:
    """Every piece of evidence in a form, however deep."""
    if isinstance(value, tuple):
        for inner in value:
            yield from pieces_of(inner)
    elif isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from pieces_of(getattr(value, name))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_every_passage_is_there(path: Path) -> None:
    """A desk memo shows every passage that its entries rest on, and names the entries that cite it."""
    record = record_at(path)
    view, _ = memo_for(path, "desk")
    shown = {paragraph.anchor: paragraph for source in view.sources for paragraph in source.paragraphs}
    people = {person.id: person.name for person in record.talks.participants}
    for _, _, entry in visible(record.talks, Handling.RESTRICTED).entries():
        for piece in pieces_of(entry):
            found = record.found(piece)
            assert found is not None
            for number in found.paragraphs:
                assert people.get(entry.id, entry.id) in {
                    each.label for each in shown[f"{piece.source}.p{number}"].cited_by
                }


def test_translations_in_order() -> None:
    """The translations of one paragraph come in the order of its passages, and none that another holds."""
    path = next(path for path in RECORDS if path.parent.name.startswith("two-languages"))
    view, _ = memo_for(path, "desk")
    said = {each.anchor: each.translation for source in view.sources for each in source.paragraphs}
    assert said["S2.p6"].count("after payment of the fine") == 1
    assert said["S1.p1"].index("Tantai Moyan") < said["S1.p1"].index(" […] ") < said["S1.p1"].index("held talks")
