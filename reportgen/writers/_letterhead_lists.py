"""The numbering of a letterhead's list styles beside ours, which serves where it has none."""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.ns import qn

from reportgen.writers._letterhead_clean import clean_properties, known, remove
from reportgen.writers._word import Element, make

_APART = 10_000
"""Added to the numbers of the letterhead's lists, so that those of the memo's own lists stay free."""
_OURS = {"ListBullet": ("0", "1"), "ListNumber": ("1", "2")}
"""For each style of a list, the number of its abstract numbering in our own part, and that of its numbering."""


def lists(ours: Element, theirs: Element | None, styles: Element, ids: dict[str, str]) -> Element:
    """Our numbering part with the letterhead's, and the styles pointed to it. ``ids``: old ids of styles to new."""
    root = deepcopy(ours)
    abstracts = _by(theirs, "abstractNum", "abstractNumId")
    numbers = _by(theirs, "num", "numId")
    used: dict[str, str] = {}
    for style in styles.iterchildren(qn("w:style")):
        for holder in style.findall(f"{qn('w:pPr')}/{qn('w:numPr')}"):
            number = holder.find(qn("w:numId"))
            name = "" if number is None else number.get(qn("w:val"), "")
            abstract = _abstract_of(numbers.get(name))
            own = style.get(qn("w:styleId"), "")
            if own in _OURS and name == _OURS[own][1] and own not in ids.values():
                continue  # our own style, and our own numbering
            if number is not None and abstract in abstracts and abstracts[abstract].find(qn("w:lvl")) is not None:
                number.set(qn("w:val"), str(_APART + int(name)))
                used[name] = abstract
            else:
                remove(holder)
    _add(root, {name: deepcopy(abstracts[name]) for name in sorted(set(used.values()))}, used, ids)
    _serve(root, styles)
    return root


def _by(root: Element | None, tag: str, name: str) -> dict[str, Element]:
    found = [] if root is None else root.iterchildren(qn(f"w:{tag}"))
    return {each.get(qn(f"w:{name}"), ""): each for each in found if each.get(qn(f"w:{name}"), "").isdigit()}


def _abstract_of(number: Element | None) -> str:
    found = None if number is None else number.find(qn("w:abstractNumId"))
    return "" if found is None else found.get(qn("w:val"), "")


def _add(root: Element, abstracts: dict[str, Element], used: dict[str, str], ids: dict[str, str]) -> None:
    first = known(root, "w:num")
    for name, abstract in abstracts.items():
        clean_properties(abstract)
        abstract.set(qn("w:abstractNumId"), str(_APART + int(name)))
        for tag in ("styleLink", "numStyleLink", "name"):
            for each in abstract.findall(qn(f"w:{tag}")):
                abstract.remove(each)
        for level in abstract.iterchildren(qn("w:lvl")):
            for each in [*level.findall(qn("w:pStyle")), *level.findall(qn("w:lvlPicBulletId"))]:
                target = ids.get(each.get(qn("w:val"), ""), "") if each.tag == qn("w:pStyle") else ""
                each.set(qn("w:val"), target) if target else level.remove(each)
        first.addprevious(abstract)
    for name, abstract_name in used.items():
        root.append(make("num", make("abstractNumId", val=_APART + int(abstract_name)), numId=_APART + int(name)))


def _serve(root: Element, styles: Element) -> None:
    """Where a style of a list has no numbering let it have ours; where it has, ours is in the way."""
    for style in styles.iterchildren(qn("w:style")):
        own = style.get(qn("w:styleId"), "")
        if own not in _OURS:
            continue
        abstract, number = _OURS[own]
        if style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is None:
            properties = style.find(qn("w:pPr"))
            if properties is None:
                properties = make("pPr")
                runs = style.find(qn("w:rPr"))
                runs.addprevious(properties) if runs is not None else style.append(properties)
            before = [each for each in properties if each.tag in _BEFORE_NUMBERING]
            properties.insert(len(before), make("numPr", make("numId", val=number)))
        elif known(style, "w:pPr", "w:numPr", "w:numId").get(qn("w:val")) != number:
            for each in root.findall(qn("w:abstractNum")):
                if each.get(qn("w:abstractNumId")) == abstract:
                    for link in each.iter(qn("w:pStyle")):
                        remove(link)


_BEFORE_NUMBERING = {
    qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}


def numbering_of(style: str, styles: Element, numbering: Element) -> str:
    """The number of the abstract numbering behind a style of lists."""
    (own,) = (each for each in styles.iterchildren(qn("w:style")) if each.get(qn("w:styleId")) == style)
    number = known(own, "w:pPr", "w:numPr", "w:numId")
    for each in numbering.iterchildren(qn("w:num")):
        if each.get(qn("w:numId")) == number.get(qn("w:val")):
            return _abstract_of(each)
    raise LookupError(style)  # our own numbering is always there
