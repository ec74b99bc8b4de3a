"""The system's text libraries that WeasyPrint makes PDFs with, by content: the same version may be another build.

On Linux they are found as the system finds them, with all that they need themselves; elsewhere by their versions.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock

from reportgen.ledger.digests import of_content

MAPS = Path("/proc/self/maps")
LOAD, DYNAMIC = 1, 2
"""Kinds of segment in an ELF file (System V ABI, chapter 5)."""
_LOOKING = Lock()
NEEDED, STRINGS = 1, 5
"""What an ELF file says of itself: a library that it needs, where its strings are."""


def text_libraries() -> dict[str, str]:
    """Each library by its file name → the digest of its content; its version where files cannot be told.

    Whoever asks while another thread is looking waits for what that one finds.
    """
    with _LOOKING:
        return _text_libraries()


@cache
def _text_libraries() -> dict[str, str]:
    from reportgen.writers._libraries import examine  # opens them

    there = {library.name: library.version for library in examine() if library.found}
    mapped = _mapped()
    if not mapped:
        return there
    found: dict[str, str] = {}
    waiting = [name for name in mapped if name.partition(".so")[0] in there]
    while waiting:
        name = waiting.pop()
        path = mapped.get(name)
        if path is None or path.name in found:
            continue
        content = path.read_bytes()
        found[path.name] = of_content(content)
        waiting += needed(content)
    return found


def _mapped() -> dict[str, Path]:
    """The shared objects in this process, by each name they may be asked for: libm.so.6 is libm-2.31.so here."""
    try:
        lines = MAPS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return {}
    paths = {Path(line[line.index("/") :]) for line in lines if ".so" in line and "/" in line}
    there = sorted(path for path in paths if path.is_file())
    names = {path.name: path for path in there}
    for path in there:
        stem, _, numbers = path.name.partition(".so.")
        for end in range(1, numbers.count(".") + 1):
            names.setdefault(f"{stem}.so.{'.'.join(numbers.split('.')[:end])}", path)
    return names


def needed(content: bytes) -> Iterator[str]:
    """The names of the libraries that an ELF file of 64 bits asks for; none of any other file."""
    if content[:6] not in (b"\x7fELF\x02\x01", b"\x7fELF\x02\x02"):
        return
    order = "<" if content[5] == 1 else ">"
    try:
        yield from _needed(content, order)
    except (struct.error, ValueError, OverflowError):
        return


def _needed(content: bytes, order: str) -> Iterator[str]:
    (start,) = struct.unpack_from(f"{order}Q", content, 0x20)
    size, count = struct.unpack_from(f"{order}HH", content, 0x36)
    segments = [struct.unpack_from(f"{order}IIQQQQ", content, start + number * size) for number in range(count)]
    loaded = [(address, offset, length) for kind, _, offset, address, _, length in segments if kind == LOAD]
    said: list[tuple[int, int]] = []
    for kind, _, offset, _, _, length in segments:
        if kind == DYNAMIC:
            said += list(struct.iter_unpack(f"{order}QQ", content[offset : offset + length - length % 16]))
    strings = next((value for tag, value in said if tag == STRINGS), 0)
    table = next((offset + strings - at for at, offset, length in loaded if at <= strings < at + length), None)
    for tag, value in said if table is not None else ():
        if tag == NEEDED:
            begin = (table or 0) + value
            yield content[begin : content.index(b"\0", begin)].decode(errors="replace")
