"""The part of Jinja that a template is written in: output, tests, loops, macros, includes.

What is left out can switch off escaping, hide a missing template, or build text without end.
"""

from __future__ import annotations

from typing import Any, TypeVar

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

STEPS = "steps counted"
JOINED = "text joined"
WEIGHED = "value weighed"
"""Filters that no template can name, since their names hold a space."""

ALLOWED = frozenset({
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.With, nodes.Macro,
    nodes.Include, nodes.Import, nodes.FromImport, nodes.Name, nodes.Const, nodes.Tuple, nodes.List, nodes.Dict,
    nodes.Pair, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test,
    nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Neg, nodes.Pos, nodes.Concat,
    nodes.Scope, nodes.Add, nodes.Sub, nodes.Div, nodes.FloorDiv, nodes.Mod,
})  # fmt: skip
WRITTEN = {
    "AssignBlock": "{% set %} … {% endset %}", "CallBlock": "{% call %}", "FilterBlock": "{% filter %}",
    "Extends": "{% extends %}", "Block": "{% block %}", "ScopedEvalContextModifier": "{% autoescape %}",
    "Mul": "*", "Pow": "**",
}  # fmt: skip
"""How what is left out is written."""

BARE: tuple[list[nodes.Expr], list[nodes.Pair], None, None] = ([], [], None, None)
"""A filter's arguments: none."""

Written = TypeVar("Written", bound=nodes.Node)


def refused(node: nodes.Node) -> str:
    """Why a node is not in the language; nothing for one that is."""
    kind = type(node)
    if kind not in ALLOWED:
        return f"{WRITTEN.get(kind.__name__, kind.__name__)} is not for templates"
    if isinstance(node, nodes.For) and node.recursive:
        return 'a loop may not be "recursive"'
    if isinstance(node, nodes.Include) and node.ignore_missing:
        return '"ignore missing" hides a misspelt name, and is not for templates'
    return ""


class Language(CodeGenerator):
    """Compiles templates of this part of Jinja, and refuses any other."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        super().visit_Template(_Reduced(self).visit(node), frame)


class _Reduced(NodeTransformer):
    """Refuses what is left out, and puts the sandbox where Jinja goes past it: loops, joins, lists, comparisons."""

    def __init__(self, generator: CodeGenerator) -> None:
        self._generator = generator

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        if reason := refused(node):
            self._generator.fail(reason, node.lineno)
        return super().visit(node, *args, **kwargs)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, STEPS, *BARE, lineno=node.lineno, environment=node.environment)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        parts = nodes.List(self._inside(node).nodes, lineno=node.lineno, environment=node.environment)
        return nodes.Filter(parts, JOINED, *BARE, lineno=node.lineno, environment=node.environment)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):  # which goes past the sandbox otherwise
            node.node = self._weighed(node.node)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = self._weighed(node.expr)
        for operand in node.ops:
            operand.expr = self._weighed(operand.expr)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return self._weighed(self._inside(node))

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        inner = self._inside(node)
        return self._weighed(inner) if node.ctx == "load" else inner

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return self._weighed(self._inside(node))

    def _weighed(self, node: nodes.Expr) -> nodes.Filter:
        return nodes.Filter(node, WEIGHED, *BARE, lineno=node.lineno, environment=node.environment)

    def _inside(self, node: Written) -> Written:
        self.generic_visit(node)
        return node
