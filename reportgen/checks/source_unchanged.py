"""E102: a source document is the one that was read (SHA-256). W102: the record does not pin it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.record import Record

RULE = Rule("E102", "source-changed")
UNPINNED = Rule("W102", "source-not-pinned")


def check(record: Record) -> Iterator[Finding]:
    """Every source whose file differs from the digest in the record, or has none."""
    for number, source in enumerate(record.talks.sources):
        now = record.documents[source.id].sha256
        if source.sha256 is None:
            told = f"{source.id}: nothing would show if {source.path} changed."
            yield UNPINNED.found(source.id, record.place(("sources", number, "path")), told, f"Add: sha256: {now}")
        elif source.sha256 != now:
            told = f"{source.id}: {source.path} is not the file that was read; its words may have changed."
            remedy = f"Restore it; or check every entry against it again and write sha256: {now}"
            yield RULE.found(source.id, record.place(("sources", number, "sha256")), told, remedy)
