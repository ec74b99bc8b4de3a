"""One sentence with its tree: the words of "cues" for who and what, the tree for whose each verb is.

Taken from the tree: the subject of a verb, of the verb that it is joined to by "and", and of the one that it hangs on
without a subject of its own ("…, stressing that"); of a passive the agent ("was proposed by Rell"). A verb in a
relative clause is nobody's of the main clause. Where the tree names nobody the words decide, as in "cues".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention, Names, parties_in
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue
from reportgen.drafting.proposal import Line
from reportgen.drafting.spacy.pipeline import Tree, Word

SUBJECT = ("nsubj", "nsubj:outer")
PASSIVE = ("nsubjpass", "nsubj:pass", "csubjpass")
AGENT = ("agent", "obl:agent")
SHARED = ("conj", "xcomp", "advcl", "aux", "auxpass", "acomp", "attr", "pcomp")
"""A verb that hangs on another so, and has no subject of its own, has the other's."""
ASIDE = ("relcl", "acl:relcl")
RELATIVE = ("WDT", "WP", "WP$", "WRB")
"""Tags of who, which, that, whose, where: a clause that the parser calls relative and that has none is often none."""
JOINABLE = frozenset({"party", "person", "name", "he", "we", "offices"})
"""Kinds of mention that are one subject when they are joined."""
VERBAL = ("VERB", "AUX")
DEEPEST = 12
"""Steps up a tree; deeper is a fault of the parser."""


class ParsedSentence(Sentence):
    """A sentence with its words, mentions and verbs, whose subjects the tree gives."""

    def __init__(self, line: Line, names: Names, tree: Tree) -> None:
        super().__init__(line, names)
        self.tree = tree

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Every verb of the table in it, but those in relative clauses."""
        return tuple(cue for cue in super().cues if not self._aside(self._verb(cue)))

    @cached_property
    def verbs(self) -> tuple[Verb, ...]:
        """The verbs whose subject is known; one whose passive names nobody has none."""
        return tuple(each for each in super().verbs if each.after or not self._of_nobody(each.cue))

    def _subject(self, cue: Cue) -> Mention | None:
        verb = self._verb(cue)
        found = self._mentioned(_subject_of(verb)) if verb is not None else None
        return found or super()._subject(cue)

    def _goes_on(self, cue: Cue, main: Verb) -> bool:
        verb, first = self._verb(cue), self._verb(main.cue)
        if verb is None or first is None or _subject_of(verb) is None:
            return super()._goes_on(cue, main)
        subject, other = _subject_of(verb), _subject_of(first)
        return subject is not None and other is not None and subject.i == other.i

    def _is_passive(self, cue: Cue) -> bool:
        verb = self._verb(cue)
        return super()._is_passive(cue) and (verb is None or _subject_of(verb) is None)

    def _of_nobody(self, cue: Cue) -> bool:
        """Whether a verb is passive and its sentence does not say by whom."""
        verb = self._verb(cue)
        return cue.kind == "position" and verb is not None and _passive(verb) and _subject_of(verb) is None

    def _verb(self, cue: Cue) -> Word | None:
        """The verb of a phrase in the tree: of its words that are verbs, the one on which the others hang."""
        start, end = self.tokens[cue.first].start, self.tokens[cue.last - 1].end
        words = [word for word in self.tree if start <= word.idx < end and word.pos_ in VERBAL]
        inside = {word.i for word in words}
        return next((word for word in words if word.head.i not in inside or word.head.i == word.i), None)

    @staticmethod
    def _aside(verb: Word | None) -> bool:
        """Whether a verb stands in a relative clause."""
        for each in _upwards(verb):
            if each.dep_ in ASIDE:
                return _relative(each)
            if each.dep_ not in SHARED:
                return False
        return False

    def _mentioned(self, subject: Word | None) -> Mention | None:
        """The mention that a subject is the head of, or the last word of; of several joined in the tree one of all."""
        found = tuple(dict.fromkeys(each for word in _joined(subject) if (each := self._mention_at(word))))
        if len(found) < 2 or not {each.kind for each in found} <= JOINABLE:
            return found[0] if found else None
        first, last = min(each.first for each in found), max(each.last for each in found)
        return Mention(first, last, "joint", parties=parties_in(found) if _all_known(found) else ())

    def _mention_at(self, word: Word) -> Mention | None:
        place = next((number for number, token in enumerate(self.tokens) if token.start <= word.idx < token.end), None)
        return next((each for each in self.mentions if place is not None and each.first <= place < each.last), None)


def _all_known(mentions: Sequence[Mention]) -> bool:
    """Whether the party of each is known, so that no side is left out."""
    return all(each.party or each.parties for each in mentions)


def _joined(subject: Word | None) -> Iterator[Word]:
    """A subject and those joined to it: "the Secretary and the Minister"."""
    if subject is not None:
        yield subject
        for child in subject.children:
            if child.dep_ == "conj":
                yield from _joined(child)


def _subject_of(verb: Word | None) -> Word | None:
    """The word that is the subject of a verb, or the agent of a passive; None where the tree has none."""
    for each in _upwards(verb):
        children = list(each.children)
        if _passive(each):
            return next((word for agent in children if agent.dep_ in AGENT for word in _object(agent)), None)
        if found := next((word for word in children if word.dep_ in SUBJECT), None):
            return found
        if each.dep_ not in SHARED:
            return None
    return None


def _relative(verb: Word) -> bool:
    """Whether a clause has its "who" or "which", be it of a verb inside it ("which Sudmark says is old")."""
    return any(word.tag_ in RELATIVE for child in verb.children for word in (child, *child.children))


def _passive(verb: Word) -> bool:
    return any(word.dep_ in PASSIVE for word in verb.children)


def _object(agent: Word) -> Iterator[Word]:
    """What stands after "by"; in other schemes of trees the agent itself."""
    if agent.dep_ == "agent":
        yield from (word for word in agent.children if word.dep_ == "pobj")
    else:
        yield agent


def _upwards(verb: Word | None) -> Iterator[Word]:
    """A verb and those it hangs on, up to the root."""
    for _ in range(DEEPEST):
        if verb is None:
            return
        yield verb
        if verb.head.i == verb.i:
            return
        verb = verb.head
