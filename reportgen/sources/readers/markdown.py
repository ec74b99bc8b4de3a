"""Markdown → contents: paragraphs, headings, list entries and table cells without their markup."""

from __future__ import annotations

import re

from reportgen.sources.contents import Contents, Told
from reportgen.sources.days import days
from reportgen.sources.encoding import decoded
from reportgen.sources.readers._tree import paragraphs, parsed, prune

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[A-Za-z_-]{2,30}):[ \t]*(?P<value>\S.*)")
_NAMES = {
    "title": ("title",),
    "publisher": ("publisher", "source", "organization", "organisation", "site"),
    "date": ("date", "published", "issued"),
    "language": ("language", "lang"),
}  # fmt: skip


def read(raw: bytes, name: str) -> Contents:
    """The contents of a Markdown text (CommonMark, with tables), its front matter read for what it tells."""
    from markdown_it import MarkdownIt

    text = decoded(raw, name)
    front = _FRONT.match(text)
    told = _told(front[1]) if front else {}
    body = text[front.end() :] if front else text
    root = parsed(MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"]).render(body))
    blocks: list[str] = []
    title = told.get("title")
    if root is not None:
        heading = next(root.iter("h1"), None)
        if heading is not None and title is None and (words := " ".join("".join(map(str, heading.itertext())).split())):
            title = Told(words, "the first heading")
        prune(root)
        blocks = paragraphs(root)
    day, language = told.get("date"), told.get("language")
    return Contents(
        "\n\n".join(blocks) + "\n",
        title,
        told.get("publisher"),
        _day(day) if day else None,
        language if language and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language.value) else None,
    )


def _told(front: str) -> dict[str, Told]:
    """What lines "name: words" of the front matter tell."""
    given: dict[str, str] = {}
    for match in map(_FIELD.fullmatch, front.split("\n")):
        if match:
            given.setdefault(match["name"].lower(), match["value"].strip().strip("\"'").strip())
    found = {}
    for field, names in _NAMES.items():
        name = next((each for each in names if given.get(each)), "")
        if name:
            found[field] = Told(given[name], f'"{name}" of the front matter')
    return found


def _day(told: Told) -> Told | None:
    whole = next((whole for day in days(told.value) if (whole := day.whole)), None)
    return Told(whole.isoformat(), f"{told.basis}: {told.value}") if whole else None
