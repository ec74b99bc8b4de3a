"""reportgen: from a report of talks to a briefing memo that can be trusted.

    talks.yaml + sources ──load──▶ Record ──check──▶ findings (an error stops)
    Record + Audience ──select──▶ View ──render──▶ markup ──read──▶ Memo ──write──▶ .pdf .docx .html .md

``load`` reads a record with its source documents, ``check`` gives the findings on it, ``build``
goes the whole way and writes the memos; ``fragment`` gives a memo, or one section of it, as a tree, and ``export``
writes tables and a calendar::

    from reportgen import build, check, load

    record = load("seeds/wang-blinken-2023-10")
    for finding in check(record):
        print(finding)
    built = build(record, audiences=["desk"], formats=["pdf", "docx"], out="out")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.version import VERSION

__version__ = VERSION
__all__ = ["__version__", "build", "check", "export", "fragment", "load"]

if TYPE_CHECKING:
    from reportgen.checks import check
    from reportgen.exports import export
    from reportgen.fragments import fragment
    from reportgen.loading import load
    from reportgen.pipeline import build


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that ``import reportgen`` costs nothing."""
    import sys
    from importlib import import_module

    homes = {
        "build": "reportgen.pipeline",
        "check": "reportgen.checks",
        "export": "reportgen.exports",
        "fragment": "reportgen.fragments",
        "load": "reportgen.loading",
    }
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    public = getattr(import_module(homes[name]), name)
    setattr(sys.modules[__name__], name, public)
    return public
