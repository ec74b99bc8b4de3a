"""The names a place in a template sees, and what the tests around it say of them."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import nodes

from reportgen.template.lint.kinds import Kind, Missing, Nothing, either, without


class Scope:
    """Names and their kinds. ``held`` are longer expressions that a test around has narrowed: ``each.due``."""

    def __init__(self, names: dict[str, Kind], held: dict[str, Kind] | None = None) -> None:
        self.names, self.held = names, held or {}

    def inner(self) -> Scope:
        """A scope inside this one: what is set there is not seen here."""
        return Scope(dict(self.names), dict(self.held))

    def give(self, name: str, kind: Kind) -> None:
        """A name's new value; what was known of the old one is forgotten."""
        self.names[name] = kind
        self.held = {each: held for each, held in self.held.items() if each != name and not _inside(each, name)}

    def narrowed(self, key: str, kind: Kind) -> Scope:
        """This scope where an expression is known to be of that kind."""
        scope = self.inner()
        scope.held[key] = kind
        return scope

    def join(self, branches: Sequence[Scope]) -> None:
        """What holds after one of several branches was taken."""
        for name in dict.fromkeys(name for branch in branches for name in branch.names):
            self.names[name] = either(*(branch.names.get(name, Missing()) for branch in branches))
        changed = {name for branch in branches for name in branch.names if branch.names[name] != self.names[name]}
        self.held = {key: kind for key, kind in self.held.items() if key.partition(".")[0] not in changed}


def _inside(key: str, name: str) -> bool:
    return key.startswith((f"{name}.", f"{name}["))


def key_of(node: nodes.Node) -> str:
    """How an expression is written that a test can say something of; nothing for any other."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{owner}.{node.attr}" if (owner := key_of(node.node)) else ""
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            return f"{owner}.{name}" if (owner := key_of(node.node)) else ""
        case _:
            return ""


def something(kind: Kind) -> Kind:
    """What is left of a kind where a test has found it to be something."""
    return without(kind, Nothing, Missing)


def written(node: nodes.Node) -> str:
    """An expression as it is written, in short."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Const():
            return f'"{node.value}"' if isinstance(node.value, str) else str(node.value).lower()
        case nodes.Getattr():
            return f"{written(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Slice()):
            return f"{written(node.node)}[…]"
        case nodes.Getitem():
            return f"{written(node.node)}[{written(node.arg)}]"
        case nodes.Filter():
            return f"{written(node.node)} | {node.name}" if node.node else node.name
        case nodes.Test():
            return f"{written(node.node)} is {node.name}"
        case nodes.Call():
            return f"{written(node.node)}(…)"
        case _:
            return "…"
