"""A record's file and its source documents → :class:`Record`, or every problem at once."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import LoadError, Place, Problem, did_you_mean
from reportgen.model.base import PARTS
from reportgen.model.references import Reference, dangling, duplicates, ids
from reportgen.model.sides import Source
from reportgen.model.talks import Talks
from reportgen.proposed import none_left, proposed_in, with_issue, without
from reportgen.record import Record, Steps
from reportgen.recordfile import record_path
from reportgen.sources import Document, read_document
from reportgen.validate import owner, validated
from reportgen.yamlfile import YamlFile, read


def load(path: str | Path, *, with_proposals: bool = False) -> Record:
    """Load a record: a ``talks.yaml``, or the folder that holds one, with its source documents.

    Entries that are only proposed are left out, and listed in ``proposed``; ``with_proposals`` takes in those that
    lack nothing but an issue, and lists them in ``taken``.

    Raises :class:`LoadError` whose ``problems`` name every fault with file, line and column: in the
    file's YAML first; once that can be read, unknown fields and words, missing fields, ids given
    twice, references that lead nowhere and source documents that cannot be read.
    """
    whole = read(record_path(path))
    proposed, wrong = proposed_in(whole)
    taken = {each.id for each in proposed if with_proposals and each.printable}
    file = with_issue(without(whole, proposed, taken), taken)
    talks = _talks(file, [*wrong, *none_left(whole, [each for each in proposed if each.id not in taken])])
    while taken and (leaning := _leaning(talks, file) & taken):
        taken -= leaning  # it refers to what is not there yet
        file = with_issue(without(whole, proposed, taken), taken)
        talks = _talks(file, [])
    documents, problems = _documents(talks, file)
    left = tuple(each for each in proposed if each.id not in taken)
    problems = [*_id_problems(talks, file, {each.id for each in left}), *problems]
    if problems:
        raise LoadError(sorted(problems, key=lambda problem: (problem.place.line, problem.place.column)))
    return Record(talks, file, documents, proposed=left, taken=tuple(sorted(taken)))


def _talks(file: YamlFile, known: list[Problem]) -> Talks:
    """The talks, or every problem with them and those already known; of one field the known one."""
    try:
        talks = validated(Talks, file)
    except LoadError as error:
        told = {problem.field for problem in known}
        known = [*known, *(problem for problem in error.problems if problem.field not in told)]
        raise LoadError(sorted(known, key=lambda problem: (problem.place.line, problem.place.column))) from None
    if known:
        raise LoadError(known)
    return talks


def _leaning(talks: Talks, file: YamlFile) -> set[str]:
    """The ids of entries that refer to something that is not in the record."""
    found = set()
    for reference in dangling(talks):
        part, number = reference.path[:2]
        listed = file.root.get(str(part))
        entry = listed[number] if isinstance(listed, list) and isinstance(number, int) else None
        found.add(str(entry.get("id")) if isinstance(entry, dict) else "")
    return found


def _id_problems(talks: Talks, file: YamlFile, proposed: set[str]) -> list[Problem]:
    problems = [
        Problem(
            file.place(path),
            f'The id "{name}" is given twice; the first is on line {file.place(first).line}.',
            "Give each its own id.",
            _field(path),
        )
        for path, name, first in duplicates(talks)
    ]
    return problems + [_dangling(talks, file, reference, proposed) for reference in dangling(talks)]


def _dangling(talks: Talks, file: YamlFile, reference: Reference, proposed: set[str]) -> Problem:
    known = ids(talks, reference.parts)
    kinds = "anything in the record" if reference.parts == PARTS else " or ".join(reference.parts).replace("_", " ")
    options = [*known, "independent"] if reference.path[-1] == "controlled_by" else list(known)
    name = owner(file.root, reference.path)
    if reference.id in proposed:
        told = f'"{reference.id}"{f", in {name}," if name else ""} is only proposed.'
        remedy = f"Accept it too: reportgen accept {talks.id} {reference.id}"
        return Problem(file.within(reference.path, reference.id), told, remedy, _field(reference.path))
    message = f'"{reference.id}"{f", in {name}," if name else ""} is not an id of {kinds}.'
    return Problem(
        file.within(reference.path, reference.id), message, did_you_mean(reference.id, options), _field(reference.path)
    )


def _field(path: Steps) -> str:
    return ".".join(str(step) for step in path)


def _documents(talks: Talks, file: YamlFile) -> tuple[dict[str, Document], list[Problem]]:
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for number, source in enumerate(talks.sources):
        try:
            documents[source.id] = _read(source, file)
        except LoadError as error:
            problems += [_at_source(problem, file, number, source.id) for problem in error.problems]
    return documents, problems


def _read(source: Source, file: YamlFile) -> Document:
    path = beside(source.path, file, "path")
    document = read_document(path, str(path), source.dateline or "")
    if source.original is not None:
        original = beside(source.original, file, "original")
        if not original.is_file():
            remedy = 'Put it beside the record, or correct "original", or leave it out.'
            message = "The file that the source document was made from is not there."
            raise LoadError([Problem(Place(str(original)), message, remedy, "original")])
    return document


def beside(name: str, file: YamlFile, field: str) -> Path:
    """A file of the record's folder. Raises :class:`LoadError` when the name leads out of it."""
    if Path(name).is_absolute() or ".." in Path(name).parts:
        message = f'The path "{name}" leads out of the record\'s folder.'
        raise LoadError([Problem(Place(""), message, "Keep source documents in the record's folder.", field)])
    return Path(file.name).parent / name


def _at_source(problem: Problem, file: YamlFile, number: int, source: str) -> Problem:
    """A document's problem at the field of the record to blame; the document's own place stays in the words."""
    path = ("sources", number, problem.field)
    named = f"{problem.place}: " if problem.place.file else ""
    return Problem(file.place(path), f"{source}: {named}{problem.message}", problem.remedy, _field(path))
