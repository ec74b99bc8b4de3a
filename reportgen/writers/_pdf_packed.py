"""The objects of a PDF → the file: what nothing leads to is left out, what belongs together lies together.

Objects are numbered in the order in which they are first referred to, so that references are short and alike. What is
no stream is packed into object streams, and the table of places is a stream whose rows are told by what they differ in
(ISO 32000-1, 7.5.7, 7.5.8 and 7.4.4.4).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256

from reportgen.writers._pdf_objects import Objects

_PACKED = 2000
"""Objects in one object stream: a memo's are one, whose objects tell most of each other; more than a reader can want
to unpack at once are several."""
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R(?![\w.])|\((?:[^()\\]|\\.)*\)|\(", re.DOTALL)
"""A reference, or a string, which may hold what looks like one; a string with brackets in it by its first alone."""
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_ROW = 7
"""Bytes that tell the place of one object: a kind, four for where, two for which."""


def packed(objects: Objects) -> bytes:
    """The file. The same objects give the same bytes; without an identifier it gets one by what it holds."""
    lean = numbered_anew(objects)
    content = bytearray(lean.header)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    streams = {number: text for number, text in lean.numbered.items() if _is_stream(text)}
    plain = sorted(lean.numbered.keys() - streams.keys())
    number = max(lean.numbered) + 1
    for at in range(0, len(plain), _PACKED):
        some = plain[at : at + _PACKED]
        places |= {each: (2, number, index) for index, each in enumerate(some)}
        streams[number] = _object_stream({each: lean.numbered[each] for each in some})
        number += 1
    for each, stream in sorted(streams.items()):
        places[each] = (1, len(content), 0)
        content += b"%d 0 obj\n%b\nendobj\n" % (each, stream)
    places[number] = (1, len(content), 0)
    table = _table(lean, [places[each] for each in range(number + 1)])
    return bytes(content) + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, len(content))


def numbered_anew(objects: Objects) -> Objects:
    """The objects that the root and the information dictionary lead to, from 1 on, streams last."""
    found = _reached(objects)
    order = [each for each in found if not _is_stream(objects.numbered[each])]
    order += [each for each in found if _is_stream(objects.numbered[each])]
    new = {old: number for number, old in enumerate(order, 1)}
    numbered = {new[old]: _referring(objects.numbered[old], new) for old in order}
    return Objects(objects.header, numbered, new[objects.root], new.get(objects.info, 0), objects.identifier)


def _reached(objects: Objects) -> list[int]:
    """Numbers of objects, each before those it leads to, in the order in which it names them."""
    waiting = [objects.info, objects.root] if objects.info else [objects.root]
    found: dict[int, None] = {}
    while waiting:
        number = waiting.pop()
        if number not in found:
            found[number] = None
            named = [int(reference[1]) for reference in _references(objects.numbered[number])]
            waiting += [each for each in reversed(named) if each not in found and each in objects.numbered]
    return list(found)


def _referring(text: bytes, new: dict[int, int]) -> bytes:
    """An object that refers to others by their new numbers; to one that is none, as to nothing."""
    parts, at = [], 0
    for reference in _references(text):
        number = new.get(int(reference[1]), 0)
        parts += [text[at : reference.start()], b"%d 0 R" % number if number else b"null"]
        at = reference.end()
    return b"".join([*parts, text[at:]])


def _references(text: bytes) -> Iterator[re.Match[bytes]]:
    """The references of an object, outside its strings and before what it holds if it is a stream."""
    end = text.index(b"stream\n") if _is_stream(text) else len(text)
    at = 0
    while found := _REFERENCE.search(text, at, end):
        at = found.end() if found[0] != b"(" else _behind_string(text, found.start())
        if found[1]:
            yield found


def _behind_string(text: bytes, at: int) -> int:
    depth = 0
    for found in _IN_STRING.finditer(text, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise ValueError("a string of the PDF has no end")


def _is_stream(text: bytes) -> bool:
    return text.endswith(b"endstream")


def _object_stream(some: dict[int, bytes]) -> bytes:
    offsets, bodies = [], bytearray()
    for number, text in some.items():
        offsets.append(b"%d %d" % (number, len(bodies)))
        bodies += text + b"\n"
    head = b" ".join(offsets) + b"\n"
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(some), len(head)), head + bodies)


def _table(objects: Objects, places: list[tuple[int, int, int]]) -> bytes:
    rows = [b"%c" % kind + at.to_bytes(4) + index.to_bytes(2) for kind, at, index in places]
    before = [bytes(_ROW), *rows]
    differences = (
        b"\x02" + bytes((one - other) & 0xFF for one, other in zip(row, above, strict=True))
        for row, above in zip(rows, before, strict=False)
    )
    about = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R" % (len(places), objects.root)
    about += b"/Info %d 0 R" % objects.info if objects.info else b""
    about += (objects.identifier or _identifier(objects)) + b"/DecodeParms<</Predictor 12/Columns %d>>" % _ROW
    return _stream(about, b"".join(differences))


def _identifier(objects: Objects) -> bytes:
    told = sha256(b"\n".join(objects.numbered.values())).hexdigest()[:32].encode()
    return b"/ID[<%b><%b>]" % (told, told)


def _stream(about: bytes, content: bytes) -> bytes:
    deflated = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (about, len(deflated), deflated)
