"""PNG and JPEG: what is drawn, and nothing else that a program has put into the file."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO

LARGEST = 8 * 1024 * 1024
MOST_PIXELS = 24_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWING = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"})
"""The chunks of a PNG that a page is drawn from; the rest is text, dates, profiles, further pictures of a film."""
_ADOBE, _START_OF_SCAN = 0xEE, 0xDA
_COMMENT, _FIRST_OWN, _LAST_OWN = 0xFE, 0xE1, 0xEF


def read_png(content: bytes) -> tuple[bytes, int, int]:
    """A PNG without what is not drawn, its width and its height in pixels. Raises ValueError."""
    width, height = _decoded(content, "PNG")
    try:
        chunks = b"".join(_png_chunks(content))
    except (struct.error, IndexError):
        raise ValueError("is a damaged PNG; save it again") from None
    return _PNG + chunks, width, height


def read_jpeg(content: bytes) -> tuple[bytes, int, int]:
    """A JPEG without what is not drawn, its width and its height in pixels. Raises ValueError."""
    width, height = _decoded(content, "JPEG")
    try:
        segments = b"".join(_jpeg_segments(content))
    except (struct.error, IndexError, ValueError):
        raise ValueError("is a damaged JPEG; save it again") from None
    return b"\xff\xd8" + segments, width, height


def _decoded(content: bytes, format: str) -> tuple[int, int]:
    """The size of a picture whose every pixel could be read."""
    from PIL import Image  # only where there is a picture

    if len(content) > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1024**2} MiB; save it smaller")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=(format,)) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                picture.load()
    except Image.DecompressionBombError:
        raise ValueError(f"has more than {MOST_PIXELS // 10**6} million pixels; save it smaller") from None
    except (OSError, SyntaxError, MemoryError, ValueError):
        raise ValueError(f"is a damaged {format}; save it again") from None
    return width, height


def _png_chunks(content: bytes) -> Iterator[bytes]:
    """The chunks that draw, whole (PNG, third edition, 5.3)."""
    at = len(_PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if kind in _DRAWING:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end


def _jpeg_segments(content: bytes) -> Iterator[bytes]:
    """The segments that draw (ITU-T T.81, annex B), up to the end of the picture."""
    at = 2
    while True:
        marker = content[at + 1]
        if marker == _START_OF_SCAN:
            yield content[at : content.rindex(b"\xff\xd9", at) + 2]
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        own = marker == _COMMENT or _FIRST_OWN <= marker <= _LAST_OWN
        if not own or marker == _ADOBE:
            yield content[at : at + 2 + length]
        at += 2 + length
