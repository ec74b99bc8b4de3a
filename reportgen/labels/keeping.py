"""The shipped labels of a language, read once and kept for the next run: no catalogue is read, nor what reads one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import babel

from reportgen import pycache
from reportgen.labels import counting, words
from reportgen.labels.counting import Counting
from reportgen.labels.words import Labels, Plural

TEMPLATE = "labels.pot"
"""The catalogue that has every label, with its English words and no others."""
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language whose name may be part of a file's."""
READ_BY = (
    babel.__file__, __file__, counting.__file__, words.__file__,
    *(str(Path(__file__).with_name(f"{name}.py")) for name in ("catalogue", "fallback")),
)  # fmt: skip
"""The modules that make labels of catalogues."""


def catalogues(language: str) -> tuple[str, ...]:
    """The files that are read in each folder that has them, the catalogue of every label last."""
    names = dict.fromkeys((language, language.partition("-")[0]))
    return (*(f"labels/{name}.po" for name in names), f"labels/{TEMPLATE}")


def shipped_labels(folder: Path, language: str) -> Labels:
    """The words of the shipped catalogues. Raises :class:`AudienceError` as :func:`fallback.load_labels` does."""

    def read() -> dict[str, Any]:
        from reportgen.labels import fallback

        return _plain(fallback.load_labels((folder,), language))

    if not TAG.fullmatch(language):
        return _labels(language, read())
    files = (path for name in catalogues(language) if (path := folder / name).is_file())
    return _labels(language, pycache.once(f"labels-{language}", (*files, *READ_BY), read))


def _plain(labels: Labels) -> dict[str, Any]:
    plurals = {
        group: {key: (each.forms, each.form.expression) for key, each in words.items()}
        for group, words in labels.plurals.items()
    }
    return {"groups": labels.groups, "plurals": plurals, "english": labels.english}


def _labels(language: str, plain: dict[str, Any]) -> Labels:
    plurals = {
        group: {key: Plural(tuple(forms), Counting(expression)) for key, (forms, expression) in words.items()}
        for group, words in plain["plurals"].items()
    }
    return Labels(language, plain["groups"], plurals, plain["english"])
