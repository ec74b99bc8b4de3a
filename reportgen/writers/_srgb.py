"""The colour space sRGB as a profile of 500 bytes (ISO 15076-1, version 4.2; IEC 61966-2-1).

A file for the archive tells what its colours are. The profile that WeasyPrint puts in says so by tables of 3 KB; here
the same curve is told by its formula.
"""

from __future__ import annotations

import struct
from typing import Any

_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392), b"gXYZ": (0.38515, 0.71687, 0.09708), b"bXYZ": (0.14307, 0.06061, 0.71410),
}  # fmt: skip
"""Red, green and blue as they are seen in the light that profiles are told in (D50)."""
_ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""From the light that sRGB is told in (D65) to that one, after Bradford."""
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def profile() -> bytes:
    """The profile."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(_CURVE)
    tags = {
        b"desc": _text("sRGB"), b"cprt": _text("none"), b"wtpt": b"XYZ " + bytes(4) + _fixed(_WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(_ADAPTATION),
        **{name: b"XYZ " + bytes(4) + _fixed(place) for name, place in _PRIMARIES.items()},
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }  # fmt: skip
    body, places = b"", {}
    listed = struct.pack(">I", len(tags))
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        listed += name + struct.pack(">II", places[content], len(content))
    date = struct.pack(">6H", 2023, 1, 1, 0, 0, 0)
    about = struct.pack(">I4sI4s4s4s", start + len(body), b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    return about + date + b"acsp" + bytes(28) + _fixed(_WHITE) + bytes(48) + listed + body


def brief_profile(pdf: Any) -> None:
    """Have the colours of a document of WeasyPrint's told so."""
    for intent in pdf.catalog.get("OutputIntents", ()):
        stream = pdf.objects[int(intent["DestOutputProfile"].split()[0])]
        stream.stream[:] = [profile()]


def _fixed(numbers: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _text(words: str) -> bytes:
    written = words.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", len(written), 28) + written
