"""What a sentence is whose subject is all sides, or several of them: agreement, shared view, mention, next step."""

from __future__ import annotations

from reportgen.drafting.cues.closing import Verb
from reportgen.drafting.cues.names import Mention
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.table import Cue, DraftingTable
from reportgen.drafting.cues.tense import of_earlier
from reportgen.drafting.proposal import SourceText
from reportgen.phrases import Token, tokens

JOINT_TEXT = 2
"""Sentences that speak of "the Parties" or "this agreement" before a text counts as theirs."""
OWN_VERB = 3
"""Words after "agreed" within which the verb of what both think stands: "that they supported"."""
OUTCOMES = ("agreement", "next_step", "task", "deal")
"""Kinds of verb that tell of what came of these talks: nothing of an earlier time, nothing of outsiders."""
GOING_ON = ("undertaking", "task", "next_step")
"""Kinds of verb that tell of what is to be done, without a day or a place for it."""


def joint_reading(
    sentence: Sentence, subject: Mention, verbs: tuple[Verb, ...], sides: tuple[str, ...], *, joint_text: bool
) -> Reading | None:
    """The reading of a sentence of several; nothing where no verb of theirs makes any of it."""
    parties = subject.parties or sides
    by_kind = _first_of_each(verbs)
    outsiders = subject.parties and sides and not set(subject.parties) & set(sides)
    if outsiders or of_earlier(sentence):
        if {"agreement", "deal"} & set(by_kind):
            return Reading(sentence)
        by_kind = {kind: verb for kind, verb in by_kind.items() if kind not in OUTCOMES}
    endorsed = "agreement" in by_kind and (
        sentence.tokens[by_kind["agreement"].cue.first].word in sentence.language.words["endorsing"]
    )
    if not subject.parties and assigns(sentence, verbs[0]):
        by_kind.setdefault("agreement", verbs[0])
    if "agreement" in by_kind and _within_a_view(sentence, verbs, by_kind["agreement"].cue):
        del by_kind["agreement"]
    elif _within_a_view(sentence, verbs, _going_on(by_kind)):  # "shared the view that they will work on"
        by_kind = {kind: verb for kind, verb in by_kind.items() if kind not in GOING_ON}
    some = bool(subject.parties) and not set(sides) <= set(subject.parties)
    if some and len(sides) > 2 and (raised := _as_own_view(by_kind)):  # several of many raise what they think
        verbs = tuple(each for each in verbs if each.cue.kind != "mention" or each.cue.first != raised.cue.first)
        by_kind = {"shared_view": raised, **_first_of_each(verbs)}
    some_of_many = endorsed and some
    kind = _kind(sentence, by_kind, joint_text=joint_text, some_of_many=some_of_many)
    if not kind:
        views = [verb for verb in verbs if verb.cue.kind in ("shared_view", "mention")]
        kind = min(views, key=lambda verb: verb.cue.first).cue.kind if views else ""
        left, view = by_kind.get("unsettled"), by_kind.get(kind)
        if left and view and left.cue.first == view.cue.first and left.cue.last > view.cue.last:
            kind = ""  # "remained far apart" is more than "remained"
    if not kind and "unsettled" in by_kind:
        kind, by_kind["mention"] = "mention", by_kind["unsettled"]
    if not kind and "position" in by_kind and not _is_denied(sentence, by_kind["position"].cue):
        kind, by_kind["shared_view"] = "shared_view", by_kind["position"]
    if not kind:
        return None
    verb = by_kind[kind]
    if kind == "shared_view":
        told = [each.cue for each in verbs if each.cue.stance and each.cue.first >= verb.cue.first]
        stance = min(told, key=lambda cue: (cue.first, -cue.last)).stance if told else "holds"
        return Reading(sentence, "position", stance, verb, verb.cue, parties, joint=True)
    return Reading(sentence, kind, "", verb, verb.cue, parties, joint=True)


def _is_denied(sentence: Sentence, cue: Cue) -> bool:
    """Whether a verb only tells what several will not do: "The two sides will not meet"."""
    return any(token.word in sentence.language.words["not"] for token in sentence.tokens[cue.first : cue.last])


def _within_a_view(sentence: Sentence, verbs: tuple[Verb, ...], agreed: Cue | None) -> bool:
    """Whether a verb has a subject of its own in what both say: "noting that both stand committed to peace"."""
    if agreed is None:
        return False
    that, own = sentence.language.words["that"], sentence.ending_at(sentence.before(agreed.first))
    views = [
        verb.cue for verb in verbs if verb.cue.kind in ("shared_view", "position") and verb.cue.last < agreed.first
    ]
    return own is not None and any(sentence.tokens[view.last].word in that and own.first > view.last for view in views)


def _going_on(by_kind: dict[str, Verb]) -> Cue | None:
    """What several will do or go on doing; nothing beside what they agreed or a step: "will meet again in May"."""
    if "agreement" in by_kind:
        return None
    will, step = by_kind.get("task") or by_kind.get("undertaking"), by_kind.get("next_step")
    return will.cue if will and (step is None or step.cue.first == will.cue.first) else None


def assigns(sentence: Sentence, verb: Verb) -> bool:
    """Whether a body's first verb gives others work: "asked the Secretariat to prepare" is a decision."""
    return any(cue.kind == "assigned" and cue.first == verb.cue.first for cue in sentence.cues)


def decides(sentence: Sentence, verb: Verb) -> bool:
    """Whether a name decides as a body does: "The SBI adopted conclusions", "SBI agreed to convene a group"."""
    word, name = sentence.tokens[verb.cue.first].word, sentence.words(verb.subject.first, verb.subject.last)
    body = len(name) > 2 and name.isupper() and name.isalpha() and verb.cue.kind == "agreement"
    return word in sentence.language.words["decided"] or body


def _as_own_view(by_kind: dict[str, Verb]) -> Verb | None:
    """The view in a verb that of both would be a mention: "raised"."""
    view, mention = by_kind.get("position"), by_kind.get("mention")
    return view if view and mention and view.cue.first == mention.cue.first else None


def recital(sentence: Sentence, sides: tuple[str, ...]) -> Reading | None:
    """What a text of the sides says before its verb, a paragraph each: "Recognizing the importance of trade;"."""
    if not sentence.tokens or sentence.tokens[0].word not in sentence.language.words["recitals"]:
        return None
    return Reading(sentence, "position", "holds", None, None, sides, joint=True)


def asked_by_one(reading: Reading, verb: Verb, before: Reading | None) -> Reading:
    """What "the two sides should" do, in the account of one speaker, is what that speaker asks of them."""
    sentence, cue = reading.sentence, reading.cue
    if reading.kind != "position" or cue is None or before is None or before.kind != "position":
        return reading
    directly = verb.cue.first == cue.first and sentence.before(cue.first) == verb.subject.last
    ought = directly and sentence.tokens[cue.first].word in sentence.language.words["oughts"]
    if not ought or before.joint or len(before.parties) != 1:
        return reading
    return Reading(sentence, "position", "calls_for", None, cue, before.parties, before.speaker, continued=True)


def _first_of_each(verbs: tuple[Verb, ...]) -> dict[str, Verb]:
    by_kind: dict[str, Verb] = {}
    for verb in verbs:
        by_kind.setdefault(verb.cue.kind, verb)
    if "task" in by_kind:
        by_kind.setdefault("next_step", by_kind["task"])
    return by_kind


def _kind(sentence: Sentence, by_kind: dict[str, Verb], *, joint_text: bool, some_of_many: bool) -> str:
    """A step or an agreement, the verb of it in ``by_kind``; empty where the verbs tell of neither."""
    if "agreement" in by_kind and (some_of_many or _is_a_view(sentence, by_kind)):
        by_kind.setdefault("shared_view", by_kind["agreement"])
        del by_kind["agreement"]
    if "deal" in by_kind:
        by_kind["agreement"] = by_kind["deal"]
    if "undertaking" in by_kind and "agreement" not in by_kind:
        by_kind.setdefault("agreement" if joint_text else "next_step", by_kind["undertaking"])
    if "agreement" in by_kind and (step := _step_within(sentence, by_kind["agreement"].cue)):
        by_kind.setdefault("next_step", Verb(step, by_kind["agreement"].subject))
    return next((kind for kind in ("next_step", "agreement") if kind in by_kind), "")


def _is_a_view(sentence: Sentence, by_kind: dict[str, Verb]) -> bool:
    """Whether what was agreed is how things are, not what is to be done: "agreed that the role … is growing"; or the
    words are those of a view: "confirmed their readiness"."""
    cue, view = by_kind["agreement"].cue, by_kind.get("shared_view")
    if view and view.cue.first == cue.first and view.cue.last > cue.last:
        return True
    language, rest = sentence.language, sentence.tokens[cue.last :]
    that = bool(rest) and rest[0].word in language.words["that"]
    own = (
        each for each in sentence.cues if each.kind == "shared_view" and cue.last < each.first <= cue.last + OWN_VERB
    )
    if that and any(language.ends("past", sentence.tokens[each.first].word) for each in own):
        return True  # "agreed that they looked forward to"
    return that and bool(language.plain["modal"]) and not _is_to_be(sentence, rest)


def _is_to_be(sentence: Sentence, clause: tuple[Token, ...]) -> bool:
    """Whether a clause tells what is to be done: by a "will" or "shall" anywhere, else by its first verb ("is to", "has
    to"); where it has none that is known, by any word for it."""
    language, last = sentence.language, len(clause) - 1
    states = language.words["stating"]
    verbs = [at for at in range(2, last) if clause[at].word in states]
    is_so = next((at for at in verbs if clause[at - 1].word not in language.words["barriers"]), None)
    if any(token.word in language.words["obliging"] for token in clause):
        return True
    if is_so is None or clause[is_so + 1].word in language.words["links"]:
        return bool(language.has("modal", clause))
    earlier = (at for at, _ in language.every("modal", clause) if clause[at].word not in language.words["links"])
    return any(at <= is_so for at in earlier)


def _step_within(sentence: Sentence, agreed: Cue) -> Cue | None:
    """The step that is agreed: in the same clause, or before it."""
    for cue in sentence.cues:
        within = not any(token.clause for token in sentence.tokens[agreed.last : cue.first + 1])
        if cue.kind == "next_step" and within:
            return cue
    return None


def _of_the_sides(line: str, language: DraftingTable) -> bool:
    """Whether a sentence tells of the sides at the head of a clause: not that of "Annex I Parties"."""
    read = tokens(line)
    every = language.every("joint_text", read)
    return any(first == 0 or read[first].comma or read[first].clause or last - first == 1 for first, last in every)


def joint_text(text: SourceText, language: DraftingTable) -> bool:
    """Whether a text is one of the sides themselves: it calls itself so, or speaks of "the Parties" again and again."""
    said = sum(_of_the_sides(line.text, language) for line in text.lines)
    titled = bool(language.has("joint_text", tokens(text.title)))
    return titled or (said >= JOINT_TEXT and said >= len(text.lines) / 10)
