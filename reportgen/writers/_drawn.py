"""The pages of a PDF drawn as they were, in fewer bytes (ISO 32000-1, 8.2 and 9.4.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from struct import unpack
from typing import Any

from reportgen.writers._redrawn import redrawn
from reportgen.writers._structure import referred

PLACES = 2
"""Decimals of a place on a page: a hundredth of a point is less than any printer shows."""
_MOVES = re.compile(rb"-?[\d. -]+ (?:re|m|l|c)|(?P<turn>(?:-?[\d.]+ ){4})[\d. -]+ Tm")
_SCALED = re.compile(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) -?[\d.]+ -?[\d.]+ cm")
_REAL = re.compile(rb"-?\d+\.\d+")
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_SPECIAL = re.compile(rb"[\\()\r]")
_CLIPPED = re.compile(
    rb"q\n(?P<box>[\d. -]+ re\n)W\nn\n(?P<begin>/Artifact\nBMC\nq\n(?:/a1\.0 gs\n)?[\d. ]+ rg\n)"
    rb"(?P=box)W\nn\n(?P=box)f\nQ\nEMC\nQ\n"
)
"""A ground that is clipped twice to what it fills."""
_LINE = re.compile(
    rb"(/Artifact\nBMC\nq\nq\n/A1\.0 gs\n[\d. ]+ RG\n[\d.]+ w\n)([\d. -]+ m\n[\d. -]+ l\n)(S\nQ\nQ\nEMC\n)"
)
"""A line that covers what is under it: how it is drawn, from where to where, its end."""


def draw_briefly(pdf: Any, codes: Mapping[int, int]) -> None:
    """Draw every page of a document of WeasyPrint's the same, in fewer bytes. To be called last.

    ``codes`` are the new numbers of glyphs, of one byte each; without any, they keep those of two bytes.
    """

    def string(glyphs: re.Match[bytes]) -> bytes:
        """Glyphs as a string in brackets, which is half as long as one in digits."""
        raw = bytes.fromhex(glyphs[1].decode())
        if codes:
            raw = bytes(codes[glyph] for glyph in unpack(f">{len(raw) // 2}H", raw))
        return b"(%b)" % _SPECIAL.sub(_escaped, raw)

    for page in pdf.page_references:
        stream = referred(pdf, referred(pdf, page)["Contents"])
        written = b"\n".join(map(_bytes, stream.stream)).replace(b">0<", b"").replace(b">0]", b">]") + b"\n"
        written = _CLIPPED.sub(rb"\g<begin>\g<box>f\nQ\nEMC\n", written)
        try:
            drawn = redrawn(written)
        except (ValueError, LookupError):
            drawn = _joined(b"\n".join(_seen(written.split(b"\n"))))
        stream.stream[:] = [_GLYPHS.sub(string, drawn)]


def _seen(operations: list[bytes]) -> list[bytes]:
    """No place finer than it is seen.

    What is drawn larger than life, as a picture may be, stays as it is.
    """
    scales, seen = [1.0], []
    for operation in operations:
        if operation == b"q":
            scales.append(scales[-1])
        elif operation == b"Q":
            scales.pop()
        elif operation.endswith(b" cm") and (scaled := _SCALED.fullmatch(operation)):
            scales[-1] *= max(abs(float(each)) for each in scaled.groups())
        elif scales[-1] <= 1 and (moved := _MOVES.fullmatch(operation)):
            turn = moved["turn"] or b""
            operation = turn + _REAL.sub(_rounded, operation[len(turn) :])
        seen.append(operation)
    return seen


def _joined(written: bytes) -> bytes:
    """One path for lines drawn in the same way one after the other."""
    parts: list[bytes] = []
    at, way, end = 0, b"", b""
    for line in _LINE.finditer(written):
        if written[at : line.start()] or line[1] != way:
            parts += [end, written[at : line.start()], line[1]]
        parts.append(line[2])
        at, way, end = line.end(), line[1], line[3]
    return b"".join([*parts, end, written[at:]])


def _rounded(number: re.Match[bytes]) -> bytes:
    return f"{float(number[0]):.{PLACES}f}".rstrip("0").rstrip(".").encode()


def _escaped(sign: re.Match[bytes]) -> bytes:
    return b"\\r" if sign[0] == b"\r" else b"\\" + sign[0]


def _bytes(operation: Any) -> bytes:
    written = getattr(operation, "data", operation)
    return written.encode() if isinstance(written, str) else bytes(written)
