"""Specification of pictures from outside: what is drawn stays, everything else goes or is refused."""

from __future__ import annotations

import base64
import struct
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageChops, ImageStat
from resvg_py import svg_to_bytes
from weasyprint import HTML

from reportgen.pictures import drawn, read_jpeg, read_png, read_svg
from tests.logos import CANARY, SVG, jpeg, png


def svg(inner: str, *, attributes: str = 'viewBox="0 0 30 10"') -> bytes:
    """An SVG with such content."""
    linked = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {linked} {attributes}>{inner}</svg>'.encode()


def same_picture(one: bytes, other: bytes) -> bool:
    first, second = (Image.open(BytesIO(each)).convert("RGBA") for each in (one, other))
    return ImageChops.difference(first, second).getbbox() is None


# -------------------------------------------------------------------------------------- PNG, JPEG


def test_png_keeps_what_is_drawn() -> None:
    """A PNG has the same pixels afterwards, and no words, dates or bytes after its end."""
    clean, width, height = read_png(png())
    assert CANARY.encode() in png()
    assert CANARY.encode() not in clean
    assert b"tIME" not in clean
    assert (width, height) == (300, 100)
    assert same_picture(clean, png())
    assert read_png(clean)[0] == clean


def test_jpeg_keeps_what_is_drawn() -> None:
    """A JPEG has the same pixels afterwards, and neither comment nor EXIF."""
    clean, width, height = read_jpeg(jpeg())
    assert jpeg().count(CANARY.encode()) == 2
    assert CANARY.encode() not in clean
    assert (width, height) == (64, 32)
    assert same_picture(clean, jpeg())


def bomb(side: int) -> bytes:
    """A PNG of few bytes that says it has so many pixels a side."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (png()[:200], "is a damaged PNG"),
        (b"\x89PNG\r\n\x1a\n", "is a damaged PNG"),
        (png(canary=False).replace(b"IDAT", b"IDAX"), "is a damaged PNG"),
        (bomb(30_000), "more than 24 million pixels"),
        (bomb(6_000), "more than 24 million pixels"),
        (png() + bytes(9 * 1024 * 1024), "larger than 8 MiB"),
        (jpeg(), "is neither a PNG nor an SVG"),
        (b"GIF89a" + bytes(20), "is neither a PNG nor an SVG"),
        (b"", "is neither a PNG nor an SVG"),
    ],
)
def test_odd_files_are_refused(content: bytes, message: str) -> None:
    """What is no picture of the two kinds, damaged, or unpacks to gigabytes is refused in words."""
    with pytest.raises(ValueError, match=message):
        drawn(content)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 2**32), st.integers(0, 255), st.integers(0, 400))
def test_damage_is_told_or_does_not_show(at: int, byte: int, cut: int) -> None:
    """Whatever is done to a PNG, it is refused in words or can be read by others afterwards."""
    damaged = bytearray(png(30, 10))
    damaged[at % len(damaged)] = byte
    try:
        clean, *_ = read_png(bytes(damaged[: len(damaged) - cut]))
    except ValueError:
        return
    Image.open(BytesIO(clean)).load()


# -------------------------------------------------------------------------------------------- SVG


def test_svg_keeps_what_is_drawn() -> None:
    """An SVG looks the same afterwards; comments, titles, notes of the editor and its names are gone."""
    clean, proportion = read_svg(SVG.encode())
    assert SVG.count(CANARY) == 6
    assert CANARY not in clean.decode()
    assert proportion == pytest.approx(1 / 3)
    given = SVG.replace("60mm", "300").replace("20mm", "100")
    pair = (given, read_svg(given.encode())[0].decode())
    before, after = (bytes(svg_to_bytes(svg_string=each, width=600)) for each in pair)
    assert same_picture(before, after)
    colours = {colour for _, colour in Image.open(BytesIO(after)).convert("RGB").getcolors(100_000) or ()}
    assert {(0xC9, 0xA2, 0x27), (0xFF, 0xFF, 0xFF)} <= colours
    assert read_svg(clean) == (clean, proportion)


@pytest.mark.parametrize(
    ("attributes", "proportion"),
    [
        ('viewBox="0 0 30 10"', 1 / 3),
        ('viewBox="0,0 30,10" width="100%" height="100%"', 1 / 3),
        ('width="40" height="20px"', 1 / 2),
        ('width="40mm" height="40mm" viewBox="0 0 30 10"', 1),
    ],
)
def test_size_of_an_svg(attributes: str, proportion: float) -> None:
    """Width and height say how large it is, failing them the viewBox; the result has all three."""
    clean, found = read_svg(svg("<path d='M0 0h1'/>", attributes=attributes))
    assert found == pytest.approx(proportion)
    root = etree.fromstring(clean)
    assert {"width", "height", "viewBox"} <= set(root.attrib)


LAUGHS = "".join(f"<g id='l{n + 1}'>" + f"<use href='#l{n}'/>" * 10 + "</g>" for n in range(9))
REFUSED = [
    ("<script>alert(1)</script>", "<script>"),
    ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "<foreignObject>"),
    ("<image href='data:image/png;base64,AA=='/>", "<image>"),
    ("<text>Ministry</text>", "outlines"),
    ("<a href='https://x.example'><path d='M0 0h1'/></a>", "<a>"),
    ("<rect><animate attributeName='x'/></rect>", "<animate>"),
    ("<rect onclick='x()'/>", "something to run"),
    ("<rect ONLOAD='x()'/>", "something to run"),
    ("<use href='other.svg#a'/>", "outside itself"),
    ("<use xlink:href='file:///etc/passwd#a'/>", "outside itself"),
    ("<use href='#nobody'/>", 'nothing in it has that id'),
    ("<rect fill='url(https://x.example/a.svg#b)'/>", "outside itself"),
    ("<rect fill='URL( //x.example/a)'/>", "outside itself"),
    ("<rect style='fill: u\\72l(x)'/>", "outside itself"),
    ("<style>@import url(https://x.example/a.css);</style>", "style sheet"),
    ("<style>@font-face { src: url(#a) }</style>", "style sheet"),
    ("<style>rect { fill: url(data:image/png;base64,AA) }</style>", "outside itself"),
    ("<style>:root { --a: 1 } rect { x: var(--a) }</style>", "outside itself"),
    ("<style>rect { fill: url(#a) }</style><g id='a'/>", "a style for"),
    ("<g id='a'><use href='#a'/></g>", "in a circle"),
    ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", "in a circle"),
    ("<style>.x { clip-path: url(#a) }</style><clipPath id='a'><rect class='x'/></clipPath>", "in a circle"),
    ("<linearGradient id='a' href='#a'/><rect fill='url(#a)'/>", "in a circle"),
    (f"<g id='l0'><path d='M0 0h1'/></g>{LAUGHS}<use href='#l9'/>", "draws more than"),
    ("<g>" * 50 + "</g>" * 50, "40 deep"),
    ("<path/>" * 6000, "more than 5,000 shapes"),
    ("<filter id='f'/>", "<filter>"),
    ("<linearGradient id='a'><stop/></linearGradient><rect fill='url(#a)'/>", "goes by the size of each shape"),
    ("<path stroke='url(#a)'/><linearGradient id='a' gradientUnits='userSpaceOnUse'/>", "a line drawn with a gradient"),
    ("<style>.a{stroke:url(#a)}</style><g id='a'/>", "a line drawn with a gradient"),
    ("<stop stop-opacity='.5'/>", "a gradient that fades out"),
    ("<stop style='stop-opacity:0'/>", "a gradient that fades out"),
    ("<clipPath id='a'><path clip-rule='evenodd'/></clipPath>", "a clip path with a hole"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "message"), REFUSED)
def test_svg_that_does_more_than_draw_is_refused(inner: str, message: str) -> None:
    """What would run, fetch, link, move, multiply or be set in a font is refused, and named."""
    with pytest.raises(ValueError, match=message):
        drawn(svg(inner))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "document type"),
        (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg xmlns="http://www.w3.org/2000/svg"/>', "document type"),
        (b"<html><body>Log in</body></html>", "no SVG"),
        (b'<svg viewBox="0 0 1 1"/>', "no SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"', "no well-formed SVG"),
        (b"<" * 1000, "no well-formed SVG"),
        (svg("", attributes=""), "how large it is"),
        (svg("", attributes='viewBox="0 0 0 10"'), "how large it is"),
        (svg(f"<path d='{'M0 0' * 200_000}'/>"), "larger than 512 KiB"),
    ],
)
def test_xml_that_is_no_plain_svg_is_refused(content: bytes, message: str) -> None:
    """A document type, an entity, a web page with the wrong name, a size nobody can tell: refused in words."""
    with pytest.raises(ValueError, match=message):
        drawn(content)


def test_whatever_is_written_is_of_the_closed_vocabulary() -> None:
    """What comes out has no attribute that was not asked for: none of another namespace, none that runs."""
    clean, _ = read_svg(
        svg("<rect width='1' height='1' aria-label='x' data-x='y' role='img' fill='red' xml:space='z'/>")
    )
    (rect,) = etree.fromstring(clean)
    assert dict(rect.attrib) == {"width": "1", "height": "1", "fill": "red"}


STOPS = "<stop offset='0' stop-color='#16365c'/><stop offset='1' stop-color='#3f6ea8' stop-opacity='1'/>"
ALONG = "gradientUnits='userSpaceOnUse' x1='0' y1='0' x2='80' y2='0'"
DRAWN = [
    f"<linearGradient id='s' {ALONG}>{STOPS}</linearGradient><rect fill='url(#s)' width='80' height='60'/>",
    f"<linearGradient id='t'>{STOPS}</linearGradient><linearGradient id='s' {ALONG} href='#t' spreadMethod='reflect'/>"
    "<style>.a { fill: url(#s) }</style><rect class='a' width='90' height='60'/>",
    f"<radialGradient id='s' gradientUnits='userSpaceOnUse' cx='40' cy='30' r='30'>{STOPS}</radialGradient>"
    "<circle fill='url(#s)' cx='40' cy='30' r='30'/>",
    "<mask id='m'><circle cx='40' cy='30' r='20' fill='white'/></mask><rect mask='url(#m)' width='80' height='60'/>",
    "<clipPath id='m'><circle cx='20' cy='30' r='20'/></clipPath>"
    "<g clip-path='url(#m)' transform='translate(30 0)'><rect width='80' height='60' fill='red'/></g>",
    "<path fill-rule='evenodd' d='M0 0h60v60h-60zM20 20h20v20h-20z'/>",
    "<g opacity='.5'><rect width='40' height='40' fill='red'/><rect x='20' y='20' width='40' height='40'/></g>",
    "<path d='M0 30h200' stroke='black' stroke-width='6' stroke-dasharray='10 5 2' stroke-dashoffset='3'/>",
    "<path d='M20 10h100l20 30' fill='none' stroke='#000' stroke-width='12' stroke-linecap='round'"
    " stroke-linejoin='round'/>",
    "<symbol id='y' viewBox='0 0 10 10'><circle cx='5' cy='5' r='5'/></symbol><use href='#y' x='90' width='60'"
    " height='60'/>",
    "<svg x='50' y='10' width='100' height='40' viewBox='0 0 10 10'><circle cx='5' cy='5' r='5'/></svg>",
    "<style>.a,.b{fill:red}.b{fill:lime} g > circle {fill:blue}</style><circle class='a b' cx='30' cy='30' r='20'/>"
    "<g><circle cx='90' cy='30' r='20'/></g>",
    "<g color='green'><circle fill='currentColor' cx='30' cy='30' r='20'/></g>"
    "<circle fill='rgba(200,50,40,.4)' cx='90' cy='30' r='20'/>",
    "<g transform='translate(50,5) rotate(15) skewX(20) scale(1.5,.5)'><rect width='60' height='40' rx='9'/></g>",
    "<path d='M10 10C20 50 40 50 60 10S100 0 120 40Q140 0 160 40T200 40H220V50z'/><path d='M100 30A20 20 0 0110 40'/>",
    "<defs><circle id='c' cx='20' cy='30' r='15'/></defs><use href='#c' fill='red'/><use xlink:href='#c' x='50'/>",
]


@pytest.mark.parametrize("inner", [*DRAWN, SVG])
def test_print_draws_what_others_draw(inner: str, tmp_path: Path) -> None:
    """Whatever an SVG may use looks in the PDF as it does in Word and in a browser, drawn by another program."""
    clean = read_svg(inner.encode() if inner is SVG else svg(inner, attributes='viewBox="0 0 300 100"'))[0].decode()
    address = f"data:image/svg+xml;base64,{base64.b64encode(clean.encode()).decode()}"
    page = "@page { size: 300px 100px; margin: 0 } body { margin: 0 } img { display: block; width: 300px }"
    (tmp_path / "page.pdf").write_bytes(HTML(string=f"<style>{page}</style><img src='{address}'>").write_pdf())
    subprocess.run(["pdftoppm", "-r", "192", "-png", "-singlefile", "page.pdf", "page"], cwd=tmp_path, check=True)
    printed = Image.open(tmp_path / "page.png").convert("RGB")
    other = svg_to_bytes(svg_string=clean, width=printed.width, dpi=96, background="white")
    seen = Image.open(BytesIO(bytes(other))).convert("RGB").resize(printed.size)
    assert len(seen.getcolors(100_000) or ()) > 1
    assert max(ImageStat.Stat(ImageChops.difference(printed, seen)).mean) < 1  # what is refused differs by 4 and more
