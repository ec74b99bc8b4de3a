"""What a finished memo carries inside it: its audience's own cut of the record, and the words it printed.

A reader of the file alone can then ask where something stands in the sources (``why``), take the cut out
(``extract``), and see whether file, cut and record still say the same (``verify``). The cut holds who met, on
what, by which sources; the entries that the memo prints, and those they refer to; of a source's text the cited
words alone. It is JSON: ``talks.json`` in a PDF, a custom XML part in a DOCX file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Literal

from pydantic import Field, ValidationError

from reportgen.audience import Audience
from reportgen.errors import ReportgenError
from reportgen.form import Date, Form, Language, Slug, Words
from reportgen.leaks.words import tokens
from reportgen.memo.tree import Memo
from reportgen.memo.walk import plain, stated
from reportgen.model.base import Attested, Entry, PartyRef
from reportgen.model.references import references
from reportgen.model.sides import Meeting, Party, Source
from reportgen.model.talks import Talks
from reportgen.record import Record
from reportgen.signoff import State, load_signoff, states
from reportgen.version import VERSION
from reportgen.view.visible import visible

FORMAT: Literal["urn:reportgen:memo:1"] = "urn:reportgen:memo:1"
FRAME = ("sources", "parties", "participants", "meetings", "issues")
"""Parts of the record that go with every memo as far as its audience may see them."""


class Cut(Talks):
    """A record of which an audience may see a part; any list of it may be empty."""

    party_order: tuple[PartyRef, ...] = ()
    sources: tuple[Source, ...] = ()
    parties: tuple[Party, ...] = ()
    meetings: tuple[Meeting, ...] = ()


class Line(Form):
    """One run of words of the memo in reading order."""

    of: str = ""
    """What it states: ``A-01.text``; empty for captions and column heads."""
    text: str
    """The words as printed; a break is a new line."""
    head: bool = False
    """Whether they head a column, so that a page may repeat them."""


class Running(Form):
    """The words on every page, but for page numbers."""

    marking: str
    draft: str = ""
    header: str = ""
    footer: str = ""


class Signed(Form):
    """Who stood for an entry when the memo was made."""

    state: State
    by: Words | None = None
    on: Date | None = None


class Carried(Form):
    """Everything a memo carries of its record."""

    format: Literal["urn:reportgen:memo:1"] = FORMAT
    program: Words
    """What made the memo, and in which version."""
    audience: Slug
    language: Language
    """The language of the memo's own words."""
    talks: Cut
    digests: dict[str, str]
    """Source id → SHA-256 of its file as it was read."""
    paragraphs: dict[str, tuple[tuple[int, ...], ...]]
    """Entry id → for each piece of its evidence, the paragraphs of the source that it stands in."""
    pages: dict[str, dict[int, int]] = {}
    """Source id → paragraph → the page on which it begins, of the paragraphs above, where the source has pages."""
    signed: dict[str, Signed] | None = None
    """Entry id → its sign-off; nothing where an audience is not told of the desk's own work."""
    running: Running
    lines: tuple[Line, ...] = Field(min_length=1)

    def to_json(self) -> bytes:
        """The JSON that goes into the file, the same bytes for the same content.

        The memo's lines stand first: entries are packed smaller where the words they were cited from stand near.
        """
        told = self.model_dump(mode="json", exclude_defaults=True)
        content = {"format": self.format, "lines": told.pop("lines"), **told}
        return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def carried(record: Record, audience: Audience, memo: Memo) -> Carried:
    """What such a memo of this record for this audience carries."""
    lines = tuple(Line(of=words.of, text=plain(words.content), head=words.head) for words in stated(memo))
    cut = _cut(visible(record.talks, audience.ceiling), lines, own_work=audience.own_work)
    kept = {entry.id: entry for _, _, entry in cut.entries()}
    running = memo.running
    return Carried(
        program=f"reportgen {VERSION}",
        audience=audience.name,
        language=memo.language,
        talks=cut,
        digests={source.id: record.documents[source.id].sha256 for source in cut.sources},
        paragraphs={name: found for name, entry in kept.items() if (found := tuple(_paragraphs(record, entry)))},
        pages=_pages(record, kept.values()),
        signed=dict(_signed(record, kept)) if audience.own_work else None,
        running=Running(
            marking=plain(running.marking), draft=plain(running.draft),
            header=plain(running.header), footer=plain(running.footer),
        ),
        lines=lines,
    )  # fmt: skip


def read_carried(content: bytes) -> Carried:
    """What a file carries, from its JSON. Raises :class:`ReportgenError` when it is not what this program writes."""
    try:
        given: Any = json.loads(content)
    except ValueError:
        raise ReportgenError("The record inside it cannot be read: it is not JSON.") from None
    said = given.get("format") if isinstance(given, dict) else None
    if said != FORMAT:
        raise ReportgenError(f'The record inside it is of another kind ("{said}"); this program reads "{FORMAT}".')
    try:
        return Carried.model_validate(given)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        program = given.get("program")
        raise ReportgenError(
            f"The record inside it cannot be read, at {where}. It says that it was made by {program}; "
            f"this is reportgen {VERSION}."
        ) from None


def digest(content: bytes) -> str:
    """The SHA-256 of what a file carries, as the file itself states it."""
    return sha256(content).hexdigest()


# --------------------------------------------------------------------------------------- the cut


def _cut(talks: Talks, lines: Iterable[Line], *, own_work: bool) -> Cut:
    """Of what an audience may see, what goes with a memo of these lines."""
    entries = {entry.id: (part, entry) for part, _, entry in talks.entries()}
    named = {name for line in lines for name in (line.of.partition(".")[0], *tokens(line.text))}
    kept = {name for name, (part, _) in entries.items() if part in FRAME or name in named}
    while more := {name for each in kept for name in _referred(talks, entries, each)} - kept:
        kept |= more
    fields = {name: getattr(talks, name) for name in Talks.model_fields}
    for part in {part for part, _ in entries.values()}:
        of_part = [entry for entry in fields[part] if entry.id in kept]
        fields[part] = tuple(of_part if own_work else map(_without_own_work, of_part))
    fields["accepted"] = tuple(each for each in talks.accepted if each.on in kept)
    if not own_work:
        fields |= {"prepared_by": None, "approved_by": None, "supersedes": None}
        fields |= {"cleared_by": (), "distribution": (), "omitted": (), "accepted": ()}
    return Cut.model_construct(**fields)


def _referred(talks: Talks, entries: dict[str, tuple[str, Entry]], name: str) -> Iterator[str]:
    """The ids an entry refers to, of what its audience may see."""
    part, entry = entries[name]
    alone = talks.model_copy(update=dict.fromkeys({each for each, _ in entries.values()}, ()) | {part: (entry,)})
    return (each.id for each in references(alone) if each.path[0] == part and each.id in entries)


def _without_own_work(entry: Entry) -> Entry:
    """The entry without how the desk judged it."""
    own: dict[str, object] = {"priority": Entry.model_fields["priority"].default}
    return entry.model_copy(update=own | ({"grading": None} if isinstance(entry, Source) else {}))


def _paragraphs(record: Record, entry: Entry) -> Iterator[tuple[int, ...]]:
    for piece in entry.evidence if isinstance(entry, Attested) else ():
        found = record.found(piece)
        yield found.paragraphs if found else ()


def _pages(record: Record, entries: Iterable[Entry]) -> dict[str, dict[int, int]]:
    pages: dict[str, dict[int, int]] = {}
    for entry in entries:
        for piece in entry.evidence if isinstance(entry, Attested) else ():
            found, document = record.found(piece), record.document(piece)
            for number in found.paragraphs if found and document else ():
                if document and (page := document.page(number)):
                    pages.setdefault(piece.source or "", {})[number] = page
    return {source: dict(sorted(known.items())) for source, known in sorted(pages.items())}


def _signed(record: Record, kept: dict[str, Entry]) -> Iterator[tuple[str, Signed]]:
    for each in states(record, load_signoff(record)):
        if each.id in kept:
            signature = each.signature
            by, on = (signature.by, signature.on) if signature else (None, None)
            yield each.id, Signed(state=each.state, by=by, on=on)
