"""What templates see of the whole record: every entry with all its fields and passages, and the numbered source text.

Plain frozen data like the rest of the view (:mod:`reportgen.view.types`), and cut like it: of what is
above the ceiling there is no entry, no mark, no count and no digest here.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.view.frame import Maybe, MeaningView, SilenceOr, Some


@dataclass(frozen=True, slots=True)
class RunView:
    """Words; ``anchor`` is where in this memo they lead to, ``quoted`` whether a source has them in its own tongue."""

    text: str
    anchor: Maybe = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class FactView:
    """One field of an entry: its path in the entry (``conditions.1``), its name, what it says.

    ``apart`` when all of it is a source's own words in another language than the record's, which want a paragraph
    of their own; ``language`` is theirs where it is not the memo's.
    """

    field: str
    label: str
    runs: Some[RunView]
    apart: bool = False
    language: Maybe = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """One piece of evidence, verbatim; ``about`` names the field it bears out, where that is not the entry itself.

    ``places`` are the numbered paragraphs it stands in; none when it stands nowhere.
    """

    of: str
    about: Maybe
    words: str
    language: Maybe
    translation: Maybe
    places: tuple[RunView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry whole; ``label`` is its id as it is read, ``field`` that of its text: ``name`` where it has no text.

    ``facts`` want a line each; those in ``brief`` are a few words each, and are told one after the other.
    """

    id: str
    label: str
    field: str
    text: RunView
    facts: tuple[FactView, ...]
    brief: tuple[FactView, ...]
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """The entries of one part of the record; ``attested`` when they rest on evidence."""

    name: str
    label: str
    attested: bool
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class SourcedView:
    """The formulae that one source carries."""

    source: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One source as a column: its name, and in whose voice it speaks."""

    id: str
    short: str
    voice: str


@dataclass(frozen=True, slots=True)
class AccountPassageView:
    """What one account says; ``entry`` is the entry that cites it."""

    entry: RunView
    passage: PassageView


@dataclass(frozen=True, slots=True)
class AccountRowView:
    """One entry beside itself in every account; without an entry, what only one account tells. A cell an account."""

    entry: RunView | None
    cells: Some[tuple[AccountPassageView, ...]]


@dataclass(frozen=True, slots=True)
class ComparedView:
    """An issue that several accounts tell of; ``table`` names the table's widths in the style."""

    id: Maybe
    title: str
    table: str
    accounts: Some[VoiceView]
    rows: Some[AccountRowView]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """What became of a source's paragraphs and sentences: how many are cited, set aside, neither."""

    source: str
    short: str
    paragraphs: int
    paragraphs_cited: int
    paragraphs_set_aside: int
    paragraphs_open: int
    sentences: int
    sentences_cited: int
    sentences_set_aside: int
    sentences_open: int


@dataclass(frozen=True, slots=True)
class OmissionView:
    """A paragraph that is set aside, and why."""

    place: RunView
    reason: str


@dataclass(frozen=True, slots=True)
class AcceptanceView:
    """A check set aside for one entry, and why; ``found`` is what it finds there, in the program's words."""

    code: str
    name: str
    entry: RunView
    found: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a check finds and nobody has set aside, in the program's words."""

    code: str
    name: str
    level: str
    entry: RunView
    found: str
    remedy: Maybe


@dataclass(frozen=True, slots=True)
class VocabularyView:
    """The words of one vocabulary that occur in the record, in the vocabulary's order."""

    name: str
    words: tuple[MeaningView, ...]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Where one entry stands; ``rests_on`` names entries it rests on that are not signed as they stand."""

    entry: RunView
    state: str
    by: SilenceOr
    on: SilenceOr
    digest: str
    rests_on: tuple[RunView, ...]


@dataclass(frozen=True, slots=True)
class DigestView:
    """A file by name, and the SHA-256 of its bytes; ``of`` is the path of the source, empty for the record."""

    of: Maybe
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SegmentView:
    """Words of a source text, ``marked`` when something of the record rests on them."""

    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class RestingView:
    """What rests on a marked segment; ``start`` its first words, where the paragraph has more than one."""

    start: Maybe
    entries: Some[RunView]


@dataclass(frozen=True, slots=True)
class NumberedView:
    """A numbered paragraph of a source, whole, and what rests on it; ``reason`` when it is set aside."""

    label: str
    anchor: str
    segments: Some[SegmentView]
    resting: tuple[RestingView, ...]
    reason: Maybe


@dataclass(frozen=True, slots=True)
class SourceTextView:
    id: str
    short: str
    language: Maybe
    """Empty where it is the memo's."""
    paragraphs: Some[NumberedView]


@dataclass(frozen=True, slots=True)
class AnnexView:
    """The whole of what an audience may see; empty for audiences that have no section of the annex."""

    voices: int = 0
    """How many speak through the sources: one alone corroborates nothing."""
    speakers: Maybe = ""
    """Who they are."""
    sources: tuple[EntryView, ...] = ()
    parts: tuple[PartView, ...] = ()
    formulae: tuple[SourcedView, ...] = ()
    compared: tuple[ComparedView, ...] = ()
    gaps: tuple[EntryView, ...] = ()
    comments: tuple[EntryView, ...] = ()
    program: Maybe = ""
    """What checked it and made it, and in which version."""
    checks: int = 0
    own_work: bool = True
    """Whether it is told what the checks found, what was set aside, and who signed."""
    coverage: tuple[CoverageView, ...] = ()
    omissions: tuple[OmissionView, ...] = ()
    acceptances: tuple[AcceptanceView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    vocabularies: tuple[VocabularyView, ...] = ()
    signatures: tuple[SignatureView, ...] = ()
    digests: tuple[DigestView, ...] = ()
    texts: tuple[SourceTextView, ...] = ()
