"""What a site is made of and made again from, by every builder; and what stops it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reportgen import fragment
from reportgen.integrations.sphinx.configuration import SETTINGS
from reportgen.integrations.sphinx.directives import TalksMemo
from reportgen.memo.walk import lines, plain
from tests.conftest import ROOT
from tests.sphinx_sites import CONF, HARBOUR, PAGES, WANG, Site

pytestmark = pytest.mark.xdist_group("sphinx")


def pages(**texts: str) -> dict[str, str]:
    """Pages with these words, the first with a title."""
    return {name: f"{name}\n{'=' * len(name)}\n\n{text}\n" for name, text in texts.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site.at(tmp_path_factory.mktemp("site"), conf=CONF + 'reportgen_templates = "own"\n')
    (site.folder / "docs" / "own" / "sections").mkdir(parents=True)
    assert site.build().code == 0
    return site


def test_what_is_unchanged_is_not_read_again(site: Site) -> None:
    """Nor written."""
    told = site.build()
    assert (told.read, told.written) == ([], [])


@pytest.mark.parametrize(
    ("talks", "read"), [(HARBOUR, ["harbour", "two"]), (WANG, ["country", "index", "memo", "one"])]
)
def test_a_changed_record_has_exactly_its_pages_read(site: Site, talks: str, read: list[str]) -> None:
    """Those that show it, and those that refer to it."""
    record = site.record(talks)
    record.write_text(record.read_text(encoding="utf-8") + "# checked\n", encoding="utf-8")
    assert site.build().read == read


def test_a_template_of_ones_own_has_exactly_the_pages_of_its_section_read(site: Site) -> None:
    """A file that was not there before it counts; so does its change, and its going."""
    own = site.folder / "docs" / "own" / "sections" / "matrix.html.j2"
    shipped = Path("templates/sections/matrix.html.j2").read_text(encoding="utf-8")
    own.write_text(shipped, encoding="utf-8")
    assert site.build().read == ["harbour"]
    own.write_text(shipped + "{# ours #}\n", encoding="utf-8")
    assert site.build().read == ["harbour"]
    own.unlink()
    assert site.build().read == ["harbour"]


def test_a_setting_has_the_pages_with_talks_read(site: Site) -> None:
    """And no others."""
    assert site.build("html", "-D", "reportgen_scheme=uk").read == sorted(PAGES.keys() - {"three"})
    assert "OFFICIAL" in site.build("html", "-D", "reportgen_scheme=uk").page("memo").get_text()
    assert site.build().code == 0


def test_links_follow_to_the_page_that_tells_of_an_entry_first(site: Site) -> None:
    """When that changes, the pages that refer to it are written again, without being read."""
    text = site.source("country").read_text(encoding="utf-8")
    site.source("country").write_text(text.replace(":name: agreed\n", ":name: agreed\n   :no-index:\n", 1))
    told = site.build()
    assert told.read == ["country"]
    assert {"country", "index"} <= set(told.written)
    assert 'href="memo.html#wang-blinken-2023-10-A-02"' in str(told.page("index"))
    site.source("country").write_text(text, encoding="utf-8")
    assert site.build().code == 0


def test_two_processes_make_the_same_site(site: Site) -> None:
    """Byte for byte."""
    one, two = (site.build("html", "-j", jobs, into=f"jobs{jobs}").folder for jobs in ("1", "2"))
    for path in sorted(one.rglob("*")):
        if path.suffix in (".html", ".inv", ".js"):
            assert path.read_bytes() == (two / path.relative_to(one)).read_bytes(), path.name


def test_a_site_that_is_one_page_has_every_id_once(site: Site) -> None:
    """What two pages tell of is told apart, and a link leads to the first."""
    told = site.build("singlehtml")
    soup = BeautifulSoup((told.folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    ids = [str(each["id"]) for each in soup.find_all(id=True) if "-A-0" in str(each["id"])]
    assert ids
    assert len(ids) == len(set(ids))
    assert f"{WANG}-A-02--2" in ids
    every = {f"#{each['id']}" for each in soup.find_all(id=True)}
    links = {str(link["href"]) for link in soup.select("a[href^='#']")}
    assert {link for link in links - every if WANG in link or HARBOUR in link} == set()


def test_plain_text_has_the_words(site: Site) -> None:
    """The words of the memo are in the text, whatever the lines."""
    told = site.build("text")
    text = "".join((told.folder / "memo.txt").read_text(encoding="utf-8").replace("*", "").split())
    words = (word for line in lines(fragment(Path("seeds") / WANG, "desk")) for word in plain(line).split())
    assert {word for word in words if word not in text} <= {"Table", "1.", "2.", "3.", "4."}


@pytest.mark.parametrize("builder", ["xml", "pseudoxml", "epub", "dirhtml", "linkcheck"])
def test_other_builders_write_them_too(site: Site, builder: str) -> None:
    """Without a warning of ours."""
    told = site.build(builder)
    assert told.code == 0
    assert "docs/" not in told.err


def test_fixed_words_are_translated_and_facts_are_not(tmp_path: Path) -> None:
    """gettext gets headings and captions with their places; what states something of the record is not among them."""
    site = Site.at(tmp_path, pages(index=f".. talks-memo:: {WANG}\n   :section: agreements"))
    pot = (site.build("gettext", into="pot").folder / "index.pot").read_text(encoding="utf-8")
    assert re.search(r'index\.rst:4\nmsgid "Outcome"', pot)
    assert "passenger flights" not in pot
    catalogue = site.folder / "docs" / "locales" / "fr" / "LC_MESSAGES" / "index.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(pot.replace('msgid "Outcome"\nmsgstr ""', 'msgid "Outcome"\nmsgstr "Résultat"')
                         .replace('msgid "Agreements"\nmsgstr ""', 'msgid "Agreements"\nmsgstr "Accords"'))  # fmt: skip
    page = site.build("html", "-D", "language=fr").page("index")
    assert "Résultat" in page.get_text()
    assert page.find(id=f"{WANG}-agreements").h2.get_text().startswith("Accords")  # type: ignore[union-attr]
    assert page.find(id=f"{WANG}-A-02")


def test_another_site_links_to_its_entries(site: Site, tmp_path: Path) -> None:
    """By intersphinx, in the words of the entry; the other site has no record."""
    inventory = site.folder / "html" / "objects.inv"
    conf = (
        'extensions = ["reportgen.integrations.sphinx", "sphinx.ext.intersphinx"]\n'
        f'intersphinx_mapping = {{"desk": ("https://desk.example", {str(inventory)!r})}}\n'
    )
    other = Site(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text(conf)
    other.source("index").write_text(pages(index=f"See :talks:`{WANG}#A-02` and :talks:`nowhere#A-01`.")["index"])
    told = other.build()
    link = told.page("index").find("a", class_="external")
    assert link is not None
    assert link.get_text() == "Increase direct passenger flights between the two countries"
    assert str(link["href"]) == f"https://desk.example/country.html#{WANG}-A-02"  # type: ignore[index]
    assert "no page here tells of nowhere#A-01" in told.err


def test_the_page_on_it_names_every_setting_and_option() -> None:
    """Every setting and option there is stands in docs/sphinx.md; its example is built by test_docs_blocks.py."""
    text = (ROOT / "docs" / "sphinx.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in SETTINGS)
    assert all(f"`:{name}:`" in text for name in TalksMemo.option_spec or ())


def test_every_fault_of_a_site_is_told_at_its_place(tmp_path: Path) -> None:
    """Whatever is asked for that there is not, in one build, which ends with exit code 1 and no page."""
    site = Site.at(
        tmp_path,
        pages(
            index=f".. talks-memo:: nowhere\n\n.. talks-table:: {WANG}\n   :section: agreement\n\n"
            f".. talks-table:: {WANG}\n\n.. talks-memo:: {WANG}\n   :audience: desks\n\n"
            f":talks:`{HARBOUR}#G-04` :talks:`{HARBOUR}#G-99` :evidence:`{WANG}#CN` :talks:`nothing`"
        ),
        CONF + 'reportgen_audience = "public"\n',
    )
    told = site.build()
    assert told.code == 1
    for words in (
        'index.rst:4: ERROR: There is no record "nowhere"',
        'index.rst:6: ERROR: public: There is no section "agreement". Did you mean "agreements"?',
        "index.rst:9: ERROR: Of which section is the table?",
        'index.rst:11: ERROR: desks: There is no audience "desks". Did you mean "desk"?',
        f'index.rst:14: ERROR: {HARBOUR} has no entry "G-04" that public may see.',
        f'index.rst:14: ERROR: {HARBOUR} has no entry "G-99" that public may see.',
        f"index.rst:14: ERROR: {WANG}#CN rests on no words of a source.",
        'index.rst:14: ERROR: "nothing" refers to no entry.',
    ):
        assert words in told.err
    assert "8 faults" in told.err
    assert "Traceback" not in told.err
    assert not (told.folder / "index.html").exists()


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('reportgen_audience = "dsk"', 'reportgen_audience: dsk: There is no audience "dsk". Did you mean "desk"?'),
        ('reportgen_records = ["../seeds"]', 'reportgen_records: There is no record at "../seeds"'),
        ('reportgen_templates = "mine"', "There is no such folder of templates."),
        ('reportgen_scheme = "nato"', 'reportgen_scheme: markings.yaml: There is no marking scheme "nato".'),
    ],
)
def test_a_setting_that_names_nothing_is_told_at_once(tmp_path: Path, setting: str, told: str) -> None:
    """With the file and the name of the setting."""
    site = Site.at(tmp_path, conf=f"{CONF}{setting}\n")
    found = site.build()
    assert found.code == 1
    assert told in found.err
    assert "conf.py:8: ERROR: reportgen_" in found.err


def test_a_long_table_goes_on_over_pages_of_paper(tmp_path: Path) -> None:
    """By LaTeX: its head stands on every page, and no word is lost."""
    text = (
        f".. talks-table:: {HARBOUR}\n   :section: positions\n\n:talks:`{HARBOUR}#A-02`\n\n"
        f".. talks-memo:: {WANG}\n   :audience: annex\n   :section: annex-sign-off"
    )
    site = Site.at(tmp_path, pages(index=text), CONF + "latex_domain_indices = False\n")
    told = site.build("latex")
    assert told.code == 0
    done = subprocess.run(
        ["latexmk", "-pdf", "-interaction=nonstopmode", "-quiet", "handbook.tex"],
        cwd=told.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (told.folder / "handbook.log").read_text(errors="replace")[-2000:]
    text = subprocess.run(
        ["pdftotext", "-layout", "handbook.pdf", "-"], cwd=told.folder, capture_output=True, text=True, check=True
    ).stdout
    sheets = [sheet for sheet in text.split("\f") if re.search(r"P-[A-Z]{3}-\d\d", sheet)]
    assert len(sheets) > 2
    assert all(re.search(r"No\.\s+Party,", sheet) for sheet in sheets)
    printed = set(re.findall(r"\w{4,}", text.replace("-\n", "")))
    memo = fragment(site.record(HARBOUR), "desk", "positions")
    wanted = {word for line in lines(memo) for word in re.findall(r"\w{4,}", plain(line))}
    assert len(wanted - printed) < len(wanted) / 20  # those that are broken between lines
    digest = re.search(r"sha256: ?(\w{64})", site.record().read_text(encoding="utf-8"))
    assert digest
    columns = subprocess.run(
        ["pdftotext", "-raw", "handbook.pdf", "-"], cwd=told.folder, capture_output=True, text=True, check=True
    ).stdout
    assert digest[1] in "".join(columns.split())
    log = (told.folder / "handbook.log").read_text(errors="replace")
    assert [wide for wide in re.findall(r"Overfull .hbox \(([\d.]+)pt", log) if float(wide) > 12] == []
