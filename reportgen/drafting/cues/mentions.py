"""Everybody a sentence names: persons, parties, what stands for all sides or for nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec.structs import replace

from reportgen.drafting.cues.apposed import with_both, with_countries, without_heading
from reportgen.drafting.cues.behalf import spoken_for, with_short_forms
from reportgen.drafting.cues.coordinated import coordinated
from reportgen.drafting.cues.introductions import capitals, introduced, of_party
from reportgen.drafting.cues.names import Mention, Names
from reportgen.drafting.cues.offices import offices
from reportgen.drafting.cues.table import Span
from reportgen.drafting.proposal import PersonRow
from reportgen.phrases import Token

TITLE = 4
"""Words of a title before those that a table has, at most."""
LETTERS = 3
"""Of a name all in capitals, at least."""
KINDS = (
    "person", "party", "joint", "unnamed", "chairs", "guests", "counterparts", "offices", "bodies", "they", "he", "it",
    "we", "name",
)  # fmt: skip
"""Kinds of mention, those first that win where two stand at one place."""


class Mentions:
    """The mentions of a sentence, by the names of a table and the subjects of a language."""

    def __init__(self, text: str, tokens: tuple[Token, ...], names: Names) -> None:
        self.text, self.tokens, self.names, self.language = text, tokens, names, names.language

    @cached_property
    def every(self) -> tuple[Mention, ...]:
        """Everybody named in it, in order, none inside another; the coordinated ones as one."""
        named = [*self._people(), *self._parties()]
        places = {place for each in named for place in range(each.first, each.last)}
        subjects = [each for each in self._subjects() if not any(_inside(one, each) for one in named)]
        unknown = [each for each in self._unknown() if places.isdisjoint(range(each.first, each.last))]
        found = [*named, *subjects, *unknown]
        ranked = sorted(found, key=lambda each: (each.first - each.last, KINDS.index(each.kind)))
        taken: list[Mention] = []
        inside: set[int] = set()
        for each in ranked:
            if inside.isdisjoint(range(each.first, each.last)):
                inside.update(range(each.first, each.last))
                taken.append(each)
        whole = with_short_forms(sorted(taken, key=lambda each: each.first), self.text, self.tokens)
        spoken = spoken_for(without_heading(whole, self.text, self.tokens), self.tokens, self.language)
        apart = with_countries(spoken, self.text, self.tokens, self.names)
        return tuple(with_both(coordinated(list(apart), self.text, self.tokens, self.names), self.tokens, self.names))

    def before(self, place: int) -> int:
        """The place before ``place`` where a subject may end, over adverbs and auxiliaries."""
        spans = {last: first for first, last in self._between}
        while place in spans:
            place = spans[place]
        return place

    def after(self, place: int) -> Iterator[int]:
        """Where the verb of a subject may stand that ends at ``place``: there, or after adverbs and auxiliaries."""
        spans = dict(self._between)
        while place < len(self.tokens) and not self.tokens[place].comma and not self.tokens[place].clause:
            yield place
            if place not in spans:
                return
            place = spans[place]

    @cached_property
    def _between(self) -> list[Span]:
        return self.language.every("between", self.tokens)

    def words(self, first: int, last: int) -> str:
        """The text from one word to before another."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def _people(self) -> Iterator[Mention]:
        found = list(self.names.people(self.text, self.tokens))
        for each in introduced(self.text, self.tokens, self.names):
            inner = next((one for one in found if each.first <= one.first and one.last <= each.last), None)
            if inner:
                party = inner.party or each.party  # "X leader N. N." of whom the table tells no party
                whole = replace(inner, first=each.first, last=each.last, party=party)
                yield self._government_of(self._from_its_title(whole))
        yield from (self._government_of(self._from_its_title(each)) for each in found)

    def _government_of(self, mention: Mention) -> Mention:
        """The party of somebody whose government or delegation is named: "the government of President N. N."."""
        heads = {last: first for first, last in self.language.every("heads_of", self.tokens)}
        if mention.first not in heads or not mention.party:
            return mention
        return Mention(heads[mention.first], mention.last, "party", party=mention.party, noun=True)

    def _from_its_title(self, mention: Mention) -> Mention:
        """A person at the head of a clause, from the words of a title that no table has: "Deputy Finance Minister"."""
        first = mention.first
        while (
            first and mention.first - first < TITLE and not self.tokens[first].clause and not self.tokens[first].comma
        ):
            word = self.words(first - 1, first)
            if not word[0].isupper() or self.tokens[first - 1].word in self.language.words["prepositions"]:
                return mention
            first -= 1
        opens = self.tokens[first].clause or self.tokens[first].comma
        return replace(mention, first=first) if opens and not self._another(first, mention.first) else mention

    def _another(self, first: int, last: int) -> bool:
        """Whether somebody else, or a verb, stands among some words."""
        within = range(first, last)
        verbs = any(cue.first in within for cue in self.language.verbs_of(self.tokens))
        return verbs or any(each.first in within for each in self.names.people(self.text, self.tokens))

    def _parties(self) -> Iterator[Mention]:
        """The parties, from the words for who heads or stands for one: "the head of the Turkmen delegation"."""
        heads = {last: first for first, last in self.language.every("heads_of", self.tokens)}
        for each in self._parties_alone():
            article = each.first > 0 and self.tokens[each.first - 1].word in self.language.words["determiners"]
            first = min(heads.get(each.first, each.first), heads.get(each.first - article, each.first))
            yield each if first == each.first else replace(each, first=first, noun=True)
        yield from self._titles_of()

    def _titles_of(self) -> Iterator[Mention]:
        """ "The President of Finland", without a name: the one person of the party with that title, else the party."""
        places = sorted(self.names.parties(self.text, self.tokens), key=lambda each: each.first)
        for first, last in self.language.every("titles", self.tokens):
            end, party = of_party(self.text, self.tokens, last, places, self.language)
            if party and capitals(self.text, self.tokens, end, self.language) == end:
                title = self.words(first, last).casefold()
                having = [
                    row for row in self.names.known.people if row.party == party and title in row.title.casefold()
                ]
                one = having[0].id if len(having) == 1 else ""
                yield Mention(first, end, "person" if one else "party", party=party, person=one)

    def _parties_alone(self) -> Iterator[Mention]:
        nouns = dict(self.language.every("party_nouns", self.tokens))
        titles = dict(self.language.every("titles", self.tokens))
        for each in self.names.parties(self.text, self.tokens):
            possessive = self.text.startswith(("’s", "'s"), self.tokens[each.last - 1].end)
            after = each.last + (1 if possessive and each.last < len(self.tokens) else 0)
            if after in nouns and not self.tokens[after].comma:
                yield replace(each, last=nouns[after])
            elif after in titles and not self.tokens[after].comma:
                yield self._with_title(replace(each, last=titles[after]), after)
            elif found := self._after_noun(each, nouns, titles):
                yield found
            elif not possessive:
                yield each
        yield from self._adjectives(nouns)

    def _after_noun(self, each: Mention, nouns: dict[int, int], titles: dict[int, int]) -> Mention | None:
        """Where a language puts the noun first: "la délégation chinoise", "le ministre du Commerce de X"."""
        joins = self.language.words["noun_first"]
        at = each.first
        for spans in (nouns, titles) if joins else ():
            for first, last in spans.items():
                between = self.tokens[last : at + 1]
                words = {token.word for token in between[:-1]}
                follows = last <= at and len(between) <= 3 and words <= joins
                whole = follows and not any(token.comma or token.clause for token in between)
                if whole or (first < at and each.last <= last):
                    wider = replace(each, first=first, last=max(last, each.last))
                    return self._titled(wider, first) if spans is titles else wider
        return None

    def _titled(self, mention: Mention, title: int) -> Mention:
        """The one person of a party whose title begins as these words do, else the party."""
        word = self.tokens[title].word
        rows = [row for row in self.names.known.people if row.party == mention.party]
        having = [row for row in rows if word in row.title.casefold().split()]
        return replace(mention, kind="person", person=having[0].id) if len(having) == 1 else mention

    def _adjectives(self, nouns: dict[int, int]) -> Iterator[Mention]:
        """ "The Norlandic side": an adjective that begins as the name of one party does, before what a party has."""
        for first, last in nouns.items():
            word = self.words(first - 1, first) if first else ""
            if party := self.names.by_stem(word):
                yield Mention(first - 1, last, "party", party=party)

    def _with_title(self, mention: Mention, title: int) -> Mention:
        """ "The Chinese foreign minister": the one person of the party who has that title, else the party."""
        words = self.words(title, mention.last).casefold()
        having = [
            row for row in self.names.known.people if row.party == mention.party and words in row.title.casefold()
        ]
        return replace(mention, kind="person", person=having[0].id) if len(having) == 1 else mention

    def _subjects(self) -> Iterator[Mention]:
        for first, last, kind in self.language.found_subjects(self.tokens):
            number = kind == "we" and last - first == 1 and self._is_a_number(first)  # "Annex I"
            if not number and not any(token.comma for token in self.tokens[first + 1 : last]):
                yield Mention(first, last, kind)
        yield from offices(self.text, self.tokens, self.names)

    def _is_a_number(self, place: int) -> bool:
        before = self.words(place - 1, place) if place else ""
        apart = self.tokens[place].comma or self.tokens[place].clause
        return self.words(place, place + 1) == "I" and before[:1].isupper() and not apart

    def _unknown(self) -> Iterator[Mention]:
        """Names in capitals that the table does not know, before a verb of speech."""
        starts = {cue.first for cue in self.language.verbs_of(self.tokens) if cue.kind == "position"}
        for start in sorted(starts):
            end = self.before(start)
            first = end
            while first > 0 and end - first < 5 and self.text[self.tokens[first - 1].start].isupper():
                first -= 1
                if self.tokens[first].comma or self.tokens[first].clause:
                    break
            bracket = first < end and "(" in self.text[self.tokens[max(0, first - 1)].end : self.tokens[start].start]
            governs = (
                end - first == 1 and self.tokens[first].word in self.language.words["prepositions"]
            )  # "As regards"
            if (
                first < end
                and not bracket
                and not governs
                and capitals(self.text, self.tokens, first, self.language) == end
            ):
                yield Mention(first, end, "name")
        yield from self._in_capitals()

    def _in_capitals(self) -> Iterator[Mention]:
        """Names all in capitals, as bulletins print those of parties; none in a line that has no small letters."""
        if self.text.isupper():
            return
        at = 0
        while at < len(self.tokens):
            last = at
            while last < len(self.tokens) and self._capital(last) and (last == at or not self._parted(last)):
                last += 1
            if last > at and "(" not in self.text[self.tokens[at].start - 1 : self.tokens[at].start]:
                yield Mention(at, last, "name")
            at = max(last, at + 1)

    def _parted(self, place: int) -> bool:
        return self.tokens[place].comma or self.tokens[place].clause

    def _capital(self, place: int) -> bool:
        word = self.words(place, place + 1)
        return len(word) >= LETTERS and word.isupper() and word.isalpha()


def _inside(one: Mention, other: Mention) -> bool:
    """Whether a mention of somebody lies within other words, and not those of several."""
    return (
        other.first <= one.first
        and one.last <= other.last
        and other.kind in ("offices", "unnamed", "bodies", "guests", "counterparts")
    )


def _titled(row: PersonRow, title: str) -> bool:
    return title in row.title.casefold()
