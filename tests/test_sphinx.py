"""Talks in a Sphinx site: real sections, tables and links, from the same record as the memos."""

from __future__ import annotations

import shutil
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import Tag
from playwright.sync_api import expect, sync_playwright

from reportgen import fragment
from reportgen.integrations.sphinx.tables import AFTER_NUMBER
from reportgen.memo.walk import lines, plain
from tests.sphinx_sites import WANG, Site, Told

pytestmark = pytest.mark.xdist_group("sphinx")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.at(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def html(site: Site) -> Told:
    """Warnings are errors in it."""
    told = site.build("html", "-W", "-n")
    assert (told.code, told.err) == (0, "")
    return told


def linked(page: Tag, words: str) -> str:
    found = next(link for link in page.find_all("a") if link.get_text() == words)
    return str(found["href"])


def test_an_entry_in_a_sentence_leads_to_where_the_site_tells_of_it(html: Told) -> None:
    """In its words, as its id, or in words of the author's; a source's words come with where they stand."""
    page = html.page("index")
    assert linked(page, "Increase direct passenger flights between the two countries") == f"country.html#{WANG}-A-02"
    assert linked(page, "A-01") == f"country.html#{WANG}-A-01"
    assert linked(page, "the leaders") == f"country.html#{WANG}-A-01"  # the first that is on that issue
    assert linked(page, "¶13") == f"memo.html#{WANG}-S1.p13"
    evidence = page.find(class_="talks-evidence")
    assert evidence is not None
    assert evidence.get_text() == (
        "The two sides also agreed to increase more direct passenger flights between the two countries."
        "\N{NO-BREAK SPACE}(¶13, Xinhua, 27 Oct 2023)"
    )


def test_every_link_of_the_site_leads_somewhere(html: Told) -> None:
    """Ids are unique in their page, and no link leads to one that is not there."""
    pages = {path.name: html.page(path.stem) for path in html.folder.glob("*.html") if path.stem != "search"}
    ids = {name: [str(each["id"]) for each in page.find_all(id=True)] for name, page in pages.items()}
    for name, page in pages.items():
        assert len(ids[name]) == len(set(ids[name])), name
        for link in page.find_all("a", href=True):
            file, _, place = str(link["href"]).partition("#")
            if place and not file.startswith("http"):
                assert place in ids[file or name], link


def test_the_record_that_does_not_hold_fails_the_build(tmp_path: Path) -> None:
    """Every error with file and line of the record and the place of the directive; no page is written."""
    site = Site.at(tmp_path)
    text = site.record().read_text(encoding="utf-8")
    site.record().write_text(text.replace("agreed to increase more", "agreed to double"), encoding="utf-8")
    told = site.build()
    assert told.code != 0
    assert "talks.yaml:" in told.err
    assert "[E1" in told.err
    assert "country.rst:4" in told.err
    assert "Traceback" not in told.err
    assert not (told.folder / "index.html").exists()


def test_the_page_has_the_words_of_the_memo_in_their_order(html: Told) -> None:
    """Nothing is added but the numbers of the page's tables and what Sphinx hangs on titles."""
    page = html.page("memo")
    for link in page.find_all(class_=["headerlink", "caption-number", "colon"]):
        link.decompose()
    memo = fragment(Path("seeds") / WANG, "desk")
    expected = [" ".join(plain(line).split()) for line in lines(memo)]
    text = " ".join(page.get_text(" ").split()).replace(" ,", ",")
    at = 0
    for words in expected:
        words = AFTER_NUMBER.sub("", words.partition(". ")[2] if words.startswith("Table ") else words)
        found = squeezed(text).find(squeezed(words), at)
        assert found >= at, words
        at = found + len(squeezed(words))


def squeezed(words: str) -> str:
    """Without white space: elements part words where no space is."""
    return "".join(words.split())


def test_a_table_is_one_of_the_page(html: Told) -> None:
    """It has the author's caption and class, a number, heads of columns and rows, and rows that span a group."""
    table = html.page("country").find("table", class_="agreements")
    assert isinstance(table, Tag)
    assert {"wide", "talks"} <= set(table["class"])
    assert table.caption is not None
    assert table.caption.get_text().startswith("Table 1 What was agreed")
    assert [cell.name for cell in table.find_all("tr")[2].find_all(["th", "td"])] == ["th", "td", "td", "td"]
    group = table.find("tr", class_="talks-group")
    assert isinstance(group, Tag)
    assert [cell.get("colspan") for cell in group.find_all("th")] == ["4"]
    front = html.page("index")
    assert linked(front, "Table 1") == linked(front, "What was agreed")
    rows = [str(each["id"]) for each in html.page("country").select("table.positions th [id]")]
    assert {each.removeprefix(f"{WANG}-P-")[:2] for each in rows if "-P-" in each} == {"US"}


def test_an_id_stays_on_one_line_and_a_title_does_not(html: Told) -> None:
    """Else the titles of issues would take the width of a matrix from what was said."""
    heads = html.page("harbour").select("table.talks tbody th:not(.talks-group)")
    titles = {each.get_text(strip=True): each.get("class", []) for each in heads}
    assert any(" " in title for title in titles)
    assert not [title for title, classes in titles.items() if " " in title and "talks-id" in classes]
    ids = html.page("harbour").select("table.positions tbody th:not(.talks-group)")
    assert ids
    assert all("talks-id" in each.get("class", []) for each in ids)


def test_a_memo_is_sections_of_the_page(html: Told) -> None:
    """Titles are headings one below the other, in the contents of the page, and can be referred to."""
    page = html.page("memo")
    levels = [int(each.name[1]) for each in page.find_all(["h1", "h2", "h3", "h4"])]
    assert levels[:3] == [1, 2, 3]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert (
        linked(html.page("index"), "China–United States foreign-minister talks, 26–27 October 2023")
        == f"memo.html#{WANG}"
    )
    assert page.find(id=f"{WANG}-agreements")


def test_what_is_marked_above_public_says_so(html: Told) -> None:
    """A memo at its head and its end, a section below its title, a table in its caption; a public table does not."""
    memo, country, harbour = (html.page(name) for name in ("memo", "country", "harbour"))
    assert [each.get_text() for each in memo.find_all(class_="talks-marking")] == ["TLP:AMBER", "TLP:AMBER"]
    assert [each.get_text() for each in country.find_all(class_="talks-marking")] == ["TLP:AMBER"]
    assert "DRAFT" in harbour.find_all("caption")[-1].get_text()
    assert not country.select("caption .talks-marking")


def test_a_language_is_told_and_brings_its_direction(html: Told) -> None:
    """The section in Arabic says so to readers' programs; the record's own words say theirs."""
    section = html.page("country").find("section", id=f"{WANG}-next-steps")
    assert isinstance(section, Tag)
    assert section["lang"] == "ar"
    assert section.find(lang="en-GB")


def test_the_index_lists_parties_issues_and_entries(html: Told) -> None:
    """Each with a link back; under a party what is told of it."""
    page = html.page("talks-index")
    assert [each.get_text() for each in page.select(".cap strong")][:4] == [
        "Parties",
        "Issues",
        "Agreements",
        "Positions",
    ]
    leading = [(link.get_text(), link["href"]) for link in page.select("td > a")]
    at = leading.index(("CN", f"country.html#{WANG}-A-02"))
    below = leading[at + 1 : [name for name, _ in leading].index("US", at)]
    assert ("A-01", f"country.html#{WANG}-A-01") in below
    assert ("P-CN-01", f"memo.html#{WANG}-P-CN-01") in below
    assert not [name for name, _ in below if name.startswith("P-US")]


def test_what_is_found_by_search_and_by_other_sites(html: Told) -> None:
    """Entries are objects of the site: in its search, and in the inventory that other sites read."""
    inventory = zlib.decompress((html.folder / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode()
    words = "Increase direct passenger flights between the two countries"
    assert f"{WANG}#A-02 talks:agreement 1 country.html#{WANG}-A-02 {words}" in inventory.splitlines()
    index = (html.folder / "searchindex.js").read_text(encoding="utf-8")
    assert '"passeng"' in index
    assert f'"{WANG}-A-02","{words}"' in index


AXE = Path(".venv-validate") / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_in_a_browser_nothing_is_cut_and_axe_finds_nothing(site: Site, html: Told, theme: str) -> None:
    """On a screen and a phone, in light and dark: a wide table scrolls in its own frame, a link leads to its row."""
    told = html if theme == "alabaster" else site.build("html", "-D", f"html_theme={theme}", into=theme)
    script = AXE.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width, scheme in ((1200, "light"), (390, "light"), (1200, "dark")):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto((told.folder / "index.html").as_uri())
            page.get_by_role("link", name="Increase direct passenger flights").first.click()
            row = page.locator(f"[id='{WANG}-A-02']").locator("xpath=ancestor::tr")
            expect(row).to_contain_text("Increase direct passenger flights between the two countries.")
            expect(row).to_be_in_viewport()
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            for name in ("country", "memo"):
                page.goto((told.folder / f"{name}.html").as_uri())
                page.evaluate(script)
                found = page.evaluate("axe.run({include: ['.talks', '.talks-scroll']}, {resultTypes: ['violations']})")
                assert found["passes"]
                assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
            page.close()
        browser.close()
