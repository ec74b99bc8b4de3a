"""The objects of a PDF → the file: what nothing leads to is left out, what belongs together lies together.

Objects are numbered in the order in which they are first referred to, so that references are short and alike. What is
no stream is packed into object streams, and the table of places is a stream whose rows are told by what they differ in
(ISO 32000-1, 7.5.7, 7.5.8 and 7.4.4.4).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import accumulate

from reportgen.writers._pdf_objects import Objects

_PACKED = 4000
"""Objects in one object stream: a memo's are one, whose objects tell most of each other; more than a reader can want
to unpack at once are several."""
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R(?![\w.])|\((?:[^()\\]|\\.)*\)|\(", re.DOTALL)
"""A reference, or a string, which may hold what looks like one; a string with brackets in it by its first alone."""
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_STEP, _IN_ROW, _FEW = 20, 40, 400
"""Bytes of which an object takes a whole number; objects told in one row of an object stream's list; fewer objects
than these are told as they are."""
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
    """Numbers of objects: what one leads to for the first time one after the other, then what each of these leads to.

    So the kids of an element are numbered in a row, and told of in fewer bytes.
    """
    waiting = [objects.root, objects.info] if objects.info else [objects.root]
    found = dict.fromkeys(reversed(waiting))
    while waiting:
        named = (int(reference[1]) for reference in _references(objects.numbered[waiting.pop()]))
        new = dict.fromkeys(each for each in named if each not in found and each in objects.numbered)
        found |= new
        waiting += reversed(new)
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
    """Objects one after the other, after a list of where each begins.

    The list is told by what its rows differ in, as the table of places is: entries are of one width and places in
    tens, so that they differ little. What follows it is as it is.
    """
    step = _STEP if len(some) >= _FEW else 1
    bodies = [text + b"\n" + b" " * (-(len(text) + 1) % step) for text in some.values()]
    starts = [0, *accumulate(map(len, bodies))]
    wide, deep = len(str(max(some))), len(str(starts[-1]))
    listed = b"".join(b"%0*d %0*d " % (wide, number, deep, at) for number, at in zip(some, starts, strict=False))
    row = (wide + deep + 2) * _IN_ROW
    if len(some) < _FEW:
        listed = b"".join(b"%d %d " % each for each in zip(some, starts, strict=False))
        return _stream(b"/Type/ObjStm/N %d/First %d" % (len(some), len(listed)), listed + b"".join(bodies))
    whole = listed + b"".join(bodies)
    rows = [whole[at : at + row].ljust(row) for at in range(0, len(whole), row)]
    told = len(listed) // row  # the row in which the list ends is as it is
    packed_rows = [*_differences(rows[:told], row), *(b"\0" + each for each in rows[told:])]
    about = b"/Type/ObjStm/N %d/First %d" % (len(some), len(listed))
    return _stream(about + b"/DecodeParms<</Predictor 12/Columns %d>>" % row, b"".join(packed_rows))


def _differences(rows: Sequence[bytes], width: int) -> Iterator[bytes]:
    """Rows of a table, each as what it differs in from the one above it (ISO 32000-1, 7.4.4.4)."""
    for row, above in zip(rows, [bytes(width), *rows], strict=False):
        yield b"\x02" + bytes((one - other) & 0xFF for one, other in zip(row, above, strict=True))


def _table(objects: Objects, places: list[tuple[int, int, int]]) -> bytes:
    rows = [b"%c" % kind + at.to_bytes(4) + index.to_bytes(2) for kind, at, index in places]
    about = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R" % (len(places), objects.root)
    about += b"/Info %d 0 R" % objects.info if objects.info else b""
    about += (objects.identifier or _identifier(objects)) + b"/DecodeParms<</Predictor 12/Columns %d>>" % _ROW
    return _stream(about, b"".join(_differences(rows, _ROW)))


def _identifier(objects: Objects) -> bytes:
    told = sha256(b"\n".join(objects.numbered.values())).hexdigest()[:32].encode()
    return b"/ID[<%b><%b>]" % (told, told)


def _stream(about: bytes, content: bytes) -> bytes:
    deflated = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (about, len(deflated), deflated)
