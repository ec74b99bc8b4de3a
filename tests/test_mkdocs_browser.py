"""A site with talks in a real browser: Debian's Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.conftest import ROOT
from tests.mkdocs_site import EXTENSIONS, MATERIAL, NAV, PAGES, WANG, built, project

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("mkdocs")]
SECONDS = 40_000
"""Milliseconds to wait for what must come; a busy machine takes long."""
AXE = ROOT / ".venv-validate" / "node_modules" / "axe-core" / "axe.min.js"
OURS = "axe.run({include: [['.talks'], ['.talks-reference']].filter(each => document.querySelector(each[0]))})"
SCHEMES = {
    "material": "each => document.body.setAttribute('data-md-color-scheme', each === 'dark' ? 'slate' : 'default')",
    "mkdocs": "each => document.documentElement.setAttribute('data-bs-theme', each)",
}
"""What a reader's switch between light and dark does, by theme."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and logs nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium("--disable-gpu") as started:
        yield started


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The name of a theme, and the address of the site in it."""
    theme = MATERIAL if request.param == "material" else {"name": "mkdocs"}
    extensions = EXTENSIONS if request.param == "material" else None
    path = project(tmp_path_factory.mktemp("site"), PAGES, theme=theme, extensions=extensions, nav=NAV)
    with served(built(path)) as at:
        yield request.param, at


@pytest.fixture
def page(browser: Browser, site: tuple[str, str]) -> Iterator[Page]:
    """The site's first page in a window of its own; nothing from elsewhere is loaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route(lambda url: not url.startswith(site[1]), lambda route: route.abort())
    page.goto(site[1])
    yield page
    context.close()


def test_a_link_leads_to_its_entry(page: Page, site: tuple[str, str]) -> None:
    """A click brings the entry into sight, below the bar of the theme, on the page itself and from another one."""
    page.locator(f".talks-reference[href='#{WANG}-A-02']").first.click()
    _in_sight(page, f"{WANG}-A-02")
    page.goto(f"{site[1]}talks/harbour/")
    page.locator(f"a.talks-reference[href$='#{WANG}-A-01']").click()
    expect(page).to_have_url(f"{site[1]}#{WANG}-A-01")
    _in_sight(page, f"{WANG}-A-01")


def _in_sight(page: Page, name: str) -> None:
    target = page.locator(f"[id='{name}']")
    expect(target).to_be_in_viewport(timeout=SECONDS)
    page.wait_for_timeout(200)
    seen = f"(() => {{ const box = document.getElementById('{name}').getBoundingClientRect();"
    seen += " return document.elementFromPoint(box.x + 20, box.y + 12).closest('table') !== null })()"
    assert page.evaluate(seen), "it lies below the bar of the theme"


def test_a_wide_table_is_moved_in_its_own_frame(page: Page) -> None:
    """On a narrow screen the page is no wider than that; the table is moved by the keyboard, and nothing is cut."""
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    frame = page.locator(".talks-scroll").first
    assert frame.evaluate("each => each.scrollWidth > each.clientWidth")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.talks-scroll').scrollLeft > 0", timeout=SECONDS)
    assert frame.locator("caption span").evaluate("each => each.getBoundingClientRect().right <= innerWidth")


@pytest.mark.parametrize(
    ("path", "scheme", "width"), [("", "dark", 1280), ("", "light", 380), ("talks/memo/", "light", 1280)]
)
def test_axe_finds_nothing_in_our_part(page: Page, site: tuple[str, str], path: str, scheme: str, width: int) -> None:
    """In light and dark, on a wide screen and a narrow one, in either theme."""
    theme, address = site
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{path}")
    page.evaluate(SCHEMES[theme], scheme)
    page.wait_for_timeout(400)  # colours change by and by
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(OURS)
    assert len(found["passes"]) > 10
    assert [(each["id"], node["target"]) for each in found["violations"] for node in each["nodes"]] == []


@pytest.mark.parametrize("site", ["material"], indirect=True)
def test_the_search_box_finds_an_entry(page: Page) -> None:
    """Words of a table are found as they are typed, and the result leads to the heading they stand under."""
    page.locator(".md-search__input").click()
    page.keyboard.type("nonproliferation")
    result = page.locator(f".md-search-result__link[href*='/talks/memo/#{WANG}-next-steps']")
    expect(result).to_contain_text("Consultations on arms control", timeout=SECONDS)
