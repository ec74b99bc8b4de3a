"""YAML for people: path → ``YamlFile``, in which every value is text and knows its place.

    bytes ──opening──▶ text ──characters──▶ text without surprises ──nodes──▶ tree with places
                                                      └──syntax──▶ problems in plain words

Less than YAML on purpose. No type is guessed (``no``, ``007`` and ``12:30`` stay text); repeated keys,
references (``&a``, ``*a``, ``<<``), type names (``!x``), several documents, invisible characters, and a
``#`` that cuts a sentence are refused, each with its place. This is the only user of the YAML library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.errors import InputError, LoadError, Place, Problem
from reportgen.yamlfile import characters, opening
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.nodes import Node, Value
from reportgen.yamlfile.reading import read_tree

__all__ = ["Value", "YamlFile", "parse", "read", "text_at"]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file that could be read: ``text`` has ``\\n`` line ends and no byte order mark.

    In ``root`` every scalar is text as it was typed, except that nothing at all (``key:``) is None.
    """

    name: str
    text: str
    root: dict[str, Value]
    _lines: Lines = field(repr=False, compare=False)
    _tree: Node = field(repr=False, compare=False)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """The place of the value at ``path``, or of its key; failing that, of the nearest on the way.

        A list is shown by its first dash or bracket, keys with values by the first key.
        """
        node, whole = self._nearest(path)
        span = node.key if key and whole and node.key else node.span
        return self._lines.place(*span)

    def within(self, path: Sequence[str | int], words: str) -> Place:
        """The place of ``words`` in the text at ``path``, over line ends; else ``place(path)``."""
        node, whole = self._nearest(path)
        if whole and words.split() and isinstance(node.value, str):
            # A quotation mark within quotation marks is typed twice, or after a backslash.
            typed = (re.escape(word).replace("'", "''?").replace('"', r'\\?"') for word in words.split())
            if match := re.compile(r"\s+".join(typed)).search(self.text, *node.span):
                return self._lines.place(*match.span())
        return self.place(path)

    def _nearest(self, path: Sequence[str | int]) -> tuple[Node, bool]:
        """The node furthest along ``path``, and whether that is its end."""
        node = self._tree
        for step in path:
            if step not in node.children:
                return node, False
            node = node.children[step]
        return node, True


def read(path: Path, *, name: str | None = None, error: type[InputError] = LoadError) -> YamlFile:
    """The YAML file at ``path``, called ``name`` in places.

    Raises ``error`` with every problem found, and nothing else for any file whatever.
    """
    return parse(text_at(path, name=name, error=error), str(path) if name is None else name, error=error)


def text_at(path: Path, *, name: str | None = None, error: type[InputError] = LoadError) -> str:
    """The text of the YAML file at ``path``, as it stands there. Raises as ``read`` does."""
    try:
        return opening.read_text(path, str(path) if name is None else name)
    except opening.UnreadableError as fault:
        raise error([fault.problem]) from None


def parse(text: str, name: str, *, error: type[InputError] = LoadError) -> YamlFile:
    """The YAML in ``text``, called ``name`` in places. Raises as ``read`` does."""
    if len(text) > opening.LIMIT:
        raise error([opening.too_large(name, len(text)).problem])
    lines = Lines(name, opening.normalise(text))
    problems: list[Problem] = characters.refused(lines)
    tree, found = read_tree(lines, {problem.place.line for problem in problems})
    problems += found
    if problems or tree is None or not isinstance(tree.value, dict):
        raise error(sorted(problems, key=lambda problem: (problem.place.line, problem.place.column)))
    return YamlFile(name, lines.text, tree.value, lines, tree)
