"""Specification of ``reportgen.leaks.bystanders``: what a person has to judge is told, and to the desk only."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import build
from reportgen.leaks.bystanders import bystanders
from reportgen.model.words import Handling
from tests.conftest import RECORDS, record_at
from tests.view_walk import changed, entry_of, handled

HARBOUR = next(path for path in RECORDS if path.parent.name.startswith("harbour"))


def test_an_entry_that_names_a_withheld_person() -> None:
    """Entries whose words name someone the audience may not know of are listed, with what to do."""
    record = handled(HARBOUR, "pell", Handling.NAMED)
    (warning,) = [each for each in bystanders(record, "desk", Handling.RESTRICTED) if "pell" in each]
    assert warning == (
        'harbour-2031-04.desk: F-01, N-05: name "Odrin Pell" (pell, named), which desk may not see. '
        "Reword them, or widen the handling of pell."
    )


def test_a_title_that_names_a_withheld_party() -> None:
    """The title block is looked at too."""
    warnings = list(bystanders(handled(HARBOUR, "OST", Handling.NAMED), "desk", Handling.RESTRICTED))
    assert any(each.startswith('harbour-2031-04.desk: harbour-2031-04, S2: name "Ostwyn"') for each in warnings)


def test_an_entry_that_rests_on_a_withheld_source_too() -> None:
    """An entry with evidence from a withheld source as well as from another is to be read again."""
    record = record_at(HARBOUR)
    part, number = entry_of(record, "N-01")
    step = record.talks.next_steps[number]
    hidden = step.evidence[0].model_copy(update={"source": "S5", "text": "by the end of June"})
    record = changed(record, part, number, evidence=(*step.evidence, hidden))
    warnings = list(bystanders(record, "principal", Handling.INTERNAL))
    assert any("N-01: rest on S5 too (S5, restricted), which principal may not see" in each for each in warnings)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_nothing_is_told_where_nothing_is_to_judge(path: Path) -> None:
    """The records as they stand give no warning, whatever the ceiling."""
    assert [each for ceiling in Handling for each in bystanders(record_at(path), "reader", ceiling)] == []


def test_build_tells_the_desk(tmp_path: Path) -> None:
    """Build returns the warnings with the others; the memo holds nothing of them."""
    record = handled(HARBOUR, "pell", Handling.NAMED)
    built = build(record, audiences=["desk"], formats=["md"], out=tmp_path, allow_findings=True)
    assert any("which desk may not see" in each for each in built.warnings)
    assert "may not see" not in built.outputs[0].path.read_text(encoding="utf-8")
