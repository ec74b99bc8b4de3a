"""Path → decoded text, refusing whatever is not a text file of reasonable size."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import BinaryIO

from reportgen.errors import Place, Problem, did_you_mean

LIMIT = 4 * 1024 * 1024
"""Bytes in a file: the record of long talks has some 200 kB, and time grows with size."""

SUFFIXES = (".yaml", ".yml")
OTHER_KINDS = {
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
}
LINE_END = re.compile(rb"\r\n|\r|\n")


class UnreadableError(Exception):
    """There is no text to be had from this file; ``problem`` says why."""

    def __init__(self, place: Place, message: str, remedy: str = "") -> None:
        self.problem = Problem(place, message, remedy)
        super().__init__(str(self.problem))


def read_text(path: Path, name: str) -> str:
    """The text of the file at ``path``, without a byte order mark and with ``\\n`` line ends."""
    return normalise(decode(read_bytes(path, name), name))


def normalise(text: str) -> str:
    """``text`` without a byte order mark and with every line end (CR LF, CR) as ``\\n``."""
    return text.removeprefix("\N{BOM}").replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of the file at ``path``, never more than ``LIMIT``."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LIMIT + 1)
            if len(content) > LIMIT:
                raise too_large(name, _size(stream))
            return content
    except IsADirectoryError:
        raise UnreadableError(Place(name), "this is a folder, not a file.", _files_in(path)) from None
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(path, name) from None
    except PermissionError:
        remedy = "Ask its owner for access, or copy it to a folder of your own."
        raise UnreadableError(Place(name), "you do not have permission to read this file.", remedy) from None
    except OSError as fault:
        raise UnreadableError(Place(name), f"this file cannot be read: {fault.strerror}.") from None
    except ValueError:  # a NUL in the path
        raise UnreadableError(Place(name), "this cannot be the name of a file.") from None


def too_large(name: str, size: int) -> UnreadableError:
    """The refusal of a file of ``size`` bytes."""
    megabyte = 1024 * 1024
    told = f"{size / megabyte:.1f} MiB" if size > LIMIT else f"more than {LIMIT // megabyte} MiB"
    message = f"the file is too large: {told}, where the limit is {LIMIT // megabyte} MiB."
    return UnreadableError(Place(name), message, "Keep whole documents in files of their own.")


def decode(content: bytes, name: str) -> str:
    """``content`` read as UTF-8."""
    for start, kind in OTHER_KINDS.items():
        if content.startswith(start):
            raise UnreadableError(Place(name), f"this is {kind}, not a YAML file.", "Name the YAML file instead.")
    # A YAML file begins with ASCII, so a zero among its first bytes means two or four bytes a letter.
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in content[:4]:
        message = 'the file is saved as UTF-16 ("Unicode" in some editors), not as UTF-8.'
        raise UnreadableError(Place(name, 1, 1), message, "Save the file as UTF-8.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise _not_utf8(content, fault.start, name) from None


def _not_utf8(content: bytes, at: int, name: str) -> UnreadableError:
    """The refusal of a byte, with its line as Windows-1252 would show it."""
    lines = LINE_END.split(content.removeprefix(BOM_UTF8))
    before = LINE_END.split(content[:at].removeprefix(BOM_UTF8))
    # Windows-1252 is what a Western office saved it in, if it is not UTF-8: the line is then legible.
    shown = lines[len(before) - 1].decode("cp1252", errors="replace")
    column = len(before[-1].decode("utf-8")) + 1
    # Letters before the fault take two bytes each in UTF-8; shown as Windows-1252 they would move the caret.
    text = before[-1].decode("utf-8") + shown[len(before[-1]) :]
    message = f'"{text[column - 1]}" is not saved as UTF-8 (byte 0x{content[at]:02X}).'
    return UnreadableError(Place(name, len(before), column, text), message, "Save the file as UTF-8.")


def _size(stream: BinaryIO) -> int:
    """The size of an open file in bytes; 0 for a pipe, which has none."""
    return stream.seek(0, 2) if stream.seekable() else 0


def _missing(path: Path, name: str) -> UnreadableError:
    """The refusal of a file that is not there, with the nearest name in its folder."""
    folder = path.parent
    if not folder.is_dir():
        return UnreadableError(Place(name), f'there is no folder "{folder}".')
    return UnreadableError(Place(name), "there is no such file.", _near(path.name, _yaml_files(folder)))


def _near(word: str, names: list[str]) -> str:
    """A remedy naming the nearest of ``names``, or all of them where that stays readable."""
    remedy = did_you_mean(word, names)
    return remedy if remedy.startswith("Did") or len(names) <= 8 else ""


def _files_in(folder: Path) -> str:
    """A remedy for a folder given in place of a file."""
    names = _yaml_files(folder)
    if len(names) == 1:
        return f'Did you mean "{folder / names[0]}"?'
    return "Name the file in it." if not names else _near("", names)


def _yaml_files(folder: Path) -> list[str]:
    try:
        return sorted(file.name for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)
    except OSError:
        return []
