"""What is typed into a directive → its record and options; every mistake is told, where docutils would pass it over.

Docutils tells of an unknown option in its own way, leaves the directive out and lets the build go on: a table would be
gone and the site be published. So it is let through there, and refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.utils import Reporter
from sphinx.transforms import SphinxTransform

from reportgen.errors import ReportgenError
from reportgen.integrations.asked import Asked
from reportgen.integrations.sphinx.domain import domain_of

OWN = ("caption", "name", "class", "no-index")
"""Options that a page knows, and no memo."""
MALFORMED = re.compile(r'"(talks-memo|talks-table)" directive:\s*([^\n]*)')
"""How docutils tells of a directive that it leaves out."""


class AnyOption(dict[str, Callable[[str], Any]]):
    """The options there are, for what lists them; asked for any other, it lets that through."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


def read(kind: str, lines: Sequence[str], options: Mapping[str, str], *, table: bool) -> Asked:
    """What is asked for by these lines, the first of which names the record, and these options.

    Raises :class:`ReportgenError` with a line for every mistake.
    """
    record, *below = (line.strip() for line in lines)
    others = [line for line in below if line]
    remedy = "Options stand right below it, with no empty line between: :section: agreements"
    wrong = [f'"{line}" is no option of {kind} where it stands. {remedy}' for line in others]
    wrong += _wrong(options)
    try:
        # A section that stands in the wrong place is told of once.
        asked = Asked.of(record, options, table=table and not others, also=OWN)
    except ReportgenError as error:
        wrong += str(error).splitlines()
    if wrong:
        raise ReportgenError("\n".join(wrong))
    return asked


def _wrong(options: Mapping[str, str]) -> Iterator[str]:
    if "caption" in options and not options["caption"].strip():
        yield 'The option "caption" names nothing. Leave it out, or write what is wanted.'
    if (options.get("no-index") or "").strip():
        yield 'The option "no-index" takes no words.'
    try:
        classes(options)
    except ValueError:
        yield f'The option "class" is no class: "{options["class"]}". Write a word that begins with a letter.'


def classes(options: Mapping[str, str]) -> list[str]:
    """The classes that are given. Raises ValueError where they are none."""
    found: list[str] = directives.class_option(options["class"]) if "class" in options else []
    return found


class Malformed(SphinxTransform):
    """What docutils could not read at all, an option given twice, is a fault like any other.

    It comes before the messages in a page are taken out of it.
    """

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Note each, at its place."""
        for message in self.document.findall(nodes.system_message):
            found = MALFORMED.match(message.astext().partition("Error in ")[2])
            if found and message.get("level") >= Reporter.ERROR_LEVEL:
                told = f"The {found[1]} cannot be read: {found[2].rstrip('.')}. Write each option once, with its value."
                place = f"{message.get('source', '')}:{message.get('line', '')}"
                domain_of(self.env).note_faults(ReportgenError(told), place)
