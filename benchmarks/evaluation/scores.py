"""What a drafter proposed against a gold → counts, and the scores made of them.

A sentence may carry several entries, and a proposal counts right when it names one of them. For each kind:

* *right*: the kind was proposed, and the sentence carries it;
* *wrong*: the kind was proposed, and the sentence does not carry it;
* *missed*: the sentence carries it, and nothing that it carries was proposed; of several kinds only the first
  counts.

F1 = 2 right / (2 right + wrong + missed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.evaluation.drafted import Drafted
from benchmarks.evaluation.gold import KINDS, Gold, Label


@dataclass
class Counts:
    """Sums over texts; each measure of this class is None where nothing could be counted."""

    texts: int = 0
    sentences: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    parties: Counter[bool] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    labelled: int = 0
    covered: int = 0
    dropped: int = 0
    flagged: int = 0
    seconds: list[float] = field(default_factory=list)

    def f1(self, kind: str) -> float | None:
        """Sentence F1 of a kind."""
        return _f1(self.right[kind], self.wrong[kind], self.missed[kind])

    def labelled_as(self, kind: str) -> int:
        """Sentences that count for a kind: those right and those missed."""
        return self.right[kind] + self.missed[kind]

    @property
    def party(self) -> float | None:
        """Of the positions rightly found, the share that are given to the right party."""
        return _share(self.parties[True], self.parties.total())

    @property
    def participants(self) -> float | None:
        """F1 of the participants' names."""
        return _f1(self.people["right"], self.people["wrong"], self.people["missed"])

    @property
    def precision(self) -> float | None:
        """Of the kinds proposed, the share that their sentences carry."""
        return _share(self.right.total(), self.right.total() + self.wrong.total())

    @property
    def covered_share(self) -> float | None:
        """Of the sentences that carry something, the share for which anything was proposed."""
        return _share(self.covered, self.labelled)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence that was read wrongly: of which text, its words, what it may count as, what was proposed."""

    text: str
    paragraph: int
    sentence: str
    wanted: str
    got: str


def count(counts: Counts, gold: Gold, drafted: Drafted, *, with_people: bool) -> list[Wrong]:
    """Add a text's outcome to ``counts``; what was wrong in it, sentence by sentence."""
    found: list[Wrong] = []
    counts.texts += 1
    counts.seconds.append(drafted.seconds)
    counts.dropped, counts.flagged = counts.dropped + drafted.dropped, counts.flagged + drafted.flagged
    for line in gold.text.lines:
        if line.number in gold.open:
            continue
        wanted, got = gold.labels.get(line.number, ()), drafted.labels.get(line.number, ())
        if not _sentence(counts, wanted, got):
            told = Wrong(gold.name, line.paragraph, line.text, _told(wanted), _told(got))
            found.append(told)
    if with_people:
        _people(counts, [row.name for row in gold.table.people], drafted.participants)
    return found


def _sentence(counts: Counts, wanted: tuple[Label, ...], got: tuple[Label, ...]) -> bool:
    """Count a sentence; whether all of it is right."""
    carried, proposed = {each.kind for each in wanted}, {each.kind for each in got}
    counts.sentences += 1
    counts.labelled += bool(carried)
    counts.covered += bool(carried and proposed)
    counts.right.update(proposed & carried)
    counts.wrong.update(proposed - carried)
    if not proposed & carried:
        counts.missed.update(_counted_once(carried))
    fine = proposed <= carried and bool(proposed) == bool(carried)
    if "position" in proposed & carried:
        right = party_is_right(wanted, got)
        if right is not None:
            counts.parties[right] += 1
            fine = fine and right
    return fine


def _counted_once(carried: set[str]) -> list[str]:
    """Of several kinds that would all have been right one is missed: the first."""
    return [kind for kind in KINDS if kind in carried][:1]


def party_is_right(wanted: tuple[Label, ...], got: tuple[Label, ...]) -> bool | None:
    """Whether the parties of the positions proposed are those of one of the sentence's positions, or of all of them
    together; None where the gold leaves open whose they are."""
    whose = [each.parties for each in wanted if each.kind == "position"]
    if any(each is None for each in whose):
        return None
    proposed = frozenset(party for each in got if each.kind == "position" for party in each.parties or ())
    possible = {frozenset(each or ()) for each in whose}
    return proposed in possible | {frozenset().union(*possible)}


def _people(counts: Counts, wanted: Iterable[str], got: Iterable[str]) -> None:
    left = [_words(name) for name in wanted]
    for name in got:
        same = next((each for each in left if _same(each, _words(name))), None)
        if same is None:
            counts.people["wrong"] += 1
        else:
            left.remove(same)
            counts.people["right"] += 1
    counts.people["missed"] += len(left)


def _same(one: list[str], other: list[str]) -> bool:
    """Whether two names are of one person: all words of the shorter stand in the longer."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and set(shorter) <= set(longer)


def _words(name: str) -> list[str]:
    return [word.strip(".,") for word in name.casefold().split() if len(word.strip(".,")) > 1]


def _told(labels: tuple[Label, ...]) -> str:
    kinds: dict[str, dict[str, None]] = {}
    for each in labels:
        kinds.setdefault(each.kind, {}).update(dict.fromkeys(each.parties if each.parties is not None else ("?",)))
    return " + ".join(f"{kind} ({', '.join(whose) or 'nobody'})" for kind, whose in kinds.items()) or "nothing"


def _f1(right: int, wrong: int, missed: int) -> float | None:
    return _share(2 * right, 2 * right + wrong + missed)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
