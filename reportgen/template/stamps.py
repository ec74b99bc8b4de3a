"""Stamps every tag in a template's own text with the place it was written at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from reportgen.memo.reader import STAMP

TAG = re.compile(r"<[A-Za-z][\w-]*(?=[\s/>]|$)")


class Stamps(Extension):
    """What a template prints is not its own text, and gets no stamp."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, tags stamped."""
        name = escape(stream.name or "")
        for token in stream:
            text = _stamped(token.value, name, token.lineno) if token.type == "data" else token.value
            yield Token(token.lineno, token.type, text)


def _stamped(text: str, name: str, line: int) -> str:
    def stamp(tag: re.Match[str]) -> str:
        return f'{tag.group()} {STAMP}="{name}:{line + text.count(chr(10), 0, tag.start())}"'

    return TAG.sub(stamp, text)
