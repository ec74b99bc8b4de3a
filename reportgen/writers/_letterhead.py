"""A letterhead (a Word user's own document) → our reference document in its looks.

Taken over, and nothing else: styles that are used, numbering, colours and fonts of the theme, paper and
margins, headers and footers with their pictures. Not the text, nor anything that tells of who wrote it.
"""

from __future__ import annotations

from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from reportgen.errors import did_you_mean
from reportgen.memo.tree import Memo
from reportgen.style import Letterhead as Setting
from reportgen.writers._letterhead_bounds import Bounds, Refuse, page_margins
from reportgen.writers._letterhead_clean import known, local, remove
from reportgen.writers._letterhead_contrast import DEFAULTS, Looks
from reportgen.writers._letterhead_lists import lists
from reportgen.writers._letterhead_package import Package
from reportgen.writers._letterhead_running import Running, running_of
from reportgen.writers._letterhead_styles import Styles, needed
from reportgen.writers._word import Element, make

KINDS = ("default", "first", "even")
PLACES = {"header": "hdr", "footer": "ftr"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Letterhead(Struct, frozen=True):
    """What a letterhead gives; lengths in twentieths of a point, the sheet upright."""

    sheet: tuple[int, int]
    margins: dict[str, int]
    kinds: tuple[str, ...]
    """The kinds of headers and footers in use."""
    running: dict[tuple[str, str], Running]
    """By place and kind."""
    styles: Styles
    numbering: Element | None
    theme: Element | None
    table_style: str
    refuse: Refuse
    """Raises the error for what is wrong with it."""

    @classmethod
    def read(cls, setting: Setting, memo: Memo) -> Letterhead:
        """The letterhead that a style names. Raises :class:`~reportgen.errors.WriteError` where it cannot be used."""
        package = Package(Path(setting.file))
        body = package.xml(package.main)
        section = next(body.iter(qn("w:sectPr")), None)
        if section is None:
            package.refuse("it has no page", "Save it in Word anew.")
        styles = _styles(package, memo, setting.table_style)
        theme, numbering = package.related("theme"), package.related("numbering")
        return cls(
            *_page(package, section),
            kinds=tuple(_kinds(package, section)),
            running=dict(_running(package, section)),
            styles=styles,
            numbering=package.xml(numbering) if numbering else None,
            theme=_theme(package.xml(theme)) if theme else None,
            table_style=setting.table_style,
            refuse=package.refuse,
        )

    def text_width(self, landscape: bool) -> int:
        """The room for words between the margins."""
        width = sorted(self.sheet, reverse=landscape)[0]
        return width - self.margins["left"] - self.margins["right"] - self.margins["gutter"]

    def numbers_pages(self, kind: str) -> bool:
        """Whether it says itself, on pages of a kind, which of how many they are."""
        there = {name for (_, each), running in self.running.items() if each == kind for name in running.fields}
        return "PAGE" in there and bool(there & {"NUMPAGES", "SECTIONPAGES"})

    def over(self, parts: dict[str, bytes], landscape: bool) -> dict[str, bytes]:
        """Our reference document, part by part, in the looks of the letterhead."""
        made = dict(parts)
        ours = {name: etree.fromstring(parts[f"word/{name}.xml"]) for name in ("styles", "numbering", "document")}
        used = {each.get(qn("w:val"), "") for one in self.running.values() for each in _style_references(one.element)}
        styles, ids = self.styles.over(ours["styles"], used, self.table_style)
        numbering = lists(ours["numbering"], self.numbering, styles, ids)
        theme = etree.fromstring(parts["word/theme.xml"])
        if self.theme is not None:
            theme = _themed(self.theme, theme)
        self._bounded(styles, numbering, ids)
        Looks(styles, theme).judge(self.refuse)
        made["word/styles.xml"], made["word/numbering.xml"] = _bytes(styles), _bytes(numbering)
        made["word/theme.xml"] = _bytes(theme)
        self._add_running(made, ids)
        made["word/document.xml"] = _bytes(self._paged(ours["document"], landscape))
        if "even" in self.kinds:
            mark = b"<w:characterSpacingControl"
            made["word/settings.xml"] = parts["word/settings.xml"].replace(mark, b"<w:evenAndOddHeaders/>" + mark, 1)
        return made

    def _bounded(self, styles: Element, numbering: Element, ids: dict[str, str]) -> None:
        """What styles, lists and running matter are set to, held within what the page has room for."""
        bounds = Bounds(self.text_width(landscape=False), self.margins, self.refuse)
        memos = self.styles.behind(ids)
        for part in styles.findall(qn("w:docDefaults")):
            bounds.hold(part, DEFAULTS)
        for style in styles.iterchildren(qn("w:style")):
            own = style.get(qn("w:styleId"), "")
            if own in ids.values():
                bounds.hold(style, f'its style "{known(style, "w:name").get(qn("w:val"))}"', running=own not in memos)
        for level in numbering.iter(qn("w:lvl")):
            if level.get(qn("w:ilvl")) == "0":
                bounds.hold(level, "its numbering of lists")
        for (place, _), running in self.running.items():
            bounds.hold(running.element, f"its {place}", running=True)

    def _add_running(self, made: dict[str, bytes], ids: dict[str, str]) -> None:
        relations, types = (etree.fromstring(made[name]) for name in ("word/_rels/document.xml.rels", _TYPES))
        for suffix in ("png", "jpeg"):
            types.insert(0, types.makeelement(f"{_CT}Default", {"Extension": suffix, "ContentType": f"image/{suffix}"}))
        for place, tag in PLACES.items():
            for number, kind in enumerate(self.kinds, 1):
                running = self.running.get((place, kind)) or Running(make(tag))
                for each in _style_references(running.element):
                    own = each.get(qn("w:val"), "")
                    each.set(qn("w:val"), ids[own]) if own in ids else remove(each)
                name = place if number == 1 else f"{place}{number}"
                made[f"word/{name}.xml"] = _bytes(running.element)
                made |= {f"word/media/{called}": content for called, content in running.pictures.values()}
                if running.pictures:
                    made[f"word/_rels/{name}.xml.rels"] = _picture_relations(running)
                if number > 1:
                    kinds = {"Id": f"{place}{number}", "Type": f"{_OFFICE}/{place}", "Target": f"{name}.xml"}
                    relations.append(relations.makeelement(f"{_REL}Relationship", kinds))
                    content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{place}+xml"
                    named = {"PartName": f"/word/{name}.xml", "ContentType": content_type}
                    types.append(types.makeelement(f"{_CT}Override", named))
        made["word/_rels/document.xml.rels"], made[_TYPES] = _bytes(relations), _bytes(types)

    def _paged(self, document: Element, landscape: bool) -> Element:
        (section,) = document.iter(qn("w:sectPr"))
        width, height = sorted(self.sheet, reverse=landscape)
        size, margins = known(section, "w:pgSz"), known(section, "w:pgMar")
        size.set(qn("w:w"), str(width))
        size.set(qn("w:h"), str(height))
        for name, length in self.margins.items():
            margins.set(qn(f"w:{name}"), str(length))
        last = section.findall(qn("w:footerReference"))[-1]
        for place in PLACES:
            for number, kind in enumerate(self.kinds[1:], 2):
                reference = make(f"{place}Reference", type=kind)
                reference.set(qn("r:id"), f"{place}{number}")
                last.addnext(reference)
        if "first" in self.kinds:
            known(section, "w:cols").addnext(make("titlePg"))
        return document


_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _styles(package: Package, memo: Memo, table_style: str) -> Styles:
    part = package.related("styles")
    if not part:
        package.refuse("it has no styles", "Save it in Word anew.")
    styles = Styles(package.xml(part))
    lacking = [" or ".join(names) for names in needed(memo) if not any(map(styles.has, names))]
    if lacking:
        there = ", ".join(styles.names()) or "none"
        named = ", ".join(f'"{name}"' for name in lacking)
        what = f"it has no style {named}, which the memo needs; its paragraph styles are: {there}"
        package.refuse(what, "In Word, give a line of it that style, set how it looks, delete the line, and save.")
    if table_style and not styles.has(table_style, "table"):
        known = [name for name in styles.names("table") if name != "Normal Table"]
        package.refuse(f'it has no table style "{table_style}"', did_you_mean(table_style, known))
    return styles


def _page(package: Package, section: Element) -> tuple[tuple[int, int], dict[str, int]]:
    """The sheet held upright, and its margins."""
    try:
        size, margin = known(section, "w:pgSz"), known(section, "w:pgMar")
        width, height = (int(float(size.get(qn(f"w:{name}"), ""))) for name in ("w", "h"))
        margins = page_margins(margin, (width, height), package.refuse)
    except (LookupError, ValueError, OverflowError):
        package.refuse("it does not say how large its page is", "In Word: Layout, Size; then save it.")
    return (width, height), margins


def _kinds(package: Package, section: Element) -> list[str]:
    settings = package.related("settings")
    even = settings and _on(package.xml(settings).find(qn("w:evenAndOddHeaders")))
    first = _on(section.find(qn("w:titlePg")))
    return [kind for kind, used in zip(KINDS, (True, first, even), strict=True) if used]


def _on(element: Element | None) -> bool:
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


def _running(package: Package, section: Element) -> list[tuple[tuple[str, str], Running]]:
    relations = package.relations(package.main)
    found = []
    for place in PLACES:
        for reference in section.findall(qn(f"w:{place}Reference")):
            relation = relations.get(reference.get(qn("r:id"), ""))
            if relation and not relation.outside:
                kind = reference.get(qn("w:type"), "default")
                found.append(((place, kind), running_of(package, relation.target)))
    return found


def _style_references(root: Element) -> list[Element]:
    return list(root.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle")))


def _theme(root: Element) -> Element | None:
    """The colours and fonts of a theme, without its names; a theme of another make is as none."""
    elements = root.find(f"{_A}themeElements")
    if elements is None:
        return None
    for each in list(elements.iter()):
        for name in [str(name) for name in each.attrib]:
            if name == "name" or name.startswith("{"):
                del each.attrib[name]
        if local(each)[1] == "extLst":
            remove(each)
    return elements


def _themed(theirs: Element, ours: Element) -> Element:
    """Our theme with colours and fonts of the letterhead's; effects are for drawings, and need pictures."""
    elements = ours.find(f"{_A}themeElements")
    for own in list(elements.iterchildren("*")) if elements is not None else ():
        found = theirs.find(own.tag)
        if elements is not None and found is not None and local(own)[1] in ("clrScheme", "fontScheme"):
            found.set("name", "Letterhead")
            elements.replace(own, found)
    return ours


def _picture_relations(running: Running) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{_REL[1:-1]}"/>')
    for name, (called, _) in sorted(running.pictures.items()):
        etree.SubElement(root, f"{_REL}Relationship", Id=name, Type=f"{_OFFICE}/image", Target=f"media/{called}")
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
