"""To whom persons belong whom a text introduces without their party: by what it says of them elsewhere.

"The X delegation was led by N. N.", "N. N. (X)", "the X-ish State Secretary"; never by who is named near.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.proposal import PersonRow
from reportgen.phrases import tokens

OF_DELEGATION = 4
"""Words after "leads" among which the party begins: "the delegation of the …"."""


def parties_of(people: Sequence[PersonRow], sentences: Sequence[Sentence], publisher: str) -> dict[str, str]:
    """The party of each person (by id) whose party some sentence tells; nothing for those of whom none does."""
    found: dict[str, str] = {}
    unknown = {row.id for row in people if not row.party}
    for sentence in sentences:
        for person, party in (*_led(sentence, publisher), *_bracketed(sentence), *_titled(sentence, people)):
            if person in unknown and party:
                found.setdefault(person, party)
    return found


def leading(sentences: Sequence[Sentence]) -> set[str]:
    """Who is told to lead a delegation: those took part, whether they speak or not."""
    return {person for sentence in sentences for person, _ in _led(sentence, "")}


def of_the_other(people: Mapping[str, str], sides: Sequence[str]) -> dict[str, str]:
    """Of those who met, as two sides: who has no party is of the other side than all the rest."""
    of_sides = {party for party in people.values() if party in sides}
    if len(sides) != len(people) or len(sides) != 2 or len(of_sides) != 1:
        return {}
    (other,) = set(sides) - of_sides
    return {person: other for person, party in people.items() if not party}


def _named(sentence: Sentence) -> tuple[list[Mention], list[Mention]]:
    names = sentence.names
    people = sorted(names.people(sentence.text, sentence.tokens), key=lambda each: each.first)
    parties = sorted(names.parties(sentence.text, sentence.tokens), key=lambda each: each.first)
    return people, parties


def _led(sentence: Sentence, publisher: str) -> Iterator[tuple[str, str]]:
    """ "The X delegation was headed by N. N., and the Y one by N. N."; "N. N. led the X delegation", "led our team"."""
    language = sentence.language
    people, parties = _named(sentence)
    passive = language.every("led", sentence.tokens)
    by = [at for at, token in enumerate(sentence.tokens) if token.word in language.words["by"]] if passive else []
    for place in by:
        before = [each for each in parties if each.last <= place]
        after = [each for each in people if each.first > place]
        between = [each for each in people if before and before[-1].last <= each.first < place]
        if before and after and not between:
            yield after[0].person, before[-1].party
    leading = {last for _, last in passive}
    for first, last in language.every("leads", sentence.tokens):
        if last + 1 in leading or any(first == start for start, _ in passive):
            continue
        who = [each for each in people if each.last <= first]
        led = next((each for each in parties if last <= each.first <= last + OF_DELEGATION), None)
        if led and any(sentence.tokens[place].comma for place in range(last, led.first + 1)):
            led = None
        ours = last < len(sentence.tokens) and sentence.tokens[last].word in language.words["own"]
        if who and (led or ours):
            yield who[-1].person, led.party if led else publisher


def _bracketed(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """ "N. N. (X)" and "N. N., X,"."""
    people, parties = _named(sentence)
    starts = {each.first: each for each in parties if each.noun}
    for each in people:
        after = starts.get(each.last)
        if after and sentence.text[sentence.tokens[each.last - 1].end :].startswith(" ("):
            yield each.person, after.party


def _titled(sentence: Sentence, people: Sequence[PersonRow]) -> Iterator[tuple[str, str]]:
    """ "The X-ish State Secretary" where one person has that title."""
    _, parties = _named(sentence)
    titles = dict(sentence.language.every("titles", sentence.tokens))
    for each in parties:
        possessive = sentence.text.startswith(("’s", "'s"), sentence.tokens[each.last - 1].end)
        start = each.last + possessive
        if start in titles and not sentence.tokens[start].comma:
            words = [token.word for token in sentence.tokens[start : titles[start]]]
            having = [row for row in people if [token.word for token in tokens(row.title)][: len(words)] == words]
            if len(having) == 1:
                yield having[0].id, each.party
