"""Specification: what has to fit on one page does, of the shipped record, in every language and on both papers."""

from __future__ import annotations

import pytest

from reportgen.audience import load_audience
from reportgen.desk import Desk
from reportgen.schemes import Marks
from tests.conftest import LANGUAGES, RECORDS, record_at


@pytest.mark.slow
@pytest.mark.parametrize("language", [None, *LANGUAGES], ids=lambda language: language or "en")
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("audience", ["principal", "public"])
def test_one_page_with_all_that_lengthens_it(audience: str, paper: str, language: str | None) -> None:
    """The one-page memos have one page even as drafts, with a mark before each paragraph."""
    with Desk(paper=paper, language=language, marks=Marks(portions=True)) as desk:
        shipped = load_audience(desk.folders, audience)
        assert shipped.pages is not None
        assert (shipped.pages.limit, shipped.pages.firm) == (1, True)
        memo = desk.memo(record_at(RECORDS[0]), shipped, 3)[1]
        assert desk.pdf(f"{audience}.pdf", memo)[1] == 1
