"""Changes to a record's text that leave every other character as a person typed it.

Lists and fields are found by the places the reader of YAML gives them; nothing is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from reportgen.drafting.proposal import Written
from reportgen.drafting.scalars import inline
from reportgen.drafting.writing import EMPTY, KINDS
from reportgen.errors import LoadError, Problem
from reportgen.proposed import STATUS
from reportgen.yamlfile import Span, YamlFile

NOTHING: tuple[object, ...] = ("~", "null", [], None)
"""What stands for a list without entries."""
REMARKS = frozenset((*EMPTY.values(), *KINDS.values()))
"""What a draft says belongs in a field: no comment of a person's."""


class Change(Struct, frozen=True, order=True):
    """Text to stand in place of what is between two offsets."""

    start: int
    end: int
    text: str = ""


def changed(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes made; they do not overlap."""
    for each in sorted(changes, reverse=True):
        text = text[: each.start] + each.text + text[each.end :]
    return text


def without_status(file: YamlFile, part: str, number: int) -> Change:
    """What takes ``status: proposed`` off an entry: its line, or its place between commas in braces."""
    spans = file.spans((part, number, STATUS))
    assert spans is not None, "only an entry with a status is accepted"
    assert spans[0] is not None, "a status has its key"
    start, end = spans[0][0], spans[1][1]
    line_start = file.text.rfind("\n", 0, start) + 1
    line_end = file.text.find("\n", end)
    line_end = len(file.text) if line_end < 0 else line_end
    before, after = file.text[line_start:start], file.text[end:line_end]
    if not before.strip() and not after.partition("#")[0].strip():
        comment = after.strip()
        kept = f"{before}{comment}\n" if comment else ""
        return Change(line_start, min(line_end + 1, len(file.text)), kept)
    if before.strip() == "-" and not after.partition("#")[0].strip():  # the first field: the next takes its place
        following = re.compile(r"\s*").match(file.text, line_end)
        return Change(start, following.end() if following else line_end)
    if comma := re.match(r"\s*,\s*", after):
        return Change(start, end + comma.end())
    comma = re.search(r"\s*,\s*$", before)
    return Change(start - (len(before) - comma.start() if comma else 0), end)


def filled(file: YamlFile, part: str, number: int, name: str, value: Written) -> Change | None:
    """What fills a field that stands empty in an entry; nothing where it is not there, or has something in it.

    What a person wrote behind it as a comment stays; the comment that says what belongs there goes.
    """
    path = (part, number, name)
    listed = file.root[part]
    entry = listed[number] if isinstance(listed, list) else None
    spans = file.spans(path)
    if not isinstance(entry, dict) or name not in entry or entry[name] is not None or not spans or not spans[0]:
        return None
    colon = file.text.find(":", spans[0][1]) + 1
    line_end = file.text.find("\n", colon)
    rest = file.text[colon : len(file.text) if line_end < 0 else line_end]
    if rest.strip() and not rest.lstrip().startswith("#"):
        return None
    comment = rest.strip()
    ours = comment.removeprefix("#").strip() in REMARKS
    return Change(colon, colon + len(rest), f" {inline(value)}{'' if ours or not comment else f'  {comment}'}")


def added(file: YamlFile, part: str, lines: Sequence[str]) -> Change:
    """What puts entries at the end of a list, which is begun where the record has none.

    Raises :class:`~reportgen.errors.LoadError` for a list in brackets, which has no lines to add to.
    """
    block = "\n".join(lines) + "\n"
    spans = file.spans((part,))
    written = file.root.get(part)
    if written is not None and not isinstance(written, list) and written not in NOTHING:
        raise LoadError([Problem(file.place((part,)), f'"{part}" is no list.', "Give each entry a dash.", part)])
    if part not in file.root or spans is None or spans[0] is None:
        end = len(file.text)
        return Change(end, end, ("" if file.text.endswith("\n") else "\n") + f"\n{part}:\n{block}")
    listed = file.root[part]
    if not listed or listed in NOTHING:
        return _first(file, part, spans, block)
    start = file.text.rfind("\n", 0, spans[1][0]) + 1
    if file.text[spans[1][0]] == "[":
        told = f'"{part}" is written in brackets.'
        raise LoadError(
            [Problem(file.place((part,)), told, "Write each entry on lines of its own, with a dash.", part)]
        )
    indent = re.match(r" *", file.text[start:])
    at = _end_of_list(file.text, spans[1][0], len(indent.group()) if indent else 0)
    return Change(at, at, _indented(block, len(indent.group()) if indent else 2))


def _first(file: YamlFile, part: str, spans: tuple[Span | None, Span], block: str) -> Change:
    """The first entries of a list: after its key, in place of empty brackets, and after comments that stand there."""
    assert spans[0] is not None, "a part has its key"
    colon = file.text.find(":", spans[0][1]) + 1
    line_end = _line_end(file.text, colon)
    rest = re.sub(r"^\s*(?:\[\s*\]|~|null)", "", file.text[colon:line_end])
    at = line_end
    while (below := re.compile(r"\n[ \t]+#[^\n]*").match(file.text, at)) is not None:
        at = below.end()
    after = file.text[line_end:at]
    gap = "" if not rest.strip() or rest.startswith(" ") else "  "
    return Change(colon, min(at + 1, len(file.text)), f"{gap}{rest.rstrip()}{after}\n{block}")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _end_of_list(text: str, at: int, indent: int) -> int:
    """The offset after the last line of the list that begins at ``at``: before the next line that is less indented."""
    end = at
    while (newline := text.find("\n", end)) >= 0:
        line = text[newline + 1 :].partition("\n")[0]
        stripped = line.strip()
        depth = len(line) - len(line.lstrip(" "))
        remark = stripped.startswith("#") and _goes_on(text[newline + 1 :], indent)
        belongs = depth > indent or (depth == indent and (stripped.startswith("-") or remark))
        if stripped and not belongs:
            break
        if not stripped and not _goes_on(text[newline + 1 :], indent):
            break
        end = newline + 1
    return newline + 1 if newline >= 0 else len(text)


def _goes_on(rest: str, indent: int) -> bool:
    """Whether after empty lines and comments the list goes on."""
    lines = (each for each in rest.split("\n") if each.strip())
    line = next((each for each in lines if not each.lstrip().startswith("#")), "")
    depth = len(line) - len(line.lstrip(" "))
    return bool(line) and (depth > indent or (depth == indent and line.lstrip().startswith("-")))


def _indented(block: str, indent: int) -> str:
    """Entries, written two columns in, at the columns of the list they join."""
    shift = indent - 2
    if not shift:
        return block
    lines = block.split("\n")
    return "\n".join((" " * shift + line if shift > 0 else line[-shift:]) if line.strip() else line for line in lines)
