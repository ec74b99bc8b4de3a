"""The running matter of a memo that must not be lost in a page: its markings, and that it is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from reportgen.integrations.embedding import Embedded
from reportgen.integrations.mkdocs.elements import ended, say
from reportgen.memo.tree import Inline
from reportgen.memo.walk import plain


def notices(embedded: Embedded, *, whole: bool) -> tuple[list[Element], list[Element]]:
    """What stands above and below: what must not be lost of the running matter of a memo.

    A whole memo is marked at its top and bottom, with its header and footer; a part of one unless anyone may see it.
    """
    running = embedded.memo.running
    marking = [(running.marking, "talks-marking")] if whole or not embedded.public else []
    above, below = [*marking, (running.draft, "talks-draft")], []
    if whole:
        above.append((running.header, "talks-running"))
        below = [(running.footer, "talks-running"), *marking]
    return [_notice(*each) for each in above if each[0]], [_notice(*each) for each in below if each[0]]


def _notice(words: Sequence[Inline], name: str) -> Element:
    element = Element("p", {"class": name})
    say(element, plain(words))
    return ended(element)
