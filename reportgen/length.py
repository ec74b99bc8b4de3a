"""A memo over its page limit → what to lower in its audience, and what leaves the memo by it.

What leaves is not worked out but seen: the memo is made anew with less of each list that the audience's
``most`` rules, and what it no longer states has left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from reportgen.audience import Audience
from reportgen.errors import ReportgenError
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored
from reportgen.view.types import View

Remade = Callable[[Audience], tuple[View, Memo]]
"""Makes the memo for an audience as it is lowered."""

COUNTS: Mapping[str, Callable[[View], int]] = {
    "said": lambda view: max((len(side.positions) for side in view.said), default=0),
    "wants": lambda view: max((len(side.positions) for side in view.wants), default=0),
    "next_steps": lambda view: len(view.next_steps),
    "cautions": lambda view: len(view.cautions),
    "agreements": lambda view: sum(len(group.agreements) for group in view.agreements),
    "bottom_line": lambda view: len(view.bottom_line),
}
"""How many of each list there are to print: of positions, those of the side that has the most. First to be lowered
first, where entries of one priority would leave."""
LEAST = {"cautions": 0}
"""What a list may be lowered to; of any other one stays, since without it the memo would tell of silence."""
MOST_TOLD = 6


class Lowered(Struct, frozen=True):
    """A list that is to have fewer, and what leaves by it: entries by id; none where a line names no entry."""

    name: str
    most: int
    leaving: tuple[str, ...]

    def __str__(self) -> str:
        leave = "leaves" if len(self.leaving) == 1 else "leave"
        what = f"{', '.join(self.leaving)} {leave}" if self.leaving else "its last line leaves"
        return f"most.{self.name}: {self.most} ({what})"


def lowered(
    audience: Audience, made: tuple[View, Memo], priorities: Mapping[str, int], remade: Remade
) -> Iterator[Lowered]:
    """What to lower, one after the other, each on top of those before it; the lowest priority leaves first.

    ``priorities`` are those of the entries by id, 3 the lowest. Ends where nothing can leave any more.
    """
    view, memo = made
    found: dict[str, Lowered] = {}
    for _ in range(MOST_TOLD):
        for name in COUNTS.keys() - found.keys():
            if (one := _lowered(audience, name, view, memo, remade)) is not None:
                found[name] = one
        if not found:
            return
        order = list(COUNTS)
        best = max(found.values(), key=lambda each: (_priority(each, priorities), -order.index(each.name)))
        yield found.pop(best.name)
        audience = _with(audience, best.name, best.most)
        view, memo = remade(audience)


def _lowered(audience: Audience, name: str, view: View, memo: Memo, remade: Remade) -> Lowered | None:
    most = COUNTS[name](view) - 1
    if most < LEAST.get(name, 1):
        return None
    try:
        less = remade(_with(audience, name, most))[1]
    except ReportgenError:  # a template cannot do with less
        return None
    left = _stated(less)
    leaving = tuple(each for each in _stated(memo) if each not in left)
    return Lowered(name, most, leaving) if less != memo else None


def _with(audience: Audience, name: str, most: int) -> Audience:
    return audience.model_copy(update={"most": audience.most.model_copy(update={name: most})})


def _stated(memo: Memo) -> dict[str, None]:
    return dict.fromkeys(line.of.partition(".")[0] for line in anchored(memo) if line.of)


def _priority(each: Lowered, priorities: Mapping[str, int]) -> int:
    """That of the most important entry that would leave."""
    return min((priorities.get(name, 1) for name in each.leaving), default=1)
