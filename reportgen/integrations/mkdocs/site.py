"""What the pages of one site show and refer to, and what is wrong with it; links are made when all pages are there."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path

from mkdocs.structure.files import File
from msgspec import Struct

from reportgen.integrations.references import Reference

Log = Callable[[str], None]


class Where(Struct, frozen=True):
    """A place in the source of a page, for people; line 0 is the page as a whole."""

    page: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.page}:{self.line}" if self.line else self.page


class Fault(Struct, frozen=True):
    """What is wrong with a block or a reference, a line each."""

    where: Where
    what: str
    told: tuple[str, ...]


class Wanted(Struct, frozen=True):
    """A link that leads to an entry, from somewhere in a page."""

    where: Where
    reference: Reference
    needed: bool
    """Whether it is for its link; the words of a source stand for themselves, and lead to their entry if they can."""


class Site:
    """One build of a site."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.files: set[Path] = set()
        """All that was read for it, and where a file may yet be put that would be."""
        self.documents: dict[tuple[str, ...], Path] = {}
        """The page that a block was written on, by its lines: from there the path of its record is seen."""
        self._places: dict[Reference, dict[str, str]] = {}
        self._wanted: list[Wanted] = []
        self._scheme = f"talks-{secrets.token_hex(8)}"  # no page can hold an address that is taken for one of ours
        self._link = re.compile(
            rf'<a (?P<more>[^<>]*?)href="{self._scheme}:(?P<number>\d+)"(?P<rest>[^<>]*)>(?P<words>.*?)</a>', re.DOTALL
        )

    def again(self) -> Site:
        """The site when only some of its pages are written anew: what the others tell of stays."""
        self.faults.clear()
        return self

    def place(self, page: str, reference: Reference, name: str) -> None:
        """A page tells of an entry at the place of this name; the first on it counts."""
        self._places.setdefault(reference, {}).setdefault(page, name)

    def want(self, where: Where, reference: Reference, *, needed: bool = True) -> str:
        """The address of an entry, until it is known where that stands."""
        self._wanted.append(Wanted(where, reference, needed))
        return f"{self._scheme}:{len(self._wanted) - 1}"

    def linked(self, html: str, here: File, order: Sequence[File], lost: Callable[[Wanted], None]) -> str:
        """A page with its links: each to the first page, in this ``order``, that tells of the entry.

        The page's own is taken before any other. One that is ``lost`` is left as words.
        """

        def link(found: re.Match[str]) -> str:
            wanted = self._wanted[int(found["number"])]
            address = self._address(wanted.reference, here, order)
            if address is None:
                if wanted.needed:
                    lost(wanted)
                return f"<span {found['more']}{found['rest']}>{found['words']}</span>"
            return f'<a {found["more"]}href="{escape(address)}"{found["rest"]}>{found["words"]}</a>'

        return self._link.sub(link, html)

    def _address(self, reference: Reference, here: File, order: Sequence[File]) -> str | None:
        places = self._places.get(reference, {})
        if here.src_uri in places:
            return f"#{places[here.src_uri]}"
        page = next((file for file in order if file.src_uri in places), None)
        return f"{page.url_relative_to(here)}#{places[page.src_uri]}" if page else None


def told(faults: Iterable[Fault]) -> str:
    """All that is wrong, each thing once, with every place in the pages that it is wrong for; a page from its top."""
    where: dict[tuple[str, ...], list[str]] = {}
    for fault in sorted(faults, key=lambda fault: (fault.where.page, fault.where.line)):
        where.setdefault(fault.told, []).append(f"{fault.where}: {fault.what}")
    return "\n".join("\n".join([*places, *(f"  {line}" for line in lines)]) for lines, places in where.items())
