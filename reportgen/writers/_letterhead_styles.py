"""The styles of a letterhead in the place of ours, by name; ours for all that it has none for.

Styles of Word's own have the same names in every language of Word, but other ids. So its styles get
the ids that our paragraphs use, and only those that are used go along.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.oxml.ns import qn

from reportgen.memo.tree import Heading, List, Memo, Table
from reportgen.memo.walk import blocks, plain
from reportgen.writers._letterhead_clean import clean_properties, known
from reportgen.writers._word import Element, make

_TITLE = "Heading1"
_NAMES = {"Normal": ("normal",), _TITLE: ("title", "heading 1")}
"""What the letterhead may call a style of ours where that is not our own name for it, the first one first."""
APART = "Letterhead"
"""How the ids of styles begin that a letterhead has, and our own parts do not."""
_OWN = frozenset({"Header", "Footer"})
"""Styles of running matter that stay ours: a letterhead has its tabs where its own words need them."""
_STANDING_APART = frozenset({"TableText", "AfterTable", "Header", "Footer", "Logo", "Term"})


def needed(memo: Memo) -> list[tuple[str, ...]]:
    """The styles that a letterhead has to have for a memo, by any of these names each."""
    names = [("Normal",), ("Title", "Heading 1")]
    found = list(blocks(memo))
    levels = {block.level for block in found if isinstance(block, Heading)}
    names += [(f"Heading {level}",) for level in (2, 3) if level in levels]
    for ordered, name in ((False, "List Bullet"), (True, "List Number")):
        if any(isinstance(block, List) and block.ordered is ordered for block in found):
            names.append((name,))
    if any(isinstance(block, Table) and plain(block.caption) for block in found):
        names.append(("Caption",))
    return names


class Styles:
    """The styles of a letterhead, not yet those of a memo."""

    def __init__(self, root: Element) -> None:
        self._defaults = root.find(qn("w:docDefaults"))
        self._by_id: dict[str, Element] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        for style in root.iterchildren(qn("w:style")):
            name, kind = _value(style, "name"), style.get(qn("w:type"), "")
            own = style.get(qn("w:styleId"), "")
            self._by_id[own] = style
            self._by_name.setdefault((kind, name.lower()), own)

    def names(self, kind: str = "paragraph") -> list[str]:
        """The names of its styles of a kind, as Word shows them."""
        found = (_value(style, "name") for style in self._by_id.values() if style.get(qn("w:type")) == kind)
        return sorted(name[:1].upper() + name[1:] for name in found if name)

    def has(self, name: str, kind: str = "paragraph") -> bool:
        """Whether it has a style of that name and kind."""
        return (kind, name.lower()) in self._by_name

    def over(self, ours: Element, used: set[str], table_style: str = "") -> tuple[Element, dict[str, str]]:
        """Our styles with these in their place, and the new ids of those that go along.

        ``used`` are ids that its headers and footers use; ``table_style`` names the one for tables.
        """
        mapped = {own: ids for ids, own in self._mapped(ours, table_style)}
        kept = self._with_what_they_build_on({*mapped, *(used & self._by_id.keys())})
        ids = {own: mapped.get(own, f"{APART}{number}") for number, own in enumerate(kept, 1)}
        theirs = [self._renamed(own, ids) for own in kept]
        return self._joined(ours, theirs), ids

    def behind(self, ids: dict[str, str]) -> set[str]:
        """Of the new ``ids`` those of styles that a memo's own paragraphs and words have, or build on."""
        first = {own for own, new in ids.items() if not new.startswith(APART)}
        return {ids[own] for own in self._with_what_they_build_on(first)}

    def _mapped(self, ours: Element, table_style: str) -> Iterator[tuple[str, str]]:
        taken: set[str] = set()
        for style in ours.iterchildren(qn("w:style")):
            kind, own = style.get(qn("w:type"), ""), style.get(qn("w:styleId"), "")
            names = _NAMES.get(own, (_value(style, "name").lower(),))
            if own == "MemoTable" and table_style:
                names = (table_style.lower(),)
            found = next((self._by_name[kind, name] for name in names if (kind, name) in self._by_name), None)
            if found is not None and own not in _OWN and found not in taken:
                taken.add(found)
                yield own, found

    def _with_what_they_build_on(self, first: set[str]) -> list[str]:
        kept: set[str] = set()
        waiting = set(first)
        while waiting:
            own = waiting.pop()
            kept.add(own)
            below = {_value(self._by_id[own], name) for name in ("basedOn", "link")}
            waiting |= (below & self._by_id.keys()) - kept
        return [own for own in self._by_id if own in kept]

    def _renamed(self, own: str, ids: dict[str, str]) -> Element:
        style = deepcopy(self._by_id[own])
        clean_properties(style)
        style.set(qn("w:styleId"), ids[own])
        for name in ("basedOn", "next", "link"):
            for element in style.findall(qn(f"w:{name}")):
                if (target := element.get(qn("w:val"), "")) in ids:
                    element.set(qn("w:val"), ids[target])
                else:
                    style.remove(element)
        if ids[own] == _TITLE:
            _outline(style)
        return style

    def _joined(self, ours: Element, theirs: list[Element]) -> Element:
        root = make("styles")
        defaults, own_defaults = self._defaults, known(ours, "w:docDefaults")
        root.append(_in_our_languages(defaults, own_defaults) if defaults is not None else deepcopy(own_defaults))
        root.append(deepcopy(known(ours, "w:latentStyles")))
        ids = {style.get(qn("w:styleId")) for style in theirs}
        names = {_value(style, "name").lower() for style in theirs}
        defaults_of = {style.get(qn("w:type")) for style in theirs if style.get(qn("w:default")) in ("1", "true", "on")}
        root.extend(theirs)
        for style in ours.iterchildren(qn("w:style")):
            if style.get(qn("w:styleId")) not in ids:
                root.append(_added(deepcopy(style), names, defaults_of))
        return root


def _added(style: Element, names: set[str], defaults_of: set[str | None]) -> Element:
    """A style of ours among those of a letterhead."""
    named = known(style, "w:name")
    if _value(style, "name").lower() in names | {"header", "footer"}:
        named.set(qn("w:val"), f"Memo {_value(style, 'name').title()}")
        style.set(qn("w:customStyle"), "1")
    if style.get(qn("w:default")) and style.get(qn("w:type")) in defaults_of:
        del style.attrib[qn("w:default")]
    if style.get(qn("w:styleId")) in _STANDING_APART:
        _standing_apart(style)
    return style


def _standing_apart(style: Element) -> None:
    """What a letterhead's text may have (white above, a first line set in, both edges flush) is not for cells."""
    properties = known(style, "w:pPr")
    spacing = known(properties, "w:spacing")
    if spacing.get(qn("w:before")) is None:
        spacing.set(qn("w:before"), "0")
    if properties.find(qn("w:ind")) is None:
        spacing.addnext(make("ind", left=0, right=0, firstLine=0))
    properties.append(make("jc", val="left"))


def _outline(style: Element) -> None:
    """The title of a memo is its first heading, whether or not the letterhead counts it as one."""
    properties = style.find(qn("w:pPr"))
    if properties is None:
        properties = make("pPr")
        before = [each for each in style if each.tag in (qn("w:rPr"), qn("w:tblPr"))]
        before[0].addprevious(properties) if before else style.append(properties)
    for each in properties.findall(qn("w:outlineLvl")):
        properties.remove(each)
    properties.append(make("outlineLvl", val=0))


def _in_our_languages(defaults: Element, ours: Element) -> Element:
    """A letterhead's defaults with the languages of the memo."""
    made = deepcopy(defaults)
    clean_properties(made)
    holder = made.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if holder is None:
        holder = make("rPr")
        for each in made.findall(qn("w:rPrDefault")):
            made.remove(each)
        made.insert(0, make("rPrDefault", holder))
    holder.append(deepcopy(known(ours, "w:rPrDefault", "w:rPr", "w:lang")))
    return made


def _value(element: Element, name: str) -> str:
    found = element.find(qn(f"w:{name}"))
    return "" if found is None else found.get(qn("w:val"), "")
