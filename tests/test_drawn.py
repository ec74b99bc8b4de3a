"""What makes PDFs small changes nothing that is seen: the same glyphs, lines, grounds, colours in the same places."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from PIL import ImageCms

from reportgen.fonts import faces
from reportgen.writers._codes import names_table
from reportgen.writers._pdf_objects import Objects
from reportgen.writers._pdf_packed import packed
from reportgen.writers._pen import OtherDrawingError, Pen
from reportgen.writers._redrawn import redrawn
from reportgen.writers._srgb import profile
from reportgen.writers._truetype import lean, parts_of
from reportgen.writers._typst_drawn import redrawn as drawn_by_typst
from reportgen.writers._typst_joined import Pieces
from reportgen.writers._typst_spans import dissolve_spans
from tests.pdf_reading import Pdf
from tests.typst_reading import names_of_glyphs

FONT = next(Path(face.file) for face in faces() if Path(face.file).name == "Carlito-Regular.ttf")


def outline(font: TTFont, name: str) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return [*pen.value, glyphs[name].width]


def test_a_lean_font_draws_the_same() -> None:
    """Glyphs that are numbered anew, without hints, have the outlines and widths they had, made of others or not."""
    program = FONT.read_bytes()
    whole = TTFont(io.BytesIO(program))
    named = [whole.getBestCmap()[ord(letter)] for letter in "Aé½ig"]
    glyphs = [whole.getGlyphID(name) for name in named]
    order = [0, *glyphs, *sorted(parts_of(program, glyphs) - {0, *glyphs})]
    assert len(order) > len(glyphs) + 1, "one of them is made of others"
    left = TTFont(io.BytesIO(lean(program, order)), checkChecksums=2)
    assert left.getGlyphOrder().__len__() == len(order)
    assert not {"fpgm", "prep", "cvt "} & {*left.keys()}
    for number, name in enumerate(named, 1):
        assert outline(left, left.getGlyphName(number)) == outline(whole, name)


def test_codes_in_a_row_are_named_in_a_row() -> None:
    """A table of names reads back as it was, rows and single names alike, ligatures and letters beyond 16 bits too."""
    names = {1: "a", 2: "b", 3: "c", 4: "ff", 5: "\u00ff", 6: "\u0100", 7: "\U0001d11e", 255: "\u05d0"}
    table = names_table({code: text.encode("utf-16-be") for code, text in names.items()})
    assert b"<01> <03> <0061>" in table
    assert names_of_glyphs(table) == (names, 1)


PAGE = b"""1 0 0 -1 0 800 cm
q
0.75 0 0 0.75 0 0 cm
q
/Artifact
BMC
q
/a1.0 gs
1 0 0 rg
100 100 20 10 re
f
Q
EMC
/Artifact
BMC
q
1 0 0 rg
120 100 20 10 re
f
Q
EMC
/Span
<</MCID 0>>
BDC
0 0 1 rg
BT
1 0 0 -1 100 200 Tm
/F 16 Tf
[<0001>7<0002>] TJ
ET
EMC
/Span
<</MCID 1>>
BDC
BT
1 0 0 -1 104 220 Tm
/F 16 Tf
[<0003>] TJ
ET
EMC
Q
Q
"""
DRAWN = b"""/Artifact BMC
1 0 0 rg
75 717.5 30 7.5 re
f
EMC
BT
/Span<</MCID 0>>BDC
/F 12 Tf
0 0 1 rg
75 650 Td[<0001>7<0002>]TJ
EMC
/Span<</MCID 1>>BDC
3 -15 Td[<0003>]TJ
EMC
ET"""


def test_a_page_is_drawn_the_same_in_fewer_words() -> None:
    """Grounds beside each other are one, a look is told where it changes, words go on from the line before."""
    assert redrawn(PAGE) == DRAWN


@pytest.mark.parametrize("other", [b"/x Do", b"0.5 0.5 -0.5 0.5 0 0 cm", b"/a0.5 gs", b"W", b"1 2 3 4 5 6 c"])
def test_a_page_with_more_on_it_is_left_as_it_is(other: bytes) -> None:
    """A page with a picture, turned, seen through or cut is none that a pen draws."""
    with pytest.raises(OtherDrawingError):
        redrawn(PAGE.replace(b"BT\n", other + b"\nBT\n", 1))


def test_a_pen_closes_what_it_opens() -> None:
    """Words end before a line is drawn, and marked content begins and ends on the same side of that."""
    pen = Pen()
    pen.begin(b"/Span<</MCID 0>>BDC", words=False)
    pen.words(100, 100, b"/F 9 Tf", b"0 0 0", b"(a)Tj")
    pen.line((100, 90), (200, 90), b"0.5", b"0 0 0")
    pen.end()
    assert pen.drawn() == b"/Span<</MCID 0>>BDC\nBT\n/F 9 Tf\n1 1 Td(a)Tj\nET\n.5 w\n1 .9 m 2 .9 l\nS\nEMC"


TYPST = b"""/Artifact<</Type/Layout>>BDC
q 1 0 0 -1 10 20 cm/c0 CS 0 0 0 SCN 0.5 w 4 M 0 0 m 30 0 l
S
Q
EMC/Span<</MCID 3>>BDC
q 1 0 0 -1 10 22 cm/c0 cs 0 0 0 scn
BT 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm[(\\000a\\000b)3.2(\\000c)]TJ
ET
Q
EMC/Artifact<</Type/Layout>>BDC
q 1 0 0 -1 40 32 cm/c0 cs 1 1 1 scn 0 0 m 9 0 l 9 9 l 0 9 l
h
f
Q
EMC/Span<</MCID 4>>BDC
q 1 0 0 -1 24.97 22 cm/c0 cs 0 0 0 scn
BT 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\\000d)Tj
ET
Q
EMC/Span<</MCID 5>>BDC
q 1 0 0 -1 10 10 cm/c0 cs 0 0 0 scn
BT 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm(\\000e)Tj
ET
Q
EMC"""


def test_pieces_of_one_element_are_one() -> None:
    """What is drawn between pieces of an element is drawn before; what goes on after a piece is one with it."""
    elements = {
        1: b"<</Type/StructElem/S/P/P 9 0 R/K[3 4]/Pg 7 0 R>>",
        2: b"<</Type/StructElem/S/P/P 9 0 R/K[5]/Pg 7 0 R>>",
    }
    tree = b"<</Type/StructTreeRoot/K[9 0 R]/ParentTree<</Nums[2 8 0 R]>>>>"
    page = b"<</Type/Page/StructParents 2>>"
    parents = b"[null null null 1 0 R 1 0 R 2 0 R]"
    objects = Objects(b"", elements | {7: page, 8: parents, 9: tree}, 9, 0, b"")
    pieces = Pieces(objects)
    drawn = drawn_by_typst(pieces.joined(7, TYPST), {b"/f0": dict.fromkeys(range(256), 500.0)})
    pieces.renumber()
    assert objects.numbered[1] == b"<</Type/StructElem/S/P/P 9 0 R/K[0]/Pg 7 0 R>>"
    assert objects.numbered[2] == b"<</Type/StructElem/S/P/P 9 0 R/K[1]/Pg 7 0 R>>"
    assert objects.numbered[8] == b"[1 0 R 2 0 R]"
    assert drawn.split(b"\n") == [
        b"/Artifact BMC", b"/c0 cs", b"1 1 1 scn", b"40 23 9 9 re", b"f",
        b"/c0 CS", b"0 0 0 SCN", b".5 w", b"10 20 m 40 20 l", b"S", b"EMC",
        b"BT", b"/Span<</MCID 0>>BDC", b"/f0 10 Tf", b"0 0 0 scn",
        b"10 22 Td[(\\000a\\000b)3(\\000c\\000d)]TJ", b"EMC",
        b"/Span<</MCID 1>>BDC", b"0 -12 Td(\\000e)Tj", b"EMC", b"ET",
    ]  # fmt: skip


@pytest.mark.parametrize(("x", "moved"), [(b"25.01", b""), (b"25.2", b"-23"), (b"24.8", b"17")])
def test_words_that_go_on_are_where_they_were(x: bytes, moved: bytes) -> None:
    """A piece that goes on after another is moved to its place where that is more than a twentieth of a point away."""
    page = TYPST.replace(b"EMC/Span<</MCID 4>>BDC\n", b"").replace(b" 24.97 22 cm", b" %b 22 cm" % x)
    first = page[page.index(b"/Span<</MCID 3") : page.index(b"EMC/Artifact")]
    second = page[page.index(b"q 1 0 0 -1 %b" % x) : page.index(b"/Span<</MCID 5")]
    drawn = drawn_by_typst(first + second, {b"/f0": dict.fromkeys(range(256), 500.0)})
    between = b")%b(" % moved if moved else b""
    assert b"[(\\000a\\000b)3(\\000c%b\\000d)]TJ" % between in drawn


def test_what_says_nothing_is_no_element() -> None:
    """What a span that says nothing holds belongs to what is around it, on whichever page that is; one that says
    something stays."""
    elem = b"<</Type/StructElem/S/"
    objects = Objects(b"", {
        1: elem + b"P/P 9 0 R/K[3 2 0 R 4 0 R 5 0 R]/Pg 7 0 R>>",
        2: elem + b"Strong/P 1 0 R/K[4 3 0 R]/Pg 7 0 R>>",
        3: elem + b"Span/P 2 0 R/A[<</O/Layout/Placement/Block>>]/K[5]/Pg 7 0 R>>",
        4: elem + b"Strong/P 1 0 R/K[0]/Pg 6 0 R>>",
        5: elem + b"Span/P 1 0 R/Lang(fr)/K[6]/Pg 7 0 R>>",
        8: b"[4 0 R]", 9: b"<</Type/StructTreeRoot/K[1 0 R]/ParentTree<</Nums[0 8 0 R 1 10 0 R]>>>>",
        10: b"[null null null 1 0 R 2 0 R 3 0 R 5 0 R]",
    }, 9, 0, b"")  # fmt: skip
    dissolve_spans(objects)
    kids = b"3 4 5 <</Type/MCR/Pg 6 0 R/MCID 0>> 5 0 R"
    assert objects.numbered[1] == elem + b"P/P 9 0 R/K[%b]/Pg 7 0 R>>" % kids
    assert objects.numbered.keys() == {1, 5, 8, 9, 10}
    assert objects.numbered[8] == b"[1 0 R]"
    assert objects.numbered[10] == b"[null null null 1 0 R 1 0 R 1 0 R 5 0 R]"


def test_a_rule_is_a_path_of_its_own() -> None:
    """A ground as thin as a rule is filled alone, since readers draw it thinner in a path with others."""
    pen = Pen()
    pen.ground(0, 900, 1000, 900, b"1 0 0")
    pen.ground(0, 500, 5000, 75, b"1 0 0", alone=True)
    pen.ground(0, 100, 1000, 900, b"1 0 0")
    pen.ground(2000, 100, 1000, 900, b"1 0 0")
    assert pen.drawn() == b"1 0 0 rg\n0 9 10 9 re\nf\n0 5 50 .75 re\nf\n0 1 10 9 re\n20 1 10 9 re\nf"


def test_the_small_profile_is_srgb() -> None:
    """Every colour is the same in it and in the sRGB that others know, but for one step in 255."""
    from PIL import Image

    small, known = ImageCms.ImageCmsProfile(io.BytesIO(profile())), ImageCms.createProfile("sRGB")
    ramp = Image.frombytes("RGB", (256, 1), bytes(value for n in range(256) for value in (n, 255 - n, n // 2)))
    there = ImageCms.profileToProfile(ramp, small, known)
    assert there is not None
    assert all(abs(one - other) <= 1 for one, other in zip(ramp.tobytes(), there.tobytes(), strict=True))


@pytest.mark.parametrize("number", [3, 399, 400, 401, 1000])
def test_however_many_objects_there_are_each_is_found(number: int) -> None:
    """Objects come out of their stream as they went in, whether their list is told as it is or by differences."""
    cells = {10 + at: b"<</S/P/T(%b)>>" % (b"x" * (at % 37)) for at in range(number)}
    kids = b" ".join(b"%d 0 R" % each for each in cells)
    catalog = b"<</Type/Catalog/Pages 2 0 R/Lang(en)/StructTreeRoot 3 0 R>>"
    objects = {1: catalog, 2: b"<</Type/Pages/Kids[]/Count 0>>", 3: b"<</K[4 0 R]>>", 4: b"<</S/P/K[%b]>>" % kids}
    file = packed(Objects(b"%PDF-1.7\n", objects | cells, 1, 0, b""))
    element = Pdf(file).file.root_object["/StructTreeRoot"]["/K"][0].get_object()
    assert [str(each.get_object()["/T"]) for each in element["/K"]] == ["x" * (at % 37) for at in range(number)]
