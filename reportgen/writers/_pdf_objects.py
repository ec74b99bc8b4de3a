"""The objects of a PDF, one by one: what both engines' files are mended in and written from.

Typst's finished file is taken apart, WeasyPrint's is taken before it is written; each object stays the bytes it is
unless it is changed, and :mod:`reportgen.writers._pdf_packed` puts them together again, smaller.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

_TRAILER = re.compile(
    rb"trailer\n<<(/Size \d+(/Root (\d+) 0 R)(/Info (\d+) 0 R)?(/ID\[.*\]))>>\nstartxref\n(\d+)\n", re.DOTALL
)
_ENTRY = re.compile(rb"(\d{10}) \d{5} (n|f)\r\n")
_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"


class Objects(Struct):
    """A file as its objects by number; ``info`` is 0 where the file has no information dictionary.

    ``identifier`` is the entry of the trailer, and empty where it is still to be worked out.
    """

    header: bytes
    numbered: dict[int, bytes]
    root: int
    info: int
    identifier: bytes

    @classmethod
    def of(cls, content: bytes) -> Objects:
        """The objects of a finished file with one plain cross-reference table, as Typst writes it.

        Raises ValueError for one that is not written as expected.
        """
        found = _TRAILER.search(content, content.rindex(b"trailer\n"))
        if found is None:
            raise ValueError("the PDF has no plain trailer")
        table = int(found[7])
        starts = {
            number: int(entry[1]) for number, entry in enumerate(_ENTRY.finditer(content, table)) if entry[2] == b"n"
        }
        ends = dict(zip(sorted(starts.values()), [*sorted(starts.values())[1:], table], strict=True))
        numbered = {number: _inside(content[start : ends[start]], number) for number, start in starts.items()}
        return cls(content[: min(ends)], numbered, int(found[3]), int(found[5] or 0), found[6])

    def new(self, text: bytes) -> int:
        """The number of one more object."""
        number = max(self.numbered) + 1
        self.numbered[number] = text
        return number

    @classmethod
    def taken(cls, pdf: Any) -> Objects:
        """The objects of a document of WeasyPrint's (a ``pydyf.PDF``) that is about to be written."""
        if pdf.info:
            pdf.add_object(pdf.info)
        numbered = {each.number: each.data for each in pdf.objects if each.free != "f"}
        return cls(_HEADER, numbered, pdf.catalog.number, pdf.info.number or 0, b"")


def _inside(text: bytes, number: int) -> bytes:
    begin, end = b"%d 0 obj\n" % number, b"\nendobj\n"
    body = text.rstrip(b"\n") + b"\n"
    if not (body.startswith(begin) and body.endswith(end)):
        raise ValueError(f"object {number} of the PDF is not where its table says")
    return body[len(begin) : -len(end)]
