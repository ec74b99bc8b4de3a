"""Who met, by the text alone: the table of parties and persons that is proposed first, with the words behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.drafting.cues.belonging import leading, of_the_other, parties_of
from reportgen.drafting.cues.dates import NUMBERS
from reportgen.drafting.cues.introductions import Person, introduced
from reportgen.drafting.cues.names import Names, every_party
from reportgen.drafting.cues.others import of_titles, others, owned, rows_of, untitled
from reportgen.drafting.cues.pairs import pairs, sides_named
from reportgen.drafting.cues.persons import ids_of, same
from reportgen.drafting.cues.publisher import publisher_row
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import Line, PartyRow, PersonRow, SourceText, Table
from reportgen.phrases import tokens

OPENING = 3
"""Sentences at the beginning of a text that tell who met."""


class Found(Struct):
    """A person while the text is read: name, title, party, the sentence that introduces, whether at the meeting."""

    name: str
    title: str
    party: str
    line: Line
    words: str
    there: bool = False
    aliases: set[str] = field(default_factory=set)


class Who(Struct, frozen=True):
    """The parties and persons of a text; the sentence that tells of the meeting, if one does."""

    table: Table
    people: tuple[Found, ...]
    meeting: Line | None
    sides: tuple[str, ...]


def who_met(text: SourceText, language: DraftingTable) -> Who:
    """The parties, participants and the meeting that a text tells of, by the words of its language's table."""
    known = every_party(language)
    own = publisher_row(text, language)
    stated = _stated(text, Names(known, language), own)
    everybody = Names(Table((*known.parties, *stated)), language)
    publisher = _id_of(own, everybody)
    found = _people(text, everybody, publisher, office=bool(own and own.kind == "state"))
    for person, line in owned(text, everybody):
        _add(found, person, line)
    ids = ids_of(each.name for each in found)
    rows = [
        PersonRow(id, each.name, each.party, each.title, tuple(each.aliases))
        for id, each in zip(ids, found, strict=True)
    ]
    more = others(text, Names(Table(everybody.known.parties, tuple(rows)), language))
    names = Names(Table((*everybody.known.parties, *more), tuple(rows)), language)
    sentences = [Sentence(line, names) for line in text.lines]
    rows = _with_parties(rows, parties_of(rows, sentences, publisher))
    meeting = _meeting(sentences)
    there = _there(sentences, meeting)
    named = sides_named(text, names, publisher)
    met = {row.id: row.party for row in rows if row.id in there.met}
    met_parties = [party for party in met.values() if party]
    sides = named or _all_sides(sentences, rows, there, met_parties, publisher)
    rows = _with_parties(rows, of_the_other(met, sides))
    names = Names(Table(names.known.parties, tuple(rows)), language)
    for each, row in zip(found, rows, strict=True):
        each.there, each.party = row.id in there.people, row.party
    parties = tuple(
        _party(names.rows[code], code in sides)
        for code in dict.fromkeys((*_mentioned(text, names, publisher if publisher in sides else ""), *named))
        if code in names.rows
    )
    ordered = sorted(parties, key=lambda row: sides.index(row.id) if row.id in sides else len(sides))
    return Who(Table(tuple(ordered), tuple(rows)), tuple(found), meeting.line if meeting else None, sides)


def _stated(text: SourceText, known: Names, own: PartyRow | None) -> tuple[PartyRow, ...]:
    """Parties that no table knows and that the text names as such: by titles, as the two who met, as its publisher."""
    two = {
        name[0]: name[1:] for name in pairs(text, known.language) if not any(known.parties(name[0], tokens(name[0])))
    }
    names = dict.fromkeys((*two, *of_titles(text, known)))
    rows = [replace(row, names=two.get(row.name, ())) for row in rows_of(names, known.known, known.language)]
    taken = {row.name for row in (*known.known.parties, *rows)}
    return (*rows, *([own] if own and own.name not in taken else []))


def _id_of(own: PartyRow | None, names: Names) -> str:
    return next((row.id for row in names.known.parties if own and row.name == own.name), "")


def _with_parties(rows: Sequence[PersonRow], parties: Mapping[str, str]) -> list[PersonRow]:
    return [replace(row, party=row.party or parties.get(row.id, "")) for row in rows]


def _all_sides(
    sentences: Sequence[Sentence], rows: Sequence[PersonRow], there: _There, met: Sequence[str], publisher: str
) -> tuple[str, ...]:
    """The sides where no title names them: those who met, with the publisher among them."""
    sides = _sides(sentences, [row for row in rows if row.id in there.people], [*met, *there.parties])
    at_table = dict.fromkeys([*met, *there.parties])
    if publisher and len(at_table) == 1 and publisher not in at_table:
        sides = (publisher, *at_table)  # its own side needs no country
    if publisher and len(sides) < 2:
        sides = tuple(dict.fromkeys((publisher, *sides)))
    return sides


def _people(text: SourceText, names: Names, publisher: str, *, office: bool) -> list[Found]:
    """Everybody introduced with a title, each once, by the fullest name; only who is introduced with a whole name or
    called by one elsewhere. In the account of an office its own may begin without a title."""
    found: list[Found] = []
    for line in text.lines:
        if office and line.number <= OPENING and (own := untitled(line, names, text.document.text, publisher)):
            _add(found, own, line)
        for person in introduced(line.text, tokens(line.text), names):
            _add(found, person, line)
    if publisher and found and not found[0].party and _begins(found[0], names.language):
        found[0].party = publisher  # a readout begins with its own side, which needs no country
    return found


def _begins(person: Found, language: DraftingTable) -> bool:
    """Whether a sentence at the beginning begins with a person: after an article or a day at most."""
    before = NUMBERS.sub("", person.line.text.partition(person.words)[0]).strip(" ,，")
    days = {each.casefold() for each in language.listed["months"] + language.listed["weekdays"]}
    words = {word for word in re.findall(r"\w+", before.casefold()) if not word.isdigit()} - language.words[
        "determiners"
    ]
    dated = bool(words & days) and words <= days | language.words["prepositions"] | language.words["and"]
    return person.line.number < 2 * OPENING and (dated or not words)


def _add(found: list[Found], person: Person, line: Line) -> None:
    for each in found:
        if same(each.name, person.name):
            each.aliases.add(person.name)
            if len(person.name.split()) > len(each.name.split()):
                each.name, each.line, each.words = person.name, line, _run(person, line)
                each.title = person.title or each.title
            each.party = each.party or person.party
            each.title = each.title or person.title
            return
    found.append(Found(person.name, person.title, person.party, line, _run(person, line), aliases={person.name}))


def _run(person: Person, line: Line) -> str:
    read = tokens(line.text)
    end = read[person.last - 1].end
    if line.text[end : end + 1] in (")", "."):
        end += line.text[end : end + 1] == ")"
    return line.text[read[person.first].start : end]


def _meeting(sentences: Sequence[Sentence]) -> Sentence | None:
    """The first sentence near the beginning in which somebody met somebody."""
    for sentence in sentences[: OPENING * 2]:
        named = any(each.kind in ("person", "party", "joint") for each in sentence.mentions)
        if named and any(cue.kind == "meetings" for cue in sentence.cues):
            return sentence
    return None


class _There(Struct):
    met: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    parties: list[str] = field(default_factory=list)


def _there(sentences: Sequence[Sentence], meeting: Sentence | None) -> _There:
    """Who took part: subjects and objects of the verb of meeting, and those who speak."""
    there = _There()
    if meeting:
        met = next(cue for cue in meeting.cues if cue.kind == "meetings")
        end = _end_of_company(meeting, met.last)
        names, text, words = meeting.names, meeting.text, meeting.tokens
        there.met |= {each.person for each in names.people(text, words) if each.last <= end}
        places = names.language.words["places"]
        titles = names.language.every("titles", words)
        titled = {place for first, last in titles for place in range(first + 1, last)}
        there.parties += [
            each.party
            for each in names.parties(text, words)
            if each.last <= end
            and each.first not in titled
            and not (each.first and words[each.first - 1].word in places)
        ]
    for sentence in sentences:
        speaks = [verb.subject for verb in sentence.verbs if verb.cue.kind in ("position", "agreement", "mention")]
        there.people |= {each.person for each in speaks if each.kind == "person"}
        for person in sentence.names.people(sentence.text, sentence.tokens):
            if any(each.first <= person.first and person.last <= each.last for each in speaks):
                there.people.add(person.person)  # "N. N., for the union, said"
    there.people |= there.met | leading(sentences)
    return there


def _end_of_company(sentence: Sentence, at: int) -> int:
    """Where the words for those who were met end: at a "to", "for" or "in" after the verb of meeting."""
    people = tuple(sentence.names.people(sentence.text, sentence.tokens))
    begins = {
        each.first: first
        for first, last in sentence.language.every("titles", sentence.tokens)
        for each in people
        if last <= each.first <= last + OPENING
    }
    named = [range(begins.get(each.first, each.first), each.last) for each in people]
    ends = sentence.language.words["company_ends"]
    while at < len(sentence.tokens):
        if sentence.tokens[at].word in ends and not any(at in each for each in named):
            break  # not within a title: "Secretary of State for Defence N. N."
        at += 1
    return at


def _sides(sentences: Sequence[Sentence], people: Iterable[PersonRow], at_meeting: Iterable[str]) -> tuple[str, ...]:
    """The principal parties: those of the participants; failing that, those that the meeting's sentence names; failing
    that, those that speak."""
    met = tuple(dict.fromkeys(at_meeting))
    if len(met) > 1:
        return met
    of_people = tuple(dict.fromkeys(row.party for row in people if row.party))
    speaking: dict[str, int] = {}
    for sentence in sentences:
        for verb in sentence.verbs:
            for party in verb.subject.parties or ((verb.subject.party,) if verb.subject.party else ()):
                speaking[party] = speaking.get(party, 0) + 1
    both = tuple(dict.fromkeys([*of_people, *(party for party in met if party in speaking)]))
    if len(both) > 1:
        return both
    ordered = sorted(speaking, key=lambda party: -speaking[party])
    return tuple(dict.fromkeys([*both, *met, *ordered]))[: max(2, len(both))]


def _mentioned(text: SourceText, names: Names, publisher: str) -> Iterator[str]:
    """Every party that is named, once, in order."""
    seen: set[str] = set()
    for line in text.lines:
        for each in names.parties(line.text, tokens(line.text)):
            if each.party not in seen:
                seen.add(each.party)
                yield each.party
    for row in names.known.people:
        if row.party and row.party not in seen:
            seen.add(row.party)
            yield row.party
    if publisher and publisher not in seen:
        yield publisher


def _party(row: PartyRow, side: bool) -> PartyRow:
    return PartyRow(row.id, row.name, row.names, row.kind, "principal" if side else "mentioned")
