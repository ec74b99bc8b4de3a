"""Damages to what the record says of its entries: firmness, stance, days, parties, references, handling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.model.base import Attested
from reportgen.model.references import references
from reportgen.model.words import Firmness, StateOfPlay
from tests.mutations_of_words import statements
from tests.record_text import Damages, Steps, chosen, paragraphs, talks, typed


def firmness_raised(steps: int) -> Damages:
    ladder = list(Firmness)
    for part in ("agreements", "next_steps"):
        for number, entry in enumerate(getattr(talks(), part)):
            if entry.firmness.rank >= steps:
                firmer = ladder[entry.firmness.rank - steps]
                change = typed().replaced((part, number, "firmness"), firmer.value)
                yield (part, number), f"is {firmer.value}, not {entry.firmness.value}", change


def stance_changed(becomes: str) -> Damages:
    for number, entry in enumerate(talks().positions):
        if entry.stance != becomes and not (becomes == "asserts" and not entry.stance.hedged):
            path: Steps = ("positions", number)
            yield path, f"{becomes} for {entry.stance}", typed().replaced((*path, "stance"), becomes)


def speech_made_a_quote() -> Damages:
    for number, entry in enumerate(talks().positions):
        if not entry.speech.quotes:
            path: Steps = ("positions", number)
            yield path, f"direct_quote for {entry.speech}", typed().added((*path, "speech"), "direct_quote")


def _worded() -> Iterator[tuple[Steps, str, tuple[str, ...]]]:
    for path, entry in statements():
        if words := getattr(entry, "operative_words", ()):
            yield path, entry.id, words


def operative_word_changed() -> Damages:
    for path, entry, given in _worded():
        words = given[0].split()
        at = chosen(entry, len(words))
        becomes = " ".join([*words[:at], "may", *words[at + 1 :]])
        yield path, f'operative words "{becomes}"', typed().replaced((*path, "operative_words"), becomes)


def operative_words_exchanged() -> Damages:
    known = list(_worded())
    for (path, _, words), (_, other, instead) in zip(known, known[1:] + known[:1], strict=True):
        if words != instead:
            yield path, f"operative words of {other}", typed().replaced((*path, "operative_words"), instead[0])


def state_of_play_wrong() -> Damages:
    for number, issue in enumerate(talks().issues):
        for said in (StateOfPlay.AGREED, StateOfPlay.SHARED_VIEW, StateOfPlay.NOT_DISCUSSED):
            entries = [each for each in talks().agreements if each.issue == issue.id]
            if not (entries and entries[0].firmness is Firmness.AGREED and said is StateOfPlay.AGREED):
                path: Steps = ("issues", number)
                yield path, f"is said to stand at {said.value}", typed().added((*path, "state_of_play"), said.value)


def progress_claimed() -> Damages:
    for number, _ in enumerate(talks().next_steps):
        path: Steps = ("next_steps", number)
        yield path, "is delivered", typed().added((*path, "progress"), "delivered")


def novelty_claimed() -> Damages:
    for part in ("agreements", "positions"):
        for number, _ in enumerate(getattr(talks(), part)):
            path: Steps = (part, number)
            yield path, "reaffirms something", typed().added((*path, "novelty"), "reaffirmed")


# --- days


def meeting_day_moved() -> Damages:
    path: Steps = ("meetings", 0)
    for name in ("start", "end"):
        day = getattr(talks().meetings[0].dates, name)
        for moved in (*(day + timedelta(days) for days in (-7, -1, 1, 7)), *_by_a_month_and_a_year(day)):
            yield path, f"{name} is {moved}", typed().replaced((*path, "dates", name), str(moved))
    yield path, "days are stated, not derived", typed().replaced((*path, "dates", "certainty"), "stated")


def _by_a_month_and_a_year(day: date) -> tuple[date, ...]:
    return (day.replace(month=day.month - 1), day.replace(month=day.month + 1), day.replace(year=day.year - 1))


def due_moved() -> Damages:
    for number, step in enumerate(talks().next_steps):
        path: Steps = ("next_steps", number)
        if step.due.as_stated and step.due.anchor:
            for days in (-7, 1):
                moved = step.due.anchor + timedelta(days)
                yield path, f"counts from {moved}", typed().replaced((*path, "due", "anchor"), str(moved))
            words = step.due.as_stated.replace("days", "weeks")
            yield path, f'is due "{words}"', typed().replaced((*path, "due", "as_stated"), words)
        else:
            due = {"kind": "date", "date": "2023-11-15"}
            yield path, "is due on a day", typed().replaced((*path, "due"), due)


def title_day_moved() -> Damages:
    title = talks().title
    for before, after in (("26", "25"), ("27", "28"), ("October", "November"), ("2023", "2022")):
        yield ("title",), f"{after} for {before}", typed().replaced(("title",), title.replace(before, after))


def record_day_moved() -> Damages:
    for moved in _by_a_month_and_a_year(talks().as_of):
        yield ("as_of",), f"is {moved}", typed().replaced(("as_of",), str(moved))


def dateline_changed() -> Damages:
    path: Steps = ("sources", 0)
    line = talks().sources[0].dateline or ""
    for before, after in (("27", "28"), ("Oct", "Nov"), ("WASHINGTON", "BEIJING")):
        change = typed().replaced((*path, "dateline"), line.replace(before, after))
        yield path, f"dateline {after} for {before}", change


# --- parties

OTHER = {"CN": "US", "US": "CN", "wang": "blinken", "blinken": "wang"}


def swapped(*fields: str) -> Damages:
    """The party, the speaker or both of every position and formula given to the other side."""
    for part, party in (("positions", "party"), ("formulae", "author_party")):
        for number, _ in enumerate(getattr(talks(), part)):
            path: Steps = (part, number)
            before, after = typed().entry(path), typed().entry(path)
            for field in fields:
                name = party if field == "party" else field
                value = typed().node((*path, name)).value
                after = after.replace(f"{name}: {value}", f"{name}: {OTHER[value]}", 1)
            yield path, f"{' and '.join(fields)} of the other side", (before, after)


def participant_swapped() -> Damages:
    for number, person in enumerate(talks().participants):
        path: Steps = ("participants", number)
        yield path, f"party {OTHER[person.party]}", typed().replaced((*path, "party"), OTHER[person.party])


def sides_changed() -> Damages:
    """One of the parties of an outcome, step, mention or meeting left out, and one exchanged."""
    for part, field in (
        ("agreements", "parties"), ("next_steps", "owners"), ("mentions", "parties"), ("meetings", "parties"),
    ):  # fmt: skip
        for number, _ in enumerate(getattr(talks(), part)):
            for becomes in (["CN"], ["US"], ["CN", "UN"]):
                path: Steps = (part, number)
                yield path, f"{field} {' and '.join(becomes)}", typed().replaced((*path, field), becomes)


# --- references

FIELDS = ("issue", "meeting", "concurs_with", "arises_from", "follows", "on", "basis", "participants")


def _references() -> Iterator[tuple[Steps, str, str]]:
    """Every reference of an entry to another: its path as it is typed, its field, the id."""
    for each in references(talks()):
        field = next((str(step) for step in each.path if step in FIELDS), "")
        if field and "evidence" not in each.path:
            above = typed().node(each.path[:-1])
            yield (each.path if isinstance(above.value, list) else each.path[:-1]), field, each.id


def reference_to_nothing() -> Damages:
    for path, field, name in _references():
        yield path[:2], f"{field} {name}x", typed().replaced(path, f"{name}x")


def reference_to_another() -> Damages:
    """Every reference made to lead to the next of its kind."""
    kinds = {entry.id: part for part, _, entry in talks().entries()}
    for path, field, name in _references():
        same = [entry.id for part, _, entry in talks().entries() if part == kinds[name]]
        other = same[(same.index(name) + 1) % len(same)]
        if other not in (name, typed().node((*path[:2], "id")).value):
            yield path[:2], f"{field} {other}, not {name}", typed().replaced(path, other)


# --- whole entries


def attested() -> Iterator[tuple[Steps, str]]:
    """Every entry that rests on evidence."""
    for part, number, entry in talks().entries():
        if isinstance(entry, Attested):
            yield (part, number), entry.id


def entry_dropped() -> Damages:
    for path, _ in attested():
        yield path, "is left out", typed().without(path)


def id_repeated() -> Damages:
    for path, name in attested():
        yield path, f"stands twice as {name}", typed().appended(path, str(path[0]))


def absent_term_present() -> Damages:
    words = [word.strip(".,") for word in " ".join(paragraphs()).split() if word.isalpha() and len(word) > 5]
    for number, gap in enumerate(talks().gaps):
        if gap.absent_terms:
            present = words[chosen(gap.id, len(words))]
            path: Steps = ("gaps", number)
            yield path, f'"{present}" is said to be absent', typed().replaced((*path, "absent_terms"), [present])


def handling_lowered() -> Damages:
    for part in ("comments", "gaps"):
        for number, entry in enumerate(getattr(talks(), part)):
            if talks().handling_of(entry).rank > talks().handling.rank:
                path: Steps = (part, number)
                yield path, "is public", typed().added((*path, "handling"), "public")


def formula_damaged() -> Damages:
    for number, formula in enumerate(talks().formulae):
        path: Steps = ("formulae", number)
        yield path, "US accepted it", typed().replaced((*path, "reception"), {"US": "accepted"})
        yield path, "no reception for US", typed().replaced((*path, "reception"), {"UN": "not_reported"})
        yield path, "no reception at all", typed().without((*path, "reception"))
        for place, element in enumerate(formula.elements):
            member: Steps = (*path, "elements", place)
            yield path, f"member {place + 1} is left out", typed().without(member)
            words = element.text.replace("must", "may", 1)
            yield path, f'member {place + 1} says "may"', typed().replaced(member, words)


def head_damaged() -> Damages:
    yield ("sources",), "no caveat", typed().without(("source_caveat",))
    yield ("sources", 0), "another digest", typed().replaced(("sources", 0, "sha256"), "0" * 64)
    yield ("sources", 0), "no digest", typed().without(("sources", 0, "sha256"))
    yield ("sources", 0), "¶0 not set aside", typed().replaced(("omitted", 0, "para"), "1")
