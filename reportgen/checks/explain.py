"""What each check guards against, with lines that fail and lines that pass, from ``rules.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import fill, indent

from reportgen.finding import Rule
from reportgen.form import Form, Words
from reportgen.validate import validated
from reportgen.yamlfile import parse

FILE = Path(__file__).with_name("rules.yaml")


class Explanation(Form):
    """One check, explained: lines of the real record that pass, and what would fail in their place."""

    name: Words
    guards: Words
    fails: str = ""
    passes: str


class _Explanations(Form):
    rules: dict[str, Explanation]


@cache
def explanations() -> dict[str, Explanation]:
    """Every check by its code, in the order of the file."""
    text = FILE.read_text(encoding="utf-8")
    return validated(_Explanations, parse("rules:\n" + indent(text, " "), FILE.name)).rules


def explained(code: str) -> str:
    """One check as text for a terminal. Raises ``KeyError`` for a code that there is not."""
    rule, level = explanations()[code], Rule(code, "").level
    fails = indent(rule.fails.rstrip() or "(these lines left out)", "    ")
    return (
        f"{code} {rule.name} ({level})\n\n{fill(rule.guards, 80)}\n\n"
        f"Fails:\n{fails}\n\nPasses:\n{indent(rule.passes.rstrip(), '    ')}\n"
    )


def page() -> str:
    """The page of all checks, as Markdown."""
    parts = ["# The checks\n\nWhat `reportgen check` finds. `E` stops the record's memos, `W` warns, `N` notes.\n"]
    for code in sorted(explanations(), key=lambda code: ("EWN".index(code[0]), code)):
        rule = explanations()[code]
        fails = rule.fails.rstrip() or "# these lines left out"
        parts.append(
            f"## {code} {rule.name}\n\n{fill(rule.guards, 120)}\n\nFails:\n\n```text\n{fails}\n```\n\n"
            f"Passes:\n\n```text\n{rule.passes.rstrip()}\n```\n"
        )
    return "\n".join(parts)
