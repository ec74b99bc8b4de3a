"""The columns of every part: name, type, meaning; docs/python.md is written from here.

A record's vocabularies stand in their own words (``agreed_to_pursue``), which no language changes. Of several ids or
names in one value each stands after the other, parted by ``"; "``; of several texts each has a line of its own.
"""

from __future__ import annotations

from datetime import date

from reportgen.rows import Column

PARTED = "; "
"""Between ids, and between names."""


def _texts(**meanings: str) -> tuple[Column, ...]:
    return tuple(Column(name, str, meaning) for name, meaning in meanings.items())


TALKS = (
    Column("talks", str, "the talks id"),
    Column("talks_title", str, "what the talks are called"),
    Column("as_of", date, "the last day of the material used"),
)
ID = _texts(id="the entry's id; with the talks id it is never the same twice")
ISSUE = _texts(issue="the issue's id", issue_title="what the issue is called")
WORDS = _texts(
    text="the entry in the analyst's words",
    operative_words="the source's words that carry it, one run a line",
)
BEHIND = _texts(
    evidence="the passages it rests on, verbatim, one a line",
    translation="each passage in the record's language, line by line, where one of them has a translation",
    citations="where each passage stands, line by line: S1 ¶2; of a source with pages, S1 p. 3, ¶2",
    sources="ids of the sources of these passages",
    source_names="what a citation calls these sources",
)
KEPT = (
    *_texts(
        limits="what must not be read into it, one remark a line",
        derived="figures and days in the text that no source states, each with its basis, one a line",
    ),
    *BEHIND,
    Column("handling", str, "how widely it may be shown: public, internal, restricted, named"),
    Column("priority", int, "1 first to be printed, 3 first to be dropped for length"),
    Column("sign_off", str, "whether a person stands for it: signed, stale, unsigned; or proposed"),
)
INSTRUMENT = _texts(
    instrument="the text in which it is laid down",
    instrument_subject="what that text is about",
    instrument_state="signed, initialled, …",
)
COMPARED = _texts(
    novelty="how it stands against the last round",
    previous="the entry of the last round it goes back to",
)
CONDITIONS = _texts(conditions="what it is made to depend on, one condition a line")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "agreements": (
        *TALKS, *ID, *ISSUE, *WORDS,
        *_texts(
            firmness="what was undertaken: signed, adopted, agreed, agreed_in_principle, …",
            claim="who says so, worked out: joint_text, both_readouts, one_readout, reporter_narration, disputed",
            parties="ids of the parties that undertook it",
            party_names="their names",
            meeting="id of the meeting at which it was settled",
            what="the act or thing undertaken",
            where="the place, as far as stated",
            when="the time, as far as stated",
            how_much="the amount, as far as stated",
        ),
        *INSTRUMENT, *CONDITIONS,
        *_texts(denied_by="ids of the parties that deny it"),
        *COMPARED, *KEPT,
    ),
    "positions": (
        *TALKS, *ID, *ISSUE,
        *_texts(
            party="id of the party whose position it is",
            party_name="its name",
            stance="what the party does with its words: asserts, wants, offers, rejects, …",
        ),
        *WORDS,
        *_texts(
            speaker="id of the person, or of the party, that said it",
            speaker_name="the name",
            speaker_basis="whether the source names the speaker (stated) or the place in the text does (inferred)",
            speech="how the source carries the words: direct_quote, indirect_speech, …",
            attribution="whose account it is known from, worked out: own_account, other_side, independent, …",
            addressed_to="ids of parties, or the source's words for those addressed",
        ),
        *CONDITIONS,
        *_texts(concurs_with="ids of positions whose view it shares"),
        *COMPARED, *KEPT,
    ),
    "next_steps": (
        *TALKS, *ID, *ISSUE, *WORDS,
        *_texts(
            firmness="what was undertaken",
            owners="ids of the parties that are to do it",
            owner_names="their names",
            due_kind="how the time is given: date, window, relative, open, not_stated",
        ),
        Column("due_start", date, "the day, or the first day of a window"),
        Column("due_end", date, "the day, or the last day of a window"),
        *_texts(due_as_stated="when, in the source's words"),
        Column("due_anchor", date, "the day that relative words count from"),
        *_texts(
            due_basis="how the days were worked out, where no source states them",
            due_note="what a reader should know of the time",
            progress="what has happened since, as of the record's day: pending, scheduled, delivered, …",
            place="where it is to be",
            arises_from="ids of the entries it comes from",
            follows="id of the step that has to come first",
        ),
        *INSTRUMENT, *CONDITIONS, *KEPT,
    ),
    "mentions": (
        *TALKS, *ID, *ISSUE, *WORDS,
        *_texts(parties="ids of the parties that raised it", party_names="their names"),
        *KEPT,
    ),
    "formulae": (
        *TALKS, *ID, *ISSUE,
        *_texts(
            name="what its author calls it",
            party="id of the party that put it forward",
            party_name="its name",
            speaker="id of the person, or of the party, that put it forward",
            speaker_name="the name",
            addressed_to="ids of parties, or the source's words for those addressed",
            elements="its members in the source's words, one a line",
            reception="what each other party made of it, one a line: US: not_reported",
        ),
        *KEPT[2:],
    ),
    "issues": (
        *TALKS, *ID,
        *_texts(
            title="what every memo calls it",
            parent="id of the larger issue it is part of",
            scope="bilateral, regional, global, or the desk's own word",
            source_term="the source's loaded name for it",
            state_of_play="where it stands, worked out where the record does not say",
        ),
        *KEPT[-3:],
    ),
    "parties": (
        *TALKS, *ID,
        *_texts(
            name="its name",
            kind="state, international_organisation, bloc, …",
            role="principal, mediator, guarantor, host, observer, mentioned",
            source_names="what the sources call it, one name a line",
            speaker_for="ids of the groups it speaks for",
        ),
        *KEPT[-3:],
    ),
}  # fmt: skip
"""Part → its columns, in their order."""
