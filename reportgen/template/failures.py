"""What went wrong while rendering → one error that names template and line, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from traceback import walk_tb
from types import FrameType

import jinja2
from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from reportgen.errors import TemplateError, did_you_mean
from reportgen.template import ROOT
from reportgen.template.folders import Folders
from reportgen.template.sandbox import Sandbox, UnknownName, kind, names_of

FAILURES = (
    jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, SyntaxError,
    TypeError, ValueError,
)  # fmt: skip
"""What a template can bring about; Python itself refuses some of what Jinja compiles (``SyntaxError``)."""

UNFIT = re.compile(r"(?:\w+\.)*(?:do|sync_do|_)?_?(?P<filter>[a-z]+)\(\) (?:got|takes|missing)\b")
"""How Python tells of arguments that a function does not take."""
COMPILING = tuple(getattr(jinja2.Environment, name).__code__ for name in ("_parse", "_generate", "_compile"))
"""The steps of compiling a template that Jinja leaves in a traceback; each has the name of its file."""
NESTED = "Loops, tests or brackets are nested too deeply"
MOST_NAMES = 15
"""More names than these are not listed: none of them is near."""


def refusal(error: BaseException, sandbox: Sandbox, loader: Folders) -> TemplateError:
    """The error for a person who wrote the template."""
    if isinstance(error, TemplateSyntaxError):
        # Jinja gives the name of the file as that of the template where a comment or a raw part has no end.
        template = loader.names.get(error.filename or error.name or "", error.name or ROOT)
        return TemplateError(syntax(str(error.message), sandbox), template, error.lineno)
    if name := _compiled(error, loader):
        return TemplateError(_nested(error), name, busiest(sandbox, loader.text(name)))
    template, line, frame = _last(error, loader)
    return TemplateError(_in_words(error, loader, frame), template, line)


def _in_words(error: BaseException, loader: Folders, frame: FrameType | None) -> str:
    match error:
        case UnknownName():
            return _unknown(error, frame)
        case TemplateNotFound():
            return not_found(error, loader)
        case RecursionError():
            return "A template includes itself, a macro calls itself, or an expression is nested, without end."
        case MemoryError() | SyntaxError():
            return _nested(error)
        case TypeError() if unfit := UNFIT.match(str(error)):
            return f'The filter "{unfit["filter"]}" {arguments(error)}.'
        case _:
            return sentence(str(error))


def _nested(error: BaseException) -> str:
    reason = "" if isinstance(error, RecursionError) else str(error).partition(" (")[0]
    return f"{NESTED}: {reason}." if reason else f"{NESTED}."


def _compiled(error: BaseException, loader: Folders) -> str | None:
    """The name of a template that is too deep to be compiled: it has no line of its own in the traceback."""
    if isinstance(error, RecursionError | MemoryError | SyntaxError):
        for frame, _ in walk_tb(error.__traceback__):
            if frame.f_code in COMPILING:
                return loader.names.get(str(frame.f_locals["filename"]))
    return None


def busiest(sandbox: Sandbox, source: str) -> int:
    """The line of a template on which most is written in code: there it is nested too deeply."""
    lines = Counter(line for line, token, _ in sandbox.lex(source) if token not in ("data", "whitespace"))
    return lines.most_common(1)[0][0] if lines else 1


def arguments(error: TypeError) -> str:
    """What Python says of arguments that do not fit, in the words of templates."""
    words = str(error)
    if match := re.search(r"unexpected keyword argument '(\w+)'", words):
        return f'takes no "{match.group(1)}"'
    if match := re.search(r"missing (?:a|1) required (?:positional |keyword-only )?argument: '(\w+)'", words):
        return f'needs "{match.group(1)}"'
    many = "too many" in words or re.search(r"takes .* but \d+ (?:was|were) given", words)
    return "cannot take so many arguments" if many else f"cannot take these: {words}"


def _unknown(error: UnknownName, frame: FrameType | None) -> str:
    if error.hint:
        return sentence(error.hint)
    if error.owner is missing:
        known = {name for name in (frame.f_locals if frame else {}) if not name.startswith("_")}
        return with_remedy(f'"{error.name}" is not a name that is known here.', error.name, known)
    owner = "The labels have" if isinstance(error.owner, Mapping) else f"{sentence(kind(error.owner))[:-1]} has"
    return with_remedy(f'{owner} no "{error.name}".', error.name, names_of(error.owner))


def with_remedy(message: str, name: str, known: frozenset[str] | set[str]) -> str:
    """The message, and the nearest name that is known; or all of them, where they are few."""
    remedy = did_you_mean(name, known)
    near = remedy.startswith("Did") or len(known) <= MOST_NAMES
    return f"{message} {remedy}".rstrip() if near else message


def not_found(error: TemplateNotFound, loader: Folders) -> str:
    """What is wrong with a template that was asked for."""
    name = str(error.name or "")
    if str(error.message) != name and not isinstance(error, jinja2.TemplatesNotFound):
        return str(error.message)
    return with_remedy(f'There is no template "{name}".', name, set(loader.list_templates()))


def syntax(message: str, sandbox: Sandbox) -> str:
    """Jinja's own words on a template that cannot be read, with the nearest filter or test."""
    unknown = re.match(r"No (filter|test) named '(.+?)'", message)
    if not unknown:
        return sentence(message)
    known = sandbox.filters if unknown.group(1) == "filter" else sandbox.tests
    return f"{sentence(message)} {did_you_mean(unknown.group(2), (name for name in known if ' ' not in name))}"


def sentence(words: str) -> str:
    """Words as a sentence."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _last(error: BaseException, loader: Folders) -> tuple[str, int, FrameType | None]:
    """Template, line and names of the last step inside a template: Jinja writes them into the traceback."""
    steps = [(loader.names.get(frame.f_code.co_filename), line, frame) for frame, line in walk_tb(error.__traceback__)]
    inside = [(name, line, frame) for name, line, frame in steps if name]
    return inside[-1] if inside else (ROOT, 0, None)
