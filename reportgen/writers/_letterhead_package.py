"""A Word document from anywhere → its parts, of which none is larger than it should be, read strictly.

Every fault is one :class:`WriteError` that names the file and says what would do.
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  the library's name for it is "error"

from lxml import etree
from msgspec import Struct

from reportgen.errors import WriteError
from reportgen.writers._word import Element

LARGEST_FILE, LARGEST_PART, LARGEST_WHOLE = (size * 1024 * 1024 for size in (16, 20, 100))
MOST_PARTS = 2000
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DOCUMENTS = (f"{_MAIN}document.main+xml", f"{_MAIN}template.main+xml")


class Relation(Struct, frozen=True):
    """What a part refers to: the kind (the last word of its type), the part, or an address outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a letterhead by name; nothing is read but what is asked for."""

    def __init__(self, file: Path) -> None:
        self.name = file.name
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST_FILE + 1)
        except OSError as error:
            self.refuse(f"it cannot be read: {(error.strerror or str(error)).lower()}")
        if content.startswith(_OLE):
            self.refuse("it has a password, or is an old .doc", "Save it in Word as .docx without a password.")
        if len(content) > LARGEST_FILE:
            self.refuse(f"it is larger than {LARGEST_FILE // 1024**2} MiB", "Make the pictures in it smaller.")
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            self.refuse("it is no Word document", "In Word: Save As, Word Document (.docx).")
        self._names = self._checked()
        self.main = self._main()

    def refuse(self, what: str, remedy: str = "") -> NoReturn:
        """Raises the error for what is wrong with this letterhead."""
        raise WriteError(f"The letterhead {self.name} cannot be used: {what}.{f' {remedy}' if remedy else ''}")

    def _checked(self) -> dict[str, str]:
        """The names in the zip by the names of parts, which know no difference of case."""
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
            self.refuse("it unpacks to far more than a letterhead", "Save it in Word anew, with less in it.")
        names: dict[str, str] = {}
        for entry in entries:
            name = entry.filename.lower()
            if entry.file_size > LARGEST_PART:
                self.refuse(f"a part of it, {entry.filename}, is larger than {LARGEST_PART // 1024**2} MiB")
            if name in names or name.startswith("/") or "\\" in name or ".." in name.split("/"):
                self.refuse(f"no program should write a part such as {entry.filename!r}", "Save it in Word anew.")
            if entry.flag_bits & 1:
                self.refuse("it has a password", "Save it without one.")
            names[name] = entry.filename
        return names

    def _main(self) -> str:
        types = self.xml("[Content_Types].xml")
        if any(name.endswith("vbaproject.bin") for name in self._names):
            self.refuse("it holds macros", "In Word: Save As, Word Document (.docx), which has none.")
        found = [each.target for each in self.relations("").values() if each.kind == "officeDocument"]
        if len(found) != 1:
            self.refuse("it has no document in it", "Save it in Word anew.")
        (main,) = found
        kinds = {
            each.get("ContentType") for each in types if (each.get("PartName") or "").lower() == f"/{main}".lower()
        }
        if not kinds & set(_DOCUMENTS):
            macros = any("macroEnabled" in (kind or "") for kind in kinds)
            what = "it is made for macros" if macros else "it is no Word document"
            self.refuse(what, "In Word: Save As, Word Document (.docx).")
        return main

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        if not self.has(name):
            self.refuse(f"its part {name} is missing", "Save it in Word anew.")
        try:
            with self._zip.open(self._names[name.lower()]) as part:
                content = part.read(LARGEST_PART + 1)
        except (BadZipFile, ZlibError, OSError, EOFError, NotImplementedError, RuntimeError):
            self.refuse(f"its part {name} is damaged", "Save it in Word anew.")
        if len(content) > LARGEST_PART:
            self.refuse(f"a part of it, {name}, is larger than {LARGEST_PART // 1024**2} MiB")
        return content

    def xml(self, name: str) -> Element:
        """A part as XML without comments, instructions and entities."""
        content = self.read(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            self.refuse(f"its part {name} is no well-formed XML", "Save it in Word anew.")
        if root.getroottree().docinfo.internalDTD is not None:
            self.refuse(f"its part {name} has a document type, which Word never writes", "Save it in Word anew.")
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by the id it uses; nothing where it refers to nothing."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relation] = {}
        for each in self.xml(path).iter(_RELATIONSHIP) if self.has(path) else ():
            target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = each.get("Type", "").rpartition("/")[2]
            found[each.get("Id", "")] = Relation(kind, target if outside else inside, outside)
        return found

    def related(self, kind: str) -> str:
        """The part of such a kind that the document itself refers to, or nothing."""
        parts = [each.target for each in self.relations(self.main).values() if each.kind == kind and not each.outside]
        return parts[0] if parts else ""
