"""Text → tree of nodes that know where they stand, through the YAML library.

The library is asked for events only, one at a time: it never guesses a type, never expands an alias,
and is stopped at the first sign of a text made to hurt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeAlias

import yaml
from msgspec import Struct, field
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from reportgen.errors import Problem
from reportgen.yamlfile import refusals
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.plain import Value

DEPTH = 40
"""Levels of lists and keys within one another: a record has eight."""

NODES = 200_000
"""Keys, values and lists in a file: the record of long talks has some 10,000."""

PROBLEMS = 100
"""Problems found before the rest of a file is left unread."""

Parser: TypeAlias = Callable[[str], Iterator[Event]]
Span: TypeAlias = tuple[int, int]
"""Offsets in the text: of the first character, and after the last one."""


class Node(Struct):
    """A value, the span a person would point at for it, and the key before it if it has one."""

    span: Span
    value: Value
    key: Span | None = None
    children: dict[str | int, Node] = field(default_factory=dict)


class Fault(Struct, frozen=True):
    """Where and why the library could not read on; ``since`` is where the broken construct began."""

    reason: str
    at: int
    since: int | None = None
    quoted: Span | None = None
    """The text in quotation marks read just before, if that was the last thing read."""
    bracket: int | None = None
    """The innermost bracket or brace that was open."""


class Outcome(Struct):
    """What could be read: the root (None if there is none), what is refused, and where reading ended."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    fault: Fault | None = None


def parse_fast(text: str) -> Iterator[Event]:
    """Events by the C library where it is installed: ten times as fast as the one in Python."""
    return yaml.parse(text, Loader=yaml.CSafeLoader) if yaml.__with_libyaml__ else parse_slow(text)


def parse_slow(text: str) -> Iterator[Event]:
    """Events by the library written in Python."""
    try:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
    except (ValueError, OverflowError) as fault:  # its chr() of \\UFFFFFFFF
        raise yaml.YAMLError(str(fault)) from fault


def compose(lines: Lines, text: str, parser: Parser = parse_fast) -> Outcome:
    """The tree of ``text``, which has the offsets of ``lines``; never raises for bad input."""
    composer = _Composer(lines, parser(text))
    outcome = composer.outcome
    try:
        outcome.root = composer.document()
    except _Enough:
        pass
    except yaml.MarkedYAMLError as fault:
        at, since = fault.problem_mark or fault.context_mark, fault.context_mark
        reason = f"{fault.context or ''}: {fault.problem or ''}"
        outcome.fault = Fault(
            reason,
            at.index if at else 0,
            since.index if since else None,
            composer.last_quoted,
            composer.brackets[-1] if composer.brackets else None,
        )
    except yaml.YAMLError:
        outcome.fault = Fault("", composer.read)
    return outcome


class _Enough(Exception):  # noqa: N818 (not an error: reading ends here, and the outcome says why)
    """No more of this text is read."""


class _Composer:
    """Builds nodes from events. Recursion is bounded by ``DEPTH``."""

    def __init__(self, lines: Lines, events: Iterator[Event]) -> None:
        self.lines, self.events = lines, events
        self.outcome = Outcome()
        self.last_quoted: Span | None = None
        self.brackets: list[int] = []
        self.read = 0
        self.count = self.depth = 0

    def document(self) -> Node | None:
        """The root of the only document; None where the text holds none."""
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if root is not None:
                    self.refuse(refusals.second_document(self.lines, *_span(event)))
                    raise _Enough
                root = self.node(next(self.events))
        return root

    def node(self, event: Event) -> Node:
        """The node that begins with ``event``, whose events are all taken."""
        self.count += 1
        if self.count > NODES:
            self.refuse(refusals.too_many(self.lines, *_span(event), NODES))
            raise _Enough
        self.last_quoted, self.read = None, _span(event)[0]
        if isinstance(event, NodeEvent):
            self.refuse_properties(event)
        if isinstance(event, ScalarEvent):
            return self.text(event)
        if isinstance(event, CollectionStartEvent):
            return self.collection(event)
        return Node(_span(event), "")

    def text(self, event: ScalarEvent) -> Node:
        """A scalar: always text, except that nothing at all after a key is None."""
        start, end = _span(event)
        if event.style in ("'", '"'):
            self.last_quoted = (start, end)
            if event.style == '"':
                for escape in refusals.escapes(self.lines, start, end):
                    self.refuse(escape)
        elif not event.style and (cut := refusals.cut_by_comment(self.lines, end)):
            self.refuse(cut)
        return Node((start, end), None if not event.style and not event.value else event.value)

    def collection(self, event: CollectionStartEvent) -> Node:
        """A list or keys with values, one level deeper."""
        self.depth += 1
        if self.depth > DEPTH:
            self.refuse(refusals.too_deep(self.lines, *_span(event), DEPTH))
            raise _Enough
        start = _span(event)[0]
        if event.flow_style:
            self.brackets.append(start)
        node = self.sequence(start) if isinstance(event, SequenceStartEvent) else self.mapping(start)
        if event.flow_style:
            self.brackets.pop()
        self.depth -= 1
        return node

    def sequence(self, start: int) -> Node:
        """A list, after its start event."""
        values: list[Value] = []
        node = Node((start, start + 1), values)
        while not isinstance(event := next(self.events), SequenceEndEvent):
            entry = self.node(event)
            if entry.span[0] == entry.span[1]:  # nothing after the dash: point at the dash
                entry.span = (entry.span[0] - 1, entry.span[1])
            node.children[len(values)] = entry
            values.append(entry.value)
        return node

    def mapping(self, start: int) -> Node:
        """Keys with values, after the start event."""
        values: dict[str, Value] = {}
        node = Node((start, start + 1), values)
        seen: dict[str, Span] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            name, key = self.key(event)
            if not node.children and key[0] == start:
                node.span = key
            value = next(self.events)
            child = self.quietly(value) if _is_merge(event) else self.node(value)
            child.key = key
            if child.span[0] == child.span[1]:  # nothing after the key: point at the key
                child.span = key
                if glued := refusals.missing_space(self.lines, *key):
                    self.refuse(glued)
                    continue
            if name is None:
                continue
            first = seen.setdefault(_folded(name), key)
            if first is not key:
                self.refuse(refusals.repeated_key(self.lines, key, first, name, same=name in values))
                continue
            node.children[name], values[name] = child, child.value
        return node

    def key(self, event: Event) -> tuple[str | None, Span]:
        """The key that begins with ``event``, and its span; None in place of a key that is refused."""
        if isinstance(event, CollectionStartEvent):
            self.refuse(refusals.complex_key(self.lines, _span(event)[0]))
            return None, self.quietly(event).span
        span = self.node(event).span
        if not isinstance(event, ScalarEvent):
            return None, span
        problem = refusals.merge(self.lines, *span) if _is_merge(event) else None
        problem = problem or refusals.key(self.lines, *span, event.value)
        if problem:
            self.refuse(problem)
            return None, span
        return event.value, span

    def quietly(self, event: Event) -> Node:
        """The node that begins with ``event``, its problems left out: what holds it is refused already."""
        known = len(self.outcome.problems)
        try:
            node = self.node(event)
        except _Enough:
            del self.outcome.problems[known:-1]
            raise
        del self.outcome.problems[known:]
        return node

    def refuse_properties(self, event: NodeEvent) -> None:
        """Refuse what makes YAML more than text: references to other places, and type names."""
        start = _span(event)[0]
        tag = event.tag if isinstance(event, ScalarEvent | CollectionStartEvent) else None
        if isinstance(event, AliasEvent) or event.anchor:
            self.refuse(refusals.reference(self.lines, start))
        elif tag is not None:
            self.refuse(refusals.tag(self.lines, start))

    def refuse(self, problem: Problem) -> None:
        """Record a problem; past the first hundred, read no further."""
        self.outcome.problems.append(problem)
        if len(self.outcome.problems) >= PROBLEMS:
            raise _Enough


def _span(event: Event) -> Span:
    if event.start_mark is None or event.end_mark is None:
        raise AssertionError("the YAML library gives every event its marks")
    return event.start_mark.index, event.end_mark.index


def _is_merge(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and not event.style and event.value == "<<"


def _folded(key: str) -> str:
    """A key as a reader sees it: composed, without invisible characters."""
    if key.isascii():
        return key
    visible = (character for character in key if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFC", "".join(visible))
