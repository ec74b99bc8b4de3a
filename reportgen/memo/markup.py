"""Markup text → elements that know which template and line wrote them. XML, and nothing of it but elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.parsers import expat

from msgspec import Struct, field

from reportgen.errors import TemplateError

STAMP = "written-at"
"""The attribute that the renderer puts on every tag: ``template:line``."""

DEEPEST = 40

SPACES = re.compile(r"[ \t\n\r\f]+")
"""White space that markup collapses; a no-break space is a character like any other."""


class Element(Struct):
    """One element; ``children`` are elements and words in order."""

    tag: str
    attributes: dict[str, str]
    template: str
    line: int
    children: list[Element | str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where it was written: ``template:line``."""
        return f"{self.template}:{self.line}"

    def refuse(self, message: str) -> TemplateError:
        """The error for what is wrong with this element."""
        return TemplateError(message, self.template, self.line)

    def elements(self) -> Iterator[Element]:
        """The child elements. Raises :class:`TemplateError` for words between them."""
        for number, child in enumerate(self.children):
            if isinstance(child, Element):
                yield child
            elif child.strip():
                raise self._nearest(number).refuse(
                    f'In <{self.tag}> the words "{_short(child)}" stand bare; put them in a <p>.'
                )

    def _nearest(self, number: int) -> Element:
        """The element nearest to the words that are child ``number``: words alone know no place."""
        before = [child for child in self.children[:number] if isinstance(child, Element)]
        after = [child for child in self.children[number:] if isinstance(child, Element)]
        return [*after[:1], self][0] if not before else before[-1]

    def walk(self) -> Iterator[Element]:
        """This element and all inside it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def words(self) -> str:
        """Its words, when it holds nothing else but words in another language."""
        return SPACES.sub(" ", self._words()).strip(" ")

    def _words(self) -> str:
        for child in self.children:
            if isinstance(child, Element) and child.tag != "span":
                raise child.refuse(f"<{child.tag}> may not stand in <{self.tag}>, which holds words only.")
        return "".join(child if isinstance(child, str) else child._words() for child in self.children)


def parse(markup: str) -> Element:
    """Read markup. Raises :class:`TemplateError` when it is not well formed, by template and line."""
    return _Parser().parse(markup)


class _Parser:
    def __init__(self) -> None:
        self._open: list[Element] = []
        self._root: Element | None = None
        self._last = ("memo.html.j2", 0)
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._words
        self._expat.StartDoctypeDeclHandler = self._refused("a document type")
        self._expat.ProcessingInstructionHandler = self._refused("a processing instruction")
        self._expat.StartCdataSectionHandler = self._refused("a CDATA section")

    def parse(self, markup: str) -> Element:
        try:
            self._expat.Parse(markup, True)
        except expat.ExpatError as error:
            raise self._broken(error) from None
        except UnicodeEncodeError:
            raise TemplateError("The markup holds half a character (a lone surrogate).", *self._last) from None
        if self._root is None:
            raise TemplateError("The template writes nothing.", *self._last)
        return self._root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        template, _, line = attributes.pop(STAMP, "").rpartition(":")
        self._last = (template, int(line)) if template and line.isdigit() else self._last
        element = Element(tag, attributes, *self._last)
        if len(self._open) >= DEEPEST:
            raise element.refuse(f"<{tag}> stands more than {DEEPEST} elements deep.")
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _words(self, words: str) -> None:
        if self._open:
            self._open[-1].children.append(words)

    def _refused(self, what: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise TemplateError(f"The markup holds {what}, which has no place in a memo.", *self._last)

        return refuse

    def _broken(self, error: expat.ExpatError) -> TemplateError:
        inside = f" inside <{self._open[-1].tag}>" if self._open else ""
        match error.code:
            case 7:  # XML_ERROR_TAG_MISMATCH
                return self._mismatched()
            case 11:  # XML_ERROR_UNDEFINED_ENTITY
                message = f"A named entity is not known{inside}; write the character, or its number: &#160; for &nbsp;."
            case 3:  # XML_ERROR_NO_ELEMENTS
                message = "The template writes no markup."
            case 8:  # XML_ERROR_DUPLICATE_ATTRIBUTE
                message = "A tag has the same attribute twice."
            case _:
                message = f"The markup cannot be read after here{inside}: {expat.ErrorString(error.code)}."
        return TemplateError(message, *self._last)

    def _mismatched(self) -> TemplateError:
        """Closing tags have no stamp: the place is that of the open tag, or of the last tag in another template."""
        still = self._open[-1]
        message = f"A closing tag does not match: <{still.tag}> is still open"
        if (still.template, still.line) == self._last:
            return still.refuse(f"{message}.")
        template, line = self._last
        if still.template == template:
            return still.refuse(f"{message}; the last tag before it is on line {line}.")
        return TemplateError(f"{message} ({still.place}).", template, line)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) < 40 else words[:39] + "…"
