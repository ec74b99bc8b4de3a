"""Whether memos are drafts, and why: errors left open, entries that nobody signed as they stand."""

from __future__ import annotations

from reportgen.errors import WriteError
from reportgen.labels import Labels
from reportgen.record import Record
from reportgen.signoff import State, load_signoff, states
from reportgen.view.select import Validation


def refuse_unsigned(record: Record) -> None:
    """Raises :class:`WriteError` naming the entries that are not signed as they stand."""
    open_entries = [each.id for each in states(record, load_signoff(record)) if each.state is not State.SIGNED]
    if open_entries:
        named = ", ".join(open_entries[:10]) + (", …" if len(open_entries) > 10 else "")
        raise WriteError(
            f"{record.talks.id}: {len(open_entries)} of {sum(1 for _ in record.talks.entries())} entries are not "
            f"signed as they stand: {named}. Check them, then: reportgen sign {record.talks.id} --by NAME --all"
        )


def draft_notice(labels: Labels, open_errors: int, validation: Validation) -> str:
    """Why every page says DRAFT: errors left open, entries not signed as they stand; or nothing."""
    reasons = []
    if open_errors:
        reasons.append(labels.fill("draft", "with_findings", count=open_errors))
    if validation.signed < validation.total:
        unsigned = validation.total - validation.signed
        reasons.append(labels.fill("draft", "unsigned", unsigned=unsigned, count=validation.total))
    semicolon = labels.groups["memo"]["semicolon"]
    return labels.fill("draft", "because", reasons=semicolon.join(reasons)) if reasons else ""
