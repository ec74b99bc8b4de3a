"""Files that come with the program: their values alone, with nothing imported that judges a file or finds a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from reportgen import pycache
from reportgen.errors import Place

Value: TypeAlias = str | list["Value"] | dict[str, "Value"] | None
"""What a file holds: every scalar is text, and nothing at all is None."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A file that comes with the program, and is tested to be good: its values alone; its only place is its name."""

    name: str
    root: Mapping[str, Value]

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """The file as a whole."""
        return Place(self.name)

    def within(self, path: Sequence[str | int], words: str) -> Place:
        """The file as a whole."""
        return Place(self.name)


def shipped(path: Path) -> Shipped:
    """A file that comes with the program: read much faster than by :func:`read`, which judges it and knows places.

    Its values are kept for the next run, as Python keeps its modules (:mod:`reportgen.pycache`).
    """
    content = path.read_bytes()
    file, made_of = pycache.kept(f"{path.parent.name}-{path.stem}"), sha256(content).digest()
    root = pycache.read(file, made_of)
    if root is None:
        root = _composed(content.decode())
        pycache.write(file, made_of, root)
    return Shipped(str(path), root if isinstance(root, dict) else {})


def _composed(text: str) -> Value:
    """The value of a text that is known to be good, every scalar as text; four times as fast, and without places."""
    import yaml

    value: Value = yaml.load(text, Loader=yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader)
    return value
