"""What a check found, kept for the next time: an unchanged record is answered before anything heavy is imported.

An answer is kept under a digest of all it depends on: the record's bytes and the path it was named by,
every Python file and every table of the program, the version of Python and of every library; and with the
digest of each source document. It lies in the user's own cache folder, readable by nobody else, and only if
nothing in the record is handled more narrowly than ``internal``. It may be deleted or damaged at any time:
then the record is checked again.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from reportgen.cli.findings import Result
from reportgen.errors import Place, Problem
from reportgen.files import write_private
from reportgen.finding import Finding, Level
from reportgen.ledger.digests import digest, of_file
from reportgen.ledger.program import rules
from reportgen.recordfile import record_path

if TYPE_CHECKING:
    from reportgen.record import Record

FOLDER = "REPORTGEN_CACHE"
"""The environment variable that names another folder; set to nothing, nothing is kept."""
MOST = 256
"""Answers kept; the oldest go first."""
LARGEST = 1024 * 1024
"""Bytes of one answer; a record with so many findings is being worked on."""


class Kept:
    """The place of one record's answer."""

    def __init__(self, path: Path) -> None:
        self._file: Path | None = None
        with suppress(OSError):
            folder = cache_folder()
            record = record_path(path).read_bytes()
            self._file = folder and folder / f"{digest([rules().encode(), str(path).encode(), record])}.json"

    def result(self) -> Result | None:
        """What was found, if an answer is kept and the source documents are as they were."""
        if self._file is None:
            return None
        try:
            written, _, text = self._file.read_bytes().partition(b"\n")
            if digest([text]).encode() != written:
                return None
            answer = json.loads(text)
            unchanged = all(of_file(Path(name)) == was for name, was in answer["sources"].items())
            return _result(answer["result"]) if unchanged else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def keep(self, result: Result, record: Record) -> None:
        """Keep what was found, unless the record is for few; when it cannot be kept, nothing is said."""
        if self._file is None or not _may_be_kept(record):
            return
        sources = {document.name: document.sha256 for document in record.documents.values()}
        sources |= {str(path): of_file(path) for path in record.originals.values()}
        text = json.dumps({"sources": sources, "result": _plain(result)}).encode()
        if len(text) > LARGEST:
            return
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(self._file, digest([text]).encode() + b"\n" + text)
            _forget_the_oldest(self._file.parent)


def cache_folder() -> Path | None:
    """The folder answers are kept in, or nothing when none are to be kept."""
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("reportgen", appauthor=False) / "check"


def _may_be_kept(record: Record) -> bool:
    from reportgen.model.words import Handling
    from reportgen.view.visible import highest

    return highest(record.talks).rank <= Handling.INTERNAL.rank


def _forget_the_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[MOST:]:
        file.unlink()


def _plain(result: Result) -> dict[str, Any]:
    return {
        "record": result.record,
        "problems": [to_builtins(problem) for problem in result.problems],
        "set_aside": [[to_builtins(finding), reason] for finding, reason in result.set_aside],
        "summary": result.summary,
        "covered": result.covered,
    }


def _result(plain: dict[str, Any]) -> Result:
    return Result(
        plain["record"],
        tuple(_finding(each) for each in plain["problems"]),
        tuple((_finding(each), reason) for each, reason in plain["set_aside"]),
        plain["summary"],
        plain["covered"],
    )


def _finding(plain: dict[str, Any]) -> Problem:
    return Finding(**{**plain, "place": Place(**plain["place"]), "level": Level(plain["level"])})
