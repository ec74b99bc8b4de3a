"""Where memos are made: here, or each in a child of its own, as it always is with a desk's own templates.

What a desk's own folder of templates brings (templates, CSS, fonts, pictures) is a stranger's until
proven otherwise. It is checked before, and used where it can neither harm this process nor run for ever.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from reportgen.child import CHEAP, Child, FaultError, Limits, StoppedError
from reportgen.errors import MemoLost
from reportgen.memo.tree import Memo
from reportgen.order import MODULES, RENDERING
from reportgen.shipped import first
from reportgen.style import Style
from reportgen.writers.variants import Engine, Variant

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


TURN = 0.25
"""Seconds; by then a memo is begun, or something is wrong with its templates."""


class Making:
    """Calls that make something of templates. ``own`` is the desk's folder of them, None for the shipped ones.

    A desk's own are used in children; so are the shipped ones where memos are to be ``apart`` from each other, so
    that one which fails or hangs harms no other. Each thread has its own child, and each memo a new one.
    """

    def __init__(
        self,
        own: Path | None,
        folders: Sequence[Path],
        limits: Limits | None = None,
        apart: bool = False,
        modules: Sequence[str] = MODULES,
    ) -> None:
        self._own, self._folders, self._limits, self._modules = own, folders, limits, modules
        self.apart = apart or own is not None
        self._here = threading.local()
        self._turn = threading.Lock()
        self._children: list[Child] = []
        self._first: list[Child] = []
        # It starts while the audience's cut is made.
        if own:
            self._child()
        elif apart and CHEAP:
            self._first.append(self._begun(RENDERING))

    def close(self) -> None:
        """End the children there are."""
        while self._children:
            self._children.pop().close()
        self._here = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """The calls of one memo: the next one of this thread begins with a new child."""
        try:
            yield
        finally:
            for child in (getattr(self._here, name, None) for name in ("first", "child")):
                if CHEAP and child is not None:
                    child.close()

    @contextmanager
    def in_turn(self) -> Iterator[None]:
        """While one memo is begun no other is, unless that takes long: Python would do both at half the pace, and what
        is begun is laid out in another process."""
        mine = self._turn.acquire(timeout=TURN)
        try:
            yield
        finally:
            if mine:
                self._turn.release()

    def each(self, work: Callable[[str], None], names: Sequence[str], at_once: int, longest: str) -> None:
        """``work`` for each name, one after the other; or beside the longest the others in other threads, so many
        at once in all."""
        if at_once < 2 or len(names) < 2 or not self.apart:
            for name in names:
                work(name)
            return
        first = longest if longest in names else names[0]
        pool = ThreadPoolExecutor(min(at_once, len(names)) - 1)
        try:
            others = [pool.submit(self._alone, work, name) for name in names if name != first]
            work(first)
            for other in others:
                other.result()
        except BaseException as error:
            if not isinstance(error, Exception):  # Ctrl-C: what is being made is of no use
                self.close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _alone(self, work: Callable[[str], None], name: str) -> None:
        with self.one():
            work(name)

    def __call__(
        self, name: str, call: Callable[Arguments, Result], *arguments: Arguments.args, **none: Arguments.kwargs
    ) -> Result:
        """``call(*arguments)``, for the memo called ``name``; the result is plain values.

        Raises what it raises, and :class:`MemoLost` when it took too much or failed in a child.
        """
        if not self.apart:
            return call(*arguments, **none)
        with self._lost(name):
            return cast(Result, self._child().run(call, *map(_absolute, arguments)))

    def markup(
        self, name: str, call: Callable[Arguments, Result], *arguments: Arguments.args, **none: Arguments.kwargs
    ) -> Result:
        """The same for the call that makes the markup of a memo. That of the first is made in a child of its own, which
        does not wait for the libraries that write memos: these are still being imported."""
        try:
            child = self._first.pop()
        except IndexError:
            return self(name, call, *arguments, **none)
        self._here.first = child  # ended with the memo: what forks children is importing still, and would be waited for
        with self._lost(name):
            return cast(Result, child.run(call, *map(_absolute, arguments)))

    @contextmanager
    def _lost(self, name: str) -> Iterator[None]:
        """While something of the memo called ``name`` is made: what stops that is told as :class:`MemoLost`."""
        try:
            yield
        except StoppedError as stopped:
            remedy = f" {REMEDY if self._own else HIGHER}" if stopped.limit else ""
            raise MemoLost(f"{name}: making it{self._with_templates()} {stopped}.{remedy}") from None
        except FaultError as fault:
            if self._own is None:
                raise
            remedy = "Try it without memo.css, style.yaml, or the fonts and pictures they name, one after the other."
            raise MemoLost(f"{name} cannot be made{self._with_templates()}: {fault}. {remedy}") from fault

    def _child(self) -> Child:
        if not hasattr(self._here, "child"):
            self._here.child = self._begun(self._modules)
        return cast(Child, self._here.child)

    def _begun(self, modules: Sequence[str]) -> Child:
        self._children.append(Child(self._limits, reads=self._folders, modules=modules))
        return self._children[-1]

    def _with_templates(self) -> str:
        return f" with the templates in {self._own}" if self._own else ""


HIGHER = "Build with higher limits: --limits seconds=120,megabytes=3000"
REMEDY = (
    "Look for loops inside loops, very long text or very large sizes in them; "
    "if all of that is meant, build or check with higher limits: --limits seconds=120,megabytes=3000"
)


def _absolute(argument: object) -> object:
    """A path, or several, as a child must have them: it stands in a folder of its own."""
    match argument:
        case Path():
            return argument.absolute()
        case tuple() if all(isinstance(each, Path) for each in argument):
            return tuple(each.absolute() for each in argument)
        case _:
            return argument


def pdf(
    memo: Memo,
    style: Style,
    css: str,
    folders: tuple[Path, ...],
    engine: Engine = Engine.WEASYPRINT,
    variant: Variant = Variant.ARCHIVAL,
    record: bytes = b"",
) -> tuple[bytes, int, tuple[str, ...]]:
    """The PDF of a memo as plain values: its bytes, its number of pages, and what the layout warned of.

    ``record`` is what it is to carry inside it, as JSON; a plain one carries nothing.
    """
    match engine:  # each engine's library only where it is asked for
        case Engine.WEASYPRINT:
            from reportgen.writers.pdf import write_pdf

            written = write_pdf(memo, style, css, folders, record=record, variant=variant)
        case Engine.TYPST:
            from reportgen.writers.typst import write_typst

            written = write_typst(memo, style, record=record, variant=variant)
    return written.content, written.pages, written.warnings


def docx(memo: Memo, style: Style, record: bytes = b"") -> bytes:
    """The DOCX file of a memo, which carries ``record``, JSON, inside it."""
    from reportgen.writers.docx import write_docx

    return write_docx(memo, style, record=record)


def dress(folders: tuple[Path, ...], style: Style) -> str:
    """The text of ``memo.css``: the shipped one as it is, a desk's own read and written anew.

    Raises :class:`~reportgen.errors.StyleError` for what is not for a memo.css, by line.
    """
    path = first(folders, "memo.css")
    if path.parent == folders[-1]:
        return path.read_text(encoding="utf-8")
    from reportgen.stylesheet import read_stylesheet
    from reportgen.writers._html import css_properties

    return read_stylesheet(path, frozenset(re.findall(r"(--[\w-]+):", css_properties(style))))
