"""The live preview: what it answers, to whom, and what it survives. The browser's side is in test_preview_browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportgen.audience import audience_names
from reportgen.preview.app import application
from reportgen.preview.render import Asked, laid, shown
from reportgen.preview.session import Session
from reportgen.shipped import search_path
from reportgen.watching import snapshot
from tests.conftest import REAL, RECORDS, ROOT
from tests.damage import damaged
from tests.test_cli import run

HOST = "127.0.0.1:8765"
TOKEN = "secret"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A browser on this machine that was given the address."""
    app = application(
        Session(Asked(str(REAL / "talks.yaml"), "desk")), audience_names(search_path(None)), TOKEN, [HOST], "vscode"
    )
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield client


def test_the_page_and_its_parts_are_served(client: TestClient) -> None:
    """The page, its style, its script and what it is about."""
    for part in ("", "page.css", "page.js"):
        assert client.get(f"/{TOKEN}/{part}").status_code == 200
    assert client.get(f"/{TOKEN}/about").json()["audience"] == "desk"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "localhost.evil.example:8765", ""])
def test_a_foreign_name_for_this_machine_is_refused(client: TestClient, host: str) -> None:
    """A page elsewhere cannot make its own name point here and read along (DNS rebinding)."""
    assert client.get(f"/{TOKEN}/about", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_is_refused(client: TestClient, site: str) -> None:
    """What another site has the browser ask for is not answered (Fetch Metadata)."""
    assert client.get(f"/{TOKEN}/memo", headers={"sec-fetch-site": site}).status_code == 403
    assert client.get(f"/{TOKEN}/memo", headers={"sec-fetch-site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(client: TestClient, method: str) -> None:
    """There is nothing to send here."""
    assert client.request(method, f"/{TOKEN}/", content=b"x" * 1000).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/", "/about", "/memo", "/wrong/memo", f"/{TOKEN}", f"/{TOKEN}/../etc/passwd", f"/{TOKEN}/%2e%2e/talks.yaml",
        f"//{HOST}/{TOKEN}/nothing", "//evil.example", "/\\evil.example", f"/{TOKEN}/app.py", f"/{TOKEN}/page.html",
        f"/{TOKEN}/memo?audience=../desk", f"/{TOKEN}/memo?audience=nobody", f"/{TOKEN}/memo.pdf?audience=",
    ],
)  # fmt: skip
def test_there_is_nothing_else(client: TestClient, path: str) -> None:
    """No other path leads anywhere: not to a file, not to another site, not without the secret."""
    answer = client.get(f"http://{HOST}{path}", follow_redirects=False)
    location = answer.headers.get("location", "")
    assert answer.status_code == 404 or (answer.status_code == 307 and location.startswith(f"http://{HOST}/"))


@pytest.mark.parametrize("path", ["", "page.js", "about", "memo", "memo.pdf"])
def test_no_answer_is_kept_or_passed_on(client: TestClient, path: str) -> None:
    """Nothing stays in the browser's cache, nothing is open to another origin, refusals included."""
    headers = client.get(f"/{TOKEN}/{path}").headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_the_memo_may_run_and_load_nothing(client: TestClient) -> None:
    """Its frame runs no script; page and memo load nothing but their own."""
    memo = client.get(f"/{TOKEN}/memo").headers["content-security-policy"]
    assert "default-src 'none'" in memo
    assert "sandbox allow-same-origin" in memo
    assert "script" not in memo
    page = client.get(f"/{TOKEN}/")
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "<script>" not in page.text


def test_a_pdf_that_is_not_there_yet_is_said(client: TestClient) -> None:
    """Before the PDF is made there is none to open."""
    assert client.get(f"/{TOKEN}/memo.pdf?audience=principal").status_code == 404


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_what_is_shown_is_the_memo_as_it_is_built(path: Path, tmp_path: Path) -> None:
    """The HTML is, to the byte, that of a build; the findings beside it are those of a check."""
    made = shown(Asked(str(path), "desk"))
    assert run("build", path, "--audience", "desk", "--format", "html", "--out", tmp_path).returncode == 0
    (built,) = tmp_path.glob("*.desk.html")
    assert made.html == built.read_text(encoding="utf-8")
    assert made.stopped == ()
    counts = run("check", path).stdout.splitlines()[-1]
    assert dict(made.facts)["Checks"] in counts


def test_what_stops_a_memo_is_told_with_its_place(tmp_path: Path) -> None:
    """A fault of the record, of a template, of the style: no memo, and where to look."""
    path = damaged(tmp_path, ("parties: [CN, US]", "parties: [CN, USA]"))
    (told,) = shown(Asked(str(path), "desk")).stopped
    assert (told.file, told.line > 0, told.remedy) == (str(path), True, 'Did you mean "US"?')
    own = tmp_path / "own"
    (own / "sections").mkdir(parents=True)
    (own / "sections" / "gaps.html.j2").write_text("<h2>{{ memo.gaps }}</h2>\n{{ view.gapes }}\n", encoding="utf-8")
    (told,) = shown(Asked(str(REAL / "talks.yaml"), "desk", str(own))).stopped
    assert told.file.endswith("gaps.html.j2")
    assert told.line == 2
    (own / "style.yaml").write_text("sizes: {text: huge}\n", encoding="utf-8")
    assert shown(Asked(str(REAL / "talks.yaml"), "desk", str(own))).stopped[0].line == 1
    assert laid(Asked(str(REAL / "talks.yaml"), "desk", str(own))).told
    assert shown(Asked(str(tmp_path / "nothing.yaml"), "desk")).stopped


def test_an_error_finding_does_not_hide_the_memo(tmp_path: Path) -> None:
    """What a build refuses is shown all the same, as the draft it is, with the errors first."""
    path = damaged(tmp_path, ("operative_words: agreed to increase\n", "operative_words: agreed to double\n"))
    made = shown(Asked(str(path), "desk"))
    assert (made.findings[0].code, "DRAFT" in made.html) == ("E103", True)
    assert "changed since: A-02" in dict(made.facts)["Sign-off"]


def test_a_template_that_hangs_is_ended(tmp_path: Path) -> None:
    """A style sheet that would be laid out for ever is stopped, or refused before, and told."""
    own = tmp_path / "own"
    own.mkdir()
    steps = "".join(f"--a{step}: var(--a{step - 1}) var(--a{step - 1}) var(--a{step - 1});" for step in range(1, 60))
    (own / "memo.css").write_text(f":root {{ --a0: 1px; {steps} margin: var(--a59) }}", encoding="utf-8")
    asked = Asked(str(REAL / "talks.yaml"), "principal", str(own))
    assert shown(asked).html or shown(asked).stopped
    assert laid(asked).told


def test_every_way_to_save_is_seen(tmp_path: Path) -> None:
    """In place, by a rename over it, in a folder below, taken away: each is a change; a hidden file is none."""
    file, below = tmp_path / "talks.yaml", tmp_path / "sources" / "a.txt"
    below.parent.mkdir()
    file.write_text("one", encoding="utf-8")
    seen = [snapshot([tmp_path])]

    def look() -> bool:
        seen.append(snapshot([tmp_path]))
        return seen[-1] != seen[-2]

    (tmp_path / ".talks.yaml.swp").write_text("an editor's", encoding="utf-8")
    assert not look()
    file.write_text("other", encoding="utf-8")
    assert look()
    (tmp_path / ".new").write_text("other", encoding="utf-8")
    os.replace(tmp_path / ".new", file)
    assert look()
    below.write_text("text", encoding="utf-8")
    assert look()
    below.unlink()
    assert look()
    assert not look()


@contextmanager
def served(*arguments: object, cwd: Path = ROOT) -> Iterator[str]:
    """``reportgen preview`` running; the address it prints."""
    command = [sys.executable, "-u", "-m", "reportgen", "preview", *map(str, arguments), "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=cwd, env=environment, text=True, **streams) as server:
        assert server.stdout
        try:
            line = server.stdout.readline()
            address = re.search(r"http://\S+", line)
            assert address, line + server.stdout.read()
            yield address.group()
        finally:
            server.terminate()
            server.wait(20)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists what listens as a file")
def test_it_listens_on_this_machine_only() -> None:
    """Every socket that listens on its port is bound to 127.0.0.1."""
    with served(REAL) as address:
        port = int(address.split(":")[2].split("/")[0])
        rows = [row.split() for name in ("tcp", "tcp6") for row in _rows(name)]
        listening = [row[1] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port]
    assert listening == [f"0100007F:{port:04X}"]


def _rows(name: str) -> list[str]:
    path = Path("/proc/net") / name
    return path.read_text(encoding="ascii").splitlines()[1:] if path.exists() else []


@pytest.mark.parametrize("times", [1, 2])
def test_it_ends_when_it_is_told_to(times: int) -> None:
    """Ctrl-C, once or twice, ends it and every process it began, though a page is open, without a traceback."""
    command = [sys.executable, "-u", "-m", "reportgen", "preview", str(REAL), "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stderr
        address = re.search(r"http://\S+", server.stdout.readline())
        assert address
        with urllib.request.urlopen(f"{address.group()}events?audience=principal") as events:
            told = (line for line in events if line.startswith(b"data:"))
            next(told), next(told)  # the memo, and its length
            for _ in range(times):
                server.send_signal(2)
                time.sleep(0.05)
            assert server.wait(20) == 130
        assert server.stderr.read() == "\nreportgen: stopped; nothing half written is left behind.\n"


@pytest.mark.parametrize("port", ["99999", "-1", "²", "web"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    """A port is a whole number up to 65535; anything else is wrong usage, in one line."""
    told = run("preview", REAL, f"--port={port}", "--no-browser")
    assert (told.returncode, "is no port" in told.stderr, "Traceback" in told.stderr) == (2, True, False)


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    """A record, an audience or a port that is not to be had is one line that helps."""
    assert 'Did you mean "wang-blinken-2023-10"' in run("preview", "wang-blinken-2023", "--no-browser").stderr
    assert 'Did you mean "principal"' in run("preview", REAL, "--audience", "principle", "--no-browser").stderr
    with served(REAL) as address:
        port = address.split(":")[2].split("/")[0]
        taken = run("preview", REAL, "--port", port, "--no-browser")
    assert (taken.returncode, "cannot be used" in taken.stderr) == (1, True)
    assert run("preview", tmp_path / "nothing.yaml", "--no-browser").returncode == 1
