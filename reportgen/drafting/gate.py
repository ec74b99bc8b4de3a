"""What every drafter's proposals pass before they are written: evidence verbatim, words of the record's own lists.

A proposal whose evidence does not stand in the source, word for word, is dropped and counted. A word that is none of
a closed list, an id that nobody has and operative words that are not in the evidence are left out, so that the field
stands empty for a person. A text that claims more than its evidence is kept and flagged (the rule of check E104).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.cues import Cues, Weaker, rank
from reportgen.drafting.proposal import Proposal, SourceText, Table, Written
from reportgen.model.words import (
    DueKind,
    Firmness,
    MeetingKind,
    PartyKind,
    PartyRole,
    ReceptionValue,
    Speech,
    Stance,
    Word,
)  # fmt: skip
from reportgen.sources.match import Found, Repeated, find, holds

WITH_EVIDENCE = ("participants", "meetings", "agreements", "positions", "mentions", "formulae", "next_steps")
"""Parts whose entries rest on evidence."""
PARTS = ("parties", "issues", *WITH_EVIDENCE)
"""Parts of a record that can be proposed."""
LISTS: Mapping[tuple[str, str], type[Word]] = {
    ("parties", "kind"): PartyKind,
    ("parties", "role"): PartyRole,
    ("meetings", "kind"): MeetingKind,
    ("agreements", "firmness"): Firmness,
    ("next_steps", "firmness"): Firmness,
    ("positions", "stance"): Stance,
    ("positions", "speech"): Speech,
}
"""Fields whose words are of a closed list."""
FIELDS: Mapping[str, frozenset[str]] = {
    "parties": frozenset({"id", "name", "kind", "role", "source_names", "speaker_for"}),
    "issues": frozenset({"id", "title", "source_term", "scope", "parent"}),
    "participants": frozenset({"id", "name", "party", "title", "role_in_meeting"}),
    "meetings": frozenset({"kind", "parties", "dates", "rounds", "level", "place", "participants", "chair"}),
    "agreements": frozenset(
        {"issue", "text", "operative_words", "firmness", "parties", "what", "where", "when", "how_much"}
    ),
    "positions": frozenset(
        {"party", "issue", "stance", "speaker", "speaker_basis", "text", "operative_words", "speech", "addressed_to"}
    ),
    "mentions": frozenset({"issue", "text", "operative_words", "parties"}),
    "formulae": frozenset({"name", "author_party", "speaker", "issue", "elements", "reception", "addressed_to"}),
    "next_steps": frozenset({"issue", "text", "operative_words", "firmness", "owners", "due", "place"}),
}
"""What can be proposed of an entry, by its list; a field of any other name is left out."""
VERBATIM = ("name", "title", "place", "what", "where", "when", "how_much")
"""Fields of entries with evidence that are the source's own words."""
ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
PARTY_FIELDS = ("party", "parties", "owners", "author_party")
REFERENCES: Mapping[str, str] = {"speaker": "participants", "participants": "participants", "issue": "issues"}
"""Fields that refer to an entry of another list."""


class Passed(Struct, frozen=True):
    """What the gate let through: proposals by the source they are from; how many it dropped, and what it left out."""

    proposals: tuple[Proposal, ...]
    dropped: tuple[str, ...] = ()
    """The evidence of those dropped, that is not in the source."""
    flagged: int = 0
    """How many claim more than their evidence."""
    runs: Mapping[int, tuple[Written, ...]] = field(default_factory=dict)
    """By the place of a proposal: its evidence as written in a record, with the paragraph where a run is repeated."""


def passed(proposals: Iterable[Proposal], text: SourceText, table: Table, claims: Cues | None) -> Passed:
    """Hold every proposal against the source; ``claims`` is the table of cues of its language, if there is one."""
    every = [each for each in proposals if each.part in PARTS]
    known = _known(every, table)
    kept: list[Proposal] = []
    dropped: list[str] = []
    runs: dict[int, tuple[Written, ...]] = {}
    flagged = 0
    for each in every:
        found = [_run(run, each, text) for run in each.evidence]
        missing = [run for run, where in zip(each.evidence, found, strict=True) if where is None]
        if missing or (not found and each.part in WITH_EVIDENCE):
            dropped += missing or [str(each.fields.get("text", ""))]
            continue
        clean = _cleaned(each, known)
        if told := _over_claim(clean, claims):
            clean, flagged = replace(clean, note="; ".join(filter(None, (clean.note, told)))), flagged + 1
        runs[len(kept)] = tuple(where[1] for where in found if where)
        kept.append(replace(clean, start=found[0][0]) if found and found[0] else clean)
    return Passed(tuple(kept), tuple(dropped), flagged, runs)


def _run(run: str, proposal: Proposal, text: SourceText) -> tuple[int, Written] | None:
    """Where a run stands and how evidence names it; nothing when it does not stand in the source."""
    match = find(text.document, run)
    if isinstance(match, Found):
        return match.start, run
    if not isinstance(match, Repeated):
        return None
    meant = text.document.paragraph_at(proposal.start).number if proposal.start >= 0 else match.paragraphs[0]
    para = meant if meant in match.paragraphs else match.paragraphs[0]
    here = find(text.document, run, para)
    start = here.start if isinstance(here, Found) else proposal.start
    return start, {"text": run, "para": str(para)}


def _known(proposals: Sequence[Proposal], table: Table) -> Mapping[str, set[str]]:
    """The ids that can be referred to, by their list: those of the table, and those proposed."""
    known = {
        "parties": {row.id for row in table.parties},
        "participants": {row.id for row in table.people},
        "issues": {row.id for row in table.issues},
    }
    for part, ids in known.items():
        ids |= {str(each.fields.get("id")) for each in proposals if each.part == part}
    return known


def _cleaned(proposal: Proposal, known: Mapping[str, set[str]]) -> Proposal:
    fields = {name: _plain(value) for name, value in proposal.fields.items() if name in FIELDS[proposal.part]}
    return replace(proposal, fields={name: _value(proposal, name, value, known) for name, value in fields.items()})


def _plain(value: object) -> Written:
    """A value as text, lists and keys; a number as it would be typed, and nothing of what is none of these."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else None


def _value(proposal: Proposal, name: str, value: Written, known: Mapping[str, set[str]]) -> Written:
    """A field's value as far as it can stand; None leaves it for a person."""
    if value is None:
        return None
    if words := LISTS.get((proposal.part, name)):
        return value if value in list(words) else None
    if name in PARTY_FIELDS or name in REFERENCES:
        return _ids(value, known[REFERENCES.get(name, "parties")])
    if name == "id":
        return value if isinstance(value, str) and ID.fullmatch(value) else None
    if name == "reception" and isinstance(value, Mapping):
        listed = list(ReceptionValue)
        return {key: each for key, each in value.items() if key in known["parties"] and each in listed} or None
    if name == "operative_words":
        return _borne(value, proposal)
    if name == "due":
        kind = value.get("kind") if isinstance(value, Mapping) else value
        return value if kind in list(DueKind) else None
    if name in VERBATIM and proposal.evidence and value != "not_stated":
        return value if any(holds(run, str(value)) for run in proposal.evidence) else None
    return value


def _ids(value: Written, known: set[str]) -> Written:
    """Of one id or several those that somebody has; None where that is none of them."""
    if isinstance(value, str):
        return value if value in known else None
    named = value if isinstance(value, Sequence) else []
    return [each for each in named if isinstance(each, str) and each in known] or None


def _borne(value: Written, proposal: Proposal) -> Written:
    """The operative words that stand in the evidence."""
    stated = [value] if isinstance(value, str) else list(value) if isinstance(value, Sequence) else []
    borne = [each for each in stated if isinstance(each, str) and any(holds(run, each) for run in proposal.evidence)]
    return (borne[0] if len(borne) == 1 else borne) or None


def _over_claim(proposal: Proposal, claims: Cues | None) -> str:
    """What a text or a firmness claims beyond the evidence; nothing for what is borne out (the rule of check E104)."""
    text = proposal.fields.get("text")
    if claims is None or not isinstance(text, str):
        return ""
    strengths = [each.strength for run in proposal.evidence for each in claims.claims(run)]
    borne = [rank(each) for each in strengths]
    firmness = proposal.fields.get("firmness")
    stated = Firmness(firmness) if isinstance(firmness, str) and firmness in list(Firmness) else None
    best = min(strengths, key=rank, default=Firmness.AGREED_IN_PRINCIPLE)
    most = Firmness.PLANNED if isinstance(best, Weaker) else best
    if stated is not None and stated.rank < most.rank:
        return f'over-claim: "{stated.value}" is firmer than the words cited, which bear out "{most.value}"'
    for claim in claims.claims(text):
        if isinstance(claim.strength, Weaker):
            continue
        beyond = stated is not None and rank(claim.strength) < stated.rank
        if beyond or not any(each <= rank(claim.strength) for each in borne):
            return f'over-claim: "{claim.words}" says more than the words cited'
    return ""
