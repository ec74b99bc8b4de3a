"""One memo: read from disk where its writer would be given the same again and nobody altered its file, or made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from reportgen.ledger.digests import digest, of_content
from reportgen.ledger.entry import MemoFile


class Written(Struct, frozen=True):
    """A memo in one format: its bytes, its number of pages where that is known, what the layout warned of."""

    content: bytes
    pages: int = 0
    warnings: tuple[str, ...] = ()


class Recall(Struct):
    """What is known of one record's memos in ``folder``; ``made_with`` is the digest of program and libraries.

    ``memos`` fills with what is known after the build, ``same`` with the names of those that were not made anew.
    """

    folder: Path | None = None
    known: Mapping[str, MemoFile] = field(default_factory=dict)
    made_with: str = ""
    libraries: Mapping[str, str] = field(default_factory=dict)
    """The system's text libraries; a PDF depends on them."""
    memos: dict[str, MemoFile] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)

    def __call__(self, name: str, given: Iterable[object], make: Callable[[], Written]) -> Written:
        """The memo called ``name``, whose writer would be given ``given``; ``make`` calls it."""
        key = self._key(given)
        last = self.known.get(name)
        content = self._content(name, last["sha256"]) if last and last["given"] == key else None
        if last and content is not None:
            self.memos[name] = last
            self.same.add(name)
            return Written(content, last["pages"], tuple(last["warnings"]))
        written = make()
        self._keep(name, key, of_content(written.content), written)
        return written

    def length(self, name: str, given: Iterable[object], make: Callable[[], Written]) -> int:
        """The pages of a PDF that is not to be written, laid out by ``make`` when they are not known."""
        key = digest([self._key(given).encode(), b"length"])
        last = self.known.get(name)
        if last and last["given"] == key:
            self.memos[name] = last
            return last["pages"]
        written = make()
        self._keep(name, key, "", written)
        return written.pages

    def _keep(self, name: str, key: str, sha256: str, written: Written) -> None:
        kept: MemoFile = {"given": key, "sha256": sha256, "pages": written.pages, "warnings": list(written.warnings)}
        self.memos[name] = kept

    def _key(self, given: Iterable[object]) -> str:
        """Plain data shows all that it holds, and the same data the same."""
        return digest(repr(part).encode(errors="surrogatepass") for part in (self.made_with, *given))

    def _content(self, name: str, sha256: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        return content if of_content(content) == sha256 else None
