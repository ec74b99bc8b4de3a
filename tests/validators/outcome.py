"""What a validator says of a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


class ValidatorError(Exception):
    """A validator, or a part of one, is missing or did not do its work."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The word of one validator on one file: its faults, or ``told`` where the file is none of its business."""

    file: str
    validator: str
    faults: tuple[str, ...] = ()
    told: str = ""

    @property
    def word(self) -> str:
        """The outcome in a word or two."""
        if self.told:
            return self.told
        return f"{len(self.faults)} faults" if len(self.faults) > 1 else "1 fault" if self.faults else "passes"


def npm_package(name: str) -> Path:
    """The folder of a package that npm installed beside this environment's own."""
    folder = Path(sys.prefix) / "node_modules" / name
    if not folder.is_dir():
        raise ValidatorError(f"{name} is not installed in {sys.prefix}: make validate installs it.")
    return folder
