"""What is done to kinds: printing, tests, filters and the calling of macros."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from typing import Any

from jinja2 import nodes

from reportgen.errors import did_you_mean
from reportgen.labels.words import PART
from reportgen.template.failures import arguments
from reportgen.template.lint import filters
from reportgen.template.lint.kinds import (
    Anything,
    Field,
    Kind,
    Known,
    ListOf,
    Loop,
    MacroOf,
    Nothing,
    Number,
    Text,
    Truth,
    either,
    spoken,
    ways,
)
from reportgen.template.lint.scope import Scope, key_of, something, written
from reportgen.template.lint.sources import Sources

PASSED = frozenset({"context", "eval_ctx", "environment"})
"""The first parameter of a filter that Jinja itself gives it."""


class Calls(ABC):
    """The part of the walk that works on kinds already known."""

    def __init__(self, sources: Sources, known: Known) -> None:
        self.sources, self.known = sources, known
        self.template = ""
        self.printed: set[str] = set()
        """The paths of what is printed, or tested and no text."""
        self.fields: set[Field] = set()
        """Every field that is read."""

    @abstractmethod
    def kind(self, node: nodes.Node, scope: Scope) -> Kind:
        """What an expression is."""

    @abstractmethod
    def enter(self, macro: MacroOf, given: dict[str, Kind], call: nodes.Call | None = None) -> Kind:
        """Walk through a macro with these arguments; what it writes."""

    @abstractmethod
    def caller(self) -> str:
        """Where the macro is called that is being walked through, in brackets; else nothing."""

    def tell(self, node: nodes.Node, message: str, *, look_for: str = "", remedy: str = "") -> None:
        """Note what is wrong with an expression."""
        whole = written(node)
        near = [f".{look_for}", f'"{look_for}"', f"'{look_for}'", look_for] if look_for else []
        words = [whole, *near] if not look_for or look_for in whole else [*near, whole]
        words += [node.name] if isinstance(node, nodes.Filter | nodes.Test | nodes.Name) else []
        wanted = tuple(each for each in words if "…" not in each)
        self.sources.tell(self.template, node.lineno, f"{message}{self.caller()}", remedy=remedy, words=wanted)

    def said(self, kind: Kind) -> str:
        """What a person would call it, and where it was made step by step, what would do."""
        if isinstance(kind, ListOf) and kind.stepwise:
            return 'a list made step by step; add "| list"'
        return spoken(kind)

    # ------------------------------------------------------------------------------------ print

    def print(self, node: nodes.Node, kind: Kind) -> None:
        """Note what an expression prints; anything but text and numbers is a slip."""
        for way in ways(kind):
            match way:
                case Text() | Number():
                    self._used(way)
                    self._open_parts(node, way)
                case Anything():
                    pass
                case _:
                    self.tell(node, f"{{{{ … }}}} prints text or numbers, and this is {spoken(way)}.")

    def _used(self, kind: Text | Number | Truth) -> None:
        if kind.path:
            self.printed.add(kind.path)

    def _open_parts(self, node: nodes.Node, kind: Text | Number) -> None:
        if isinstance(kind, Text) and kind.counted:
            self.tell(
                node, f'The label "{kind.label}" goes by a number.', remedy=f"Write: {kind.label} | fill(count=…)"
            )
        elif isinstance(kind, Text) and kind.label:
            for part in sorted({part for words in kind.values for part in PART.findall(words)}):
                remedy = f"Write: {kind.label} | fill({part}=…)"
                self.tell(node, f'Nothing fills in "{{{part}}}" of the label "{kind.label}".', remedy=remedy)

    # ------------------------------------------------------------------------------------- test

    def branches(self, test: nodes.Node, scope: Scope) -> tuple[Scope, Scope]:
        """What is known where a test holds, and where it does not."""
        match test:
            case nodes.Not():
                yes, no = self.branches(test.node, scope)
                return no, yes
            case nodes.And():
                yes, _ = self.branches(test.left, scope)
                return self.branches(test.right, yes)[0], scope.inner()
            case nodes.Or():
                _, no = self.branches(test.left, scope)
                return scope.inner(), self.branches(test.right, no)[1]
        kind = self.kind(test, scope)
        self.decided(test, kind)
        key = key_of(test)
        if key and any(isinstance(way, Nothing) for way in ways(kind)):
            return scope.narrowed(key, something(kind)), scope.inner()
        return scope.inner(), scope.inner()

    def decided(self, test: nodes.Node, kind: Kind) -> None:
        """Note what a test looks at."""
        for way in ways(kind):
            if isinstance(way, Truth):
                self._used(way)
            elif isinstance(way, ListOf) and way.stepwise:
                self.tell(test, f"This is always so: it is {self.said(way)}.")

    def tested(self, node: nodes.Test, scope: Scope) -> Kind:
        """``x is even``."""
        kind = self.kind(node.node, scope)
        for each in (*node.args, *(pair.value for pair in node.kwargs)):
            self.kind(each, scope)
        if self.test_named(node, node.name):
            self._fits(node, self.sources.sandbox.tests[node.name], f'The test "{node.name}"')
            if node.name in ("even", "odd") and not all(isinstance(way, Number | Anything) for way in ways(kind)):
                self.tell(node, f'The test "{node.name}" takes a number, and this is {spoken(kind)}.')
        return Truth()

    def test_named(self, node: nodes.Node, name: str) -> bool:
        """Whether there is a test of that name; if not, that is told."""
        return self._known(node, name, self.sources.sandbox.tests, "test")

    def _known(self, node: nodes.Node, name: str, known: dict[str, Any], what: str) -> bool:
        if name not in known:
            remedy = did_you_mean(name, (each for each in known if " " not in each))
            self.tell(node, f"No {what} named '{name}'.", look_for=name, remedy=remedy)
        return name in known

    # ----------------------------------------------------------------------------------- filter

    def filtered(self, node: nodes.Filter, scope: Scope) -> Kind:
        """``x | join(", ")``."""
        kind = self.kind(node.node, scope) if node.node else Anything()
        for each in (*node.args, *(pair.value for pair in node.kwargs)):
            self.kind(each, scope)
        if not self._known(node, node.name, self.sources.sandbox.filters, "filter"):
            return Anything()
        if not self._fits(node, self.sources.sandbox.filters[node.name], f'The filter "{node.name}"'):
            return Anything()
        return filters.FILTERS[node.name](self, node, kind, scope)

    def _fits(self, node: nodes.Filter | nodes.Test, called: Any, what: str) -> bool:
        """Whether the arguments are ones that a filter or a test takes."""
        signature = inspect.signature(called)
        passed = next(iter(signature.parameters), "") in PASSED
        given: list[object] = [None] * (1 + len(node.args) + passed)
        try:
            signature.bind(*given, **{str(pair.key): None for pair in node.kwargs})
        except TypeError as error:
            self.tell(node, f"{what} {arguments(error)}.")
            return False
        return True

    # ------------------------------------------------------------------------------------- call

    def called(self, node: nodes.Call, scope: Scope) -> Kind:
        """``led(entry.citations)``."""
        if isinstance(node.node, nodes.Getattr) and node.node.attr in ("cycle", "changed"):
            owner = self.kind(node.node.node, scope)
            if isinstance(owner, Loop):
                given = [self.kind(each, scope) for each in node.args]
                return either(*given) if node.node.attr == "cycle" and given else Truth()
        macro = self.kind(node.node, scope)
        given = [self.kind(each, scope) for each in node.args]
        named = {pair.key: self.kind(pair.value, scope) for pair in node.kwargs}
        return either(*(self._call(node, way, given, named) for way in ways(macro)))

    def _call(self, node: nodes.Call, macro: Kind, given: list[Kind], named: dict[str, Kind]) -> Kind:
        if isinstance(macro, Anything):
            return macro
        if not isinstance(macro, MacroOf):
            self.tell(node.node, f"{spoken(macro)[:1].upper()}{spoken(macro)[1:]} cannot be called.")
            return Anything()
        names = [str(each.name) for each in macro.node.args]
        what = f'The macro "{macro.node.name}"'
        if len(given) > len(names):
            self.tell(node.node, f"{what} takes {_counted(len(names))}, and here are {len(given)}.")
        bound = dict(zip(names, given, strict=False))
        for name, kind in named.items():
            if name not in names:
                self.tell(node.node, f'{what} has no "{name}".', remedy=did_you_mean(name, names))
            elif name in bound:
                self.tell(node.node, f'{what} is given "{name}" twice.')
            bound[name] = kind
        required = names[: len(names) - len(macro.node.defaults)]
        for name in required:
            if name not in bound:
                self.tell(node.node, f'{what} needs "{name}".', remedy=f"It takes: {', '.join(names)}.")
        there = {name: bound.get(name, Anything()) for name in names if name in bound or name in required}
        return self.enter(macro, there, node)


def _counted(number: int) -> str:
    return "no argument" if not number else "1 argument" if number == 1 else f"{number} arguments"
