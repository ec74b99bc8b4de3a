"""A text beside its gold, as a drafter reads it: what ``reportgen new`` would recognise, and what a meta file tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.evaluation.gold import refused
from reportgen.drafting.proposal import SourceText
from reportgen.sources.document import document
from reportgen.sources.reading import read_text_form


def source_text(path: Path, told: Mapping[str, Any] | None = None) -> SourceText:
    """The text at a path. Raises :class:`~reportgen.errors.LoadError` for one that cannot be read."""
    told = meta(path) if told is None else told
    form = read_text_form(path)
    dateline = str(told.get("dateline") or (form.dateline.value if form.dateline else ""))
    read = document(form.original if form.is_original else form.text.encode(), str(path), dateline)
    day = str(told.get("date") or (form.date.value if form.date else ""))
    return SourceText(
        read,
        "S1",
        str(told.get("language") or (form.language.value if form.language else "en")),
        _day(day, path),
        dateline,
        str(told.get("publisher") or (form.publisher.value if form.publisher else "")),
        str(told.get("title") or (form.title.value if form.title else "")),
    )


def meta(path: Path) -> Mapping[str, Any]:
    """What ``<text>.meta.json`` tells of a text: title, publisher, date, dateline, language, genre; else nothing."""
    file = path.with_suffix(".meta.json")
    if not file.is_file():
        return {}
    read = read_json(file)
    if not isinstance(read, dict):
        raise refused(str(file), 1, "Here an object with keys is expected.")
    return read


def read_json(file: Path) -> Any:
    """A JSON file. Raises :class:`~reportgen.errors.LoadError` with its line when it is none."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise refused(str(file), error.lineno, f"This is no JSON: {error.msg}.") from None
    except UnicodeDecodeError:
        raise refused(str(file), 0, "The file is not UTF-8 text.") from None


def _day(words: str, path: Path) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise refused(
            str(path.with_suffix(".meta.json")), 0, f'"{words}" is no day.', "Write it as 2031-05-04."
        ) from None
