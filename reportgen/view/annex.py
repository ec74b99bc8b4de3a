"""What templates see of the whole record: every entry with all its fields and passages, and the numbered source text.

Plain frozen data like the rest of the view (:mod:`reportgen.view.types`), and cut like it: of what is
above the ceiling there is no entry, no mark, no count and no digest here.
"""

from __future__ import annotations

from msgspec import Struct

from reportgen.view.frame import Maybe, MeaningView, SilenceOr, Some


class RunView(Struct, frozen=True):
    """Words; ``anchor`` is where in this memo they lead to, ``quoted`` whether a source has them in its own tongue."""

    text: str
    anchor: Maybe = ""
    quoted: bool = False


class FactView(Struct, frozen=True):
    """One field of an entry: its path in the entry (``conditions.1``), its name, what it says.

    ``apart`` when all of it is a source's own words in another language than the record's, which want a paragraph
    of their own; ``language`` is theirs where it is not the memo's.
    """

    field: str
    label: str
    runs: Some[RunView]
    apart: bool = False
    language: Maybe = ""


class PassageView(Struct, frozen=True):
    """One piece of evidence, verbatim; ``about`` names the field it bears out, where that is not the entry itself.

    ``places`` are the numbered paragraphs it stands in; none when it stands nowhere.
    """

    of: str
    about: Maybe
    words: str
    language: Maybe
    translation: Maybe
    places: tuple[RunView, ...]


class EntryView(Struct, frozen=True):
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


class PartView(Struct, frozen=True):
    """The entries of one part of the record; ``attested`` when they rest on evidence."""

    name: str
    label: str
    attested: bool
    entries: tuple[EntryView, ...]


class SourcedView(Struct, frozen=True):
    """The formulae that one source carries."""

    source: str
    entries: tuple[EntryView, ...]


class VoiceView(Struct, frozen=True):
    """One source as a column: its name, and in whose voice it speaks."""

    id: str
    short: str
    voice: str


class AccountPassageView(Struct, frozen=True):
    """What one account says; ``entry`` is the entry that cites it."""

    entry: RunView
    passage: PassageView


class AccountRowView(Struct, frozen=True):
    """One entry beside itself in every account; without an entry, what only one account tells. A cell an account."""

    entry: RunView | None
    cells: Some[tuple[AccountPassageView, ...]]


class ComparedView(Struct, frozen=True):
    """An issue that several accounts tell of; ``table`` names the table's widths in the style."""

    id: Maybe
    title: str
    table: str
    accounts: Some[VoiceView]
    rows: Some[AccountRowView]


class CoverageView(Struct, frozen=True):
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


class OmissionView(Struct, frozen=True):
    """A paragraph that is set aside, and why."""

    place: RunView
    reason: str


class AcceptanceView(Struct, frozen=True):
    """A check set aside for one entry, and why; ``found`` is what it finds there, in the program's words."""

    code: str
    name: str
    entry: RunView
    found: str
    reason: str


class FindingView(Struct, frozen=True):
    """What a check finds and nobody has set aside, in the program's words."""

    code: str
    name: str
    level: str
    entry: RunView
    found: str
    remedy: Maybe


class VocabularyView(Struct, frozen=True):
    """The words of one vocabulary that occur in the record, in the vocabulary's order."""

    name: str
    words: tuple[MeaningView, ...]


class SignatureView(Struct, frozen=True):
    """Where one entry stands; ``rests_on`` names entries it rests on that are not signed as they stand."""

    entry: RunView
    state: str
    by: SilenceOr
    on: SilenceOr
    digest: str
    rests_on: tuple[RunView, ...]


class DigestView(Struct, frozen=True):
    """A file by name, and the SHA-256 of its bytes; ``of`` is the path of the source, empty for the record."""

    of: Maybe
    file: str
    sha256: str


class SegmentView(Struct, frozen=True):
    """Words of a source text, ``marked`` when something of the record rests on them."""

    words: str
    marked: bool


class RestingView(Struct, frozen=True):
    """What rests on a marked segment; ``start`` its first words, where the paragraph has more than one."""

    start: Maybe
    entries: Some[RunView]


class NumberedView(Struct, frozen=True):
    """A numbered paragraph of a source, whole, and what rests on it; ``reason`` when it is set aside."""

    label: str
    anchor: str
    segments: Some[SegmentView]
    resting: tuple[RestingView, ...]
    reason: Maybe


class SourceTextView(Struct, frozen=True):
    id: str
    short: str
    language: Maybe
    """Empty where it is the memo's."""
    paragraphs: Some[NumberedView]


class AnnexView(Struct, frozen=True):
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
