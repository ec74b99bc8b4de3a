"""Lines written from right to left: turned round, so that one layout does for both directions."""

from __future__ import annotations

import re
import unicodedata

from reportgen.sources.readers._lines import Line

_BRACKETS = str.maketrans("()[]{}«»", ")(][}{»«")
_FIRST_BRACKET = re.compile(r"[()\[\]{}]")


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are Arabic or Hebrew."""
    kinds = [unicodedata.bidirectional(each) for each in text if each.isalpha()]
    return sum(kind in ("R", "AL") for kind in kinds) * 2 > len(kinds)


def turned(line: Line) -> Line:
    """The line with left and right exchanged, and with brackets that close before they open put right."""
    line.left, line.right = -line.right, -line.left
    bracket = _FIRST_BRACKET.search(line.text)
    if bracket and bracket.group() in ")]}":
        line.text = line.text.translate(_BRACKETS)
    return line
