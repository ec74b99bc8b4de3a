"""Specification of ``reportgen.memo.inline``: words come through the gate as they were written, space by space."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.memo.reader import read_memo
from reportgen.memo.tree import (
    Break,
    Emphasis,
    Inline,
    Link,
    Mark,
    Paragraph,
    Span,
    Strong,
    Text,
)
from reportgen.memo.walk import plain
from tests.conftest import BUILT, NAMES, memo_for
from tests.memo_markup import inlines, markup_of
from tests.probe import blocks

FRAME = (
    '<memo lang="en"><properties><title>A</title><created>2031-01-01</created></properties>'
    "<running><marking>A</marking><pages><page/></pages></running>"
    '<section name="a"><h1>A</h1><p anchor="x">A</p><p>{}</p></section></memo>'
)


def content(written: str) -> tuple[Inline, ...]:
    """What a paragraph's markup is read as."""
    last = read_memo(FRAME.format(written)).sections[-1].blocks[-1]
    assert isinstance(last, Paragraph)
    return last.content


A, B, C = Text("a"), Text("b"), Text("c")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  a  b\n\tc ", (Text("a b c"),)),
        ("a <strong> b</strong> c", (Text("a "), Strong((B,)), Text(" c"))),
        ("a<strong> b </strong>c", (A, Strong((Text(" b "),)), C)),
        ("<em>a </em>b", (Emphasis((Text("a "),)), B)),
        ("<em>a </em> b", (Emphasis((Text("a "),)), B)),
        ("<em> a </em>", (Emphasis((A,)),)),
        ("<em>a</em> <em>b</em>", (Emphasis((A,)), Text(" "), Emphasis((B,)))),
        ("<em>a</em>\n<em>b</em>\n", (Emphasis((A,)), Text(" "), Emphasis((B,)))),
        ("<em><strong> a </strong> </em> b", (Emphasis((Strong((Text("a "),)),)), B)),
        ("a <em> <strong> b</strong></em>", (Text("a "), Emphasis((Strong((B,)),)))),
        ("a <br/> b", (A, Break(), B)),
        ("a <em> <br/> b</em>", (A, Emphasis((Break(), B)))),
        ("<em>a </em> <br/> <em> b</em>", (Emphasis((A,)), Break(), Emphasis((B,)))),
        ("a <em>b <br/></em> c", (Text("a "), Emphasis((B, Break())), C)),
        ("a<em> </em>b", (A, Emphasis((Text(" "),)), B)),
        ("a <em> </em> b", (Text("a b"),)),
        ("a<em/>b", (Text("ab"),)),
        ("a<em> </em>", (A,)),
        ("<em> </em>a", (A,)),
        ("a&#160; b", (Text("a\u00a0 b"),)),
        ("&#160;a&#160;", (Text("\u00a0a\u00a0"),)),
        ("a &#160; b", (Text("a \u00a0 b"),)),
        ("a&#8239;b&#8195;c", (Text("a\u202fb\u2003c"),)),
        ("a<!-- b -->c", (Text("ac"),)),
        ("a <!-- b --> c", (Text("a c"),)),
        ("a&amp;&lt;b&gt;", (Text("a&<b>"),)),
        ('<span lang="zh"> 五 </span> b', (Span((Text("五 "),), "zh"), B)),
        ('a <a href="#x"> b </a>.', (Text("a "), Link((Text("b "),), "#x"), Text("."))),
    ],
)  # fmt: skip
def test_space(written: str, read: tuple[Inline, ...]) -> None:
    """White space collapses once over a whole paragraph, and never glues two words together."""
    assert content(written) == read


def test_space_of_templates(tmp_path: Path) -> None:
    """Lines and indents of a template are no words of a memo."""
    probe = "<p>\n  a\n  {% if view %}\n  <strong>b</strong>\n  {% endif %}\n  , c\n</p>"
    assert blocks(tmp_path, probe) == (Paragraph((Text("a "), Strong((B,)), Text(" , c"))),)


TEXTS = st.text(st.sampled_from("ab<&\"'> \t\n\u00a0\u3000五م\u202f{}é"), max_size=6).map(Text)
LEAVES = st.one_of(TEXTS, st.just(Break()))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda each: Strong(tuple(each))),
        st.lists(inner, max_size=4).map(lambda each: Emphasis(tuple(each))),
        st.lists(inner, max_size=4).map(lambda each: Mark(tuple(each))),
        st.lists(inner, max_size=4).map(lambda each: Span(tuple(each), "ar")),
    ),
    max_leaves=12,
)
CONTENT = st.lists(st.one_of(TREES, st.just(Link((Text("x "), Break()), "#x"))), max_size=5).map(tuple)


def expected(written: tuple[Inline, ...]) -> str:
    """The words of inline content by the rule: runs of white space are one space, none beside a line's end."""
    collapsed = re.sub(r"[ \t\n\r\f]+", " ", plain(_marked(written)))
    return re.sub(" ?\x00 ?", "\n", f"\x00{collapsed}\x00")[1:-1]


def _marked(written: tuple[Inline, ...]) -> tuple[Inline, ...]:
    marked: list[Inline] = []
    for each in written:
        match each:
            case Break():
                marked.append(Text("\x00"))
            case Strong(inner) | Emphasis(inner) | Mark(inner) | Span(inner) | Link(inner):
                marked.append(Strong(_marked(inner)))
            case _:
                marked.append(each)
    return tuple(marked)


@given(CONTENT)
@settings(max_examples=400, deadline=None)
def test_words_come_back(written: tuple[Inline, ...]) -> None:
    """Any inline content, written as markup and read, has equal words."""
    assert plain(content(f"<strong>!</strong>{inlines(written)}<strong>!</strong>")) == expected(
        (Text("!"), *written, Text("!"))
    )


@given(CONTENT)
@settings(max_examples=400, deadline=None)
def test_once_is_enough(written: tuple[Inline, ...]) -> None:
    """What was read once, written and read again, is equal to the last node."""
    once = content(f"!{inlines(written)}")
    assert content(inlines(once)) == once


@given(CONTENT)
@settings(max_examples=200, deadline=None)
def test_no_space_at_an_edge(written: tuple[Inline, ...]) -> None:
    """Content neither begins nor ends with a space, holds no two in a row, and no node without a character."""
    read = content(f"!{inlines(written)} ")
    assert not re.search(r"^ | $|  | \n|\n ", plain(read))
    assert all(plain((each,)) for each in _nodes(read))


def _nodes(read: tuple[Inline, ...]) -> list[Inline]:
    inner = [
        node
        for each in read
        if isinstance(each, Strong | Emphasis | Mark | Span | Link)
        for node in _nodes(each.content)
    ]
    return [*read, *inner]


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_memos_come_back(path: Path, audience: str) -> None:
    """A whole memo, written as markup and read, is the same memo."""
    _, memo = memo_for(path, audience)
    assert read_memo(markup_of(memo)) == memo
