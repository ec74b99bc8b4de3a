"""What the checks and the signatures say of an audience's cut, as plain values that are handed to selection.

Selection stands below the checks and cannot ask them. Whoever calls it asks them of the *cut* record, so
that nothing above the ceiling is counted, quoted or hashed (:mod:`reportgen.review`).
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Covered(Struct, frozen=True):
    """A source's paragraphs and sentences: all, cited, set aside."""

    source: str
    paragraphs: tuple[int, int, int]
    sentences: tuple[int, int, int]


class Found(Struct, frozen=True):
    """A finding; with a ``reason`` when the record sets it aside, in which case ``message`` may be empty."""

    code: str
    name: str
    level: str
    entry: str
    message: str
    remedy: str
    reason: str = ""


class Signed(Struct, frozen=True):
    """An entry's sign-off; ``digest`` is empty where it would tell of what is not shown."""

    entry: str
    state: str
    by: str
    on: date | None
    digest: str
    rests_on: tuple[str, ...]


class Review(Struct, frozen=True):
    """The checks and the sign-off of one audience's cut; ``record`` is the digest of the record's file, or empty."""

    version: str
    checks: int
    covered: tuple[Covered, ...]
    found: tuple[Found, ...]
    set_aside: tuple[Found, ...]
    signed: tuple[Signed, ...]
    record: str
    own_work: bool = True
    """Whether the audience is told of the desk's own work: what was found, set aside and signed."""
