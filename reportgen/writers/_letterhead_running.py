"""A header or a footer of a letterhead → the same with nothing in it but words, tables, pictures, page numbers.

What could be left out and not be missed is left out: links, bookmarks, comments, an editor's notes. What
would be missed, or would carry on something of another document, is refused with what to do in Word.
"""

from __future__ import annotations

import re
from hashlib import sha256

from docx.oxml.ns import qn
from msgspec import Struct, field

from reportgen.pictures import read_jpeg, read_png
from reportgen.writers._letterhead_clean import clean_properties, local, unwrap
from reportgen.writers._letterhead_package import Package, Relation
from reportgen.writers._word import Element

FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "tblPrEx"})
_KEPT = frozenset(
    {"p", "r", "t", "tab", "br", "cr", "ptab", "sym", "tbl", "tr", "tc", "drawing", "fldChar", "instrText",
     "noBreakHyphen", "softHyphen", "fldSimple", "txbxContent"}
)  # fmt: skip
_UNWRAPPED = frozenset({"hyperlink", "smartTag", "sdt", "sdtContent", "customXml"})
_LEFT_OUT = frozenset(
    {"bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak", "commentRangeStart",
     "commentRangeEnd", "commentReference", "annotationRef", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"}
)  # fmt: skip
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo", "delText", "delInstrText"})
_DRAWING = tuple(
    f"http://schemas.{rest}"
    for rest in (
        "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "openxmlformats.org/drawingml/2006/main",
        "openxmlformats.org/drawingml/2006/picture",
        "microsoft.com/office/word/2010/wordprocessingShape",
        "microsoft.com/office/word/2010/wordprocessingGroup",
        "microsoft.com/office/word/2010/wordprocessingDrawing",
    )
)
_W = qn("w:p")[1:-2]
_R = qn("r:id")[1:-3]
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHAPES = ("wps", "wpg")


class Running(Struct):
    """A header or footer ready to be taken over: its element, and the pictures it shows by the id it uses."""

    element: Element
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Name of the part, and its bytes."""
    fields: set[str] = field(default_factory=set)


def running_of(package: Package, part: str) -> Running:
    """The header or footer in such a part. Raises :class:`~reportgen.errors.WriteError` for what cannot go along."""
    cleaner = _Cleaner(package, part)
    root = package.xml(part)
    for name in list(root.attrib):
        del root.attrib[name]
    cleaner.blocks(root)
    cleaner.fields_are_page_numbers(root)
    return Running(root, cleaner.pictures, cleaner.fields)


class _Cleaner:
    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._where = "footer" if "ftr" in package.xml(part).tag else "header"
        self._relations: dict[str, Relation] = package.relations(part)
        self.pictures: dict[str, tuple[str, bytes]] = {}
        self.fields: set[str] = set()

    def _refuse(self, what: str, remedy: str) -> None:
        self._package.refuse(f"its {self._where} holds {what}", remedy)

    def blocks(self, holder: Element) -> None:
        """Clean what stands in an element of Word's own, at any depth."""
        for child in list(holder):
            namespace, name = local(child)
            if child.tag == f"{_MC}AlternateContent":
                self._alternatives(child)
            elif child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
                holder.remove(child)  # words that nobody sees are none of its looks
            elif namespace != _W or name in _LEFT_OUT:
                holder.remove(child)
            elif name in _TRACKED:
                self._refuse("tracked changes", "In Word: Review, Accept All Changes, and save.")
            elif name in _UNWRAPPED:
                if child.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None:
                    self._refuse(
                        "a content control that shows a property of the document, such as its author",
                        "In Word: right-click it, Remove Content Control, and write plain words.",
                    )
                self.blocks(child)
                unwrap(child)
            elif name in _PROPERTIES:
                clean_properties(child)
            elif name == "drawing":
                clean_properties(child, children=False)
                self._drawing(child)
            elif name in _KEPT:
                clean_properties(child, children=False)
                self.blocks(child)
            elif name == "pict":
                self._refuse("an old drawing (VML)", "In Word: File, Info, Convert; or insert the picture anew.")
            else:
                self._refuse(f"<w:{name}>", "Take it out in Word: an embedded object or another document has no place.")

    def _alternatives(self, element: Element) -> None:
        """Of the ways a shape is said keep the one that programs of today read."""
        for way in list(element):
            if way.tag == f"{_MC}Choice" and way.get("Requires") in _SHAPES:
                self.blocks(way)
            else:
                element.remove(way)
        if len(element) == 0:
            self._refuse("a drawing that not every program can show", "Put a picture or a text box in its place.")

    def _drawing(self, holder: Element) -> None:
        for child in list(holder):
            namespace, name = local(child)
            if name in ("extLst", "hlinkClick", "hlinkHover") or namespace not in (*_DRAWING, _W):
                if name in ("chart", "relIds", "OLEObj"):
                    self._refuse("a chart or diagram", "Save it as a picture, and insert that.")
                holder.remove(child)
                continue
            if child.tag == qn("w:txbxContent"):
                self.blocks(child)
                continue
            self._attributes(child, name)
            self._drawing(child)

    def _attributes(self, element: Element, name: str) -> None:
        if name in ("docPr", "cNvPr"):
            element.set("name", "Picture")
            element.set("title", "")
            del element.attrib["title"]
            if re.search(r"[\\/]", element.get("descr", "")):
                del element.attrib["descr"]  # the path of a file on somebody's machine
        for attribute in [each for each in map(str, element.attrib) if each.startswith(f"{{{_R}}}")]:
            if attribute == qn("r:link") or self._outside(element.get(attribute, "")):
                self._refuse("a picture that lies elsewhere", "In Word: insert the picture itself, not a link to it.")
            if attribute == qn("r:embed"):
                self._picture(element.get(attribute, ""))
            else:
                del element.attrib[attribute]
        for attribute in [each for each in map(str, element.attrib) if each.startswith("{") and _R not in each]:
            del element.attrib[attribute]

    def _outside(self, name: str) -> bool:
        return name in self._relations and self._relations[name].outside

    def _picture(self, name: str) -> None:
        relation = self._relations.get(name)
        if relation is None or relation.kind != "image":
            self._refuse("a picture that is not there", "Insert it again.")
            return
        content = self._package.read(relation.target)
        png = content.startswith(b"\x89PNG")
        try:
            if not png and not content.startswith(b"\xff\xd8"):
                raise ValueError("is neither a PNG nor a JPEG")
            clean, *_ = read_png(content) if png else read_jpeg(content)
        except ValueError as fault:
            what = str(fault).partition("; ")[0]
            remedy = "In Word: right-click it, Save as Picture, PNG; then insert that in its place."
            self._refuse(f"a picture that {what}", remedy)
            return
        called = f"letterhead-{sha256(clean).hexdigest()[:12]}.{'png' if png else 'jpeg'}"
        self.pictures[name] = (called, clean)

    def fields_are_page_numbers(self, root: Element) -> None:
        """Refuse every field but page numbers: others fetch, run, or tell of the document they stood in."""
        instructions = [each.get(qn("w:instr"), "") for each in root.iter(qn("w:fldSimple"))]
        waiting: list[str] = []
        for element in root.iter(qn("w:fldChar"), qn("w:instrText")):
            match local(element)[1], element.get(qn("w:fldCharType")):
                case "instrText", _ if waiting:
                    waiting[-1] += element.text or ""
                case "fldChar", "begin":
                    waiting.append("")
                case "fldChar", "end" if waiting:
                    instructions.append(waiting.pop())
                case "fldChar", "separate":
                    pass
                case _:
                    self._refuse("half a field", "Take it out in Word, and insert it again.")
        for instruction in (*instructions, *waiting):
            name = (instruction.split() or ["an empty one"])[0].upper()
            if name not in FIELDS:
                self._refuse(f"the field {name[:30]}", "In Word: click it, press Ctrl+Shift+F9, and it is plain words.")
            self.fields.add(name)
