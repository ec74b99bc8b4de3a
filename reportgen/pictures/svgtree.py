"""SVG text → its elements, read strictly: no document type, no entities, no instructions, nothing too deep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.parsers import expat

from msgspec import Struct, field

DEEPEST = 40
MOST = 5_000
SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"


class Shape(Struct):
    """An element of SVG; attributes of other namespaces but ``xlink:href`` are not in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Shape] = field(default_factory=list)
    words: str = ""

    def walk(self) -> Iterator[Shape]:
        """This element and all inside it."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(content: bytes) -> Shape:
    """Read an SVG. Elements of other namespaces, which are an editor's notes, are left out with all in them."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        told = f"is no well-formed SVG (line {error.lineno}: {expat.ErrorString(error.code)})"
        raise ValueError(f"{told}; export it again") from None
    if reader.root is None or reader.root.tag != "svg":
        raise ValueError("is XML, and no SVG; a web page saved as a picture is one, too")
    return reader.root


class _Reader:
    def __init__(self) -> None:
        self.root: Shape | None = None
        self._open: list[Shape | None] = []
        self._count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = lambda tag: self._open.pop()
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._refuse("a document type (<!DOCTYPE …>)")
        self.parser.EntityDeclHandler = self._refuse("an entity")

    def _start(self, name: str, given: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        self._count += 1
        if self._count > MOST or len(self._open) >= DEEPEST:
            raise ValueError(f"has more than {MOST:,} shapes, or shapes {DEEPEST} deep; export it simpler, or as PNG")
        outside = namespace != SVG or (bool(self._open) and self._open[-1] is None)
        shape = None if outside else Shape(tag, dict(_attributes(given)))
        if shape and self._open and (parent := self._open[-1]):
            parent.children.append(shape)
        if not self._open:
            self.root = shape
        self._open.append(shape)

    def _words(self, words: str) -> None:
        if self._open and (shape := self._open[-1]):
            shape.words += words

    def _refuse(self, what: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise ValueError(f"holds {what}; take it out, or export the picture again")

        return refuse


def _attributes(given: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        namespace, _, own = name.rpartition(" ")
        if not namespace or (namespace, own) == (_XLINK, "href"):
            yield own, value
