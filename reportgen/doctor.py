"""Machine → what reportgen finds on it, what is missing, and what would put that right."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct

from reportgen.errors import ProjectError, WriteError
from reportgen.fonts import CJK_FAMILY, CJK_INSTALL, faces
from reportgen.project import load_project
from reportgen.shipped import templates
from reportgen.sources.kinds import HTML_INSTALL
from reportgen.writers import _libraries
from reportgen.writers._typst_door import TYPST_INSTALL, load_typst
from reportgen.writers._weasyprint import load_weasyprint
from reportgen.writers.variants import Engine

# By name and not from reportgen's own metadata: the program also runs from its folder, uninstalled.
_PACKAGES = ("weasyprint", "pydantic", "jinja2", "python-docx", "PyYAML", "babel", "pypdfium2", "markdown-it-py")
_EXTRAS = (
    ("typst", "--pdf-engine typst", "PDFs without system libraries", TYPST_INSTALL),
    ("trafilatura", "web pages as sources", "web pages as sources", HTML_INSTALL),
    ("spacy", "--drafter spacy", "the drafter spacy", 'pip install "reportgen[spacy]"'),
    ("openai", "--drafter llm", "the drafter llm", 'pip install "reportgen[llm]"'),
)
"""Packages that not everybody needs: what for, what is not there without, and what installs them."""
# Measured: 1.5 times as long for one memo, 3.5 times for many.
_SLOW = "Install it (Debian/Ubuntu: libharfbuzz-subset0): PDFs take up to three times as long without."


class State(StrEnum):
    """``missing`` stops some output; a ``note`` is worth knowing and stops nothing."""

    OK = "ok"
    MISSING = "missing"
    NOTE = "note"


class Line(Struct, frozen=True):
    """One thing looked at: where it belongs, its name, what was found, and the remedy if any."""

    part: str
    name: str
    state: State
    found: str
    remedy: str = ""


class Report(Struct, frozen=True):
    """Everything looked at, in the order it is told; ``problem`` is why PDF cannot be made, if so."""

    lines: tuple[Line, ...]
    problem: str | None

    @property
    def ok(self) -> bool:
        """Whether every output can be made."""
        return self.problem is None and all(line.state is not State.MISSING for line in self.lines)


def examine() -> Report:
    """Look at Python, packages, system libraries, fonts, templates and the temporary folder."""
    problem = pdf_problem()  # first: on Windows this is what opens the libraries' folder for the search
    return Report((*_python(), *_system(), *_fonts(), *_folders()), problem)


def pdf_problem(engine: Engine = Engine.WEASYPRINT) -> str | None:
    """Why no PDF can be made on this machine by an engine, with the remedies; ``None`` where it can."""
    try:
        load_weasyprint() if engine is Engine.WEASYPRINT else load_typst()
    except WriteError as error:
        return str(error)
    return None


def lines(report: Report) -> list[str]:
    """The report as a plain table, a line for each thing and one for each remedy."""
    wide = max(len(line.name) for line in report.lines)
    told: list[str] = []
    part = ""
    for line in report.lines:
        if line.part != part:
            part = line.part
            told += ["", part] if told else [part]
        told.append(f"  {line.state:<8} {line.name:<{wide}}  {line.found}".rstrip())
        if line.remedy:
            told.append(f"  {'':<8} {'':<{wide}}  → {line.remedy}")
    return [*told, "", report.problem or "PDF, DOCX, HTML and Markdown can be made."]


def _python() -> Iterator[Line]:
    yield Line("Python", "python", State.OK, platform.python_version())
    for package in _PACKAGES:
        try:
            yield Line("Python", package, State.OK, version(package))
        except PackageNotFoundError:
            yield Line("Python", package, State.MISSING, "not installed", f"pip install {package}")
    for extra, use, without, install in _EXTRAS:
        try:
            yield Line("Python", extra, State.OK, f"{version(extra)} ({use})")
        except PackageNotFoundError:
            yield Line("Python", extra, State.NOTE, f"not installed: {without}", install)


def _system() -> Iterator[Line]:
    for library in _libraries.examine():
        if library.found:
            yield Line("System libraries", library.name, State.OK, library.version or "found")
        elif library.optional:
            yield Line("System libraries", library.name, State.NOTE, "not found", _SLOW)
        else:
            yield Line("System libraries", library.name, State.MISSING, "not found", "See the commands below.")


def _fonts() -> Iterator[Line]:
    by_family = {face.family: face for face in faces()}
    for family, face in by_family.items():
        files = sum(other.family == family for other in faces())
        found = f"{face.scripts} ({files} file{'s' * (files > 1)})"
        if face.file.is_file():
            yield Line("Fonts", family, State.OK, found)
        else:
            yield Line("Fonts", family, State.MISSING, f"no file {face.file}", "Install reportgen again.")
    if CJK_FAMILY not in by_family:
        found = "Chinese, Japanese, Korean: not installed"
        yield Line("Fonts", CJK_FAMILY, State.NOTE, found, CJK_INSTALL)


def _folders() -> Iterator[Line]:
    folder = templates()
    if folder.is_dir():
        yield Line("Folders", "templates", State.OK, str(folder))
    else:
        yield Line("Folders", "templates", State.MISSING, "not found", "Install reportgen again.")
    yield _font_cache()
    yield _project_file()


def _project_file() -> Line:
    try:
        project = load_project()
    except ProjectError as error:
        first = error.problems[0]
        return Line("Folders", "project file", State.MISSING, f"{first.place}: {first.message}", first.remedy)
    found = f"none: {project.patterns[0]}/ is built into {project.out}/"
    if project.file:
        found = f"{project.file.name} sets {', '.join(sorted(project.file.root)) or 'nothing'}"
    return Line("Folders", "project file", State.OK, found)


def _font_cache() -> Line:
    # Fonts are shown to fontconfig from a temporary folder, and its cache is kept there too.
    folder = tempfile.gettempdir()
    try:
        with tempfile.TemporaryDirectory():
            return Line("Folders", "font cache", State.OK, f"can be written in {folder}")
    except OSError as error:
        found = f"cannot be written in {folder} ({error.strerror})"
        return Line("Folders", "font cache", State.MISSING, found, "Set TMPDIR to a folder that can be written.")
