"""Small templates of one's own, rendered on the real talks: a memo of its title and one section, "probe"."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen.errors import TemplateError
from reportgen.labels import load_labels
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import Block, Memo
from reportgen.template import render
from reportgen.view.types import View
from tests.conftest import RECORDS, desk, memo_for

PROBE = "sections/probe.html.j2"


def probe_view(*sections: str) -> View:
    """The desk's view of the real talks, with these sections."""
    view, _ = memo_for(RECORDS[0], "desk")
    return replace(view, audience=replace(view.audience, sections=sections))


def write(folder: Path, name: str, text: str) -> None:
    """A template in a folder of one's own."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def markup(folder: Path, probe: str, view: View | None = None) -> str:
    """The markup with ``probe`` as the section's template."""
    write(folder, PROBE, probe)
    folders = (folder, *desk().folders)
    return render(view or probe_view("principal-header", "probe"), load_labels(folders, "en-GB"), folders)


def memo(folder: Path, probe: str, view: View | None = None) -> Memo:
    """The memo with ``probe`` as the section's template."""
    return read_memo(markup(folder, probe, view))


def blocks(folder: Path, probe: str, view: View | None = None) -> tuple[Block, ...]:
    """The blocks that ``probe`` comes to."""
    return memo(folder, probe, view).sections[-1].blocks


def refusal(folder: Path, probe: str, view: View | None = None) -> TemplateError:
    """The error that ``probe`` comes to, from the template or from the gate."""
    with pytest.raises(TemplateError) as caught:
        memo(folder, probe, view)
    return caught.value
