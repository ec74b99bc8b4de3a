"""The markup of a page → WeasyPrint's ``HTML``.

Our own markup is well formed, so that expat reads it, in a tenth of the time of a parser that mends what others
write. What is no XML, or would be other words in XML, goes the long way, and so does all in a WeasyPrint not known.

WeasyPrint's own rules give every element there is the looks of a list's marker and of five parts of notes, each worked
out for each. Where no rule of the page makes a note, or a list of anything but ``li``, they are left to those that can
have them: a seventh of the time of a long table.
"""

from __future__ import annotations

import copy
import re
from html import escape
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from reportgen.writers._shortcuts import VERSIONS

_EMPTY = re.compile(r"<((?:br|col|img|meta)\b[^>]*)>")
_LINES_IN_ATTRIBUTES = re.compile(r'="[^"]*[\n\t]')
"""XML has them as spaces."""
_NOTES_AND_LISTS = ("footnote", "note(", "list-item", "@import")
"""Without any of these words in its CSS, nothing of a page is a note, and nothing but ``li`` has a marker."""
_OF_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
OF_CSSSELECT2 = frozenset({"0.10.1"})
"""Of what WeasyPrint keeps its rules in."""
_PART = 3
"""Of a selector as cssselect2 keeps it: the pseudo-element."""


def page(weasyprint: ModuleType, markup: str, **told: Any) -> Any:
    """A whole page as ``HTML``, which is ``told`` where it may fetch from and how."""
    before, _, rest = markup.removeprefix("<!DOCTYPE html>").partition("<style>")
    css, _, after = rest.partition("</style>")
    root = _root(before, css, after) if weasyprint.__version__ in VERSIONS else None
    if root is None:
        return weasyprint.HTML(string=markup, **told)
    import cssselect2  # type: ignore[import-untyped]

    makes_notes = cssselect2.VERSION not in OF_CSSSELECT2 or any(word in css for word in _NOTES_AND_LISTS)

    class Read(weasyprint.HTML):  # type: ignore[name-defined,misc]
        def __init__(self, base_url: str | None, url_fetcher: Any) -> None:
            self.base_url, self.url_fetcher, self.media_type = base_url, url_fetcher, "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            sheets = super()._ua_stylesheets(forms)
            return sheets if makes_notes else [_for_few(sheet) for sheet in sheets]

    return Read(**told)


def _for_few(sheet: Any) -> Any:
    """The sheet, its rules for markers for those alone that have them, and without those for notes."""
    few = copy.copy(sheet)
    few.matcher = copy.copy(sheet.matcher)
    rules = sheet.matcher.other_selectors
    few.matcher.other_selectors = [rule for rule in rules if rule[_PART] not in (*_OF_NOTES, "marker")]
    named = few.matcher.lower_local_name_selectors = dict(sheet.matcher.lower_local_name_selectors)
    named["li"] = [*named.get("li", ()), *(rule for rule in rules if rule[_PART] == "marker")]
    return few


def _root(before: str, css: str, after: str) -> ElementTree.Element | None:
    """The root of the markup, if it reads as XML as it does as HTML."""
    if _LINES_IN_ATTRIBUTES.search(before) or _LINES_IN_ATTRIBUTES.search(after):
        return None
    styled = ("<style>", escape(css, quote=False), "</style>")
    whole = (_EMPTY.sub(r"<\1/>", before), *styled, _EMPTY.sub(r"<\1/>", after))
    try:
        return ElementTree.fromstring("".join(whole))
    except ElementTree.ParseError:
        return None
