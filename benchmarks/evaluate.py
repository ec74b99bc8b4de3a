"""How well each drafter drafts, by genre, on texts whose entries a person labelled; ``make evaluate``.

Every drafter reads every gold twice: as a first draft, with an empty table, and with the gold's parties and
participants confirmed. The baseline is a keyword. A text without a gold has only to be read without a crash. See
docs/evaluate.md for the formats of golds and for what is counted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.evaluation.drafted import Drafted, drafted
from benchmarks.evaluation.folders import Collection, collected
from benchmarks.evaluation.keyword import KeywordDrafter
from benchmarks.evaluation.scores import Counts, Wrong, count
from benchmarks.evaluation.tables import Scores, goals, table, wrong_sentences
from benchmarks.results import machine, put
from reportgen.drafting.drafter import drafter as drafter_called
from reportgen.drafting.drafter import names
from reportgen.drafting.proposal import Drafter, Table
from reportgen.errors import ReportgenError

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT / "seeds", ROOT / "tests" / "golds")
BESIDE = ROOT.parent / "shared" / "corpus"
"""Texts that are not shipped; judged as well where they lie beside the checkout."""
ONLY_NAMED = ("llm",)
"""Drafters that send texts away: they are run when they are named, never by themselves."""
FIRST, CONFIRMED = "first draft", "table confirmed"


@dataclass
class Outcome:
    """What came of an evaluation: counts for both tables, wrong sentences, crashes, drafters that could not be used."""

    first: dict[tuple[str, str], Counts] = field(default_factory=dict)
    confirmed: dict[tuple[str, str], Counts] = field(default_factory=dict)
    wrong: list[tuple[str, Wrong]] = field(default_factory=list)
    """By drafter and table, in words."""
    crashes: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    runs: int = 0
    """Texts read by a drafter."""


def evaluate(collection: Collection, drafters: Sequence[Drafter]) -> Outcome:
    """Have every drafter read every text, and count. A drafter that cannot be used is left out, and said so."""
    outcome = Outcome()
    for each in drafters:
        try:
            _one(collection, each, outcome)
        except ReportgenError as error:
            outcome.unusable.append(f"{each.name}: {error}")
            for scores in (outcome.first, outcome.confirmed):
                for key in [key for key in scores if key[0] == each.name]:
                    del scores[key]
    return outcome


def _one(collection: Collection, drafter: Drafter, outcome: Outcome) -> None:
    for gold in collection.golds:
        ways = ((FIRST, outcome.first, Table()), (CONFIRMED, outcome.confirmed, gold.table))
        for way, scores, known in ways:
            made = drafted(drafter, gold.text, known, gold)
            if _crashed(made, drafter, gold.name, outcome):
                continue
            counts = scores.setdefault((drafter.name, gold.genre), Counts())
            found = count(counts, gold, made, with_people=scores is outcome.first)
            outcome.wrong += [(f"{drafter.name}, {way}", each) for each in found]
    for name, text in collection.texts:
        _crashed(drafted(drafter, text, Table()), drafter, name, outcome)


def _crashed(made: Drafted, drafter: Drafter, name: str, outcome: Outcome) -> bool:
    outcome.runs += 1
    if made.crash:
        outcome.crashes.append(f"{drafter.name}, {name}: {made.crash}")
    return bool(made.crash)


def report(outcome: Outcome, collection: Collection, folders: Sequence[Path]) -> str:
    """The part of benchmarks/results.md that this evaluation writes."""
    told = [
        "## Drafters\n",
        f"{machine('pydantic')}; {len(collection.golds)} golds and {len(collection.texts)} texts without one, of "
        f"{', '.join(_shown(each) for each in folders)}. A row a drafter and genre: F1 by kind of sentence (with the "
        "number of sentences), the share of positions with the right party, F1 of the participants, the precision of "
        "what is proposed, the share of labelled sentences for which anything is, proposals whose evidence was not "
        f"verbatim, seconds for a text (the median). See docs/evaluate.md. {goals()}\n",
    ]
    for way, scores in ((FIRST, outcome.first), (CONFIRMED, outcome.confirmed)):
        told += [f"{way.capitalize()}:\n", table(_with_baseline_first(scores)), ""]
    told += [f"- not judged: {each}" for each in outcome.unusable]
    told.append(f"{outcome.runs} readings of a text by a drafter, {len(outcome.crashes)} crashes.")
    told += [f"- crash: {each}" for each in outcome.crashes]
    return "\n".join(told)


def _with_baseline_first(scores: Scores) -> Scores:
    return dict(sorted(scores.items(), key=lambda each: each[0][0] != KeywordDrafter.name))


def _shown(folder: Path) -> str:
    path = folder.resolve()
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else folder.name


def _drafters(named: Sequence[str]) -> tuple[list[Drafter], list[str]]:
    """The baseline and the drafters named, or every one that does not send texts away; and those not to be had."""
    found: list[Drafter] = [KeywordDrafter()]
    unusable: list[str] = []
    for name in named or [each for each in names() if each not in ONLY_NAMED]:
        try:
            found.append(drafter_called(name))
        except ReportgenError as error:
            if named:
                raise
            unusable.append(f"{name}: {error}")
    return found, unusable


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Exit code 1 when a drafter crashed or a gold cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.evaluate", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "--golds", metavar="DIR", type=Path, action="append", help="a folder of golds; the default: those shipped"
    )
    parser.add_argument(
        "--drafter", metavar="NAME", action="append", default=[], help="a drafter; the default: every one here"
    )
    parser.add_argument("--wrong", action="store_true", help="list the sentences that were read wrongly")
    given = parser.parse_args(arguments)
    folders = given.golds or [*SHIPPED, *([BESIDE] if BESIDE.is_dir() else [])]
    try:
        collection = collected(folders)
        drafters, unusable = _drafters(given.drafter)
        for each in drafters:
            if destination := getattr(each, "destination", ""):
                print(f"{each.name}: {destination}", file=sys.stderr)
        outcome = evaluate(collection, drafters)
    except ReportgenError as error:
        print(error, file=sys.stderr)
        return 1
    outcome.unusable += unusable
    part = report(outcome, collection, folders)
    print(part) if given.golds or given.drafter else put("evaluate", part)
    if given.wrong:
        print(f"\n{wrong_sentences(outcome.wrong)}")
    return 1 if outcome.crashes else 0


if __name__ == "__main__":
    raise SystemExit(main())
