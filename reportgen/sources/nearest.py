"""The passage of a document that comes nearest to a run which does not stand in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher

from msgspec import Struct

from reportgen.sources.document import Document, Paragraph
from reportgen.sources.script import WORD, WORD_AS_WRITTEN
from reportgen.sources.words import WordIndex

Span = tuple[int, int]
MARKS = ".,:;!?()\"'-"
RAREST = 8
"""How many of a run's words are looked up; the rarest say most."""
MOST = 2000
"""How many places of one word are looked at."""
TRIED = 40
"""How many stretches are compared word by word."""


class Missing(Struct, frozen=True):
    """The run does not stand in the document.

    ``passage`` is the nearest text, in paragraph ``paragraph`` (-1: nothing is near); ``differing``
    pairs the words of the run with those of the source, either side empty where one has none.
    """

    passage: str = ""
    paragraph: int = -1
    differing: tuple[tuple[str, str], ...] = ()


def nearest(document: Document, run: str) -> Missing:
    """What comes nearest to a levelled run, where at least half of its words are."""
    words = WORD.findall(run)
    first = _best_stretch(document.index, words)
    if first is None:
        return Missing()
    last, slack = first + len(words), len(words) // 2 + 3
    paragraphs = _paragraphs_of(document, set(words), max(0, first), last)
    text = _clipped(document, paragraphs, first - slack, last + slack)
    return _compared(run, text, paragraphs[0].number)


def _best_stretch(index: WordIndex, words: list[str]) -> int | None:
    """The number of the word at which the run would begin."""
    wanted = set(words)

    def shared(first: int) -> int:
        return len(wanted & set(index.words[max(0, first) : max(0, first + len(words))]))

    best = max(_beginnings(index, words), key=shared, default=None)
    return None if best is None or shared(best) * 2 < len(wanted) else best


def _beginnings(index: WordIndex, words: list[str]) -> list[int]:
    """Where the run would begin if its rarest words were in place, the likeliest first."""
    known = {word for word in words if index.rarity(word)}
    rarest = set(sorted(known, key=lambda word: (index.rarity(word), word))[:RAREST])
    votes = Counter(
        place - at for at, word in enumerate(words) if word in rarest for place in index.places[word][:MOST]
    )
    return [first for first, _ in votes.most_common(TRIED)]


def _paragraphs_of(document: Document, wanted: set[str], first: int, last: int) -> list[Paragraph]:
    """The paragraphs with at least a fifth of the wanted words of a stretch, the one with most first."""
    index, offsets = document.index, document.folded.starts
    votes: Counter[Paragraph] = Counter()
    for word, start in zip(index.words[first:last], index.starts[first:last], strict=True):
        votes[document.paragraph_at(offsets[start])] += word in wanted
    (_, most), *_ = ranked = votes.most_common()
    return [paragraph for paragraph, count in ranked if count == most or count * 5 >= len(wanted)]


def _clipped(document: Document, paragraphs: list[Paragraph], first: int, last: int) -> str:
    """The levelled text of the words ``first`` to ``last``, so far as they lie in the paragraphs."""
    index, offsets = document.index, document.folded.starts
    start = bisect_left(offsets, min(each.start for each in paragraphs))
    end = bisect_left(offsets, max(each.end for each in paragraphs))
    lowest, highest = index.between(start, end)
    begin = start if first <= lowest else index.starts[first]
    finish = end if last >= highest else index.starts[last]
    return index.text[begin:finish].strip()


def _compared(run: str, text: str, number: int) -> Missing:
    """The stretch of ``text`` that lines up with the run, and the words in which they differ."""
    ours = [match.span() for match in WORD_AS_WRITTEN().finditer(run)]
    theirs = [match.span() for match in WORD_AS_WRITTEN().finditer(text)]
    words, source = [run[slice(*each)] for each in ours], [text[slice(*each)] for each in theirs]
    low, high = _window(source, words)
    theirs = _without_outer_marks(text, theirs[low:high], words)
    source = [text[slice(*each)] for each in theirs]
    matcher = SequenceMatcher(None, words, source, autojunk=False)
    changes = [spans for tag, *spans in matcher.get_opcodes() if tag != "equal"]
    differing = tuple((_stretch(run, ours[a:b]), _stretch(text, theirs[c:d])) for a, b, c, d in changes)
    return Missing(_stretch(text, theirs), number, differing)


def _without_outer_marks(text: str, spans: list[Span], words: list[str]) -> list[Span]:
    """The spans without punctuation before the first word and after the last that the run may leave out."""
    if not spans:
        return spans
    (start, first_end), (last_start, end) = spans[0], spans[-1]
    if text[start:first_end].lstrip(MARKS) == words[0]:
        spans = [(first_end - len(words[0]), first_end), *spans[1:]]
    if text[last_start:end].rstrip(MARKS) == words[-1]:
        spans = [*spans[:-1], (spans[-1][0], last_start + len(words[-1]))]
    return spans


def _window(source: list[str], words: list[str]) -> tuple[int, int]:
    """From where to where the words of the source line up with those sought."""
    matcher = SequenceMatcher(None, source, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0, len(words)
    start = max(0, blocks[0].a - blocks[0].b)
    return start, blocks[-1].a + len(words) - blocks[-1].b


def _stretch(text: str, spans: list[Span]) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""
