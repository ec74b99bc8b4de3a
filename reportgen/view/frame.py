"""What templates see around the entries: title block, readers, sources, the analyst's remarks, heads and legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeVar

Each = TypeVar("Each")

MAY_BE_EMPTY = "may be empty"
NEVER_EMPTY = "never empty"
Maybe = Annotated[str, MAY_BE_EMPTY]
"""Text that is empty where the record says nothing; any other text here has words."""
Some = Annotated[tuple[Each, ...], NEVER_EMPTY]
"""A list that has at least one member; any other list here may have none."""


@dataclass(frozen=True, slots=True)
class SilenceOr:
    """Words, or the words for silence: ``stated`` tells which, so that silence can be dressed as such."""

    text: str
    stated: bool


@dataclass(frozen=True, slots=True)
class CiterView:
    """An entry that cites, by its id, or a participant, by name; and the anchor it has where a memo prints it."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CitedParagraphView:
    """A paragraph with the words of it that are cited, and the entries that cite them."""

    number: int
    label: str
    anchor: str
    words: str
    translation: Maybe
    cited_by: Some[CiterView]


@dataclass(frozen=True, slots=True)
class SourceView:
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


@dataclass(frozen=True, slots=True)
class HeaderView:
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


@dataclass(frozen=True, slots=True)
class ChangeView:
    id: str
    text: str
    novelty: str
    previous: Maybe


@dataclass(frozen=True, slots=True)
class GapView:
    id: str
    text: str
    on: Maybe
    closed_by: Maybe


@dataclass(frozen=True, slots=True)
class CommentView:
    id: str
    text: str
    on: str
    confidence: str
    likelihood: Maybe


@dataclass(frozen=True, slots=True)
class MeaningView:
    """A word of the memo, or of the record's vocabularies, and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LegendView:
    """What the words of the matrix mean: those that it uses, and no others."""

    stances: tuple[MeaningView, ...]
    states: tuple[MeaningView, ...]
    firmness: tuple[MeaningView, ...]
    reported: bool
    """Whether a party is known from the account of others only."""


@dataclass(frozen=True, slots=True)
class AudienceView:
    name: str
    title: str
    purpose: str
    sections: Some[str]
    landscape: bool


@dataclass(frozen=True, slots=True)
class PropertiesView:
    """What the file says of itself."""

    language: str
    author: Maybe
    keywords: tuple[str, ...]
    created: str
    record_language: Maybe = ""
    """The record's language, where it is not the memo's."""
