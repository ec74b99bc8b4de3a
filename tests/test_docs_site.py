"""The documentation site: whole, linked, complete, and pleasant to read in a real browser."""

from __future__ import annotations

import argparse
import posixpath
import re
from collections.abc import Iterator
from typing import get_args
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from reportgen.checks.explain import explanations
from reportgen.cli.arguments import parser
from reportgen.form import Form
from reportgen.model.talks import Talks
from reportgen.record import Record
from tests.browser import chromium
from tests.conftest import ROOT
from tests.docs_site import OPTIONS, Site, built

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("docs-site")]
AXE = ROOT / ".venv-validate" / "node_modules" / "axe-core" / "axe.min.js"
LOOKED_AT = (
    "index.html", "first-record.html", "audience.html", "talks.html", "talks-index.html", "builds.html", "checks.html",
    "reference/record.html", "reference/commands.html", "reference/files.html", "reference/api.html", "readme.html",
)  # fmt: skip
"""Pages of every kind."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, built once."""
    return built(tmp_path_factory.mktemp("site"))


def test_the_site_builds_without_a_warning(site: Site) -> None:
    """``make docs`` takes every warning for an error, and there is none."""
    assert (site.code, site.told) == (0, "")
    (rule,) = re.findall(r"sphinx-build (.+?) -d ", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert rule.split() == list(OPTIONS)


def test_every_page_is_there_and_in_the_contents(site: Site) -> None:
    """Every file of docs/ is a page, the first page links to it, and the contents beside every page name it."""
    files = [path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    named = set(site.pages["index.html"].xpath("//*[@class='sidebar-tree']//a/@href"))
    linked = set(re.findall(r"\]\((\S+?)\.md\)", (ROOT / "docs" / "index.md").read_text(encoding="utf-8")))
    for page in files:
        assert page in site.pages
        assert page == "index.html" or page in named, page
        assert page == "index.html" or page.removesuffix(".html") in linked, page


def test_every_link_leads_to_its_place(site: Site) -> None:
    """Every link within the site leads to a file, and to an id that the page has."""
    for name, page in site.pages.items():
        for link in page.xpath("//a/@href | //img/@src | //link/@href | //script/@src"):
            parts = urlsplit(link)
            if parts.scheme or link == "#":
                assert parts.scheme in ("", "https"), (name, link)
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
            )
            assert (site.folder / target).is_file(), (name, link)
            if parts.fragment and target in site.pages and target != "search.html":
                assert unquote(parts.fragment) in site.ids(target), (name, link)


def test_nothing_is_fetched(site: Site) -> None:
    """No page takes a script, a style, a font or a picture from elsewhere."""
    for name, page in site.pages.items():
        taken = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //iframe/@src")
        assert not [each for each in taken if urlsplit(each).netloc], name
    for style in site.folder.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//", style.read_text(encoding="utf-8")), style


# ---------------------------------------------------------------------------------------- the reference


def test_every_command_and_option_is_in_the_reference(site: Site) -> None:
    """Each command has a heading, each option and argument its help, at an address of its own."""
    text = plain(site.pages["reference/commands.html"].text_content())
    for command in _commands(parser()):
        assert site.names["std:label"][command.prog.replace(" ", "-")].startswith("reference/commands.html#")
        for action in command._actions:
            if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
                continue
            for name in action.option_strings or [action.metavar]:
                address = site.names["std:cmdoption"][f"{command.prog.replace(chr(32), chr(45))}.{name}"]
                assert address.partition("#")[2] in site.ids("reference/commands.html")
            assert plain((action.help or "").replace("%%", "%"))[1:] in text, (command.prog, action.dest)


def plain(text: str) -> str:
    """Words with single spaces, without the quotation marks that Markdown and the theme set in their own way."""
    return re.sub('[“”"`]', "", " ".join(text.split())).replace("’", "'").replace("‘", "'")


def _commands(root: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield command
                yield from _commands(command)


def test_every_field_is_in_the_reference(site: Site) -> None:
    """Each field of the record has its definition from the model, at an address of its own."""
    page = site.pages["reference/record.html"]
    ids = site.ids("reference/record.html")
    names = {name: address.partition("#")[2] for name, address in site.names["std:confval"].items()}
    many = 0
    for form in _forms(Talks):
        owner = "record" if form is Talks else re.sub(r"(?<=[a-z])(?=[A-Z])", "-", form.__name__).lower()
        told = form.model_json_schema()["properties"]
        for field in form.model_fields:
            many += 1
            place = names[f"{owner}.{field}"]
            assert place in ids
            (beside,) = page.xpath(f"//dt[@id='{place}']/following-sibling::dd[1]")
            wanted = told[form.model_fields[field].alias or field].get("description", "")
            assert wanted, f"{owner}.{field} has no definition"
            assert plain(wanted) in plain(beside.text_content())
    assert many > 150


def _forms(form: type[Form], seen: set[type[Form]] | None = None) -> Iterator[type[Form]]:
    """A form and every form inside it."""
    seen = seen if seen is not None else set()
    if form not in seen:
        seen.add(form)
        yield form
        for field in form.model_fields.values():
            for kind in _kinds(field.annotation):
                if isinstance(kind, type) and issubclass(kind, Form):
                    yield from _forms(kind, seen)


def _kinds(annotation: object) -> Iterator[object]:
    inner = get_args(annotation)
    yield from [annotation] if not inner else [kind for each in inner for kind in _kinds(each)]


def test_every_check_is_in_the_reference(site: Site) -> None:
    """Each check has a heading with its code, and what it guards against."""
    page = site.pages["checks.html"]
    headings = [heading.text_content().rstrip("¶").strip() for heading in page.xpath("//h2")]
    assert sorted(headings) == sorted(f"{code} {rule.name}" for code, rule in explanations().items())


def test_the_python_names_are_in_the_reference(site: Site) -> None:
    """What ``import reportgen`` gives can be referred to, and each of its errors."""
    import reportgen
    from reportgen import errors

    wanted = {f"reportgen.{name}" for name in reportgen.__all__ if name != "__version__"}
    wanted |= {f"reportgen.errors.{name}" for name, each in vars(errors).items()
               if isinstance(each, type) and issubclass(each, errors.ReportgenError)}  # fmt: skip
    given = {name for kind in ("py:function", "py:class", "py:exception") for name in site.names[kind]}
    assert wanted <= given


# ---------------------------------------------------------------------------------------- our own talks


def test_the_site_shows_the_real_talks(site: Site, real: Record) -> None:
    """A page holds the table of agreements, the matrix and the public memo, from the record as it is."""
    page = site.pages["talks.html"]
    agreements, matrix = (
        [plain(row.text_content()) for row in table.xpath(".//tr")] for table in page.xpath("//table")[:2]
    )
    for each in real.talks.agreements:
        (row,) = [row for row in agreements if row.startswith(each.id)]
        assert plain(each.text) in row
        assert plain(each.operative_words[0]) in row
    for issue in real.talks.issues:
        assert any(row.startswith(plain(issue.title)) for row in matrix), issue.id
    assert page.xpath("//section[.//h2[starts-with(., 'A whole memo')]]//*[starts-with(., 'What each side said')]")
    assert "TLP:CLEAR" in page.text_content()


@pytest.mark.parametrize("name", ["talks.html", "why.html"])
def test_words_in_a_sentence_lead_to_the_entry(site: Site, real: Record, name: str) -> None:
    """A role gives the entry's words, or the source's, and its link ends at that entry's place."""
    links = [link for link in site.pages[name].xpath("//article//p//a") if link.xpath(".//*[@class='talks-entry']")]
    assert links
    for link in links:
        target, _, place = urlsplit(posixpath.join(posixpath.dirname(name), link.get("href"))).geturl().partition("#")
        (there,) = site.pages[target or name].xpath(f"//*[@id='{place}']")
        told = plain(there.xpath("ancestor-or-self::tr[1]")[0].text_content())
        (entry,) = [each for each in real.talks.agreements if told.startswith(each.id)]
        assert plain(entry.text) in told
        assert plain(link.text_content()) in (plain(entry.text).rstrip("."), "more direct flights")
        assert plain(entry.evidence[0].text) in plain(site.pages[name].text_content())


def test_the_index_of_talks_leads_back(site: Site, real: Record) -> None:
    """The index lists parties, issues and entries, and each of its links ends in a page that shows talks."""
    page = site.pages["talks-index.html"]
    words = plain(page.text_content())
    assert all(plain(each.name) in words for each in real.talks.parties if each.id in real.talks.party_order)
    assert all(plain(each.text) in words for each in real.talks.agreements)
    links = [link for link in page.xpath("//table//a/@href") if "#" in link]
    assert len(links) > 40
    assert {link.partition("#")[0] for link in links} <= {"talks.html", "why.html"}


# ------------------------------------------------------------------------------------------ in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (400, "dark")], ids=["wide", "narrow, dark"])
def test_pages_are_accessible_and_fit(site: Site, browser: Browser, width: int, scheme: str) -> None:
    """axe finds nothing on pages of every kind, none is wider than its window, nothing is fetched, no script fails."""
    assert AXE.is_file(), "axe is missing; make test installs it"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda each: faults.append(each.url) if not each.url.startswith("file:") else None)
    for name in LOOKED_AT:
        page.goto((site.folder / name).as_uri())
        page.evaluate(AXE.read_text(encoding="utf-8"))
        answer = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert answer["passes"]
        faults += [f"{name}: {rule['id']}: {node['target']}" for rule in answer["violations"] for node in rule["nodes"]]
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            faults.append(f"{name} is wider than its window")
    context.close()
    assert faults == []


def test_search_finds_fields_options_and_words(site: Site, browser: Browser) -> None:
    """The site's own search leads to a field, an option, and the page that a word is told on; without a server."""
    page = browser.new_page()
    for words, target in (
        ("firmness", "reference/record.html"),
        ("--fail-under", "reference/commands.html"),
        ("letterhead", "letterhead.html"),
        ("over-claim", "checks.html"),
    ):
        page.goto(f"{(site.folder / 'search.html').as_uri()}?q={words}")
        links = page.locator("#search-results li a")
        expect(links.first).to_be_visible(timeout=40_000)
        expect(page.locator(f"#search-results a[href*='{target}']").first).to_be_visible(timeout=40_000)
    page.close()
