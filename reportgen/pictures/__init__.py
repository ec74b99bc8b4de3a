"""Pictures from outside → the same picture with nothing in it but what is drawn, or why it cannot be used.

    raster    PNG and JPEG: decoded once to be sure; words, places and thumbnails inside are left out
    svg       SVG: a closed vocabulary of shapes, no reference to anything outside, written anew
    printed   what no SVG may use because print draws it otherwise
    svgtree   SVG as elements, read strictly

Raises ValueError in words that go on from "The logo …": what is wrong, a semicolon, what would do.
"""

from __future__ import annotations

from msgspec import Struct

from reportgen.pictures.raster import LARGEST, read_jpeg, read_png
from reportgen.pictures.svg import read_svg

__all__ = ["LARGEST", "Drawn", "drawn", "read_jpeg", "read_png", "read_svg"]


class Drawn(Struct, frozen=True):
    """A picture fit to be passed on: its bytes, its media type, and its height for a width of 1."""

    content: bytes
    kind: str
    proportion: float


def drawn(content: bytes) -> Drawn:
    """A PNG or an SVG, told by what it holds and not by its name. Raises ValueError for anything else."""
    if content.startswith(b"\x89PNG"):
        clean, width, height = read_png(content)
        return Drawn(clean, "image/png", height / width)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        clean, proportion = read_svg(content)
        return Drawn(clean, "image/svg+xml", proportion)
    raise ValueError("is neither a PNG nor an SVG, whatever its name says; save the picture as one of the two")
