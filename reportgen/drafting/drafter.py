"""The drafters there are, by name: those of this program, and entry points of the group ``reportgen.drafters``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.drafting.proposal import Drafter
from reportgen.errors import ReportgenError, did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "reportgen.drafters"
DEFAULT = "cues"
OWN: Mapping[str, str] = {
    "cues": "reportgen.drafting.cues:CuesDrafter",
    "spacy": "reportgen.drafting.spacy:SpacyDrafter",
    "llm": "reportgen.drafting.llm:LlmDrafter",
}
"""The drafters that come with the program; imported where they are used."""


def drafter(name: str = DEFAULT, folders: tuple[Path, ...] | None = None, **options: Any) -> Drafter:
    """The drafter called ``name``; ``folders`` are where its tables are looked for, if it has any.

    Raises :class:`~reportgen.errors.ReportgenError` when there is none of that name, or it cannot be loaded.
    """
    made = _made_by(name)
    takes = inspect.signature(made).parameters
    given = {"folders": folders, **options}
    return made(**{key: value for key, value in given.items() if key in takes and value is not None})


def names() -> tuple[str, ...]:
    """The names of all drafters: the program's own first."""
    return (*OWN, *sorted(each.name for each in _others() if each.name not in OWN))


def _made_by(name: str) -> Callable[..., Drafter]:
    if name in OWN:
        module, _, attribute = OWN[name].partition(":")
        found: Callable[..., Drafter] = getattr(import_module(module), attribute)
        return found
    entry = next((each for each in _others() if each.name == name), None)
    if entry is None:
        raise ReportgenError(f'There is no drafter "{name}". {did_you_mean(name, names())}')
    try:
        loaded: Callable[..., Drafter] = entry.load()
    except Exception as fault:
        raise ReportgenError(f'The drafter "{name}" ({entry.value}) cannot be loaded: {fault}.') from fault
    return loaded


def _others() -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=GROUP))
