"""Templates as they were compiled: every memo of a run is made from the same ones, and so are those of the next run.

The shipped ones are kept as Python keeps its modules (:mod:`reportgen.pycache`), where there is a server of children
(:data:`reportgen.child.forked.AVAILABLE`): it compiles them while nobody waits.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from reportgen import pycache

LANGUAGE = ("compiled.py", "language.py", "sandbox.py", "stamps.py")
"""The modules of this package that what is compiled depends on."""
FILE = pycache.kept("templates")


class Compiled(BytecodeCache):
    """What was compiled, by file and text."""

    def __init__(self, language: Path = Path(__file__).parent) -> None:
        """``language`` is the folder of the modules that what is compiled depends on."""
        self._language = language
        self._kept: dict[str, tuple[str, CodeType | None]] = {}
        self._changed = False
        self._read = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled, if the text is still the same."""
        text, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if text == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self._kept[bucket.key] = (bucket.checksum, bucket.code)
            self._changed = True

    def read(self, file: Path = FILE) -> None:
        """Take in what was kept of the shipped templates, if it was compiled as it would be now; what is here stays."""
        if self._read:  # by the process that this one was forked from
            return
        self._read = True
        self._kept = (pycache.read(file, _made_with(self._language)) or {}) | self._kept

    def write(self, file: Path = FILE) -> None:
        """Keep what is here, where something of it is new."""
        if self._changed:
            pycache.write(file, _made_with(self._language), self._kept)
            self._changed = False


@cache
def _made_with(folder: Path) -> bytes:
    """The digest of what compiles templates: Python, Jinja, and the language that templates are written in."""
    language = pycache.made_of(*(folder / name for name in LANGUAGE))
    return language and sha256(b"".join([MAGIC_NUMBER, jinja2.__version__.encode(), language])).digest()


COMPILED = Compiled()
