"""`mkdocs serve`: what a page shows follows the record, the templates and the pages, and nothing old is shown."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from tests.damage import damaged
from tests.mkdocs_site import HARBOUR, WANG, configured, project

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("mkdocs")]
PAGE = "# T\n\n```talks-table\n{}\nsection: agreements\n```\n"
WORDS = "Increase direct passenger flights between the two countries."


@contextmanager
def served(path: Path) -> Iterator[None]:
    """A project is served as MkDocs does it, with its own server, and made again whenever that sees a change."""

    def again() -> None:
        build(load_config(str(path), site_dir=str(path.parent / "site")), serve_url="http://127.0.0.1/")

    config = configured(path, command="serve")
    build(config, serve_url="http://127.0.0.1/")
    server = LiveReloadServer(again, "127.0.0.1", 0, str(path.parent / "site"), polling_interval=0.1)
    server.watch(config.docs_dir)
    config.plugins.on_serve(server, config=config, builder=again)
    loop = threading.Thread(target=server.serve)
    loop.start()
    try:
        until(server.serve_thread.is_alive)
        time.sleep(0.5)  # it has had its first look at the files
        yield
    finally:
        server.shutdown(wait=True)
        loop.join()


def until(seen: Callable[[], bool]) -> None:
    """Wait for what must come; a busy machine takes long."""
    end = time.monotonic() + 60
    while not seen():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


def change(path: Path, before: str, after: str) -> None:
    """Change a file as careful editors do: write another, rename it over the old one."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    other = path.with_suffix(".new")
    other.write_text(text.replace(before, after, 1), encoding="utf-8")
    other.replace(path)


def test_a_page_follows_what_it_is_made_from(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A saved record, a template that appears, another record on the page; a fault is told, and mended it is gone."""
    record = damaged(tmp_path / "records")
    other = tmp_path / "other" / HARBOUR.name
    other.mkdir(parents=True)
    for each in HARBOUR.iterdir():
        (other / each.name).write_bytes(each.read_bytes())
    (tmp_path / "own" / "sections").mkdir(parents=True)
    options = {"records": ["records/*", "other/*"], "templates": "own"}
    path = project(tmp_path, {"index.md": PAGE.format(WANG)}, options=options, strict=False)
    page, source = tmp_path / "site" / "index.html", tmp_path / "docs" / "index.md"

    def shows(words: str) -> Callable[[], bool]:
        return lambda: page.is_file() and words in page.read_text(encoding="utf-8")

    with served(path):
        assert shows(WORDS)()
        change(record, WORDS, "Increase direct passenger flights between them.")
        until(shows("Increase direct passenger flights between them."))
        own = tmp_path / "own" / "sections" / "agreements.html.j2"
        own.write_text(
            '<h2>A</h2><table name="agreements"><caption>Our own</caption><thead><tr><th>No.</th></tr></thead>'
            "<tbody><tr><td>{{ view.header.title }}</td></tr></tbody></table>"
        )
        until(shows("Our own"))
        own.unlink()
        until(lambda: shows("between them.")() and not shows("Our own")())
        change(record, "operative_words: agreed to increase\n", "operative_words: agreed to double\n")
        until(lambda: "[E103]" in caplog.text)
        change(record, "operative_words: agreed to double\n", "operative_words: agreed to increase\n")
        until(shows("Increase direct passenger flights between them."))
        source.write_text(PAGE.format(HARBOUR.name), encoding="utf-8")
        until(shows("Open a joint pilot station"))
        change(other / "talks.yaml", "Open a joint pilot station", "Open one pilot station")
        until(shows("Open one pilot station"))
