"""Text as it stands in Markdown."""

from __future__ import annotations

import re


def escaped(text: str) -> str:
    """Words that are no markup, but for what stands between back quotes."""
    pieces = text.split("`")
    return "`".join(re.sub(r"([\\*_<>\[\]{}|])", r"\\\1", piece) if not number % 2 else piece
                    for number, piece in enumerate(pieces))  # fmt: skip


def slug(name: str) -> str:
    """A name as part of an address: ``NextStep`` and ``next step`` become ``next-step``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[ _]", "-", name).lower()


def spaced(name: str) -> str:
    """The name of a class as words: ``NextStep`` becomes ``Next step``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return words[:1].upper() + words[1:]
