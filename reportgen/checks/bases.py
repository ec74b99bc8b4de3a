"""W217: a comment on several entries that rests on some of them rests on all of them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record

RULE = Rule("W217", "comment-without-basis")


def check(record: Record) -> Iterator[Finding]:
    """Every entry a comment speaks of and does not rest on, while it rests on others it speaks of."""
    for number, comment in enumerate(record.talks.comments):
        for place, name in enumerate(comment.on):
            if name not in comment.basis and {*comment.on} & {*comment.basis}:
                told = f"{comment.id} speaks of {name}, and rests on {', '.join(comment.basis)}, not on {name}."
                remedy = f"Add {name} to basis, or write the id that was meant."
                yield RULE.found(comment.id, record.place(("comments", number, "on", place)), told, remedy)
