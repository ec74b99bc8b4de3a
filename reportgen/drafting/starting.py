"""Source documents → a new folder with the documents and a draft of their record; all of it, or nothing."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.cues import cues
from reportgen.drafting.gate import passed
from reportgen.drafting.proposal import Drafter, SourceText, Table
from reportgen.drafting.scalars import scalar, slug
from reportgen.drafting.writing import Draft, drafts, lists
from reportgen.errors import ReportgenError, WriteError
from reportgen.files import umask
from reportgen.recordfile import RECORD_FILE, SIGNOFF_FILE
from reportgen.sources.document import document
from reportgen.sources.reading import STANDARD_INPUT, TextForm, read_text_form

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PLAIN_NAMES = frozenset({"source", "document", "readout", "index", "untitled", "text", ""})
SCHEMA = "talks.schema.json"


class Started(Struct, frozen=True):
    """A record that was begun: its folder, and what is to be said of it."""

    id: str
    folder: Path
    proposed: int
    """Entries proposed."""
    dropped: int
    """Proposals whose evidence was not verbatim."""
    flagged: int
    """Proposals that claim more than their evidence."""
    left: int
    """Sentences for which nothing is proposed."""
    sentences: int
    told: tuple[str, ...]
    """What was recognised in the documents, and how: shown, never silently trusted."""


class Read(Struct, frozen=True):
    """A document as it is kept beside the record: its text form, and under which names."""

    form: TextForm
    text: SourceText
    name: str
    """Of the text form's file."""
    original: str
    """Of the original's file; empty where that is the text form itself."""


def start(
    paths: Sequence[str],
    drafter: Drafter,
    *,
    id: str = "",
    into: str | Path = "seeds",
    folders: tuple[Path, ...] | None = None,
) -> Started:
    """Begin one record from the documents at ``paths`` ("-": standard input), in a new folder of ``into``.

    Raises :class:`~reportgen.errors.LoadError` for a document that cannot be read, and
    :class:`~reportgen.errors.WriteError` for a folder that is there already or cannot be written; nothing is left
    behind then.
    """
    taken = {RECORD_FILE, SIGNOFF_FILE}
    documents = [_read(path, number, taken) for number, path in enumerate(paths, 1)]
    entries, counted = _drafted([each.text for each in documents], drafter, folders)
    name = _named(id, paths, entries, documents)
    folder = Path(into) / name
    if folder.exists():
        raise WriteError(f"{folder} is there already. Give another --id, or go on with: reportgen propose {folder}")
    content = "\n".join(_record(name, documents, entries, drafter.name, Path(into))) + "\n"
    files = {RECORD_FILE: content.encode()}
    for each in documents:
        files[each.name] = _kept(each.form)
        if each.original:
            files[each.original] = each.form.original
    _write(folder, files)
    sentences = sum(len(each.text.lines) for each in documents)
    told = tuple(line for each in documents for line in _told(each))
    return Started(
        name, folder, len(entries), counted[0], counted[1], content.count("nothing is proposed:"), sentences, told
    )


def _read(path: str, number: int, taken: set[str]) -> Read:
    form = read_text_form(path)
    given = (slug(Path(path).stem) if path != "-" else "") or "source"
    suffixes = [form.suffix or ".txt"] if form.is_original else [".txt", form.suffix]
    stem, again = given, 2
    while any(f"{stem}{suffix}" in taken for suffix in suffixes):
        stem, again = f"{given}-{again}", again + 1
    names = [f"{stem}{suffix}" for suffix in suffixes]
    taken.update(names)
    name, original = names[0], "" if form.is_original else names[1]
    dateline = form.dateline.value if form.dateline else ""
    read = document(_kept(form), path if path != "-" else STANDARD_INPUT, dateline)
    published = date.fromisoformat(form.date.value) if form.date else None
    text = SourceText(
        read,
        f"S{number}",
        form.language.value if form.language else "",
        published,
        dateline,
        form.publisher.value if form.publisher else "",
        form.title.value if form.title else "",
    )
    return Read(form, text, name, original)


def _kept(form: TextForm) -> bytes:
    """What is kept beside the record as its source: the document itself where it is plain text, or its text."""
    return form.original if form.is_original else form.text.encode()


def _drafted(
    texts: Sequence[SourceText], drafter: Drafter, folders: tuple[Path, ...] | None
) -> tuple[list[Draft], tuple[int, int]]:
    entries: list[Draft] = []
    dropped = flagged = 0
    for text in texts:
        through = passed(drafter.propose(text, Table()), text, Table(), cues(text.language or "en", folders))
        known = {each.id for each in entries if each.proposal.part in ("parties", "participants", "issues")}
        new = [place for place, each in enumerate(through.proposals) if each.fields.get("id") not in known]
        kept = replace(
            through,
            proposals=tuple(through.proposals[place] for place in new),
            runs={number: through.runs.get(place, ()) for number, place in enumerate(new)},
        )
        entries += drafts(kept, text, {each.id for each in entries}, several=len(texts) > 1)
        dropped, flagged = dropped + len(through.dropped), flagged + through.flagged
    return entries, (dropped, flagged)


def _named(given: str, paths: Sequence[str], entries: Sequence[Draft], documents: Sequence[Read]) -> str:
    """The id of the record: the one given; that of the file's name; of the sides and the month."""
    if given:
        if not SLUG.fullmatch(given):
            remedy = "Use lower-case letters, digits and hyphens, as in cn-us-2023-10."
            raise ReportgenError(f'"{given}" cannot be the id of a record. {remedy}')
        return given
    stem = slug(Path(paths[0]).stem) if paths[0] != "-" else ""
    if stem not in PLAIN_NAMES:
        return stem
    day = documents[0].text.published
    made = slug("-".join([*_sides(entries)[:3], f"{day:%Y-%m}" if day else ""]))
    if not made:
        raise ReportgenError("Nothing in the text gives the record a name. Give it one: --id cn-us-2023-10")
    return made


def _sides(entries: Sequence[Draft]) -> list[str]:
    """The ids of the parties that talked, in the order proposed."""
    return [
        each.id
        for each in entries
        if each.proposal.part == "parties" and each.proposal.fields.get("role") == "principal"
    ]


def _record(name: str, documents: Sequence[Read], entries: Sequence[Draft], drafter: str, into: Path) -> Iterator[str]:
    if (into / SCHEMA).is_file():
        yield f"# yaml-language-server: $schema=../{SCHEMA}"
    yield f'# A draft by the drafter "{drafter}". Every entry with "status: proposed" is a proposal: no memo prints it'
    yield f"# until you accept it (reportgen accept {into / name} A-01, or delete the line). First check parties and"
    yield f"# participants; then reportgen propose {into / name} reads the text again. What stands empty is yours."
    yield from _header(name, documents, entries)
    for each in documents:
        yield from _source(each)
    yield ""
    yield from lists(entries, [each.text for each in documents])
    yield "comments:  # your own reading: {id: C-01, on: A-01, basis: A-01, confidence: high, text: …}"
    yield ""
    yield "gaps:  # what the sources do not say: {id: G-01, on: A-01, text: …}"
    yield ""
    yield "omitted:  # paragraphs set aside: {para: 3, reason: …}"


def _header(name: str, documents: Sequence[Read], entries: Sequence[Draft]) -> Iterator[str]:
    first = documents[0].form
    sides = _sides(entries)
    days = [each.text.published for each in documents if each.text.published]
    yield f"id: {name}"
    title = f"title: {scalar(first.title.value)}  # the document's own" if first.title else "title:  #"
    yield f"{title}{'; ' if first.title else ' '}say who met whom, on what, when"
    yield (
        f"as_of: {max(days).isoformat()}  # the last day of the material used"
        if days
        else "as_of:  # the last day of the material used, as 2023-10-27"
    )
    yield "handling:  # public, internal, restricted or named: yours to say"
    yield (
        f"party_order: [{', '.join(map(scalar, sides))}]  # the order of the parties in every memo"
        if sides
        else "party_order:  # ids of the parties, in the order of every memo: [CN, US]"
    )
    yield "source_caveat:  # needed when all sources speak with one voice: say whose, and what was not checked"
    yield "prepared_by:  # {name: …, unit: …}"
    yield ""
    yield "sources:"


def _source(each: Read) -> Iterator[str]:
    form, text = each.form, each.text
    named = ", ".join(
        filter(None, [text.publisher, f"{text.published.day} {text.published:%b %Y}" if text.published else ""])
    )
    yield f"  - id: {text.id}"
    yield f"    short: {scalar(named)}" if named else '    short:  # what a citation calls it: "Xinhua, 27 Oct 2023"'
    yield "    kind:  # readout, joint_statement, agreement_text, news_report, … (reportgen schema lists every word)"
    yield (
        f"    publisher: {scalar(text.publisher)}  # {_because(form.publisher.basis if form.publisher else '')}"
        if text.publisher
        else "    publisher:  # who issued it"
    )
    yield "    controlled_by:  # the id of the party that controls the publisher, or independent"
    yield f"    path: {scalar(each.name)}"
    if each.original:
        yield f"    original: {scalar(each.original)}"
    yield f"    sha256: {sha256(_kept(form)).hexdigest()}"
    if form.title:
        yield f"    title: {scalar(form.title.value)}"
    if form.language:
        yield f"    language: {scalar(form.language.value)}"
    if form.dateline:
        yield f"    dateline: {scalar(form.dateline.value)}"
    yield "    standing:  # how far it speaks for each party: {CN: authoritative, US: partisan_secondhand}"


def _because(basis: str) -> str:
    return f"from {basis}" if basis else "as recognised; check it"


def _told(each: Read) -> Iterator[str]:
    form = each.form
    for field in ("title", "publisher", "date", "dateline", "language"):
        told = getattr(form, field)
        yield f"{each.name}: {field} {told.value} ({told.basis})" if told else f"{each.name}: no {field} recognised"
    yield from (f"{each.name}: {note}" for note in form.notes)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write a new folder: made beside its place and given its name at the end, so that it is whole or not there."""
    made = not folder.parent.exists()
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".reportgen-part", dir=folder.parent))
        for name, content in files.items():
            (temporary / name).write_bytes(content)
        temporary.chmod(0o777 & ~umask())
        os.rename(temporary, folder)
    except OSError as error:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
        if made and folder.parent.is_dir() and not any(folder.parent.iterdir()):
            folder.parent.rmdir()
        raise WriteError(f"{folder} cannot be written: {error.strerror}.") from None
