"""Markdown with talks in it: fenced blocks and references become elements of the page, as its own tables are.

What they show is asked of a :class:`Shows`; this module knows where they stand, and that they may not be meant at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, cast
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from reportgen.integrations.mkdocs.fences import MARKER, Fence, Fences
from reportgen.integrations.mkdocs.inline import unlinked_in_links
from reportgen.integrations.mkdocs.written import ROLES

CODE = r"(?<!\\)(?P<code>`+).+?(?<!`)(?P=code)(?!`)"
REFERENCE = rf"(?<![\w:`\\]):({'|'.join(ROLES)}):`([^`]+)`(?!`)|{CODE}"
"""A reference; or code in the line, which is passed over, so that a page can show how a reference is written."""
NEARLY = rf"(?<![\w:`\\])[:{{]([A-Za-z][\w-]*)[:}}] ?`([^`]+)`(?!`)|{CODE}"
"""What may be meant for a reference: a name nearly one of ours, a space or braces too many."""
PLACE = f"{STX}talks"
"""On the element that stands for a block until the page's headings are known; no page can write it."""


class Shows(Protocol):
    """What is shown on the page that is being written."""

    def block(self, fence: Fence, level: int) -> Sequence[Element]:
        """What a block shows under a heading of this level; 0 where none stands above it."""

    def reference(self, role: str, typed: str) -> Element:
        """What a reference shows."""

    def nearly(self, written: str, name: str, typed: str) -> Element | None:
        """What stands in place of what was nearly ``written`` as a reference; None where it is none of ours."""

    def begin(self, root: Element) -> None:
        """The page's own elements are all there; its ids are taken."""

    def lost(self, fence: Fence) -> None:
        """A block stands where nothing can be made of it."""


class TalksExtension(Extension):
    """Fenced blocks and references of ours, for Python-Markdown."""

    def __init__(self, shows: Callable[[], Shows]) -> None:
        super().__init__()
        self._shows = shows  # asked for anew on each page: MkDocs reads all of them by this one object

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        """Each stands just before, or after, the one of the library's own that it has to come before or after."""
        fences = _Blocks()
        md.preprocessors.register(_Take(md, fences), "talks_take", 25.5)  # before fenced code, of whichever extension
        md.preprocessors.register(_Comments(md, fences), "talks_comments", 19.5)  # after HTML was put aside
        md.parser.blockprocessors.register(_Code(md.parser, fences), "talks_code", 81)  # before indented code
        md.parser.blockprocessors.register(_Place(md.parser, fences), "talks_place", 11)  # before paragraphs
        md.inlinePatterns.register(_Reference(self._shows, md), "talks", 195)  # before code in the line
        md.inlinePatterns.register(_Nearly(self._shows, md), "talks_nearly", 194)
        # Before the table of contents, and after all that reads words for marks of its own.
        md.treeprocessors.register(_Write(md, fences, self._shows), "talks_write", 5.5)


class _Keeping(Protocol):
    """What superfences is when it keeps tabs."""

    def restore_raw_text(self, lines: list[str]) -> list[str]: ...


class _Blocks:
    """The fences of the page that is being written."""

    fences = Fences()


class _Take(Preprocessor):
    def __init__(self, md: Markdown, blocks: _Blocks) -> None:
        super().__init__(md)
        self._md, self._blocks = md, blocks

    def run(self, lines: list[str]) -> list[str]:
        self._blocks.fences = Fences()
        if "fenced_raw_block" in self._md.preprocessors:  # superfences, told to keep tabs, has them put aside already
            lines = cast("_Keeping", self._md.preprocessors["fenced_code_block"]).restore_raw_text(lines)
        return self._blocks.fences.marked(lines)


class _Comments(Preprocessor):
    """A block in a comment is none."""

    def __init__(self, md: Markdown, blocks: _Blocks) -> None:
        super().__init__(md)
        self._md, self._blocks = md, blocks

    def run(self, lines: list[str]) -> list[str]:
        stash = self._md.htmlStash.rawHtmlBlocks
        for number, html in enumerate(stash):
            if isinstance(html, str) and MARKER.search(html):
                stash[number] = re.sub(
                    "<!--.*?-->", lambda found: self._blocks.fences.written_back(found[0]), html, flags=re.DOTALL
                )
        return lines


class _Code(BlockProcessor):
    """A block in indented code is none."""

    def __init__(self, parser: BlockParser, blocks: _Blocks) -> None:
        super().__init__(parser)
        self._blocks = blocks

    def test(self, parent: Element, block: str) -> bool:
        code = self.parser.blockprocessors["code"]
        off = getattr(code, "config", {}).get("disable_indented_code_blocks", False)
        return not off and block.startswith(" " * self.tab_length) and bool(MARKER.search(block))

    def run(self, parent: Element, blocks: list[str]) -> bool:
        _, rest = self.detab(blocks[0])
        lines = blocks[0].split("\n")
        indented = lines[: len(lines) - (rest.count("\n") + 1 if rest else 0)]
        written = self._blocks.fences.written_back("\n".join(indented))
        blocks[0] = "\n".join([written, rest]) if rest else written
        return False  # and now it is code as any other


class _Place(BlockProcessor):
    """A block by itself, or a line of a paragraph that it divides."""

    def __init__(self, parser: BlockParser, blocks: _Blocks) -> None:
        super().__init__(parser)
        self._blocks = blocks

    def test(self, parent: Element, block: str) -> bool:
        return bool(MARKER.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        marker = MARKER.search(block)
        assert marker
        before, after = block[: marker.start()].rstrip(" \n"), block[marker.end() :].lstrip("\n")
        if before:
            self.parser.parseBlocks(parent, [before])
        place = Element("div", {PLACE: marker[1]})
        parent.append(place)
        self._blocks.fences.at(marker).settled = True
        if after.strip():
            blocks.insert(0, after)


class _Reference(InlineProcessor):
    def __init__(self, shows: Callable[[], Shows], md: Markdown) -> None:
        super().__init__(REFERENCE, md)
        self._shows = shows

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if m["code"]:
            return None, None, None
        return self._shows().reference(m[1], m[2]), m.start(0), m.end(0)


class _Nearly(InlineProcessor):
    def __init__(self, shows: Callable[[], Shows], md: Markdown) -> None:
        super().__init__(NEARLY, md)
        self._shows = shows

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        element = None if m["code"] else self._shows().nearly(m[0], m[1], m[2])
        return (None, None, None) if element is None else (element, m.start(0), m.end(0))


class _Write(Treeprocessor):
    def __init__(self, md: Markdown, blocks: _Blocks, shows: Callable[[], Shows]) -> None:
        super().__init__(md)
        self._blocks, self._shows = blocks, shows

    def run(self, root: Element) -> None:
        fences, shows = self._blocks.fences, self._shows()
        unlinked_in_links(root)
        shows.begin(root)
        for parent, place, level in list(_places(root)):
            shown = shows.block(fences.found[int(place.attrib.pop(PLACE))], level)
            at = list(parent).index(place)
            parent[at : at + 1] = shown
        for fence in fences.lost:
            shows.lost(fence)


def _places(root: Element) -> Iterator[tuple[Element, Element, int]]:
    """Every place of a block, with what holds it and the level of the page's last heading above it."""
    level = 0
    holding = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        if re.fullmatch("h[1-6]", str(element.tag)):
            level = int(str(element.tag)[1])
        elif PLACE in element.attrib:
            yield holding[element], element, level
