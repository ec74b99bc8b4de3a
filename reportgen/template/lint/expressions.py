"""Expression and scope → kind; what cannot be is told with its place, and then taken for anything."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from jinja2 import nodes

from reportgen.labels import Plural
from reportgen.template.failures import with_remedy
from reportgen.template.language import refused
from reportgen.template.lint.calls import Calls
from reportgen.template.lint.kinds import (
    Anything,
    Imported,
    Kind,
    ListOf,
    Loop,
    Members,
    Missing,
    Nothing,
    Number,
    Text,
    Truth,
    ViewOf,
    Words,
    either,
    field_kind,
    readable,
    spoken,
    texts,
    ways,
    without,
)
from reportgen.template.lint.scope import Scope, key_of, something

LOOP: Mapping[str, Kind] = {
    **dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), Number()),
    **dict.fromkeys(("first", "last"), Truth()),
}
MEMBERS = ("previtem", "nextitem")
CALLED = ("cycle", "changed")


class Expressions(Calls):
    """Works out the kinds of expressions."""

    def kind(self, node: nodes.Node, scope: Scope) -> Kind:
        """What an expression is, where ``scope`` holds."""
        if reason := refused(node):
            self.tell(node, f"{reason}.")
            return Anything()
        held = scope.held.get(key_of(node))
        match node:
            case nodes.Name():
                return held or self._name(node, scope)
            case nodes.Getattr():
                owner = self.kind(node.node, scope)
                return held or self._read(node, owner, node.attr)
            case nodes.Getitem():
                return self._member(node, held, scope)
            case nodes.Const():
                return _constant(node.value)
            case nodes.Filter():
                return self.filtered(node, scope)
            case nodes.Test():
                return self.tested(node, scope)
            case nodes.Call():
                return self.called(node, scope)
            case nodes.Concat():
                return self._joined(node, scope)
            case nodes.CondExpr():
                return self._one_or_other(node, scope)
            case nodes.And() | nodes.Or():
                return self._and_or(node, scope)
            case nodes.Tuple() | nodes.List():
                return Members(tuple(self.kind(each, scope) for each in node.items))
            case _:
                return self._rest(node, scope)

    def _name(self, node: nodes.Name, scope: Scope) -> Kind:
        kind = scope.names.get(node.name)
        if kind is None:
            known = set(scope.names)
            self.tell(node, with_remedy(f'"{node.name}" is not a name that is known here.', node.name, known))
            return Anything()
        if any(isinstance(way, Missing) for way in ways(kind)):
            self.tell(node, f'"{node.name}" has no value on every way here. Set it on all of them, or before the test.')
        return without(kind, Missing)

    def _read(self, node: nodes.Expr, owner: Kind, name: str) -> Kind:
        """A field, a property, a label, what a loop or an imported template shows."""
        return either(*(self._read_one(node, way, name) for way in ways(owner)))

    def _read_one(self, node: nodes.Expr, owner: Kind, name: str) -> Kind:
        match owner:
            case Anything():
                return owner
            case ViewOf() if name in readable(owner.form):
                self.fields.add((owner.form.__name__, name))
                return field_kind(owner, name, self.known)
            case Words() if name in owner.words:
                label = f"{owner.name}.{name}".lstrip(".")
                return _label(label, owner.words[name])
            case Loop() if name in LOOP:
                return LOOP[name]
            case Loop() if name in MEMBERS:
                return owner.member
            case Imported() if name in owner.names:
                return owner.names[name]
        known = self._names_of(owner)
        said = "The labels have" if isinstance(owner, Words) else f"{_capital(spoken(owner))} has"
        self.tell(node, with_remedy(f'{said} no "{name}".', name, known), look_for=name)
        return Anything()

    @staticmethod
    def _names_of(owner: Kind) -> frozenset[str]:
        match owner:
            case ViewOf():
                return frozenset(readable(owner.form))
            case Words():
                return frozenset(owner.words)
            case Loop():
                return frozenset([*LOOP, *MEMBERS, *CALLED])
            case Imported():
                return frozenset(name for name in owner.names if not name.startswith("_"))
            case _:
                return frozenset()

    def _member(self, node: nodes.Getitem, held: Kind | None, scope: Scope) -> Kind:
        owner = self.kind(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            for each in (node.arg.start, node.arg.stop, node.arg.step):
                self.kind(each, scope) if each else None
            return either(*(self._slice(node, way) for way in ways(owner)))
        index = self.kind(node.arg, scope)
        if isinstance(index, Text) and index.values:
            return held or either(*(self._read(node, owner, name) for name in sorted(index.values)))
        return either(*(self._one_of(node, way) for way in ways(owner)))

    def _slice(self, node: nodes.Getitem, owner: Kind) -> Kind:
        if isinstance(owner, Text):
            return Text(owner.path)
        if isinstance(owner, Members):
            return ListOf(either(*owner.kinds))
        if not isinstance(owner, ListOf | Anything) or (isinstance(owner, ListOf) and owner.stepwise):
            self.tell(node, f"[…:…] takes a part of a list or a text, and this is {self.said(owner)}.")
        return owner

    def _one_of(self, node: nodes.Getitem, owner: Kind) -> Kind:
        match owner:
            case ListOf(stepwise=False):
                return owner.member
            case Members():
                number = node.arg.value if isinstance(node.arg, nodes.Const) else None
                fits = isinstance(number, int) and -len(owner.kinds) <= number < len(owner.kinds)
                return owner.kinds[number] if fits and number is not None else either(*owner.kinds)
            case Text():
                return Text(owner.path)
            case Words():
                return either(*(self._read_one(node, owner, name) for name in owner.words))
            case Anything():
                return owner
        self.tell(node, f"[…] takes one of a list or a text, and this is {self.said(owner)}.")
        return Anything()

    def _joined(self, node: nodes.Concat, scope: Scope) -> Kind:
        kinds = [self.kind(each, scope) for each in node.nodes]
        for each, kind in zip(node.nodes, kinds, strict=True):
            self.print(each, kind)
        if all(isinstance(kind, Text) and kind.values for kind in kinds):
            known = [sorted(kind.values) for kind in kinds if isinstance(kind, Text)]
            return texts("".join(parts) for parts in product(*known))
        return Text()

    def _one_or_other(self, node: nodes.CondExpr, scope: Scope) -> Kind:
        yes, no = self.branches(node.test, scope)
        other = self.kind(node.expr2, no) if node.expr2 else Text()
        return either(self.kind(node.expr1, yes), other)

    def _and_or(self, node: nodes.And | nodes.Or, scope: Scope) -> Kind:
        yes, no = self.branches(node.left, scope)
        left = self.kind(node.left, scope)
        right = self.kind(node.right, yes if isinstance(node, nodes.And) else no)
        if isinstance(node, nodes.Or):
            return either(something(left), right)
        return either(*(way for way in ways(left) if not isinstance(way, ViewOf)), right)  # a view is always something

    def _rest(self, node: nodes.Node, scope: Scope) -> Kind:
        """Sums, comparisons, "not", dictionaries: their parts are looked at."""
        if isinstance(node, nodes.Not):
            self.branches(node.node, scope)
            return Truth()
        parts = [self.kind(each.expr if isinstance(each, nodes.Operand) else each, scope)
                 for each in node.iter_child_nodes() if isinstance(each, nodes.Expr | nodes.Operand)]  # fmt: skip
        match node:
            case nodes.Compare():
                self._comparable(node, parts)
                return Truth()
            case nodes.BinExpr() | nodes.UnaryExpr():
                return self._sum(node, parts)
            case _:
                return Anything()

    def _comparable(self, node: nodes.Compare, kinds: list[Kind]) -> None:
        for left, operand, right in zip(kinds, node.ops, kinds[1:], strict=False):
            bad = right if operand.op in ("in", "notin") else None
            if bad and not all(isinstance(way, Text | ListOf | Members | Words | Anything) for way in ways(bad)):
                self.tell(node, f'"in" looks into a list or a text, and this is {spoken(bad)}.')
            if operand.op in ("lt", "lteq", "gt", "gteq"):
                pair = {type(way) for way in (*ways(left), *ways(right))} - {Anything}
                if len(pair) > 1 or pair & {ViewOf, Words, Nothing, ListOf}:
                    self.tell(node, f"{_capital(spoken(left))} and {spoken(right)} have no order.")

    def _sum(self, node: nodes.BinExpr | nodes.UnaryExpr, kinds: list[Kind]) -> Kind:
        found = {type(way) for kind in kinds for way in ways(kind)} - {Anything}
        if found <= {Number, Truth}:
            return Number()
        if isinstance(node, nodes.Add) and found == {Text}:
            return Text()
        if isinstance(node, nodes.Add) and found <= {ListOf, Members}:
            members = [way.member if isinstance(way, ListOf) else either(*way.kinds)
                       for kind in kinds for way in ways(kind) if isinstance(way, ListOf | Members)]  # fmt: skip
            return ListOf(either(*members))
        self.tell(node, f"{node.operator} of {' and '.join(spoken(kind) for kind in kinds)} is not for templates.")
        return Anything()


def _label(name: str, words: object) -> Kind:
    match words:
        case Mapping():
            return Words(name, words)
        case Plural():
            return Text(values=frozenset(words), label=name, counted=True)
        case _:
            return Text(values=frozenset([str(words)]), label=name)


def _constant(value: object) -> Kind:
    match value:
        case bool():
            return Truth()
        case str():
            return texts([value])
        case int() | float():
            return Number()
        case _:
            return Nothing()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
