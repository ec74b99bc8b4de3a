"""Talks in the pages of an MkDocs site: what stands where, what it leads to, and what ends the build."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import Tag

from reportgen import fragment
from reportgen.integrations.asked import NAMES
from reportgen.integrations.mkdocs.settings import Settings
from reportgen.integrations.mkdocs.written import OWN
from reportgen.memo.walk import lines, plain
from tests.conftest import REAL, ROOT, record_at
from tests.damage import damaged
from tests.mkdocs_site import EXTENSIONS, MATERIAL, NAV, PAGES, WANG, built, project, soup_at, told, words

pytestmark = pytest.mark.xdist_group("mkdocs")
TABLE = f"```talks-table\n{WANG}\nsection: agreements\n```\n"


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in Material with the extensions its users have, strictly built."""
    folder = tmp_path_factory.mktemp("material")
    return built(project(folder, PAGES, theme=MATERIAL, extensions=EXTENSIONS, nav=NAV))


@pytest.fixture(scope="session")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in MkDocs's own theme, below a path, each page a file; strictly built."""
    more = {"use_directory_urls": False, "site_url": "https://example.org/below/it/", "nav": NAV}
    return built(project(tmp_path_factory.mktemp("plain"), PAGES, **more))


def test_a_memo_on_a_page_has_the_words_of_the_memo(material: Path) -> None:
    """Every line of the memo is there, in its order, and the title of the memo is that of the page."""
    page = soup_at(material / "talks" / "memo" / "index.html")
    article = page.find("article")
    assert isinstance(article, Tag)
    for each in article.select(".headerlink"):
        each.decompose()
    memo = fragment(REAL, "desk")
    text, at = words(article), 0
    for line in lines(memo):
        at = text.find(" ".join(plain(line).split()), at)
        assert at >= 0, plain(line)
    assert words(page.find("title")).startswith(memo.properties.title)
    assert [words(each) for each in page.find_all("h1")] == [memo.properties.title]
    assert [words(each) for each in page.select(".talks-marking")] == ["TLP:AMBER", "TLP:AMBER"]


def test_tables_are_real_ones(material: Path) -> None:
    """They have a caption, heads with a scope and ids of entries, and can be reached and moved by the keyboard."""
    page = soup_at(material / "index.html")
    first, second, third = page.select(".talks table")
    assert [words(each.find("caption")) for each in (first, second)] == [
        "Table 1. The firmest first; the words in italics are the source's",
        "Table 2. In the order of the issues; progress as of 1 November 2023",
    ]
    assert words(third.find("caption")) == "What the United States said"
    head = first.find("th", id=f"{WANG}-A-02")
    assert isinstance(head, Tag)
    assert (words(head), head["scope"]) == ("A-02", "row")
    assert [each["scope"] for each in first.select("thead th")] == ["col"] * 4
    around = first.parent
    assert around
    assert (around["role"], around["tabindex"], around["aria-label"]) == ("region", "0", words(first.find("caption")))
    assert not third.find(string=re.compile("China wants"))
    block = third.find_parent(class_="talks")
    assert isinstance(block, Tag)
    assert (block["id"], block["class"]) == ("said", ["talks", "narrow", "wide"])


def test_headings_are_levelled_to_where_the_block_stands(material: Path) -> None:
    """Below a heading of level 3 a section is one of level 4, and it is in the table of contents with its own id."""
    page = soup_at(material / "index.html")
    heading = page.find(id=f"{WANG}-next-steps")
    assert isinstance(heading, Tag)
    assert (heading.name, words(heading)) == ("h4", "Who does what¶")
    assert page.select_one(f'nav a[href="#{WANG}-next-steps"]')
    assert heading.select_one("a.headerlink")
    memo = soup_at(material / "talks" / "memo" / "index.html")
    assert [each.name for each in memo.select("article h2")][:3] == ["h2", "h2", "h2"]


@pytest.mark.parametrize("name", ["material", "plain_site"])
def test_no_id_is_given_twice_and_every_link_leads_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    """On every page of the site; links to places of other pages too."""
    site: Path = request.getfixturevalue(name)
    for path in site.rglob("*.html"):
        page = soup_at(path)
        ids = Counter(str(each["id"]) for each in page.find_all(id=True))
        assert [each for each, count in ids.items() if count > 1 and WANG in each] == []
        for link in page.select(".talks a, a.talks-reference"):
            target, _, anchor = str(link["href"]).partition("#")
            end = (path.parent / target) if target else path
            end = end / "index.html" if end.is_dir() else end
            assert soup_at(end.resolve()).find(id=anchor), link


def test_a_reference_is_a_link_in_the_words_of_the_entry(material: Path, plain_site: Path) -> None:
    """To the entry on its own page, or else on the first that has it in the order of the navigation."""
    here = soup_at(material / "index.html")
    first, second, passage = here.select("p > a.talks-reference, p > .talks-evidence > a")
    assert words(first) == "Increase direct passenger flights between the two countries"
    assert (first["href"], first["title"]) == (f"#{WANG}-A-02", f"{WANG}#A-02")
    assert (words(second), second["href"]) == ("more flights", first["href"])
    assert (words(passage), passage["href"]) == ("¶2", f"talks/memo/#{WANG}-S1.p2")
    evidence = here.select_one(".talks-evidence")
    assert words(evidence) == (
        "The two sides agreed to work together toward a meeting between the two heads of state in San Francisco. "
        "(¶2, Xinhua, 27 Oct 2023)"
    )
    there, own = soup_at(material / "talks" / "harbour" / "index.html").select("p > a.talks-reference")
    assert (there["href"], own["href"]) == (f"../../#{WANG}-A-01", "#harbour-2031-04-A-01")
    there = soup_at(plain_site / "talks" / "harbour.html").select("p > a.talks-reference")[0]
    assert there["href"] == f"../index.html#{WANG}-A-01"


def test_a_page_can_show_how_it_is_written(material: Path) -> None:
    """In a longer fence, indented code, code in a line and a comment, nothing is meant, and all is as it was typed."""
    page = soup_at(material / "how" / "index.html")
    assert not page.select(".talks")
    shown = [each.get_text().strip() for each in page.select("article code")]
    assert shown == [
        "```talks-memo\nshown and not meant\n```",
        "```talks-table\nnor is this\n```",
        ":talks:",
        ":talks:`cn-us#A-01`",
    ]
    assert "<!--\n```talks-memo\nnor this\n```\n-->" in (material / "how" / "index.html").read_text(encoding="utf-8")


def test_search_finds_the_words(material: Path, plain_site: Path) -> None:
    """They are in the index of either theme, below their own heading, and no two cells run into one another."""
    for site in (material, plain_site):
        found = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
        texts = {each["location"]: re.sub("<.*?>", "", each["text"]) for each in found}
        steps = next(text for place, text in texts.items() if place.endswith(f"#{WANG}-next-steps") and "memo" in place)
        assert "Consultations on maritime affairs" in steps
        assert re.search(r"N-02\s+Consultations", steps)


def test_looks_come_with_it_and_the_sites_own_go_before(material: Path) -> None:
    """The style sheet is part of the site, and stands before those that the site names itself."""
    assert "overflow-x" in (material / "assets" / "talks.css").read_text(encoding="utf-8")
    assert soup_at(material / "index.html").select('link[href="assets/talks.css"]')


def test_a_draft_and_its_marking_are_told(plain_site: Path) -> None:
    """Above a part of a record that not everyone may see stands its marking, and that it is a draft if it is one."""
    page = soup_at(plain_site / "talks" / "harbour.html")
    assert words(page.select_one(".talks-marking")) == "TLP:AMBER+STRICT"
    assert words(page.select_one(".talks-draft")).startswith("DRAFT: ")
    assert not soup_at(plain_site / "index.html").select(".talks-marking, .talks-draft")


def test_what_is_in_the_words_of_a_record_stays_words(tmp_path: Path) -> None:
    """Nothing in them is Markdown, HTML, a link or an attribute, whatever extension a site has."""
    hostile = "*not* [a](b) <b>x</b> &amp; :talks:`x#y` {: #id .class } [[z]] abbr"
    path = damaged(tmp_path / "record", ("title: Korean Peninsula nuclear issue", f"title: '{hostile}'"))
    pages = {"index.md": f"# T\n\n```talks-memo\n{WANG}\nsection: matrix\nissue: I-KOR\n```\n\n*[abbr]: Long\n"}
    site = built(project(tmp_path, pages, extensions=EXTENSIONS, options={"records": [str(path)]}))
    page = soup_at(site / "index.html")
    assert hostile in words(page.select_one(".talks"))
    assert not page.select(".talks b, .talks abbr, .talks .class")


def test_every_fault_is_told_once_and_none_is_printed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A record that does not hold, one that cannot be read, options: file and line of both; the build ends with 1."""
    wrong = damaged(tmp_path / "wrong", ("agreed to increase\n", "agreed to double\n"))
    unread = damaged(tmp_path / "unread", ("parties: [CN, US]", "parties: [CN, USA]"))
    page = (
        f"---\ntitle: x\n---\n# T\n\n```talks-table\n/wrong/{WANG}\nsection: agreements\n```\n\n"
        f"```talks-memo\n../wrong/{WANG}/talks.yaml\n```\n\n- a\n\n    ```talks-memo\n    /unread/{WANG}\n    ```\n\n"
        "```talks-table\nsectoin: x\nrecord: nowhere\nissue:\n```\n\n"
        f"Also :talks:`{WANG}#A-99` and :evidence:`nothing`.\n"
    )
    said = told(page, tmp_path, caplog)
    line = wrong.read_text(encoding="utf-8").partition("agreed to double")[0].count("\n") + 1
    assert (
        f"index.md:6: talks-table /wrong/{WANG}\nindex.md:11: talks-memo ../wrong/{WANG}/talks.yaml\n  {wrong}:{line}:"
        in said
    )
    assert said.count(f"{wrong}:{line}:") == 1
    assert "[E103]" in said
    assert f"index.md:17: talks-memo /unread/{WANG}\n  {unread}:" in said
    assert 'Did you mean "US"?' in said
    assert 'index.md:21: talks-table sectoin: x\n  There is no option "sectoin". Did you mean "section"?' in said
    assert 'The option "issue" names nothing.' in said
    assert f'index.md:27: :talks:`{WANG}#A-99`\n  {WANG} has no entry "A-99"' in said
    assert '"nothing" refers to no entry.' in said
    assert not (tmp_path / "site" / "index.html").exists()


def test_what_an_audience_may_not_see_is_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A reference to it is an error, in the words for what is not there; its text is nowhere."""
    comment = record_at(REAL / "talks.yaml").talks.comments[0]
    said = told(f"# T\n\nSee :talks:`{WANG}#{comment.id}`.\n", tmp_path, caplog, options={"audience": "public"})
    assert f'{WANG} has no entry "{comment.id}" that public may see.' in said
    assert comment.text not in said


def test_a_block_can_be_passed_over_by_references(tmp_path: Path) -> None:
    """They lead to the next one that tells of the entry."""
    pages = {
        "index.md": f"# T\n\n```talks-table\n{WANG}\nsection: agreements\nno-index:\n```\n",
        "later.md": f"# L\n\n{TABLE}",
        "more.md": f"# M\n\nSee :talks:`~{WANG}#A-01`.\n",
    }
    link = soup_at(built(project(tmp_path, pages)) / "more" / "index.html").select_one("a.talks-reference")
    assert link
    assert (words(link), link["href"]) == ("A-01", f"../later/#{WANG}-A-01")


@pytest.mark.parametrize("strict", [True, False])
def test_a_reference_to_what_no_page_tells_of_is_a_broken_link(
    strict: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A warning as MkDocs has for one, so that a strict build fails; otherwise the words stand without a link."""
    page = f"# T\n\nSee :talks:`{WANG}#A-01`, :talks:`!{WANG}#A-01`, :evidence:`{WANG}#A-01`.\n"
    if strict:
        said = told(page, tmp_path, caplog)
    else:
        site = built(project(tmp_path, {"index.md": page}, strict=False))
        said = caplog.text
        assert "heads of state in San Francisco" in words(soup_at(site / "index.html").select_one(".talks-reference"))
        assert not soup_at(site / "index.html").select("a.talks-reference")
    assert said.count(f"index.md:3 refers to {WANG}#A-01, which no page of this site tells of.") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"audience": "dsk"}, 'There is no audience "dsk". Did you mean "desk"?'),
        ({"scheme": "tpl"}, 'There is no marking scheme "tpl". Did you mean "tlp"?'),
        ({"language": "xx"}, "language: "),
        ({"records": ["nowhere/*"]}, 'records: There is no record at "nowhere/*"'),
    ],
)
def test_options_are_looked_at_first(
    options: Mapping[str, object], said: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What the plugin's options name has to be there; the message says which option, and what would do."""
    assert said in told("# T\n", tmp_path, caplog, options=options)


def test_no_record_gets_onto_the_site(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One that lies among the documents is shown as its readers may see it, and is not copied beside that."""
    shutil.copytree(REAL, tmp_path / "docs" / "cn-us")
    (tmp_path / "docs" / "picture.txt").write_text("kept")
    page = "# T\n\n```talks-table\ncn-us\nsection: agreements\naudience: annex\n```\n"
    page = page.replace("section: agreements\naudience: annex", "section: agreements")
    site = built(project(tmp_path, {"index.md": page, "cn-us/more.md": "# More\n"}, options={"records": ["**"]}))
    names = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    assert {"picture.txt", "cn-us/more/index.html"} <= names
    assert not {each for each in names if each.startswith("cn-us/")} - {"cn-us/more/index.html"}
    assert "Kept out of the site" in caplog.text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (f"# T\n\n<div>\n{TABLE}</div>\n", "It stands in raw HTML, where Markdown is not read."),
        (f"# T\n\n```talks-table x\n{WANG}\nsection: agreements\n```\n", '"x" stands behind talks-table.'),
        (f"# T\n\n```talks-table\n{WANG}\nsection: summary\n```\n", "The section summary has no table."),
        (f"# T\n\n```talks-table\n{WANG}\nagreements\n```\n", '"agreements" is no option. Write its name, a colon'),
        (f"# T\n\n```talks-table\n{WANG}\n```\n", "Of which section is the table?"),
    ],
)
def test_a_block_that_cannot_be_shown_says_why(
    page: str, said: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By the page and the line it stands on."""
    text = told(page, tmp_path, caplog)
    assert said in text
    assert re.search(r"index\.md:[34]: talks-table", text)


@pytest.mark.parametrize(
    "extensions",
    [EXTENSIONS, [*EXTENSIONS[:4], {"pymdownx.superfences": {"preserve_tabs": True}}], ["admonition", "md_in_html"]],
    ids=["material", "tabs kept", "plain"],
)
def test_a_block_may_stand_anywhere(extensions: list[object], tmp_path: Path) -> None:
    """In a list, a quotation, a box, an element that holds Markdown, and between the lines of a paragraph."""
    indented = "".join(f"    {line}\n" for line in TABLE.splitlines())
    quoted = "".join(f"> {line}\n" for line in TABLE.splitlines())
    page = (
        f"# T\n\n1. A step\n\n{indented}\n2. Another\n{indented}\n> Quoted\n>\n{quoted}\n!!! note\n{indented}\n"
        f'<div markdown="1">\n\n{TABLE}\n</div>\n\nBefore\n{TABLE}After\n'
    )
    soup = soup_at(built(project(tmp_path, {"index.md": page}, extensions=extensions)) / "index.html")
    assert len(soup.select(".talks table")) == 6
    assert len(soup.select("li table")) == 2
    assert len(soup.select("blockquote table")) == len(soup.select(".admonition table")) == 1
    assert soup.find(string=re.compile("^After")) is not None
    assert "talks-table\n" not in soup.get_text()
    names = [str(each["id"]) for each in soup.find_all(id=re.compile(f"^{WANG}-A-01(--|$)"))]
    assert names == [f"{WANG}-A-01", *(f"{WANG}-A-01--{number}" for number in range(2, 7))]


def test_arabic_runs_from_right_to_left(tmp_path: Path) -> None:
    """In another language the block says which, and ids keep their direction."""
    page = f"# T\n\n```talks-table\n{WANG}\nsection: agreements\nlanguage: ar\n```\n"
    block = soup_at(built(project(tmp_path, {"index.md": page})) / "index.html").select_one(".talks")
    assert block
    assert (block["lang"], block["dir"]) == ("ar", "rtl")
    assert {each["dir"] for each in block.select(".talks-id")} == {"ltr"}


def test_the_page_on_it_names_every_option() -> None:
    """Those of the plugin, and those of a block."""
    page = (ROOT / "docs" / "mkdocs.md").read_text(encoding="utf-8")
    page = page.replace("`no-index:`", "`no-index`")
    rows = {name for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)}
    assert rows == {*Settings(), *NAMES, *OWN}
