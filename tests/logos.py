"""Pictures of an invented ministry, made for the tests, and pictures that no memo should carry."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

CANARY = "CANARY-7f3a"
ALT = "Arms of Arvenia & its Ministry of “Crossings”"

SVG = """<?xml version="1.0" encoding="UTF-8"?>
<!-- CANARY-7f3a drawn by M. Veyra -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     xmlns:ed="http://editor.example/ns" width="60mm" height="20mm" viewBox="0 0 300 100" ed:export="CANARY-7f3a">
  <title>CANARY-7f3a</title>
  <metadata><ed:author>CANARY-7f3a</ed:author></metadata>
  <ed:view ed:name="CANARY-7f3a"><rect width="5" height="5"/></ed:view>
  <defs>
    <linearGradient id="sky" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="80" y2="0">
      <stop offset="0" stop-color="#16365c"/><stop offset="1" stop-color="#3f6ea8"/>
    </linearGradient>
    <clipPath id="shield"><path d="M0 0h80v60l-40 40l-40-40z"/></clipPath>
    <g id="wave"><path d="M0 0q10-10 20 0t20 0t20 0t20 0" fill="none" stroke="#ffffff" stroke-width="4"/></g>
  </defs>
  <style>.bar { fill: #c9a227 } .sky { fill: url(#sky) }</style>
  <g clip-path="url(#shield)" transform="translate(10 0)" data-name="CANARY-7f3a">
    <rect class="sky" width="80" height="100"/>
    <use xlink:href="#wave" y="40"/><use href="#wave" y="55"/>
  </g>
  <rect class="bar" x="110" y="20" width="180" height="14" rx="3"/>
  <rect class="bar" x="110" y="46" width="140" height="10" rx="3"/>
</svg>
"""


def png(width: int = 300, height: int = 100, canary: bool = True) -> bytes:
    """A PNG with a transparent ground; with a canary in its words and in its film."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 3, height), fill=(22, 54, 92, 255))
    draw.ellipse((width // 2, 0, width - 1, height - 1), fill=(201, 162, 39, 200))
    words = PngInfo()
    if canary:
        words.add_text("Author", CANARY)
        words.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{CANARY}</x:xmpmeta>")
        words.add(b"tIME", bytes([7, 231, 1, 1, 1, 1, 1]))
    saved = BytesIO()
    picture.save(saved, "PNG", pnginfo=words, dpi=(300, 300))
    return saved.getvalue() + (CANARY.encode() if canary else b"")


def jpeg() -> bytes:
    """A JPEG with canaries in its comment and its EXIF part."""
    picture = Image.new("RGB", (64, 32), (22, 54, 92))
    exif = Image.Exif()
    exif[0x013B] = CANARY
    saved = BytesIO()
    picture.save(saved, "JPEG", exif=exif, comment=CANARY.encode())
    return saved.getvalue()
