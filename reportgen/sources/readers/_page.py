"""What a web page tells of itself in its head: title, publisher, day of publication, language, each with where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element as Element

from reportgen.sources.contents import Told
from reportgen.sources.days import days

_META = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher"),
    "date": (
        "article:published_time", "og:published_time", "datepublished", "citation_publication_date", "dc.date.issued",
        "dcterms.issued", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "publishdate", "pubdate",
        "date",
    ),
    "language": ("dc.language", "dcterms.language", "language", "og:locale", "content-language"),
}  # fmt: skip
_LINKED = {
    "title": ("headline",),
    "publisher": ("publisher", "name"),
    "date": ("datePublished",),
    "language": ("inLanguage",),
}
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DEEPEST = 8


def told(root: Element) -> dict[str, Told | None]:
    """What the page tells, by the fields of :class:`~reportgen.sources.contents.Contents`."""
    metas = dict(_metas(root))
    linked = list(_linked(root))
    found: dict[str, Told | None] = {}
    for field in _META:
        options = [*_in_meta(field, metas), *_in_linked(field, linked), *_in_page(field, root)]
        found[field] = next((each for each in map(_FORMS.get(field, _words), options) if each), None)
    return found


def _words(told: Told) -> Told | None:
    words = " ".join(told.value.split())[:300]
    return Told(words, told.basis) if words else None


def _day(told: Told) -> Told | None:
    whole = next((whole for day in days(told.value[:80].replace("/", "-")) if (whole := day.whole)), None)
    return Told(whole.isoformat(), told.basis) if whole else None


def _tag(told: Told) -> Told | None:
    parts = told.value.strip().replace("_", "-").split("-")
    tag = "-".join([parts[0].lower(), *parts[1:]])
    return Told(tag, told.basis) if _TAG.fullmatch(tag) else None


_FORMS = {"date": _day, "language": _tag}


def _metas(root: Element) -> Iterator[tuple[str, str]]:
    """The <meta> elements by name; of a name given twice the last is overruled by the first."""
    for each in reversed(list(root.iter("meta"))):
        name = each.get("property") or each.get("name") or each.get("itemprop") or each.get("http-equiv") or ""
        if content := each.get("content"):
            yield name.strip().lower(), content


def _in_meta(field: str, metas: dict[str, str]) -> Iterator[Told]:
    for name in _META[field]:
        if name in metas:
            yield Told(metas[name], f'the <meta> element "{name}"')


def _linked(root: Element) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                yield from _objects(json.loads(script.text or ""), 0)
            except (ValueError, RecursionError):
                continue


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)


def _in_linked(field: str, linked: list[dict[str, Any]]) -> Iterator[Told]:
    for each in linked:
        value: Any = each
        for step in _LINKED[field]:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, str):
            yield Told(value, f'"{".".join(_LINKED[field])}" of its JSON-LD')


def _in_page(field: str, root: Element) -> Iterator[Told]:
    """What stands in the page itself, where its head tells nothing."""
    if field == "title":
        headings = list(root.iter("h1"))
        if len(headings) == 1:
            yield Told("".join(map(str, headings[0].itertext())), "the heading <h1>")
        for each in root.iter("title"):
            yield Told("".join(map(str, each.itertext())), "the <title> element")
    elif field == "date":
        times = [value for each in root.iter("time") if (value := each.get("datetime"))]
        if times:
            yield Told(times[0], "the first <time> element of the page")
    elif field == "language":
        yield Told(
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", 'the attribute "lang"'
        )
