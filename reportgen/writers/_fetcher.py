"""What the PDF may read: pictures and fonts in the templates' folders, data in the page, nothing else."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from reportgen.writers._weasyprint import load_weasyprint

LARGEST = 16 * 1024 * 1024
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".ttf", ".otf", ".ttc", ".woff2", ".css"})


class Refused(BaseException):
    """A file that may not be read. Not an Exception, so that no library swallows it on the way."""


def fetcher(folders: Sequence[Path]) -> Any:
    """A fetcher for WeasyPrint that reads from ``folders`` only; ``refused`` lists what it would not."""
    weasyprint = load_weasyprint()

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False, fail_on_errors=True)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            reason = _reason(parts.scheme, parts.netloc, unquote(parts.path), folders)
            if reason:
                self.refused.append(f"{url} ({reason})")
                raise Refused(self.refused[-1])
            return super().fetch(url, headers)

    return Fetcher()


def _reason(scheme: str, host: str, path: str, folders: Sequence[Path]) -> str:
    """Why a file may not be read, or nothing when it may."""
    if scheme != "file" or host not in ("", "localhost"):
        return "nothing is fetched from outside"
    if "\x00" in path:
        return "no such file"
    try:
        file = Path(path).resolve(strict=True)
        found = os.stat(file)
    except OSError:
        return "no such file"
    if not any(file.is_relative_to(folder.resolve()) for folder in folders):
        return "it lies outside the templates"
    if not stat.S_ISREG(found.st_mode) or file.suffix.lower() not in SUFFIXES:
        return "neither a picture nor a font"
    return "larger than 16 MiB" if found.st_size > LARGEST else ""
