"""The drafting table of a language: who can be a subject, and which verbs make what of a sentence.

The table is ``drafting/<language>.yaml`` in a folder of templates, so a desk may edit its own. Phrases are read as in
the cue tables of the checks (:mod:`reportgen.phrases`); " / " parts whole phrases on one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reportgen import pycache
from reportgen.drafting.cues import written
from reportgen.drafting.cues.remembered import Remembered
from reportgen.drafting.cues.written import Written
from reportgen.errors import InputError
from reportgen.phrases import SOURCES, Phrases, Token
from reportgen.shipped import search_path, templates
from reportgen.yamlfile import plain, shipped

if TYPE_CHECKING:
    from reportgen.yamlfile import YamlFile

SUBJECTS = ("joint", "unnamed", "chairs", "they", "he", "it", "we", "offices", "bodies", "guests", "counterparts")
"""Parts of a table that are subjects of sentences."""
VERBS = (
    "agreement", "undertaking", "agreement_anyhow", "deal", "shared_view", "view_anyhow", "mention", "mention_anyhow",
    "next_step", "task", "assigned", "meetings", "unsettled", "felt_anyhow",
)  # fmt: skip
"""Parts of a table that are verbs, by what they make of a sentence."""
PLAIN = (
    "times", "will", "between", "earlier", "titles", "party_nouns", "joint_text", "own_view", "taken_off", "not_names",
    "negations", "heads_of", "modal", "on_behalf", "companions", "voices", "occasions", "led", "leads", "amid",
    "opponents", "likewise", "charged", "courtesies", "leading_in",
)  # fmt: skip
"""Parts of a table that are looked for by themselves."""
WORDS = (
    "numbers", "barriers", "and", "particles", "prepositions", "determiners", "links", "auxiliaries", "vague",
    "honorifics", "passives", "by", "about", "topic", "of", "of_inside", "noun_first", "places", "company_ends",
    "apposition_ends", "that", "plural_endings", "from", "ties",
    "bare", "own", "one_sided", "past", "told_so", "ahead", "is_so", "not", "ongoing", "not_said", "joins",
    "contrast", "fronted", "decided", "relatives", "presiding", "shortened", "bodies_named", "portfolios", "government",
    "visits", "oughts", "endorsing", "asking", "as_well", "first_person", "of_an_offer",
    "joining", "dissenting", "which", "spokespersons", "procedural", "theirs",
    "charging", "assenting", "viewing", "viewed", "handing_in", "reporting", "heads_of_state", "heads_of_government",
    "pluperfect", "inverted", "stating", "obliging", "sent", "proposals", "called_company", "called_union", "by_terms",
    "settled", "of_officials", "will_be", "recitals",
)  # fmt: skip
"""Parts of a table that are words, not phrases."""
LISTED = ("months", "weekdays", "today", "yesterday", "heads", "speech_signs")
"""Parts of a table that are lists of words, in an order that counts."""
NAMES = ("states", "publishers")
PHRASES = ("subjects", "verbs", "nouns")
"""Fields of a table that are phrases of several kinds."""
KNOWN = (*SUBJECTS, *VERBS, *PLAIN, *WORDS, *LISTED, *NAMES, "lists", "positions", "nouns", "groups", "kinds")

Span = tuple[int, int]
Place = tuple[int, int, int]
"""Where a phrase stands: its first word, one past its last, its number."""


class Cue(Struct, frozen=True):
    """A verb of the table in a sentence: first word, one past its last, what it makes of the sentence, the stance."""

    first: int
    last: int
    kind: str
    stance: str = ""


@dataclass(frozen=True, eq=False)
class DraftingTable:
    """A drafting table, ready for use; each is read once."""

    subjects: Phrases
    subject_kinds: tuple[str, ...]
    verbs: Phrases
    verb_kinds: tuple[tuple[str, str], ...]
    nouns: Phrases
    noun_stances: tuple[str, ...]
    """Nouns that tell a stance ("objections"), and the stance of each."""
    plain: Mapping[str, Phrases]
    words: Mapping[str, frozenset[str]]
    listed: Mapping[str, tuple[str, ...]]
    states: Mapping[str, tuple[str, ...]]
    """State by its code: the name a memo uses first, then other names, adjectives and capitals."""
    groups: Mapping[str, tuple[str, tuple[str, ...]]]
    """Organization or group by its id: the kind of party, its names."""
    kinds: Mapping[str, tuple[str, ...]]
    """Words at the end of a name, by the kind of party they tell of."""
    publishers: Mapping[str, tuple[str, ...]]
    _places: Remembered[Place] = field(default_factory=lambda: Remembered(10_000), init=False, repr=False)
    _verbs: Remembered[Cue] = field(default_factory=Remembered, init=False, repr=False)

    def kept(self) -> dict[str, Any]:
        """All of it in the types that are kept for another run; :func:`_of_kept` makes the table of them."""
        whole: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self) if each.init}
        phrases = {name: whole[name].kept() for name in PHRASES}
        return whole | phrases | {"plain": {part: each.kept() for part, each in self.plain.items()}}

    def found_subjects(self, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, str]]:
        """The subjects of the table in a sentence: first word, one past its last, kind; the longest at each place."""
        for first, last, number in self._longest("subjects", self.subjects, tokens):
            yield first, last, self.subject_kinds[number]

    def verbs_of(self, tokens: tuple[Token, ...]) -> tuple[Cue, ...]:
        """Every verb phrase in a sentence, in order; what stands at one place for several kinds is given for each."""
        return self._verbs.of("verbs", tokens, self._found_verbs)

    def _found_verbs(self, tokens: tuple[Token, ...]) -> Iterator[Cue]:
        best: dict[tuple[int, str, str], int] = {}
        for first, last, number in self.verbs.found(tokens):
            kind, stance = self.verb_kinds[number]
            key = (first, kind, stance)
            best[key] = max(best.get(key, 0), last)
        return (Cue(first, last, kind, stance) for (first, kind, stance), last in sorted(best.items()))

    def _longest(self, part: str, phrases: Phrases, tokens: tuple[Token, ...]) -> tuple[Place, ...]:
        return self._places.of(part, tokens, lambda tokens: _longest(phrases.found(tokens)))

    def found_nouns(self, tokens: tuple[Token, ...]) -> list[Cue]:
        """The nouns in a sentence that tell a stance."""
        found = self._longest("nouns", self.nouns, tokens)
        return [Cue(first, last, "position", self.noun_stances[number]) for first, last, number in found]

    def ends(self, part: str, word: str) -> bool:
        """Whether a word ends as one of a part does."""
        return word.endswith(tuple(self.words[part]))

    def has(self, part: str, tokens: tuple[Token, ...]) -> Span | None:
        """The first place where a phrase of a plain part stands, as words; the longest there."""
        return next(iter(self.every(part, tokens)), None)

    def every(self, part: str, tokens: tuple[Token, ...]) -> list[Span]:
        """Every place where a phrase of a plain part stands."""
        return [(first, last) for first, last, _ in self._longest(part, self.plain[part], tokens)]


def _longest(found: Iterable[Place]) -> Iterator[Place]:
    """Of places that overlap the longest, of two as long the first in the table; in order."""
    taken: list[Place] = []
    inside: set[int] = set()
    for first, last, number in sorted(found, key=lambda each: (each[0] - each[1], each[0], each[2])):
        if inside.isdisjoint(range(first, last)):
            inside.update(range(first, last))
            taken.append((first, last, number))
    return iter(sorted(taken))


def drafting_table(language: str, folders: tuple[Path, ...] | None = None) -> DraftingTable | None:
    """The table for a language (``en-GB`` falls back to ``en``) from the first folder that has one, else nothing.

    Raises :class:`InputError` with every fault of the table, each at its place.
    """
    names = dict.fromkeys((language, language.partition("-")[0]))
    paths = (folder / "drafting" / f"{name}.yaml" for name in names for folder in folders or search_path(None))
    path = next((path for path in paths if path.is_file()), None)
    return _table(path, path.stat().st_mtime_ns) if path else None


@lru_cache(maxsize=16)
def _table(path: Path, _changed: int) -> DraftingTable:
    if not path.is_relative_to(templates()):
        return _made(Written(_own(path), KNOWN, limited=True))
    files = (path, *SOURCES, plain.__file__, written.__file__, __file__)
    made = pycache.once(
        f"drafting-{path.stem}", files, lambda: _made(Written(shipped(path), KNOWN, limited=False)).kept()
    )
    return _of_kept(made)


def _of_kept(kept: dict[str, Any]) -> DraftingTable:
    barriers = kept["words"]["barriers"]
    phrases = {name: Phrases(barriers, kept[name]) for name in PHRASES}
    return DraftingTable(
        **kept | phrases | {"plain": {part: Phrases(barriers, each) for part, each in kept["plain"].items()}}
    )


def _made(reading: Written) -> DraftingTable:
    """The table that is read. Raises :class:`InputError` with every fault of it."""
    barriers = reading.words("barriers")
    subjects, verbs = Phrases(barriers), Phrases(barriers)
    subject_kinds = [kind for kind in SUBJECTS for _ in reading.into(subjects, kind)]
    verb_kinds = [(kind, "") for kind in VERBS for _ in reading.into(verbs, kind)]
    for stance in reading.keys("positions"):
        verb_kinds += [("position", stance) for _ in reading.into(verbs, "positions", stance)]
    nouns = Phrases(barriers)
    noun_stances = [stance for stance in reading.keys("nouns") for _ in reading.into(nouns, "nouns", stance)]
    plain = {part: Phrases(barriers) for part in PLAIN}
    for part, phrases in plain.items():
        for _ in reading.into(phrases, part):
            pass
    made = DraftingTable(
        subjects,
        tuple(subject_kinds),
        verbs,
        tuple(verb_kinds),
        nouns,
        tuple(noun_stances),
        plain,
        {part: reading.words(part) for part in WORDS},
        {part: reading.names(part) for part in LISTED},
        {code: reading.names("states", code) for code in reading.keys("states")},
        reading.groups(),
        {kind: reading.names("kinds", kind) for kind in reading.keys("kinds")},
        {code: reading.names("publishers", code) for code in reading.keys("publishers")},
    )
    if reading.problems:
        raise InputError(sorted(reading.problems, key=lambda each: (each.place.line, each.place.column)))
    return made


def _own(path: Path) -> YamlFile:
    from reportgen.yamlfile import read

    return read(path, error=InputError)
