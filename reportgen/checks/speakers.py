"""E116: who speaks for a party belongs to it, or speaks for it. W208: the passage names the speaker.

A passage that ends "he said" names nobody; then the nearest paragraph before it counts that names anyone.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.model.sides import Participant, Party
from reportgen.model.substance import Formula, Position
from reportgen.model.talks import Talks
from reportgen.record import Record, Steps
from reportgen.sources.match import holds

RULE = Rule("E116", "speaker-of-another-party")
UNNAMED = Rule("W208", "another-speaker-named")

SHORTEST = 3
"""Letters of a part of a name that is looked for by itself: "Wang", not "Yi"."""


def check(record: Record) -> Iterator[Finding]:
    """Every position or formula given to a speaker who is not its party's, or whom its passage does not name."""
    for path, entry, party in _given(record.talks):
        if not entry.speaker:
            continue
        if party not in _spoken_for(record.talks, entry.speaker):
            told = f"{entry.id} is given to {party} and spoken by {entry.speaker}, who does not speak for {party}."
            remedy = "Correct the party or the speaker; or, if the speaker speaks for that party, add speaker_for."
            yield RULE.found(entry.id, record.place((*path, "speaker")), told, remedy)
        elif others := _others_named(record, entry, entry.speaker):
            told = f"{entry.id} is given to {entry.speaker}; its passage names {' and '.join(others)}."
            remedy = "Correct the speaker, or cite the words that name the speaker."
            yield UNNAMED.found(entry.id, record.place((*path, "speaker")), told, remedy)


def _given(talks: Talks) -> Iterator[tuple[Steps, Position | Formula, str]]:
    for number, position in enumerate(talks.positions):
        yield ("positions", number), position, position.party
    for number, formula in enumerate(talks.formulae):
        yield ("formulae", number), formula, formula.author_party


def names(talks: Talks, speaker: Participant | Party) -> tuple[str, ...]:
    """What sources may call a person ("Pell", "Deputy Minister") or a party: a party by its people's names too."""
    if isinstance(speaker, Participant):
        parts = speaker.name.replace("(", " ").replace(")", " ").split()
        office = speaker.title.partition(" of ")[0]
        return (*(part for part in parts if len(part) >= SHORTEST), *([office] if office[:1].isupper() else []))
    people = (each for each in talks.participants if each.party == speaker.id)
    return (speaker.name, *speaker.source_names, *(name for each in people for name in names(talks, each)))


def _spoken_for(talks: Talks, speaker: str) -> set[str]:
    """The parties that a participant, or a party, may speak for."""
    person = next((each for each in talks.participants if each.id == speaker), None)
    own = person.party if person else speaker
    groups = {group for party in talks.parties if party.id == own for group in party.speaker_for}
    return {own, *groups, *(person.speaker_for if person else ())}


def _others_named(record: Record, entry: Position | Formula, speaker: str) -> list[str]:
    """The participants that the passages name in the speaker's place."""
    talks, found = record.talks, set[str]()
    everybody: tuple[Participant | Party, ...] = (*talks.participants, *talks.parties)
    own = next(names(talks, each) for each in everybody if each.id == speaker)
    for text in _passages(record, entry):
        if any(holds(text, name) for name in own):
            return []
        found |= {each.name for each in talks.participants if any(holds(text, name) for name in names(talks, each))}
    return sorted(found)


def _passages(record: Record, entry: Position | Formula) -> Iterator[str]:
    """The paragraph of each piece of evidence, or the nearest before it that names a participant."""
    talks = record.talks
    called = [name for each in talks.participants for name in names(talks, each)]
    for piece in entry.evidence:
        found, document = record.found(piece), record.document(piece)
        for number in range(found.paragraphs[0], -1, -1) if found and document else ():
            paragraph = document.paragraph(number) if document else None
            text = paragraph.text if paragraph else ""
            yield text
            if any(holds(text, name) for name in called):
                break
