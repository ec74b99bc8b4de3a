"""What can go wrong that a person can put right::

    ReportgenError            message = where: what; what would do
    ├─ InputError             .problems: every one of them, each with its place
    │  ├─ LoadError           the record or a source document
    │  ├─ AudienceError       an audience file, a label catalogue, a marking scheme
    │  ├─ StyleError          style.yaml
    │  └─ ProjectError        reportgen.toml, or [tool.reportgen] in pyproject.toml
    ├─ TemplateError          .template .line: undefined name, markup with no place in a memo
    ├─ ChecksFailed           .findings: what the checks report, at least one of them an error
    ├─ ExportFailed           .errors: what stands against each of several records
    ├─ RecordLost             building one record took too much, or its process ended
    └─ WriteError             font, disk, missing system library, page limit
       └─ MemoLost            making one memo took too much, or failed

Anything else that escapes is a bug and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct


class Place(Struct, frozen=True):
    """A place in a text file, for people: lines and columns count from 1.

    ``text`` is the line itself (without its end) and ``length`` the number of characters to
    underline from ``column``. ``line`` 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0
    text: str = ""
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(Struct, frozen=True):
    """One thing wrong with an input: where, what, and what would put it right."""

    place: Place
    message: str
    remedy: str = ""
    field: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f" {self.remedy}" if self.remedy else "")


class ReportgenError(Exception):
    """Something a person can put right; the message says where, what, and what would do."""


class InputError(ReportgenError):
    """A file cannot be read as what it should be. ``problems`` holds every fault found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class LoadError(InputError):
    """The record, or a source document beside it, cannot be read."""


class AudienceError(InputError):
    """An audience file, a label catalogue or a marking scheme cannot be used."""


class StyleError(InputError):
    """``style.yaml`` cannot be used."""


class ProjectError(InputError):
    """The project file cannot be used."""


class TemplateError(ReportgenError):
    """A template cannot be rendered, or what it renders has no place in a memo."""

    def __init__(self, message: str, template: str, line: int = 0, *, place: Place | None = None) -> None:
        self.template, self.line, self.message, self.place = template, line, message, place
        where = place or (f"{template}:{line}" if line else template)
        super().__init__(f"{where}: {message}")


class ChecksFailed(ReportgenError):  # noqa: N818  the word of the design, and of what happened
    """The record does not hold: at least one finding is an error."""

    def __init__(self, findings: Sequence[Problem]) -> None:
        self.findings: tuple[Problem, ...] = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class ExportFailed(ReportgenError):  # noqa: N818  what happened, as above
    """Several records cannot be exported, and so none is. ``errors`` holds what stands against each of them."""

    def __init__(self, errors: Sequence[ReportgenError]) -> None:
        self.errors: tuple[ReportgenError, ...] = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class WriteError(ReportgenError):
    """A memo cannot be written: font, disk, missing system library, page limit."""


class RecordLost(ReportgenError):  # noqa: N818  what happened, to this record alone
    """Building one record took too much, or its process ended; others can be built all the same."""


class MemoLost(WriteError):  # noqa: N818  what happened, to this memo alone
    """Making one memo took too much, or failed; the others can be made all the same."""


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A remedy for a word that is none of ``options``: the nearest one, or else all of them."""
    from difflib import get_close_matches  # nobody mistypes at most starts

    known = sorted(set(options))
    folded = {option.casefold().replace("-", "_"): option for option in known}
    near = get_close_matches(word.casefold().replace("-", "_").replace(" ", "_"), folded, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{folded[near[0]]}"?'
    return f"Use one of: {', '.join(known)}." if known else ""
