"""What writers can do before there is a memo, one step at a time, while nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator


def docx() -> Iterator[None]:
    """Import what writes Word documents, and read the parts of the reference document."""
    from reportgen.writers.docx import prepare

    yield
    prepare()
    yield
