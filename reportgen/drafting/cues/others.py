"""Parties that no table knows: a text tells of them by what they say, by their names, by their ministers' titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reportgen.drafting.cues.introductions import Person, capitals, introduced
from reportgen.drafting.cues.names import STEM, Names
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import Line, PartyRow, SourceText, Table
from reportgen.phrases import Token, tokens

NO_NAMES = frozenset({"it", "this", "that", "there", "he", "she", "today", "yesterday", "earlier", "however"})
"""Words with a capital at the beginning of a sentence that name nobody."""
SHORT_FORM = re.compile(r"\s*\([^()]*\)?$")
"""The short form of a name in brackets after it."""
LONGEST_NAME = 6
"""Words of a person's name."""
LONGEST_TITLE = 8
"""Words after a title's first ones in which the party it is of may stand."""


def others(text: SourceText, names: Names) -> tuple[PartyRow, ...]:
    """Parties that no table knows: names that speak again and again, or end as the name of a union or company does."""
    counted = _speaking(text, names)
    told = [name for name, times in counted.items() if times > 1 or _is_name(name, text, names.language)]
    kept = [name for name in told if name.casefold() not in NO_NAMES and not _is_a_word(name, text)]
    return rows_of(kept, names.known, names.language)


def _speaking(text: SourceText, names: Names) -> dict[str, int]:
    """How often each name that nobody is known by speaks."""
    counted: dict[str, int] = {}
    for line in text.lines:
        sentence = Sentence(line, names)
        for each in (verb.subject for verb in sentence.verbs if verb.subject.kind == "name"):
            spans = names.language.every("on_behalf", sentence.tokens)
            own = max((last for first, last in spans if each.first < first < each.last), default=each.first)
            words = SHORT_FORM.sub("", sentence.words(own, each.last))
            name = re.sub(r"^(?:The|the|An?)\s+", "", words)
            if name == words or " " in name or name.isupper():  # "The Board" is no name, "The Ocean Board" is one
                counted[name] = counted.get(name, 0) + 1
    return counted


def owned(text: SourceText, names: Names) -> Iterator[tuple[Person, Line]]:
    """Persons without a title, of the party whose name stands before theirs, and where: "X's N. N. and Y's N. N. met".

    Only two of two parties in one sentence, one of whom speaks by the name or a part of it."""
    found: list[tuple[Person, Line]] = []
    for line in text.lines:
        read = tokens(line.text)
        for each in names.parties(line.text, read):
            at = each.last + 1
            owner = at < len(read) and read[at - 1].word == "s" and line.text[read[at - 1].start - 1] in "'’"
            end = capitals(line.text, read, at, names.language) if owner else at
            name = line.text[read[at].start : read[end - 1].end] if end > at + 1 else ""
            if name and not _is_a_body(name, names.language):
                found.append((Person(at, end, name, "", each.party), line))
    speaking = set(_speaking(text, names)) if found else set()
    for person, line in found:
        others = [one for one, other in found if other == line and one.party != person.party]
        if others and any(_speaks(one.name, speaking, text) for one in (person, *others)):
            yield person, line


def untitled(line: Line, names: Names, whole: str, publisher: str) -> Person | None:
    """Who begins a sentence without a title and met somebody of another party than the publisher: "N. N. spoke with
    the President of X"; no body, which has an article somewhere."""
    read = tokens(line.text)
    end = capitals(line.text, read, 0, names.language)
    met = any(cue.kind == "meetings" and cue.first == end for cue in names.language.verbs_of(read))
    named = list(names.parties(line.text, read))
    other = bool(named) and all(each.first >= end and each.party != publisher for each in named)
    name = line.text[: read[end - 1].end] if met and other and 1 < end <= LONGEST_NAME else ""
    if not name or _is_a_body(name, names.language) or re.search(rf"\b[Tt]he {re.escape(name)}\b", whole):
        return None
    return Person(0, end, name, "")


def _speaks(name: str, speaking: set[str], text: SourceText) -> bool:
    """Whether a name, or a word of it, speaks; never with an article, as a body's does."""
    found = {name, *name.split()} & speaking
    return any(not re.search(rf"\b[Tt]he {re.escape(each)}\b", text.document.text) for each in found)


def _is_a_body(name: str, language: DraftingTable) -> bool:
    """Whether a word of a name is that of an office, a body or a company: "India's Ministry of Defence"."""
    words = {token.word for token in tokens(name)}
    titled = any(True for _ in language.every("titles", tokens(name)))
    return bool(
        _kind(name, language) or titled or words & (language.words["government"] | language.words["bodies_named"])
    )


def _is_a_word(name: str, text: SourceText) -> bool:
    """Whether a name of one word stands in small letters elsewhere, or has a capital at the head of sentences alone."""
    if " " in name or name.isupper():
        return False
    whole = text.document.text
    small = re.search(rf"\b{re.escape(name.lower())}\b", whole)
    return bool(small) or not re.search(rf"[^\s.!?…:*•-][^\S\n]+[\"'“‘(]?{re.escape(name)}\b", whole)


def _is_name(name: str, text: SourceText, language: DraftingTable) -> bool:
    """Whether a name that speaks but once is a party's all the same: by its end, its capitals, or the publisher."""
    return bool(_kind(name, language)) or (name.isupper() and len(name) > STEM) or name in text.publisher


def rows_of(found: Iterable[str], known: Table, language: DraftingTable) -> tuple[PartyRow, ...]:
    """Rows for names of nobody known, each with an id that nobody has."""
    rows: dict[str, PartyRow] = {}
    taken = {row.id for row in known.parties}
    for name in found:
        id = _party_id(name, {*taken, *rows})
        rows[id] = PartyRow(id, name, (), _kind(name, language))
    return tuple(rows.values())


def _kind(name: str, language: DraftingTable) -> str:
    """What a party is by the end of its name: a union, a company; empty where that tells nothing."""
    return next((kind for kind, ends in language.kinds.items() if name.endswith(ends)), "")


def of_titles(text: SourceText, names: Names) -> list[str]:
    """Names of nobody known that a title with a name is of ("Minister N. N. of X"); or a title alone, where the name
    or an adjective made of it stands apart from one too."""
    language, found, sure = names.language, dict[str, None](), set[str]()
    for line in text.lines:
        read = tokens(line.text)
        places = {place for each in names.parties(line.text, read) for place in range(each.first, each.last)}
        people = {word for each in introduced(line.text, read, names) for word in each.name.split()}
        for first, last in language.every("titles", read):
            if (owner := _owner(line.text, read, first)) and owner not in people and not places & {first - 2}:
                found[owner] = None
            for at in range(last, min(last + LONGEST_TITLE, len(read) - 1)):
                if read[at].comma or read[at].clause:
                    break
                end = capitals(line.text, read, at + 1, language)
                if read[at].word in ("of", "for") and end > at + 1 and not places & set(range(at + 1, end)):
                    name = _first_alone(line.text[read[at + 1].start : read[end - 1].end], text)
                    words = [token.word for token in tokens(name)]
                    if set(words) <= language.words["portfolios"] or set(words[:2]) <= language.words["portfolios"]:
                        continue  # "Secretary of State for Foreign Relations", and with the name of one after it
                    found[name] = None
                    if capitals(line.text, read, last, language) == at > last:
                        sure.add(name)
    whole = text.document.text
    apart = {name for name in found if re.search(rf"(?<!of )(?<!for )\b{re.escape(name[: STEM + 1])}", whole)}
    return [name for name in found if name in sure | apart]


def _owner(text: str, read: tuple[Token, ...], title: int) -> str:
    """The name before "'s" and a title: "X's chief negotiator"."""
    if title < 2 or read[title - 1].word != "s" or read[title].comma:
        return ""
    word = text[read[title - 2].start : read[title - 2].end]
    alone = title < 3 or not text[read[title - 3].start].isupper() or read[title - 2].clause
    return word if word[0].isupper() and alone and word.casefold() not in NO_NAMES else ""


def _first_alone(name: str, text: SourceText) -> str:
    """The first word of a run of capitals that stands by itself elsewhere: the rest is a person's name."""
    first, _, rest = name.partition(" ")
    alone = rest and re.search(rf"\b{re.escape(first)}\b(?! {re.escape(rest.split()[0])})", text.document.text)
    return first if alone else name


def _party_id(name: str, taken: set[str]) -> str:
    words = re.findall(r"[A-Za-z0-9]+", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    short = "".join(word[0] for word in words).upper() if len(words) > 1 else "".join(words)[:8].upper()
    number, id = 2, short or "PARTY"
    while id in taken:
        id, number = f"{short or 'PARTY'}{number}", number + 1
    return id
