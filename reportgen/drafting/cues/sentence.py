"""One sentence, read: who is named in it, which verbs of the table stand in it, and whose they are."""

from __future__ import annotations

from functools import cached_property

from reportgen.drafting.cues.closing import Verb, closing_verb
from reportgen.drafting.cues.mentions import Mentions
from reportgen.drafting.cues.names import Mention, Names
from reportgen.drafting.cues.negation import UNDERTAKEN, is_negated
from reportgen.drafting.cues.seeming import ends_in_a_day, is_noun, is_passive
from reportgen.drafting.cues.table import Cue
from reportgen.drafting.cues.visits import is_a_visit, only_took_place
from reportgen.drafting.proposal import Line
from reportgen.phrases import Token, tokens

NEAR = 9
"""Words that may stand between a subject at the beginning of a clause and its verb."""
TOPIC = 3
"""Words after a subject among which what it is about may begin."""
SINGLE = ("person", "offices", "he", "we")
"""Kinds of mention of somebody who speaks: what such a one "was" or "had" was said."""
OPEN = ("name", "it")
"""Kinds of mention whose words may be part of a verb: "it was agreed"."""


class Sentence:
    """A sentence with its words, mentions and verbs."""

    def __init__(self, line: Line, names: Names) -> None:
        self.line, self.names, self.text = line, names, line.text
        self.tokens: tuple[Token, ...] = tokens(line.text)
        self.language = names.language
        self._named = Mentions(self.text, self.tokens, names)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Everybody named in it, in order, none inside another; the coordinated ones as one."""
        return self._named.every

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Every verb of the table in it; one inside the words for somebody is none."""
        named = {place for each in self.mentions if each.kind not in OPEN for place in range(each.first, each.last)}
        every = self.language.verbs_of(self.tokens)
        weaker = {cue.first: cue.last for cue in every if cue.kind == "mention"}
        met = {cue.first: cue.last for cue in every if cue.kind == "meetings"}
        return tuple(
            cue
            for cue in every
            if cue.first not in named
            and not is_noun(self, cue)
            and not self._is_passive(cue)
            and not ends_in_a_day(self, cue)
            and cue.first not in self._visits
            and cue.first not in self._within_companions
            and not is_negated(self, cue)
            and not (cue.kind in ("position", "shared_view", "mention", "agreement") and self._only_told_of(cue))
            and not (cue.kind in ("agreement", "position") and met.get(cue.first, 0) > cue.last)  # "resumed talks"
            and not (cue.kind in UNDERTAKEN and weaker.get(cue.first, 0) > cue.last)  # "agreed to disagree"
        )

    @cached_property
    def verbs(self) -> tuple[Verb, ...]:
        """The verbs whose subject is known: those of the main clause and what is coordinated with it."""
        closing = closing_verb(self)
        return (closing,) if closing else self.main_verbs

    @cached_property
    def main_verbs(self) -> tuple[Verb, ...]:
        """The verbs of the main clause, whoever is told at its end to have said it."""
        found: list[Verb] = []
        for cue in self.cues:
            if found and cue.first > found[0].cue.first:
                if cue.first < found[-1].cue.last:  # another reading of the same words
                    if cue.first == found[-1].cue.first:
                        found.append(Verb(cue, found[-1].subject))
                elif self._goes_on(cue, found[0]):
                    found.append(Verb(cue, found[0].subject))
                continue
            if cue.kind == "meetings" and self.by_follows(cue):
                continue  # "the group, chaired by": those who chair it are told, and nothing of the group
            subject = self._subject(cue) if not found else found[0].subject
            if subject and (not found or cue.first == found[0].cue.first):
                found.append(Verb(cue, subject))
        return tuple(found)

    def unknown_verb(self) -> Verb | None:
        """A verb that no cue knows, right after somebody at the beginning of a clause.

        None of those that tell of something else than words ("arrived"), none in the passive.
        """
        for mention in self.mentions if self.language.words["past"] else ():
            if mention.kind == "name" or not self.opens(mention.first) or self._governed(mention):
                continue
            place = next((at for at in self._named.after(mention.last) if self._tells(at, mention)), None)
            told = place is not None and place not in self._visits and not self._within_occasion(place)
            if place is not None and told and not only_took_place(self, place):
                words = self.language.words
                several = 3 if self.tokens[place].word in words["is_so"] else 2
                two = {token.word for token in self.tokens[place : place + several]}
                gone = two & words["not_said"] or two & words["by"] or self._in_brackets(mention)
                return None if gone else Verb(Cue(place, place + 1, "position", "asserts"), mention)
        return None

    @cached_property
    def occasions(self) -> dict[int, int]:
        """Where what only took place is told of ("issued the following statement"), and where those words end."""
        parts = ("occasions", "courtesies")
        return dict(span for part in parts for span in self.language.every(part, self.tokens))

    def _within_occasion(self, place: int) -> bool:
        return any(first <= place < last for first, last in self.occasions.items())

    def _only_told_of(self, cue: Cue) -> bool:
        return any(first <= cue.first and cue.last <= last for first, last in self.occasions.items())

    def _tells(self, place: int, subject: Mention) -> bool:
        words, word = self.language.words, self.tokens[place].word
        denied = words["not"] & {token.word for token in self.tokens[subject.last : place + 2]}
        if subject.kind == "joint" and denied:  # what both did not do, neither of them said
            return False
        after = self.tokens[place + 1].word if place + 1 < len(self.tokens) else ""
        if self.language.ends("past", word) or word in words["told_so"]:
            return True
        ongoing = after in words["not"] or self.language.ends("ongoing", after)
        if subject.kind == "we" and word in words["of_an_offer"]:
            return True
        return word in words["is_so"] and (subject.kind in SINGLE or ongoing)

    def _in_brackets(self, mention: Mention) -> bool:
        return self.text[: self.tokens[mention.first].start].endswith("(")

    @cached_property
    def _within_companions(self) -> set[int]:
        """Places of the words after the first of "with support from": no verbs."""
        spans = self.language.every("companions", self.tokens)
        return {place for first, last in spans for place in range(first + 1, last)}

    @cached_property
    def _visits(self) -> set[int]:
        """Where a "called on" stands that tells of a visit."""
        return {cue.first for cue in self.language.verbs_of(self.tokens) if is_a_visit(self, cue)}

    def _is_passive(self, cue: Cue) -> bool:
        """Whether a verb is none of whoever stands before it; a sentence with a parser knows better."""
        return is_passive(self, cue)

    def by_follows(self, cue: Cue) -> bool:
        """Whether "by" stands after a verb."""
        return cue.last < len(self.tokens) and self.tokens[cue.last].word in self.language.words["by"]

    def before(self, place: int) -> int:
        """The place before a verb where its subject may end, over adverbs and auxiliaries."""
        return self._named.before(place)

    def words(self, first: int, last: int) -> str:
        """The text from one word to before another."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def has_subject(self, cue: Cue) -> bool:
        """Whether somebody is named just before a verb."""
        return self.ending_at(self.before(cue.first)) is not None

    def _subject(self, cue: Cue) -> Mention | None:
        """The mention that a verb belongs to: just before it, or at the beginning of its clause."""
        end = self._named.before(cue.first)
        near = self.ending_at(cue.first) or self.ending_at(end)
        if end == 0 and not near:
            return self._left_out(cue)
        if near and not self._governed(near) and (near.kind != "party" or self._free(near.first)):
            return None if near.kind == "he" and self._in_clause_of(near) else near
        return self._opening(cue, end) or (self._left_out(cue) if self.opens(end) else None)

    def _in_clause_of(self, pronoun: Mention) -> bool:
        """Whether a pronoun stands right after a noun, in what is told of it: "the welcome he had received"."""
        first = self.mentions[0]
        return first.kind in ("person", "party") and first.last < pronoun.first - 1 and not self.opens(pronoun.first)

    def _left_out(self, cue: Cue) -> Mention | None:
        """The pronoun that a language leaves out ("Acordaron que …"): several or one, as the verb ends."""
        plural = tuple(self.language.words["plural_endings"])
        if not plural or cue.kind == "meetings":
            return None
        several = any(token.word.endswith(plural) for token in self.tokens[cue.first : min(cue.first + 2, cue.last)])
        if cue.kind == "next_step" and not several:
            return None  # "Se instalará una mesa": nobody's
        return Mention(cue.first, cue.first, "they" if several else "he")

    def ending_at(self, place: int) -> Mention | None:
        """Who is named just before a place."""
        return next((each for each in self.mentions if each.last == place), None)

    def _governed(self, mention: Mention) -> bool:
        """Whether a preposition or a bracket stands before the mention, so that it is no subject."""
        if self._in_brackets(mention) and not self.words(mention.first, mention.last).isupper():
            return True  # "N. N. (X) said": X is where they come from; "the River Group (RG) said" is a short form
        before = self.ending_at(mention.first)
        if before and not self._apart(mention.first) and before.kind == "we":
            return self._governed(before)  # "among our bargaining team members"
        at = mention.first - 1
        if at >= 0 and self.tokens[at].word in self.language.words["determiners"]:
            at -= 1
        if at < 0 or self.tokens[at + 1].comma or self.tokens[at + 1].clause:
            return False
        if at == 0 and self.tokens[0].word in self.language.words["joins"]:
            return False  # "But he warned": it joins the sentence to the one before
        return self.tokens[at].word in self.language.words["prepositions"] | self.language.words["barriers"]

    def _apart(self, place: int) -> bool:
        return self.tokens[place].comma or self.tokens[place].clause

    def _free(self, place: int) -> bool:
        """Whether a subject may begin at a word: nothing makes it an adjective ("continued U.S. support")."""
        if place and self.tokens[place - 1].word in self.language.words["determiners"]:
            place -= 1
        if self.opens(place):
            return True
        before = self.tokens[place - 1].word
        return before in self.language.words["and"] | self.language.words["barriers"]

    def _opening(self, cue: Cue, end: int) -> Mention | None:
        """The mention at the beginning of the clause: "China, supported by Egypt, said"."""
        relative = end > 0 and self.tokens[end - 1].word in self.language.words["relatives"]
        for mention in self.mentions:
            if mention.last > end or (mention.kind == "name" and not self._set_apart(mention)):
                continue
            if self._governed(mention) or (relative and mention.last < end - 1):
                continue  # "X met Y, who said": Y did
            opens = self.opens(mention.first)
            if not opens:
                continue
            between = self.tokens[mention.last : end]
            set_off = self.tokens[cue.first].comma or self.tokens[end].comma if end < len(self.tokens) else False
            others = any(mention.last <= other.first < end and other.kind != "meetings" for other in self.cues)
            near = len(between) <= NEAR or not self.language.words["topic"].isdisjoint(
                token.word for token in between[:TOPIC]
            )
            if (set_off or near) and not others and not self._clause_within(mention.last, end):
                return mention
        return None

    def _clause_within(self, first: int, last: int) -> bool:
        """Whether a clause begins between two places; the brackets within "N. N. (X)" begin none."""
        named = {place for each in self.mentions for place in range(each.first, each.last)}
        closes = self.text.startswith("),", self.tokens[first - 1].end)  # "N. N. (X), whose …, said"
        return any(self.tokens[place].clause and place not in named for place in range(first + closes, last))

    def _set_apart(self, mention: Mention) -> bool:
        """Whether a name that no table knows is printed in capitals, with a comma after: "RIVER GROUP, backed by"."""
        after = self.tokens[mention.last : mention.last + 1]
        return bool(after) and after[0].comma and self.words(mention.last - 1, mention.last).isupper()

    def opens(self, place: int) -> bool:
        """Whether a clause begins at a word, or just before it with an article, or that and one word: "the top X"."""
        place -= self.article(place)
        leads_in = any(first == 0 and last == place for first, last in self.language.every("leading_in", self.tokens))
        return place == 0 or leads_in or self.tokens[place].clause or self.tokens[place].comma

    def article(self, place: int) -> int:
        """How many words before a place are an article, or one with an adjective: "the top diplomat of X"."""
        words = self.language.words["determiners"]
        if place and self.tokens[place - 1].word in words:
            return 1
        adjective = place > 1 and self.tokens[place - 1].word in self.language.words["of_officials"]
        apart = adjective and (self._apart(place) or self._apart(place - 1))
        return 2 if adjective and not apart and self.tokens[place - 2].word in words else 0

    def _listed(self, cue: Cue) -> bool:
        """Whether a word that may be a verb is a noun in a row of them: "security, values, and prosperity"."""
        word, after = self.tokens[cue.first].word, self.tokens[cue.last : cue.last + 1]
        verbal = cue.last - cue.first > 1 or self.language.ends("past", word) or self.language.ends("ongoing", word)
        return not verbal and bool(after) and (after[0].comma or after[0].word in self.language.words["and"])

    def _bare(self, cue: Cue) -> bool:
        """Whether a verb has no ending, as after a "to" that stands before: "efforts to combat it, support it"."""
        word = self.tokens[cue.first].word
        return any(each.kind == "position" for each in self.language.verbs_of(tokens(f"{word}s")))

    def _goes_on(self, cue: Cue, main: Verb) -> bool:
        """Whether a later verb has the subject of the first: "… and agreed to …", "…, stressing …"."""
        end = self._named.before(cue.first)
        before = self.tokens[end - 1].word if end else ""
        near = self.ending_at(end)
        participle = self.tokens[cue.first].comma and self.language.ends("ongoing", self.tokens[cue.first].word)
        if near and not participle:
            return near.kind == main.subject.kind == "joint" or (near.kind == "they" and main.subject.kind == "joint")
        joined = before in self.language.words["and"]
        bare = not joined and self._bare(cue) and not self._bare(main.cue)
        if self.language.words["past"] and (bare or self._listed(cue)):  # in a language whose verbs have endings
            return False
        return joined or self.tokens[end].comma if end < len(self.tokens) else joined
