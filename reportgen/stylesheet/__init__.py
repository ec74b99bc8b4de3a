"""``memo.css`` of a desk's own → the same rules, written anew; or every fault, by line and column.

CSS may dress a memo. It may not speak (``content``), hide what other formats show, fetch anything, or
run for ever; so what it may say is a list (see :mod:`.properties`), and what is not on it is refused. The
result holds nothing that was not read and understood here, so that no other reader of CSS, a browser
among them, can take it for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from reportgen.errors import Place, Problem, StyleError, did_you_mean
from reportgen.stylesheet.properties import PROPERTIES, refusal
from reportgen.stylesheet.selectors import media_fault, selector_fault
from reportgen.stylesheet.values import Fault

__all__ = ["LARGEST", "checked", "read_stylesheet"]

LARGEST = 128 * 1024
"""Bytes; the shipped memo.css has 4,000."""

DEEPEST = 8
"""Brackets inside brackets."""

MOST = 40
"""Problems told at once."""

SIGN = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*(?:\"|(?=\n)|\\?\Z)"
    r"|'(?:\\.|[^'\\\n])*(?:'|(?=\n)|\\?\Z)"
    r"|[(\[{}\])]|[\x00-\x08\x0b\x0e-\x1f\x7f]",
    re.DOTALL,
)
"""A comment, a text (to the end of its line at most), a bracket, a control character."""
AT_RULES = {
    "import": "memo.css is one file. Copy the rules into it.",
    "font-face": "Name font files under fonts.files in style.yaml.",
    "page": "Set paper and margins in style.yaml.",
}


def read_stylesheet(path: Path, known: frozenset[str]) -> str:
    """The rules of the file at ``path``; ``known`` are the custom properties there are, as ``--size-text``.

    Raises :class:`~reportgen.errors.StyleError` with every problem and its place.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise StyleError([Problem(Place(str(path), line, 1), "This is not UTF-8 text.", "Save it as UTF-8.")]) from None
    except OSError as error:
        raise StyleError([Problem(Place(str(path)), f"This cannot be read: {error.strerror}.")]) from None
    if len(content) > LARGEST:
        raise StyleError([Problem(Place(str(path)), f"A memo.css has at most {LARGEST // 1024} kilobytes.")])
    return checked(text, str(path), known)


def checked(text: str, name: str, known: frozenset[str]) -> str:
    """The rules in ``text``, from the file called ``name``. Raises as :func:`read_stylesheet` does."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    reading = _Reading(text, name, known)
    written = "" if reading.problems else "\n".join(reading.rules(tinycss2.parse_stylesheet(text, True, True)))
    if not reading.problems and "<" in written:  # what could end a <style> has no other use here
        reading.problems.append(Problem(Place(name), 'A memo.css holds no "<" outside comments.', "Take it out."))
    if reading.problems:
        raise StyleError(reading.problems[:MOST])
    return written + "\n"


class _Reading:
    """Reads the rules of one file and gathers its problems."""

    def __init__(self, text: str, name: str, known: frozenset[str]) -> None:
        self._lines, self._name, self._known = text.split("\n"), name, known
        self.problems: list[Problem] = []
        self._brackets(text)

    def rules(self, nodes: Sequence[Any], inside: int = 0) -> Iterator[str]:
        """The rules, each written anew."""
        for node in nodes:
            if node.type == "error":
                self._tell(node, f"This cannot be read as CSS: {node.message}.")
            elif node.type == "at-rule":
                yield from self._at_rule(node, inside)
            elif node.type == "qualified-rule":
                yield self._rule(node)

    def _at_rule(self, node: Any, inside: int) -> Iterator[str]:
        name = node.lower_at_keyword
        if name == "charset":
            return
        if name != "media" or node.content is None or inside > 1:
            remedy = AT_RULES.get(name, "It knows @media for screen and print.")
            self._tell(node, f"@{name} is not for memo.css.", remedy)
            return
        self._tell_fault(media_fault(node.prelude), node)
        inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        rules = " ".join(self.rules(inner, inside + 1))
        yield f"@media {_written(node.prelude)} {{ {rules} }}"

    def _rule(self, node: Any) -> str:
        self._tell_fault(selector_fault(node.prelude), node)
        declared = [
            self._declaration(each)
            for each in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        ]
        return f"{_written(node.prelude)} {{ {' '.join(declared)} }}"

    def _declaration(self, node: Any) -> str:
        if node.type != "declaration":
            message = (
                f"This cannot be read as CSS: {node.message}." if node.type == "error" else "A rule stands in a rule."
            )
            self._tell(node, message, 'Write "property: value;".')
            return ""
        value = [each for each in node.value if each.type not in ("comment",)]
        while value and value[-1].type == "whitespace":
            value.pop()
        accepted = PROPERTIES.get(node.lower_name)
        if accepted is None:
            message, remedy = refusal(node.lower_name)
            near = did_you_mean(node.lower_name, PROPERTIES)
            self._tell(node, message, remedy or (near if near.startswith("Did") else ""))
        else:
            self._tell_fault(accepted(_significant(value), self._known), node, node.name)
        important = " !important" if node.important else ""
        return f"{node.lower_name}: {_written(value)}{important};"

    def _brackets(self, text: str) -> None:
        """Tell the first sign that goes too deep, or is none of text, before anything is parsed."""
        depth = 0
        for sign in SIGN.finditer(text):
            found = sign.group()
            depth += (found in "([{") - (found in ")]}")
            control = (len(found) == 1 and ord(found) < 32) or found == "\x7f"
            if depth > DEEPEST or control:
                line = text.count("\n", 0, sign.start()) + 1
                column = sign.start() - text.rfind("\n", 0, sign.start())
                message = "This is a control character." if control else "Brackets stand too deep in each other."
                self.problems.append(Problem(Place(self._name, line, column, self._line(line)), message))
                return

    def _tell_fault(self, fault: Fault | None, node: Any, name: str = "") -> None:
        if fault:
            token = node if fault.token is None else fault.token
            self._tell(token, fault.message.replace("PROPERTY", name), fault.remedy)

    def _tell(self, node: Any, message: str, remedy: str = "") -> None:
        line = node.source_line
        self.problems.append(Problem(Place(self._name, line, node.source_column, self._line(line)), message, remedy))

    def _line(self, number: int) -> str:
        line = self._lines[number - 1] if number <= len(self._lines) else ""
        return line if len(line) <= 400 else ""


def _significant(tokens: Sequence[Any]) -> list[Any]:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def _written(tokens: Sequence[Any]) -> str:
    kept = [token for token in tokens if token.type != "comment"]
    return " ".join(tinycss2.serialize(kept).split())
