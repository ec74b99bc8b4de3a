"""Citations as footnotes and endnotes of Word: the words of the body stay, and each note has those of its passage."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from reportgen.memo.tree import Link, Memo, Span, Table, Text
from reportgen.memo.walk import links, passages, plain
from reportgen.style import Citations, Letterhead, Style
from reportgen.writers.docx import write_docx
from tests.conftest import LANGUAGES, RECORDS, desk, memo_for
from tests.letterheads import ministry
from tests.word_faults import faults
from tests.word_memo import MEMO, NS, File, W, found, heads, memo_of, row, said, spoken, value, words

KINDS = ("footnote", "endnote")


def written(memo: Memo, kind: str, style: Style | None = None) -> File:
    base = style or desk().style
    return File(write_docx(memo, base.model_copy(update={"citations": Citations(f"{kind}s")})))


def notes(file: File, kind: str) -> list[list[str]]:
    """The paragraphs of every note, without the separators."""
    own = [each for each in file.part(f"word/{kind}s.xml") if not each.get(f"{W}type")]
    return [["".join(spoken(p)) for p in found(each, "w:p")] for each in own]


def cited(memo: Memo) -> list[Link]:
    """The links of a memo that lead to a passage it prints."""
    return [link for link in links(memo) if link.anchor in passages(memo)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.parent.name)
def test_every_citation_has_its_note(record: Path, kind: str) -> None:
    """The body says what it says with links; each citation is the mark of a note that repeats its passage."""
    memo = memo_for(record, "desk")[1]
    file, linked = written(memo, kind), File(write_docx(memo, desk().style))
    assert file.lines() == linked.lines()
    told, expected = notes(file, kind), cited(memo)
    assert len(told) == len(expected) > 20
    for paragraphs, link in zip(told, expected, strict=True):
        passage = [plain(each.content) for each in passages(memo)[link.anchor]]
        assert paragraphs == [f"{plain(link.content)} {passage[0]}", *passage[1:]]
    marks = found(file.document, f".//w:{kind}Reference/..")
    assert ["".join(spoken(each)) for each in marks] == [plain(link.content) for link in expected]
    assert faults(file.content) == []


@pytest.mark.parametrize("kind", KINDS)
def test_note_and_citation_lead_to_each_other(kind: str) -> None:
    """The mark stands in a bookmark, and the same mark in the note leads back to it."""
    file = written(memo_for(RECORDS[0], "desk")[1], kind)
    own = [each for each in file.part(f"word/{kind}s.xml") if not each.get(f"{W}type")]
    for note, reference in zip(own, found(file.document, f".//w:{kind}Reference"), strict=True):
        assert note.get(f"{W}id") == reference.get(f"{W}id")
        run = reference.getparent()
        assert [each.tag for each in (run.getprevious(), run.getnext())] == [f"{W}bookmarkStart", f"{W}bookmarkEnd"]
        assert note.find("w:p/w:hyperlink", NS).get(f"{W}anchor") == run.getprevious().get(f"{W}name")
        assert (reference.get(f"{W}customMarkFollows"), reference.getnext().tag) == ("1", f"{W}t")
        assert value(run, "w:rPr/w:rStyle") == f"{kind.title()}Reference"


@pytest.mark.parametrize("kind", KINDS)
def test_word_is_told_of_its_separators(kind: str) -> None:
    """The two notes that Word draws its lines from are there, and the settings name them where the schema wants it."""
    file = written(memo_for(RECORDS[0], "desk")[1], kind)
    special = [(each.get(f"{W}type"), each.get(f"{W}id")) for each in file.part(f"word/{kind}s.xml")[:2]]
    assert special == [("separator", "-1"), ("continuationSeparator", "0")]
    named = file.part("word/settings.xml").find(f"w:{kind}Pr", NS)
    assert [each.get(f"{W}id") for each in named] == ["-1", "0"]
    assert named.getnext().tag == f"{W}compat"


@pytest.mark.parametrize("audience", ["principal", "public"])
def test_memo_without_passages_has_no_notes(audience: str) -> None:
    """Where the memo prints no passages nothing changes: a note would say what the audience is not shown."""
    memo = memo_for(RECORDS[0], audience)[1]
    assert written(memo, "footnote").content == write_docx(memo, desk().style)


def test_links_stay_links_by_default() -> None:
    """Without the key a citation is a link, and there is no part with notes."""
    file = File(write_docx(memo_for(RECORDS[0], "desk")[1], desk().style))
    assert not [name for name in file.archive.namelist() if "notes" in name]
    assert len(found(file.document, ".//w:hyperlink[@w:anchor]")) > 60


def test_other_links_stay_links() -> None:
    """Only what leads to a passage is a note: entries, sections and addresses are led to as ever."""
    memo = memo_for(RECORDS[0], "desk")[1]
    expected = [plain(link.content) for link in links(memo) if link.anchor not in passages(memo)]
    file = written(memo, "endnote")
    assert ["".join(spoken(each)) for each in found(file.document, ".//w:hyperlink")] == expected
    assert len(found(written(MEMO, "footnote", Style()).document, ".//w:hyperlink")) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_in_every_language(language: str) -> None:
    """Marks are whole, in one run, in memos of every language; a passage keeps its own language and direction."""
    memo = memo_for(RECORDS[-1], "desk", language)[1]
    file = written(memo, "footnote")
    assert faults(file.content) == []
    marks = found(file.document, ".//w:footnoteReference/..")
    assert ["".join(spoken(each)) for each in marks] == [plain(link.content) for link in cited(memo)]
    turned = [p.find("w:pPr/w:bidi", NS) is not None for p in file.part("word/footnotes.xml").iter(f"{W}p")]
    assert len([key for key, _ in groupby(turned)]) > 2


def test_passage_with_links_and_languages() -> None:
    """What a passage holds goes along: an address that it leads to, words in another language."""
    passage = said(
        (Link(words("Post"), "https://post.example"), Text(" "), Span(words("渡口"), "zh")), of="S1.p2.words"
    )
    table = Table("sources", (), heads("¶", "Words"), (row(said("¶2", anchor="S1.p2"), passage),))
    file = written(memo_of(said((Text("So "), Link(words("¶2"), "#S1.p2"))), table), "endnote")
    assert notes(file, "endnote") == [["¶2 Post 渡口"]]
    assert faults(file.content) == []
    (address,) = file.part("word/_rels/endnotes.xml.rels")
    assert address.get("Target") == "https://post.example"


def test_notes_in_a_letterhead(tmp_path: Path) -> None:
    """A memo in a letterhead has its notes as well."""
    (tmp_path / "ministry.docx").write_bytes(ministry())
    style = desk().style.model_copy(update={"letterhead": Letterhead(file=str(tmp_path / "ministry.docx"))})
    memo = memo_for(RECORDS[0], "desk")[1]
    file = written(memo, "footnote", style)
    assert len(notes(file, "footnote")) == len(cited(memo))
    assert faults(file.content) == []
