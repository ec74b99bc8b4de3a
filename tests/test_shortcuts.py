"""Shorter ways through WeasyPrint: the same bytes, in known versions alone; and nothing imported for nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import REAL, ROOT

PRINT = f"""
import sys
from hashlib import sha256
from reportgen import load
from reportgen.audience import load_audience
from reportgen.desk import Desk
from reportgen.writers import _shortcuts, _page_tree
from reportgen.writers._weasyprint import load_weasyprint
if sys.argv[2] == "as it is":
    _shortcuts.VERSIONS = _page_tree.VERSIONS = frozenset()
with Desk(language=sys.argv[3] or None) as desk:
    desk.css += sys.argv[4]
    memo = desk.memo(load({str(REAL)!r}), load_audience(desk.folders, sys.argv[1]))[1]
    print(sha256(desk.pdf("memo", memo)[0]).hexdigest(), getattr(load_weasyprint(), "shortened", False))
"""


OWN = """
p, h2 { display: list-item; list-style: lower-roman inside; text-transform: uppercase; } p::marker { color: #880000; }
td[id] { letter-spacing: 0.1px; } [id="A-01.text"] { color: #123456; } td:first-child { font-style: italic; }
"""
"""Of a desk's own: what has markers, and what is known by its name."""


def printed(audience: str, how: str, language: str, css: str) -> list[str]:
    command = [sys.executable, "-c", PRINT, audience, how, language, css]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize(
    ("audience", "language", "css"),
    [("desk", "", ""), ("negotiator", "", OWN), ("principal", "ar", "")],
    ids=["desk", "negotiator, own memo.css", "principal, Arabic"],
)
def test_the_pdf_is_the_same_without_them(audience: str, language: str, css: str) -> None:
    """A memo has the same bytes with the shorter ways and with WeasyPrint as it is, whatever its memo.css does."""
    short, shortened = printed(audience, "short", language, css)
    long, left = printed(audience, "as it is", language, css)
    assert short == long
    assert (shortened, left) == ("True", "False")


def test_what_cuts_fonts_is_imported_when_it_is_used() -> None:
    """WeasyPrint is imported without the parts of fontTools that cut fonts, and has them when it asks for them."""
    code = (
        "import sys; from reportgen.writers._weasyprint import RARELY_NEEDED, load_weasyprint;"
        "fonts = load_weasyprint().pdf.fonts; assert not sys.modules.keys() & RARELY_NEEDED.keys();"
        "import io; from reportgen.fonts import faces; file = faces()[0].file; font = fonts.TTFont(file);"
        "from fontTools import subset; assert fonts.subset.Options is subset.Options;"
        "assert fonts.subset.__name__ == subset.__name__;"
        "assert 'fvar' not in font; print('done')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "done\n", done.stderr


def test_the_docx_is_the_same_without_them() -> None:
    """In a version of python-docx that is not known its parts are taken out of the file that it packs: the same
    bytes come of it."""
    code = (
        "import sys; from hashlib import sha256; from reportgen.style import Style; from reportgen.writers import docx;"
        "from tests.word_memo import MEMO; docx._VERSIONS = frozenset(sys.argv[1:]) & docx._VERSIONS;"
        "print(sha256(docx.write_docx(MEMO, Style(), record=b'{}')).hexdigest(), len(docx._VERSIONS))"
    )
    short, long = (
        subprocess.run(
            [sys.executable, "-c", code, *known], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for known in (["1.2.0"], [])
    )
    assert short.split()[0] == long.split()[0]
    assert (short.split()[1], long.split()[1]) == ("1", "0")


def test_a_copied_style_keeps_what_was_set_on_the_shared_one() -> None:
    """A table with a name is as wide as WeasyPrint lays it out: padding does not apply where borders collapse."""
    code = (
        "import sys; from reportgen.writers import _shortcuts;"
        "from reportgen.writers._weasyprint import load_weasyprint;"
        "_shortcuts.VERSIONS = frozenset(sys.argv[1:]); weasyprint = load_weasyprint();"
        "css = 'table{border-collapse:collapse;padding:20px;border:1px solid}';"
        "page = f'<style>{css}</style><table id=t><tr><td id=a>A<td id=b>B</table>';"
        "boxes = weasyprint.HTML(string=page).render().pages[0]._page_box.descendants();"
        "print([(box.element_tag, box.position_x, box.width) for box in boxes if box.element_tag in ('table', 'td')])"
    )
    short, long = (
        subprocess.run(
            [sys.executable, "-c", code, *known], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for known in (["70.0"], [])
    )
    assert short == long
    assert "td" in short
