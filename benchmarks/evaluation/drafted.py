"""A drafter and a gold → what it proposes for each sentence, in the ids of the gold; or that it crashed."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.evaluation.gold import KIND_OF, Gold, Label, touched
from reportgen.cues import cues
from reportgen.drafting.gate import passed
from reportgen.drafting.proposal import Drafter, Proposal, SourceText, Table
from reportgen.errors import ReportgenError

ARTICLE = "the "


@dataclass(frozen=True)
class Drafted:
    """What a drafter made of a text: labels by sentence, names of participants, seconds; ``crash`` when it failed."""

    labels: Mapping[int, tuple[Label, ...]] = field(default_factory=dict)
    participants: tuple[str, ...] = ()
    seconds: float = 0.0
    dropped: int = 0
    """Proposals whose evidence is not verbatim."""
    flagged: int = 0
    """Proposals that claim more than their evidence."""
    crash: str = ""


def drafted(drafter: Drafter, text: SourceText, table: Table, gold: Gold | None = None) -> Drafted:
    """Have a text drafted, and its proposals pass the gate; ``gold`` gives the ids that parties are counted by."""
    start = time.perf_counter()
    try:
        proposals = list(drafter.propose(text, table))
        seconds = time.perf_counter() - start
        through = passed(proposals, text, table, cues(text.language or "en"))
    except ReportgenError:
        raise
    except Exception as fault:
        told = traceback.extract_tb(fault.__traceback__)[-1]
        return Drafted(crash=f"{type(fault).__name__}: {fault} ({told.filename.rpartition('/')[2]}:{told.lineno})")
    same = _same_parties(through.proposals, gold) if gold else {}
    labels: dict[int, dict[Label, None]] = {}
    for each in through.proposals:
        if kind := KIND_OF.get(each.part):
            for number in _sentences(each, text):
                labels.setdefault(number, {})[Label(kind, _whose(each, same))] = None
    people = tuple(str(each.fields.get("name")) for each in through.proposals if each.part == "participants")
    found = {number: tuple(each) for number, each in labels.items()}
    return Drafted(found, people, seconds, len(through.dropped), through.flagged)


def _sentences(proposal: Proposal, text: SourceText) -> set[int]:
    """The sentences of the first run; further ones have no offset and add nothing to what is counted."""
    end = proposal.start + len(proposal.evidence[0])
    return set(touched(text, proposal.start, end))


def _whose(proposal: Proposal, same: Mapping[str, str]) -> tuple[str, ...]:
    told = next((proposal.fields[name] for name in ("party", "author_party", "parties", "owners")
                 if proposal.fields.get(name)), ())  # fmt: skip
    named: Iterable[object] = (told,) if isinstance(told, str) else told if isinstance(told, Sequence) else ()
    return tuple(same.get(str(each), str(each)) for each in named)


def _same_parties(proposals: Iterable[Proposal], gold: Gold) -> dict[str, str]:
    """The gold's id for each party proposed with another: the one of the same name."""
    known = {_plain(name): row.id for row in gold.table.parties for name in (*row.names, row.name, row.id)}
    found: dict[str, str] = {}
    for each in proposals:
        if each.part == "parties":
            fields, names = each.fields, each.fields.get("source_names") or ()
            listed = [names] if isinstance(names, str) else list(names)
            told = [_plain(str(name)) for name in (fields.get("name"), fields.get("id"), *listed)]
            if own := next((known[name] for name in told if name in known), None):
                found[str(fields.get("id"))] = own
    return found


def _plain(name: str) -> str:
    return name.casefold().removeprefix(ARTICLE).replace("’", "'")
