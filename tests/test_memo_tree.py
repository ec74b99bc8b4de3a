"""Specification of ``reportgen.memo.tree``: a closed set of types, each of which markup can say and the gate read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields, replace

from reportgen.memo import tree
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import (
    Box,
    BoxRole,
    Break,
    Cell,
    Emphasis,
    Heading,
    Link,
    List,
    ListEntry,
    Mark,
    Memo,
    PageCount,
    PageNumber,
    Paragraph,
    ParagraphRole,
    Properties,
    Row,
    Running,
    Section,
    Span,
    Strong,
    Table,
    TableNumber,
    Term,
    Terms,
    Text,
    is_right_to_left,
)
from reportgen.memo.walk import Names, anchored, lines, plain
from tests.conftest import BUILT, NAMES, memo_for
from tests.memo_markup import markup_of

A = (Text("a"),)
MIXED = (
    Text("US & China "),
    Strong((Text("<b> "), Emphasis((Text("{{ x }}"),)))),
    Mark((Text("said "), Emphasis(A))),
    Break(),
    Span((Text("五个必须\u00a0。"),), "zh-Hant-TW"),
    Link((Text("there"),), "#there"),
    Link((Text("out"),), "https://a.org/?b=c&d"),
)
EVERY = Memo(
    language="ar",
    landscape=True,
    properties=Properties("T & t", "Desk", "Memo", ("x", "y <z>"), date(2031, 2, 3), "t.desk", "2.1"),
    running=Running(
        MIXED, A, (Emphasis(A),), (Text("Page "), PageNumber(), Text(" of "), Strong((PageCount(),))), MIXED
    ),
    sections=(
        Section("first", (Heading(A, 1, "t.title", "top"), Paragraph(A, ParagraphRole.SUBTITLE))),
        Section("empty", ()),
        Section(
            "all",
            (
                Heading(MIXED, 2, anchor="there"),
                *(Paragraph(MIXED, role, f"A-01.{role}", f"x-{role}", "fr") for role in ParagraphRole),
                List((ListEntry(A, "A-02.text", "two", "de"), ListEntry(MIXED))),
                List((ListEntry(A),), ordered=True),
                Terms(
                    (
                        Term(MIXED, (Paragraph(A, of="A-03.text", anchor="three"),)),
                        Term(A, (Paragraph(A), Paragraph(A, lang="he"))),
                    )
                ),
                Heading(A, 3),
                *(Box(role, (Heading(A, 3), Paragraph(MIXED), List((ListEntry(A),)))) for role in BoxRole),
                Table(
                    "t",
                    (Text("Table "), Strong((TableNumber(1),)), *MIXED),
                    Row((Cell((Paragraph(A),), True), Cell((Paragraph(MIXED),), True))),
                    (
                        Row((Cell((Paragraph(A, of="I-01.title"),), True),), group=True),
                        Row((Cell((Paragraph(A),), True), Cell((Paragraph(A, anchor="cell"), Paragraph(MIXED))))),
                    ),
                ),
            ),
        ),
    ),
)


def nodes(value: Any) -> list[Any]:
    """Everything in a tree that is a node."""
    if isinstance(value, tuple):
        return [node for each in value for node in nodes(each)]
    names = value.__struct_fields__ if isinstance(value, Struct) else ()
    return [value, *(node for name in names for node in nodes(getattr(value, name)))]


def test_every_type_comes_back() -> None:
    """A memo with every type of node, written as markup and read, is the same memo."""
    assert read_memo(markup_of(EVERY)) == EVERY


def test_every_type_is_there() -> None:
    """The memo of the test above has every type of node that markup can make, and every role."""
    declared = {each for each in vars(tree).values() if isinstance(each, type) and issubclass(each, Struct)}
    declared -= {Struct, tree.Logo}
    assert {type(node) for node in nodes(EVERY)} >= declared
    assert {str(role) for role in (*ParagraphRole, *BoxRole)} <= {str(node) for node in nodes(EVERY)}


def test_frozen() -> None:
    """No node of a memo can be changed after it was read."""
    for node in nodes(EVERY):
        if isinstance(node, Struct):
            with pytest.raises(AttributeError, match="immutable"):
                setattr(node, fields(node)[0].name if fields(node) else "text", "other")


@pytest.mark.parametrize(
    ("language", "answer"), [("ar", True), ("he-IL", True), ("fa", True), ("en-GB", False), ("arn", False)]
)
def test_right_to_left(language: str, answer: bool) -> None:
    """The direction of a memo is that of its language."""
    assert is_right_to_left(language) is answer
    assert replace(EVERY, language=language).right_to_left is answer


def test_lines_are_in_reading_order() -> None:
    """The words of a memo come in reading order: a table's caption, head and rows, a term's name and what it says."""
    row = Row((Cell((Paragraph((Text("5"),)), Paragraph((Text("6"),)))), Cell((Paragraph((Text("7"),)),))))
    head = Row((Cell((Paragraph((Text("3"),)),)), Cell((Paragraph((Text("4"),)),))))
    blocks = (
        Heading((Text("1"),), 1),
        Table("t", (Text("2"),), head, (row,)),
        Terms((Term((Text("8"),), (Paragraph((Text("9"),)),)),)),
        Box(BoxRole.CAUTION, (List((ListEntry((Text("10"),)),)), Paragraph((Text("11"),)))),
    )
    memo = replace(EVERY, sections=(Section("a", blocks[:1]), Section("b", blocks[1:])))
    assert [plain(content) for content in lines(memo)] == [str(number) for number in range(1, 12)]


def test_names_are_unique() -> None:
    """What is stated twice gets a numbered name the second time, and an anchor keeps its own."""
    names = Names()
    assert names.of(Paragraph(A, of="A-01.text", anchor="A-01")) == ("A-01", "A-01.text")
    assert names.of(ListEntry(A, of="A-01.text")) == ("A-01.text--2",)
    assert names.of(Heading(A, 2)) == ()


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_names_of_whole_memos(path: Path, audience: str) -> None:
    """In a whole memo every name is given once."""
    _, memo = memo_for(path, audience)
    names = Names()
    given = [name for line in anchored(memo) for name in names.of(line)]
    assert len(given) == len(set(given)) > 20
