"""The one node that docutils lacks: what scrolls sideways where it is too wide for its page."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes


class scrolling(nodes.container):  # noqa: N801  docutils names nodes as they are written
    """A table's surroundings; ``label`` tells those who listen what it is. To other writers it is a container."""


def _open(writer: Any, node: nodes.Element) -> None:
    label = escape(node.get("label", ""))
    writer.body.append(f'<div class="talks-scroll" role="region" tabindex="0" aria-label="{label}">\n')


def _close(writer: Any, node: nodes.Element) -> None:
    writer.body.append("</div>\n")


def _nothing(writer: Any, node: nodes.Element) -> None:
    """A page of paper does not scroll."""


SCROLLING: dict[str, Any] = {
    "html": (_open, _close),
    **dict.fromkeys(("latex", "text", "man", "texinfo"), (_nothing, _nothing)),
}
"""How each writer opens and closes it."""
