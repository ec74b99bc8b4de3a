"""What an author typed into a document → what is asked for; the words are the same in every kind of document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from msgspec import Struct

from reportgen.errors import ReportgenError, did_you_mean

MEMO, TABLE = "talks-memo", "talks-table"
"""A memo or a section of it, with its headings; and a section as its tables alone."""
NAMES = ("section", "audience", "issue", "party", "language")
"""What decides which words are shown; what an adapter knows besides (a caption, a class) is its own."""


class Asked(Struct, frozen=True):
    """A memo, or a part of one, as a document asks for it. ``record`` is as typed: a path, or a talks id.

    What is None, or empty, is left to the site: its audience, its language; every section, issue and party.
    """

    record: str
    section: str | None = None
    audience: str | None = None
    issues: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    language: str | None = None

    @classmethod
    def of(
        cls, record: str, options: Mapping[str, str | None], *, table: bool = False, also: tuple[str, ...] = ()
    ) -> Self:
        """What is asked for by these options; ``also`` are the adapter's own, which are passed over.

        ``issue`` and ``party`` take several ids with commas between them. A ``table`` is one of a section, so that
        must be named. Raises :class:`ReportgenError` with a line for every mistake.
        """
        known = (*NAMES, *also)
        wrong = [f'There is no option "{name}". {did_you_mean(name, known)}' for name in options if name not in known]
        wrong += [
            f'The option "{name}" names nothing. Leave it out, or write what is wanted.'
            for name in NAMES
            if name in options and not _listed(options[name])
        ]
        if not record.strip():
            wrong.append("No record is named. Write the path of a talks.yaml, or a talks id.")
        if table and "section" not in options:
            wrong.append('Of which section is the table? Write "section": agreements, positions, next-steps, …')
        if wrong:
            raise ReportgenError("\n".join(wrong))
        section, audience, language = (
            (options.get(name) or "").strip() or None for name in ("section", "audience", "language")
        )
        return cls(
            record.strip(), section, audience, _listed(options.get("issue")), _listed(options.get("party")), language
        )


def _listed(typed: str | None) -> tuple[str, ...]:
    """Names with commas between them, each once."""
    names = (name.strip() for name in (typed or "").split(","))
    return tuple(dict.fromkeys(name for name in names if name))
