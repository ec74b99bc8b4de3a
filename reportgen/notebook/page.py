"""What stands around everything shown in a notebook, and the tables in it: HTML that is whole in itself.

No script, nothing fetched; every rule of its style holds inside its own element and nowhere else; every text is
escaped. Without the style, as where a notebook is not trusted, it is still tables, headings and paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from itertools import count
from pathlib import Path

from msgspec import Struct

INSIDE = "reportgen-shown"
"""The class of the element that everything is in."""
MOST = 200
"""Rows that are shown; the rest is counted."""

_shown = count(1)


def page(content: str, kind: str) -> str:
    """The HTML of one output; ``kind`` says in a class what it shows."""
    return f'<div class="{INSIDE} {kind}">\n<style>\n{_look()}</style>\n{content}\n</div>'


def own_ids(content: str) -> str:
    """What ids of one output begin with, so that none of them is in another output of the notebook."""
    return f"r{sha256(content.encode()).hexdigest()[:8]}-{next(_shown)}-"


@cache
def _look() -> str:
    text = (Path(__file__).parent / "look.css").read_text(encoding="utf-8")
    rules = text.partition("*/")[2].lstrip()
    return rules.replace("& ", f"{f'.{INSIDE}' * 3} ")


class Cell(Struct, frozen=True):
    """Words in a table: a language (BCP 47) where it is known, several lines where they are."""

    text: str
    lang: str = ""


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str, wide: bool = False) -> str:
    """A table whose first column names its rows, in a box that scrolls when it is long; called ``name`` when heard."""
    listed = list(rows)
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    lines = "\n".join(_row(row) for row in listed[:MOST])
    more = f'<p class="note">… and {len(listed) - MOST:,} more</p>\n' if len(listed) > MOST else ""
    kind = ' class="wide"' if wide else ""
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(name)}">\n'
        f"<table{kind}>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>\n{more}</div>"
    )


def _row(row: Sequence[Cell]) -> str:
    first, *others = row
    cells = "".join(f'<td dir="auto"{_attributes(cell)}>{escape(cell.text)}</td>' for cell in others)
    return f'<tr><th scope="row">{escape(first.text)}</th>{cells}</tr>'


def _attributes(cell: Cell) -> str:
    lang = f' lang="{escape(cell.lang)}"' if cell.lang else ""
    return lang + (' class="lines"' if "\n" in cell.text else "")


def folded(name: str, rows: int, content: str, *, unfolded: bool) -> str:
    """A part that a reader folds and unfolds, with how much is in it."""
    begin = '<details open="">' if unfolded else "<details>"
    return f"{begin}\n<summary>{escape(name)} ({rows:,})</summary>\n{content}\n</details>"


def paragraph(text: str, kind: str, lang: str = "") -> str:
    """A paragraph of a kind; nothing where there is no text."""
    if not text:
        return ""
    return f'<p class="{kind}" dir="auto"{_attributes(Cell(text, lang))}>{escape(text)}</p>\n'
