"""Which files of a desk's own folder of templates each memo of a record is made of, by their names in it.

A file that another audience has, or another format, is not among them. Neither are the shipped ones: they come with
the program, as Python does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from reportgen.labels import catalogues
from reportgen.made import Made
from reportgen.record import Record
from reportgen.style import Style
from reportgen.writers.variants import Engine

OF_EVERY_MEMO = ("style.yaml", "markings.yaml")
"""The first also says what stands at the head and foot of a page, in every format."""

Used = dict[str, list[str]]
"""File names of memos → names of files, in order."""


class OwnFiles:
    """The files of the first of ``folders`` that memos of a record are made of; of the shipped folder alone none."""

    def __init__(
        self, folders: Sequence[Path], style: Style, record: Record, language: str, engine: Engine = Engine.WEASYPRINT
    ) -> None:
        self._own = folders[0].resolve() if folders[1:] else None
        self._style, self._engine = style, engine
        words = [*catalogues(language), *(f"cues/{each}.yaml" for each in _with_primary(record.talks.language))]
        self._always = (*OF_EVERY_MEMO, *words)

    def of(self, memos: Iterable[Made], reports: Mapping[str, frozenset[str]]) -> Used:
        """Those of each memo, and of ``reports`` by their templates: a report tells of all memos."""
        found = {made.name(each): self._of(made, each) for made in memos for each in made.contents}
        every = {name for names in found.values() for name in names}
        return found | {name: self._there({*every, *used, "memo.css"}) for name, used in reports.items()}

    def _of(self, made: Made, format: str) -> list[str]:
        audience = f"audiences/{made.audience.name}.yaml"
        return self._there({audience, *made.templates, *self._always, *self._of_format(format)})

    def _of_format(self, format: str) -> Iterator[str]:
        """Files that its writer has besides the memo: Markdown has none."""
        style = self._style
        logo = [style.logo.file] if style.logo else []
        match format:
            case "pdf":
                css = ["memo.css"] if self._engine is Engine.WEASYPRINT else []
                yield from (*css, *style.fonts.files, *logo)
            case "html":
                yield from ("memo.css", *logo)
            case "docx":
                yield from (*logo, *([style.letterhead.file] if style.letterhead else []))

    def _there(self, names: Iterable[str]) -> list[str]:
        """Those that are in the folder. A name may come from a template: it counts only for a file of the folder."""
        own = self._own
        found = {_name(own, own / name) for name in names} if own else set()
        return sorted(name for name in found if name)


def _name(own: Path, path: Path) -> str:
    try:
        return path.relative_to(own).as_posix() if path.is_file() and path.resolve().is_relative_to(own) else ""
    except (OSError, ValueError):  # a null character, a name too long
        return ""


def _with_primary(language: str) -> tuple[str, ...]:
    """A language and the one it falls back to: ``en-GB``, ``en``."""
    return tuple(dict.fromkeys((language, language.partition("-")[0])))
