"""What a reader finds in a file: its text in paragraphs, and what the file tells of itself."""

from __future__ import annotations

from msgspec import Struct

from reportgen.errors import LoadError, Place, Problem


class Told(Struct, frozen=True):
    """Something recognised in a document: to be shown to a person, never trusted silently.

    ``value`` is a day as ISO 8601 (2023-10-27), a language as a BCP 47 tag, anything else in the document's own
    words; ``basis`` says to a person how it was recognised.
    """

    value: str
    basis: str


class Contents(Struct, frozen=True):
    """What a reader makes of a file: paragraphs parted by a blank line, and what the file tells of itself.

    Of a PDF, a form feed stands where each page but the first begins. ``notes`` are remarks for a person.
    """

    text: str
    title: Told | None = None
    publisher: Told | None = None
    date: Told | None = None
    language: Told | None = None
    made: Told | None = None
    """When the file was made: no day of publication, but it may lend its year to a dateline without one."""
    notes: tuple[str, ...] = ()


def refusal(name: str, message: str, remedy: str = "", line: int = 0) -> LoadError:
    """The error for a file that cannot be read: what is wrong with it, and what would put that right."""
    return LoadError([Problem(Place(name, line, 1 if line else 0), message, remedy, "path")])
