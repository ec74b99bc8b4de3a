"""Proposals → the text of a record that teaches: what is known, what is proposed, what is left for a person.

Entries stand in the order of the text, each with its paragraph in a comment; a sentence for which nothing is proposed
is a comment at its place. Fields nobody can know from the text are there, empty, with what belongs in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from reportgen.drafting.gate import PARTS, Passed
from reportgen.drafting.proposal import Line, Proposal, SourceText, Written
from reportgen.drafting.scalars import comment_lines, field_lines, scalar

TOLD: Mapping[str, str] = {
    "parties": "who sat there, and who is spoken of",
    "participants": "the persons who took part",
    "meetings": "the sittings; a dateline is no venue",
    "issues": "the subjects, in the order memos shall have them: {id: I-01, title: …}",
    "agreements": "what was settled, and how firmly",
    "positions": "what each party said, wanted or offered",
    "mentions": "raised, and nothing more reported",
    "formulae": "named lists that a party put forward",
    "next_steps": "what is to happen",
}
"""What each list of a record is for."""
LETTERS: Mapping[str, str] = {
    "meetings": "M", "agreements": "A", "positions": "P", "mentions": "X", "formulae": "F", "next_steps": "N",
}  # fmt: skip
"""How the ids of a list begin."""
EMPTY: Mapping[str, str] = {
    "issue": "the id of one of the issues",
    "party": "the id of a party",
    "parties": "ids of the parties",
    "owners": "ids of the parties that are to do it",
    "place": "as the source says, or not_stated",
    "title": "as the source gives it",
    "participants": "ids of the participants",
    "as_stated": "the source's words for when",
    "start": "the first day, as 2023-10-26",
    "end": "the last day",
    "certainty": "stated, or derived with a basis",
    "elements": "its members, in the source's words",
    "reception": "what each other party made of it: {US: not_reported}",
    "operative_words": "the source's words that carry it",
    "firmness": "from signed to offered",
    "stance": "asserts, holds, wants, …",
    "due": "date, window, relative, open or not_stated",
}
"""What belongs in a field that stands empty."""
KINDS: Mapping[str, str] = {
    "parties": "state, international_organisation, company, union, …",
    "meetings": "bilateral, multilateral, …",
}
"""What the kind of an entry can be, by its list."""
NOTHING = "nothing is proposed"


class Draft(Struct, frozen=True):
    """A proposal with its id and the evidence as it is written."""

    id: str
    proposal: Proposal
    evidence: tuple[Written, ...]
    source: SourceText


def drafts(passed: Passed, source: SourceText, taken: Iterable[str] = (), *, several: bool = False) -> list[Draft]:
    """The proposals of one source with ids that nobody has; ``several`` sources have their evidence say which."""
    used, made = set(taken), []
    for place, each in enumerate(passed.proposals):
        name = _id(each, used)
        used.add(name)
        runs = passed.runs.get(place, ())
        made.append(Draft(name, each, tuple(_from(run, source.id) if several else run for run in runs), source))
    return made


def _from(run: Written, source: str) -> Written:
    return {"source": source, **(run if isinstance(run, Mapping) else {"text": run})}


def _id(proposal: Proposal, used: set[str]) -> str:
    given = proposal.fields.get("id")
    letter = LETTERS.get(proposal.part, proposal.part[:1].upper())
    party = proposal.fields.get("party")
    stem = f"{letter}-{party}" if proposal.part == "positions" and isinstance(party, str) else letter
    if isinstance(given, str) and given not in used:
        return given
    number = 1
    while f"{stem}-{number:02}" in used:
        number += 1
    return f"{stem}-{number:02}"


def list_lines(part: str, entries: Sequence[Draft], left: Mapping[str, Sequence[Line]]) -> list[str]:
    """One list of a record: its key, what it is for, its entries; ``left`` are sentences to stand after an entry."""
    lines = [f"{part}:  # {TOLD[part]}"]
    for each in entries:
        lines += entry_lines(each)
        lines += [line for sentence in left.get(each.id, ()) for line in left_over(sentence)]
    return lines


def entry_lines(draft: Draft) -> list[str]:
    """The lines of one entry, ``status: proposed`` after its id."""
    proposal = draft.proposal
    lines = [f"  # {told}" for told in (_where(draft), proposal.note) if told]
    lines.append(f"  - id: {scalar(draft.id)}")
    lines.append("    status: proposed")
    for name, value in proposal.fields.items():
        if name != "id":
            lines += _with_remark(field_lines(name, value, 4), name, proposal.part)
    if draft.evidence:
        evidence: Written = draft.evidence[0] if len(draft.evidence) == 1 else list(draft.evidence)
        lines += field_lines("evidence", evidence, 4)
    return lines


def _where(draft: Draft) -> str:
    start = draft.proposal.start
    if start < 0 or not draft.evidence:
        return ""
    return f"¶{draft.source.document.paragraph_at(start).number}"


def _with_remark(lines: list[str], name: str, part: str) -> list[str]:
    """With what belongs in it behind each field that stands empty."""
    told = {**EMPTY, **({"kind": KINDS[part]} if part in KINDS else {})}
    remarked = []
    for line in lines:
        key = line.strip().removeprefix("- ").removesuffix(":")
        empty = line.endswith(":") and key in told and (len(lines) == 1 or key != name)
        remarked.append(f"{line}  # {told[key]}" if empty else line)
    return remarked


def left_over(line: Line) -> list[str]:
    """A sentence for which nothing is proposed, as a comment."""
    return comment_lines(f"¶{line.paragraph} {NOTHING}: {line.text}", 2)


def left_by_entry(entries: Sequence[Draft], source: SourceText) -> dict[str, list[Line]]:
    """The sentences without a proposal, by the id of the last entry before them; those before any stand under ""."""
    spans = sorted((each.proposal.start, each.id) for each in entries if each.evidence and each.source is source)
    covered = [
        (each.proposal.start, each.proposal.start + max(len(run) for run in each.proposal.evidence))
        for each in entries
        if each.evidence and each.source is source
    ]
    left: dict[str, list[Line]] = {}
    for line in source.lines:
        if any(start < line.end and line.start < end for start, end in covered):
            continue
        before = [name for start, name in spans if start <= line.start]
        left.setdefault(before[-1] if before else "", []).append(line)
    return left


def lists(entries: Sequence[Draft], sources: Sequence[SourceText]) -> Iterator[str]:
    """Every list of a record that can be proposed, and at the end the sentences that have no entry before them."""
    left: dict[str, list[Line]] = {}
    for source in sources:
        for name, lines in left_by_entry(entries, source).items():
            left.setdefault(name, []).extend(lines)
    for part in PARTS_IN_ORDER:
        yield from list_lines(part, [each for each in entries if each.proposal.part == part], left)
        yield ""
    if first := left.get(""):
        yield "# Sentences before the first entry, or of a text for which nothing could be proposed:"
        for line in first:
            yield from (each.lstrip() for each in left_over(line))


PARTS_IN_ORDER = (
    "parties", "participants", "meetings", "issues", "agreements", "positions", "mentions", "formulae", "next_steps",
)  # fmt: skip
assert set(PARTS_IN_ORDER) == set(PARTS)
