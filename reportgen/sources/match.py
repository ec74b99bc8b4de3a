"""Where a verbatim run stands in a document; for a near miss, the nearest passage and its difference."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from reportgen.sources.document import Document
from reportgen.sources.fold import differences, fold
from reportgen.sources.nearest import Missing, nearest
from reportgen.sources.words import occurrences

__all__ = ["Found", "Match", "Missing", "Repeated", "find", "holds"]


class Found(Struct, frozen=True):
    """The run stands once: its offsets, the paragraphs it touches, and what was forgiven."""

    start: int
    end: int
    paragraphs: tuple[int, ...]
    forgiven: tuple[str, ...] = ()


class Repeated(Struct, frozen=True):
    """The run stands more than once: the paragraphs, one entry an occurrence."""

    paragraphs: tuple[int, ...]


Match = Found | Repeated | Missing


def find(document: Document, run: str, para: int | None = None) -> Match:
    """Where ``run`` stands, word for word but for what :mod:`~reportgen.sources.fold` levels.

    With ``para``, occurrences outside that paragraph do not count; a run that stands elsewhere only
    is missing without a difference, and the paragraph given is the first that has it.
    """
    wanted = fold(run).text
    anywhere = [_place(document, at, len(wanted)) for at in document.index.occurrences(wanted)]
    places = [each for each in anywhere if para is None or para in each[2]]
    if len(places) > 1:
        return Repeated(tuple(paragraphs[0] for _, _, paragraphs in places))
    if anywhere and not places:
        return Missing(wanted, anywhere[0][2][0])
    if not places:
        return nearest(document, wanted)
    start, end, paragraphs = places[0]
    return Found(start, end, paragraphs, differences(run.strip(), document.text[start:end]))


def holds(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text``, whole and in order, forgiving what folding levels."""
    return bool(occurrences(_levelled(text), _levelled(words)))


@lru_cache(maxsize=2048)
def _levelled(text: str) -> str:
    return fold(text).text


def _place(document: Document, at: int, length: int) -> tuple[int, int, tuple[int, ...]]:
    """Offsets in the original text, and the paragraphs between them."""
    start, end = document.folded.starts[at], document.folded.ends[at + length - 1]
    return start, end, document.paragraphs_at(start, end)
