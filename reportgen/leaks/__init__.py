"""The last look before anything is written: does a finished file hold what its audience may not be told?

In: the record, an audience's ceiling, and the finished bytes. Out: every withheld string found, with the
place in the file and the entry it is of. The files are unpacked whole (every object and stream of a PDF,
every part of a DOCX, source, attributes and styles of HTML, files attached to files), and encodings are
read through (UTF-16, percent, entities, escapes, hexadecimal, base64).

What is searched (see :mod:`reportgen.leaks.withheld` for what is withheld):

* strings of 12 letters or more, whatever their capitals, spaces, hyphens and punctuation;
* of strings of 30 letters and digits or more also any run of 30, so that a sentence cut off is found;
  in scripts without spaces 4 and 10 characters;
* names of parties, persons, sources, places, signers of three letters or more as whole words;
* ids of two characters or more as whole words, also in the analyst's own words ("see A-03").

What is not: words that the audience is told elsewhere in the memo's record, that a source it may see has,
or that every memo has (labels, style); other strings of fewer than 12 letters; numbers and dates alone; the
same thing said in other words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module

from msgspec import Struct

from reportgen import early
from reportgen.audience import Audience
from reportgen.errors import WriteError
from reportgen.labels import Labels
from reportgen.leaks.bystanders import bystanders
from reportgen.leaks.index import Names, Phrases
from reportgen.leaks.unpack import Piece, unpacked
from reportgen.leaks.withheld import Knowledge, Words, knowledge
from reportgen.leaks.words import readings, squeezed
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.style import Style
from reportgen.view.visible import highest

__all__ = ["Leak", "Search", "fixed_words", "look_ahead", "look_through", "refuse_leaks", "to_judge", "words_of"]

_READER = "reportgen.leaks.pdf"
_MOST_TOLD = 5
_LONGEST_TOLD = 60


class Leak(Struct, frozen=True):
    """Withheld words in a file: where in it, the words as found, and the string of the record they are of."""

    file: str
    where: str
    found: str
    of: Words


class Search:
    """One audience's withheld words, ready to be looked for in any number of files.

    ``fixed`` are the words that memos have of themselves: labels, the audience's titles, the style.
    """

    def __init__(self, record: Record, ceiling: Handling, fixed: Iterable[str] = ()) -> None:
        known: Knowledge = knowledge(record, ceiling)
        fixed = list(fixed)
        titles = " ".join(words.text for words in known.told if words.of.endswith(".title"))  # lists have them in a row
        told = [*(words.text for words in known.told), titles, *known.sources, *fixed]
        header = [words.text for words in known.told if "-" not in words.of.partition(".")[0]]
        self._phrases = Phrases(known.withheld, told)
        self._names = Names(
            [words for words in known.withheld if words.name], known.ids, told, [*known.sources, *header, *fixed]
        )
        self._own = frozenset({"pdf", "docx", "html", "md", record.talks.id})

    def leaks(self, file: str, content: bytes) -> Iterator[Leak]:
        """Every withheld string in a file or its name, once a place."""
        seen: set[tuple[str, Words]] = set()
        for piece in [Piece("the file name", file), *unpacked(content)]:
            for found, words in self._in(piece):
                if (piece.where, words) not in seen:
                    seen.add((piece.where, words))
                    yield Leak(file, piece.where, found, words)

    def _in(self, piece: Piece) -> Iterator[tuple[str, Words]]:
        yield from self._phrases.found(squeezed(piece.text))
        for text in () if piece.syntax else readings(piece.text):
            yield from self._names.found(text, self._own)


def look_through(
    record: Record, audience: Audience, labels: Labels, style: Style, css: str, files: Iterable[tuple[str, bytes]]
) -> list[str]:
    """Search the finished files of one audience, each with its name, where anything is above its ceiling.

    Returns what a person has to judge (:mod:`reportgen.leaks.bystanders`). Raises :class:`WriteError`
    that names file, place, words and the entry they are of.
    """
    refuse_leaks(
        record, audience.ceiling, f"memo for {audience.name}", fixed_words(audience, labels, style, css), files
    )
    return to_judge(record, audience.name, audience.ceiling)


def look_ahead(record: Record, audience: Audience, formats: Iterable[str]) -> None:
    """Import what unpacks the files of an audience, where these will be searched, while others make them."""
    if "pdf" in formats and audience.ceiling.rank < highest(record.talks).rank and _READER not in sys.modules:
        early.begin(partial(import_module, _READER))


def refuse_leaks(
    record: Record, ceiling: Handling, called: str, fixed: Iterable[str], files: Iterable[tuple[str, bytes]]
) -> None:
    """Search finished files, each with its name, for what is above a ceiling; ``fixed`` are words that all such have.

    Raises :class:`WriteError` that names file, place, words and the entry they are of; what the files are is
    ``called`` so in it.
    """
    if ceiling.rank >= highest(record.talks).rank:
        return
    search = Search(record, ceiling, fixed)
    if leaks := [leak for name, content in files for leak in search.leaks(name, content)]:
        raise WriteError(_told(record, called, ceiling, leaks))


def to_judge(record: Record, audience: str, ceiling: Handling) -> list[str]:
    """What a person has to judge (:mod:`reportgen.leaks.bystanders`): nothing where nothing is above the ceiling."""
    return [] if ceiling.rank >= highest(record.talks).rank else list(bystanders(record, audience, ceiling))


def fixed_words(audience: Audience, labels: Labels, style: Style, css: str) -> list[str]:
    """The words that memos have of themselves, whatever the record."""
    return [audience.title, audience.purpose, css, style.model_dump_json(), *words_of(labels)]


def words_of(labels: Labels) -> list[str]:
    """Every label there is, in all its forms."""
    return [
        *(words for each in labels.groups.values() for words in each.values()),
        *(words for each in labels.plurals.values() for plural in each.values() for words in plural),
    ]


def _told(record: Record, called: str, ceiling: Handling, leaks: list[Leak]) -> str:
    lines = [_line(record, leak) for leak in leaks[:_MOST_TOLD]]
    more = [f"  … and {len(leaks) - _MOST_TOLD} more places"] if len(leaks) > _MOST_TOLD else []
    return "\n".join(
        [
            f'The {called} (up to "{ceiling}") would tell what is above that:',
            *lines,
            *more,
            "Take the words out of what this audience may see (an entry that names a withheld id is to be reworded),"
            " widen the handling of the entry they are of, or look for them in a template of your own.",
        ]
    )


def _line(record: Record, leak: Leak) -> str:
    name = leak.of.of.partition(".")[0].partition(" ")[0]
    handling = next((record.talks.handling_of(e) for _, _, e in record.talks.entries() if e.id == name), None)
    shown = " ".join((leak.of.text if len(leak.found) >= len(squeezed(leak.of.text)) else leak.found).split())
    shown = shown if len(shown) <= _LONGEST_TOLD else shown[: _LONGEST_TOLD - 1] + "…"
    where = f" ({leak.where})" if leak.where else ""
    return f'  {leak.file}{where}: "{shown}", from {leak.of.of}' + (f", which is {handling}" if handling else "")
