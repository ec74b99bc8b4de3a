"""The project file: which records, where to, for whom, in which formats, so that plain ``build`` does it.

``reportgen.toml``, or the table ``[tool.reportgen]`` of ``pyproject.toml``: the first found from the working
folder upwards, no further than the root of a repository. Paths in it are relative to it, and the command line
goes before it. What reads and judges a file is imported only when there is one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.errors import Place, Problem, ProjectError, ReportgenError, did_you_mean
from reportgen.recordfile import OUT, RECORD_FILE, RECORDS

if TYPE_CHECKING:
    from reportgen.child import Limits
    from reportgen.settings import Llm
    from reportgen.tomlfile import TomlFile

FILES = ("reportgen.toml", "pyproject.toml")
"""Where it is looked for in a folder; the first goes before the second."""
TABLE = ("tool", "reportgen")
IN_PYPROJECT = re.compile(
    rb"""^\s*(?:\[\s*["']?tool["']?\s*(?:\]|\.\s*["']?reportgen\b)|["']?tool["']?\s*[.=])""", re.MULTILINE
)
"""What a pyproject.toml has to have to be worth reading."""
ROOTS = (".git", ".hg", ".svn", ".jj")
"""What lies at the root of a repository; above it nothing is looked for."""


class Project(Struct, frozen=True):
    """What a project file sets, or the defaults where there is none: then ``file`` is None.

    ``folder`` is where its paths start, as seen from the working folder; no audiences and no formats are all.
    """

    patterns: tuple[str, ...] = (RECORDS,)
    """Where its records are: a talks.yaml, its folder, a folder of such folders, or a pattern with * or **."""
    written_to: str = OUT
    readers: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    own_templates: str | None = None
    paper: str | None = None
    own_scheme: str | None = None
    portion_marks: bool = False
    language: str | None = None
    pdf_engine: str | None = None
    pdf_variant: str | None = None
    jobs: int | None = None
    limits: Limits | None = None
    report: bool = True
    scheduler: str | None = None
    llm: Llm | None = None
    folder: Path = Path()
    file: TomlFile | None = None

    def records(self) -> list[Path]:
        """The files of its records, each once. Raises :class:`ProjectError` for a setting that leads to none."""
        found: dict[Path, None] = {}
        lost: list[Problem] = []
        for number, pattern in enumerate(self.patterns):
            paths = list(self._matching(pattern))
            found |= dict.fromkeys(paths)
            if not paths and self.file:
                place = self.file.place(("records", number))
                remedy = f"Name a {RECORD_FILE}, its folder, a folder of such folders, or a pattern: talks/**"
                lost.append(Problem(place, f'There is no record at "{pattern}".', remedy))
        if lost:
            raise ProjectError(lost)
        if not found:
            raise ReportgenError(
                f"There is no record under {self.patterns[0]}/ here. Name one by its path: path/to/talks.yaml"
            )
        return list(found)

    def _matching(self, pattern: str) -> Iterator[Path]:
        pattern = os.path.expanduser(pattern)
        if has_magic(pattern):
            paths = [self.folder / name for name in sorted(glob(pattern, root_dir=self.folder, recursive=True))]
            yield from (path for path in paths if path.name == RECORD_FILE)
            yield from (path / RECORD_FILE for path in paths if (path / RECORD_FILE).is_file())
            return
        path = self.folder / pattern
        if path.is_file():
            yield path
        elif (path / RECORD_FILE).is_file():
            yield path / RECORD_FILE
        else:
            yield from sorted(path.glob(f"*/{RECORD_FILE}"))

    @property
    def out(self) -> Path:
        """The folder memos are written into."""
        return self.folder / os.path.expanduser(self.written_to)

    @property
    def own_folder(self) -> Path | None:
        """Its folder of templates, there or not."""
        return self.folder / os.path.expanduser(self.own_templates) if self.own_templates is not None else None

    def templates(self) -> Path | None:
        """Its folder of templates. Raises :class:`ProjectError` when there is no such folder."""
        path = self.own_folder
        if path is not None and not path.is_dir():
            message = f'There is no folder of templates "{self.own_templates}".'
            raise ProjectError([Problem(self._place("templates"), message, "Paths here are relative to this file.")])
        return path

    def audiences(self, templates: Path | None) -> list[str]:
        """The audiences it builds for, none for all. Raises :class:`ProjectError` for one that there is not."""
        if not self.readers:
            return []
        from reportgen.audience import audience_names
        from reportgen.shipped import search_path

        known = audience_names(search_path(templates))
        lost = [
            Problem(self._place("audiences", number), f'There is no audience "{name}".', did_you_mean(name, known))
            for number, name in enumerate(self.readers)
            if name not in known
        ]
        if lost:
            raise ProjectError(lost)
        return list(dict.fromkeys(self.readers))

    def scheme(self, templates: Path | None) -> str | None:
        """Its marking scheme, if it names one. Raises :class:`ProjectError` for one that there is not."""
        if self.own_scheme is None:
            return None
        from reportgen.schemes import load_schemes
        from reportgen.shipped import search_path

        if self.own_scheme not in (known := load_schemes(search_path(templates))):
            message = f'There is no marking scheme "{self.own_scheme}".'
            raise ProjectError([Problem(self._place("scheme"), message, did_you_mean(self.own_scheme, known))])
        return self.own_scheme

    def _place(self, *path: str | int) -> Place:
        return self.file.place(path) if self.file else Place(str(self.folder))


def load_project(given: str | Path | None = None) -> Project:
    """The project file ``given``, or the one found from the working folder upwards, or the defaults.

    Raises :class:`ProjectError` with every problem in the file, each at its place.
    """
    if given is not None:
        return _project(_read(Path(given)), Path(given).parent)
    here = Path.cwd()
    for folder in _upwards(here):
        shown = Path(os.path.relpath(folder, here))
        for name in FILES:
            if os.path.isfile(shown / name) and (file := _own(shown / name)):
                return _project(file, shown)
    return Project()


def _upwards(start: Path) -> Iterator[Path]:
    """Folders from ``start`` to the root of its repository, or of the file system."""
    for folder in (start, *start.parents):
        yield folder
        if any(os.path.exists(folder / root) for root in ROOTS):
            return


def _read(path: Path) -> TomlFile:
    from reportgen.tomlfile import read

    return read(path, error=ProjectError)


def _own(path: Path) -> TomlFile | None:
    """The file; nothing for a pyproject.toml that says nothing to reportgen, whatever is wrong with it."""
    if path.name == FILES[0]:
        return _read(path)
    try:
        ours = IN_PYPROJECT.search(path.read_bytes())
    except OSError:
        return None
    if not ours:
        return None
    file = _read(path)
    tools = file.table(TABLE[0])
    return file if tools and TABLE[1] in tools.root else None


def _project(file: TomlFile, folder: Path) -> Project:
    from reportgen.child import Limits
    from reportgen.settings import read_settings

    if Path(file.name).name == FILES[1]:
        table = file.table(*TABLE)
        if table is None:
            message = f"[{'.'.join(TABLE)}] must be a table, and is not there."
            raise ProjectError([Problem(file.place(TABLE), message, f"Write it, or settings into {FILES[0]}.")])
        file = table
    settings = read_settings(file)
    return Project(
        settings.records,
        settings.out,
        settings.audiences,
        settings.formats,
        settings.templates,
        settings.paper,
        settings.scheme,
        settings.portion_marks,
        settings.language,
        settings.pdf_engine,
        settings.pdf_variant,
        settings.jobs,
        Limits(**settings.limits.model_dump(exclude_none=True)) if settings.limits else None,
        settings.report,
        settings.scheduler,
        settings.llm,
        folder,
        file,
    )
