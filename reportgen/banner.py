"""What a memo is marked with: the highest handling of what is on it, and the mark of each portion."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.errors import ReportgenError
from reportgen.memo.portions import MarkOf
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored
from reportgen.model.base import Entry
from reportgen.model.talks import Talks
from reportgen.model.words import Handling
from reportgen.schemes import Scheme
from reportgen.view.types import View
from reportgen.view.visible import highest

Made = Callable[[Handling, Handling], tuple[View, Memo]]
"""Makes an audience's memo: up to a ceiling, and with the marking of a handling."""


def marked_as_it_is(talks: Talks, ceiling: Handling, made: Made) -> tuple[View, Memo, Handling]:
    """An audience's memo with the marking of what is on it, and that marking's handling.

    ``talks`` are those the audience may see. The marking is the lowest handling whose readers would have got this
    very memo, word for word. So whatever of an entry is on it counts (its words, its name, a state of play that
    follows from it), by whichever template it got there; what was left out, or has no section, does not.
    """
    first = level = highest(talks)
    view, memo = made(ceiling, first)
    stated = {line.of.partition(".")[0] for line in anchored(memo)}
    for below in _below(talks, first):
        if any(entry.id in stated for _, _, entry in talks.entries() if talks.handling_of(entry) is level):
            break
        if _with_less(made, below, first) != memo:
            break
        level = below
    return (view, memo, level) if level is first else (*made(ceiling, level), level)


def _with_less(made: Made, ceiling: Handling, marked: Handling) -> Memo | None:
    try:
        return made(ceiling, marked)[1]
    except ReportgenError:
        return None  # a template cannot do with less than it got


def _below(talks: Talks, first: Handling) -> list[Handling]:
    """The handlings there are below ``first``, from the highest to that of the record itself."""
    found = {talks.handling_of(entry) for _, _, entry in talks.entries()} | {talks.handling}
    return sorted((e for e in found if talks.handling.rank <= e.rank < first.rank), key=lambda each: -each.rank)


def portion_marks(talks: Talks, scheme: Scheme, whole: Handling) -> MarkOf:
    """The mark of each path: that of the entry it belongs to; of the title block, that of the record.

    What follows from several entries has the highest mark of them; what cannot be told, that of the ``whole`` memo.
    """
    own = {entry.id: talks.handling_of(entry) for _, _, entry in talks.entries()}

    def highest(*handlings: Handling) -> Handling:
        return max((talks.handling, *handlings), key=lambda each: each.rank)

    def handling(path: str) -> Handling:
        name, _, field = path.partition(".")
        if name in own and field == "state_of_play":
            return highest(own[name], *(own[each.id] for each in _on(talks, name)))
        if name in own:
            return own[name]
        if name != talks.id:
            return whole
        if field in FROM_PARTS:
            return highest(*(own[each.id] for part in FROM_PARTS[field] for each in getattr(talks, part)))
        return talks.handling if field in type(talks).model_fields else whole

    return lambda path: scheme[handling(path)].portion


FROM_PARTS = {"dates": ("meetings",), "participants": ("parties", "participants")}
"""Lines of the title block that are made of entries."""


def _on(talks: Talks, issue: str) -> Iterator[Entry]:
    """The entries on an issue: where it stands follows from them."""
    return (entry for _, _, entry in talks.entries() if getattr(entry, "issue", None) == issue)
