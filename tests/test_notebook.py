"""Specification: records, memos and findings show in a notebook as HTML that is whole in itself and harms nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from reportgen import check, load
from reportgen.checks import Findings
from reportgen.errors import Place
from reportgen.finding import Finding
from reportgen.memo.tree import Memo
from reportgen.memo.walk import plain
from reportgen.notebook.page import INSIDE, MOST
from tests.browser import chromium
from tests.conftest import RECORDS, memo_for, record_at
from tests.damage import damaged
from tests.readings import html_reading, said_by

HARBOUR = next(path for path in RECORDS if path.parent.name == "harbour-2031-04")
FINDING = Finding(
    code="E104", entry="A-01", place=Place("talks/talks.yaml", 3, 11, "    text: agreed <all>", 6),
    message="A-01 says \"agreed\".", remedy="Use a weaker verb.",
)  # fmt: skip


def shown(value: object) -> str:
    """What a notebook asks of a value."""
    return str(value._repr_html_())  # type: ignore[attr-defined]


def memo(audience: str = "desk") -> Memo:
    """A memo with tables, boxes, passages and links."""
    return memo_for(HARBOUR, audience)[1]


KINDS = {
    "record": lambda: record_at(HARBOUR),
    "talks": lambda: record_at(HARBOUR).talks,
    "rows": lambda: record_at(HARBOUR).frames().next_steps,
    "findings": lambda: check(record_at(HARBOUR)),
    "no findings": Findings,
    "finding": lambda: FINDING,
    "memo": memo,
    "matrix": lambda: memo("negotiator"),
    "arabic": lambda: memo_for(RECORDS[0], "desk", "ar")[1],
}
EACH = pytest.mark.parametrize("kind", KINDS)


@EACH
def test_it_is_whole_in_itself(kind: str) -> None:
    """A strict reader finds every element closed; there is no script, and nothing is fetched."""
    text = shown(KINDS[kind]())
    root = etree.fromstring(re.sub(r"<(col|br|img)\b([^>]*)>", r"<\1\2/>", text).encode())
    assert root.get("class", "").split()[0] == INSIDE
    assert {element.tag for element in root.iter()}.isdisjoint({"script", "link", "iframe", "object", "meta", "base"})
    for element in root.iter():
        never = ("src",) if element.tag == "col" else ("src", "style")
        assert [name for name in element.attrib if name.startswith("on") or name in never] == []
        assert re.match(r"#|https?://|mailto:|$", element.get("href", ""))
    assert not re.search(r"url\(|@import|expression", text)


@EACH
def test_its_style_holds_inside_alone(kind: str) -> None:
    """Each rule of the style begins with the element that everything is in."""
    (style,) = re.findall(r"<style>(.+?)</style>", shown(KINDS[kind]()), re.DOTALL)
    selectors = re.findall(r"(?:^|[{}])\s*([^{}@]+?)\s*\{", re.sub(r"@media print \{", "", style))
    assert len(selectors) > 30
    for each in (part for selector in selectors for part in selector.split(",")):
        assert each.strip().startswith(f".{INSIDE}" * 3), each
    assert "#" not in style.replace('[href^="#"]', "")  # no colour of our own: it would be wrong on some ground


def test_a_memo_says_what_its_file_says() -> None:
    """A memo has all of its words, tables, links and places, and its marking at top and bottom."""
    text = shown(memo())
    body = BeautifulSoup(text, "html.parser").select_one(".memo")
    assert body is not None
    running = memo().running
    assert [each.get_text() for each in body.select("p.marking")] == [plain(running.marking)] * 2
    assert [each.get_text() for each in body.select("p.draft")] == [plain(running.draft)]
    for each in body.select("p.marking, p.draft, p.header, p.footer"):
        each.extract()
    (before,) = set(re.findall(r"\b(r[0-9a-f]{8}-\d+-)", text))
    assert html_reading(BeautifulSoup(str(body).replace(before, ""), "html.parser")) == said_by(memo())


def test_ids_of_two_outputs_do_not_clash() -> None:
    """A memo shown twice, and another beside it, have no id in common; each link leads into its own memo."""
    pages = [BeautifulSoup(shown(each), "lxml") for each in (memo(), memo(), memo("negotiator"))]
    ids = [{str(each["id"]) for each in page.find_all(id=True)} for page in pages]
    assert all(len(each) > 20 for each in ids)
    assert sum(map(len, ids)) == len(set.union(*ids))
    for page, own in zip(pages, ids, strict=True):
        targets = {str(link["href"]) for link in page.select('a[href^="#"]')}
        assert targets
        assert {target[1:] for target in targets} <= own


def test_a_record_shows_what_is_in_it() -> None:
    """A record shows its title, how it is handled and signed, and each part with its entries and where they stand."""
    page = BeautifulSoup(shown(record_at(HARBOUR)), "lxml")
    frames = record_at(HARBOUR).frames()
    facts = page.select_one("p.facts")
    assert facts is not None
    assert "handling: public (narrowest: named) · 0 of 82 entries signed as they stand" in facts.get_text()
    for part in ("Agreements", "Positions", "Next steps"):
        table = page.select_one(f'[aria-label="{part}"]')
        assert table is not None
        rows = frames[part.lower().replace(" ", "_")]
        told = [row.get_text(" ") for row in table.select("tbody tr")]
        assert len(told) == len(rows)
        assert all(str(row["id"]) in line and str(row["text"]) in line for row, line in zip(rows, told, strict=True))
        assert all(str(row["citations"]) in line for row, line in zip(rows, told, strict=True))
    assert "A-09 (restricted)" in page.get_text()


def test_talks_alone_name_the_source_and_no_paragraph() -> None:
    """Talks without their documents show the same entries, with the source and no paragraph."""
    text = BeautifulSoup(shown(record_at(HARBOUR).talks), "lxml").get_text(" ")
    assert "Open a joint pilot station at Quell Harbour" in text
    assert "S1" in text
    assert "¶" not in text


def test_nothing_of_a_record_is_markup(tmp_path: Path) -> None:
    """Words that look like markup are shown as they were typed."""
    wicked = "<script>alert(1)</script> & <b>'bold'</b>"
    path = damaged(tmp_path, ("    text: Increase direct", f"    text: {wicked} Increase direct"))
    record = load(path)
    for value in (record, record.talks, record.frames().agreements, check(record)):
        assert "<script>" not in shown(value).replace("\n", "")
    assert wicked in BeautifulSoup(shown(record), "lxml").get_text()


def test_findings_are_a_table_and_a_tuple(tmp_path: Path) -> None:
    """Findings are still a tuple; shown, they are counted by level, each with code, place and remedy."""
    found = check(
        load(damaged(tmp_path, ("operative_words: agreed to increase\n", "operative_words: agreed to double\n")))
    )
    assert isinstance(found, tuple)
    assert found == tuple(found)
    page = BeautifulSoup(shown(found), "lxml").get_text(" ")
    assert "1 error, 0 warnings, 2 notes" in page
    assert 'A-02 gives "agreed to double" as the source\'s words' in page
    assert "wang-blinken-2023-10/talks.yaml:90:22" in page
    assert "No findings." in shown(Findings())


def test_a_finding_marks_the_words_it_is_about() -> None:
    """One finding shows the line of the record with the words in question marked."""
    page = BeautifulSoup(shown(FINDING), "lxml")
    line = page.pre
    assert line is not None
    assert line.get_text() == "text: agreed <all>"
    assert line.mark is not None
    assert line.mark.get_text() == "agreed"
    assert "<pre" not in shown(replace(FINDING, place=Place("talks.yaml")))


def test_what_is_very_long_is_cut_and_counted() -> None:
    """Of thousands of findings a notebook gets so many, and the number of the others."""
    page = BeautifulSoup(shown(Findings([FINDING] * 5000)), "lxml")
    assert len(page.select("tbody tr")) == MOST
    assert "… and 4,800 more" in page.get_text()
    assert "5,000 errors" in page.get_text()


# ------------------------------------------------------------------------------------ in a browser

HOST = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>n</title><style>
:not(.x).host td, :not(.x).host th { text-align: right; color: COLOUR; max-width: none; white-space: nowrap; }
.host { color: COLOUR; background: GROUND; font-family: sans-serif; }
.host tbody tr:nth-child(odd) { background: red; } .host dt { float: left; } .host .header { text-align: center; }
</style></head><body class="host"><table id="own"><tbody><tr><td>own</td></tr></tbody></table>%s</body></html>"""
THEMES = {"light": ("rgb(17, 17, 17)", "rgb(255, 255, 255)"), "dark": ("rgb(230, 230, 230)", "rgb(17, 17, 17)")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium() as started:
        yield started


def style(page: Page, selector: str, name: str) -> str:
    return str(page.eval_on_selector(selector, f"element => getComputedStyle(element).{name}"))


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_in_a_browser_it_is_readable_on_any_ground(browser: Browser) -> None:
    """Under a notebook's own rules, light or dark: its words have the notebook's colour, its cells stand as they
    should, the notebook's tables stay as they were, a long memo scrolls by keyboard, nothing is fetched."""
    fetched: list[str] = []
    for ink, ground in THEMES.values():
        page = browser.new_page(viewport={"width": 900, "height": 800})
        page.on("request", lambda request: fetched.append(request.url))
        host = HOST.replace("COLOUR", ink).replace("GROUND", ground)
        page.set_content(host % "".join(shown(make()) for make in KINDS.values()))
        assert {style(page, f"{each} tbody td", "textAlign") for each in (".record", ".findings", ".memo")} == {"start"}
        assert {style(page, f"{each} tbody td", "color") for each in (".record", ".findings", ".memo")} == {ink}
        assert style(page, ".record tbody tr", "backgroundColor") == "rgba(0, 0, 0, 0)"
        assert style(page, "#own td", "textAlign") == "right"
        assert style(page, "#own td", "whiteSpace") == "nowrap"
        assert style(page, ".memo section.header h1", "textAlign") == "start"
        wide = (
            "[...document.querySelectorAll('.reportgen-shown')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
        )
        assert page.evaluate(wide) == 0
        page.focus(".memo[tabindex]")
        page.keyboard.press("End")
        page.wait_for_function("document.querySelector('.memo[tabindex]').scrollTop > 100")
        page.close()
    assert fetched == []
