"""Does all of it hold, without a record? Audiences, templates, style, labels, markings and cues of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct

from reportgen.audience import CAVEAT, Audience, load_audience
from reportgen.child import Limits
from reportgen.cues import cues
from reportgen.errors import InputError, Problem, did_you_mean
from reportgen.labels import load_labels
from reportgen.schemes import load_schemes
from reportgen.style import load_style
from reportgen.tailor.dressed import undressed
from reportgen.tailor.look import LANGUAGE, Look
from reportgen.tailor.shelf import Shelf, shelf
from reportgen.tailor.strays import Remark, strays
from reportgen.template.lint import Linted
from reportgen.yamlfile import read

CAVEAT_FIELD = "header.caveat"
"""The source caveat, among what a view holds."""


class Proof(Struct, frozen=True):
    """What came of it: by audience, and for the folder as a whole."""

    audiences: tuple[tuple[Audience, Linted], ...]
    problems: tuple[Problem, ...]


def proof(own: str | Path | None, name: str = "", limits: Limits | None = None) -> Proof:
    """Look at one audience or at all, and at everything else in a desk's ``own`` folder, within such ``limits``.

    Raises :class:`~reportgen.errors.ReportgenError` for a folder or an audience that is not there.
    """
    there = shelf(own)
    if name:
        load_audience(there.folders, name)
    problems = [] if name else list(there.problems)
    with Look(Path(own) if own is not None else None, there.folders, limits) as look:
        seen = {each: look(each, whole=_is_looked_into(there, each, name)) for each in there.audiences}
        problems += look.problems
        problems += undressed(Path(own), there.folders, look.making) if own is not None else ()
    asked = tuple((each, linted) for each, linted in seen.items() if name in ("", each.name))
    if own is not None:
        _folder(Path(own), there.folders, problems)
        problems += _unknown_tables(Path(own), there.folders, seen.values())
        if not there.problems:
            read = {template for linted in seen.values() for template in linted.templates}
            problems += strays(Path(own), there.folders[-1], read)
    told = [problem for _, linted in asked for problem in linted.problems]
    told += [_without_caveat(there, each) for each, linted in asked if CAVEAT_FIELD in linted.never_printed]
    return Proof(asked, tuple(dict.fromkeys([*problems, *told])))


def _without_caveat(there: Shelf, audience: Audience) -> Problem:
    """What an audience that never prints the source caveat is told, at its sections."""
    place = read(there.file(audience).path, error=InputError).place(("sections",), key=True)
    message = "This audience never prints the source caveat, not even where all sources speak with one voice."
    return Remark(place, message, f"List a section that prints it: {', '.join(CAVEAT)}.")


def _is_looked_into(there: Shelf, audience: Audience, name: str) -> bool:
    """Whether an audience's markup is read in every scene: what is shipped as it stands was proven before."""
    changed = there.file(audience).own or any((folder / "labels").is_dir() for folder in there.folders[:-1])
    return audience.name == name or (not name and (changed or len(there.folders) == 1))


def _folder(own: Path, folders: tuple[Path, ...], problems: list[Problem]) -> None:
    """Style, labels, markings and cues of a desk's own, each read as a memo would have it."""
    looks: list[Callable[[], object]] = [
        *(
            partial(load_labels, folders, path.stem)
            for path in (own / "labels").glob("*")
            if path.stem not in (LANGUAGE, "labels")
        ),
        *(partial(cues, path.stem, folders) for path in (own / "cues").glob("*.yaml")),
    ]
    if (own / "style.yaml").is_file():
        looks.append(lambda: load_style(own / "style.yaml", load_style(folders[-1] / "style.yaml")))
    if (own / "markings.yaml").is_file():
        looks.append(partial(load_schemes, folders))
    for look in looks:
        try:
            look()
        except InputError as error:
            problems += error.problems


def _unknown_tables(own: Path, folders: tuple[Path, ...], linted: Iterable[Linted]) -> Iterator[Problem]:
    """Column widths for a table that no template has, or for another number of columns."""
    path = own / "style.yaml"
    try:
        style = load_style(path) if path.is_file() else None
    except InputError:
        return
    if style is None or not style.columns:
        return
    file, shipped = read(path, error=InputError), load_style(folders[-1] / "style.yaml").columns
    tables = {name: columns for each in linted for name, columns in each.tables.items()}
    for name, widths in style.columns.items():
        place = file.place(("columns", name), key=True)
        if name not in tables and name not in shipped:
            yield Problem(place, f'No template has a table "{name}".', did_you_mean(name, [*tables, *shipped]))
        elif name in tables and len(widths) != tables[name]:
            told = f'The table "{name}" has {tables[name]} columns, and here are {len(widths)} widths.'
            yield Problem(place, told, "Give each column its width.")
