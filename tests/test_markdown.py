"""Markdown: what a reader of it makes of the memo's structure."""

from __future__ import annotations

from reportgen.memo.tree import Heading, List, ListEntry, Memo, Term, Terms
from reportgen.writers.markdown import write_markdown
from tests.readings import markdown_of, text_of
from tests.word_memo import MEMO, memo_of, said, words


def lists_of(memo: Memo) -> list[tuple[str, str, list[str]]]:
    """Every list: its kind, the number it begins with, its entries."""
    found = markdown_of(write_markdown(memo)).find_all(["ul", "ol"])
    return [
        (each.name, str(each.get("start", "1")), [text_of(entry) for entry in each.find_all("li")]) for each in found
    ]


def entries(*texts: str, ordered: bool = False) -> List:
    return List(tuple(ListEntry(words(text)) for text in texts), ordered)


def test_lists_next_to_one_another_stay_apart() -> None:
    """Lists, and the lines of a header block, that follow one another are as many lists, each numbered from one."""
    terms = Terms((Term(words("Place"), (said("Lirne"),)),))
    memo = memo_of(
        Heading(words("Memo"), 1), terms, entries("a"), entries("b"), terms, said("Words between."), entries("c"),
        entries("d", "e", ordered=True), entries("f", ordered=True), entries("g", ordered=True),
    )  # fmt: skip
    assert lists_of(memo) == [
        ("ul", "1", ["Place Lirne"]),
        ("ul", "1", ["a"]),
        ("ul", "1", ["b"]),
        ("ul", "1", ["Place Lirne"]),
        ("ul", "1", ["c"]),
        ("ol", "1", ["d", "e"]),
        ("ol", "1", ["f"]),
        ("ol", "1", ["g"]),
    ]


def test_structure_is_markdowns_own() -> None:
    """Headings, boxes, tables, emphasis and links are Markdown's own, a box being a quotation."""
    soup = markdown_of(write_markdown(MEMO))
    assert [text_of(each) for each in soup.find_all("h2")] == ["Agreements", "Sources"]
    assert [text_of(box.find(["p", "h3"])) for box in soup.find_all("blockquote")] == [
        "One voice. Not checked against a second source.",
        "Comment",
    ]
    assert [len(table.find_all("th")) for table in soup.find_all("table")] == [4, 2, 2]
    assert {text_of(each) for each in soup.find_all("em")} >= {"The Lirne Post", "Not stated", "No position reported."}
    assert {text_of(each) for each in soup.find_all("strong")} >= {"One voice.", "daily", "Parties", "Agreed"}
    assert {str(link["href"]) for link in soup.find_all("a", href=True)} >= {"#S1-2", "#A-01"}


def test_file_is_plain_text_with_line_ends_of_one_kind() -> None:
    """The file is UTF-8 without a mark, its lines end in a line feed, and it ends with one."""
    content = write_markdown(MEMO)
    assert content.decode().startswith("**INTERNAL & limited**\n\n**DRAFT")
    assert b"\r" not in content
    assert content.endswith(b"\n\n**INTERNAL & limited**\n")
