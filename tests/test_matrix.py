"""Specification of the negotiator's matrix: who stands where on what, in whose account, and what is settled."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from reportgen.memo.tree import Memo, Table
from reportgen.memo.walk import blocks, plain
from reportgen.model.sides import Party
from reportgen.model.words import Handling
from reportgen.record import Record
from reportgen.writers.docx import write_docx
from tests.agreement import pdf_of
from tests.conftest import RECORDS, desk, memo_for, record_at
from tests.view_walk import entry_of, handled, memo_of, view_of, with_talks

HARBOUR = next(path for path in RECORDS if path.parent.name.startswith("harbour"))
NAMES = [path.parent.name for path in RECORDS]


def tables(memo: Memo) -> list[Table]:
    """The tables of the matrix: one, or one an issue."""
    return [each for each in blocks(memo) if isinstance(each, Table) and each.name.startswith("matrix")]


def cell(table: Table, row: int, column: int) -> str:
    """The words of a cell."""
    return "\n".join(plain(each.content) for each in table.rows[row].cells[column].paragraphs)


def with_parties(count: int) -> Record:
    """The real talks with parties invented beside its two, up to such a number."""
    record = record_at(RECORDS[0])
    more = [
        Party.model_validate({"id": f"X{n}", "name": f"Party {n}", "kind": "state", "role": "principal"})
        for n in range(count - 2)
    ]
    order = (*record.talks.party_order, *(each.id for each in more))
    return with_talks(record, parties=(*record.talks.parties, *more), party_order=order)


@pytest.mark.parametrize("path", RECORDS, ids=NAMES)
def test_every_position_in_its_cell(path: Path) -> None:
    """Each visible position stands once, in the row of its issue and the column of its party, in the record's order."""
    talks = record_at(path).talks
    view = view_of(record_at(path), "negotiator")
    found = [
        (issue.id, party.id, each.id) for issue in view.matrix for party in issue.parties for each in party.positions
    ]
    issues, parties = [each.id for each in talks.issues], [each.id for each in view.matrix[0].parties]
    shown = [each for each in talks.positions if talks.handling_of(each) is not Handling.NAMED]
    said = sorted(shown, key=lambda each: (issues.index(each.issue), parties.index(each.party)))
    assert found == [(each.issue, each.party, each.id) for each in said]
    assert parties == list(talks.party_order)
    assert all([party.id for party in issue.parties] == parties for issue in view.matrix)


@pytest.mark.parametrize("path", RECORDS, ids=NAMES)
def test_what_is_settled_stands_in_the_matrix(path: Path) -> None:
    """Every agreement stands on its issue with id, firmness and text, and every step that follows is pointed at."""
    view, memo = memo_for(path, "negotiator")
    said = "\n".join(
        cell(table, row, -1) + cell(table, row, 1) for table in tables(memo) for row in range(len(table.rows))
    )
    for group in view.agreements:
        for agreement in group.agreements:
            assert f"{agreement.id} {agreement.firmness}, {agreement.claim}" in said
            assert agreement.text in said
    for step in [each for issue in view.matrix for each in issue.steps]:
        assert step in said


def test_five_parties_and_six() -> None:
    """Up to five parties make one table with a column each; more make one table an issue."""
    (table,) = tables(memo_of(with_parties(5), "negotiator"))
    assert [plain(each.paragraphs[0].content) for each in table.head.cells] == [
        "Issue", "China", "United States", "Party 0", "Party 1", "Party 2", "State of play",
    ]  # fmt: skip
    assert len(table.rows) == len(record_at(RECORDS[0]).talks.issues)
    several = tables(memo_of(with_parties(6), "negotiator"))
    assert len(several) == len(table.rows)
    assert {each.name for each in several} == {"matrix-issue"}


def test_widths_of_any_number_of_columns() -> None:
    """The first and the last column keep their widths, and the parties share the rest."""
    style = desk().style
    first, last = style.ends["matrix"]
    for columns in range(3, 8):
        widths = style.widths("matrix", columns)
        assert (widths[0], widths[-1], len(widths)) == (first, last, columns)
        assert sum(widths) == pytest.approx(100)
        assert len(set(widths[1:-1])) == 1


def heads_of(path: Path) -> dict[str, str]:
    """By party, whose account it is known from; nothing where it is its own."""
    return {party.id: party.reported for party in view_of(record_at(path), "negotiator").matrix[0].parties}


def test_reported_heads() -> None:
    """A party known only from others is headed by whose account it is; one with a word of its own is not."""
    real = heads_of(RECORDS[0])
    assert real == {"CN": "", "US": "(as reported by China)"}
    harbour = heads_of(HARBOUR)
    assert harbour == {
        "KEL": "", "OST": "", "SCO": "",
        "BRE": "(as reported by Fernway Wire)", "CNH": "(as reported by Fernway Wire)",
        "LEA": "(as reported by Fernway Wire)",
    }  # fmt: skip
    (table,) = tables(memo_for(RECORDS[0], "negotiator")[1])
    assert [plain(each.content) for each in table.head.cells[2].paragraphs] == [
        "United States",
        "(as reported by China)",
    ]


@pytest.mark.parametrize("path", RECORDS, ids=NAMES)
def test_the_legend_has_the_words_in_use_and_no_others(path: Path) -> None:
    """The legend explains every stance, state and firmness that the memo uses, and none that it does not."""
    view = view_of(record_at(path), "negotiator")
    cells = [each for issue in view.matrix for party in issue.parties for each in party.positions]
    settled = [each.firmness for issue in view.matrix for each in issue.agreements]
    assert {each.word for each in view.legend.stances} == {each.stance for each in cells}
    assert {each.word for each in view.legend.states} == {each.state_of_play for each in view.matrix} - {""}
    assert {each.word for each in view.legend.firmness} == {*settled, *(each.firmness for each in view.next_steps)}


@pytest.mark.parametrize("name", ["P-US-02", "P-CN-06", "A-01", "A-02", "X-02"])
def test_silence_is_the_same_where_something_is_withheld(name: str) -> None:
    """Where an entry goes, its cell, its state and its head look as every other does."""
    record = handled(RECORDS[0], name, Handling.NAMED)
    memo = memo_of(record, "negotiator")
    (table,) = tables(memo)
    silent = {cell(table, row, column) for row in range(len(table.rows)) for column in (1, 2)}
    assert "No position reported here" in {each for each in silent if len(each) < 40}
    assert len({each for each in silent if len(each) < 40}) == 1
    assert name not in repr(memo)
    part, number = entry_of(record, name)
    assert getattr(record.talks, part)[number].text not in repr(memo)
    assert len({state_told(table, row) for row in range(len(table.rows))}) == 1
    (positions,) = (
        each for each in blocks(memo_of(record, "desk")) if isinstance(each, Table) and each.name == "positions"
    )
    heads = [plain(row.cells[0].paragraphs[0].content) for row in positions.rows if len(row.cells) == 1]
    assert len(heads) > 3
    assert len({": " in each for each in heads}) == 1


def state_told(table: Table, row: int) -> bool:
    """Whether the last cell of a row begins with where the issue stands; it is never said not to be stated."""
    first = table.rows[row].cells[-1].paragraphs[0]
    assert "Not stated" not in cell(table, row, -1)
    return first.of.endswith(".state_of_play")


def test_a_state_that_the_rest_bears_out_is_told() -> None:
    """One withheld position takes no state away where what is left bears out the same one."""
    view = view_of(record_at(HARBOUR), "negotiator")
    assert "P-OST-10" not in repr(view)
    assert {issue.state_of_play for issue in view.matrix if issue.id == "I-SHIP"} == {"Divergent"}
    assert all(issue.state_of_play for issue in view.matrix)


def pages(memo: Memo) -> Iterator[str]:
    """The words of each page of the PDF, without the spaces between them."""
    for page in pdf_of(memo).body():
        yield "".join("".join(page).split())


@pytest.mark.parametrize("path", RECORDS, ids=NAMES)
def test_rows_are_whole_and_heads_come_again(path: Path) -> None:
    """No row of a table is parted by the end of a page, and each page of the matrix has the heads of its columns."""
    memo = memo_for(path, "negotiator")[1]
    every = list(pages(memo))
    assert len(every) > 2
    for table in tables(memo):
        for number, row in enumerate(table.rows):
            parts = ["".join(plain(each.content).split()) for each in (p for c in row.cells for p in c.paragraphs)]
            on = [page for page in every if all(part in page for part in parts)]
            assert on, (table.name, number)
            assert any("Stateofplay" in page for page in on)


def test_landscape() -> None:
    """The matrix lies on its side, in PDF and in Word."""
    memo = memo_for(RECORDS[0], "negotiator")[1]
    with zipfile.ZipFile(BytesIO(write_docx(memo, desk().style))) as package:
        document = package.read("word/document.xml").decode()
    assert 'w:orient="landscape"' in document
    assert memo.landscape
