"""Specification of ``reportgen.memo.numbers``: every table of a memo has its number, in the words of the template."""

from __future__ import annotations

import pytest

from reportgen.errors import TemplateError
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import Memo, Strong, Table, TableNumber, Text
from reportgen.memo.walk import blocks, plain
from tests.conftest import RECORDS, memo_for

FORM = "<tables>Table <number/>.</tables>"
SECTIONS = "<section name='a'><h1>A</h1>{}{}</section><section name='b'>{}</section>"


def table(caption: str) -> str:
    rows = "<thead><tr><th>B</th></tr></thead><tbody><tr><td>C</td></tr></tbody>"
    return f"<table><caption>{caption}</caption>{rows}</table>"


def memo(*captions: str, form: str = FORM) -> Memo:
    """A memo with three tables, in two sections."""
    head = "<properties><title>t</title><created>2031-05-14</created></properties>"
    running = "<running><marking>m</marking><pages><page/></pages></running>"
    return read_memo(f'<memo lang="en">{head}{running}{form}{SECTIONS.format(*map(table, captions))}</memo>')


def captions(found: Memo) -> list[str]:
    return [plain(block.caption) for block in blocks(found) if isinstance(block, Table)]


def test_tables_are_counted_through_the_memo() -> None:
    """Tables are counted from the first to the last, whatever section they stand in."""
    found = memo("one", "<em>two</em>", "three")
    assert captions(found) == ["Table 1. one", "Table 2. two", "Table 3. three"]
    first = next(block for block in blocks(found) if isinstance(block, Table))
    assert first.caption == (Text("Table "), TableNumber(1), Text(". one"))


def test_caption_may_have_its_own_place_for_the_number() -> None:
    """A caption that says its number itself is left as it is, and counted like the others."""
    found = memo("one", "<strong>(<number/>)</strong> two", "three")
    assert captions(found) == ["Table 1. one", "(2) two", "Table 3. three"]
    second = [block for block in blocks(found) if isinstance(block, Table)][1]
    assert second.caption == (Strong((Text("("), TableNumber(2), Text(")"))), Text(" two"))


def test_memo_without_the_words_has_no_numbers() -> None:
    """A template of a desk's own that does not say how tables are numbered has captions as they are."""
    assert captions(memo("one", "two", "three", form="")) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("<tables>Table</tables>", "has no <number/>"),
        ("<tables><number/></tables><tables><number/></tables>", "<tables> may not stand here in <memo>"),
        ("<tables>Table <page/></tables>", "<page> may not stand in <tables>"),
        ("<tables><number>1</number></tables>", "<number/> holds nothing"),
    ],
)
def test_odd_words_are_refused(form: str, message: str) -> None:
    """Words without a number, twice, or with anything else in them are refused."""
    with pytest.raises(TemplateError, match=message):
        memo("one", "two", "three", form=form)


def test_number_stands_in_captions_alone() -> None:
    """Nothing but a caption has a number of a table in it."""
    with pytest.raises(TemplateError, match="<number> may not stand in <h1>"):
        read_memo("<memo lang='en'><section name='a'><h1><number/></h1></section></memo>")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Table 1. "),
        ("fr", "Tableau 1. "),
        ("es", "Tabla 1. "),
        ("ru", "Таблица 1. "),
        ("zh", "表1 "),
        ("ar", "الجدول 1. "),
    ],
)
def test_numbers_in_every_language(language: str, words: str) -> None:
    """The words before a caption are those of the memo's language."""
    (first, *_) = captions(memo_for(RECORDS[0], "principal", language)[1])
    assert first.startswith(words)
