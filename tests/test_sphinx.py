"""Talks in a Sphinx site: real sections, tables and links, from the same record as the memos."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import Tag

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
