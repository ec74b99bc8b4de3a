"""Does a finished memo still say what it said, and does the record still say so?

In: a memo (PDF or DOCX) and, if there is one, the record on disk. Out: what in the memo was edited, whether the
record inside it is whole, and what in the record is not as it was when the memo was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from reportgen.carried import Carried, Cut, Line
from reportgen.finished import Finished, Piece
from reportgen.finished.direction import MIRRORED
from reportgen.leaks.words import squeezed
from reportgen.memo.tree import is_right_to_left
from reportgen.model.base import PARTS, Entry
from reportgen.model.talks import Talks

LANDMARK = 16
"""Characters that follow one another in the memo as in the file: enough to say that here they agree again."""
_UNSEEN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that are not as they were made: of what they are, where they stand; "" for words added, or taken out."""

    of: str
    where: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of the record that is not as the memo has it; "" for one that the other does not have."""

    of: str
    in_memo: str
    on_disk: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a memo since it was made."""

    carried: Carried
    whole: bool
    """Whether the record inside it is the one that was put in."""
    edits: tuple[Edit, ...]
    marks: tuple[str, ...]
    differences: tuple[Difference, ...] | None
    """Against the record on disk; None where there is none to compare with."""

    @property
    def unchanged(self) -> bool:
        """Whether text, record inside and record on disk all say the same."""
        return self.whole and not self.edits and not self.differences


def verify(memo: Finished, now: Carried | None = None) -> Verdict:
    """Compare a finished memo with the record inside it, and that with what a memo would carry ``now``.

    Raises :class:`~reportgen.errors.ReportgenError` when the record inside it cannot be read.
    """
    carried = memo.carried
    edits = (*_running(carried, memo.running), *_body(carried, memo.body), *_against(carried))
    return Verdict(carried, memo.whole, edits, memo.marks, tuple(_differences(carried, now)) if now else None)


# ------------------------------------------------------------------------------------ the words


def _running(carried: Carried, running: Sequence[Piece]) -> Iterator[Edit]:
    """What every page is to carry and one does not."""
    said = carried.running
    at_top = [piece for piece in running if not piece.where.startswith("footer")]
    at_foot = [piece for piece in running if not piece.where.startswith("header")]
    for name, words, pieces in (
        ("marking", said.marking, running), ("draft", said.draft, at_top),
        ("header", said.header, at_top), ("footer", said.footer, at_foot),
    ):  # fmt: skip
        for piece in pieces:
            if _bare(words) not in _bare(piece.text):
                yield Edit(name, piece.where, words, " ".join(piece.text.split()))


def _body(carried: Carried, body: Sequence[Piece]) -> Iterator[Edit]:
    """Every stretch of the body that does not read as it was made, line by line of the memo."""
    body = _once(body, carried.lines)
    found = "".join(_bare(piece.text) for piece in body)
    ends = list(accumulate(len(_bare(piece.text)) for piece in body))
    lines = [(line, _bare(line.text)) for line in carried.lines]
    from_right = is_right_to_left(carried.language)
    if from_right and _letters("".join(words for _, words in lines)) == _letters(found):
        return  # a line written from right to left with names from left to right has no one order on a page
    at, number = 0, 0
    while number < len(lines):
        words = lines[number][1]
        if found.startswith(words, at):
            at, number = at + len(words), number + 1
            continue
        again, place = _landmark(found, at, [words for _, words in lines], number)
        yield from _edits([line for line, _ in lines[number:again]], body, ends, (at, place), from_right)
        at, number = place, again
    if rest := found[at:]:
        yield Edit("", _where(body, ends, at), "", _shown(body, ends, at, at + len(rest)))


def _once(body: Sequence[Piece], lines: Iterable[Line]) -> list[Piece]:
    """The pieces of the body without column heads that a page repeats, at its top, for a table that goes on."""
    grouped = groupby(lines, key=lambda line: line.head)
    runs = [[_bare(line.text) for line in run] for is_head, run in grouped if is_head]
    words = [_bare(piece.text) for piece in body]
    kept: list[Piece] = []
    number = 0
    while number < len(body):
        at_top = number > 0 and body[number - 1].where != body[number].where
        again = next((run for run in runs if at_top and words[number : number + len(run)] == run), [])
        kept += [] if again else [body[number]]
        number += len(again) or 1
    return kept


def _landmark(found: str, at: int, lines: Sequence[str], number: int) -> tuple[int, int]:
    """The next line that stands in the file as it was made, and where."""
    for again in range(number, len(lines)):
        mark = ""
        for words in lines[again:]:
            mark += words
            if len(mark) >= LANDMARK:
                break
        place = found.find(mark, at)
        if place >= 0 and (len(mark) >= LANDMARK or found.endswith(mark)):
            return again, place
    return len(lines), len(found)


def _edits(
    lines: Sequence[Line], body: Sequence[Piece], ends: Sequence[int], stretch: tuple[int, int], from_right: bool
) -> Iterator[Edit]:
    """What became of these lines, which stand in such a stretch of the file if they still stand at all."""
    start, end = stretch
    was = "".join(_bare(line.text) for line in lines)
    now = "".join(_bare(piece.text) for piece in body)[start:end]
    where = _where(body, ends, start)
    if _letters(was) == _letters(now) and (from_right or _where(body, ends, end) != where or _is_turned(was)):
        return  # the same words, drawn in another order: cells over two pages, or names among Arabic
    shown = _shown(body, ends, start, end) if now else ""
    named = [line for line in lines if line.of] or list(lines)
    if not named:
        yield Edit("", where, "", shown)
    for line in named:
        yield Edit(line.of, where, line.text, shown)


def _where(body: Sequence[Piece], ends: Sequence[int], at: int) -> str:
    return next((piece.where for piece, end in zip(body, ends, strict=True) if at < end), "the end")


def _shown(body: Sequence[Piece], ends: Sequence[int], start: int, end: int) -> str:
    """The pieces that words of the file stand in, as they read."""
    starts = [0, *ends]
    touched = [p.text for p, first, last in zip(body, starts, ends, strict=False) if first < end and last > start]
    return " ".join(" ".join(touched).split())


def _bare(text: str) -> str:
    """Words without what a page may change of them: spaces, marks without a shape, ligatures."""
    shaped = unicodedata.normalize("NFKC", "".join(c for c in text if unicodedata.category(c) != "Cf"))
    return _UNSEEN.sub("", shaped)


def _letters(text: str) -> Counter[str]:
    """How often each character stands; brackets either way round."""
    return Counter(MIRRORED.get(character, character) if character in ")]}>»›" else character for character in text)


def _is_turned(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _against(carried: Carried) -> Iterator[Edit]:
    """Lines inside the file that do not have the words of the entry they state."""
    texts = {f"{entry.id}.text": getattr(entry, "text", None) for _, _, entry in carried.talks.entries()}
    for line in carried.lines:
        text = texts.get(line.of)
        if text and squeezed(text) not in squeezed(line.text):
            yield Edit(line.of, "the record inside it", text, line.text)


# ------------------------------------------------------------------------------------ the record


def _differences(memo: Carried, now: Carried) -> Iterator[Difference]:
    """What the record says otherwise now, of all that the memo carries or would carry."""
    yield from _fields("", memo.talks, now.talks, _header())
    before, after = _entries(memo.talks), _entries(now.talks)
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield Difference(name, _told(before[name]), "")
        elif name not in before:
            yield Difference(name, "", _told(after[name]))
        else:
            yield from _fields(f"{name}.", before[name], after[name], type(after[name]).model_fields)
    for source, digest in memo.digests.items():
        if now.digests.get(source, digest) != digest:
            yield Difference(f"{source} (the source's file)", digest[:12], now.digests[source][:12])


def _header() -> list[str]:
    """The fields of a record that are no lists of entries."""
    return [name for name in Talks.model_fields if name not in PARTS]


def _entries(talks: Cut) -> dict[str, Entry]:
    return {entry.id: entry for _, _, entry in talks.entries()}


def _fields(prefix: str, before: object, after: object, names: Iterable[str]) -> Iterator[Difference]:
    for name in names:
        was, now = getattr(before, name, None), getattr(after, name, None)
        if was != now:
            yield Difference(f"{prefix}{name}", _plain(was), _plain(now))


def _plain(value: object) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, tuple):
        return "; ".join(map(_plain, value))
    dump = getattr(value, "model_dump", None)
    if dump is None:
        return str(value)
    return ", ".join(f"{name} {inner}" for name, inner in dump(mode="json", exclude_defaults=True).items())


def _told(entry: Entry) -> str:
    return next((str(v) for f in ("text", "title", "name", "short") if (v := getattr(entry, f, None))), entry.id)
