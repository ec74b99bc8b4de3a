"""The tree of a Word document → its paragraphs, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_NEW = frozenset({f"{_W}ins", f"{_W}moveTo"})
_SKIPPED = frozenset({_FALLBACK, f"{_W}rt", f"{_W}pPr", f"{_W}instrText", f"{_W}delText"})
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}ptab": " "}
_ON = (None, "1", "true", "on")


class Walk:
    """Collects paragraphs. Deletions are left out and insertions kept, as if all changes were accepted."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._deleted = self._inserted = self._hidden = self._comments = 0
        self._joined: list[str] = []

    def read(self, element: Element) -> None:
        """Add the paragraphs below an element: those of the text, of tables cell by cell, of content controls."""
        for child in element:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag in _GONE:
                self._deleted += 1
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._inserted += child.tag in _NEW
                self.read(child)

    def notes(self) -> Iterator[str]:
        """Remarks for a person on what was read, and what was not."""
        if self._deleted or self._inserted:
            yield (
                f"The document has tracked changes ({self._inserted} insertions, {self._deleted} deletions); "
                "it was read as if all of them were accepted."
            )
        if self._hidden:
            yield f"{self._hidden} runs of hidden text were left out."
        if self._comments:
            yield f"{self._comments} comments in the margin were left out."

    def _paragraph(self, paragraph: Element) -> None:
        """One paragraph, and after it those of the text boxes that are anchored in it."""
        words, boxes = self._joined, list[Element]()
        self._joined = []
        self._run(paragraph, words, boxes)
        if _mark_is_deleted(paragraph):  # its words belong to the next paragraph
            self._joined = words
        else:
            lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(words).split("\n"))
            if text := "\n".join(line for line in lines if line):
                self.paragraphs.append(text)
        for box in boxes:
            self.read(box)

    def _run(self, element: Element, words: list[str], boxes: list[Element]) -> None:
        for child in element:
            if child.tag in (f"{_W}t", _MATHS):
                words.append((child.text or "").replace("\n", " "))
            elif child.tag in _CHARACTERS:
                page = child.tag == f"{_W}br" and child.get(f"{_W}type") in ("page", "column")
                words.append(" " if page else _CHARACTERS[child.tag])
            elif child.tag == f"{_W}txbxContent":
                boxes.append(child)
            elif child.tag in _GONE:
                self._deleted += 1
            elif child.tag == f"{_W}commentReference":
                self._comments += 1
            elif child.tag == f"{_W}r" and _is_hidden(child):
                self._hidden += 1
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._inserted += child.tag in _NEW
                self._run(child, words, boxes)


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") in _ON


def _mark_is_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
