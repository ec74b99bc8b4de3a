"""A reading of a sentence → the entry it proposes: text, operative words, firmness, stance, due.

Every word of a proposed entry is the source's own: the text is a run of the sentence, without its subject and without
"…, Wang said". So it cannot claim more than its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportgen.cues import Cues, Weaker, rank
from reportgen.drafting.cues.clauses import without_second
from reportgen.drafting.cues.dates import due
from reportgen.drafting.cues.reading import Reading, text_of_point
from reportgen.drafting.cues.sentence import Sentence
from reportgen.drafting.cues.unspaced import unspaced
from reportgen.drafting.proposal import Proposal, SourceText, Written
from reportgen.model.words import Firmness, Stance
from reportgen.phrases import tokens

QUOTES = re.compile(r"[\"“”«»„]")
TELLING = ("holds", "wants", "supports", "opposes", "proposes", "calls_for", "offers", "rejects", "concern")
"""Stances that what is said may have by its own words."""
NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|\([a-z0-9]{1,3}\)|[-•])\s+")
"""The number of a point, which is no part of what it says."""
LONGEST_WORDS = 6
"""Words that an operative phrase may have."""
SIGNS = 3
"""Signs of a script without spaces that count as one word here."""
LONGEST_ELIDED = 2
"""Letters of a word that is written with an apostrophe in place of its last: "d'", "qu'"."""


def proposal(reading: Reading, text: SourceText, claims: Cues | None) -> list[Proposal]:
    """The entries that a reading proposes; a view of several parties gives one for each.

    A point of a list is what stands before the list, in the point's own words.
    """
    line = reading.sentence.line
    if not reading.lead:
        return [
            Proposal(part, (line.text,), each, note, line.start) for part, each, note in _made(reading, text, claims)
        ]
    point: dict[str, Written] = {"text": _capital(text_of_point(line.text))}
    if reading.kind == "next_step":
        point["due"] = due(reading.sentence, text.published)
    words = (line.text, reading.lead.sentence.line.text)
    made = _made(reading.lead, text, claims)
    return [Proposal(part, words, fields | point, note, line.start) for part, fields, note in made]


def _made(reading: Reading, text: SourceText, claims: Cues | None) -> Iterator[tuple[str, dict[str, Written], str]]:
    """Of each entry the list it belongs to, its fields, and a note."""
    match reading.kind:
        case "agreement":
            yield "agreements", _settled(reading, claims, "parties", Firmness.AGREED), ""
        case "next_step":
            fields = _settled(reading, claims, "owners", Firmness.PLANNED)
            yield "next_steps", {**fields, "due": due(reading.sentence, text.published)}, ""
        case "mention":
            yield "mentions", _mention(reading), ""
        case "position":
            parties: Sequence[str | None] = reading.parties or (None,)
            note = "a view of several parties: one entry for each" if len(parties) > 1 else ""
            for party in parties:
                yield "positions", _position(reading, party), note


def _settled(reading: Reading, claims: Cues | None, whose: str, otherwise: Firmness) -> dict[str, Written]:
    """What agreements and next steps share; ``whose`` is what the field of their parties is called."""
    operative = _operative(reading)
    return {
        "issue": None,
        "text": _undertaken(reading),
        "operative_words": operative,
        "firmness": _firmness(reading, operative, claims, otherwise),
        whose: list(reading.parties) or None,
    }


def _mention(reading: Reading) -> dict[str, Written]:
    return {
        "issue": None,
        "text": _capital(reading.sentence.text if _all_before(reading) else _from(reading)),
        "operative_words": _operative(reading),
        "parties": list(reading.parties) or None,
    }


def _all_before(reading: Reading) -> bool:
    """Whether what was spoken about stands before the verb, and nothing after it: "La question a été abordée." """
    return reading.verb is None and reading.cue is not None and reading.cue.last == len(reading.sentence.tokens)


def _position(reading: Reading, party: str | None) -> dict[str, Written]:
    words = without_second(_said(reading), reading.sentence, reading.second_verb)
    reading = _by_content(reading)
    fields: dict[str, Written] = {"party": party, "issue": None, "stance": reading.stance}
    if reading.speaker:
        fields["speaker"] = reading.speaker
    if reading.continued:
        fields["speaker_basis"] = "inferred"
    fields["text"] = words
    if Stance(reading.stance).hedged or reading.cue is not None:
        fields["operative_words"] = _operative(reading) or None
    if QUOTES.search(words):
        whole = bool(QUOTES.match(words)) and bool(QUOTES.match(words.rstrip(".")[-1:]))
        fields["speech"] = "direct_quote" if whole else "partial_quote"
    elif reading.continued:
        fields["speech"] = "continuation"
    elif reading.joint:
        fields["speech"] = "narration"
    return fields


def _by_content(reading: Reading) -> Reading:
    """A position that is merely said takes its stance from what is said: "China is willing to …, Wang said" offers."""
    verb = reading.verb
    if reading.stance != "asserts" or verb is None or reading.cue is None:
        return reading
    end = reading.second_verb.subject.first if reading.second_verb else len(reading.sentence.tokens)
    inside = range(verb.cue.first) if verb.after else range(verb.cue.last, end)
    inner = [cue for cue in reading.sentence.cues if cue.first in inside and cue.stance in TELLING]
    telling = [cue for cue in inner if reading.sentence.has_subject(cue)]
    if not telling:
        return reading
    first = min(telling, key=lambda cue: (cue.first, -cue.last))
    return replace(reading, stance=first.stance, cue=first)


def _operative(reading: Reading) -> str:
    """The words that carry the sentence: the verb, and what ties it to what follows ("agreed to increase")."""
    sentence, cue = reading.sentence, reading.cue
    if cue is None:
        return ""
    last = cue.last
    if (
        last < len(sentence.tokens)
        and sentence.tokens[last].word in sentence.language.words["links"]
        and not sentence.tokens[last].comma
    ):
        last += 1
        ended = last >= len(sentence.tokens) or sentence.tokens[last].comma or sentence.tokens[last].clause
        if sentence.tokens[last - 1].word == "to" and not ended:
            last += 1
    longest = LONGEST_WORDS * (SIGNS if unspaced(sentence.text, sentence.tokens[cue.first]) else 1)
    words = sentence.words(cue.first, min(last, cue.first + longest))
    mark = sentence.text[(end := sentence.tokens[last - 1].end) : end + 1]
    elided = mark in ("'", "’") and end - sentence.tokens[last - 1].start <= LONGEST_ELIDED
    return words + mark if elided and last <= cue.first + longest else words


def _undertaken(reading: Reading) -> str:
    """What is agreed or planned: after "agreed to" and "agreed that", else from the verb on."""
    sentence, cue = reading.sentence, reading.cue
    if cue is None:
        return sentence.text
    for first, last in sentence.language.every("taken_off", sentence.tokens):
        planned = reading.kind == "next_step" and last <= cue.first  # "acordaron que los equipos se reunirán"
        if (first == cue.first and reading.kind == "agreement" and last < len(sentence.tokens)) or planned:
            return _capital(_rest(sentence, last))
    link = cue.last - 1 if sentence.tokens[cue.last - 1].word in ("to", "that") else cue.last
    tied = link < len(sentence.tokens) - 1 and sentence.tokens[link].word in ("to", "that", "que", "de", "à")
    if reading.kind == "agreement" and cue.last - cue.first <= 2 and tied:
        return _capital(_rest(sentence, link + 1))
    if reading.verb is None:
        return _capital(sentence.text)
    place = cue.first
    while (
        reading.kind == "next_step"
        and place < cue.last
        and sentence.tokens[place].word in sentence.language.words["auxiliaries"]
    ):
        place += 1
    return _capital(_rest(sentence, place))


def _said(reading: Reading) -> str:
    """What a party said, wanted or did with its words, without the words that name the speaker."""
    sentence, verb = reading.sentence, reading.verb
    if verb is None or reading.cue is None:
        return sentence.text
    if verb.after:
        return _before_closing(reading)
    if reading.second:
        return _capital(_rest(sentence, verb.subject.first))
    cue = reading.cue
    if cue.last < len(sentence.tokens) and _sign_after(sentence, cue.last) in sentence.language.listed["speech_signs"]:
        return _capital(_rest(sentence, cue.last))
    if verb.subject.first and cue.last < len(sentence.tokens) and sentence.tokens[cue.last].comma:
        return _around(reading)
    if reading.stance in ("rejects", "opposes") and verb.subject.kind != "party":
        return _capital(_from(reading))  # "denied that …" is not that
    next_word = sentence.tokens[cue.last].word if cue.last < len(sentence.tokens) else ""
    link = sentence.tokens[cue.last - 1].word
    that = sentence.language.words["that"]
    if next_word in that or link in that:
        return _capital(_rest(sentence, cue.last + (next_word in that)))
    if verb.subject.kind == "party" and reading.stance != "asserts":
        article = (
            verb.subject.first
            and sentence.tokens[verb.subject.first - 1].word in sentence.language.words["determiners"]
        )
        return _capital(_rest(sentence, verb.subject.first - bool(article)))
    bare = sentence.language.words["bare"]
    said = not bare or sentence.tokens[cue.first].word in bare
    if reading.stance == "asserts" and said and not sentence.tokens[verb.subject.first].comma:
        return _capital(_rest(sentence, cue.last))
    return _capital(_from(reading))


def _sign_after(sentence: Sentence, place: int) -> str:
    return sentence.text[sentence.tokens[place - 1].end : sentence.tokens[place].start].strip()


def _around(reading: Reading) -> str:
    """The words before and after ", he said,": with one comma, or none before a verb ("Major countries should …")."""
    sentence, verb = reading.sentence, reading.verb
    assert verb is not None
    before = sentence.text[: sentence.tokens[verb.subject.first].start].rstrip()
    before = _without_determiner(before, sentence).rstrip(" ,")
    goes_on = any(cue.first == verb.cue.last for cue in sentence.cues)
    return _capital(f"{before}{' ' if goes_on else ', '}{_rest(sentence, verb.cue.last)}")


def _before_closing(reading: Reading) -> str:
    """The words before "…, Wang said"."""
    sentence, verb = reading.sentence, reading.verb
    assert verb is not None
    end = sentence.tokens[min(verb.subject.first, verb.cue.first)].start
    text = sentence.text[:end].rstrip()
    text = _without_determiner(text, sentence).rstrip(" ,—–-")
    if text[-1:] in ('"', "”", "»") and text[-2:-1] in ",":
        text = text[:-2] + text[-1]
    return text if text[-1:] in '.!?"”»' else f"{text}."


def _without_determiner(text: str, sentence: Sentence) -> str:
    """The words before a subject without its article."""
    words = tokens(text)
    if (
        words
        and words[-1].word in sentence.language.words["determiners"]
        and not re.search(r"\w", text[words[-1].end :])
    ):
        return text[: words[-1].start].rstrip()
    return text


def _from(reading: Reading) -> str:
    """From the verb on; from what it is about where a language says that before the verb ("双方就…交换意见")."""
    assert reading.cue is not None
    sentence, first = reading.sentence, reading.cue.first
    return _rest(sentence, topic(reading.verb.subject.last if reading.verb else 0, first, sentence) or first)


def topic(after: int, before: int, sentence: Sentence) -> int:
    """The place between a subject and its verb where it says what about; 0 where nothing does."""
    words = sentence.language.words["topic"]
    return next((at for at in range(after, before) if sentence.tokens[at].word in words), 0)


def _rest(sentence: Sentence, place: int) -> str:
    """The text from a word to the end of the sentence; a quotation mark before the word belongs to it."""
    if place >= len(sentence.tokens):
        return sentence.text
    start = sentence.tokens[place].start
    if start and sentence.text[start - 1] in '"“«([$':
        start -= 1
    elif (opened := sentence.text[:start].rstrip()).endswith("«"):
        start = len(opened) - 1
    return sentence.text[start:]


def _capital(words: str) -> str:
    """With a capital at the beginning and a full stop at the end; white space as in a sentence."""
    words = NUMBERED.sub("", " ".join(words.split()))
    words = words[:1].upper() + words[1:]
    if words[-1:] in '.!?"”»。！？」』）)':
        return words
    ends = "。" if words and unspaced(words, tokens(words)[-1]) else "."
    return words.rstrip(";:,；：，") + ends


def _firmness(reading: Reading, operative: str, claims: Cues | None, otherwise: Firmness) -> str:
    """How firm the source's words are, by the table of cues; ``otherwise`` where it says nothing."""
    if claims is None:
        return otherwise.value
    text = reading.sentence.text
    at = text.find(operative) if operative else 0
    found = [each for each in claims.claims(text) if not operative or at <= each.start < at + len(operative) + 1]
    firm = [each.strength for each in found if not isinstance(each.strength, Weaker)]
    best = min(firm, key=rank, default=otherwise)
    if reading.kind == "agreement" and reading.cue and reading.cue.kind == "undertaking":
        return Firmness.PLANNED.value
    return best.value
