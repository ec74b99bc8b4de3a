"""Whether memos are drafts, and why: errors left open, entries that nobody signed as they stand, or accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.console import plural
from reportgen.errors import ChecksFailed, WriteError
from reportgen.finding import Finding, Level
from reportgen.labels import Labels
from reportgen.model.base import PARTS, Entry, called_by
from reportgen.proposed import NO_ISSUE
from reportgen.record import Record
from reportgen.signoff import State, load_signoff, states
from reportgen.view.select import Validation


def refuse_errors(findings: Sequence[Finding]) -> None:
    """Raises :class:`ChecksFailed`, with all of them, when a finding is an error."""
    if any(finding.level is Level.ERROR for finding in findings):
        raise ChecksFailed(findings)


def refuse_unsigned(record: Record) -> None:
    """Raises :class:`WriteError` naming the entries that are not signed as they stand."""
    open_entries = [each.id for each in states(record, load_signoff(record)) if each.state is not State.SIGNED]
    if open_entries:
        named = ", ".join(open_entries[:10]) + (", …" if len(open_entries) > 10 else "")
        raise WriteError(
            f"{record.talks.id}: {len(open_entries)} of {sum(1 for _ in record.talks.entries())} entries are not "
            f"signed as they stand: {named}. Check them, then: reportgen sign {record.talks.id} --by NAME --all"
        )


def proposals_left_out(record: Record) -> tuple[str, ...]:
    """A warning that says how many entries are only proposed and in no memo; nothing where there are none."""
    left = len(record.proposed)
    if not left:
        return ()
    told = f"{record.talks.id}: {plural(left, 'entry', 'entries')} only proposed, in no memo"
    return (f"{told}. Read them, then: reportgen accept {record.talks.id}",)


def refuse_proposals(record: Record) -> None:
    """Raises :class:`WriteError` where entries that are only proposed were taken in: these are for drafts."""
    if record.taken:
        raise WriteError(
            f"{record.talks.id}: a final memo prints nothing that is only proposed. Leave out --with-proposals, or "
            f"accept them: reportgen accept {record.talks.id}"
        )


def with_proposals_marked(record: Record, labels: Labels) -> Record:
    """The record with the mark of a proposal before the words of each entry that is only proposed.

    A party keeps its name, which stands in many places; the notice on every page counts it.
    """
    if not record.taken:
        return record
    mark, changes = labels.groups["draft"]["proposed"], {}
    for part in PARTS:
        if part != "parties":
            entries = getattr(record.talks, part)
            entries = tuple(_named(each, labels) if each.id == NO_ISSUE else each for each in entries)
            changes[part] = tuple(_marked(each, mark) if each.id in record.taken else each for each in entries)
    return replace(record, talks=record.talks.model_copy(update=changes))


def _named(issue: Entry, labels: Labels) -> Entry:
    return issue.model_copy(update={"title": labels.groups["draft"]["no_issue"]})


def _marked(entry: Entry, mark: str) -> Entry:
    field = called_by(entry)
    return entry.model_copy(update={field: f"{mark} {getattr(entry, field)}"}) if field else entry


def draft_notice(labels: Labels, open_errors: int, validation: Validation, proposals: int = 0) -> str:
    """Why every page says DRAFT: errors left open, entries not signed as they stand or only proposed; or nothing."""
    reasons = []
    if proposals:
        reasons.append(labels.fill("draft", "with_proposals", count=proposals))
    if open_errors:
        reasons.append(labels.fill("draft", "with_findings", count=open_errors))
    if validation.signed < validation.total:
        unsigned = validation.total - validation.signed
        reasons.append(labels.fill("draft", "unsigned", unsigned=unsigned, count=validation.total))
    semicolon = labels.groups["memo"]["semicolon"]
    return labels.fill("draft", "because", reasons=semicolon.join(reasons)) if reasons else ""
