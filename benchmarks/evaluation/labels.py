"""``<text>.labels``: a gold written quickly, a sentence a line.

    genre | readout
    party | NOR | Norland | state | principal | Norland; the Norlandic side
    person | Ada Vik | NOR | Foreign Minister
    2 | The two ministers agreed | agreement, next_step | NOR, SUD
    2 | Vik said | position | NOR
    3 | In May | ?

A line of a sentence has its paragraph, its beginning (nothing where the paragraph is one sentence), its kind or kinds
and whose it is: ids of parties; ``-`` for nobody in the table; nothing leaves it open. ``?`` as the kind: the sentence
is not scored. What has no line carries nothing. A sentence with several entries may have several lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.evaluation.genres import GENRES, genre_of
from benchmarks.evaluation.gold import KINDS, Gold, Label, gathered, refused
from benchmarks.evaluation.texts import meta, source_text
from reportgen.drafting.proposal import Line, PartyRow, PersonRow, SourceText, Table
from reportgen.errors import did_you_mean
from reportgen.model.words import PartyKind, PartyRole

SUFFIX = ".labels"
OPEN, NOBODY = "?", "-"


@dataclass
class _Read:
    """What was read so far."""

    file: str
    text: SourceText
    genre: str = ""
    parties: list[PartyRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    labels: list[tuple[list[int], Label]] = field(default_factory=list)
    open: set[int] = field(default_factory=set)


def read_labels(path: Path) -> Gold:
    """The gold of the text at ``path`` by its ``.labels`` file.

    Raises :class:`~reportgen.errors.LoadError` with file and line for what does not fit the text or the format.
    """
    told = meta(path)
    file = path.with_suffix(SUFFIX)
    read = _Read(str(file), source_text(path, told), str(told.get("genre") or ""))
    for number, columns in _rows(file):
        match columns[0]:
            case "genre":
                read.genre = _word(read, number, columns, GENRES)
            case "party":
                read.parties.append(_party(read, number, columns))
            case "person":
                read.people.append(_person(read, number, columns))
            case _:
                _sentence(read, number, columns)
    table = Table(tuple(read.parties), tuple(read.people))
    return Gold(
        path.stem, read.text, genre_of(read.text, read.genre), gathered(read.labels), table, frozenset(read.open)
    )  # fmt: skip


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [each.strip() for each in line.split("|")]


def _word(read: _Read, number: int, columns: list[str], known: tuple[str, ...]) -> str:
    word = columns[1] if len(columns) > 1 else ""
    if word not in known:
        raise refused(read.file, number, f'There is no {columns[0]} "{word}".', did_you_mean(word, known))
    return word


def _party(read: _Read, number: int, columns: list[str]) -> PartyRow:
    if len(columns) < 3 or not columns[1] or not columns[2]:
        raise refused(read.file, number, "A party has an id and a name.", "party | NOR | Norland | state | principal")
    _, id, name, kind, role, names = [*columns, "", "", ""][:6]
    for word, known in ((kind, list(PartyKind)), (role, list(PartyRole))):
        if word and word not in known:
            raise refused(read.file, number, f'"{word}" is no word of a record.', did_you_mean(word, known))
    return PartyRow(id, name, _listed(names, ";"), kind, role or "principal")


def _person(read: _Read, number: int, columns: list[str]) -> PersonRow:
    if len(columns) < 2 or not columns[1]:
        raise refused(read.file, number, "A person has a name.", "person | Ada Vik | NOR | Foreign Minister")
    _, name, party, title = [*columns, "", ""][:4]
    _known(read, number, (party,) if party else ())
    return PersonRow("-".join(name.casefold().replace(".", "").split()), name, party, title)


def _sentence(read: _Read, number: int, columns: list[str]) -> None:
    if len(columns) < 3 or not columns[0].isdigit():
        remedy = "paragraph | beginning of the sentence | kind | party"
        raise refused(read.file, number, "This line is none of genre, party, person or a sentence.", remedy)
    line = _line(read, number, int(columns[0]), columns[1])
    if columns[2] == OPEN:
        read.open.add(line.number)
        return
    parties = _listed(columns[3], ",") if len(columns) > 3 and columns[3] else None
    whose = () if parties == (NOBODY,) else parties
    _known(read, number, whose or ())
    for kind in _listed(columns[2], ","):
        if kind not in KINDS:
            raise refused(read.file, number, f'There is no kind "{kind}".', did_you_mean(kind, (*KINDS, OPEN)))
        read.labels.append(([line.number], Label(kind, whose)))


def _line(read: _Read, number: int, paragraph: int, beginning: str) -> Line:
    here = [line for line in read.text.lines if line.paragraph == paragraph]
    found = [line for line in here if line.text.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    told = "No sentence" if not found else f"{len(found)} sentences"
    remedy = f'Paragraph {paragraph} begins "{here[0].text[:40]}".' if here else f"There is no paragraph {paragraph}."
    raise refused(read.file, number, f'{told} of paragraph {paragraph} begin{"s" * (not found)} "{beginning}".', remedy)


def _known(read: _Read, number: int, parties: tuple[str, ...]) -> None:
    known = [row.id for row in read.parties]
    for party in parties:
        if party not in known:
            remedy = did_you_mean(party, known)
            raise refused(read.file, number, f'No line "party" has the id "{party}" before this one.', remedy)


def _listed(words: str, parted: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in words.split(parted) if each.strip())
