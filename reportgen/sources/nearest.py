"""The passage of a document that comes nearest to a run which does not stand in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.sources.document import Document
from reportgen.sources.script import WORD, WORD_AS_WRITTEN

RAREST = 8
"""How many of a run's words are looked up; the rarest say most."""
MOST = 2000
"""How many places of one word are looked at."""
TRIED = 40
"""How many stretches are compared word by word."""


@dataclass(frozen=True, slots=True)
class Missing:
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
    first = _best_stretch(document, words)
    if first is None:
        return Missing()
    number, start, end = _paragraph_of(document, set(words), first, first + len(words))
    slack = len(words) // 2 + 3
    text = _clipped(document, start, end, first - slack, first + len(words) + slack)
    return _compared(run, text, number)


def _best_stretch(document: Document, words: list[str]) -> int | None:
    """The number of the word at which the run would begin."""
    wanted, index = set(words), document.index

    def shared(first: int) -> int:
        return len(wanted & set(index.words[max(0, first) : max(0, first + len(words))]))

    best = max(_beginnings(document, words), key=lambda first: (shared(first), -first), default=None)
    return None if best is None or shared(best) * 2 < len(wanted) else best


def _beginnings(document: Document, words: list[str]) -> list[int]:
    """Where the run would begin if its rarest words were in place, the likeliest first."""
    index = document.index
    known = sorted({word for word in words if index.rarity(word)}, key=index.rarity)[:RAREST]
    votes = Counter(
        place - at for at, word in enumerate(words) if word in known for place in index.places[word][:MOST]
    )  # fmt: skip
    return [first for first, _ in votes.most_common(TRIED)]


def _paragraph_of(document: Document, wanted: set[str], first: int, last: int) -> tuple[int, int, int]:
    """The paragraph that has most of the words of a stretch: its number, and its bounds in the levelled text."""
    index, starts = document.index, document.folded.starts
    votes: Counter[int] = Counter()
    for word, start in zip(index.words[max(0, first) : last], index.starts[max(0, first) : last], strict=True):
        votes[document.paragraphs_at(starts[start], starts[start] + 1)[0]] += 1 + 9 * (word in wanted)
    paragraph = document.paragraph(votes.most_common(1)[0][0])
    assert paragraph is not None
    return paragraph.number, bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)


def _clipped(document: Document, start: int, end: int, first: int, last: int) -> str:
    """The levelled text of the words ``first`` to ``last``, so far as they lie between two offsets."""
    index = document.index
    lowest, highest = index.between(start, end)
    begin = start if first <= lowest else index.starts[first]
    finish = end if last >= highest else index.starts[last]
    return index.text[begin:finish].strip()


def _compared(run: str, text: str, number: int) -> Missing:
    """The stretch of ``text`` that lines up with the run, and the words in which they differ."""
    ours = [match.span() for match in WORD_AS_WRITTEN.finditer(run)]
    theirs = [match.span() for match in WORD_AS_WRITTEN.finditer(text)]
    words, source = [run[slice(*each)] for each in ours], [text[slice(*each)] for each in theirs]
    low, high = _window(source, words)
    theirs, source = theirs[low:high], source[low:high]
    matcher = SequenceMatcher(None, words, source, autojunk=False)
    differing = tuple(
        (_stretch(run, ours[a:b]), _stretch(text, theirs[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    )
    return Missing(_stretch(text, theirs), number, differing)


def _window(source: list[str], words: list[str]) -> tuple[int, int]:
    """From where to where the words of the source line up with those sought."""
    matcher = SequenceMatcher(None, source, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0, len(words)
    start = max(0, blocks[0].a - blocks[0].b)
    return start, blocks[-1].a + len(words) - blocks[-1].b


def _stretch(text: str, spans: list[tuple[int, int]]) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""
