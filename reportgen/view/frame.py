"""What templates see of a memo's frame: the title block, who it is for, the sources it stands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SilenceOr:
    """Words, or the words for silence: ``stated`` tells which, so that silence can be dressed as such."""

    text: str
    stated: bool


@dataclass(frozen=True, slots=True)
class CitedParagraphView:
    """A paragraph with the words of it that are cited, and the ids of the entries that cite them."""

    number: int
    label: str
    anchor: str
    words: str
    translation: str
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    id: str
    short: str
    title: str
    description: str
    language: str
    url: str
    link: str
    """The address again, where a memo may lead there."""
    standing: str
    grading: str
    paragraphs: tuple[CitedParagraphView, ...]


@dataclass(frozen=True, slots=True)
class HeaderView:
    """The title block, and who answers for the memo."""

    id: str
    title: str
    short_title: str
    process: str
    dates: SilenceOr
    as_of: str
    version: str
    supersedes: str
    prepared_by: SilenceOr
    cleared_by: SilenceOr
    approved_by: SilenceOr
    validated_by: SilenceOr
    distribution: SilenceOr
    caveat: str


@dataclass(frozen=True, slots=True)
class AudienceView:
    name: str
    title: str
    purpose: str
    sections: tuple[str, ...]
    landscape: bool


@dataclass(frozen=True, slots=True)
class PropertiesView:
    """What the file says of itself."""

    language: str
    author: str
    keywords: tuple[str, ...]
    created: str
    record_language: str = ""
    """The record's language, where it is not the memo's."""
