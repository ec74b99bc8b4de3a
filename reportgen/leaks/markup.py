"""HTML, XML and CSS → their words: text joined across inline elements, attributes, comments, content strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.parsers.expat import ExpatError, ParserCreate

from reportgen.leaks.unpack import Piece

_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr"
    "|w:(?:r|t|hyperlink|instrtext|deltext|ins|del|sdt|sdtcontent|smarttag|fldsimple|noprooferr)"
    "|w:(?:bookmarkstart|bookmarkend|rpr|lang|rstyle|b|bcs|i|ics)"
)
"""Elements that part no words; any other stands for a line end. Names come in small letters."""

_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'", re.DOTALL)


_DECLARATION = re.compile(r"<\?(xml\s[^>]*\?)>")


class _Words(HTMLParser):
    """Takes any markup, whole or broken, and keeps its words by kind."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.attributes: list[str] = []
        self.unseen: list[str] = []
        self.styles: list[str] = []
        self._within = ""

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        for name, value in attrs:
            # What dresses the words: a colour "#C01D" is no id.
            (self.styles if name == "style" else self.attributes).append(value or "")
        self._end(tag)

    def _empty(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs)
        self._within = ""

    def _close(self, tag: str) -> None:
        self._within = ""
        self._end(tag)

    def _text(self, data: str) -> None:
        (self.styles if self._within == "style" else self.text).append(data)

    def _comment(self, data: str) -> None:
        self.unseen.append(data)

    def _declaration(self, decl: str) -> None:
        self.unseen.append(decl)

    handle_starttag, handle_startendtag, handle_endtag = _start, _empty, _close
    handle_data, handle_comment, handle_pi, unknown_decl = _text, _comment, _comment, _comment
    handle_decl = _declaration

    def _end(self, tag: str) -> None:
        if not _INLINE.fullmatch(tag):
            self.text.append("\n")


def markup_pieces(text: str, where: str) -> Iterator[Piece]:
    """The words of markup by kind; the source as a whole is the caller's to search."""
    words = _xml_words(text) or _markup_words(text)
    yield Piece(where, "".join(words.text))
    if words.attributes:
        yield Piece(_at(where, "attributes"), "\n".join(words.attributes))
    if words.unseen:
        yield Piece(_at(where, "comments"), "\n".join(words.unseen))
    for style in words.styles:
        yield Piece(_at(where, "style"), style, syntax=True)
        strings = ["".join(match) for match in _STRING.findall(style)]
        if strings:
            yield Piece(_at(where, "style"), "\n".join(strings))


def _markup_words(text: str) -> _Words:
    words = _Words()
    words.feed(text)
    words.close()
    return words


def _xml_words(text: str) -> _Words | None:
    """The same of XML, which is read much faster; nothing where it is not well formed or declares things of its own."""
    declaration = _DECLARATION.match(text)
    if not declaration or "<!DOCTYPE" in text:
        return None
    words = _Words()
    words.handle_pi(declaration[1])
    reader = ParserCreate("utf-8")
    reader.buffer_text = True
    reader.StartElementHandler = lambda tag, given: words.handle_starttag(
        tag.lower(), [(name.lower(), value) for name, value in given.items()]
    )
    reader.EndElementHandler = lambda tag: words.handle_endtag(tag.lower())
    reader.CharacterDataHandler = words.handle_data
    reader.CommentHandler = words.handle_comment
    reader.ProcessingInstructionHandler = lambda target, data: words.handle_pi(f"{target} {data}")
    try:
        reader.Parse(text.encode(), True)
    except (ExpatError, UnicodeError):
        return None
    return words


def _at(where: str, part: str) -> str:
    return f"{where}, {part}" if where else part
