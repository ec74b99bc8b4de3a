"""What each filter makes of a kind. A name in quotation marks (``attribute="text"``) is looked up like any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jinja2 import nodes

from reportgen.errors import did_you_mean
from reportgen.labels.words import PART
from reportgen.template.lint.kinds import (
    Anything,
    Kind,
    ListOf,
    Members,
    Number,
    Text,
    Words,
    either,
    spoken,
    ways,
)
from reportgen.template.lint.scope import Scope
from reportgen.template.sandbox import ON_TEXT

if TYPE_CHECKING:
    from reportgen.template.lint.calls import Calls

Filter = Callable[["Calls", nodes.Filter, Kind, Scope], Kind]


def _on_text(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    walk.print(node.node or node, kind)
    paths = {way.path for way in ways(kind) if isinstance(way, Text | Number)}
    return either(*(Text(path) for path in sorted(paths))) if paths else Text()


def _member(walk: Calls, node: nodes.Filter, kind: Kind, *, whole: bool = False) -> Kind:
    """What a list is made of. ``whole`` where a list made step by step will not do."""
    members: list[Kind] = []
    for way in ways(kind):
        match way:
            case ListOf() if not (whole and way.stepwise):
                members.append(way.member)
            case Members():
                members += way.kinds
            case Words():
                members.append(Text())
            case Anything():
                members.append(way)
            case _:
                walk.tell(node, f'The filter "{node.name}" takes a list, and this is {walk.said(way)}.')
    return either(*members)


def _path(kind: Kind) -> str:
    return kind.path if isinstance(kind, ListOf) else ""


def _length(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    if not isinstance(kind, Text):
        _member(walk, node, kind, whole=True)
    return Number()


def _first(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    return Text() if isinstance(kind, Text) else _member(walk, node, kind)


def _last(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    return Text() if isinstance(kind, Text) else _member(walk, node, kind, whole=True)


def _list(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    return ListOf(_member(walk, node, kind), _path(kind))


def _attribute(walk: Calls, node: nodes.Filter, member: Kind, name: nodes.Expr | None, scope: Scope) -> Kind:
    """What ``attribute="issue.title"`` comes to, read step by step."""
    if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
        return Anything()
    kind = member
    for step in name.value.split("."):
        inner = Scope({"one of them": kind})
        reading = nodes.Getattr(nodes.Name("one of them", "load", lineno=node.lineno), step, "load", lineno=node.lineno)
        kind = walk.kind(reading, inner)
    return kind


def _keyword(node: nodes.Filter, name: str, position: int | None = None) -> nodes.Expr | None:
    named = next((pair.value for pair in node.kwargs if pair.key == name), None)
    return named or (node.args[position] if position is not None and len(node.args) > position else None)


def _map(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    member = _member(walk, node, kind)
    if attribute := _keyword(node, "attribute"):
        return ListOf(_attribute(walk, node, member, attribute, scope), stepwise=True)
    name = node.args[0] if node.args else None
    if not isinstance(name, nodes.Const):
        walk.tell(node, 'The filter "map" needs attribute="…", or the name of a filter.')
        return ListOf(Anything(), stepwise=True)
    inner = Scope({**scope.names, "one of them": member})
    one = nodes.Name("one of them", "load", lineno=node.lineno)
    each = nodes.Filter(one, name.value, node.args[1:], node.kwargs, None, None, lineno=node.lineno)
    return ListOf(walk.kind(each, inner), stepwise=True)


def _select(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    """``select("odd")``, ``selectattr("silent")``, ``selectattr("party", "eq", name)``, and what they leave out."""
    member = _member(walk, node, kind)
    by_attribute = node.name.endswith("attr")
    if by_attribute and not node.args:
        walk.tell(node, f'The filter "{node.name}" needs the name of what is tested.')
    if by_attribute:
        tested = _attribute(walk, node, member, node.args[0] if node.args else None, scope)
        walk.decided(node, tested)
    test = node.args[by_attribute] if len(node.args) > by_attribute else None
    if isinstance(test, nodes.Const) and isinstance(test.value, str):
        walk.test_named(node, test.value)
    return ListOf(member, _path(kind), stepwise=True)


def _sort(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    member = _member(walk, node, kind)
    if attribute := _keyword(node, "attribute", 2 if node.name == "sort" else 1):
        names = str(attribute.value).split(",") if isinstance(attribute, nodes.Const) else []
        for name in names:
            _attribute(walk, node, member, nodes.Const(name.strip()), scope)
    elif any(not isinstance(way, Text | Number | Anything) for way in ways(member)):
        walk.tell(node, f'The filter "{node.name}" has no order for {spoken(member)}.', remedy='Add attribute="…".')
    return ListOf(member, _path(kind), stepwise=node.name == "unique")


def _groupby(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    member = _member(walk, node, kind)
    shared = _attribute(walk, node, member, _keyword(node, "attribute", 0), scope)
    return ListOf(Members((shared, ListOf(member, _path(kind)))))


def _join(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    walk.print(node, _member(walk, node, kind))
    for each in node.args:
        walk.print(each, walk.kind(each, scope))
    return Text()


def _fill(walk: Calls, node: nodes.Filter, kind: Kind, scope: Scope) -> Kind:
    for pair in node.kwargs:
        walk.print(pair.value, walk.kind(pair.value, scope))
    for way in ways(kind):
        if not isinstance(way, Text | Anything):
            walk.tell(node, f'The filter "fill" takes text, and this is {spoken(way)}.')
        elif isinstance(way, Text) and way.values:
            _parts(walk, node, way)
    return Text()


def _parts(walk: Calls, node: nodes.Filter, words: Text) -> None:
    """Every ``{part}`` is filled in, and no other."""
    parts = {part for each in words.values for part in PART.findall(each)} | ({"count"} if words.counted else set())
    given = {str(pair.key) for pair in node.kwargs}
    what = f'The label "{words.label}"' if words.label else "The text"
    for name in sorted(given - parts):
        remedy = did_you_mean(name, parts) or "It has nothing to be filled in."
        walk.tell(node, f'{what} has no "{{{name}}}".', look_for=f"{name}=", remedy=remedy)
    for name in sorted(parts - given):
        walk.tell(node, f'{what} has "{{{name}}}", which fill is not given.', remedy=f"Add {name}=… to it.")


FILTERS: dict[str, Filter] = {
    **dict.fromkeys(ON_TEXT, _on_text),
    "count": _length, "length": _length, "first": _first, "last": _last, "list": _list, "map": _map,
    "select": _select, "selectattr": _select, "reject": _select, "rejectattr": _select, "sort": _sort,
    "unique": _sort, "groupby": _groupby, "join": _join, "fill": _fill,
}  # fmt: skip
"""By name: every filter that a template may use."""
