"""The one door to Typst, a library that not every installation has."""

from __future__ import annotations

import importlib
import os
from importlib.util import find_spec
from typing import Any

from reportgen.errors import WriteError

TYPST_INSTALL = 'pip install "reportgen[typst]"'
_THREADS = 4
"""Each takes up address space, which is limited where a desk's own templates are used; more gain a memo nothing."""


def load_typst() -> Any:
    """Typst. Raises :class:`WriteError` that names what installs it."""
    os.environ.setdefault("RAYON_NUM_THREADS", str(min(_THREADS, os.cpu_count() or 1)))
    try:
        return importlib.import_module("typst")
    except ImportError:
        raise WriteError(f"PDF through Typst needs it installed: {TYPST_INSTALL}") from None


def way_out() -> str:
    """How to have PDFs where WeasyPrint's libraries are missing."""
    there = find_spec("typst") is not None
    first = "" if there else f"{TYPST_INSTALL}, then "
    return f"Or use the engine that needs no system libraries: {first}reportgen build --pdf-engine typst"
