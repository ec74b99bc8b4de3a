"""The few files of a new audience: those that differ from the shipped ones, each line of them explained."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

from reportgen.audience import SECTION, Audience, called, load_audience, section_names, wrong_name
from reportgen.errors import WriteError, did_you_mean
from reportgen.files import write_all
from reportgen.form import Form, explanations
from reportgen.shipped import first, search_path
from reportgen.tailor.look import Look

HOME = "my-templates"
"""Where a new audience is put when no folder is named."""
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,()/-]*[A-Za-z0-9)]")
"""Text that YAML takes as it is."""


def start(
    name: str,
    source: str,
    own: str | Path | None = None,
    *,
    sections: Sequence[str] = (),
    style: bool = False,
    css: bool = False,
) -> tuple[Path, ...]:
    """Write the files of the audience ``name``, made from the audience ``source``; their paths.

    ``own`` is the folder of one's own templates, made where it is not there; ``sections`` are section
    templates to copy for a change, ``style`` asks for a style.yaml with every key in it as a comment,
    ``css`` for a copy of memo.css.
    Raises :class:`~reportgen.errors.ReportgenError` and writes nothing for a name that no audience can
    have, an audience or section that is not there, or a file that is there already.
    """
    if wrong := wrong_name(name):
        remedy = f"Did you mean {called(name)}?" if called(name) else "Choose another, such as press."
        raise WriteError(f'"{name}" cannot be the name of an audience: {wrong} {remedy}')
    home = Path(own if own is not None else HOME)
    folders = search_path(home if home.is_dir() else None)
    audience = load_audience(folders, source)
    files = {home / "audiences" / f"{name}.yaml": audience_text(name, audience, folders, home)}
    files |= {home / "sections" / f"{each}{SECTION}": _section_text(each, folders) for each in sections}
    if style:
        files[home / "style.yaml"] = _style_text(folders[-1])
    if css:
        files[home / "memo.css"] = first(folders, "memo.css").read_text(encoding="utf-8")
    if there := [str(path) for path in files if path.exists()]:
        raise WriteError(
            f"{', '.join(there)}: already there, and nothing is written over. Choose another name, or edit it."
        )
    write_all({path: text.encode() for path, text in files.items()})
    return tuple(files)


def audience_text(name: str, source: Audience, folders: tuple[Path, ...], home: Path) -> str:
    """The audience file: what ``source`` has, and as comments what else there could be."""
    with Look(home if home.is_dir() else None, folders) as look:
        headings = look(source, whole=False).headings
    lines = [
        f"# The audience {name}, begun as {source.name}. What stands after a # does nothing until the # goes.",
        f"# After a change: reportgen audience check {name} --templates {home}",
    ]
    explained = explanations(Audience)
    for field, declared in Audience.model_fields.items():
        key = declared.alias or field
        if field == "name":
            continue
        lines += ["", *(f"# {line}" for line in explained.get(field, "").splitlines())]
        value = getattr(source, field)
        if field == "sections":
            lines += _sections(source, folders, headings)
        elif field in source.model_fields_set and value is not None:
            lines.append(f"{key}: {_written(value)}")
        else:
            lines.append(f"# {key}: {_written(value) if value is not None else EXAMPLES.get(key, '…')}")
    return "\n".join([*lines, ""])


EXAMPLES = {"pages": "{limit: 2, firm: false}"}
"""For a key that an audience may do without."""


def _sections(source: Audience, folders: tuple[Path, ...], headings: Mapping[str, str]) -> Iterator[str]:
    yield "sections:"
    width = max(map(len, section_names(folders))) + 2
    for each in source.sections:
        yield f"  - {each:<{width}}# {headings[each]}" if each in headings else f"  - {each}"
    others = [each for each in section_names(folders) if each not in source.sections]
    if others:
        yield "# Sections there are besides:"
        yield from (f"#  - {each}" for each in others)


def _written(value: object) -> str:
    """A value as YAML, on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case Form():
            pairs = {name: getattr(value, name) for name in type(value).model_fields}
            return "{" + ", ".join(f"{name}: {_written(each)}" for name, each in pairs.items()) + "}"
        case Enum():
            return str(value.value)
        case tuple():
            return "[" + ", ".join(map(_written, value)) + "]"
        case str():
            return value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _section_text(name: str, folders: tuple[Path, ...]) -> str:
    if name not in section_names(folders):
        raise WriteError(f'There is no section "{name}". {did_you_mean(name, section_names(folders))}')
    text = first(folders, f"sections/{name}{SECTION}").read_text(encoding="utf-8")
    return (
        f'{{# The section "{name}", for you to change. What stands in double braces is looked up in the\n'
        "   record and, after memo., in the labels. Whether all is there is told by: reportgen audience check #}\n"
    ) + text


def _style_text(shipped: Path) -> str:
    """The shipped style with every key a comment, under headings that are none: nothing is changed until a # goes."""
    lines = (shipped / "style.yaml").read_text(encoding="utf-8").splitlines()
    told = ["# Take away the # before a key, and change it; what is a comment stays as it is shipped.", ""]
    return "\n".join([*told, *map(_commented, lines), ""])


def _commented(line: str) -> str:
    heading = re.match(r"\w+: *(#.*)?$", line)
    return line if heading or line.startswith("#") or not line.strip() else f"#{line}"
