"""What the value of a property may be: functions from its tokens to a fault, or to None when there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reportgen.errors import did_you_mean

WIDE = frozenset({"inherit", "initial", "unset", "revert"})


class Fault(NamedTuple):
    """What is wrong: words in which ``PROPERTY`` stands for its name, a remedy, and the token at fault."""

    message: str
    remedy: str = ""
    token: Any = None


Accepted = Callable[[Sequence[Any], frozenset[str]], Fault | None]
"""Tokens of a value and the custom properties there are → what is wrong with it."""

Part = Callable[[Any, frozenset[str]], bool]


def one(*parts: Part, told: str) -> Accepted:
    """A value of a single part, one of these."""
    return some(*parts, most=1, told=told)


def some(*parts: Part, most: int, told: str) -> Accepted:
    """A value of one to ``most`` parts, each one of these; ``told`` says what they are."""

    def accepted(tokens: Sequence[Any], known: frozenset[str]) -> Fault | None:
        if not tokens:
            return Fault("PROPERTY has no value.", f"It may be {told}.")
        for token in tokens:
            if (fault := _custom(token, known)) is not None:
                return fault
            if not any(part(token, known) for part in parts):
                if len(tokens) == 1 and token.type == "ident" and token.lower_value in WIDE:
                    return None
                return Fault(f"PROPERTY may not be {_shown(token)} here.", f"It may be {told}.", token)
        return Fault(f"PROPERTY has too many values; it may be {told}.") if len(tokens) > most else None

    return accepted


def words(*allowed: str) -> Part:
    """One of these words."""
    return lambda token, _: bool(token.type == "ident" and token.lower_value in allowed)


def length(least: float, most: float, *, relative: bool = True) -> Part:
    """A length between so many points; in ``em`` or ``%`` too, where that cannot add up to nothing or to miles."""
    points = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12.0}
    if relative:
        points |= {"em": 10.0, "rem": 10.0, "ex": 5.0, "ch": 5.0}

    def accepted(token: Any, _: frozenset[str]) -> bool:
        if token.type == "dimension" and token.lower_unit in points:
            return bool(least <= token.value * points[token.lower_unit] <= most)
        return bool(token.type == "number" and token.value == 0 and least <= 0)

    return accepted


def percentage(least: float, most: float) -> Part:
    """A percentage in this range."""
    return lambda token, _: bool(token.type == "percentage" and least <= token.value <= most)


def number(least: float, most: float) -> Part:
    """A number in this range."""
    return lambda token, _: bool(token.type == "number" and least <= token.value <= most)


def custom(*prefixes: str, but: Sequence[str] = ()) -> Part:
    """``var(--name)`` of a custom property whose name begins so."""

    def accepted(token: Any, known: frozenset[str]) -> bool:
        name = variable(token)
        return name in known and name.startswith(prefixes) and name not in but

    return accepted


def variable(token: Any) -> str:
    """The name in ``var(--name)``; empty for anything else, a fallback in it too."""
    if token.type != "function" or token.lower_name != "var":
        return ""
    inner = [each for each in token.arguments if each.type not in ("whitespace", "comment")]
    return str(inner[0].value) if len(inner) == 1 and inner[0].type == "ident" else ""


def _custom(token: Any, known: frozenset[str]) -> Fault | None:
    name = variable(token)
    if name and name not in known:
        return Fault(f"There is no {name}.", did_you_mean(name, known), token)
    return None


def _shown(token: Any) -> str:
    text = " ".join(token.serialize().split())
    return f'"{text if len(text) <= 40 else text[:39] + "…"}"'
