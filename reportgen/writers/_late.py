"""Modules that another library imports with itself and hardly ever needs: imported when something of them is used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class Late(ModuleType):
    """Stands for a module until something of it is used; functions that are ``called`` may be taken out before."""

    def __init__(self, name: str, called: Sequence[str] = ()) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        for each in called:
            setattr(self, each, self._calling(each))

    def _calling(self, name: str) -> Any:
        return lambda *arguments, **named: getattr(self._real(), name)(*arguments, **named)

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:  # used at once, against expectation: nobody stands for anything
            for name in [name for name, module in sys.modules.items() if isinstance(module, Late)]:
                del sys.modules[name]
        return importlib.import_module(self.__name__)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)


@contextmanager
def late(modules: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Whoever imports one of ``modules`` meanwhile gets what stands for it; what is imported already stays.

    With each module stand the names that are taken out of it at once: functions, all of them.
    """
    standing = {name: Late(name, called) for name, called in modules.items() if name not in sys.modules}
    sys.modules.update(standing)
    try:
        yield
    finally:
        for name, module in standing.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
            package, _, last = name.rpartition(".")
            if package in sys.modules and vars(sys.modules[package]).get(last) is module:
                delattr(sys.modules[package], last)
