"""The size of a PDF stays in hand; the same memo gives the same bytes, so that sizes can be held to."""

from __future__ import annotations

import pytest

from benchmarks.pdf import AUDIENCES, ways
from reportgen.desk import Desk
from reportgen.writers._pdf_objects import Objects
from reportgen.writers._pdf_packed import numbered_anew, packed
from tests.pdf_reading import Pdf

MOST = 120_000
"""Bytes of a memo in Latin script, the record inside it."""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_memo_is_no_larger_than_it_may_be(audience: str) -> None:
    """A memo of the real talks is under 120 KB by both engines, the annex of eleven pages too; tags and metadata add at
    most 35 % to what either engine writes without them."""
    with Desk() as desk:
        made = {name: len(way().content) for name, way in ways(desk, audience).items()}
    for engine in ("WeasyPrint", "Typst"):
        assert made[f"{engine}, no record inside"] <= 1.35 * made[f"{engine}, untagged"]
        assert made[f"{engine}, a-3a+ua-1"] < MOST


def test_only_what_is_reached_is_kept() -> None:
    """Objects that nothing leads to are left out; what is in a string is no reference."""
    objects = {7: b"<</Pages 9 0 R/Title(see \\(4 0 R (and 4 0 R))>>", 9: b"[9 0 R 5 0 R]", 4: b"null"}
    found = numbered_anew(Objects(b"", objects, 7, 0, b""))
    assert found.root == 1
    assert found.numbered == {
        1: b"<</Pages 2 0 R/Title(see \\(4 0 R (and 4 0 R))>>",
        2: b"[2 0 R null]",
    }


def test_file_names_its_objects_by_what_it_holds() -> None:
    """The same objects give the same bytes and identifier, others another one."""
    page = b"<</Type/Pages/Kids[]/Count 0>>"

    def written(title: bytes) -> bytes:
        tree = b"<</K[4 0 R]>>"
        objects = {1: b"<</Type/Catalog/Pages 2 0 R/Lang(en)/StructTreeRoot 3 0 R>>", 2: page, 3: tree}
        return packed(Objects(b"%PDF-1.7\n", objects | {4: b"<</S/P/T(%b)>>" % title}, 1, 0, b""))

    assert written(b"one") == written(b"one")
    one, other = (Pdf(written(title)).file.trailer["/ID"] for title in (b"one", b"two"))
    assert one != other
