"""A record as it was loaded: the talks, the documents they were read from, and where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reportgen.above import above
from reportgen.errors import Place
from reportgen.form import Form
from reportgen.model.base import Evidence
from reportgen.model.talks import Talks
from reportgen.model.words import Handling
from reportgen.proposed import Proposed
from reportgen.rows import Frames
from reportgen.shipped import search_path
from reportgen.sources import Document
from reportgen.sources.match import Found, Match, find
from reportgen.yamlfile import YamlFile

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Record:
    """The talks, the file they were written in, and the source documents by source id."""

    talks: Talks
    file: YamlFile
    documents: Mapping[str, Document]
    folders: tuple[Path, ...] = field(default_factory=lambda: search_path(None), repr=False, compare=False)
    """Where tables of cues are looked for."""
    proposed: tuple[Proposed, ...] = ()
    """Entries of the file that are only proposed, and left out."""
    taken: tuple[str, ...] = ()
    """The ids of those that were only proposed and are taken in all the same."""
    _matches: dict[tuple[str | None, str, int | None], Match] = field(default_factory=dict, repr=False, compare=False)

    @property
    def folder(self) -> Path:
        """The folder that holds the record."""
        return Path(self.file.name).parent

    @property
    def originals(self) -> dict[str, Path]:
        """The files that source texts were made from, by the names that the record gives them."""
        named = (source.original for source in self.talks.sources)
        return {name: self.folder / name for name in named if name}

    def document(self, evidence: Evidence) -> Document | None:
        """The document a piece of evidence says it stands in, if there is one."""
        return self.documents.get(evidence.source or "")

    def match(self, evidence: Evidence) -> Match | None:
        """Where a piece of evidence stands in its document; nothing when it names no document."""
        document = self.document(evidence)
        if document is None:
            return None
        key = (evidence.source, evidence.text, evidence.para)
        if key not in self._matches:
            self._matches[key] = find(document, evidence.text, evidence.para)
        return self._matches[key]

    def found(self, evidence: Evidence) -> Found | None:
        """Where a piece of evidence stands, when it stands in one place."""
        match = self.match(evidence)
        return match if isinstance(match, Found) else None

    def pieces(self) -> Iterator[tuple[Steps, str, Evidence]]:
        """Every piece of evidence in the record: its path, the id of its entry, the piece."""
        return iter(self._every_piece)

    @cached_property
    def _every_piece(self) -> tuple[tuple[Steps, str, Evidence], ...]:
        return tuple(
            (path, entry.id, piece)
            for part, number, entry in self.talks.entries()
            for path, piece in _pieces(entry, (part, number))
        )

    def place(self, path: Steps, words: str = "", *, key: bool = False) -> Place:
        """The place in the record's file of the value at ``path``, or of ``words`` inside it."""
        return self.file.within(path, words) if words else self.file.place(path, key=key)

    def frames(
        self,
        audience: str | None = None,
        *,
        ceiling: Handling | str | None = None,
        templates: str | Path | None = None,
    ) -> Frames:
        """Agreements, positions, next steps and more as plain rows, for pandas, polars or a loop.

        All of the record; with the name of an ``audience``, looked for in ``templates`` first, or a ``ceiling``
        (``"public"``, ``"internal"``, …), what a memo for it could hold. Raises
        :class:`~reportgen.errors.AudienceError` where there is no such audience or the record is above the ceiling.
        """
        made: Frames = above("frames:frames")(self, audience, ceiling=ceiling, templates=templates)
        return made

    def _repr_html_(self) -> str:
        """The record as a notebook shows it."""
        return str(above("notebook:of_record")(self))


def _pieces(value: object, path: Steps) -> Iterator[tuple[Steps, Evidence]]:
    if isinstance(value, Evidence):
        yield path, value
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _pieces(inner, (*path, number))
    elif isinstance(value, Form):
        for name in type(value).model_fields:
            yield from _pieces(getattr(value, name), (*path, name))
