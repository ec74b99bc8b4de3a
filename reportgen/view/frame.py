"""What templates see around the entries: title block, readers, sources, the analyst's remarks, heads and legend."""

from __future__ import annotations

from typing import Annotated, TypeVar

from msgspec import Struct

Each = TypeVar("Each")

MAY_BE_EMPTY = "may be empty"
NEVER_EMPTY = "never empty"
Maybe = Annotated[str, MAY_BE_EMPTY]
"""Text that is empty where the record says nothing; any other text here has words."""
Some = Annotated[tuple[Each, ...], NEVER_EMPTY]
"""A list that has at least one member; any other list here may have none."""


class SilenceOr(Struct, frozen=True):
    """Words, or the words for silence: ``stated`` tells which, so that silence can be dressed as such."""

    text: str
    stated: bool


class CiterView(Struct, frozen=True):
    """An entry that cites, by its id, or a participant, by name; and the anchor it has where a memo prints it."""

    label: str
    anchor: str


class CitedParagraphView(Struct, frozen=True):
    """A paragraph with the words of it that are cited, and the entries that cite them."""

    number: int
    label: str
    anchor: str
    words: str
    translation: Maybe
    cited_by: Some[CiterView]


class SourceView(Struct, frozen=True):
    id: str
    short: str
    title: Maybe
    description: str
    language: str
    plain: str
    """What it is, and whom it is tied to, for readers who know no desk."""
    url: Maybe
    link: Maybe
    """The address again, where a memo may lead there."""
    standing: Maybe
    grading: Maybe
    paragraphs: tuple[CitedParagraphView, ...]


class HeaderView(Struct, frozen=True):
    """The title block, and who answers for the memo."""

    id: str
    title: str
    short_title: str
    process: Maybe
    dates: SilenceOr
    as_of: str
    version: str
    supersedes: Maybe
    own_work: bool
    """Whether it is told who drafted, cleared and approved, and to whom it goes; else those lines mean nothing."""
    prepared_by: SilenceOr
    cleared_by: SilenceOr
    approved_by: SilenceOr
    validated_by: SilenceOr
    distribution: SilenceOr
    caveat: Maybe


class ChangeView(Struct, frozen=True):
    id: str
    text: str
    novelty: str
    previous: Maybe


class GapView(Struct, frozen=True):
    id: str
    text: str
    on: Maybe
    closed_by: Maybe


class CommentView(Struct, frozen=True):
    id: str
    text: str
    on: str
    confidence: str
    likelihood: Maybe


class MeaningView(Struct, frozen=True):
    """A word of the memo, or of the record's vocabularies, and what it means."""

    word: str
    meaning: str


class LegendView(Struct, frozen=True):
    """What the words of the matrix mean: those that it uses, and no others."""

    stances: tuple[MeaningView, ...]
    states: tuple[MeaningView, ...]
    firmness: tuple[MeaningView, ...]
    reported: bool
    """Whether a party is known from the account of others only."""


class AudienceView(Struct, frozen=True):
    name: str
    title: str
    purpose: str
    sections: Some[str]
    landscape: bool


class PropertiesView(Struct, frozen=True):
    """What the file says of itself."""

    language: str
    author: Maybe
    keywords: tuple[str, ...]
    created: str
    record_language: Maybe = ""
    """The record's language, where it is not the memo's."""
