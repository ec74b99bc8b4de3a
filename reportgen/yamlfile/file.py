"""A file of YAML, read: every value in its place, or every problem with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.errors import InputError, LoadError, Place, Problem
from reportgen.yamlfile import characters, opening
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.nodes import Node, Span
from reportgen.yamlfile.plain import Value
from reportgen.yamlfile.reading import read_tree


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

    def spans(self, path: Sequence[str | int]) -> tuple[Span | None, Span] | None:
        """The offsets in the text of the key and of the value at ``path``; nothing where nothing stands.

        Of a list or of keys the value's span is what a person would point at: its first dash, bracket or key.
        """
        node, whole = self._nearest(path)
        return (node.key, node.span) if whole else None

    def without(self, paths: Iterable[Sequence[str | int]]) -> YamlFile:
        """The file as it would be without the values at these paths: what follows in a list moves up, and every value
        keeps its place in the text."""
        tree = self._tree
        for path in sorted(map(tuple, paths), key=lambda path: [str(step) for step in path]):
            tree = _copied(tree, path)
        for path in sorted(map(tuple, paths), key=lambda path: path[1:2], reverse=True):
            _remove(tree, path)
        return replace(self, root=tree.value, _tree=tree) if isinstance(tree.value, dict) else self

    def _nearest(self, path: Sequence[str | int]) -> tuple[Node, bool]:
        """The node furthest along ``path``, and whether that is its end."""
        node = self._tree
        for step in path:
            if step not in node.children:
                return node, False
            node = node.children[step]
        return node, True


def _copied(node: Node, path: Sequence[str | int]) -> Node:
    """A node that may be changed along a path, while the one it is a copy of stays as it is."""
    copy = Node(node.span, _shallow(node.value), node.key, dict(node.children))
    if path and path[0] in node.children:
        child = _copied(node.children[path[0]], path[1:])
        copy.children[path[0]] = child
        _put(copy, path[0], child.value)
    return copy


def _shallow(value: Value) -> Value:
    return dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value


def _put(node: Node, step: str | int, value: Value) -> None:
    match node.value, step:
        case dict() as keyed, str():
            keyed[step] = value
        case list() as listed, int():
            listed[step] = value


def _remove(node: Node, path: Sequence[str | int]) -> None:
    *way, last = path
    for step in way:
        node = node.children[step]
    del node.children[last]
    if isinstance(node.value, dict) and isinstance(last, str):
        del node.value[last]
    elif isinstance(node.value, list) and isinstance(last, int):
        del node.value[last]
        node.children = dict(enumerate(node.children.values()))


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
