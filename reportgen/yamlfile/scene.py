"""The lines around a syntax fault, taken apart as far as one can without understanding the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from reportgen.errors import Problem
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.nodes import Fault, Span

BLOCK = "or write | after the key and the text on the next lines, indented"
QUOTE = f'Put the whole text in quotation marks ("…"), {BLOCK}.'
IF_TEXT = f"If it is text, {QUOTE[0].lower()}{QUOTE[1:]}"
LOOKED_AT = 1000
"""Characters of a line that are looked at: a key longer than that is none."""

_LINE = re.compile(
    r"""(?P<indent>[ ]*(?:-[ ]+)*)
    (?:(?P<key>"[^"\n]*"|'[^'\n]*'|[^\s:#"'\[{][^:\n]*?)[ ]*:(?:[ ]+|$))?
    (?P<value>.*?)[ \t]*$""",
    re.VERBOSE,
)


class Told(Struct, frozen=True):
    """A syntax fault in a person's words.

    ``mend`` is an offset and a replacement, as long as what it replaces, with which reading can go on.
    """

    problem: Problem
    mend: tuple[int, str] | None = None


class Line(Struct, frozen=True):
    """One line: ``first`` counts the columns before anything, ``indent`` those before its key or text.

    ``start`` and ``value`` are offsets in the text.
    """

    number: int
    start: int
    indent: int
    first: int
    key: str | None
    value: Span

    @classmethod
    def of(cls, lines: Lines, number: int) -> Line:
        """The line with that number, taken apart."""
        text, start = lines.line(number)[:LOOKED_AT], lines.start(number)
        match = _LINE.match(text)
        if match is None:
            raise AssertionError("every line has an indent and a value, if empty")
        value = start + match.start("value"), start + match.end("value")
        first = len(text) - len(text.lstrip(" "))
        return cls(number, start, len(match["indent"]), first, match["key"], value)

    @property
    def is_entry(self) -> bool:
        """Whether the line begins with the dash of a list."""
        return self.indent > self.first


class Scene:
    """A fault, and the line on which the library gave up.

    ``seen`` is the text as it was read, with earlier faults mended; ``lines`` is the text as it was typed,
    with the same offsets, and what a person is shown.
    """

    def __init__(self, lines: Lines, seen: Lines, fault: Fault) -> None:
        self.lines, self.seen, self.fault, self.reason = lines, seen, fault, fault.reason
        number = seen.number(fault.at)
        # At the end of the file there is nothing to see: look at the last line with something on it.
        while number > 1 and not seen.line(number).strip():
            number -= 1
        self.line = Line.of(seen, number)
        self.at = min(fault.at, self.line.start + len(seen.line(number)))

    @property
    def value(self) -> Span:
        """The span of what follows the key or the dash on the line of the fault."""
        return self.line.value

    def above(self, number: int) -> Line | None:
        """The nearest line above that number that is neither blank nor a comment."""
        for candidate in range(number - 1, 0, -1):
            if self.seen.line(candidate).lstrip()[:1] not in ("", "#"):
                return Line.of(self.seen, candidate)
        return None

    def has_lines_under(self, line: Line) -> bool:
        """Whether the next line with something on it is indented further."""
        for number in range(line.number + 1, len(self.seen.lines) + 1):
            if self.seen.line(number).strip():
                return Line.of(self.seen, number).first > line.first
        return False

    def told(self, span: Span, message: str, remedy: str, *, blank: Span | None = None, by: str = "x") -> Told:
        """A problem at ``span``; reading can go on with every character of ``blank`` replaced ``by`` one.

        What may close a list in brackets around the blanked text is left standing.
        """
        words = self.seen.text[slice(*blank)] if blank else ""
        replaced = len(words.rstrip("]}, ")) or len(words)
        mend = (blank[0], by * replaced) if blank and replaced else None
        return Told(Problem(self.lines.place(*span), message, remedy), mend)


Recogniser: TypeAlias = Callable[[Scene], Told | None]
