"""Values as YAML text that the record's reader takes as they were: plain, in quotation marks, or folded when long."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from reportgen.drafting.proposal import Written
from reportgen.sources.fold import DROPPED

PLAIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f][\w\u00c0-\u024f.'’/ -]*(?<![ :])")
"""What needs no quotation marks, within braces too."""
WIDTH = 110
"""Columns of a line of folded text."""


def clean(words: str) -> str:
    """Words without invisible characters, white space as one space: what evidence forgives."""
    visible = "".join(character for character in words if character not in DROPPED)
    return re.sub(r"\s+", " ", visible).strip()


def slug(words: str) -> str:
    """Words as an id: lower-case ASCII letters and digits, joined by hyphens; empty where none are left."""
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def scalar(words: str) -> str:
    """Words on one line."""
    words = clean(words)
    return words if PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)


def inline(value: Written) -> str:
    """A value on one line: lists in brackets, keys in braces; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {inline(each)}".rstrip() for key, each in value.items()) + "}"
    return "[" + ", ".join(inline(each) for each in value) + "]"


def field_lines(name: str, value: Written, indent: int) -> list[str]:
    """The lines of a key and its value, the key ``indent`` columns in."""
    pad = " " * indent
    if isinstance(value, str):
        words = clean(value)
        line = f"{pad}{name}: {scalar(words)}"
        return [line] if len(line) <= WIDTH or not words else [f"{pad}{name}: >-", *folded(words, indent + 2)]
    line = f"{pad}{name}: {inline(value)}".rstrip()
    open_field = isinstance(value, Mapping) and None in value.values()  # a key without a value needs its own line
    if value is None or (len(line) <= WIDTH and not open_field):
        return [line]
    if isinstance(value, Mapping):
        return [f"{pad}{name}:", *(each for key in value for each in field_lines(key, value[key], indent + 2))]
    return [f"{pad}{name}:", *(line for each in value for line in _listed(each, indent + 2))]


def folded(words: str, indent: int) -> list[str]:
    """Words as the lines of a folded scalar; read back, each line end is a space again."""
    pad, lines, line = " " * indent, [], ""
    for word in words.split(" "):
        if line and len(pad) + len(line) + 1 + len(word) > WIDTH:
            lines.append(pad + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, pad + line]


def _listed(value: Written, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        first, *rest = [line for key in value for line in field_lines(key, value[key], indent + 2)]
        return [f"{pad}- {first.lstrip()}", *rest]
    if isinstance(value, str) and len(pad) + len(value) > WIDTH:
        return [f"{pad}- >-", *folded(clean(value), indent + 2)]
    return [f"{pad}- {inline(value)}"]


def comment_lines(words: str, indent: int) -> list[str]:
    """Words as a comment of as many lines as they need."""
    pad = " " * indent + "# "
    return [pad + line.lstrip() for line in folded(clean(words), len(pad))]


def sequence(value: Written) -> Sequence[Written]:
    """A value as a list: one of it, or its members."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
