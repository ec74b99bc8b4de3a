"""Persons called by their office alone: "the State Secretary", "Secretary (West)", "EAM"; and who has that office."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from reportgen.drafting.cues.introductions import capitals
from reportgen.drafting.cues.names import Mention, Names
from reportgen.drafting.cues.unspaced import unspaced
from reportgen.drafting.proposal import PersonRow, Table
from reportgen.phrases import Token, tokens

LONGEST = 4
"""Words of a title before those that the table has."""
SHORT = 2
"""Words of a title by its initials, at most: "HR/VP"."""
BRACKET = re.compile(r"\s*\(([A-Z][^()]{0,30})\)")
"""What tells an office from another: "Secretary (West)"."""


def offices(text: str, words: tuple[Token, ...], names: Names) -> Iterator[Mention]:
    """The titles of a sentence that no name follows, after an article or at the head of a clause."""
    language = names.language
    named = {row.name for row in names.known.people}
    titles = language.every("titles", words)
    ends = {last for _, last in titles}
    for first, last in titles:
        if unspaced(text, words[first]):
            continue
        last = _with_bracket(text, words, last)
        if capitals(text, words, last, language) > last and not words[min(last, len(words) - 1)].comma:
            continue
        start = _start(text, words, first, names)
        article = start > 0 and words[start - 1].word in language.words["determiners"]
        after_another = start - 1 in ends and words[start - 1].word in language.words["and"]
        opens = words[start].clause or words[start].comma or after_another  # "the Minister and State Secretary"
        whole = text[words[start].start : words[last - 1].end]
        if (article or (opens and text[words[start].start].isupper())) and whole not in named:
            yield Mention(start - article, last, "offices")
    yield from _acronyms(text, words, names)


def having(mention: Mention, words: tuple[Token, ...], names: Names) -> list[PersonRow]:
    """The persons with an office: those with just this title, else with these words in it, else with its last word."""
    said = [token.word for token in words[mention.first : mention.last]]
    determiners = names.language.words["determiners"]
    said = said[1:] if len(said) > 1 and said[0] in determiners else said
    titled = [(row, _words(title)) for row in names.known.people for title in row.title.split(";") if title.strip()]
    highest = _highest(said, names)
    short = "".join(said) if len(said) <= SHORT else ""
    fits: tuple[Callable[[list[str]], bool], ...] = (
        lambda title: bool(short) and _initials(title).startswith(short),
        lambda title: title == said,
        lambda title: _inside(said, title),
        lambda title: set(said) <= set(title),
        lambda title: bool(highest.intersection(title)) if highest else said[-1] in title,
    )
    every = ({row.name: row for row, title in titled if fit(title)} for fit in fits)
    return next((list(rows.values()) for rows in every if rows), [])


def _highest(said: list[str], names: Names) -> frozenset[str]:
    """Words in the titles of who is called "head of state" or "of government"; none for any other office."""
    named = {part: names.language.words[part] for part in ("heads_of_state", "heads_of_government")}
    return named.get("_".join(["heads", *said[1:]]), frozenset()) if said[:1] == ["head"] else frozenset()


def holder(mention: Mention, words: tuple[Token, ...], names: Names) -> Mention:
    """A mention of an office as one of the only person who has it; itself where nobody has, or several."""
    rows = having(mention, words, names) if mention.kind == "offices" else []
    return replace(mention, kind="person", party=rows[0].party, person=rows[0].id) if len(rows) == 1 else mention


def _with_bracket(text: str, words: tuple[Token, ...], last: int) -> int:
    """One past the title with what stands in brackets after it."""
    if match := BRACKET.match(text, words[last - 1].end):
        while last < len(words) and words[last].end <= match.end():
            last += 1
    return last


def _start(text: str, words: tuple[Token, ...], first: int, names: Names) -> int:
    """The first of the words in capitals before a title: "the Chief Director"."""
    start = first
    while start and first - start < LONGEST and not words[start].clause and not words[start].comma:
        if not text[words[start - 1].start].isupper() or words[start - 1].word in names.language.words["determiners"]:
            break
        start -= 1
    return start


def _acronyms(text: str, words: tuple[Token, ...], names: Names) -> Iterator[Mention]:
    """Titles by their initials: "EAM" for the External Affairs Minister, "HR/VP"."""
    known, called = _known(names.known)
    for first, token in enumerate(words):
        for last in (first + 2, first + 1) if text[token.start : token.end].isupper() else ():
            written = text[token.start : words[min(last, len(words)) - 1].end]
            short = re.sub(r"[/.]", "", written)
            told = len(short) > 1 and short.isalpha() and short.isupper() and written not in called
            if last <= len(words) and told and any(each.startswith(short.casefold()) for each in known):
                yield Mention(first, last, "offices")
                break


@lru_cache(maxsize=8)
def _known(table: Table) -> tuple[frozenset[str], frozenset[str]]:
    """Of a table the titles by their initials, and all that parties are called."""
    titles = frozenset(_initials(_words(row.title)) for row in table.people if row.title)
    return titles, frozenset(name for row in table.parties for name in (row.id, row.name, *row.names))


def _initials(title: list[str]) -> str:
    return "".join(word[0] for word in title if word not in ("of", "the", "and", "for"))


def _words(title: str) -> list[str]:
    return [token.word for token in tokens(title)]


def _inside(said: list[str], title: list[str]) -> bool:
    return any(title[at : at + len(said)] == said for at in range(len(title) - len(said) + 1))
