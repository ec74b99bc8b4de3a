"""The one door to WeasyPrint, which prints and fails in its own way where its libraries are missing."""

from __future__ import annotations

import atexit
import contextlib
import ctypes.util
import importlib
import io
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from reportgen.errors import WriteError
from reportgen.fonts import write_configuration
from reportgen.writers._late import late
from reportgen.writers._libraries import INSTALL, examine
from reportgen.writers._shortcuts import shorten
from reportgen.writers._typst_door import way_out

RARELY_NEEDED = {
    "fontTools.subset": (),
    "fontTools.ttLib.woff2": (),
    "fontTools.varLib": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""What WeasyPrint cuts fonts with where ``libharfbuzz-subset`` is missing, or where they are made for web pages."""


def load_weasyprint() -> ModuleType:
    """Import WeasyPrint without a word of its own.

    It reads fontconfig's configuration while it is imported, so set ``FONTCONFIG_FILE`` before.
    Raises :class:`WriteError` that names the missing system libraries and what installs it.
    """
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        try:
            with _direct_lookup(), late(RARELY_NEEDED):
                weasyprint = importlib.import_module("weasyprint")
        except OSError as error:
            raise WriteError(_problem(str(error))) from error
        shorten(weasyprint)
        return weasyprint


@cache
def font_configuration(extra: tuple[str, ...]) -> Any:
    """One font configuration a process and set of files: our fonts and these, none of the machine's."""
    folder = tempfile.TemporaryDirectory(prefix="reportgen-fonts-")
    atexit.register(folder.cleanup)
    configuration = write_configuration(Path(folder.name), [Path(name) for name in extra])
    with _environment("FONTCONFIG_FILE", str(configuration)):
        load_weasyprint()
        from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

        return FontConfiguration()


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextlib.contextmanager
def _direct_lookup() -> Iterator[None]:
    # For every name it does not find at once cffi asks find_library, which on Linux starts gcc and
    # ldconfig (0.2 s in all), and then tries the next name, which the dynamic linker knows.
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _problem(reason: str) -> str:
    lost = ", ".join(library.name for library in examine() if not (library.found or library.optional))
    remedies = "\n".join(f"  {system + ':':<15}{command}" for system, command in INSTALL)
    return (
        f"PDF output needs the Pango text libraries, which are not installed (missing: {lost or reason}).\n"
        f"{remedies}\n"
        f"{way_out()}\n"
        "DOCX, HTML and Markdown work without them:  reportgen build --format docx,html,md"
    )
