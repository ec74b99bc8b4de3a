"""Specification of ``reportgen.template``: a view becomes markup, and every slip is shown where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen.labels import load_labels
from reportgen.memo.tree import Memo, Paragraph, Text
from reportgen.memo.walk import lines, plain
from reportgen.template import render
from tests.conftest import desk
from tests.probe import PROBE, blocks, markup, memo, probe_view, refusal, write

HOSTILE = "US & China <b> {{ x }} {% raw %} 1. *not* | a </p><script>alert('\"')</script><!-- ]]> &amp; &#60;"


def words_of(whole: Memo) -> list[str]:
    return [plain(content) for content in lines(whole)]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("{{ view.hedaer }}", 'A view has no "hedaer". Did you mean "header"?'),
        ("{{ view.header.titel }}", 'A header has no "titel". Did you mean "title"?'),
        ('{{ view["hedaer"] }}', 'A view has no "hedaer". Did you mean "header"?'),
        ("{{ memo.agremeents }}", 'The labels have no "agremeents". Did you mean "agreements"?'),
        ("{{ labels.stanse.holds }}", 'The labels have no "stanse". Did you mean "stance"?'),
        ("{{ labels.stance.holt }}", 'The labels have no "holt". Did you mean "holds"?'),
        ("{{ veiw.header }}", '"veiw" is not a name that is known here. Did you mean "view"?'),
        ("{{ memo.zzz }}", 'The labels have no "zzz".'),
        ("{{ view.issues[99].title }}", 'A list has no "99".'),
    ],
)
def test_unknown_name(tmp_path: Path, wrong: str, told: str) -> None:
    """A name that does not exist is refused with template, line, and the nearest name that does."""
    error = refusal(tmp_path, f"<h2>A</h2>\n\n<p>{wrong}</p>\n")
    assert (error.template, error.line, error.message) == (PROBE, 3, told)


def test_unknown_name_in_a_loop(tmp_path: Path) -> None:
    """In a loop, the names of the loop are among those that may have been meant."""
    loop = "{% for group in view.agreements %}\n{% for agreement in group.agreements %}\n"
    end = "{% endfor %}{% endfor %}"
    error = refusal(tmp_path, f"{loop}<p>{{{{ agreement.txt }}}}</p>\n{end}")
    assert (error.line, error.message) == (3, 'An agreement has no "txt". Did you mean "text"?')
    error = refusal(tmp_path, f"{loop}<p>{{{{ agrement.text }}}}</p>\n{end}")
    assert (error.line, error.message) == (3, '"agrement" is not a name that is known here. Did you mean "agreement"?')


@pytest.mark.parametrize(
    "silent",
    [
        "{% set title = typo %}",
        "{% if typo is defined %}<p>a</p>{% endif %}",
        "{% if view.typo %}<p>a</p>{% endif %}",
        '{% if view.issues | map(attribute="typo") | list %}<p>a</p>{% endif %}',
        '{% set one = view.issues[:1] | sort(attribute="typo") %}',
        '{% set none = view.issues | selectattr("typo") | list %}',
        '{{ view.typo | default("") }}',
        '{{ typo | default("") }}',
        '{% include "sections/none.html.j2" ignore missing %}',
        "{% macro one(name) %}<p>{{ name }}</p>{% endmacro %}{{ one() }}",
        "{% macro one(name) %}{% set same = name %}{% endmacro %}{{ one() }}",
        '{% from "sections/_parts.html.j2" import citd %}',
    ],
)
def test_silent_slip(tmp_path: Path, silent: str) -> None:
    """What Jinja lets pass in silence when a name is misspelt is refused here, on its line."""
    error = refusal(tmp_path, f"<h2>A</h2>\n{silent}\n")
    assert (error.template, error.line) == (PROBE, 2)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("view", "a view"),
        ("view.header", "a header"),
        ("view.issues", "a list"),
        ("view.issues | list", "a list"),
        ('view.issues | map(attribute="id")', "a list"),
        ("view.issues[0]", "an issue"),
        ("view.audience.landscape", "yes or no"),
        ("none", "nothing"),
        ("true", "yes or no"),
        ('["a"]', "a list"),
        ("memo", "a group of words"),
        ("loop_of_one", "a macro"),
        ("view | string", "a view"),
        ("view | lower", "a view"),
        ("view.issues | e", "a list"),
        ('view.issues | join(", ")', "an issue"),
        ('view ~ ""', "a view"),
        ("memo.caption_sources | fill(source=view.issues)", "a list"),
    ],
)
def test_printing_what_is_no_text(tmp_path: Path, printed: str, told: str) -> None:
    """A list, a view, nothing, or yes and no are a slip when they are printed, however they are wrapped."""
    error = refusal(tmp_path, f"{{% macro loop_of_one() %}}{{% endmacro %}}\n<p>{{{{ {printed} }}}}</p>")
    assert (error.template, error.line) == (PROBE, 2)
    assert error.message == f"{{{{ … }}}} prints text or numbers, and this is {told}."


def test_printing_numbers_and_conditional_text(tmp_path: Path) -> None:
    """Numbers are printed, and an inline "if" without "else" prints nothing."""
    probe = '<p>{{ view.issues | length }}{{ " and more" if not view.issues }} of {{ 7 % 4 + 1 }}</p>'
    assert blocks(tmp_path, probe) == (Paragraph((Text("13 of 4"),)),)


@pytest.mark.parametrize(
    ("wrong", "line", "told"),
    [
        ("<p>\n{% if view.issues %}\n</p>", 3, "endif"),
        ("<p>\n{{ view.header. }}</p>", 2, "name or number"),
        ("<p>a</p>\n\n{{ 'a }}", 3, "Unexpected char"),
        ("<p>a</p>\n{% fro x in y %}{% endfor %}", 2, "fro"),
        ("\n{{ 'a' | uper }}", 2, 'Did you mean "upper"?'),
        ("\n{{ 1 is evn }}", 2, 'Did you mean "even"?'),
        ("\n{{ 'a' | safe }}", 2, "No filter named 'safe'"),
    ],
)
def test_syntax_error(tmp_path: Path, wrong: str, line: int, told: str) -> None:
    """A syntax error, or a filter or test that there is not, is told with template and line."""
    error = refusal(tmp_path, wrong)
    assert (error.template, error.line) == (PROBE, line)
    assert told in error.message


def test_missing_include(tmp_path: Path) -> None:
    """A template that is not there is told where it is included, with the nearest name that is there."""
    error = refusal(tmp_path, '<p>a</p>\n{% include "sections/summry.html.j2" %}')
    assert (error.template, error.line) == (PROBE, 2)
    told = 'There is no template "sections/summry.html.j2". Did you mean "sections/summary.html.j2"?'
    assert error.message == told


@pytest.mark.parametrize("with_loop", [False, True])
def test_endless_include(tmp_path: Path, with_loop: bool) -> None:
    """A template that includes itself is stopped, and told as what it is."""
    include = f'{{% include "{PROBE}" %}}'
    error = refusal(tmp_path, f"\n{{% for issue in view.issues %}}{include}{{% endfor %}}" if with_loop else include)
    assert error.template == PROBE
    assert "includes itself" in error.message


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file beside the folder of templates."""
    path = tmp_path / "secret.txt"
    path.write_text("<p>the-secret</p>", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["../secret.txt", "sections/../../secret.txt", "{secret}", "./.././secret.txt"])
def test_include_from_outside(tmp_path: Path, secret: Path, name: str) -> None:
    """Nothing outside the folders of templates can be included, by an absolute name or by steps upward."""
    name = name.format(secret=secret)
    error = refusal(tmp_path / "own", f'<p>a</p>\n{{% include "{name}" %}}')
    assert (error.template, error.line) == (PROBE, 2)
    assert error.message == f'The template "{name}" lies outside the folder of templates.'


def test_include_by_a_link(tmp_path: Path, secret: Path) -> None:
    """A link that leads out of the folder is refused, and one that stays inside is followed."""
    own = tmp_path / "own"
    write(own, "inside.html.j2", "<p>inside</p>")
    (own / "out.html.j2").symlink_to(secret)
    (own / "folder").symlink_to(tmp_path)
    (own / "in.html.j2").symlink_to(own / "inside.html.j2")
    assert "lies outside" in refusal(own, '{% include "out.html.j2" %}').message
    assert "lies outside" in refusal(own, '{% include "folder/secret.txt" %}').message
    assert blocks(own, '{% include "in.html.j2" %}') == (Paragraph((Text("inside"),)),)


@pytest.mark.parametrize("name", ["a" * 5000, "a/b/c", "a\\0b", "", ".", "loop.html.j2"])
def test_include_of_no_file(tmp_path: Path, name: str) -> None:
    """A name that no file can have, a folder, or a link to itself is a template that is not there."""
    (tmp_path / "loop.html.j2").symlink_to(tmp_path / "loop.html.j2")
    error = refusal(tmp_path, f'\n{{% include "{name}" %}}')
    assert (error.template, error.line) == (PROBE, 2)
    assert error.message.startswith("There is no template")


def test_unusable_template(tmp_path: Path) -> None:
    """A template that is not UTF-8 text, or far too large, is told where it is included."""
    write(tmp_path, "large.html.j2", "a" * 1_100_000)
    (tmp_path / "latin.html.j2").write_bytes(b"<p>\xe9t\xe9</p>")
    assert "larger than" in refusal(tmp_path, '{% include "large.html.j2" %}').message
    assert "not UTF-8" in refusal(tmp_path, '{% include "latin.html.j2" %}').message


def test_record_text_is_inert(tmp_path: Path) -> None:
    """Text of the record comes out as text, whatever markup, template or Markdown it looks like."""
    view = probe_view("principal-header", "probe")
    view = replace(view, header=replace(view.header, title=HOSTILE, caveat=HOSTILE))
    written = ("{{ view.header.title }}", '{{ ["a", view.header.title] | join(" ") }}', '{{ "" ~ view.header.caveat }}')
    probe = "".join(f"<p>{each}</p>" for each in written)
    whole = memo(tmp_path, probe, view)
    assert words_of(whole)[-3:] == [HOSTILE, f"a {HOSTILE}", HOSTILE]
    assert whole.properties.title == HOSTILE


def test_record_text_in_labels_and_macros_is_inert(tmp_path: Path) -> None:
    """Text of the record is escaped once, and once only, through labels that are filled in and macros."""
    view = probe_view("principal-header", "probe")
    view = replace(view, header=replace(view.header, title=HOSTILE))
    macro = "{% macro set_off(text) %}<em>{{ text }}</em>{% endmacro %}"
    filled = "<p>{{ memo.caption_sources | fill(source=view.header.title) }}</p>"
    probe = f"{macro}{filled}<p>{{{{ set_off(view.header.title) }}}}</p>"
    assert words_of(memo(tmp_path, probe, view))[-2:] == [f"Passages cited from {HOSTILE}", HOSTILE]


def test_record_text_in_an_attribute(tmp_path: Path) -> None:
    """Text of the record cannot end the attribute it stands in."""
    view = probe_view("principal-header", "probe")
    view = replace(view, header=replace(view.header, title='x" of="A-01.text" written-at="a:1'))
    assert "written-at=&#34;a:1" in markup(tmp_path, '<p anchor="{{ view.header.title }}">a</p>', view)
    error = refusal(tmp_path, '\n<p anchor="{{ view.header.title }}">a</p>', view)
    assert (error.template, error.line) == (PROBE, 2)


def test_escaping_cannot_be_switched_off(tmp_path: Path) -> None:
    """Escaping is always on: no tag, filter or name of a template file turns it off."""
    write(tmp_path, "part.txt", "<p>{{ view.header.title }}</p>")
    view = probe_view("principal-header", "probe")
    view = replace(view, header=replace(view.header, title="<em>a</em>"))
    assert words_of(memo(tmp_path, '{% include "part.txt" %}', view))[-1] == "<em>a</em>"
    error = refusal(tmp_path, "\n{% autoescape false %}<p>{{ view.header.title }}</p>{% endautoescape %}", view)
    assert (error.line, error.message) == (2, "{% autoescape %} is not for templates.")


def test_own_section(tmp_path: Path) -> None:
    """A folder of one's own with one section overrides that one, and the rest falls back to the shipped ones."""
    write(tmp_path, "sections/summary.html.j2", "<h2>In short</h2><p>{{ view.header.title }}</p>")
    view = probe_view("header", "summary", "gaps")
    shipped = render(view, desk().labels("en-GB"), desk().folders)
    own = render(view, desk().labels("en-GB"), (tmp_path, *desk().folders))
    summary = '<section written-at="memo.html.j2:22" name="summary">'
    assert own.partition(summary)[0] == shipped.partition(summary)[0]
    assert (
        own.partition("</section>")[2].partition("gaps")[2] == shipped.partition("</section>")[2].partition("gaps")[2]
    )
    assert "In short" in own
    assert "In short" not in shipped


def test_own_labels(tmp_path: Path) -> None:
    """Labels of one's own override the words they have, and the rest falls back to the shipped ones."""
    write(tmp_path, "labels/en.po", 'msgctxt "memo.gaps"\nmsgid "Gaps"\nmsgstr "What nobody said"\n')
    folders = (tmp_path, *desk().folders)
    own = render(probe_view("header", "gaps", "summary"), load_labels(folders, "en-GB"), folders)
    assert "What nobody said" in own
    assert "Summary" in own


def test_labels_that_go_by_a_number(tmp_path: Path) -> None:
    """A template fills in the number, and the label takes the form that goes with it; without one it is refused."""
    filled = '<p>{{ memo.validated | fill(names="A", signed=1, count=1) }}</p>'
    assert words_of(memo(tmp_path, filled + filled.replace("count=1", "count=3")))[-2:] == [
        "A, 1 of 1 entry",
        "A, 1 of 3 entries",
    ]
    for wrong, told in (
        ('{{ memo.validated | fill(names="A") }}', "These words go by a number: fill(count=…) needs one."),
        ("{{ memo.validated }}", "{{ … }} prints text or numbers, and this is a label with forms for numbers."),
        ("{{ memo.validated.form }}", '"form" of a label with forms for numbers is not for templates.'),
        ("{{ memo.validated.words(1) }}", '"words" of a label with forms for numbers is not for templates.'),
    ):
        assert refusal(tmp_path, f"<p>{wrong}</p>").message == told
