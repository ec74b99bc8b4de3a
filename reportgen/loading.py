"""A record's file and its source documents → :class:`Record`, or every problem at once."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import LoadError, Place, Problem, did_you_mean
from reportgen.model.base import PARTS
from reportgen.model.references import Reference, dangling, duplicates, ids
from reportgen.model.sides import Source
from reportgen.model.talks import Talks
from reportgen.record import Record, Steps
from reportgen.recordfile import record_path
from reportgen.sources import Document, read_document
from reportgen.validate import owner, validated
from reportgen.yamlfile import YamlFile, read


def load(path: str | Path) -> Record:
    """Load a record: a ``talks.yaml``, or the folder that holds one, with its source documents.

    Raises :class:`LoadError` whose ``problems`` name every fault with file, line and column: in the
    file's YAML first; once that can be read, unknown fields and words, missing fields, ids given
    twice, references that lead nowhere and source documents that cannot be read.
    """
    file = read(record_path(path))
    talks = validated(Talks, file)
    documents, problems = _documents(talks, file)
    problems = [*_id_problems(talks, file), *problems]
    if problems:
        raise LoadError(sorted(problems, key=lambda problem: (problem.place.line, problem.place.column)))
    return Record(talks, file, documents)


def _id_problems(talks: Talks, file: YamlFile) -> list[Problem]:
    problems = [
        Problem(
            file.place(path),
            f'The id "{name}" is given twice; the first is on line {file.place(first).line}.',
            "Give each its own id.",
            _field(path),
        )
        for path, name, first in duplicates(talks)
    ]
    return problems + [_dangling(talks, file, reference) for reference in dangling(talks)]


def _dangling(talks: Talks, file: YamlFile, reference: Reference) -> Problem:
    known = ids(talks, reference.parts)
    kinds = "anything in the record" if reference.parts == PARTS else " or ".join(reference.parts).replace("_", " ")
    options = [*known, "independent"] if reference.path[-1] == "controlled_by" else list(known)
    name = owner(file.root, reference.path)
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
    path = _beside(source.path, file, "path")
    document = read_document(path, str(path), source.dateline or "")
    if source.original is not None:
        original = _beside(source.original, file, "original")
        if not original.is_file():
            remedy = 'Put it beside the record, or correct "original", or leave it out.'
            message = "The file that the source document was made from is not there."
            raise LoadError([Problem(Place(str(original)), message, remedy, "original")])
    return document


def _beside(name: str, file: YamlFile, field: str) -> Path:
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
