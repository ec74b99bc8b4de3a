"""Issues that a text names itself: what views were exchanged on, and what a sentence says it is about at its head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from reportgen.drafting.cues.entries import topic
from reportgen.drafting.cues.reading import Reading
from reportgen.drafting.cues.table import DraftingTable
from reportgen.drafting.proposal import IssueRow, Proposal
from reportgen.phrases import tokens

PARTED = re.compile(r",\s*(?:and\s+|et\s+|y\s+)?|\s+(?:and|et|y)\s+|、|和")
LONGEST, LETTERS = 7, 3
"""Words of an issue's name; letters of a word that tells one from another, where words have letters."""
HEAD = 60
"""Characters of what a sentence says it is about, before the first comma."""


def issues(readings: Iterable[Reading], language: DraftingTable) -> tuple[IssueRow, ...]:
    """The issues that a text names, in its order; their names are the text's own words."""
    found: dict[str, str] = {}
    for reading in readings:
        for words in (_without_article(each, language) for each in _named(reading, language)):
            if (
                words
                and _telling(words, language)
                and len(words.split()) <= LONGEST
                and len(tokens(words)) <= 2 * LONGEST
            ):
                found.setdefault(words.casefold(), words)
    return tuple(IssueRow(f"I-{number:02}", _capital(words)) for number, words in enumerate(found.values(), 1))


def issue_of(reading: Reading, known: Iterable[IssueRow], language: DraftingTable) -> str | None:
    """The one issue whose telling words all stand in a sentence; None where none or several do."""
    words = _telling(reading.sentence.text, language)
    having = [row for row in known if any(_within(name, words, language) for name in (row.title, *row.names))]
    return having[0].id if len(having) == 1 else None


def split(proposal: Proposal, reading: Reading, known: Sequence[IssueRow], language: DraftingTable) -> list[Proposal]:
    """A mention of several issues as one for each, where every one of them is known; the proposal alone otherwise."""
    named = _named(reading, language) if proposal.part == "mentions" else []
    titles = [_without_article(words, language).casefold() for words in named]
    ids = [next((row.id for row in known if row.title.casefold() == title), "") for title in titles]
    kept = [(words, issue) for words, issue in zip(named, ids, strict=True) if issue]
    if len(kept) < 2 or reading.cue is None:
        return [proposal]
    before, after = _around(proposal, reading)
    return [
        replace(proposal, fields={**proposal.fields, "issue": issue, "text": f"{before}{words}{after}"})
        for words, issue in kept
    ]


def _around(proposal: Proposal, reading: Reading) -> tuple[str, str]:
    """What stands before and after the name of an issue: "Exchanged views on …."; "就…交换了意见。"."""
    sentence, cue = reading.sentence, reading.cue
    if cue and (first := topic(reading.verb.subject.last if reading.verb else 0, cue.first, sentence)):
        return sentence.words(first, first + 1), sentence.text[sentence.tokens[cue.first].start :]
    operative = _capital(str(proposal.fields.get("operative_words") or ""))
    return (operative if operative.endswith(("'", "’")) else f"{operative} "), "."


def _within(name: str, words: frozenset[str], language: DraftingTable) -> bool:
    telling = _telling(name, language)
    return bool(telling) and telling <= words


def _named(reading: Reading, language: DraftingTable) -> list[str]:
    text = reading.sentence.text
    if at_head := _head(text, language):
        return [at_head]
    if reading.kind != "mention" or reading.cue is None:
        return []
    words = tokens(text)
    last = reading.cue.last
    if last < len(words) and words[last].word in language.words["links"]:
        last += 1
    first = topic(reading.verb.subject.last if reading.verb else 0, reading.cue.first, reading.sentence)
    if first:
        rest = text[words[first].end : words[reading.cue.first].start]
    else:
        rest = text[words[last].start : _next_mention(reading, last)] if last < len(words) else ""
    rest = re.split(r"\b(?:including|notamment|incluid[ao]s?|entre ellos)\b", rest)[-1]
    rest = re.sub(r"(?:\s(?:and|et|y))?\s*$", "", rest)
    return [_without_link(each.strip(" .;。"), language) for each in PARTED.split(rest)]


def _without_link(words: str, language: DraftingTable) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first in language.words["links"] else words


def _next_mention(reading: Reading, place: int) -> int:
    """Where the words end, as an offset, before another verb of speaking about something, a participle of a view
    ("…, noting that") or who tells of it ("…, according to a readout"); the end of the sentence."""
    sentence = reading.sentence
    told = min((first for first in sentence.occasions if first > place), default=0)
    if told and sentence.tokens[told].comma:
        return sentence.tokens[told].start
    for cue in sentence.cues:
        token = sentence.tokens[cue.first]
        view = token.comma and cue.kind == "position" and sentence.language.ends("ongoing", token.word)
        if cue.first >= place and (view or (cue.kind == "mention" and cue.first > place)):
            return token.start
    return len(sentence.text)


def _head(text: str, language: DraftingTable) -> str:
    """What a sentence says at its head that it is about: "On Taiwan, …"."""
    head, comma, _ = text.partition("," if "," in text else "，")
    opening = next((each for each in language.listed["heads"] if head.startswith(f"{each} ")), "")
    return _without_article(head[len(opening) :], language) if opening and comma and len(head) <= HEAD else ""


def _telling(words: str, language: DraftingTable) -> frozenset[str]:
    every = (token.word for token in tokens(words) if len(token.word) >= LETTERS or not token.word.isascii())
    return frozenset(word for word in every if word not in language.words["vague"])


def _without_article(words: str, language: DraftingTable) -> str:
    first, _, rest = re.sub(r"^(\w)['’]", r"\1 ", words.strip()).partition(" ")
    return rest if rest and first.casefold() in language.words["determiners"] else words.strip()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
