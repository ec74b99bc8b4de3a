"""The live preview in a real browser: Debian's Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.conftest import REAL
from tests.damage import damaged
from tests.test_preview import served

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
SECONDS = 40_000
"""Milliseconds to wait for what must come; a busy machine takes long."""
TITLE = "China–United States foreign-minister talks, 26–27 October 2023"
FAULT = ("operative_words: agreed to increase\n", "operative_words: agreed to double\n")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own; any fault in the page's script fails the test."""
    context = browser.new_context(viewport={"width": 1300, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [fault for fault in faults if "ERR_" not in fault] == []


def save(path: Path, before: str, after: str) -> None:
    """Change a file as careful editors do: write another, rename it over the old one."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    (path.parent / "talks.tmp").write_text(text.replace(before, after, 1), encoding="utf-8", newline="")
    os.replace(path.parent / "talks.tmp", path)


def test_a_save_is_seen_at_once_and_the_place_is_kept(page: Page, tmp_path: Path) -> None:
    """The memo follows the record; what was in sight stays where it was though lines were added above it."""
    path = damaged(tmp_path)
    with served(path) as address:
        page.goto(address)
        memo = page.frame_locator("#frames iframe:not([hidden])")
        expect(memo.locator("h1")).to_have_text(TITLE, timeout=SECONDS)
        expect(page.locator("#length")).to_contain_text("4 pages; the limit is 4", timeout=SECONDS)
        page.evaluate("document.querySelector('#frames iframe').contentWindow.scrollTo(0, 1500)")
        before = _top(page, "F-01")
        more = "Increase direct passenger flights between the two countries." + " And so on." * 200
        save(path, "Increase direct passenger flights between the two countries.", more)
        expect(memo.locator("[id='A-02.text']")).to_contain_text("And so on.", timeout=SECONDS)
        page.wait_for_timeout(300)
        assert abs(_top(page, "F-01") - before) < 3
        assert page.evaluate("document.querySelector('#frames iframe').contentWindow.scrollY") > 1800
        expect(page.locator("#length")).to_contain_text("too long", timeout=SECONDS)
        expect(page.locator("#facts")).to_contain_text("changed since: A-02")


def _top(page: Page, name: str) -> float:
    found = f"document.querySelector('#frames iframe:not([hidden])').contentDocument.getElementById('{name}')"
    return float(page.evaluate(f"{found}.getBoundingClientRect().top"))


def test_findings_stand_beside_it_with_their_places(page: Page, tmp_path: Path) -> None:
    """Each finding has its code, its words, its remedy, and a link that opens the line in an editor."""
    path = damaged(tmp_path)
    with served(path) as address:
        page.goto(address)
        expect(page.locator("#facts")).to_contain_text("0 errors", timeout=SECONDS)
        save(path, *FAULT)
        error = page.locator("#findings li").first
        expect(error).to_contain_text("E103", timeout=SECONDS)
        expect(error).to_contain_text("Quote the source's words exactly")
        line = path.read_text(encoding="utf-8").partition("agreed to double")[0].count("\n") + 1
        expect(error.locator("a")).to_have_attribute("href", f"vscode://file{path}:{line}:22")


def test_what_stops_the_memo_is_shown_and_the_last_good_one_stays(page: Page, tmp_path: Path) -> None:
    """An unreadable record is told in words with its place; mended, the memo is back."""
    path = damaged(tmp_path)
    with served(path) as address:
        page.goto(address)
        memo = page.frame_locator("#frames iframe:not([hidden])")
        expect(memo.locator("h1")).to_have_text(TITLE, timeout=SECONDS)
        save(path, "parties: [CN, US]", "parties: [CN, USA]")
        expect(page.locator("#stopped li")).to_contain_text('Did you mean "US"?', timeout=SECONDS)
        expect(memo.locator("h1")).to_have_text(TITLE)
        assert page.locator("#frames.old").count() == 1
        save(path, "parties: [CN, USA]", "parties: [CN, US]")
        expect(page.locator("#stopped")).to_be_hidden(timeout=SECONDS)
        assert page.locator("#frames.old").count() == 0


def test_templates_and_audiences_are_followed(page: Page, tmp_path: Path) -> None:
    """Another reader is chosen in the page; a template or style that is saved is seen; PDF and limit are its own."""
    own = tmp_path / "own"
    (own / "sections").mkdir(parents=True)
    with served(REAL, "--templates", own) as address:
        page.goto(address)
        page.locator("#audience").select_option("principal")
        memo = page.frame_locator("#frames iframe:not([hidden])")
        expect(memo.locator("h1")).to_be_visible(timeout=SECONDS)
        expect(page.locator("#length")).to_contain_text("1 page; the limit is 1, firm", timeout=SECONDS)
        section = "<h2>{{ memo.caution }}</h2><p>Mind the gap.</p>\n"
        (own / "sections" / "caution.html.j2").write_text(section, encoding="utf-8")
        expect(memo.locator("section.caution")).to_contain_text("Mind the gap.", timeout=SECONDS)
        (own / "style.yaml").write_text('colours: {accent: "#7a0019"}\n', encoding="utf-8")
        heading = memo.locator("h2").first
        expect(heading).to_have_css("color", "rgb(122, 0, 25)", timeout=SECONDS)
        expect(page.locator("#pdf")).to_be_visible(timeout=SECONDS)
        address_of_pdf = page.locator("#pdf").get_attribute("href") or ""
        assert "audience=principal" in address_of_pdf
        answer = page.request.get(address + address_of_pdf)
        assert answer.body().startswith(b"%PDF-")


def test_nothing_from_a_record_becomes_markup(page: Page, tmp_path: Path) -> None:
    """Tags in a title, in the words of a finding, in a file's name are text, in the memo and beside it."""
    attack = "<img src=x onerror=document.title='taken'>"
    path = damaged(
        tmp_path / attack.replace("/", ""),
        ("text: Increase direct passenger flights between", f"text: Increase {attack} by 15 flights between"),
        ("title: China–United States", f"title: </title></p><script>document.title=location</script>{attack}"),
    )
    with served(path) as address:
        page.goto(address)
        memo = page.frame_locator("#frames iframe:not([hidden])")
        expect(memo.locator("[id='A-02.text']")).to_contain_text("<img src=x", timeout=SECONDS)
        expect(page.locator("#findings")).to_contain_text('says "15"')
        assert memo.locator("img, script").count() == 0
        assert page.locator("img, #findings script").count() == 0
        assert page.title().startswith("</title></p><script>")
        save(path, "parties: [CN, US]", f'parties: [CN, "{attack}"]')
        expect(page.locator("#stopped li").first).to_contain_text("onerror", timeout=SECONDS)
        assert page.title().startswith("</title></p><script>")


def test_it_is_usable_by_keyboard_and_in_a_narrow_window(page: Page, tmp_path: Path) -> None:
    """The choice of reader and every link are reached by Tab; nothing is wider than the window."""
    with served(damaged(tmp_path, FAULT)) as address:
        page.set_viewport_size({"width": 420, "height": 800})
        page.goto(address)
        expect(page.locator("#findings li")).to_have_count(3, timeout=SECONDS)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "audience"
        reached = set()
        links = page.frame_locator("iframe").locator("a").count()  # of the memo itself, which stand before
        for _ in range(links + 40):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.className"))
        assert "place" in reached


def test_a_program_that_has_ended_is_told(page: Page, tmp_path: Path) -> None:
    """When the program ends, the page says that what it shows may be out of date."""
    with served(damaged(tmp_path)) as address:
        page.goto(address)
        expect(page.locator("#facts")).to_contain_text("0 errors", timeout=SECONDS)
        expect(page.locator("#away")).to_be_hidden()
    expect(page.locator("#away")).to_be_visible(timeout=SECONDS)
