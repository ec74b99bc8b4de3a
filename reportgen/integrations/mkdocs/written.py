"""What stands in a fenced block → what is asked for, and how it is to be shown; and a reference → its parts."""

from __future__ import annotations

import re

from msgspec import Struct

from reportgen.errors import ReportgenError, did_you_mean
from reportgen.integrations.asked import TABLE, Asked
from reportgen.integrations.mkdocs.fences import KINDS, Fence
from reportgen.integrations.references import Reference

OWN = ("caption", "name", "class", "no-index")
"""Options of a block that decide how it is shown, and not what."""
ROLES = ("talks", "evidence")
"""What a reference is written with."""
OPTION = re.compile(r"([A-Za-z][\w-]*):(?:\s+(.*))?")
NEXT = re.compile(r"(?:`{3,}|~{3,})[ ]*[^\s`]")
TITLED = re.compile(r"(?s)\s*(.+?)\s*<([^<>]+)>\s*")


class Written(Struct, frozen=True):
    """A block: what it asks for, and the caption, name (an id in the page) and classes it is given.

    ``unlisted`` when references are not to lead to it.
    """

    asked: Asked
    caption: str = ""
    name: str = ""
    classes: str = ""
    unlisted: bool = False


def read_block(fence: Fence) -> Written:
    """What a block asks for. Raises :class:`ReportgenError` with a line for every mistake in it."""
    wrong = _unlike_a_block(fence)
    if wrong:
        raise ReportgenError("\n".join(wrong))
    if fence.rest:
        remedy = "Write it into the block, each option on its own line."
        wrong.append(f'"{fence.rest}" stands behind {fence.kind}. {remedy}')
    options: dict[str, str] = {}
    record = ""
    for number, line in enumerate(line.strip() for line in fence.body if line.strip()):
        found = OPTION.fullmatch(line)
        name, value = (found[1], _bare(found[2] or "")) if found else ("record", line)
        if NEXT.match(line):
            wrong.append(f'"{line}" begins another block. Close this one above it: {fence.fence}')
            break
        if found is None and (number or record):
            remedy = "Write its name, a colon, a space and what is wanted: section: agreements"
            wrong.append(f'"{line}" is no option. {remedy}')
        elif name in options or (name == "record" and record):
            wrong.append(f'"{name}" is given twice.')
        elif name == "record":
            record = value
        else:
            options[name] = value
    try:
        asked = Asked.of(record, options, table=fence.kind == TABLE, also=OWN)
    except ReportgenError as error:
        wrong += str(error).splitlines()
    if len(parts := options.get("name", "").split()) > 1:
        wrong.append(f'The name "{options["name"]}" has a space in it, and an id has none: {"-".join(parts)}')
    if wrong:
        raise ReportgenError("\n".join(wrong))
    caption, name, classes = (options.get(each, "") for each in OWN[:3])
    return Written(asked, caption, name, classes, unlisted="no-index" in options)


def _unlike_a_block(fence: Fence) -> list[str]:
    """Why a fence that was meant for a block is none: its name is none of ours, or it is left open."""
    wrong = []
    if fence.kind not in KINDS:
        wrong.append(f'There is no block "{fence.kind}". {did_you_mean(fence.kind, KINDS)}')
    if not fence.closed:
        remedy = f"Write {fence.fence} below it, on a line by itself, as far in as its first."
        wrong.append(f"It is never closed. {remedy}")
    return wrong


def _bare(value: str) -> str:
    """A value without the quotation marks that who knows YAML puts around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


class Referred(Struct, frozen=True):
    """A reference in a line: to what, in which words if any are given.

    ``short`` (``~``): by its id alone; ``unlinked`` (``!``): without a link.
    """

    to: Reference
    words: str = ""
    short: bool = False
    unlinked: bool = False


def read_reference(typed: str) -> Referred:
    """A reference: ``cn-us#A-01``, ``~cn-us#A-01``, ``!cn-us#A-01``, ``words <cn-us#A-01>``.

    Raises :class:`ReportgenError` where it refers to nothing.
    """
    unlinked = typed.startswith("!")
    titled = TITLED.fullmatch(typed.removeprefix("!"))
    words, target = (titled[1], titled[2]) if titled else ("", typed.removeprefix("!"))
    return Referred(Reference.of(target.removeprefix("~")), words, target.startswith("~"), unlinked)
