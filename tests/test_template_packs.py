"""A folder of templates from a stranger prints memos and does nothing else: a catalogue of attacks.

Each is built by the command as a desk would build it. It ends in harmless memos, or in one clear error
and exit code 1: no connection is opened, no file outside the folder is read, memos that were there stay as
they were, and nothing else is left behind.
"""

from __future__ import annotations

import os
import re
import socket
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reportgen.child import prepare
from reportgen.cli import main
from reportgen.fonts import faces
from tests.conftest import REAL, desk, shown
from tests.pdf_reading import Pdf

CANARY = "nightingale-7351"
NAME = "wang-blinken-2023-10.desk"
FORMATS = ("docx", "html", "md", "pdf")
SECTION = "sections/summary.html.j2"
SHIPPED = desk().folders[-1]
STYLE = (SHIPPED / "style.yaml").read_text(encoding="utf-8")
AUDIENCE = (SHIPPED / "audiences" / "desk.yaml").read_text(encoding="utf-8")
MARKINGS = (SHIPPED / "markings.yaml").read_text(encoding="utf-8")


class Stranger:
    """A folder of templates, a user's own file beside it, memos of yesterday, and a server that counts calls."""

    def __init__(self, folder: Path, port: int) -> None:
        self.pack, self.out, self.port = folder / "pack", folder / "out", port
        self.secret = folder / "secret.yaml"
        self.secret.write_text(f"title: {CANARY}\n", encoding="utf-8")
        self.pack.mkdir()
        self.out.mkdir()
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        for name in FORMATS:
            (self.out / f"{NAME}.{name}").write_bytes(b"yesterday's")

    def brings(self, name: str, content: str | bytes) -> None:
        """A file of the folder; ``SECRET``, ``PACK`` and ``PORT`` in its text stand for places."""
        path = self.pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
            return
        for word, place in (("SECRET", self.secret), ("PACK", self.pack), ("PORT", self.port)):
            content = content.replace(word, str(place))
        path.write_text(content, encoding="utf-8", errors="surrogatepass")

    def build(self, formats: str = "md", *options: str) -> int:
        """The exit code of a build with the folder."""
        before = tempfile.tempdir
        tempfile.tempdir = str(self.temporary)
        try:
            wanted = ["--audience", "desk", "--format", formats, "--out", str(self.out)]
            return main(["build", str(REAL), *wanted, "--templates", str(self.pack), *options])
        finally:
            tempfile.tempdir = before

    def written(self) -> str:
        """All that the memos now there say, their parts and properties too."""
        told = []
        for path in sorted(self.out.iterdir()):
            content = path.read_bytes()
            if path.suffix == ".docx" and content.startswith(b"PK"):
                archive = ZipFile(BytesIO(content))
                told += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
            elif content.startswith(b"%PDF"):
                read = Pdf(content).file
                told += [page.extract_text() for page in read.pages] + [str(read.metadata), str(dict(read.attachments))]
            else:
                told.append(content.decode("utf-8", "replace"))
        return "\n".join(told)


def visited(tmp_path: Path) -> Iterator[Stranger]:
    """A stranger, and after the test: nobody called, nothing is left, and nothing of the user's was printed."""
    prepare(())  # what forks children has a folder of its own as long as this process goes on
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        visitor = Stranger(tmp_path, server.getsockname()[1])
        yield visitor
        with pytest.raises(BlockingIOError):
            server.accept()
    assert not list(visitor.temporary.iterdir())
    names = {path.name for path in shown(visitor.out) if ".report." not in path.name}
    assert names <= {f"{NAME}.{name}" for name in FORMATS}
    assert CANARY not in visitor.written()


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Stranger]:
    yield from visited(tmp_path)


def refused(stranger: Stranger, capsys: pytest.CaptureFixture[str], formats: str = "md", *options: str) -> str:
    """The one error of a build that is refused; the memos of yesterday are still there."""
    assert stranger.build(formats, *options) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert CANARY not in told.err
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", told.err)
    assert all(path.read_bytes() == b"yesterday's" for path in shown(stranger.out))
    return " ".join(told.err.split())


# ----------------------------------------------------------------------------------------- templates

PARAGRAPH = "<h2>A</h2>\n<p>{}</p>\n"
TEMPLATES = {
    # the way to Python
    "class": ("{{ ''.__class__.__mro__ }}", "is not for templates"),
    "globals": ("{{ view.__class__.__init__.__globals__ }}", "is not for templates"),
    "call": ("{{ view.header.title.upper() }}", "is not for templates"),
    "import": ("{{ self.__init__.__globals__.__builtins__.__import__('os').popen('touch SECRET') }}", "is not"),
    "attr": ("{{ view | attr('__class__') }}", "No filter named"),
    "format": ("{{ '{0.__class__}' % view }}", "is not for templates"),
    "terminal": ("{{ view['\\x1b[2J\\x07'] }}", "has no"),
    # the way to files
    "include of a file": ("{% include 'SECRET' %}", "lies outside"),
    "include above": ("{% include '../secret.yaml' %}", "lies outside"),
    "include above, dotted": ("{% include 'sections/../../secret.yaml' %}", "lies outside"),
    "include of a device": ("{% include '/dev/zero' %}", "There is no template"),
    "include of a null": ("{% include 'a\x00b' %}", "There is no template"),
    "include of what is no text": ("{% include 'a.bin' %}", "is not UTF-8 text"),
    "import of a file": ("{% from 'SECRET' import a %}", "lies outside"),
    # work without end
    "loops": ("{% set s = view.header.title | list %}" + "{% for a in s %}" * 8 + "{% endfor %}" * 8, "200,000 steps"),
    "itself": ("{% include 'sections/summary.html.j2' %}", "without end"),
    "macro": ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
    "text": ("{% set s = 'aaaaaaaa' %}" + "{% set s = s ~ s %}" * 60 + "{{ s }}", "200,000 steps"),
    "slices": ("{% set s = 'a' ~ view.header.title %}" + "{% set s = s ~ s %}" * 16
               + "{% for a in s[:9000] %}{% if s[:-1] %}{% endif %}{% endfor %}", "200,000 steps"),
    "lists in lists": ("{% set s = [1] %}" + "{% set s = [s, s] %}" * 60 + "{{ s | length }}", "200,000 steps"),
    "groups in groups": ("{% set s = {'a': 1} %}" + "{% set s = {'a': s, 'b': s} %}" * 60, "200,000 steps"),
    "comparing": ("{% set s = (1, 2) %}{% set t = (1, 2) %}" + "{% set s = (s, s) %}{% set t = (t, t) %}" * 50
                  + "{{ 'a' if s == t }}", "200,000 steps"),
    "looking in": ("{% set s = view.header.title %}" + "{% set s = s ~ s %}" * 15
                   + "{% for a in s[:9000] %}{% if 'zz' in s %}{% endif %}{% endfor %}", "200,000 steps"),
    "tests": ("{% set s = view.header.title %}" + "{% set s = s ~ s %}" * 15
              + "{{ s | list | select('in', s) | list | length }}", "200,000 steps"),
    "filters in a row": ("{{ view.header.title | list" + " | map('upper')" * 90 + " | list | length }}"
                         + "{% for a in view.header.title %}" * 2 + "{{ view.header.title | list"
                         + " | map('upper')" * 90 + " | list | length }}" + "{% endfor %}" * 2, "200,000 steps"),
    "trimming": ("{% set s = 'a' %}" + "{% set s = s ~ s %}" * 18 + "{{ s | trim(s ~ 'b') }}", "200,000 steps"),
    "printing": ("{% for a in view.header.title %}" * 3 + "{{ a }}" * 1000 + "{% endfor %}" * 3, "200,000 steps"),
    "brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "nested"),
    "a long number": ("{{ 1" + "0" * 100_000 + " }}", "integer"),
    "zero": ("{{ 1 // 0 }}", "zero"),
    # markup
    "script": ("<script>alert(1)</script>", "<script>"),
    "style": ("<style>p { display: none }</style>", "<style>"),
    "picture": ("<img src='http://127.0.0.1:PORT/a.png'/>", "<img>"),
    "link": ("<a href='javascript:alert(1)'>a</a>", "javascript"),
    "link to a file": ("<a href='file:///etc/passwd'>a</a>", "file:"),
    "attachment": ("<link rel='attachment' href='file:///etc/passwd'/>", "<link>"),
    "event": ("<strong onclick='alert(1)'>a</strong>", "onclick"),
    "dress": ("<strong style='display:none'>a</strong>", "style"),
    "entity": ("&secret;", "entity"),
    "instruction": ("<?xml-stylesheet href='http://127.0.0.1:PORT'?>", "processing instruction"),
    "comment that ends too late": ("<!-- ", "cannot be read"),
    "deep": ("<strong>" * 500 + "a" + "</strong>" * 500, "deep"),
    "safe": ("{{ '<script>' | safe }}", "No filter named"),
    "no escaping": ("{% autoescape false %}{{ '<script>' }}{% endautoescape %}", "not for templates"),
    "half a character": ("{{ '\\ud800' }}", "half a character"),
    "control characters": ("\x1b[2J\x07", "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("attack", TEMPLATES)
def test_a_section(stranger: Stranger, capsys: pytest.CaptureFixture[str], attack: str) -> None:
    """A section that wants more than to print is refused by its name and line."""
    probe, told = TEMPLATES[attack]
    stranger.brings("a.bin", b"\xff\xfe\x00")
    stranger.brings(SECTION, PARAGRAPH.format(probe) if "{" not in probe else PARAGRAPH.replace("{}", probe))
    error = refused(stranger, capsys)
    assert told in error
    assert re.match(r"(reportgen: )?\S*(sections/|memo\.html\.j2)\S*: ", error), error


def test_a_memo_with_a_document_type(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """A memo that declares entities is refused before one of them is worth a file."""
    shipped = (SHIPPED / "memo.html.j2").read_text(encoding="utf-8")
    stranger.brings("memo.html.j2", f'<!DOCTYPE memo [<!ENTITY a SYSTEM "file://SECRET">]>{shipped}')
    assert "document type" in refused(stranger, capsys)


def test_too_much_markup(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """Markup longer than any memo is refused while it is made, before it fills memory."""
    loops = "{% for a in view.header.title %}" * 2
    stranger.brings(SECTION, f"<h2>A</h2>{loops}{'<p>a</p>' * 200}{'{% endfor %}' * 2}")
    assert "8,388,608 characters" in refused(stranger, capsys)


# ------------------------------------------------------------------------------------- stylesheets

CSS = {
    "remote rules": "@import url(http://127.0.0.1:PORT/a.css);",
    "remote picture": "body { background: url(http://127.0.0.1:PORT/a.png) }",
    "a file": "body { background: url(file://SECRET) }",
    "a font": "@font-face { font-family: a; src: url(http://127.0.0.1:PORT/a.ttf) }",
    "an end of style": "</style><script src='http://127.0.0.1:PORT/a.js'></script>",
    "words": "h1::before { content: 'Agreed: ' }",
    "hiding": "section { display: none }",
    "variables that multiply": ":root { --a: 1px 1px; --b: var(--a) var(--a); --c: var(--b) var(--b) }",
    "comments in comments": "p { content: '' }" + "/* " * 40_000,
    "a text without end": "p { content: '' }\n\"" + '\\"' * 60_000,
    "brackets after a text that ends with its line": "p { content: \"\n" + "(" * 10_000 + '"',
    "huge letters": "p { font-size: 1e9px }",
    "a control character": "p { color: \x1b[31m }",
}  # fmt: skip


@pytest.mark.parametrize("attack", CSS)
def test_a_stylesheet(stranger: Stranger, capsys: pytest.CaptureFixture[str], attack: str) -> None:
    """A memo.css that wants more than to dress is refused by line, whatever the format."""
    stranger.brings("memo.css", f"h1 {{ color: inherit }}\n{CSS[attack]}\n")
    assert re.search(r"memo\.css:[23]:\d+: error: ", refused(stranger, capsys, "html,pdf"))


def test_a_huge_stylesheet(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """A memo.css of megabytes is not read."""
    stranger.brings("memo.css", "p { color: inherit }\n" * 20_000)
    assert "at most 128 kilobytes" in refused(stranger, capsys, "html")


# ------------------------------------------------------------------------------------- other files

YAML = {
    "section above": ("audiences/desk.yaml", AUDIENCE.replace("- summary", "- ../../secret"), "sections"),
    "section of a device": ("audiences/desk.yaml", AUDIENCE.replace("- summary", "- con.txt"), "sections"),
    "ten thousand sections": ("audiences/desk.yaml", AUDIENCE + "  - summary\n" * 10_000, "second time"),
    "endless pages": ("audiences/desk.yaml", AUDIENCE.replace("limit: 4", "limit: 1e99"), '"limit" must be'),
    "alias bomb": ("style.yaml", "a: &a [x]\nb: [*a, *a]\n", "&a"),
    "an object": ("style.yaml", "fonts: !!python/object/apply:os.system [id]\n", "!!python"),
    "deep": ("style.yaml", "a: " + "[" * 100_000, "bracket"),
    "huge letters in style": ("style.yaml", STYLE.replace("text: 10\n", "text: 1e9\n"), '"text" must be 48 or less'),
    "a colour that says more": ("style.yaml", STYLE.replace('"#1b1f24"', '"red; } * { content: url(a) "'), "colour"),
    "a family that says more": ("style.yaml", STYLE.replace("text: Carlito", "text: 'a\"; } @import b'"), "of a font"),
    "font above": ("style.yaml", STYLE.replace("files: []", "files: [../secret.yaml]"), "outside the folder"),
    "font of the system": ("style.yaml", STYLE.replace("files: []", "files: [SECRET]"), "outside the folder"),
    "font of a device": ("style.yaml", STYLE.replace("files: []", "files: [/dev/zero]"), "outside the folder"),
    "font that is none": ("style.yaml", STYLE.replace("files: []", "files: [style.yaml]"), "no TrueType or OpenType"),
    "a null": ("style.yaml", STYLE.replace("files: []", 'files: ["a\\0b"]'), "style.yaml"),
    "a font many times": ("style.yaml", "fonts:\n  files: [" + "a.ttf, " * 70 + "]\n", "may have 64 at most"),
    "a long marking": ("markings.yaml", MARKINGS + f"  own: {{public: {'x' * 300}, internal: a, named: c}}\n",
                       "may have 250 characters"),
    "a long title": ("audiences/desk.yaml", AUDIENCE.replace("title: ", "title: " + "x" * 300), "may have 250 char"),
    "scheme": ("markings.yaml", MARKINGS + "\x1b]0;x\x07", "markings.yaml"),
    "too large": ("style.yaml", "# " + "x" * 5_000_000, "more than 4 megabytes"),
}  # fmt: skip


@pytest.mark.parametrize("attack", YAML)
def test_a_yaml_file(stranger: Stranger, capsys: pytest.CaptureFixture[str], attack: str) -> None:
    """Audiences, styles and markings that want more than to choose and dress are refused by their file."""
    name, content, told = YAML[attack]
    stranger.brings(name, content)
    error = refused(stranger, capsys, "md")
    assert name in error
    assert told in error


LINKS = ("audiences/x.yaml", "sections/summary.html.j2", "style.yaml", "memo.css", "memo.html.j2", "markings.yaml",
         "labels/fr.po", "cues/en.yaml")  # fmt: skip


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_leads_out(stranger: Stranger, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A link to a file of the user's is refused, whatever the file is for."""
    (stranger.pack / name).parent.mkdir(exist_ok=True)
    (stranger.pack / name).symlink_to(stranger.secret)
    assert "leads out of the folder of templates" in refused(stranger, capsys)


def test_a_folder_that_leads_out(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """So is a link to a folder."""
    (stranger.pack / "audiences").symlink_to(stranger.out.parent)
    assert "leads out of the folder of templates" in refused(stranger, capsys)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
@pytest.mark.parametrize("name", LINKS)
def test_a_pipe(stranger: Stranger, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A pipe in the place of a file is refused, and not waited for."""
    (stranger.pack / name).parent.mkdir(exist_ok=True)
    os.mkfifo(stranger.pack / name)
    assert "no ordinary file" in refused(stranger, capsys)


def test_links_in_a_circle(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """A link to itself is refused."""
    (stranger.pack / "style.yaml").symlink_to("style.yaml")
    assert "leads to no file" in refused(stranger, capsys)


def test_thousands_of_files(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of thousands of audiences is refused as a whole."""
    for number in range(600):
        stranger.brings(f"audiences/a{number}.yaml", AUDIENCE)
    assert "more than 500 files" in refused(stranger, capsys)


# ------------------------------------------------------------------------- what the limits are for

LONG = "{% for a in view.header.title %}" * 2 + "word " * 300 + "{% endfor %}" * 2


def test_a_paragraph_that_takes_too_long(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """Layout that takes longer than the limit is stopped, by the name of the memo, with what would do."""
    stranger.brings(SECTION, f"<h2>A</h2><p>{LONG}</p>")
    error = refused(stranger, capsys, "pdf", "--limits", "seconds=4")
    assert f"{NAME}.pdf: making it with the templates in {stranger.pack} took more than 4 seconds. " in error
    assert "--limits seconds=120,megabytes=3000" in error


def test_a_table_that_takes_too_much(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """Layout that takes more memory than the limit is stopped in the same way."""
    row = "{% for a in view.header.title %}{% for b in view.header.title[:40] %}<tr><td>a</td><td>b</td></tr>"
    table = f"<table><caption>A</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{row}{'{% endfor %}' * 2}"
    stranger.brings(SECTION, f"<h2>A</h2>{table}</tbody></table>")
    error = refused(stranger, capsys, "pdf", "--limits", "seconds=60,megabytes=180")
    assert re.search(r"took more than 180 megabytes|crashed \(SIG[A-Z]+\) for want of memory", error), error


def test_a_font_that_is_broken(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """A font whose tables are nonsense is refused by its name."""
    font = faces()[0].file.read_bytes()
    stranger.brings("broken.ttf", font[:2000] + bytes(len(font) // 2))
    style = STYLE.replace("files: []", "files: [broken.ttf]").replace("text: Carlito", "text: Other")
    stranger.brings("style.yaml", style)
    assert 'The font file "broken.ttf"' in refused(stranger, capsys, "pdf")


def test_the_next_record_is_not_harmed(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """What stops one record's memo stops no other's."""
    other = REAL.parent.parent / "tests" / "records" / "millworks-2030-11"
    condition = "{% if view.header.id == 'wang-blinken-2023-10' %}"
    stranger.brings(SECTION, f"<h2>A</h2><p>A{condition}{LONG}{{% endif %}}</p>")
    arguments = ["build", str(REAL), str(other), "--audience", "desk", "--format", "pdf", "--out", str(stranger.out)]
    assert main([*arguments, "--templates", str(stranger.pack), "--limits", "seconds=8"]) == 1
    told = capsys.readouterr()
    assert "took more than 8 seconds" in told.err
    made = stranger.out / "millworks-2030-11.desk.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    made.unlink()


# ------------------------------------------------------------------------------------ what it may do


def test_a_harmless_folder(stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that prints and dresses, with copies of all that is shipped, makes memos in every format."""
    for path in SHIPPED.rglob("*"):
        if path.is_file():
            stranger.brings(str(path.relative_to(SHIPPED)), path.read_bytes())
    stranger.brings("own.ttf", faces()[0].file.read_bytes())
    stranger.brings("style.yaml", STYLE.replace("files: []", "files: [own.ttf]"))
    stranger.brings(SECTION, "<h2>A nightjar sings</h2>\n<p>{{ view.header.title }}</p>\n")
    assert stranger.build(",".join(FORMATS)) == 0, capsys.readouterr().err
    made = [path for path in shown(stranger.out) if ".report." not in path.name]
    assert len(made) == len(FORMATS)
    assert stranger.written().count("A nightjar sings") >= len(FORMATS)
    assert all(path.read_bytes() != b"yesterday's" for path in made)


@pytest.mark.parametrize("words", ["</style><script>alert(1)</script>", "{{ 7 * 7 }}", "\u202eabc", "<!--", "]]>"])
def test_words_stay_words(stranger: Stranger, words: str) -> None:
    """What a section prints as words is words in every format."""
    stranger.brings(SECTION, f"<h2>A</h2><p>{{{{ {words!r} }}}}</p>")
    assert stranger.build("html,docx,md") == 0
    html = (stranger.out / f"{NAME}.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "49" not in html.partition("<h2>A</h2>")[2][:200]


def test_a_browser_runs_and_fetches_nothing(stranger: Stranger) -> None:
    """The HTML file forbids a browser to run or fetch anything, before anything else is read."""
    stranger.brings(SECTION, "<h2>A</h2><p>a</p>")
    assert stranger.build("html") == 0
    head = (stranger.out / f"{NAME}.html").read_text(encoding="utf-8").partition("<title>")[0]
    assert "default-src 'none'" in head
    assert "script" not in head
