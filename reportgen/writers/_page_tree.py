"""The markup of a page → WeasyPrint's ``HTML``.

Our own markup is well formed, so that expat reads it, in a tenth of the time of a parser that mends what others
write. What is no XML, or would be other words in XML, goes the long way, and so does all in a WeasyPrint not known.
"""

from __future__ import annotations

import re
from html import escape
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from reportgen.writers._shortcuts import VERSIONS

_EMPTY = re.compile(r"<((?:br|col|img|meta)\b[^>]*)>")
_LINES_IN_ATTRIBUTES = re.compile(r'="[^"]*[\n\t]')
"""XML has them as spaces."""


def page(weasyprint: ModuleType, markup: str, **told: Any) -> Any:
    """A whole page as ``HTML``, which is ``told`` where it may fetch from and how."""
    root = _root(markup) if weasyprint.__version__ in VERSIONS else None
    if root is None:
        return weasyprint.HTML(string=markup, **told)
    import cssselect2  # type: ignore[import-untyped]

    class Read(weasyprint.HTML):  # type: ignore[name-defined,misc]
        def __init__(self, base_url: str | None, url_fetcher: Any) -> None:
            self.base_url, self.url_fetcher, self.media_type = base_url, url_fetcher, "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Read(**told)


def _root(markup: str) -> ElementTree.Element | None:
    """The root of the markup, if it reads as XML as it does as HTML."""
    before, style, rest = markup.removeprefix("<!DOCTYPE html>").partition("<style>")
    css, end, after = rest.partition("</style>")
    if _LINES_IN_ATTRIBUTES.search(before) or _LINES_IN_ATTRIBUTES.search(after):
        return None
    whole = (_EMPTY.sub(r"<\1/>", before), style, escape(css, quote=False), end, _EMPTY.sub(r"<\1/>", after))
    try:
        return ElementTree.fromstring("".join(whole))
    except ElementTree.ParseError:
        return None
