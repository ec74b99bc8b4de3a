"""The persons a sentence introduces with a title, before the name or after it, and the party they are given with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from reportgen.drafting.cues.names import SUFFIXES, Mention, Names
from reportgen.drafting.cues.table import DraftingTable, Span
from reportgen.drafting.cues.unspaced import unspaced, unspaced_name
from reportgen.phrases import Token

LONGEST_NAME = 6
"""Words of a person's name."""
COUNTERPARTS = frozenset({"counterparts", "colleagues", "homologues", "homólogos"})
JOINED = re.compile(r"(?:\s+|-|\.\s*|['’]\s?)")
"""What may stand between two words of a name."""


class Person(Struct, frozen=True):
    """A person as a text introduces them: places of the whole run and of the name in it, party, words of the title."""

    first: int
    last: int
    name: str
    title: str
    party: str = ""


def introduced(text: str, tokens: tuple[Token, ...], names: Names) -> Iterator[Person]:
    """The persons a sentence introduces with a title, before the name or after it."""
    language = names.language
    places = sorted(names.parties(text, tokens), key=lambda each: each.first)
    titles = language.every("titles", tokens)
    opens = {first for first, _ in titles}
    done = 0
    for first, last in titles:
        end, party = _party_after(text, tokens, (first, last), places, language)
        start, before = _adjective(text, tokens, first, done, places, names)
        title_end = end
        end = _past_honorifics(tokens, end, language)
        bracket = end < len(tokens) and "(" in text[tokens[end - 1].end : tokens[end].start]  # "Secretary (West)"
        name_end = end if bracket else capitals(text, tokens, end, language)
        if end in opens or any(end < place and last < name_end for place, last in titles):
            continue  # another title follows: the name is introduced by that one
        if name_end == end + 1 and tokens[end].word in language.words["bodies_named"]:
            continue  # "Chairperson of the African Union Commission"
        if tokens[last - 1].word in COUNTERPARTS and (
            listed := _counterparts(text, tokens, first, end, places, language)
        ):
            yield from listed
            continue
        if name_end > end and not _names_a_party(end, name_end, places):
            after_end, after = of_party(text, tokens, name_end, places, language)
            done = after_end
            if tokens[last - 1].word in language.words["honorifics"]:
                fuller = _title_before(text, tokens, start, titles, places, language) or _title_after(
                    text, tokens, name_end, titles, places, names
                )
                if fuller:
                    yield Person(first, fuller[0], _words(text, tokens, end, name_end), fuller[1], fuller[2])
                    continue
            title, told = _words(text, tokens, start, title_end), before or party or after
            if not told and not (after_end < len(tokens) and tokens[after_end].word in language.words["and"]):
                told = _of_another_title(text, tokens, start, titles, places, names)
            yield Person(start, after_end, _words(text, tokens, end, name_end), title, told)
        elif found := _apposed(text, tokens, start, language):
            (name_first, name_last), run_end = found, _end_of_apposition(tokens, end, language)
            title = _words(text, tokens, name_last, run_end).lstrip(", ")
            yield Person(name_first, run_end, _words(text, tokens, name_first, name_last), title, before or party)


def capitals(text: str, tokens: tuple[Token, ...], at: int, language: DraftingTable) -> int:
    """One past the last word of a name that begins at ``at``; ``at`` itself when no name does."""
    if at < len(tokens) and unspaced(text, tokens[at]):
        return unspaced_name(text, tokens, at, language)
    end, particles = at, language.words["particles"]
    while end < len(tokens) and end - at < LONGEST_NAME:
        apart = end > at and not JOINED.fullmatch(text, tokens[end - 1].end, tokens[end].start)
        if apart and tokens[end].word not in SUFFIXES:
            break
        word = text[tokens[end].start : tokens[end].end]
        begins = end == at and tokens[end].word in language.words["noun_first"]
        if not word[0].isupper() and (begins or tokens[end].word not in particles or end + 1 == len(tokens)):
            break
        stopped = end > at and not tokens[end - 1].clause and text.startswith(". ", tokens[end - 1].end)
        if stopped and len(tokens[end - 1].word) > 1 and tokens[end - 1].word not in SUFFIXES:
            break
        end += 1
    while end > at and not text[tokens[end - 1].start].isupper():
        end -= 1
    return end


def _past_honorifics(tokens: tuple[Token, ...], at: int, language: DraftingTable) -> int:
    """Where the name begins after "Mr.", "H.E. Dr", "Ambassador" as a form of address."""
    start, shortened = at, language.words["shortened"]
    while at < len(tokens) and not (tokens[at].comma and at > start):
        if tokens[at].word in language.words["honorifics"]:
            at += 1
        elif at + 1 < len(tokens) and tokens[at].word + tokens[at + 1].word in shortened:
            at += 2
        else:
            break
    return at


def _title_after(
    text: str, tokens: tuple[Token, ...], at: int, titles: list[Span], places: list[Mention], names: Names
) -> tuple[int, str, str] | None:
    """ "Mr. N. N., Minister of Trade of X": one past the run, the title, the party; nothing where no title follows."""
    if at >= len(tokens) or not tokens[at].comma:
        return None
    for first, last in titles:
        if at <= first <= at + 2:
            end, party = _party_after(text, tokens, (first, last), places, names.language)
            start, before = _adjective(text, tokens, first, at, places, names)
            return end, _words(text, tokens, start, end), before or party
    return None


def _title_before(
    text: str, tokens: tuple[Token, ...], at: int, titles: list[Span], places: list[Mention], language: DraftingTable
) -> tuple[int, str, str] | None:
    """ "Minister of Trade of X, H.E. Mr. N. N.": the same with the title before the form of address."""
    begins = at
    while begins and tokens[begins - 1].word in language.words["honorifics"] | {"h", "e"} and not tokens[begins].comma:
        begins -= 1
    if not tokens[begins].comma:
        return None
    for first, last in titles:
        end, party = _party_after(text, tokens, (first, last), places, language)
        if last <= begins and begins - LONGEST_NAME <= end <= begins:
            name_end = capitals(text, tokens, at + 1, language)
            return name_end, _words(text, tokens, first, begins), party
    return None


def _of_another_title(
    text: str, tokens: tuple[Token, ...], at: int, titles: list[Span], places: list[Mention], names: Names
) -> str:
    """The party of a title that ends just before another with a comma: "X's Minister of Trade, Ambassador N. N."."""
    for first, last in titles if tokens[at].comma else ():
        end, party = _party_after(text, tokens, (first, last), places, names.language)
        if end == at:
            return party or _adjective(text, tokens, first, 0, places, names)[1]
    return ""


def _counterparts(
    text: str, tokens: tuple[Token, ...], first: int, end: int, places: list[Mention], language: DraftingTable
) -> list[Person]:
    """ "His Greek and French counterparts, N. N. and N. N.": as many names as adjectives, in their order."""
    adjectives: list[Mention] = []
    at = first
    while found := next((each for each in places if each.last == at), None):
        adjectives.insert(0, found)
        at = found.first
        while at and tokens[at - 1].word in language.words["and"]:
            at -= 1
    named: list[Span] = []
    at = end
    while at < len(tokens):
        at += tokens[at].word in language.words["and"]
        last = capitals(text, tokens, at, language)
        if last == at:
            break
        named.append((at, last))
        at = last
    if len(adjectives) < 2 or len(named) != len(adjectives):
        return []
    return [
        Person(one, last, _words(text, tokens, one, last), "", adjective.party)
        for (one, last), adjective in zip(named, adjectives, strict=True)
    ]


def _apposed(text: str, tokens: tuple[Token, ...], title: int, language: DraftingTable) -> Span | None:
    """The name before ", a … title": its first word and one past its last."""
    for at in range(title, max(-1, title - 30), -1):
        if at < len(tokens) and tokens[at].comma:
            name_first = at
            while name_first > 0 and text[tokens[name_first - 1].start].isupper() and at - name_first < LONGEST_NAME:
                if name_first < at and (tokens[name_first].comma or tokens[name_first].clause):
                    break
                name_first -= 1
            titles = dict(language.every("titles", tokens))
            name_first = titles.get(name_first, name_first)  # "Ambassador N. N., Secretary for …"
            name_first = _past_honorifics(tokens, name_first, language)
            enough = at - name_first >= 2 and capitals(text, tokens, name_first, language) == at
            if enough and text[tokens[at - 1].end : tokens[at].start].strip() == ",":
                of_a_clause = _is_a_day(text, tokens, (name_first, at), language) or _says(tokens, at, title, language)
                return None if of_a_clause else (name_first, at)
            return None
    return None


def _says(tokens: tuple[Token, ...], first: int, last: int, language: DraftingTable) -> bool:
    """Whether a verb stands among some words: "For the X Group, Y thanked the Chair", "N. N., said the minister"."""
    ends = language.words["apposition_ends"] - language.words["and"]
    if any(token.word in ends for token in tokens[first:last]):
        return True
    said = [cue.first for cue in language.verbs_of(tokens) if cue.kind == "position" and first < cue.first < last]
    return any(language.ends("past", tokens[place].word) for place in said)


def _is_a_day(text: str, tokens: tuple[Token, ...], name: Span, language: DraftingTable) -> bool:
    """Whether what stands before a comma is no name but a day: "On Friday, X met the foreign minister"."""
    days = language.listed["weekdays"] + language.listed["months"]
    return any(text[token.start : token.end] in days for token in tokens[slice(*name)])


def _end_of_apposition(tokens: tuple[Token, ...], at: int, language: DraftingTable) -> int:
    while at < len(tokens) and not tokens[at].comma and not tokens[at].clause:
        if tokens[at].word in language.words["apposition_ends"]:
            break
        at += 1
    return at


def _party_after(
    text: str, tokens: tuple[Token, ...], title: Span, places: list[Mention], language: DraftingTable
) -> tuple[int, str]:
    """One past a title with its party, and the party: "Minister of Trade of X"; where a language puts the noun first
    also "ministre chinois des Affaires étrangères" and "homologue chinois"."""
    first, last = title
    if language.words["noun_first"]:
        for each in places:
            inside = first < each.first < last and (each.last > last or not each.noun)
            if inside or (each.first == last and not tokens[last].comma):
                return max(last, each.last), each.party
    end, party = of_party(text, tokens, last, places, language)
    if end == last:
        return _past_portfolio(text, tokens, last, language), ""
    sent = {token.word for token in tokens[max(0, first - 1) : last]} & language.words["sent"]
    return end, "" if sent and tokens[last].word not in language.words["ties"] else party


def _past_portfolio(text: str, tokens: tuple[Token, ...], at: int, language: DraftingTable) -> int:
    """One past "for National Security Affairs" before a name; the place itself where no name follows."""
    end = at + 1
    while end < len(tokens) and tokens[end].word in language.words["portfolios"] | language.words["of_inside"]:
        end += 1
    ties = at < len(tokens) and tokens[at].word in language.words["of"] and not tokens[at].comma
    ties = (
        ties and tokens[end - 1].word in language.words["portfolios"]
    )  # "of Foreign Affairs of the X" ends in a party
    return end if ties and end > at + 1 and capitals(text, tokens, end, language) > end + 1 else at


def of_party(
    text: str, tokens: tuple[Token, ...], at: int, places: list[Mention], language: DraftingTable
) -> tuple[int, str]:
    """One past "of X" or "of Foreign Affairs of X" that follows, and the party X; the place itself where none does."""
    by_start = {each.first: each for each in places}
    if at < len(tokens) and tokens[at].word in language.words["of"] and not tokens[at].comma:
        for start in range(at + 1, min(at + 8, len(tokens))):
            found = by_start.get(start)
            if found and found.noun:
                return found.last, found.party
            if tokens[start].comma or tokens[start].clause:
                break
            if tokens[start].word not in language.words["of_inside"] and not text[tokens[start].start].isupper():
                break
    return at, ""


def _adjective(
    text: str, tokens: tuple[Token, ...], at: int, least: int, places: list[Mention], names: Names
) -> tuple[int, str]:
    """Where the party's name before a title begins, and the party: "Chinese", "Niger's", or at the head of several
    titles ("China Director of the Office and Foreign Minister")."""
    by_end = {each.last: each for each in places}
    place = at
    while place > least and not names.language.words["noun_first"]:
        if tokens[place].comma or tokens[place].clause or "\n" in text[tokens[place - 1].end : tokens[place].start]:
            break
        if found := by_end.get(place):
            return found.first, found.party
        word = text[tokens[place - 1].start : tokens[place - 1].end]
        if place == at and (party := names.by_stem(word)):
            return at - 1, party
        if not (word[0].isupper() or tokens[place - 1].word in names.language.words["of_inside"] | {"s"}):
            break
        place -= 1
    return at, ""


def _names_a_party(first: int, last: int, places: list[Mention]) -> bool:
    return any(each.first <= first and last <= each.last for each in places)


def _words(text: str, tokens: tuple[Token, ...], first: int, last: int) -> str:
    if first >= last:
        return ""
    end = tokens[last - 1].end
    end += tokens[last - 1].word in SUFFIXES and text.startswith(".", end)
    return text[tokens[first].start : end]
