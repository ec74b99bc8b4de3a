"""Where a verbatim run stands in a document; for a near miss, the nearest passage and its difference."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.sources.document import Document, Paragraph
from reportgen.sources.fold import differences, fold


@dataclass(frozen=True, slots=True)
class Found:
    """The run stands once: its offsets, the paragraphs it touches, and what was forgiven."""

    start: int
    end: int
    paragraphs: tuple[int, ...]
    forgiven: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """The run stands more than once: the paragraphs, one entry an occurrence."""

    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The run does not stand in the document.

    ``passage`` is the nearest text, in paragraph ``paragraph`` (-1: nothing is near); ``differing``
    pairs the words of the run with those of the source, either side empty where one has none.
    """

    passage: str = ""
    paragraph: int = -1
    differing: tuple[tuple[str, str], ...] = ()


Match = Found | Repeated | Missing


def find(document: Document, run: str, para: int | None = None) -> Match:
    """Where ``run`` stands, word for word but for what :mod:`~reportgen.sources.fold` levels.

    With ``para``, occurrences outside that paragraph do not count.
    """
    wanted = fold(run).text
    found = [_found(document, run, at, len(wanted)) for at in _occurrences(document.folded.text, wanted)]
    if para is not None:
        found = [each for each in found if para in each.paragraphs]
    if len(found) > 1:
        return Repeated(tuple(each.paragraphs[0] for each in found if each.paragraphs))
    return found[0] if found else _nearest(document, wanted)


def holds(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text``, whole and in order, forgiving what folding levels."""
    return bool(_occurrences(fold(text).text, fold(words).text))


def _occurrences(text: str, wanted: str) -> list[int]:
    places: list[int] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if not _cuts_a_word(text, at) and not _cuts_a_word(text, at + len(wanted)):
            places.append(at)
        at = text.find(wanted, at + 1)
    return places


def _cuts_a_word(text: str, at: int) -> bool:
    """Whether offset ``at`` lies inside a word, in a script that parts words by spaces."""
    return 0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at])


def _in_word(character: str) -> bool:
    if character.isascii():
        return character.isalnum()
    return character.isalpha() and unicodedata.name(character, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def _found(document: Document, run: str, at: int, length: int) -> Found:
    start, end = document.folded.starts[at], document.folded.ends[at + length - 1]
    return Found(start, end, document.paragraphs_at(start, end), differences(run.strip(), document.text[start:end]))


def _nearest(document: Document, wanted: str) -> Missing:
    words = _words(wanted)
    nearest = max(document.paragraphs, key=lambda paragraph: _shared(words, paragraph))
    if _shared(words, nearest) * 2 < len(set(words)):
        return Missing()
    passage = _window(_words(fold(nearest.text).text), words)
    return Missing(" ".join(passage), nearest.number, _differing(words, passage))


def _words(text: str) -> list[str]:
    """Words with their punctuation; a character of a script without spaces counts as a word."""
    return re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+", text)


def _shared(words: list[str], paragraph: Paragraph) -> int:
    return len(set(words) & set(_words(fold(paragraph.text).text)))


def _window(source: list[str], words: list[str]) -> list[str]:
    """The stretch of the paragraph that lines up with the words sought."""
    matcher = SequenceMatcher(None, source, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return source[: len(words)]
    start = max(0, blocks[0].a - blocks[0].b)
    end = min(len(source), blocks[-1].a + blocks[-1].size + len(words) - blocks[-1].b - blocks[-1].size)
    return source[start:end]


def _differing(words: list[str], passage: list[str]) -> tuple[tuple[str, str], ...]:
    matcher = SequenceMatcher(None, words, passage, autojunk=False)
    return tuple(
        (" ".join(words[a:b]), " ".join(passage[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    )
