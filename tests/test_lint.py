"""Specification of ``reportgen.template.lint``: what is wrong with a template is told without any record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader

from reportgen.audience import audience_names, load_audience
from reportgen.errors import Problem
from reportgen.labels import load_labels
from reportgen.template.lint import lint
from reportgen.template.lint.filters import FILTERS
from reportgen.template.sandbox import Sandbox
from tests.conftest import desk
from tests.probe import write

SHIPPED = desk().folders
LABELS = load_labels(SHIPPED, "en")


def problems(own: Path, *sections: str) -> tuple[Problem, ...]:
    """What is wrong with an audience of these sections when this folder stands before the shipped one."""
    listed = "".join(f"  - {name}\n" for name in dict.fromkeys(("header", *sections)))
    write(own, "audiences/one.yaml", f"title: One\nfor: One\nceiling: named\nsections:\n{listed}")
    folders = (own, *SHIPPED)
    return lint(load_audience(folders, "one"), LABELS, folders).problems


def planted(own: Path, template: str, old: str, new: str) -> int:
    """A copy of a shipped template with a fault in it; the line it is on."""
    text = (SHIPPED[-1] / template).read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    write(own, template, text.replace(old, new, 1))
    return text.count("\n", 0, text.index(old)) + 1


@pytest.mark.parametrize("audience", audience_names(SHIPPED))
def test_the_shipped_templates_hold(audience: str) -> None:
    """In the templates of every shipped audience nothing is wrong."""
    loaded = load_audience(SHIPPED, audience)
    linted = lint(loaded, LABELS, SHIPPED)
    assert [str(each) for each in linted.problems] == []
    assert {"memo.html.j2", *(f"sections/{name}.html.j2" for name in loaded.sections)} <= set(linted.templates)
    assert linted.tables


def test_link_if_there_needs_no_section(tmp_path: Path) -> None:
    """A link that is one if its anchor is there asks for no section that has it; another condition is found."""
    assert problems(tmp_path, "sources") == ()
    line = planted(tmp_path, SOURCES, ' if="there"', ' if="here"')
    (found,) = problems(tmp_path, "sources")
    assert (found.place.line, "is not known" in found.message) == (line, True)


def test_every_filter_has_its_kind() -> None:
    """Of every filter that a template may use it is known what it makes."""
    assert set(FILTERS) == {name for name in Sandbox(DictLoader({})).filters if " " not in name}


GAPS, STEPS_, AGREED, MEET = (f"sections/{name}.html.j2" for name in ("gaps", "next-steps", "agreements", "meetings"))
FORMULAE, SOURCES, POSITIONS, CHANGES = (
    f"sections/{name}.html.j2" for name in ("formulae", "sources", "positions", "changes")
)
MATRIX = "sections/matrix.html.j2"
PARTS, MEMO, SUMMARY = "sections/_parts.html.j2", "memo.html.j2", "sections/summary.html.j2"
FAULTS = [
    # names
    (GAPS, "gap.text", "gap.txt", 'A gap has no "txt". Did you mean "text"?', "gap.txt"),
    (
        GAPS,
        "gap.closed_by, ",
        "gap.closed_bye, ",
        'A gap has no "closed_bye". Did you mean "closed_by"?',
        "gap.closed_bye",
    ),
    (GAPS, "view.gaps %}\n<ul>", "view.gasp %}\n<ul>", 'A view has no "gasp". Did you mean "gaps"?', "view.gasp"),
    (
        GAPS,
        "memo.gaps_none",
        "memo.gap_none",
        'The labels have no "gap_none". Did you mean "gaps_none"?',
        "memo.gap_none",
    ),
    (GAPS, "for gap in", "for gpa in", '"gap" is not a name that is known here. Did you mean "gpa"?', "gap"),
    (STEPS_, "step.due.text", "step.due.txt", 'A silence or has no "txt".', "step.due.txt"),
    (STEPS_, "not step.due.stated", "not step.due.sated", 'Did you mean "stated"?', "step.due.sated"),
    (
        POSITIONS,
        'selectattr("silent")',
        'selectattr("slient")',
        'An issue has no "slient". Did you mean "silent"?',
        '"slient"',
    ),
    (POSITIONS, "party.positions %}", "party.postions %}", 'A party positions has no "postions".', "party.postions"),
    (POSITIONS, "elif position.citations", "elif position.citation", 'Did you mean "citations"?', "position.citation"),
    (POSITIONS, "memo.no_position }}", "memo.no_postion }}", 'Did you mean "no_position"?', "memo.no_postion"),
    (
        SOURCES,
        "memo.not_stated",
        "labels.mem.not_stated",
        'The labels have no "mem". Did you mean "memo"?',
        "labels.mem",
    ),
    (CHANGES, "memo.changes_none", "labels.memo.changes_non", 'Did you mean "changes_none"?', "changes_non"),
    (FORMULAE, "loop.first", "loop.frist", 'The loop has no "frist". Did you mean "first"?', "loop.frist"),
    (PARTS, "citation.anchor", "citation.ancor", 'A citation has no "ancor". Did you mean "anchor"?', "citation.ancor"),
    (PARTS, "entry.limits", "entry.limit", 'An agreement has no "limit". Did you mean "limits"?', "entry.limit"),
    (MEMO, "view.properties.author", "view.properties.autor", 'Did you mean "author"?', "view.properties.autor"),
    (AGREED, "group.agreements %}", 'group["agreement"] %}', 'A firmness has no "agreement".', 'group["agreement"]'),
    # filters, tests, calls
    (MATRIX, "| join(memo", "| jion(memo", "No filter named 'jion'. Did you mean \"join\"?", "jion"),
    (
        MATRIX,
        "join(memo.semicolon)",
        'join(memo.semicolon, attribute="text")',
        'The filter "join" takes no "attribute".',
        "join",
    ),
    (POSITIONS, 'selectattr("silent")', 'selectattr("silent", "evn")', "No test named 'evn'.", "evn"),
    (
        POSITIONS,
        'selectattr("silent")',
        'selectattr("silent") | first | list',
        "takes a list, and this is an issue",
        "list",
    ),
    (POSITIONS, '"silent") | list', '"silent")', "This is always so", "spoken"),
    (STEPS_, "fill(date=", "fill(day=", 'The label "memo.caption_next_steps" has no "{day}".', "day="),
    (SOURCES, " | fill(source=source.short)", "", 'Nothing fills in "{source}" of the label', "memo.caption_sources"),
    (
        FORMULAE,
        "ended(memo.formula_to | fill(parties=formula.addressed_to), memo.stop)",
        "ended()",
        'The macro "ended" needs "text".',
        "ended",
    ),
    (FORMULAE, "led(formula.citations)", "led(formula.citations, formula)", "takes 1 argument, and here are 2", "led"),
    (FORMULAE, "led(each.citations)", "led(cites=each.citations)", 'The macro "led" has no "cites".', "led"),
    (
        FORMULAE,
        "import ended, led",
        "import ended, let",
        'An imported template has no "let". Did you mean "led"?',
        "let",
    ),
    (
        FORMULAE,
        "_parts.html.j2",
        "_prats.html.j2",
        'There is no template "sections/_prats.html.j2". Did you mean',
        "_prats",
    ),
    (STEPS_, "import led", "import cited", '"led" is not a name that is known here', "led"),
    # what is printed, looped over, compared
    (STEPS_, "{{ step.due.text }}", "{{ step.due }}", "prints text or numbers, and this is a silence or", "step.due"),
    (
        MEET,
        "{{ meeting.parties }}",
        "{{ meeting.citations }}",
        "prints text or numbers, and this is a list",
        "meeting.citations",
    ),
    (
        PARTS,
        "for denial in agreement.denials",
        "for denial in agreement.text",
        "goes through a list, and this is text",
        "agreement.text",
    ),
    (SUMMARY, "{% for issue in", "{% set gone = 1 < memo %}{% for issue in", "have no order", ""),
    # the language
    (GAPS, "{% if view.gaps %}", "{% if view.gaps ** 2 %}", "** is not for templates", ""),
    (GAPS, "{{ memo.gaps_none }}", "{% block one %}{% endblock %}", "{% block %} is not for templates", ""),
    (GAPS, "{{ memo.gaps_none }}", "{{ memo.gaps_none", "", ""),
    # markup, whatever the record
    (GAPS, '<p role="silence">', '<p role="silent">', '<p> has no role "silent". Did you mean "silence"?', ""),
    (GAPS, "<h2>{{ memo.gaps }}</h2>", "<h3>{{ memo.gaps }}</h3><h2>{{ memo.gaps }}</h2><div>a</div>", "<div>", ""),
    (GAPS, "</ul>\n{% else %}", "{% else %}", "<ul> is still open", ""),
    (
        STEPS_,
        '<td of="{{ step.id }}.owners">{{ step.owners }}</td>',
        "",
        "This <tr> has 4 cells, and its table 5 columns",
        "",
    ),
    (CHANGES, "{% if view.changes %}\n<ul>", "<ul>{% if view.changes %}", "", ""),
    (MEET, "{% if side.participants %}", "{% if true %}", "<dd> is empty", ""),
    (SOURCES, "{% if source.link %}", "{% if source.url %}", '<a> leads to ""', ""),
    (FORMULAE, "<ol>\n", "<ol>\n{{ formula.speaker }}\n", "stand bare; put them in a <p>", ""),
    (AGREED, '}}.text">', '}}.txt">', 'of="….txt": the Agreement has no "txt"', ""),
    (AGREED, 'of="{{ agreement.id }}.text"', 'of="agreements.text"', "begins with no id of the view", ""),
    (GAPS, 'anchor="{{ gap.id }}"', 'anchor="one"', 'has the anchor "one"', ""),
    (SUMMARY, "<li>{% if", "<li><table>{% if", "", ""),
]


@pytest.mark.parametrize(("template", "old", "new", "told", "words"), FAULTS)
def test_fault(tmp_path: Path, template: str, old: str, new: str, told: str, words: str) -> None:
    """A planted fault is found without a record, at its line, with its words underlined and the nearest name."""
    line = planted(tmp_path, template, old, new)
    section = re.sub(r"sections/(.+?)\.html\.j2|.*", r"\1", template)
    found = problems(tmp_path, section if section[:1] not in ("", "_") else "agreements", "sources")
    assert found
    at = next((each for each in found if told in f"{each.message} {each.remedy}"), None)
    assert at, [str(each) for each in found]
    assert at.place.file == str((tmp_path if "called from" not in told else SHIPPED[-1]) / template)
    if words:
        assert words in at.place.text[at.place.column - 1 :][: at.place.length] or at.place.line != line
