"""Talks in a Sphinx site: ``extensions = ["reportgen.integrations.sphinx"]``.

    .. talks-memo:: path      a memo, or a section of it, as sections of the page
    .. talks-table:: path     the tables of a section
    :talks:`id#A-01`          an entry in words, linked to where the site tells of it
    :evidence:`id#A-01`       the source's words behind it, with where they stand

A record that does not hold fails the build: every fault is told with its place, and nothing is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from reportgen.integrations.sphinx.configuration import SETTINGS, settled
from reportgen.integrations.sphinx.directives import TalksMemo, TalksTable
from reportgen.integrations.sphinx.domain import TalksDomain
from reportgen.integrations.sphinx.nodes import SCROLLING, scrolling
from reportgen.integrations.sphinx.rebuilding import outdated, stop_or_rewrite
from reportgen.integrations.sphinx.resolved import broken, languages, told_apart
from reportgen.integrations.sphinx.roles import EvidenceRole, TalksRole
from reportgen.integrations.sphinx.typed import Malformed
from reportgen.version import VERSION

STYLES = "reportgen-talks.css"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Called by Sphinx."""
    for name, (default, types, _) in SETTINGS.items():
        app.add_config_value(name, default, "", types)
    app.add_node(scrolling, **SCROLLING)
    app.add_domain(TalksDomain)
    app.add_directive("talks-memo", TalksMemo)
    app.add_directive("talks-table", TalksTable)
    app.add_role("talks", TalksRole())
    app.add_role("evidence", EvidenceRole())
    app.add_transform(Malformed)
    app.add_css_file(STYLES)
    app.connect("builder-inited", _with_styles)
    app.connect("config-inited", settled)
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", stop_or_rewrite)
    app.connect("doctree-resolved", languages)
    app.connect("doctree-resolved", told_apart)
    app.connect("doctree-resolved", broken)
    return {"version": VERSION, "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}


def _with_styles(app: Sphinx, *_: Any) -> None:
    """Every page is dressed by the same file, which lies here."""
    app.config.html_static_path.append(str(Path(__file__).parent / "static"))
