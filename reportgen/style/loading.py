"""``style.yaml`` and the files beside it → a style, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.errors import Problem, StyleError, did_you_mean
from reportgen.form import Form
from reportgen.style.beside import beside, told
from reportgen.style.contrast import faint
from reportgen.style.families import font_problems
from reportgen.style.form import Style
from reportgen.style.logo import logo_problems
from reportgen.style.parts import PARTS, unknown
from reportgen.validate import validated
from reportgen.yamlfile import Value, YamlFile, read

LETTERHEADS = (".docx", ".dotx")


def load_style(path: Path, base: Style | None = None) -> Style:
    """Read ``style.yaml``; what it leaves out is as in ``base``. Files it names are absolute paths in the style.

    Raises :class:`StyleError` with every problem and its place: what is no style, colours of words
    that do not stand out, fonts that are not there, a picture that cannot be used.
    """
    file = read(path, error=StyleError)
    own, problems = _validated(file)
    style: Style = _over(base, own) if base else own
    problems += [*_faint(style, file), *font_problems(style, own, file), *_stray_parts(own, file)]
    problems += [*logo_problems(own, file), *_letterhead_problems(own, file)]
    if problems:
        raise StyleError(sorted(problems, key=lambda problem: (problem.place.line, problem.place.column)))
    return _with_files(style, own, path)


def _validated(file: YamlFile) -> tuple[Style, list[Problem]]:
    """The style without the fields that are wrong, and what is wrong with them."""
    try:
        return validated(Style, file, error=StyleError), []
    except StyleError as error:
        problems = list(error.problems)
        kept: Any = file.root
        for problem in problems:
            kept = _without(kept, problem.field.split("."))
        try:
            return validated(Style, replace(file, root=kept), error=StyleError), problems
        except StyleError:
            raise error from None


def _without(value: dict[str, Value], path: list[str]) -> dict[str, Value]:
    """The mapping without the field at ``path``; a list with a fault goes whole."""
    name, *rest = path
    inner = value.get(name)
    below = {name: _without(inner, rest)} if rest and isinstance(inner, dict) else {}
    return {key: each for key, each in value.items() if key != name} | below


def _over(base: Form, style: Form) -> Any:
    """``base`` with what ``style`` sets, at any depth."""
    update = {}
    for name in style.model_fields_set:
        below, value = getattr(base, name), getattr(style, name)
        both = isinstance(below, dict) and isinstance(value, dict)
        deeper = isinstance(value, Form) and isinstance(below, Form)
        update[name] = _over(below, value) if deeper else {**below, **value} if both else value
    return base.model_copy(update=update)


def _faint(style: Style, file: YamlFile) -> Iterator[Problem]:
    for pair in faint(style):
        ground = "the white page" if pair.ground == "page" else f'"{pair.ground}" {pair.colours[1]}'
        message = (
            f'Words in "{pair.words}" {pair.colours[0]} on {ground} have a contrast of {_down(pair.ratio)} to 1; '
            f"they need {pair.needed:g} to 1 (WCAG AA)."
        )
        own: Any = file.root.get("colours") or {}
        field = next((each for each in (pair.words, pair.ground) if each in own), pair.words)
        better = {name: pair.better[name] for name in (field, *pair.better) if name in pair.better}
        options = [f'{name}: "{colour}"' for name, colour in better.items()]
        remedy = f"The nearest that passes is {options[0]}." if options else "Change one of the two."
        yield Problem(file.place(("colours", field)), message, remedy, f"colours.{field}")


def _down(ratio: float) -> str:
    """A ratio rounded down, so that one that just fails does not look as if it passed."""
    return f"{int(ratio * 100) / 100:g}"


def _stray_parts(own: Style, file: YamlFile) -> Iterator[Problem]:
    for name, words in own.running:
        for part in unknown(words):
            place = file.within(("running", name), f"{{{part}}}")
            yield Problem(place, f'Nothing fills in "{{{part}}}" in the {name}.', did_you_mean(part, PARTS))


def _letterhead_problems(own: Style, file: YamlFile) -> Iterator[Problem]:
    if own.letterhead is None:
        return
    name = own.letterhead.file
    short = isinstance(file.root.get("letterhead"), str)
    place = file.place(("letterhead",) if short else ("letterhead", "file"))
    try:
        beside(Path(file.name), name, "letterhead")
    except ValueError as fault:
        yield Problem(place, *told(f'The letterhead "{name}"', fault), field="letterhead")
    else:
        if not name.lower().endswith(LETTERHEADS):
            remedy = "In Word: Save As, Word Document (.docx) or Word Template (.dotx)."
            yield Problem(place, f'The letterhead "{name}" is no .docx or .dotx.', remedy, "letterhead")


def _with_files(style: Style, own: Style, path: Path) -> Style:
    """The style with the files that it names itself as absolute paths."""

    def absolute(name: str) -> str:
        return str((path.parent / name).resolve())

    update: dict[str, Form] = {}
    if own.fonts.files:
        files = tuple(map(absolute, own.fonts.files))
        update["fonts"] = style.fonts.model_copy(update={"files": files})
    for name in ("logo", "letterhead"):
        if getattr(own, name) is not None:
            form: Form = getattr(style, name)
            update[name] = form.model_copy(update={"file": absolute(getattr(style, name).file)})
    return style.model_copy(update=update) if update else style
