"""Specification of ``reportgen.template.lint.walk``: kinds followed through tests, loops, macros, lists and unions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Literal

import pytest
from msgspec import Struct

from reportgen.audience import audience_names, load_audience
from reportgen.errors import Problem
from reportgen.labels import load_labels
from reportgen.template import ROOT
from reportgen.template.folders import Folders
from reportgen.template.lint.kinds import Kind, ViewOf, Words
from reportgen.template.lint.sources import Sources
from reportgen.template.lint.walk import Walk
from reportgen.template.places import CODE
from reportgen.template.rendering import labels_by_name
from reportgen.view.frame import Maybe
from reportgen.view.types import View
from tests.conftest import desk
from tests.probe import write

SHIPPED = desk().folders
LABELS = load_labels(SHIPPED, "en")


class ThingView(Struct, frozen=True):
    name: str
    size: int
    round: Literal["first", "second"]
    note: Maybe
    on: bool


class OtherView(Struct, frozen=True):
    name: str
    weight: float


class TopView(Struct, frozen=True):
    """With what no shipped view has: what may not be there, one of two, lists in lists, pairs, itself."""

    thing: ThingView | None
    either: ThingView | OtherView
    things: tuple[ThingView, ...]
    rows: tuple[tuple[str, ...], ...]
    pair: tuple[str, ThingView]
    inner: tuple[TopView, ...]

    @property
    def empty(self) -> bool:
        """Whether there are no things."""
        return not self.things


def told(tmp_path: Path, text: str) -> list[str]:
    """What is wrong with a template that is given such a view."""
    write(tmp_path, ROOT, text)
    write(
        tmp_path,
        "part.html.j2",
        "{% macro show(thing) %}{{ thing.name }}{% endmacro %}{% set _own = 1 %}{% set two = 2 %}",
    )
    walk = Walk(Sources(Folders((tmp_path,))), {})
    walk.memo({"view": ViewOf(TopView), "memo": Words("memo", {"one": "One {part}", "two": "Two"})})
    return [each.message for each in walk.sources.problems]


@pytest.mark.parametrize(
    "right",
    [
        "{% if view.thing %}{{ view.thing.name }}{% endif %}",
        "{% if not view.thing %}{% else %}{{ view.thing.name }}{% endif %}",
        '{{ view.thing.name if view.thing else "" }}',
        "{% if view.thing and view.thing.on %}{{ view.thing.size + 1 }}{% endif %}",
        "{{ view.thing and view.thing.name or view.either.name }}",
        "{% set it = view.thing %}{% if it %}{{ it.name }}{% endif %}",
        "{% set it = view.things[0] %}{{ it.name ~ it.size }}",
        "{% if view.empty %}{% set a = 1 %}{% else %}{% set a = 2 %}{% endif %}{{ a }}",
        "{{ view.either.name }}",
        "{% for row in view.rows %}{% for cell in row %}{{ cell | upper }}{% endfor %}{% endfor %}",
        "{% set word, thing = view.pair %}{{ word }}{{ thing.name }}{{ view.pair[0] }}{{ view.pair[1].size }}",
        "{% for inner in view.inner %}{{ inner.inner[0].things | length }}{% endfor %}",
        '{% for on, those in view.things | groupby("on") %}{{ those[0].name }}{% endfor %}',
        '{{ view.things | map(attribute="name") | join(", ") }}',
        '{{ view.things | map(attribute="name") | map("upper") | list | first }}',
        '{{ (view.things | sort(attribute="size,name") | last).name }}',
        '{{ view.things | selectattr("size", "gt", 1) | map(attribute="size") | unique | join }}',
        '{{ (view.things + view.things)[1:] | length }}',
        "{% for each in view.things if each.on %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{{ each.name }}{% endfor %}",
        "{% for each in view.things %}{{ loop.previtem.name if not loop.first }}{% endfor %}",
        "{% macro one(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ one(1) }}{{ one(1, b=3) }}",
        "{% import 'part.html.j2' as part %}{{ part.show(view.either) }}{{ part.two }}",
        "{% from 'part.html.j2' import show as told %}{{ told(view.things[0]) }}",
        "{% with thing = view.pair[1] %}{{ thing.note }}{% endwith %}",
        "{{ memo.one | fill(part=view.pair[0]) }}{{ memo['two'] }}{{ memo.two | lower }}",
        "{{ view.pair[0][:1] }}{{ view.pair[0] ~ 1 }}{% if 'a' in view.pair[0] %}{% endif %}",
        "{% if view.things | length > 2 and view.pair[1].size < 3 %}{% endif %}{{ 7 % 4 + 1 - 2 / 3 }}",
        "{% for name in ['a', 'b'] %}{{ name }}{% endfor %}{{ {'a': 1} | length if false }}",
    ],
)  # fmt: skip
def test_right(tmp_path: Path, right: str) -> None:
    """Nothing is said of what is right."""
    assert told(tmp_path, right) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("{{ view.thing.name }}", 'Nothing has no "name"'),
        ("{% if view.thing %}{% else %}{{ view.thing.name }}{% endif %}", 'Nothing has no "name"'),
        ("{% if view.thing or view.empty %}{{ view.thing.name }}{% endif %}", 'Nothing has no "name"'),
        ("{{ view.thing }}", "this is a thing"),
        ("{{ view.either.size }}", 'An other has no "size"'),
        ("{% if view.empty %}{{ view.nmae }}{% endif %}", 'A top has no "nmae"'),
        ("{% if view.empty %}{% else %}{{ view.nmae }}{% endif %}", 'A top has no "nmae"'),
        ("{% if true %}{% elif view.nmae %}{% endif %}", 'A top has no "nmae"'),
        ("{{ 'a' if true else view.nmae }}", 'A top has no "nmae"'),
        ("{% for each in view.things %}{% else %}{{ each.name }}{% endfor %}", '"each" is not a name'),
        ("{% for each in view.things %}{% endfor %}{{ loop.index }}", '"loop" is not a name'),
        ("{% if view.empty %}{% set a = 1 %}{% endif %}{{ a }}", '"a" has no value on every way here'),
        ("{% set a, b, c = view.pair %}", "does not come apart into 3"),
        ("{{ view.rows[0] }}", "this is a list"),
        ("{{ view.pair[1].rond }}", 'A thing has no "rond". Did you mean "round"?'),
        ("{{ view.things.name }}", 'A list has no "name"'),
        ("{{ view.pair[0].upper }}", 'Text has no "upper"'),
        ("{{ view.pair[0]() }}", "Text cannot be called"),
        ("{{ view.things | map(attribute='nmae') | list | length }}", 'A thing has no "nmae"'),
        ("{{ view.things | map('uper') | join }}", "No filter named 'uper'"),
        ("{{ view.things | map('upper') | join }}", "this is a thing"),
        ("{{ view.things | sort | length }}", "no order for a thing"),
        ("{{ view.things | sort(attribute='size,nmae') | length }}", 'A thing has no "nmae"'),
        ("{{ view.things | groupby('nmae') | length }}", 'A thing has no "nmae"'),
        ("{{ view.things | map(attribute='name') | length }}", 'made step by step; add "| list"'),
        ("{{ (view.things | map(attribute='name'))[0] }}", 'made step by step; add "| list"'),
        ("{{ view.things | join }}", "this is a thing"),
        ("{{ view.things + 1 }}", "+ of a list and a number"),
        ("{{ view.pair[0] - 1 }}", "- of text and a number"),
        ("{{ 1 if 'a' < 2 }}", "have no order"),
        ("{{ 1 if 'a' in 2 }}", '"in" looks into a list or a text'),
        ("{{ 1 if view.pair[0] is odd }}", "takes a number, and this is text"),
        ("{{ 1 if 1 is gt }}", 'The test "gt"'),
        ("{{ memo.one }}", 'Nothing fills in "{part}"'),
        ("{{ memo.two | fill(part=1) }}", 'has no "{part}"'),
        ("{{ memo | fill }}", "takes text, and this is a group of words"),
        ("{% import 'part.html.j2' as part %}{{ part.shw(1) }}", 'An imported template has no "shw"'),
        ("{% from 'part.html.j2' import show %}{{ show(view.rows) }}", "(called from memo.html.j2:1)"),
        ("{% macro one(a) %}{{ b }}{% endmacro %}", '"b" is not a name'),
        ("{% macro one(a) %}{% endmacro %}{{ one(1, a=2) }}", 'is given "a" twice'),
        ("{% include view.pair[0] %}", "cannot be told without a record"),
        ("{% for a in view.things recursive %}{% endfor %}", 'a loop may not be "recursive"'),
    ],
)  # fmt: skip
def test_wrong(tmp_path: Path, wrong: str, message: str) -> None:
    """What is wrong on any way through a template is told, on ways no record takes as well."""
    found = told(tmp_path, wrong)
    assert any(message in each for each in found), found


class Misspelt(Struct, frozen=True):
    """A name of a shipped template with a letter too many: where it stands, and on which line."""

    template: str
    start: int
    end: int
    name: str
    line: int

    def is_told(self, problems: Iterable[Problem], file: Path) -> bool:
        """Whether one of the problems names it, on its line of that file."""
        words = (f'"{self.name}x"', f"'{self.name}x'")
        return any(
            (each.place.file, each.place.line) == (str(file), self.line) and any(word in each.message for word in words)
            for each in problems
        )


def misspelt() -> Iterator[Misspelt]:
    """Every name after a dot, and every filter, in the code of the shipped templates."""
    for path in sorted(SHIPPED[-1].rglob("*.j2")):
        template, text = path.relative_to(SHIPPED[-1]).as_posix(), path.read_text(encoding="utf-8")
        for code in CODE.finditer(text):
            for name in re.finditer(r'(?<=[\w\]]\.)[a-z_]+\b|(?<=\| )[a-z]+\b|(?<=attr\(")[a-z]+', code.group()):
                start, end = code.start() + name.start(), code.start() + name.end()
                if text[start - 6 : start] not in ("tions/", "_parts") and name.group() not in ("html", "j2"):
                    yield Misspelt(template, start, end, name.group(), text.count("\n", 0, start) + 1)


@pytest.mark.slow
def test_every_misspelt_name_is_found(tmp_path: Path) -> None:
    """Whichever name of the shipped templates is misspelt, in whichever branch, it is found on its line.

    One name of every template at a time; what is not found beside the others is tried again alone.
    """
    sections = {name for each in audience_names(SHIPPED) for name in load_audience(SHIPPED, each).sections}
    names: dict[str, Kind] = {
        name: Words("" if name == "labels" else name, words) for name, words in labels_by_name(LABELS).items()
    }
    folders = Folders((tmp_path, *SHIPPED))
    whole = Walk(Sources(folders), {("AudienceView", "sections"): tuple(sorted(sections))})
    whole.memo({"view": ViewOf(View), **names})
    assert whole.sources.problems == ()

    def missed(together: Sequence[Misspelt]) -> list[Misspelt]:
        """Those of these names that are not found when all of them are misspelt."""
        sources = Sources(folders)
        sources.trees = {name: whole.sources.trees[name] for name in whole.read - {each.template for each in together}}
        for each in together:
            text = (SHIPPED[-1] / each.template).read_text(encoding="utf-8")
            write(tmp_path, each.template, f"{text[: each.start]}{each.name}x{text[each.end :]}")
        Walk(sources, whole.known).memo({"view": ViewOf(View), **names})
        for each in together:
            (tmp_path / each.template).unlink()
        return [each for each in together if not each.is_told(sources.problems, tmp_path / each.template)]

    # That of the build report has a view of its own.
    every = [each for each in misspelt() if each.template in whole.read]
    of_each = [list(those) for _, those in groupby(every, key=lambda each: each.template)]
    rounds = [[each for each in round if each] for round in zip_longest(*of_each)]
    left = [each for together in rounds for each in missed(together)]
    assert len(every) > 300
    assert len(left) < len(every) / 5
    assert [each for alone in left for each in missed([alone])] == []
