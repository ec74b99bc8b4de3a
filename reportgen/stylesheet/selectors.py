"""Selectors and conditions of ``@media``: the plain ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportgen.stylesheet.values import Fault

PSEUDO = frozenset({
    "root", "link", "visited", "any-link", "hover", "focus", "focus-visible", "first-child", "last-child", "only-child",
    "first-of-type", "last-of-type", "only-of-type", "nth-child", "nth-last-child", "nth-of-type", "not", "is", "where",
    "lang", "dir", "has", "marker", "first-line",
})  # fmt: skip
MEDIA = frozenset({"screen", "print", "all", "and", "min-width", "max-width"})
LONGEST = 60
"""Tokens of one selector list: matching takes time by the number of ways it can be matched."""
MOST_HAS = 2
"""Each ``:has`` looks through all that is inside, for every element it is asked of."""


def selector_fault(tokens: Sequence[Any]) -> Fault | None:
    """What is wrong with the selector of a rule, or None."""
    found = list(_flat(tokens))
    if not [token for token in found if token.type != "whitespace"]:
        return Fault("A rule begins with what it is for.", "Write: h2 { … }.")
    if len(found) > LONGEST:
        return Fault(f"This selector has more than {LONGEST} parts.", "Make several rules of it.")
    if sum(_name(token) == "has" for token in found) > MOST_HAS:
        return Fault(f"This selector has :has more than {MOST_HAS} times.", "Make several rules of it.")
    for before, token in zip([None, *found], found, strict=False):
        if token.type not in ("ident", "hash", "literal", "whitespace", "string", "number", "dimension", "function",
                              "[] block", "() block"):  # fmt: skip
            return Fault("This cannot stand in a selector.", "", token)
        if _is(before, ":") and not _is(token, ":") and _name(token) not in PSEUDO:
            return Fault(f'":{_name(token)}" is not for memo.css.', "", token)
    return None


def media_fault(tokens: Sequence[Any]) -> Fault | None:
    """What is wrong with the condition of an ``@media``, or None."""
    for token in _flat(tokens):
        plain = token.type in ("whitespace", "() block") or (token.type == "ident" and token.lower_value in MEDIA)
        width = token.type == "dimension" and token.lower_unit in ("em", "px", "rem") and 0 <= token.value <= 10_000
        if not (plain or width or _is(token, ":") or _is(token, ",")):
            remedy = "It knows screen, print, (min-width: …) and (max-width: …)."
            return Fault("This cannot stand in the condition of an @media.", remedy, token)
    return None


def _flat(tokens: Sequence[Any]) -> Any:
    for token in tokens:
        if token.type != "comment":
            yield token
            yield from _flat(getattr(token, "content", None) or getattr(token, "arguments", None) or ())


def _is(token: Any, sign: str) -> bool:
    return token is not None and token.type == "literal" and token.value == sign


def _name(token: Any) -> str:
    return str(getattr(token, "lower_name", "") or getattr(token, "lower_value", "") or "")
