"""Values of options that are more than a word: text → value, or what is wrong with it as usage."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.child import Limits

LAST_PORT = 65535
"""Ports have sixteen bits (RFC 9293 § 3.1)."""

MOST_JOBS = 1024
"""More processes at once than any machine has use for."""


def day(text: str) -> date:
    """A day that is not still to come, as 2023-11-01."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2023-11-01") from None
    if day > date.today():
        raise argparse.ArgumentTypeError(f"{text} is still to come; nobody has signed on it")
    return day


def name(text: str) -> str:
    """A person's or a desk's name."""
    name = text.strip()
    if not name or not name.isprintable():
        raise argparse.ArgumentTypeError("a name is one line of letters, and not empty")
    return name


def number(text: str) -> int:
    """A whole number from 1."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is none; it is a whole number from 1 to {MOST_JOBS}")


def per_cent(text: str) -> float:
    """A number from 0 to 100."""
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 100:
        raise argparse.ArgumentTypeError(f"{text} is no share; it is a number of per cent from 0 to 100")
    return share


def limits(text: str) -> Limits:
    """What a desk's own templates may take: seconds=120,megabytes=3000."""
    from reportgen.child import Limits

    try:
        return Limits.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def port(text: str) -> int:
    """A port; 0 stands for any that is free."""
    if text.isascii() and text.isdigit() and int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no port; a port is a whole number up to {LAST_PORT}")
