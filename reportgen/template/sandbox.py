"""What a template may reach, and how much work it may make.

It reads view data and labels, loops, and calls macros. No other attribute, no other call, nothing
printed but text and numbers; and an end to it, however the loops are nested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import cache, wraps
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Template, Undefined, UndefinedError
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing, pass_context
from markupsafe import Markup, soft_str
from msgspec import Struct

from reportgen.labels import Plural, fill
from reportgen.template.compiled import COMPILED
from reportgen.template.language import JOINED, STEPS, WEIGHED, Language
from reportgen.template.stamps import Stamps
from reportgen.view.languages import is_of_the_record
from reportgen.view.spoken import Spoken, said, whole

STEP = 100
MEMBER = 10
MOST_WORK = 200_000 * STEP
"""A step of a loop or a call counts ``STEP``, a value printed or looked at in a list ``MEMBER``, a character 1."""

ON_TEXT = ("capitalize", "e", "escape", "lower", "string", "title", "trim", "upper")
ON_LISTS = ("count", "first", "groupby", "last", "length", "list", "map", "reject", "rejectattr", "select",
            "selectattr", "sort", "unique")  # fmt: skip
RECASING = frozenset({"do_capitalize", "do_lower", "do_title", "do_upper"})
TESTS = ("!=", "<", "<=", "==", ">", ">=", "eq", "equalto", "even", "ge", "gt", "in", "le", "lt", "ne", "odd")
"""What a template may use; the rest can make gigabytes, reach internals, hide a slip or let markup through."""


class UnknownName(UndefinedError):  # noqa: N818  what happened, for the one who wrote the template
    """A template reads ``name`` of ``owner``, which has no such thing; ``missing`` owns plain names."""

    def __init__(self, name: str, owner: object, hint: str | None) -> None:
        self.name, self.owner, self.hint = name, owner, hint
        super().__init__(hint or f"{name} is not known")


class Unknown(StrictUndefined):
    """Refused where it is read, and not only where it is printed."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name)
        if issubclass(exc, SecurityError):
            raise exc(f'"{name}" of {kind(obj)} is not for templates')
        raise UnknownName(str(name), obj, hint)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one memo: its work is counted from the first template to the last."""

    code_generator_class = Language
    intercepted_binops = frozenset({"+", "%"})

    def __init__(self, loader: BaseLoader, record_language: str = "") -> None:
        # Unoptimized: constant expressions too are worked out while rendering, and looked at.
        super().__init__(
            loader=loader, autoescape=True, undefined=Unknown, finalize=self._finalized, optimized=False,
            trim_blocks=True, lstrip_blocks=True, extensions=[Stamps], bytecode_cache=COMPILED,
        )  # fmt: skip
        self.begin(record_language)
        known = self.filters
        self.filters = {
            **{name: self._on_text(known[name]) for name in ON_TEXT},
            **{name: self._on_list(known[name]) for name in ON_LISTS},
            "join": self._join, "fill": self._fill, STEPS: self._steps, JOINED: self._join, WEIGHED: self._weighed,
        }  # fmt: skip
        tests: Mapping[str, Any] = self.tests
        self.tests = {name: self._on_list(tests[name]) for name in TESTS}
        self.globals = {}

    # ------------------------------------------------------------------------------------ reach

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields and properties of views; what a loop or an imported template shows."""
        if isinstance(obj, Struct):
            return attr in names_of(obj)
        return isinstance(obj, LoopContext | TemplateModule) and not attr.startswith("_")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of labels named like a method of ``dict`` is still the key."""
        if _has_members(obj) and isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        value = super().getattr(obj, attribute)
        if self._record_language and is_of_the_record(type(obj).__name__, attribute):
            return _said(value, self._record_language)
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field of a view by its name, for filters that take one: ``map(attribute="text")``."""
        if isinstance(argument, str) and isinstance(obj, Struct):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def wrap_str_format(self, value: Any) -> None:
        """Of text nothing is for templates, ``format`` no more than anything else."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, and ``loop.cycle`` and ``loop.changed``."""
        own = getattr(obj, "__self__", None)
        return isinstance(obj, Macro) or (isinstance(own, LoopContext) and obj.__name__ in {"cycle", "changed"})

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro; what it writes is work."""
        if not self.is_safe_callable(obj):
            raise SecurityError(f"{kind(obj)} cannot be called")
        self._spend(STEP)
        self._weigh(args)
        written = super().call(context, obj, *args, **kwargs)
        self._spend(len(written) if isinstance(written, str) else 0)
        return written

    # ------------------------------------------------------------------------------------- work

    def begin(self, record_language: str = "") -> None:
        """Begin a memo of a record in that language, empty for the memo's own: no work is done yet."""
        self._left = MOST_WORK
        self._record_language = record_language

    def _spend(self, work: int) -> None:
        self._left -= work
        if self._left < 0:
            raise SecurityError(
                f"the templates make more work than {MOST_WORK // STEP:,} steps of loops and calls, "
                f"or {MOST_WORK:,} characters; look for loops inside loops, or text joined to itself"
            )

    def get_template(self, name: str | Template, *args: Any, **kwargs: Any) -> Template:
        """A template; including one is a step."""
        self._spend(STEP)
        return super().get_template(name, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """``+`` of things alike and ``%`` of whole numbers."""
        if isinstance(left, int | float) and isinstance(right, int | float):
            return left % right if operator == "%" else left + right
        if operator == "+" and any(isinstance(left, each) and isinstance(right, each) for each in (str, list, tuple)):
            self._spend(len(left) + len(right))
            return whole([left, right]) if isinstance(left, str) else left + right
        raise SecurityError(f"{operator} of {kind(left)} and {kind(right)} is not for templates")

    @pass_context
    def _finalized(self, _: Context, value: Any) -> Any:
        # With the context as an argument Jinja calls it for constants too, before they become text.
        self._spend(MEMBER)
        return printed(value)

    def _steps(self, members: Iterable[Any]) -> Iterator[Any]:
        for member in members:
            self._spend(STEP)
            yield member

    def _join(self, members: Iterable[Any], d: str = "") -> str:
        separator = printed(d)
        texts: list[Any] = []
        for member in members:
            texts += [separator, printed(member)] if texts else [printed(member)]
            self._spend(len(str(texts[-1])) + len(str(separator)))
        return markup_join(texts)

    def _fill(self, words: str | Plural, /, **parts: Any) -> str:
        if isinstance(words, Plural):
            if not isinstance(parts.get("count"), int):
                raise TypeError("these words go by a number: fill(count=…) needs one")
            words = words.words(parts["count"])
        texts = {name: soft_str(printed(part)) for name, part in parts.items()}
        self._spend(len(words) + words.count("{") * max(map(len, texts.values()), default=0))
        return fill(words, **texts)

    def _on_text(self, change: Callable[..., Any]) -> Callable[..., Any]:
        recased = change.__name__ in RECASING

        @wraps(change)
        def changed(text: Any, *args: Any, **kwargs: Any) -> Any:
            self._spend(len(str(printed(text))) * (1 + sum(len(each) for each in args if isinstance(each, str))))
            if isinstance(text, Spoken):
                return text.changed(lambda words: str(change(words, *args, **kwargs))) if recased else printed(text)
            return change(text, *args, **kwargs)

        return changed

    def _on_list(self, choose: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(choose)
        def chosen(*args: Any, **kwargs: Any) -> Any:
            for each in args:
                self._weigh(each)
            chosen_ones = choose(*args, **kwargs)
            return self._members(chosen_ones) if isinstance(chosen_ones, Generator) else chosen_ones

        return chosen

    def _members(self, members: Iterable[Any]) -> Iterator[Any]:
        for member in members:
            self._spend(MEMBER)
            yield member

    def _weighed(self, value: Any) -> Any:
        self._weigh(value)
        return value

    def _weigh(self, value: Any) -> None:
        """Spend what looking through a value takes: each member of lists in lists, however few are in memory."""
        if isinstance(value, str):
            self._spend(len(value))
        elif isinstance(value, list | tuple):
            self._spend(MEMBER * len(value))
            for member in value:
                if _has_members(member):
                    self._weigh(member)
        elif _has_members(value):
            self._weigh(tuple(value.values()))


def _has_members(value: object) -> bool:
    form: type = type(value)
    return _is_of_members(form)


@cache
def _is_of_members(form: type) -> bool:
    return issubclass(form, list | tuple | Mapping)


def _said(value: Any, language: str) -> Any:
    """Words of the record, each list of them too, as words in its language."""
    if isinstance(value, tuple):
        return tuple(_said(each, language) for each in value)
    return said(value, language) if isinstance(value, str) else value


def printed(value: Any) -> Any:
    """What ``{{ … }}`` may print: text and numbers, words in another language marked; anything else is a slip."""
    if isinstance(value, Spoken):
        return Markup("").join(
            Markup('<span lang="{}">{}</span>').format(language, words) if language else words
            for words, language in value.stretches
        )
    if type(value) is Undefined:  # an inline "if" without "else"
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value
    raise TypeError(f"{{{{ … }}}} prints text or numbers, and this is {kind(value)}")


def names_of(owner: object) -> frozenset[str]:
    """What a template may read of a view or of labels."""
    if isinstance(owner, Mapping):
        return frozenset(owner)
    form: type = type(owner)
    return _names_in(form)


@cache
def _names_in(form: type) -> frozenset[str]:
    properties = {name for name, each in vars(form).items() if isinstance(each, property)}
    return frozenset({*form.__struct_fields__, *properties}) if issubclass(form, Struct) else frozenset()


KINDS = {
    "str": "text", "Markup": "text", "Spoken": "text", "int": "a number", "float": "a number",
    "bool": "yes or no", "NoneType": "nothing",
    "tuple": "a list", "list": "a list", "generator": "a list", "dict": "a group of words", "Macro": "a macro",
    "TemplateModule": "an imported template", "Plural": "a label with forms for numbers", "LoopContext": "the loop",
}  # fmt: skip


def kind(value: object) -> str:
    """What a person would call a value."""
    name = type(value).__name__
    return KINDS.get(name) or (called(name) if isinstance(value, Struct) else "no view")


def called(form: str) -> str:
    """What a person would call a view, by the name of its form: ``NextStepView`` is a next step."""
    name = " ".join(re.findall("[A-Z][a-z0-9]*", form.removesuffix("View"))).lower() or "view"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
