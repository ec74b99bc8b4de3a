"""Whether the fonts of a memo can draw all of its characters; asked before a PDF is laid out, by any engine."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import WriteError
from reportgen.fonts import missing_characters, remedy_for
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored, lines, plain
from reportgen.style import Style


def every_character_has_a_glyph(memo: Memo, style: Style) -> None:
    """Raises :class:`WriteError` that names the first character no font has, where it stands, and what helps."""
    extra = [Path(name) for name in style.fonts.files]
    running = memo.running
    text = "".join(
        plain(content)
        for content in (*lines(memo), running.marking, running.draft, running.header, running.footer, running.pages)
    )
    missing = missing_characters(text, extra)
    if missing:
        character = missing[0]
        stated = [line.of for line in anchored(memo) if line.of and character in plain(line.content)]
        where = f" ({stated[0]})" if stated else ""
        named = f'"{character}" (U+{ord(character):04X})'
        raise WriteError(
            f"No font has the character {named}{where}, so the PDF would show an empty box. {remedy_for(character)}"
        )
