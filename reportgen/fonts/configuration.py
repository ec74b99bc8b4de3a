"""Folders and families → the text of a fontconfig configuration that shows nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path


def configuration(folders: Iterable[Path], cache: Path, families: Iterable[str]) -> str:
    """A fontconfig configuration with the fonts of ``folders`` (and below) and no others.

    ``families`` are appended to every request in this order, as strongly as those asked for, so
    that neither the language of a text nor a host rule reorders them.
    """
    ordered = tuple(families)
    places = "".join(f"  <dir>{escape(str(folder), quote=False)}</dir>\n" for folder in folders)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"{places}  <cachedir>{escape(str(cache), quote=False)}</cachedir>\n"
        f"{_emoji()}{_fallback(ordered)}"
        "  <config><rescan><int>0</int></rescan></config>\n</fontconfig>\n"
    )


def _fallback(families: tuple[str, ...]) -> str:
    names = "".join(f"<string>{escape(family, quote=False)}</string>" for family in families)
    return (
        '  <match target="pattern">\n'
        f'    <edit name="family" mode="append_last" binding="strong">{names}</edit>\n'
        "  </match>\n"
    )


def _emoji() -> str:
    # Pango asks for the family "emoji" where a character is one by nature.
    return (
        '  <match target="pattern">\n    <test name="family"><string>emoji</string></test>\n'
        '    <edit name="family" mode="prepend_first" binding="strong"><string>Noto Emoji</string></edit>\n'
        "  </match>\n"
    )
