"""Shipped templates, damaged by chance: a memo or an error by template, and never anything else.

``REPORTGEN_FUZZ=2000`` tries so many, from another start with ``REPORTGEN_FUZZ_SEED``.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from reportgen.errors import TemplateError
from reportgen.memo.reader import read_memo
from reportgen.template import render
from tests.conftest import AUDIENCES, RECORDS, desk, memo_for

TRIES = int(os.environ.get("REPORTGEN_FUZZ", "300"))
FIRST = int(os.environ.get("REPORTGEN_FUZZ_SEED", "0"))
GROUP = 50

SHIPPED = desk().folders[-1]
TEMPLATES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.j2"))
TEXTS = {name: (SHIPPED / name).read_text(encoding="utf-8") for name in TEMPLATES}
PIECES = (
    "{{", "}}", "{%", "%}", "{#", "#}", "|", "~", "+", "-", "*", "**", "(", ")", "[", "]", "[::-1]", "[1:]", "<", ">",
    "</p>", "<p>", "<td>", "&", "&nbsp;", "]]>", "<![CDATA[", "'", '"', ".", "..", "__class__", ".x", "view",
    "view.issues", "loop", "loop.index", "none", "true", "0", "1e999", "99999999999999999999", "| list", "| join",
    "| safe", "| first", " if ", " else ", "{% for a in view.issues %}", "{% endfor %}", "{% if x %}", "{% endif %}",
    "{% set view = 1 %}", "{% macro m(a) %}", "{% endmacro %}", "{% include 'memo.html.j2' %}", "{% raw %}", "\x00",
    "\x1b", "\u202e", "é", "\t", "\n", "==", " in ", " is ", "//", "%", ":", ",", "**{}", "*[]", "=", "of", "anchor",
    "href='#x'", "role", "<h1>", "<table>", "</section>",
)  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """The template with up to five faults."""
    for _ in range(chance.randint(1, 5)):
        at, end = sorted(chance.choices(range(len(text) + 1), k=2))
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[min(end, at + chance.randint(1, 80)) :]
            case 1:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 2:
                text = text[:at] + chance.choice(PIECES) + text[at + 1 :]
            case 3:
                text = text[:at] + text[end : end + 100] + text[at:]
            case _:
                other = TEXTS[chance.choice(TEMPLATES)]
                start = chance.randrange(len(other))
                text = text[:at] + other[start : start + 80] + text[at:]
    return text


@pytest.mark.parametrize("first", range(FIRST, FIRST + TRIES, GROUP))
def test_damaged_templates(tmp_path: Path, first: int) -> None:
    """A damaged template makes a memo, or an error that names a template there is and is short enough to read."""
    refused: dict[int, TemplateError] = {}
    for seed in range(first, min(first + GROUP, FIRST + TRIES)):
        chance = random.Random(seed)
        name = chance.choice(TEMPLATES)
        path = tmp_path / str(seed) / name
        path.parent.mkdir(parents=True)
        path.write_text(damaged(TEXTS[name], chance), encoding="utf-8")
        view, _ = memo_for(chance.choice(RECORDS), chance.choice(AUDIENCES))
        try:
            read_memo(render(view, desk().labels("en-GB"), (tmp_path / str(seed), SHIPPED)))
        except TemplateError as error:
            refused[seed] = error
    assert not {seed: str(each) for seed, each in refused.items() if each.template not in TEMPLATES}
    assert not {seed: str(each) for seed, each in refused.items() if len(each.message) > 700}
    assert len(refused) > GROUP / 10
