"""Specification of ``reportgen.template.stamps``: every tag knows the template and the line that wrote it."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reportgen.memo.reader import STAMP
from reportgen.template import render
from tests.conftest import BUILT, NAMES, desk, memo_for
from tests.probe import PROBE, markup, memo, probe_view, refusal, write

TAG = re.compile(rf'<([a-z0-9]+)(?: {STAMP}="([^"]+):(\d+)")?')
BETWEEN = (
    "{# a comment #}",
    "{% set a = 1 %}",
    "{%- set a = 1 -%}",
    "{% if view %}{% endif %}",
    "{#- over\ntwo lines -#}",
    "{% if view %}\n\n{% endif %}",
    "{% for issue in view.issues %}\n{%- endfor %}\n",
    "  {% set a = 1 +%}",
    "{{ view.header.title }}",
    "{{-\n view.header.title\n-}}",
    "{% raw %}\n{% endraw %}",
    "<!-- a\nb -->",
    "",
)


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_shipped_templates(path: Path, audience: str) -> None:
    """Every tag a template writes is stamped, and stands in the template and on the line that its stamp names."""
    view, _ = memo_for(path, audience)
    rendered = render(view, desk().labels("en-GB"), desk().folders)
    printed = re.compile(r'<span lang="[\w-]+">')  # marks words, and is written by no template
    tags = TAG.findall(printed.sub("", rendered))
    assert len(tags) > 50
    for tag, template, line in tags:
        text = (desk().folders[-1] / template).read_text(encoding="utf-8")
        assert f"<{tag}" in text.split("\n")[int(line) - 1]


@given(
    st.lists(st.tuples(st.sampled_from(BETWEEN), st.sampled_from(["", " ", "\t"])), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=60, deadline=None)
def test_line(between: list[tuple[str, str]], end: str) -> None:
    """The line is that of the file as an editor shows it, whatever stands above the tag."""
    text = "".join(f"{indent}{each}\n" for each, indent in between)
    line = text.count("\n") + 1
    with TemporaryDirectory() as folder:
        write(Path(folder), PROBE, "")
        (Path(folder) / PROBE).write_bytes(f"{text}<p\n>a</p>".replace("\n", end).encode())
        rendered = render(
            probe_view("principal-header", "probe"), desk().labels("en-GB"), (Path(folder), *desk().folders)
        )
    assert f'<p {STAMP}="{PROBE}:{line}"' in rendered


def test_line_of_a_macro(tmp_path: Path) -> None:
    """A tag that a macro writes is stamped with the macro's own template and line."""
    write(tmp_path, "sections/_mine.html.j2", "{% macro wrong() %}\n\n<quote>a</quote>{% endmacro %}")
    error = refusal(tmp_path, '{% from "sections/_mine.html.j2" import wrong %}\n{{ wrong() }}')
    assert (error.template, error.line) == ("sections/_mine.html.j2", 3)


def test_name_of_a_template(tmp_path: Path) -> None:
    """A template may have any name that a file may have."""
    name = "a & \"b\" <c> 'd': 7.html.j2"
    write(tmp_path, name, "\n<quote>a</quote>")
    error = refusal(tmp_path, '{% include "a & \\"b\\" <c> \'d\': 7.html.j2" %}')
    assert (error.template, error.line) == (name, 2)


def test_stamps_end_at_the_gate() -> None:
    """No memo holds a stamp: not in a word, a name or an attribute."""
    for path, audience in BUILT:
        _, whole = memo_for(path, audience)
        assert STAMP not in repr(whole)
        assert ".html.j2" not in repr(whole)


def test_stamp_in_the_record(tmp_path: Path) -> None:
    """Text of the record that looks like a stamp is text, and moves no error to another place."""
    fake = f'<p {STAMP}="sections/other.html.j2:99">'
    view = probe_view("principal-header", "probe")
    view = replace(view, header=replace(view.header, title=fake))
    assert "other.html.j2:99" in repr(memo(tmp_path, "<p>{{ view.header.title }}</p>", view))
    error = refusal(tmp_path, "<p>a</p>\n<p>{{ view.header.title }}<quote/></p>", view)
    assert (error.template, error.line) == (PROBE, 2)


def test_stamp_in_a_template(tmp_path: Path) -> None:
    """A template that writes a stamp of its own is refused."""
    error = refusal(tmp_path, f'\n<p {STAMP}="a:1">a</p>')
    assert "same attribute twice" in error.message


def test_what_is_printed_is_not_stamped(tmp_path: Path) -> None:
    """Only a template's own tags are stamped: a tag in printed text is left as it is."""
    assert "&lt;p &gt;" in markup(tmp_path, "<p>{{ '<p >' }}</p>")
