"""What stops a PDF from being written: a sign without a shape, a file it may not read, a fault of its CSS."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen.errors import WriteError
from reportgen.memo.tree import Heading, Memo
from reportgen.writers.pdf import Pdf, write_pdf
from tests.agreement import print_of
from tests.conftest import MEMOS, ROOT, desk, memo_for
from tests.pdf_reading import Pdf as Reading
from tests.word_memo import PROPERTIES, RUNNING, memo_of, said, words

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNiAAAABgADNjd8qAAAAABJRU5ErkJggg==")
TITLE = Heading(words("A memo"), 1)
MEMO = memo_of(TITLE, said("Words."))


def write(memo: Memo, css: str = "", *folders: Path) -> Pdf:
    """The memo in our own style, with more CSS after it and more folders for pictures."""
    return write_pdf(memo, desk().style, desk().css + css, (*desk().folders, *folders))


# ------------------------------------------------------------------------------------------ signs


@pytest.mark.parametrize("place", ["body", "running"])
def test_character_without_a_glyph_stops_the_memo(place: str) -> None:
    """A character no font has is an error that names the character, where it stands, and what helps."""
    sign = "𒀀"
    memo = memo_of(TITLE, said(f"Sign {sign}", of="A-01.text"))
    if place == "running":
        memo = memo_of(TITLE, running=replace(RUNNING, footer=words(sign)))
    with pytest.raises(WriteError) as refused:
        write(memo)
    where = " (A-01.text)" if place == "body" else ""
    assert str(refused.value) == (
        f'No font has the character "{sign}" (U+12000){where}, so the PDF would show an empty box. '
        "Name a font file that has it under fonts.files in style.yaml."
    )


def test_chinese_without_its_fonts_stops_the_memo() -> None:
    """Without the CJK extra a memo with Chinese in it is an error that says how to install the extra."""
    program = """
import sys
sys.modules["noto_cjk_sans_otc"] = None  # as Python marks what cannot be imported
from tests.test_pdf_refusals import TITLE, memo_of, said, write
from reportgen.errors import WriteError
try:
    write(memo_of(TITLE, said("会谈", of="A-01.text")))
except WriteError as error:
    print(error)
"""
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == (
        'No font has the character "会" (U+4F1A) (A-01.text), so the PDF would show an empty box. '
        'Install the CJK fonts: pip install "reportgen[cjk]"'
    )


# ------------------------------------------------------------------------- what it may not read

RULES = {
    "background": 'h1 {{ background: url("{}") }}',
    "content": 'h1::before {{ content: url("{}") }}',
    "list mark": 'h1 {{ display: list-item; list-style: url("{}") }}',
    "font": '@font-face {{ font-family: other; src: url("{}") }} h1 {{ font-family: other }}',
}


def test_picture_beside_the_templates_is_read(tmp_path: Path) -> None:
    """A picture that lies in a folder of templates may stand in memo.css."""
    (tmp_path / "dot.png").write_bytes(DOT)
    content = write(MEMO, RULES["background"].format((tmp_path / "dot.png").as_uri()), tmp_path).content
    assert (b"/Image" in content, b"/Image" in write(MEMO).content) == (True, False)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://x.example/a.png", "nothing is fetched from outside"),
        ("https://x.example/a.png", "nothing is fetched from outside"),
        ("ftp://x.example/a.png", "nothing is fetched from outside"),
        ("//x.example/a.png", "nothing is fetched from outside"),
        ("file://x.example/a.png", "nothing is fetched from outside"),
        ("file:///etc/passwd", "it lies outside the templates"),
        ("../../../../../../../../../etc/passwd", "it lies outside the templates"),
        ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "it lies outside the templates"),
        ("FOLDER/escape.png", "it lies outside the templates"),
        ("FOLDER/lost.png", "no such file"),
        ("FOLDER/zero%00.png", "no such file"),
        ("FOLDER/secret.txt", "neither a picture nor a font"),
        ("FOLDER", "neither a picture nor a font"),
        ("FOLDER/huge.png", "larger than 16 MiB"),
    ],
)
@pytest.mark.parametrize("rule", RULES)
def test_file_from_elsewhere_stops_the_memo(rule: str, address: str, reason: str, tmp_path: Path) -> None:
    """A file that memo.css names and may not have, or that is not there, is an error that names it and says why."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "escape.png").symlink_to(ROOT / "README.md")
    with (tmp_path / "huge.png").open("wb") as huge:
        huge.truncate(16 * 1024 * 1024 + 1)
    css = RULES[rule].format(address.replace("FOLDER", tmp_path.as_uri()))
    with pytest.raises(WriteError) as refused:
        write(MEMO, css, tmp_path)
    assert str(refused.value).startswith("The PDF needs a file it may not have: ")
    assert str(refused.value).endswith(f" ({reason}).")


def test_css_is_one_file() -> None:
    """An @import in memo.css reads nothing, and is a warning."""
    pdf = write_pdf(MEMO, desk().style, '@import "file:///etc/passwd";' + desk().css, desk().folders)
    (warning,) = pdf.warnings
    assert "@import" in warning


def test_nothing_can_be_attached() -> None:
    """No text of a memo and no rule of its CSS attaches a file to the PDF."""
    link = '"><link rel=attachment href="file:///etc/passwd"><a rel=attachment href="file:///etc/passwd">'
    memo = memo_of(TITLE, said(link), running=replace(RUNNING, footer=words(link)))
    memo = replace(memo, language=f"en{link}", properties=replace(PROPERTIES, title=link, author=link, subject=link))
    read = Reading(write(memo).content)
    assert dict(read.file.attachments) == {}
    assert "/EmbeddedFiles" not in read.file.root_object.get("/Names", {})
    assert b"/Filespec" not in read.content


# --------------------------------------------------------------------------------- faults of CSS


def test_picture_that_cannot_be_shown_stops_the_memo() -> None:
    """What WeasyPrint only logs as an error, a broken picture among other things, stops the memo."""
    broken = RULES["background"].format("data:image/png;base64,AAAA")
    with pytest.raises(WriteError, match=r"^The PDF would not be whole: Failed to load image"):
        write(MEMO, broken)


def test_rule_that_is_not_understood_is_a_warning() -> None:
    """CSS that WeasyPrint passes over is told to the caller, and nothing is printed to the terminal."""
    (warning,) = write(MEMO, "h1 { colour: red }").warnings
    assert "colour" in warning


@MEMOS
def test_our_own_css_is_understood(record: Path, audience: str) -> None:
    """The shipped memo.css and the rules made from style.yaml give no warning."""
    assert print_of(memo_for(record, audience)[1]).warnings == ()
