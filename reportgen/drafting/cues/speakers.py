"""Who was last named and who last spoke: for whom a pronoun or an office stands."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention, Names
from reportgen.drafting.cues.offices import having
from reportgen.drafting.cues.presiding import presides
from reportgen.drafting.cues.sentence import Sentence

NOBODY = ("unnamed", "name", "chairs", "offices", "he")
"""Kinds of mention of somebody whose party nobody knows."""
TWO = 2
"""Sides whose chairs, in a readout, are both of them; of more parties chairs stand for nobody in particular."""


class Speakers:
    """Remembers, from sentence to sentence, whom the subject named (``last``), who spoke (``speaker``), which of the
    two it was at the last (``latest``), which group was named last (``group``), and whether a ``body`` decided last."""

    def __init__(self, names: Names, sides: tuple[str, ...], publisher: str, *, joint_text: bool) -> None:
        self.names, self.sides, self.publisher, self.joint_text = names, sides, publisher, joint_text
        self.last: Mention | None = None
        self.speaker: Mention | None = None
        self.latest: Mention | None = None
        self.group = ""
        self._office_of: dict[str, Mention] = {}
        self.presiding = self.body = False

    def of_body(self, sentence: Sentence, verbs: tuple[Verb, ...]) -> tuple[Verb, ...]:
        """Verbs, those of "it" after what a body did as the body's own; remembers whether their subject is one."""
        subject = verbs[0].subject
        if self.body and subject.kind == "it" and subject.last - subject.first == 1:
            return tuple(Verb(verb.cue, replace(subject, kind="bodies"), verb.after) for verb in verbs)
        named = sentence.tokens[subject.last - 1].word in sentence.language.words["bodies_named"]
        self.body = subject.kind == "bodies" or (subject.kind == "joint" and not subject.parties and named)
        return verbs

    def greets(self, sentence: Sentence) -> None:
        """Remember the person whom a sentence without a view begins with: "X welcomed Y on her visit. He …"."""
        first = sentence.mentions[0] if sentence.mentions and not sentence.verbs else None
        if first and first.kind == "person" and first.party and sentence.opens(0) and first.first <= 1:
            self.last = first
            self.spoke(first, sentence)

    def spoke(self, mention: Mention, sentence: Sentence) -> None:
        """Remember who was the last to be a subject, and whether it is one who presides; a pronoun changes nothing."""
        if mention.kind != "he":
            self.presiding = presides(mention, sentence)
        self.body = self.body and mention.kind in ("unnamed", "joint")
        self.latest = mention
        if mention.kind in ("party", "person") and mention.party and mention.last > mention.first:
            self._office_of[sentence.tokens[mention.last - 1].word] = mention
        row = self.names.rows.get(mention.party)
        if row and row.kind == "bloc":
            self.group = row.id

    def resolved(self, mention: Mention, sentence: Sentence) -> Mention:
        """The mention that a pronoun or an office stands for; itself where nobody is known."""
        place = Mention(mention.first, mention.last, "joint")
        match mention.kind:
            case "joint" if len(self.sides) > TWO and not mention.parties and self._counted(mention, sentence):
                return replace(mention, kind="unnamed")  # "two delegations" of many
            case "joint" if len(self.sides) == TWO and self._two_offices(mention, sentence):
                return place
            case "chairs":
                return place if len(self.sides) == TWO else replace(place, kind="unnamed")
            case "it":
                return self._as_last(mention, "party")
            case "they":
                plural = self.last is not None and self.last.kind in ("joint", "party", "unnamed")
                if plural and self._two_spoke(sentence):
                    return place
                return self._as_last(mention, "joint", "party", "unnamed") if plural else place
            case "he":
                return self._he(mention)
            case "offices":
                return self._office(mention, sentence)
            case "guests":
                return self._other_than(mention, self.publisher)
            case "counterparts":
                return self._other_than(mention, self.last.party if self.last else "")
            case "group":
                return replace(mention, kind="party" if self.group else "unnamed", party=self.group)
            case "bodies":
                return replace(place, kind="unnamed")
            case "unnamed":
                return self._side_called(mention, sentence)
            case "we":
                return place if self.joint_text else self._of_publisher(mention)
            case _:
                return mention

    def _two_spoke(self, sentence: Sentence) -> bool:
        """Whether "they discussed" tells of two states, though one of them alone was told of just before."""
        row = self.names.rows.get(self.last.party) if self.last and self.last.kind == "party" else None
        alone = row is not None and row.kind == "state" and len(self.sides) == TWO
        return alone and any(cue.kind == "mention" for cue in sentence.cues[:1])

    def _side_called(self, mention: Mention, sentence: Sentence) -> Mention:
        """The one side that is a company or a union, where it is called so: "management", "the union"."""
        words = {token.word for token in sentence.tokens[mention.first : mention.last]}
        for kind in ("company", "union"):
            if words & sentence.language.words[f"called_{kind}"]:
                rows = [self.names.rows.get(side) for side in self.sides]
                sides = [row.id for row in rows if row and row.kind == kind]
                return replace(mention, kind="party", party=sides[0]) if len(sides) == 1 else mention
        return mention

    def _two_offices(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether of two offices the table knows whose one is: "the President and the Secretary-General"."""
        named = sentence.tokens[mention.first : mention.last]
        one = len(mention.parties) == 1 and mention.parties[0] in self.sides
        return one and len(sentence.language.every("titles", named)) == TWO

    def _counted(self, mention: Mention, sentence: Sentence) -> bool:
        return sentence.tokens[mention.first].word in sentence.language.words["numbers"]

    def _as_last(self, mention: Mention, *kinds: str) -> Mention:
        return _at(mention, self.last) if self.last and self.last.kind in kinds else mention

    def _he(self, mention: Mention) -> Mention:
        if mention.first == mention.last and self.last and self.last.kind == "party":
            return _at(mention, self.last)  # left out after "the Mexican side": nobody else is meant
        if self.presiding or (self.latest is not None and self.latest.kind in NOBODY):
            return mention  # the chair spoke, or somebody whom no table knows
        if len(self.sides) > TWO and self.last and self.last.parties and self.latest is self.last:
            return _at(mention, self.last)  # who spoke for several
        told = [each for each in (self.last, self.speaker) if each]
        before = next((each for each in told if each.kind == "person"), None)
        before = before or next((each for each in told if each.kind == "party"), None)
        return _at(mention, before) if before else mention

    def _office(self, mention: Mention, sentence: Sentence) -> Mention:
        """The person with this title: the only one, else the publisher's own, else the one who spoke last."""
        rows = having(mention, sentence.tokens, self.names)
        if sentence.tokens[mention.first].word in sentence.language.words["theirs"] and self.last:
            rows = [row for row in rows if row.party == self.last.party]  # "its foreign minister"
        own = [row for row in rows if row.party == self.publisher and self.publisher]
        if sentence.tokens[mention.first].word in sentence.language.words["own"]:  # "our President"
            rows = own
        last = [row for row in rows if self.last and row.id == self.last.person]
        held = self._office_of.get(sentence.tokens[mention.last - 1].word)
        spoke = held is not None and self.last is not None and held.person == self.last.person
        if held and spoke and self.last and held.party == self.last.party != self.publisher and len(rows) != 1:
            ours = sentence.tokens[mention.first].word in sentence.language.words["own"] or bool(own)
            return mention if ours else _at(mention, held)  # "the Sudanese ambassador" spoke last, or it is our own
        chosen = rows if len(rows) == 1 else own if len(own) == 1 else last
        if not chosen and not rows and self.publisher:  # a readout calls its own by the office alone
            return replace(self._of_publisher(mention), kind="person")
        if not chosen and sentence.tokens[mention.first].word in sentence.language.words["theirs"]:
            return self._as_last(mention, "party")  # "its chief negotiator"
        if not chosen:
            return mention
        return Mention(mention.first, mention.last, "person", chosen[0].party, chosen[0].id)

    def _other_than(self, mention: Mention, party: str) -> Mention:
        """The other of two sides, or the one person of it."""
        others = [side for side in self.sides if side != party]
        if len(self.sides) != TWO or len(others) != 1:
            return replace(mention, kind="unnamed")
        people = [row for row in self.names.known.people if row.party == others[0]]
        kind, person = ("person", people[0].id) if len(people) == 1 else ("party", "")
        return Mention(mention.first, mention.last, kind, party=others[0], person=person)

    def _of_publisher(self, mention: Mention) -> Mention:
        return Mention(mention.first, mention.last, "party", party=self.publisher)


def _at(place: Mention, who: Mention) -> Mention:
    return replace(who, first=place.first, last=place.last)
