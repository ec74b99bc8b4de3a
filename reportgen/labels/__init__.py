"""The fixed words of memos, one gettext catalogue a language; days, lists and plurals in that language.

    catalogue  a .pot or .po file → labels with their places
    fallback   the folders' catalogues → the words of one language
    counting   which form of a label goes with a number
    words      labels filled in; days and lists
    keeping    the shipped ones, kept for the next run

A label is named by its ``msgctxt``, ``group.key``; its ``msgid`` is the English. To add one:

1. write it into ``templates/labels/labels.pot``, beside others of its group:
   ``msgctxt "memo.wants"`` / ``msgid "What each side wants"`` / ``msgstr ""``;
2. use it, ``{{ memo.wants }}`` in a template (groups other than ``memo``: ``{{ labels.stance.holds }}``),
   ``labels.fill("memo", "wants")`` in the program;
3. ``make labels`` puts it into every ``<language>.po``; translate it there.

``{name}`` stands for what is filled in. Where a number decides the form of a word it is called
``{count}``, and the label has a ``msgid_plural``: ``labels.fill("draft", "findings", count=3)``, or
``{{ memo.entries | fill(count=3) }}``.

A desk's own ``labels/fr.po`` (or ``en.po``) holds only the labels it changes; labels that only the
desk has stand in a ``labels/labels.pot`` of its own.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.labels.keeping import catalogues, shipped_labels
from reportgen.labels.words import Labels, Plural, enumerated, fill, listed, pieces
from reportgen.shipped import templates

__all__ = ["Labels", "Plural", "catalogues", "enumerated", "fill", "listed", "load_labels", "pieces"]


def load_labels(folders: tuple[Path, ...], language: str) -> Labels:
    """The words for a language, as :func:`reportgen.labels.fallback.load_labels` reads them.

    Those of the shipped catalogues alone are kept for the next run.
    """
    if folders == (templates(),):
        return shipped_labels(*folders, language)
    from reportgen.labels import fallback  # not where no other catalogue is read

    return fallback.load_labels(folders, language)
