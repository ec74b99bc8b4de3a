"""The system libraries PDF output stands on: which are there, in which version, and how to get them."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from contextlib import suppress

from msgspec import Struct

_WINDOWS = (
    "install MSYS2, then: pacman -S mingw-w64-ucrt-x86_64-pango "
    r"(elsewhere than C:\msys64: set WEASYPRINT_DLL_DIRECTORIES to its ucrt64\bin)"
)
INSTALL = (
    ("Debian/Ubuntu", "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    ("Fedora", "sudo dnf install pango harfbuzz"),
    ("macOS", "brew install pango"),
    ("Windows", _WINDOWS),
)
"""For each system, what installs them."""

_FILES = {"darwin": "lib{stem}.{number}.dylib", "win32": "lib{stem}-{number}.dll"}


class Library(Struct, frozen=True):
    """A system library as found on this machine. ``version`` is empty where it cannot be asked for."""

    name: str
    found: bool
    version: str = ""
    optional: bool = False


def examine() -> tuple[Library, ...]:
    """Look for every library WeasyPrint opens, under the names of this platform."""
    return (
        _examined("gobject-2.0", 0),
        _examined("pango-1.0", 0, "pango_version_string"),
        _examined("pangoft2-1.0", 0),
        _examined("harfbuzz", 0, "hb_version_string"),
        _examined("harfbuzz-subset", 0, "hb_version_string", optional=True),
        _examined("fontconfig", 1, "FcGetVersion"),
    )


def _examined(stem: str, number: int, asks: str = "", optional: bool = False) -> Library:
    library = _opened(stem, number)
    if library is None:
        return Library(f"lib{stem}", found=False, optional=optional)
    return Library(f"lib{stem}", found=True, version=_version(library, asks), optional=optional)


def _opened(stem: str, number: int) -> ctypes.CDLL | None:
    file = _FILES.get(sys.platform, "lib{stem}.so.{number}").format(stem=stem, number=number)
    with suppress(OSError):
        return ctypes.CDLL(file)
    with suppress(OSError):  # Homebrew's folder, for one, is known to the search only
        path = ctypes.util.find_library(stem)
        return ctypes.CDLL(path) if path else None
    return None


def _version(library: ctypes.CDLL, function: str) -> str:
    if not hasattr(library, function):
        return ""
    ask = getattr(library, function)
    if function == "FcGetVersion":  # 21401 for 2.14.1
        number = int(ask())
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    ask.restype = ctypes.c_char_p
    return bytes(ask()).decode()
