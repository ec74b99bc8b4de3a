"""WordprocessingML from elsewhere: properties without what an editor notes about its users and its sessions."""

from __future__ import annotations

import re

from docx.oxml.ns import qn

from reportgen.writers._word import Element

_W = qn("w:p")[1:-2]
_NOTED = re.compile(r"(?:\w+Change|rsid\w*|lang|aliases|personal\w*|locked|ins|del|moveFrom|moveTo|sectPr)")
"""Elements that are no looks: changes, sessions, languages of another text, names, locks."""


def local(element: Element) -> tuple[str, str]:
    """The namespace and the name of an element."""
    namespace, _, name = str(element.tag).rpartition("}")
    return namespace[1:], name


def clean_properties(element: Element, *, children: bool = True) -> None:
    """Leave in an element, and in those below it, nothing but looks of WordprocessingML."""
    for name in map(str, element.attrib.keys()):
        namespace, _, own = name.rpartition("}")
        if (namespace and namespace[1:] != _W and "XML/1998" not in namespace) or own.startswith("rsid"):
            del element.attrib[name]
    for child in list(element) if children else ():
        namespace, name = local(child)
        if namespace != _W or _NOTED.fullmatch(name):
            element.remove(child)
        else:
            clean_properties(child)


def unwrap(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is not None:
        for child in list(element):
            element.addprevious(child)
        parent.remove(element)


def remove(element: Element) -> None:
    """Take an element out of where it stands."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def known(element: Element, *names: str) -> Element:
    """The element below, name by name, where our own parts always have one."""
    for name in names:
        found = element.find(qn(name))
        if found is None:
            raise LookupError(name)
        element = found
    return element
