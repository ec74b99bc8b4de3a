"""Who was last named and who last spoke: for whom a pronoun or an office stands."""

from __future__ import annotations

from dataclasses import replace

from reportgen.drafting.cues.names import Mention, Names
from reportgen.drafting.cues.sentence import Sentence

TWO = 2
"""Sides whose chairs, in a readout, are both of them; of more parties chairs stand for nobody in particular."""


class Speakers:
    """Remembers, from sentence to sentence, whom the subject named (``last``) and who spoke (``speaker``)."""

    def __init__(self, names: Names, sides: tuple[str, ...], publisher: str, *, joint_text: bool) -> None:
        self.names, self.sides, self.publisher, self.joint_text = names, sides, publisher, joint_text
        self.last: Mention | None = None
        self.speaker: Mention | None = None
        self._by_office: Mention | None = None

    def resolved(self, mention: Mention, sentence: Sentence) -> Mention:
        """The mention that a pronoun or an office stands for; itself where nobody is known."""
        place = Mention(mention.first, mention.last, "joint")
        match mention.kind:
            case "chairs":
                return place if len(self.sides) == TWO else replace(place, kind="unnamed")
            case "it":
                return self._as_last(mention, "party")
            case "they":
                plural = self.last is not None and self.last.kind in ("joint", "party", "unnamed")
                return self._as_last(mention, "joint", "party", "unnamed") if plural else place
            case "he":
                return self._he(mention)
            case "offices":
                return self._office(mention, sentence)
            case "we":
                return place if self.joint_text else self._of_publisher(mention)
            case _:
                return mention

    def _as_last(self, mention: Mention, *kinds: str) -> Mention:
        return _at(mention, self.last) if self.last and self.last.kind in kinds else mention

    def _he(self, mention: Mention) -> Mention:
        if mention.first == mention.last and self.last and self.last.kind == "party":
            return _at(mention, self.last)  # left out after "the Mexican side": nobody else is meant
        before = next((each for each in (self.last, self.speaker) if each and each.kind == "person"), None)
        before = before or (self.last if self.last is not None and self.last is self._by_office else None)
        return _at(mention, before) if before else mention

    def _office(self, mention: Mention, sentence: Sentence) -> Mention:
        """The person with this title: the only one, else the publisher's own, else the one who spoke last."""
        office = sentence.tokens[mention.last - 1].word
        having = [row for row in self.names.known.people if office in row.title.casefold().split()]
        own = [row for row in having if row.party == self.publisher and self.publisher]
        if sentence.tokens[mention.first].word in sentence.language.words["own"]:  # "our President"
            having = own
        last = [row for row in having if self.last and row.id == self.last.person]
        chosen = having if len(having) == 1 else own if len(own) == 1 else last
        if not chosen and not having and self.publisher:  # a readout calls its own by the office alone
            self._by_office = self._of_publisher(mention)
            return self._by_office
        if not chosen:
            return mention
        return Mention(mention.first, mention.last, "person", chosen[0].party, chosen[0].id)

    def _of_publisher(self, mention: Mention) -> Mention:
        return Mention(mention.first, mention.last, "party", party=self.publisher)


def _at(place: Mention, who: Mention) -> Mention:
    return replace(who, first=place.first, last=place.last)
