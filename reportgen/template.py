"""A view → markup, through Jinja: sandboxed, strict about undefined names, always escaping.

The only user of Jinja. Every tag a template writes is stamped with the template's name and line, so
that whatever is wrong with the markup can be shown where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.errors import TemplateError, did_you_mean
from reportgen.labels import Labels, fill
from reportgen.memo.reader import STAMP
from reportgen.view.types import View

ROOT = "memo.html.j2"
LARGEST_TEMPLATE = 1024 * 1024
LARGEST_MARKUP = 8 * 1024 * 1024
FILTERS = frozenset({"escape", "e", "first", "last", "join", "length", "count", "list", "lower", "upper", "reject",
                     "rejectattr", "select", "selectattr", "map", "sort", "unique", "string", "trim", "groupby",
                     "batch", "capitalize", "title", "fill"})  # fmt: skip
"""What a template may use; the rest can make gigabytes, reach internals or let markup through."""


def render(view: View, labels: Labels, folders: tuple[Path, ...]) -> str:
    """The markup of a memo: ``memo.html.j2`` from the first of ``folders`` that has it, and its sections.

    Raises :class:`TemplateError` with template and line for a name that does not exist, a syntax
    error, a missing section, or anything the sandbox refuses.
    """
    environment = _environment(folders)
    try:
        template = environment.get_template(ROOT)
        return _joined(template.generate(view=view, memo=labels.groups["memo"], labels=labels.groups))
    except TemplateSyntaxError as error:
        raise TemplateError(str(error.message), _relative(error.filename, folders), error.lineno) from None
    except TemplateNotFound as error:
        raise _missing(error, environment, folders) from None
    except (UndefinedError, SecurityError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise _failed(error, folders) from None


def _joined(pieces: Iterator[str]) -> str:
    markup: list[str] = []
    length = 0
    for piece in pieces:
        markup.append(piece)
        length += len(piece)
        if length > LARGEST_MARKUP:
            raise ValueError(f"the memo grows beyond {LARGEST_MARKUP:,} characters")
    return "".join(markup)


# --------------------------------------------------------------------------------- environment


def _environment(folders: tuple[Path, ...]) -> Environment:
    environment = _Sandbox(
        loader=_Folders(folders), autoescape=True, undefined=StrictUndefined, finalize=_printed,
        trim_blocks=True, lstrip_blocks=True, extensions=[_Stamps],
    )  # fmt: skip
    environment.filters = {name: each for name, each in environment.filters.items() if name in FILTERS}
    environment.filters["fill"] = fill
    environment.globals = {}
    return environment


class _Sandbox(ImmutableSandboxedEnvironment):
    """Reads view data, loops and macros; no other attribute, no other call, no growing by ``*`` or ``%``."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if is_dataclass(obj) and not isinstance(obj, type):
            known = {field.name for field in fields(obj)} | {
                n for n, m in vars(type(obj)).items() if isinstance(m, property)
            }
            return attr in known
        return isinstance(obj, LoopContext) and not attr.startswith("_")

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):  # a key named like a method of dict is still the key
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro | LoopContext) or getattr(obj, "__name__", "") in {"cycle", "changed"}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, int) and isinstance(right, int):
            return left % right
        raise SecurityError(f"the operator {operator} is not for templates")


class _Folders(BaseLoader):
    """Templates from the first folder that has them; nothing outside the folders, whatever a name or a link says."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        for folder in self.folders:
            path = folder / template
            inside = path.resolve().is_relative_to(folder.resolve())
            if inside and path.is_file() and path.stat().st_size <= LARGEST_TEMPLATE:
                try:
                    text = path.read_text(encoding="utf-8-sig")
                except UnicodeDecodeError:
                    raise TemplateSyntaxError("the template is not UTF-8 text", 1, template, str(path)) from None
                return text, str(path), lambda: True
        raise TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        return sorted({p.relative_to(f).as_posix() for f in self.folders for p in f.rglob("*.j2")})


class _Stamps(Extension):
    """Stamps every tag in a template's own text with the place it was written at."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        name = (stream.name or "").replace('"', "").replace("<", "")
        for token in stream:
            yield (
                Token(token.lineno, "data", _stamped(token.value, name, token.lineno))
                if token.type == "data"
                else token
            )


def _stamped(text: str, name: str, line: int) -> str:
    def stamp(match: re.Match[str]) -> str:
        at = line + text.count("\n", 0, match.start())
        return f'{match.group()} {STAMP}="{name}:{at}"'

    return re.sub(r"<[A-Za-z][\w-]*(?=[\s/>]|$)", stamp, text)


def _printed(value: Any) -> Any:
    """What ``{{ … }}`` may print: text and numbers; anything else is a slip in the template."""
    if isinstance(value, str | int | float | Markup | Undefined) and not isinstance(value, bool):
        return value
    raise TypeError(f"{{{{ … }}}} prints text or numbers, and this is {_kind(value)}")


def _kind(value: Any) -> str:
    names = {
        "tuple": "a list",
        "list": "a list",
        "dict": "a group of words",
        "NoneType": "nothing",
        "bool": "yes or no",
    }
    return names.get(type(value).__name__, f"a {type(value).__name__.removesuffix('View').lower() or 'view'}")


# -------------------------------------------------------------------------------------- errors


def _missing(error: TemplateNotFound, environment: Environment, folders: tuple[Path, ...]) -> TemplateError:
    known = environment.list_templates()
    template, line = _place(error, folders)
    message = f'There is no template "{error.name}". {did_you_mean(str(error.name or ""), known)}'
    return TemplateError(message, template or ROOT, line)


def _failed(error: Exception, folders: tuple[Path, ...]) -> TemplateError:
    template, line = _place(error, folders)
    if isinstance(error, RecursionError):
        return TemplateError("A template includes itself without end.", template, line)
    return TemplateError(_undefined(error) or f"{error}.", template, line)


def _undefined(error: Exception) -> str:
    match = re.match(r"'?(.+?)'? (?:object )?has no attribute '(.+)'$|'(.+)' is undefined$", str(error))
    if not (isinstance(error, UndefinedError) and match):
        return ""
    owner, name = match.group(1), match.group(2) or match.group(3)
    known = _names_of(owner) if owner else {"view", "memo", "labels", "loop"}
    return f'"{name}" is not a name that is known here. {did_you_mean(name, known)}'.rstrip()


def _names_of(owner: str) -> set[str]:
    from reportgen.view import types

    view = getattr(types, owner.rpartition(".")[2], None)
    return {field.name for field in fields(view)} if view is not None and is_dataclass(view) else set()


def _place(error: BaseException, folders: tuple[Path, ...]) -> tuple[str, int]:
    """Template and line of the last step inside a template: Jinja writes them into the traceback."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    inside = [(name, line) for name, line in places if name.endswith(".j2")]
    return (_relative(inside[-1][0], folders), inside[-1][1]) if inside else (ROOT, 0)


def _relative(filename: str | None, folders: tuple[Path, ...]) -> str:
    for folder in folders:
        if filename and Path(filename).is_relative_to(folder):
            return Path(filename).relative_to(folder).as_posix()
    return filename or ROOT
