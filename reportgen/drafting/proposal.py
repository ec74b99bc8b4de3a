"""What goes into a drafter and what comes out: a source's text, the table of who is who, proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol, TypeAlias

from msgspec import Struct, field

from reportgen.sources.document import Document
from reportgen.sources.sentences import Sentence, sentences

Written: TypeAlias = "str | Sequence[Written] | Mapping[str, Written] | None"
"""A value as it will stand in the record: words, lists and keys; None is a field left for a person."""


class Line(Struct, frozen=True):
    """A sentence of a source: its place in the order of all, its paragraph, its words, its offsets."""

    number: int
    paragraph: int
    text: str
    start: int
    end: int


class SourceText(Struct, frozen=True, dict=True):
    """One source as a drafter reads it: the document, and what is known of it."""

    document: Document
    id: str = "S1"
    language: str = "en"
    """BCP 47; only the part before the hyphen counts for which table is used."""
    published: date | None = None
    """The day of publication or of the dateline: what "today" and names of weekdays are counted from."""
    dateline: str = ""
    publisher: str = ""
    title: str = ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its sentences, in order; the title block above the dateline (paragraph 0) is left out."""
        body = [each for each in self.document.paragraphs if each.number]
        found = [(paragraph.number, each) for paragraph in body for each in sentences(paragraph)]
        return tuple(self._line(number, paragraph, each) for number, (paragraph, each) in enumerate(found))

    def _line(self, number: int, paragraph: int, sentence: Sentence) -> Line:
        """A sentence; the first one of a report without the dateline before it."""
        at = len(self.dateline) if self.dateline and sentence.text.startswith(self.dateline) else 0
        text = sentence.text[at:].lstrip()
        return Line(number, paragraph, text, sentence.end - len(text), sentence.end)


class PartyRow(Struct, frozen=True):
    """A party of the table: its id, its name, and what the sources call it."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    kind: str = ""
    """A word of :class:`~reportgen.model.words.PartyKind`."""
    role: str = ""
    """A word of :class:`~reportgen.model.words.PartyRole`."""


class PersonRow(Struct, frozen=True):
    """A participant of the table: id, name, the id of the party (empty: not known), the title as given."""

    id: str
    name: str
    party: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    """Other names the sources use."""


class IssueRow(Struct, frozen=True):
    """An issue of the table: its id, and what it is called there and in the sources."""

    id: str
    title: str
    names: tuple[str, ...] = ()


class Table(Struct, frozen=True):
    """Who is who and what it is about, as a person confirmed it; an empty one says that nobody has yet."""

    parties: tuple[PartyRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    issues: tuple[IssueRow, ...] = ()


class Proposal(Struct, frozen=True):
    """An entry that a drafter proposes for one of the lists of a record.

    ``part`` is the list ("agreements"), ``evidence`` one or more verbatim runs of the source (none for a party or an
    issue), ``fields`` the other fields of the entry in the order they are to be written. Parties, participants and
    issues bring their id, so that others can refer to them; the rest get theirs later. ``note`` is said beside it.
    """

    part: str
    evidence: tuple[str, ...]
    fields: Mapping[str, Written] = field(default_factory=dict)
    note: str = ""
    start: int = -1
    """The offset of the evidence in the document where the drafter knows it; the gate looks it up otherwise."""


class Drafter(Protocol):
    """Anything that proposes entries from a source's text.

    Registered as an entry point of the group ``reportgen.drafters``: a class that is made without arguments, or with
    the keyword ``folders`` (where tables are looked for) if it takes that.
    """

    name: str

    def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
        """What may be in the record, by the source's text and the table a person confirmed.

        With an empty table it proposes parties and participants too. Raises
        :class:`~reportgen.errors.ReportgenError` for what a person can put right.
        """
        ...
