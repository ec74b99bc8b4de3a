"""Sentences in their order → what each of them is: an agreement, a position, a mention, a next step, or nothing.

The subject decides, not the verb: "agreed" with both sides as its subject is an agreement, with one of them that
side's position. A pronoun stands for the subject of the sentence before, an office for the person last named with it.
A party is never guessed from what is near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from reportgen.drafting.cues.anyhow import MEANING, told_anyhow
from reportgen.drafting.cues.beside import Told, stands_elsewhere, told_beside, told_by, viewed, voiced_first
from reportgen.drafting.cues.clauses import conceded, goes_on_to_say, joint_outcome, second_clause
from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.companions import joined
from reportgen.drafting.cues.headings import headings
from reportgen.drafting.cues.joint import asked_by_one, assigns, decides, joint_reading, recital
from reportgen.drafting.cues.names import Mention, Names
from reportgen.drafting.cues.presiding import announced, chairs_report, charged, only_proceeds, only_reports
from reportgen.drafting.cues.quoted import Quotation, begins, of_a_proposal, of_speaker, says_what_should_be
from reportgen.drafting.cues.reading import Reading, text_of_point
from reportgen.drafting.cues.reported import reported
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.speakers import TWO, Speakers
from reportgen.drafting.cues.table import Cue
from reportgen.drafting.cues.tense import STEPS, of_earlier, only_asks, step_ahead, takes_place, will_be_done
from reportgen.drafting.proposal import Line

TELLING = ("person", "party", "joint", "unnamed", "offices", "he")
"""Kinds of mention of somebody whose verb, where no table knows it, tells that they said something."""
ALL = ("bodies", "we", "unnamed")
"""Kinds of mention whose "touched on" is what all spoke about."""
MOST = 5
"""Parties that "both" or "they" may stand for; where more take part, it is nobody's."""


class Discourse:
    """Reads sentences one after the other, and remembers who spoke last."""

    def __init__(self, names: Names, sides: tuple[str, ...], publisher: str = "", *, joint_text: bool = False) -> None:
        self.names, self.sides, self.joint_text = names, sides, joint_text
        self._who = Speakers(names, sides, publisher, joint_text=joint_text)
        self._paragraph = -1
        self._before: Reading | None = None
        self._voiced: tuple[str, ...] = ()
        """Of whom the last sentence of the paragraph told that tells anything."""
        self._list: Reading | None = None
        self._quotation = Quotation()

    def read(self, lines: Iterable[Line]) -> Iterator[Reading]:
        """One reading a sentence, in order."""
        every = list(lines)
        headed = headings(every)
        for number, (line, after) in enumerate(zip(every, [*every[1:], None], strict=True), 1):
            if line.paragraph != self._paragraph:
                self._paragraph, self._before, self._voiced = line.paragraph, None, ()
            sentence = self._sentence(line)
            if line in headed and not self._list:
                yield Reading(sentence)
                continue
            listing = after is not None and text_of_point(after.text) != after.text
            self._quotation.announce(line, every[number:], self._sentence, self._who.resolved)
            reading = self._of_a_list(sentence, listing) or self._quoted(sentence, after)
            self._before = reading = self._of_few(reading)
            self._voiced = reading.parties if reading.kind else self._voiced
            yield reading

    def _of_a_list(self, sentence: Sentence, listing: bool) -> Reading | None:
        """A point of a list is what the sentence before the list says of all of them: "The Sides agreed:".

        ``listing`` tells that a point follows: then that sentence states nothing of its own.
        """
        if text_of_point(sentence.text) == sentence.text:
            begins = listing and sentence.text.rstrip().endswith(":")
            self._list = self._reading(sentence) if begins else None
            return Reading(sentence) if self._list and self._list.kind else None
        if self._list is None or not self._list.kind:
            return None
        own = self._reading(sentence) if self._list.kind == "mention" else None
        return own if own and own.kind else replace(self._list, sentence=sentence, lead=self._list)

    def _quoted(self, sentence: Sentence, after: Line | None) -> Reading:
        """The reading of a sentence, which in a quotation is its speaker's; "X said:" before one says nothing."""
        if self._quotation.introduces(sentence.text, after.text if after else ""):
            self._quotation.by = self._reading(sentence)
            return Reading(sentence)
        own = self._reading(sentence)
        if sentence.text.rstrip().endswith(":") and own.cue and own.cue.last == len(sentence.tokens):
            own = Reading(sentence)  # "A spokesperson said:" tells only who tells the rest
        return self._quotation.read(sentence, own)

    def _of_few(self, reading: Reading) -> Reading:
        """A reading, of nobody in particular where it would be of all the parties of a long table."""
        if len(self.sides) <= MOST or not set(reading.parties) >= set(self.sides):
            return reading
        return replace(reading, parties=())

    def _sentence(self, line: Line) -> Sentence:
        """A line as it is read; a drafter with a parser reads it otherwise."""
        return Sentence(line, self.names)

    def _reading(self, sentence: Sentence) -> Reading:
        verbs = sentence.verbs or conceded(sentence)
        if told := viewed(sentence) or voiced_first(sentence, verbs):
            return self._told(sentence, told)
        self._who.greets(sentence)
        if not verbs or stands_elsewhere(sentence, verbs[0]):
            return self._without_subject(sentence)
        if report := reported(sentence, verbs[0], self._who.resolved, self.sides):
            return report
        if len(self.sides) > TWO and (asked := charged(sentence, verbs[0])):
            return Reading(sentence, "next_step", "", verbs[0], verbs[0].cue, (asked,))
        verbs = self._who.of_body(sentence, verbs)
        subject = self._who.resolved(verbs[0].subject, sentence)
        if self._of_all(verbs[0], sentence):
            subject = Mention(subject.first, subject.last, "joint")
        if subject.party or verbs[0].subject.kind not in ("unnamed", "bodies"):
            self._who.last = subject
        self._who.spoke(subject, sentence)
        if subject.kind == "joint" and chairs_report(sentence, verbs):
            return Reading(sentence, "mention", "", verbs[0], verbs[0].cue, ())
        if subject.kind == "joint":
            read = joint_reading(sentence, subject, verbs, self.sides, joint_text=self.joint_text)
            read = asked_by_one(read, verbs[0], self._before) if read else self._without_subject(sentence)
            return joined(read) if subject.parties else read
        reading = self._single(sentence, subject, verbs)
        if reading.kind in ("position", "mention"):
            self._who.speaker = subject
        if reading.verb and not reading.verb.after and (outcome := self._outcome(sentence, reading.verb)):
            return replace(reading, also=outcome)
        if reading.kind != "position" or reading.verb is None:
            return reading
        whole = joined(reading)
        return replace(whole, also=self._also(sentence, reading.verb) or whole.also)

    def _outcome(self, sentence: Sentence, first: Verb) -> Reading | None:
        """What all sides agreed in a second clause, after what one of them did."""
        verbs = joint_outcome(sentence, first)
        if not verbs:
            return None
        subject = self._who.resolved(verbs[0].subject, sentence)
        read = joint_reading(sentence, subject, verbs, self.sides, joint_text=self.joint_text)
        return replace(self._of_few(read), second=True) if read and read.kind in (*STEPS, "agreement") else None

    def _also(self, sentence: Sentence, first: Verb) -> Reading | None:
        """The view of another speaker in a second clause; who spoke there is the last who did."""
        verb = None if first.after else second_clause(sentence, first)
        if verb is None:
            return None
        subject = self._who.resolved(verb.subject, sentence)
        self._who.last = self._who.speaker = subject
        self._who.spoke(subject, sentence)
        parties = subject.parties or ((subject.party,) if subject.party else ())
        return Reading(sentence, "position", verb.cue.stance, verb, verb.cue, parties, subject.person, second=True)

    def _of_all(self, verb: Verb, sentence: Sentence) -> bool:
        """Whether what one says it has agreed, or a body of many decides, is the agreement of all."""
        if verb.subject.kind == "name" and len(self.sides) > 2:  # "The SBI adopted conclusions"
            return decides(sentence, verb)
        if verb.subject.kind == "bodies" and assigns(sentence, verb):
            return True
        return verb.subject.kind in ("we", "bodies", "chairs") and self._agreed(verb.cue, sentence)

    def _agreed(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a publisher's "we have agreed" tells of both sides: "we agree" would be its own view."""
        return cue.kind == "agreement" and sentence.language.ends("past", sentence.tokens[cue.first].word)

    def _single(self, sentence: Sentence, subject: Mention, verbs: tuple[Verb, ...]) -> Reading:
        who = (subject.party,) if subject.party else ()
        met = {verb.cue.first: verb.cue.last for verb in verbs if verb.cue.kind == "meetings"}
        positions = [
            verb for verb in verbs if verb.cue.kind == "position" and met.get(verb.cue.first, 0) < verb.cue.last
        ]
        undertakes = [verb for verb in verbs if verb.cue.kind == "undertaking"]
        if self.joint_text and undertakes and set(who) & set(self.sides):
            return Reading(sentence, "agreement", "", undertakes[0], undertakes[0].cue, who)
        anyhow = [verb for verb in verbs if verb.cue.kind == "mention_anyhow" and verb.cue.first == verbs[0].cue.first]
        if anyhow and not verbs[0].after:
            return Reading(sentence, "mention", "", anyhow[0], anyhow[0].cue, self.sides, subject.person)
        mentions = [verb for verb in verbs if verb.cue.kind == "mention"]
        alone = sentence.language.words["one_sided"]
        touches = bool(mentions) and sentence.tokens[mentions[0].cue.first].word in alone
        if touches and verbs[0].subject.kind not in ALL:  # what one side touches upon it speaks of
            one = Verb(replace(mentions[0].cue, kind="position", stance="asserts"), mentions[0].subject)
            positions, mentions = sorted([*positions, one], key=lambda verb: verb.cue.first), []
        steps = [verb for verb in verbs if verb.cue.kind in STEPS]
        told_first = bool(positions) and bool(steps) and positions[0].cue.first < steps[0].cue.first
        if not verbs[0].after and self._who.presiding and (step := announced(sentence, verbs)):
            return Reading(sentence, "next_step", "", step, step.cue, (), subject.person)
        if not verbs[0].after and steps and not told_first and takes_place(sentence, steps[0].cue):
            return Reading(sentence, "next_step", "", steps[0], steps[0].cue, who, subject.person)
        deals = [verb for verb in verbs if verb.cue.kind == "deal"]
        told_first = bool(positions) and bool(deals) and positions[0].cue.first < deals[0].cue.first
        if deals and not verbs[0].after and not told_first and not of_earlier(sentence):
            parties = tuple(dict.fromkeys((*who, *self.sides)))
            return Reading(sentence, "agreement", "", deals[0], deals[0].cue, parties)
        if positions and not verbs[0].after and will_be_done(sentence, subject, positions[0].cue):
            return Reading(sentence, "next_step", "", positions[0], positions[0].cue, who, subject.person)
        before = verbs[0].subject.kind == "bodies"  # what a committee "considered" it talked about
        mentions = [] if goes_on_to_say(sentence, verbs[0], positions) else mentions
        if mentions and (not positions or mentions[0].cue.first < positions[0].cue.first + before):
            parties = self.sides if len(self.sides) > 1 else who
            return Reading(sentence, "mention", "", mentions[0], mentions[0].cue, parties, subject.person)
        if not positions:
            return self._unsaid(sentence, verbs[0], subject)
        if only_proceeds(sentence, positions):
            return Reading(sentence)
        same = [each for each in positions if each.cue.first == positions[0].cue.first]
        verb = max(same, key=lambda each: each.cue.last)
        if only_reports(sentence, positions):
            return Reading(sentence, "mention", "", verb, verb.cue, (), subject.person)
        return Reading(sentence, "position", verb.cue.stance, verb, verb.cue, who, subject.person)

    def _unsaid(self, sentence: Sentence, verb: Verb, subject: Mention) -> Reading:
        """What one did without saying anything; work that is given out is a step: "directed staff to continue"."""
        gives = sentence.tokens[verb.cue.first].word in sentence.language.words["charging"]
        if not gives or not assigns(sentence, verb) or of_earlier(sentence):
            return self._without_subject(sentence)
        who = (subject.party,) if subject.party else ()
        return Reading(sentence, "next_step", "", verb, verb.cue, who, subject.person)

    def _without_subject(self, sentence: Sentence) -> Reading:
        if told := told_by(sentence):
            return self._told(sentence, told)
        if self.joint_text and (view := recital(sentence, self.sides)):
            return view
        if found := told_anyhow(sentence):
            if found.kind == "unsettled" and only_asks(sentence, found):
                return Reading(sentence)
            name = MEANING[found.kind]
            stance, parties = "holds" if name == "position" else "", () if found.kind == "task" else self.sides
            own = self._of_the_account(sentence) if found.kind == "view_anyhow" else ()
            return Reading(sentence, name, stance, None, found, own or parties, joint=True)
        met = next((cue for cue in sentence.cues if cue.kind == "meetings"), None)
        if met and any(token.word in sentence.language.words["about"] for token in sentence.tokens[met.last :]):
            return Reading(sentence, "mention", "", None, met, self.sides, joint=True)
        if told := told_beside(sentence):
            return self._told(sentence, told)
        if felt := next((cue for cue in sentence.cues if cue.kind == "felt_anyhow"), None):
            parties = self.sides if len(self.sides) == TWO else ()
            return Reading(sentence, "position", "holds", None, felt, parties, joint=True)
        step, continued = step_ahead(sentence), self._continued(sentence)
        if step and not (continued and (begins(sentence.text) or sentence.mentions)):
            return Reading(sentence, "next_step", "", None, step, (), joint=True)
        return continued or self._by_a_verb_unknown(sentence) or Reading(sentence)

    def _of_the_account(self, sentence: Sentence) -> tuple[str, ...]:
        """Whose "it was noted" is in one side's account after its own views, though not of both: that side's."""
        both = any(each.kind in ("joint", "they") for each in sentence.mentions)
        return self._voiced if self._voiced == (self._who.publisher,) and not both else ()

    def _told(self, sentence: Sentence, told: Told) -> Reading:
        """A view that is told beside the subject, of one or of several."""
        who = self._who.resolved(told.mention, sentence)
        self._who.spoke(who, sentence)
        if who.kind not in ("unnamed", "name", "joint"):
            self._who.last = who
        parties = who.parties or ((who.party,) if who.party else self.sides if who.kind == "joint" else ())
        stance = told.cue.stance or "holds"
        return Reading(sentence, "position", stance, None, told.cue, parties, who.person, joint=len(parties) > 1)

    def _by_a_verb_unknown(self, sentence: Sentence) -> Reading | None:
        """Somebody, and a verb in the past that the table does not know: said, unless it tells of going or coming."""
        verb = sentence.unknown_verb()
        if verb is None or of_earlier(sentence) or only_proceeds(sentence, [verb]):
            return None
        subject = self._who.resolved(verb.subject, sentence)
        if verb.subject.kind == "bodies" or subject.kind not in TELLING:
            return None
        self._who.last = subject
        self._who.spoke(subject, sentence)
        if subject.kind == "joint":
            return Reading(sentence, "position", "asserts", verb, verb.cue, subject.parties or self.sides, joint=True)
        self._who.speaker = subject
        who = (subject.party,) if subject.party else ()
        return Reading(sentence, "position", "asserts", verb, verb.cue, who, subject.person)

    def _own_speaker(self, sentence: Sentence) -> Mention | None:
        """Whose "our view" is: the publisher's in its own account, else of who spoke last."""
        ours = any(token.word in sentence.language.words["first_person"] for token in sentence.tokens)
        if ours and self._who.publisher:
            return Mention(0, 0, "party", party=self._who.publisher)
        return self._who.speaker

    def _continued(self, sentence: Sentence) -> Reading | None:
        """A sentence of a speaker's remarks without a verb of speech: it must say what should be, or be a quote."""
        before = self._before
        if sentence.language.has("own_view", sentence.tokens) and (speaker := self._own_speaker(sentence)):
            who = (speaker.party,) if speaker.party else ()
            return Reading(sentence, "position", "holds", None, None, who, speaker.person, continued=True)
        if not before or before.kind != "position" or before.joint or not self._who.speaker:
            return None
        goes_on = says_what_should_be(sentence) or begins(sentence.text) or of_a_proposal(sentence, before)
        return of_speaker(sentence, before) if goes_on else None
