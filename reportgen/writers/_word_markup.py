"""WordprocessingML as text: elements, bookmarks, fields, links.

A memo of some pages has thousands of elements, and is written from the first to the last; to make an object of each
takes several times as long. Names of elements and attributes are those of ISO/IEC 29500-1, clause 17.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import TypeAlias

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from reportgen.errors import WriteError
from reportgen.memo.walk import Line, Names
from reportgen.writers._addresses import uri

Markup: TypeAlias = str
"""Text of XML; its prefixes are ``w`` and ``r``, declared by whatever it becomes a part of."""

LONGEST_BOOKMARK = 40
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write (section 2.2)."""
_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r")
_ESCAPED = {
    byte: f"_{byte:02x}" for byte in range(256) if not (ord("a") <= byte <= ord("z") or ord("0") <= byte <= ord("9"))
}


def make(tag: str, *children: Markup, **attributes: str | int) -> Markup:
    """An element of the ``w:`` namespace with such children, in this order, and ``w:`` attributes."""
    said = "".join([f' w:{name}="{_quoted(value)}"' for name, value in attributes.items()])
    return f"<w:{tag}{said}>{''.join(children)}</w:{tag}>" if any(children) else f"<w:{tag}{said}/>"


def _quoted(value: str | int) -> str | int:
    if isinstance(value, int) or value.isalnum():
        return value
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def escaped(text: str) -> Markup:
    """Text as it stands between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def words(text: str, tag: str = "t") -> Markup:
    """Text of a run, with every space kept."""
    return f'<w:{tag} xml:space="preserve">{escaped(text)}</w:{tag}>'


def encoded(markup: Markup, of: str = "memo") -> bytes:
    """The markup in UTF-8. Raises :class:`WriteError`, which tells what it is ``of``, for a character that XML cannot
    hold."""
    written = markup.encode(errors="surrogatepass")
    suspect = len(written.translate(None, _CONTROLS)) < len(written) or b"\xef\xbf" in written or b"\xed" in written
    if suspect and (found := _NOT_IN_XML.search(markup)):
        raise WriteError(f"A Word file cannot hold the character U+{ord(found[0]):04X} of the {of}.")
    return written


# ----------------------------------------------------------------------------------- bookmarks


@lru_cache(maxsize=4096)
def bookmark_name(name: str) -> str:
    """The name a place has in a Word file: ``A-01.text`` becomes ``rg__41_2d01_2etext``.

    Word takes letters, digits and underscores, at most 40 of them, and makes no difference between
    capital and small letters. So every byte of the UTF-8 form but a small letter or a digit becomes
    an underscore and two hexadecimal digits, which can be read back; a name too long for that
    becomes a digest, told from the others by its ``_x``. Different names stay different.
    """
    escaped = f"rg_{name.encode().decode('latin-1').translate(_ESCAPED)}"
    return escaped if len(escaped) <= LONGEST_BOOKMARK else f"rg__x{sha256(name.encode()).hexdigest()[:32]}"


class Bookmarks:
    """The bookmarks of one document: one for each name of each line, each name once."""

    def __init__(self) -> None:
        self._names = Names()
        self._placed: set[str] = set()
        self._count = 0

    def at(self, line: Line) -> Markup:
        """What to put where the words of this line begin. Lines are asked about in reading order."""
        marks = ""
        for name in self._names.of(line):
            if name not in self._placed:
                self._placed.add(name)
                marks += self.around(bookmark_name(name))
        return marks

    def around(self, bookmark: str, markup: Markup = "") -> Markup:
        """Markup in a bookmark of such a name, as Word has it."""
        number, self._count = self._count, self._count + 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>'
        return f'{start}{markup}<w:bookmarkEnd w:id="{number}"/>'

    def __contains__(self, name: str) -> bool:
        return name in self._placed


# -------------------------------------------------------------------------------------- fields


def field(instruction: str, result: str) -> list[Markup]:
    """What the runs of a field hold, one run each: Word and others put the true result in place."""
    return [
        make("fldChar", fldCharType="begin"),
        words(f" {instruction} ", "instrText"),
        make("fldChar", fldCharType="separate"),
        words(result),
        make("fldChar", fldCharType="end"),
    ]


# --------------------------------------------------------------------------------------- links


class Addresses:
    """The addresses outside the document that one part of the package links to."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def id_of(self, address: str) -> str:
        """The id that the relationship to the address will have."""
        return self._ids.setdefault(address, f"link{len(self._ids) + 1}")

    def relate(self, part: Part) -> None:
        """Give the part its relationships."""
        for address, name in self._ids.items():
            # Not part.relate_to(), which walks through all relationships each time.
            part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, uri(address), name, is_external=True)


def hyperlink(runs: Markup, *, anchor: str = "", relationship: str = "") -> Markup:
    """Runs that lead to the bookmark of such a name, or along a relationship of their part."""
    leads = f'w:anchor="{anchor}"' if anchor else f'r:id="{relationship}"'
    return f'<w:hyperlink w:history="1" {leads}>{runs}</w:hyperlink>'
