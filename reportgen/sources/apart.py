"""A stranger's file is read in a process of its own, under limits: whatever it does costs one error, no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import fields

from reportgen.sources.contents import Contents, Told, refusal

SECONDS, MEGABYTES = 60, 2000
_MODULES = {
    "markdown": ("reportgen.sources.readers.markdown", "markdown_it"),
    "html": ("reportgen.sources.readers.html", "trafilatura"),
    "pdf": ("reportgen.sources.readers.pdf", "pypdfium2"),
    "docx": ("reportgen.sources.readers.word", "docx"),
}
"""What is imported before the fence goes up: some look at the network when they are, if only whether there is one."""
AS_TEXT = "Save its text as UTF-8 plain text (.txt)."


def read_apart(kind: str, raw: bytes, name: str) -> Contents:
    """The contents of a file of a kind. Raises ``LoadError`` when it cannot be read, or reading takes too much."""
    from reportgen.child import Child, FaultError, Limits, StoppedError

    try:
        with Child(Limits(seconds=SECONDS, megabytes=MEGABYTES), modules=_MODULES[kind]) as child:
            known = child.run(_answer, kind, raw, name)
    except StoppedError as error:
        raise refusal(name, f"Reading it {error}.", AS_TEXT) from None
    except FaultError as error:
        raise refusal(name, f"It cannot be read as {kind.upper()}: {error}.", AS_TEXT) from None
    told = {field: Told(*value) for field, value in known["told"].items() if value}
    return Contents(known["text"], **told, notes=tuple(known["notes"]))


def _answer(kind: str, raw: bytes, name: str) -> dict[str, Any]:
    """The contents as plain values, for the way home."""
    found = reader(kind)(raw, name)
    values = {field.name: getattr(found, field.name) for field in fields(Contents)}
    told = {field: (value.value, value.basis) for field, value in values.items() if isinstance(value, Told)}
    return {"text": found.text, "told": told, "notes": found.notes}


def reader(kind: str) -> Callable[[bytes, str], Contents]:
    """The reader of a kind, imported when it is asked for."""
    match kind:
        case "markdown":
            from reportgen.sources.readers import markdown

            return markdown.read
        case "html":
            from reportgen.sources.readers import html

            return html.read
        case "pdf":
            from reportgen.sources.readers import pdf

            return pdf.read
        case "docx":
            from reportgen.sources.readers import word

            return word.read
    from reportgen.sources.readers import plain

    return plain.read
