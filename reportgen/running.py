"""The words and the logo that a style puts on every memo of a desk: from the style into the memo's tree.

They go through the tree, so that every format has them; a template cannot lose them.
"""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.memo.tree import Inline, Logo, Memo, Text
from reportgen.style import Style, filled
from reportgen.view.types import View


def with_running(memo: Memo, view: View, style: Style, logo: Logo | None) -> Memo:
    """The memo with the header, the footer and the logo of the style; what the style leaves out stays as it is.

    ``{parts}`` are filled in from the view, which holds nothing that the audience may not see.
    """
    parts = {
        "title": view.header.short_title,
        "date": view.header.as_of,
        "version": view.header.version,
        "audience": view.audience.title,
        "id": view.header.id,
    }

    def words(text: str, otherwise: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return (Text(filled(text, parts)),) if text else otherwise

    header = words(style.running.header, memo.running.header)
    footer = words(style.running.footer, memo.running.footer)
    return replace(memo, running=replace(memo.running, header=header, footer=footer), logo=logo or memo.logo)
