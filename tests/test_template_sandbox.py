"""Specification of ``reportgen.template.sandbox``: what a template from a stranger cannot do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reportgen.template import LARGEST_MARKUP
from tests.probe import PROBE, blocks, markup, refusal, write

COMMAND = "touch {canary}"
TO_OBJECT = "__class__.__mro__[1].__subclasses__()"
POPEN = f"__globals__['os'].popen('{COMMAND}').read()"

ESCAPES = (
    # walks by attributes
    f"{{{{ ''.{TO_OBJECT} }}}}",
    f"{{{{ ().{TO_OBJECT}[104] }}}}",
    f"{{{{ view.{TO_OBJECT} }}}}",
    "{{ ''['__class__'] }}",
    "{{ view['__class__'] }}",
    "{{ view.header['__struct_fields__'] }}",
    "{{ view.__class__.__init__.__globals__ }}",
    "{{ view.__doc__ }}",
    "{{ view.__slots__ }}",
    "{{ view.issues.__len__() }}",
    "{{ memo.__class__ }}",
    "{{ labels['__class__'] }}",
    f"{{{{ self.__init__.{POPEN} }}}}",
    "{{ self._TemplateReference__context }}",
    "{{ (1).__class__ }}",
    "{{ true.__class__.__base__ }}",
    "{% set x = view.__class__ %}",
    "{% for x in ''.__class__.__mro__ %}<p>a</p>{% endfor %}",
    "{% if view.__init__ %}<p>a</p>{% endif %}",
    # walks by filters and tests
    "{{ '' | attr('__class__') }}",
    "{{ [''] | map(attribute='__class__') | list | length }}",
    "{{ [view] | map(attribute='__class__.__mro__') | first }}",
    "{{ [view] | map('attr', '__class__') | first }}",
    "{{ [view] | sort(attribute='__class__') | length }}",
    "{{ [view] | groupby('__class__') | length }}",
    "{{ [view] | selectattr('__init__') | list | length }}",
    "{{ [view] | unique(attribute='__class__') | list | length }}",
    "{{ view | pprint }}",
    "{{ view.header | tojson }}",
    "{{ {'a': view} | xmlattr }}",
    "{{ view | string | length }}",
    "{{ {'a': 1} | dictsort }}",
    # formatting
    "{{ '{0.__class__}'.format(view) }}",
    "{{ '{0.__class__}'.format_map({'0': view}) }}",
    "{{ '%s' | format(view) }}",
    "{{ '%s' % view }}",
    "{% set f = '{0.__class__}'.format %}{{ f(view) }}",
    "{{ ['{0.__class__}'.format] | map('string') | first }}",
    "{{ '{x.__class__}' | fill(x=view) }}",
    # globals of Jinja
    f"{{{{ cycler.__init__.{POPEN} }}}}",
    f"{{{{ joiner.__init__.{POPEN} }}}}",
    f"{{{{ namespace.__init__.{POPEN} }}}}",
    f"{{{{ lipsum.{POPEN} }}}}",
    "{{ lipsum() }}",
    "{{ cycler('a').next() }}",
    "{% set ns = namespace(a=1) %}{{ ns.a }}",
    "{{ range(10) | list | length }}",
    "{{ dict(a=1)['a'] }}",
    "{{ get_flashed_messages }}{{ config }}{{ request }}",
    "{{ context }}{{ environment }}",
    # calls
    "{{ view() }}",
    "{{ view.header.title() }}",
    "{{ view.header.title.upper() }}",
    "{{ view.issues.index(1) }}",
    "{{ labels.items() }}",
    "{{ labels['items']() }}",
    "{{ memo.get('title') }}",
    "{{ view.__eq__(view) }}",
    "{{ view.__setattr__('marking', 'PUBLIC') }}",
    "{{ view.__reduce__() }}",
    "{{ caller() }}",
    "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% for i in [1] %}{{ loop._undefined }}{% endfor %}",
    "{% for i in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% for i in [1] %}{{ loop([2]) }}{% endfor %}",
    "{% for i in [1] recursive %}{{ loop([i]) }}{% endfor %}",
    "{% import 'sections/_parts.html.j2' as parts %}{{ parts._body_stream }}",
    "{% import 'sections/_parts.html.j2' as parts %}{{ parts.__class__ }}",
    # markup that is let through
    "{{ '<p>a</p>' | safe }}",
    "{% autoescape false %}{{ '<p>a</p>' }}{% endautoescape %}",
    "{% filter upper %}<p>a</p>{% endfilter %}",
    "{% call view() %}{% endcall %}",
    "{% extends 'memo.html.j2' %}",
    "{% block a %}{% endblock %}",
    "{% set a %}<p>a</p>{% endset %}",
    "{% include '/etc/passwd' %}",
    "{% include ['/etc/passwd', '../../../etc/passwd'] %}",
    "{% include view %}",
    "{% include none %}",
    "{% include [] %}",
    "{% do view %}",
    "{% break %}",
    "{% debug %}",
    "{% trans %}a{% endtrans %}",
)


def test_there_are_escapes_enough() -> None:
    """At least eighty ways out of a sandbox are tried."""
    assert len(set(ESCAPES)) >= 80


@pytest.mark.parametrize("escape", ESCAPES)
def test_escape(tmp_path: Path, escape: str) -> None:
    """A way out of the sandbox ends in an error at its line, and nothing is run, read or told."""
    canary = tmp_path / "canary"
    error = refusal(tmp_path / "own", f"<h2>A</h2>\n{escape.replace('{canary}', str(canary))}\n")
    assert (error.template, error.line) == (PROBE, 2)
    assert not canary.exists()
    assert len(error.message) < 300
    assert not any(told in error.message for told in (" at 0x", "root:", "View(", "jinja"))


@pytest.mark.parametrize("inert", ["{{ '{{ 7 + 7 }}' }}", "{% raw %}{{ 7 + 7 }}{% endraw %}", "{{ '{{' }} 7 + 7 }}"])
def test_template_in_text(tmp_path: Path, inert: str) -> None:
    """Text that looks like a template is text."""
    assert "14" not in str(blocks(tmp_path, f"<p>{inert}</p>"))


def test_import_as_a_name(tmp_path: Path) -> None:
    """The macros of another template can be imported one by one, or all under one name."""
    given = "{% import 'sections/_parts.html.j2' as parts %}<p>{{ parts.reference(view.next_steps[0]) }}</p>"
    assert "¶" in str(blocks(tmp_path, given))


def test_loop_helpers(tmp_path: Path) -> None:
    """A loop tells where it is: first, last, its length, and whether something changed."""
    loop = (
        "{% for i in ['a', 'a', 'b'] %}{{ loop.index }}{{ i if loop.changed(i) }}"
        "{{ loop.cycle('-', '+') }}{{ '/' ~ loop.length if loop.last }}{% endfor %}"
    )
    assert "1a-2+3b-/3" in markup(tmp_path, f"<p>{loop}</p>")


NESTED = (
    "{% for a in s %}{% for b in s %}{% for c in s %}{% for d in s %}{% for e in s %}{% endfor %}" + "{% endfor %}" * 4
)
GROWTH = (
    "{{ 'a' * 2000000000 }}",
    "{{ 'a' * 2000000000 | length }}",
    "{{ ['a'] * 2000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ '%0*d' % (2000000000, 1) }}",
    "{{ 'a' | center(2000000000) }}",
    "{{ 'a' | indent(2000000000) }}",
    "{{ 'a' | format(2000000000) }}",
    "{{ ['a'] | batch(2000000000, 'a') | list | length }}",
    "{{ ['a'] | slice(2000000000) | list | length }}",
    "{{ 'a' | replace('', 'aaaa') }}",
    "{{ 'a' | wordwrap(1) | urlize }}",
    "{{ lipsum(n=100000) }}",
    "{% for i in range(100000) %}a{% endfor %}",
    "{% set s = view.issues | list %}{% for a in s %}" + NESTED + "{% endfor %}",
    "{% set s = view.header.title %}" + NESTED,
    "{% set s = 'aaaaaaaaaa' %}" + "{% set s = s + s %}" * 40 + "{{ s | length }}",
    "{% set s = 'aaaaaaaaaa' %}" + "{% set s = s ~ s %}" * 40 + "{{ s | length }}",
    "{% set s = [1, 2] %}" + "{% set s = s + s %}" * 40 + "{{ s | length }}",
    "{% set s = (1, 2) %}" + "{% set s = s + s %}" * 40 + "{{ s | length }}",
    "{% set s = 'aa' %}" + "{% set s = [s, s, s, s] | join %}" * 40 + "{{ s | length }}",
    "{% set s = 'aa' %}" + "{% set s = s | list | join(s) %}" * 40 + "{{ s | length }}",
    "{% set s = 'aa' %}" + "{% set s = '{x}{x}' | fill(x=s) %}" * 40 + "{{ s | length }}",
    "{% macro m(n) %}{{ n ~ n }}{% endmacro %}{% set s = 'aa' %}" + "{% set s = m(s) %}" * 40 + "{{ s | length }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set s = ['a'] %}" + "{% set s = [s, s, s, s] %}" * 30 + "{{ s | string }}",
    "{% set s = view.header.title | list %}"
    + "{% for a in s %}{% set t = s | map('upper') | list %}" * 4
    + "{% endfor %}" * 4,
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "-" * 3000 + "1 }}",
    "{{ " + "not " * 3000 + "1 }}",
    "{{ 1" + "0" * 5000 + " }}",
    "{% for a in view.issues %}" * 25 + "{% endfor %}" * 25,
    "{% if view.issues %}" * 150 + "{% endif %}" * 150,
    "{{ 1 / 0 }}",
    "{{ 1 // 0 }}",
    "{{ 1 % 0 }}",
)


@pytest.mark.parametrize("bomb", GROWTH)
def test_growth(tmp_path: Path, bomb: str) -> None:
    """A template that would run or grow without end is stopped within seconds, and told where."""
    started = time.perf_counter()
    error = refusal(tmp_path, f"<h2>A</h2>\n<p>{bomb}</p>\n")
    assert time.perf_counter() - started < 20
    assert error.template in (PROBE, "memo.html.j2")
    assert len(error.message) < 300


DEEP = (
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{% if 1 %}" * 150 + "{% endif %}" * 150,
)


@pytest.mark.parametrize("deep", DEEP, ids=lambda deep: deep[:5])
def test_depth_is_told_where_it_is(tmp_path: Path, deep: str) -> None:
    """What is nested too deeply to be compiled is told in the section that it stands in, and on its line."""
    error = refusal(tmp_path, f"<h2>A</h2>\n<p>{deep}</p>\n")
    assert (error.template, error.line) == (PROBE, 2)
    assert "nested too deeply" in error.message


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ("{{ view.header.title.format }}", '"format" of text is not for templates.'),
        ("{{ view.header.title['format'] }}", '"format" of text is not for templates.'),
        ("{{ view.gaps | join(attribute='text') }}", 'The filter "join" takes no "attribute".'),
        ("{{ view.gaps | join('a', 'b') }}", 'The filter "join" cannot take so many arguments.'),
        ("{{ view.header.title | upper(a=1) }}", 'The filter "upper" takes no "a".'),
    ],
)
def test_slips_are_told_in_the_words_of_templates(tmp_path: Path, slip: str, told: str) -> None:
    """A method of Python is no view, and a filter is called by its name."""
    assert told in refusal(tmp_path, f"<p>{slip}</p>").message


def test_limit_is_told(tmp_path: Path) -> None:
    """The error for too much work names the limit and the usual cause."""
    error = refusal(tmp_path, "{% set s = view.header.title %}\n\n" + NESTED)
    assert (error.template, error.line) == (PROBE, 3)
    assert "200,000 steps" in error.message
    assert "loops inside loops" in error.message


def test_endless_text(tmp_path: Path) -> None:
    """A memo that grows beyond the limit while it is printed is stopped there."""
    line = "a" * 1000
    loops = "{% for a in view.issues %}" * 4 + line + "{% endfor %}" * 4
    error = refusal(tmp_path, f"<p>{loops}</p>")
    assert f"{LARGEST_MARKUP:,} characters" in error.message


def test_includes_that_double(tmp_path: Path) -> None:
    """Includes that double with every step are stopped by the same limit."""
    for number in range(40):
        write(tmp_path, f"{number}.html.j2", f'{{% include "{number + 1}.html.j2" %}}' * 2)
    write(tmp_path, "40.html.j2", "")
    error = refusal(tmp_path, '{% include "0.html.j2" %}')
    assert "200,000 steps" in error.message


def test_hundreds_of_entries_are_no_growth(tmp_path: Path) -> None:
    """A memo of many thousand lines stays well below the limits."""
    loops = "{% for a in view.issues %}{% for b in view.issues %}{% for c in view.issues %}"
    probe = f"<ul>{loops}<li>{{{{ a.title ~ b.id }}}}</li>{'{% endfor %}' * 3}</ul>"
    assert len(blocks(tmp_path, probe)[0].entries) == 13**3  # type: ignore[union-attr]
