"""The build report: what it accounts for, what it may not name, and its files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reportgen.audience import load_audience
from reportgen.errors import AudienceError, TemplateError, WriteError
from reportgen.memo.reader import read_memo
from reportgen.model.words import Handling
from reportgen.pipeline import Built, build
from reportgen.report import Account, Reason
from reportgen.view.visible import visible
from tests.conftest import AUDIENCES, INVENTED, REAL, RECORDS, ROOT, desk, record_at, shown
from tests.damage import damaged
from tests.probe import write
from tests.test_cli import run

HARBOUR = next(path for path in INVENTED if "harbour" in str(path))
OPEN = (
    "title: Press lines\nfor: The press\nceiling: public\nsections: [header, summary, agreements, positions, sources]\n"
)


def built(record: Path, out: Path, *audiences: str, templates: Path | None = None) -> Built:
    """A record built as Markdown, with its report."""
    return build(record, audiences=audiences, formats=["md"], out=out, templates=templates, report=True)


def written(out: Path) -> tuple[str, dict[str, object]]:
    """The report as HTML and as JSON."""
    (page,), (told,) = out.glob("*.report*.html"), out.glob("*.report*.json")
    return page.read_text(encoding="utf-8"), json.loads(told.read_text(encoding="utf-8"))


def press(folder: Path) -> Path:
    """A folder of templates with an audience whose ceiling is public."""
    write(folder, "audiences/press.yaml", OPEN)
    return folder


def reasons(account: Account) -> dict[str, Reason]:
    return {each.id: each.reason for each in account.left_out}


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_every_entry_is_accounted_for(path: Path, tmp_path: Path) -> None:
    """Of the entries that the report may name each is in a memo, or left out of it with a reason; never both."""
    record = record_at(path)
    report = built(path, tmp_path).report
    for account in report.accounts:
        ceiling = max((each.audience.ceiling for each in report.accounts), key=lambda each: each.rank)
        known = [entry.id for _, _, entry in visible(record.talks, ceiling).entries()]
        told = [*account.within, *(each.id for each in account.left_out)]
        assert sorted(told) == sorted(known)
        text = (tmp_path / account.files[0]).read_text(encoding="utf-8")
        coded = ".public." not in account.files[0]  # the one that prints no ids
        assert all((name in text) is coded for name in account.within if re.match(r"[AN]-\d", name))


def test_why_an_entry_is_left_out(tmp_path: Path) -> None:
    """Above the ceiling, resting on what is, for priority, for length, without a section: each is told as such."""
    account = built(REAL, tmp_path, "desk", "principal").report.accounts[1]
    found = reasons(account)
    assert (found["P-CN-10"], found["P-CN-07"]) == (Reason.LENGTH, Reason.PRIORITY)
    assert (found["P-CN-01"], found["G-01"], found["C-08"]) == (Reason.SECTIONS, Reason.SECTIONS, Reason.PRIORITY)
    path = damaged(tmp_path, ("{id: I-FLY,", "{id: I-FLY, handling: restricted,"))
    above = built(path, tmp_path, "desk", "press", templates=press(tmp_path / "own")).report.accounts[1]
    left = {each.id: each for each in above.left_out}
    assert left["I-FLY"].reason is Reason.CEILING
    assert (left["A-02"].reason, left["A-02"].on) == (Reason.RESTS, ("I-FLY",))


def test_what_is_in_full_in_one_section_is_not_left_out(tmp_path: Path) -> None:
    """What one section had no room for and another prints is in the memo."""
    own = (desk().folders[-1] / "audiences" / "desk.yaml").read_text(encoding="utf-8")
    write(tmp_path, "audiences/desk.yaml", own.replace("ceiling:", "most: {bottom_line: 0, cautions: 0}\nceiling:"))
    assert built(REAL, tmp_path / "out", "desk", templates=tmp_path).report.accounts[0].left_out == ()


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_the_report_names_nothing_above_its_memos(path: Path, tmp_path: Path) -> None:
    """No id and no text of an entry above the highest ceiling among the memos is in the report."""
    record, own = record_at(path), press(tmp_path / "own")
    for ceiling, audience in ((Handling.PUBLIC, "press"), (Handling.RESTRICTED, "desk")):
        if record.talks.handling.rank > ceiling.rank:
            continue
        out = tmp_path / audience
        built(path, out, audience, templates=own)
        page, told = written(out)
        text = BeautifulSoup(page, "html.parser").get_text(" ") + json.dumps(told, ensure_ascii=False)
        known = {entry.id for _, _, entry in visible(record.talks, ceiling).entries()}
        for _, _, entry in record.talks.entries():
            if entry.id not in known:
                assert not re.search(rf"(?<![\w-]){re.escape(entry.id)}(?![\w-])", text), entry.id
                assert str(getattr(entry, "text", None) or entry.id) not in text
        assert "above the ceiling" not in text


def test_the_report_bears_the_marking_of_what_it_tells(tmp_path: Path) -> None:
    """At top and bottom stands the highest handling of the entries named, not that of the record."""
    own = press(tmp_path / "own")
    for audiences, marking in ((("press",), "TLP:CLEAR"), (("press", "desk"), "TLP:AMBER+STRICT")):
        out = tmp_path / audiences[-1]
        built(HARBOUR, out, *audiences, templates=own)
        page, told = written(out)
        marks = [each.get_text() for each in BeautifulSoup(page, "html.parser").select(".marking")]
        assert marks == [marking, marking]
        assert list(told)[1] == "marking"
        assert list(told)[-1] == "end_marking"
        assert told["marking"] == told["end_marking"] == marking


def test_the_report_is_searched_as_memos_are(tmp_path: Path) -> None:
    """A template of the report that tells what its reader may not know stops the build."""
    shipped = (desk().folders[-1] / "report.html.j2").read_text(encoding="utf-8")
    withheld = next(gap.text for gap in record_at(RECORDS[0]).talks.gaps if gap.id == "G-09")
    write(press(tmp_path), "report.html.j2", shipped.replace("{{ memo.report_no_findings }}", withheld))
    with pytest.raises(WriteError, match="G-09"):
        built(REAL, tmp_path / "out", "press", templates=tmp_path)
    assert not (tmp_path / "out").exists()


def test_what_a_person_has_to_judge_is_told_to_whoever_knows_all(tmp_path: Path) -> None:
    """A warning that speaks of what an audience may not see is told on the terminal, and not in its own report."""
    own = press(tmp_path / "own")
    path = damaged(tmp_path, ("{id: blinken,", "{id: blinken, handling: restricted,"),
                   ("text: Consultations on diplomatic", "text: Consultations with Blinken on diplomatic"))  # fmt: skip
    for audience, told in (("press", False), ("desk", True)):
        out, readers = tmp_path / audience, ["press", audience] if audience == "desk" else ["press"]
        made = build(path, audiences=readers, formats=["md"], out=out, templates=own, allow_findings=True, report=True)
        (judged,) = [warning for warning in made.warnings if "Blinken" in warning]
        assert (judged in json.dumps(written(out)[1], ensure_ascii=False).replace('\\"', '"')) is told


def test_findings_are_told_to_those_who_may_know(tmp_path: Path) -> None:
    """Open warnings are in the report; with part of the record unseen, only those that speak of what is seen."""
    path = damaged(tmp_path, ("text: Consultations on diplomatic", "text: Agreed consultations on diplomatic"))
    own = press(tmp_path / "own")
    for audience, count in (("desk", 1), ("press", 1)):
        out = tmp_path / audience
        build(path, audiences=[audience], formats=["md"], out=out, templates=own, allow_findings=True, report=True)
        findings = written(out)[1]["findings"]
        assert isinstance(findings, list)
        assert [each["entry"] for each in findings] == ["N-04"] * count


def test_the_page_is_one_that_everyone_can_use(tmp_path: Path) -> None:
    """The page has its language, one title, headings in order, named tables with scopes, and links that lead."""
    build(REAL, audiences=AUDIENCES, formats=["md", "html"], out=tmp_path, report=True)
    page = BeautifulSoup(written(tmp_path)[0], "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "en-GB"
    assert len(page.select("h1")) == 1
    assert all(table.caption for table in page.select("table"))
    assert all(cell.has_attr("scope") for cell in page.select("th"))
    assert not page.select("script, link, img, iframe")
    targets = [str(link["href"]) for link in page.select("a")]
    files = {target for target in targets if not target.startswith("#")}
    assert files == {path.name for path in tmp_path.iterdir() if ".report." not in path.name}
    assert all(page.find(id=target[1:]) for target in targets if target.startswith("#"))


@pytest.mark.parametrize("language", ["fr", "zh", "ar"])
def test_the_report_speaks_the_memos_language(language: str, tmp_path: Path) -> None:
    """The report's own words are in the language of the memos, the record's words marked as their own."""
    build(REAL, audiences=["principal"], formats=["md"], out=tmp_path, language=language, report=True)
    page = BeautifulSoup(written(tmp_path)[0], "html.parser")
    assert page.html is not None
    assert (page.html["lang"], page.html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert page.select(f'a[href="wang-blinken-2023-10.principal.{language}.md"]')
    texts = [row.select("td")[0] for row in page.select("table.report-left-out tbody tr")]
    assert texts
    assert all(cell.select('[lang="en-GB"]') or cell.get("lang") == "en-GB" for cell in texts)


def test_a_memo_links_to_no_file(tmp_path: Path) -> None:
    """Only the report may lead to the files beside it, and only to its memos."""
    markup = (
        '<memo lang="en"><properties><title>t</title><created>2023-01-01</created></properties><running>'
        '<marking>m</marking><pages>p</pages></running><section name="s"><h1>t</h1>'
        '<p><a href="a.desk.pdf">a</a></p></section></memo>'
    )
    assert read_memo(markup, beside=["a.desk.pdf"])
    for beside in ([], ["b.desk.pdf"]):
        with pytest.raises(TemplateError, match="may lead to"):
            read_memo(markup, beside=beside)


def test_the_same_input_gives_the_same_report(tmp_path: Path) -> None:
    """No time and no path of a machine is in it."""
    for name in ("one", "two"):
        built(REAL, tmp_path / name)
    assert written(tmp_path / "one") == written(tmp_path / "two")
    assert str(tmp_path) not in written(tmp_path / "one")[0]


def test_it_is_written_with_the_memos_or_not_at_all(tmp_path: Path) -> None:
    """Where a report cannot be written no memo is; without the wish for one there is none."""
    (tmp_path / "out" / "wang-blinken-2023-10.report.json").mkdir(parents=True)
    done = run("build", REAL, "--format", "md", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["wang-blinken-2023-10.report.json"]
    done = run("build", REAL, "--format", "md", "--out", tmp_path / "none", "--no-report")
    assert done.returncode == 0
    assert not list((tmp_path / "none").glob("*.report.*"))
    write(tmp_path, "reportgen.toml", "report = false\n")
    assert run("build", REAL, "--format", "md", cwd=tmp_path).returncode == 0
    assert {path.suffix for path in shown(tmp_path / "out") if path.is_file()} == {".md"}


def test_the_terminal_tells_each_memo_in_a_line(tmp_path: Path) -> None:
    """One line a memo: pages, entries in it, entries left out by reason."""
    done = run("build", REAL, "--format", "pdf", "--audience", "principal", "--out", tmp_path)
    assert re.search(
        r"note: wang-blinken-2023-10\.principal: 1 page, \d+ entries; "
        r"left out: \d+ for priority, \d+ for length, \d+ in none of its sections\n",
        done.stderr,
    )


def test_no_audience_takes_its_name(tmp_path: Path) -> None:
    """An audience called report would write over the report; it is refused."""
    write(tmp_path, "audiences/report.yaml", OPEN)
    with pytest.raises(AudienceError, match="build report"):
        built(REAL, tmp_path / "out", "report", templates=tmp_path)
    assert not (tmp_path / "out").exists()


def test_its_fields_are_documented(tmp_path: Path) -> None:
    """Every field of the JSON, and every reason, is in docs/build-report.md."""
    built(REAL, tmp_path)
    text = (ROOT / "docs" / "build-report.md").read_text(encoding="utf-8")
    told = written(tmp_path)[1]
    memos = told["memos"]
    assert isinstance(memos, list)
    (brief,) = (each for each in memos if each["audience"] == "principal")
    names = {*told, *memos[0], *brief["left_out"][0], *(reason.value for reason in Reason)}
    assert [name for name in names if not re.search(rf"[`.]{name}`", text)] == []
    assert load_audience(desk().folders, "annex").name == memos[0]["audience"]


def test_each_language_has_its_own_report(tmp_path: Path) -> None:
    """Memos in another language than the record's leave the report on those in the record's as it is."""
    for language in ((), ("--language", "fr")):
        done = run("build", REAL, "--audience", "desk", "--format", "md", *language, "--out", tmp_path)
        assert done.returncode == 0, done.stderr
    names = {path.name.removeprefix("wang-blinken-2023-10.") for path in shown(tmp_path)}
    assert names == {"desk.md", "report.html", "report.json", "desk.fr.md", "report.fr.html", "report.fr.json"}
