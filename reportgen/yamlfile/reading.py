"""Lines → tree, going on after a syntax fault where that is safe, so that one run finds many."""

from __future__ import annotations

import re

from reportgen.errors import Problem
from reportgen.yamlfile import characters
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.nodes import Node, Outcome, Parser, compose, parse_fast
from reportgen.yamlfile.syntax import explain

SYNTAX_FAULTS = 20
"""Syntax faults told at once: each costs another reading of the file."""

MENDED = 500_000
"""Characters in a file that is read on after a fault; beyond, twenty readings take too long."""

_GLUED = re.compile(r"^[A-Za-z_][\w-]*(:)[^\s/]", re.MULTILINE)


def read_tree(lines: Lines, known: set[int], parser: Parser = parse_fast) -> tuple[Node | None, list[Problem]]:
    """The tree of ``lines`` and what is wrong with it; either a tree of keys and values, or problems.

    ``known`` are the numbers of lines already found at fault, whose syntax is not spoken of again.
    """
    outcome, syntax = _read_on(lines, parser)
    told = known | {problem.place.line for problem in outcome.problems}
    problems = outcome.problems + [problem for problem in syntax if problem.place.line not in told]
    if outcome.fault is None and not syntax and not problems and not known:
        problems += _not_keys(lines, outcome.root)
    return outcome.root, problems


def _read_on(lines: Lines, parser: Parser) -> tuple[Outcome, list[Problem]]:
    """The last outcome of reading ``lines``, and the syntax faults mended or met on the way."""
    text = characters.masked(lines.text)
    syntax: list[Problem] = []
    while True:
        outcome = compose(lines, text, parser)
        if outcome.fault is None:
            return outcome, syntax
        told = explain(lines, text, outcome.fault)
        syntax.append(told.problem)
        if told.mend is None or len(syntax) >= SYNTAX_FAULTS or len(text) > MENDED:
            return outcome, syntax
        start, replacement = told.mend
        text = text[:start] + replacement + text[start + len(replacement) :]


def _not_keys(lines: Lines, root: Node | None) -> list[Problem]:
    """The problem of a file that does not consist of keys with values; none if it does."""
    if root is not None and isinstance(root.value, dict):
        return []
    remedy = 'Write "key: value" lines.'
    if root is None or root.value is None:
        what = "holds nothing but comments" if "#" in lines.text else "is empty"
        return [Problem(lines.whole(), f"the file {what}.", remedy)]
    if isinstance(root.value, list):
        message = "the file begins with a list, where it should begin with a key."
        return [Problem(lines.place(*root.span), message, remedy)]
    if match := _GLUED.search(lines.text):
        return [Problem(lines.place(match.start(1)), "a space is missing after this colon.", remedy)]
    message = "the file begins with text, where it should begin with a key and a colon."
    return [Problem(lines.place(*root.span), message, remedy)]
