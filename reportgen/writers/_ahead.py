"""What writers can do before there is a memo, one step at a time, while nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator


def weasyprint() -> None:
    """Import WeasyPrint and open the program's own fonts: what takes longest, and needs no style."""
    from reportgen.writers._weasyprint import font_configuration

    font_configuration(())


def docx() -> Iterator[None]:
    """Import what writes Word documents, and read the parts of the reference document."""
    from reportgen.writers.docx import prepare

    yield
    prepare()
    yield
