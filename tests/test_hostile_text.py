"""Text is inert: whatever the record says comes out of every format as it went in, wherever a memo holds text."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportgen.memo.inline import visible
from reportgen.memo.reader import read_memo
from reportgen.memo.tree import Memo, Text
from reportgen.memo.walk import lines, plain
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.variants import Engine
from tests.agreement import (
    ENGINES,
    in_docx,
    in_html,
    in_markdown,
    in_pdf,
    marked,
    marked_in_docx,
    marked_in_html,
    marked_in_markdown,
    pdf_of,
    printed,
    unspaced,
)
from tests.conftest import desk
from tests.readings import html_of

HOSTILE = (
    "US & China <b> {{ x }} 1. *not* | a",
    "{% raw %} {# no #} ${x} %(x)s {0}",
    "\"double\" 'single' “curly” «guillemets» `code` ``a`b``",
    "back\\slash \\* \\| \\\\ \\A \\0022 \\",
    "[x](y) ![x](y) [x]: y <https://x.example> [^1]",
    "# heading", "## heading ##", "closing #", "- entry", "+ entry", "* entry", "1. entry", "1) entry", "1986. A year",
    "> quote", "---", "- - -", "===", "~~~", "~~struck~~", "```", "***", "___", "|", "| a | b |", "|---|",
    ":-: | :-:", "\\|", "a\\", "</style><script>x</script>", "&amp; &#60; &lt;b&gt; &nbsp; &copy; &",
    "<!-- --> <? ?> <![CDATA[x]]> ]]>", "</title></head>",
    "\"; } @page { content: 'x' } /*", "url(http://x.example/) */ <br> </p>", "<a id=\"x\"></a>",
    "snake_case_name __init__ 2*3*4 a**b", "*.*", "http://x.example/?a=1&copy=2", "x@example.org", "www.x.example",
    "A-01 and P-CN-07, S1 ¶2", "- [ ] task", "\u00a0no-break\u00a0 space\u00a0", "=SUM(A1)", "@import", "-1", "+1",
    "😀 👩‍👩‍👧 ❤️ 👍🏽", "e\u0301 x\u0302 then x and e", "ﬁ ligature and fi", "会谈，“五个必须”", "日本語 한국어",
)  # fmt: skip
RIGHT_TO_LEFT = (
    "اتفق الجانبان على «مواصلة» المشاورات (2031)",
    "وسيُحدَّد عبر القنوات الدبلوماسية، ٤٠ طالبًا",
    "שיחות בנמל לירנה [2031]",
    "The word محادثات means talks",
)

PLACES = """
<memo lang="en-GB">
  <properties><title>{t}</title><author>{t}</author><subject>{t}</subject><keyword>{t}</keyword>
    <created>2031-05-14</created><identifier>x</identifier><version>1</version></properties>
  <running><marking>{t}</marking><draft>{t}</draft><footer>{t}</footer><pages>{t} <page/> {t} <pages/></pages></running>
  <section name="all"><h1>Memo</h1>{blocks}</section>
</memo>"""
BLOCKS = """
<h2>{t}</h2><h3>{t} <em>{t}</em></h3>
<p>{t}</p><p role="note"><strong>{t}</strong> {t} <em>{t}</em></p><p role="silence">{t}</p><p role="subtitle">{t}</p>
<p anchor="p-{n}"><a href="#p-{n}">{t}</a></p>
<p>{t}<strong>{t}</strong>{t}<em>{t}</em><a href="https://x.example/">{t}</a><strong><em>{t}</em></strong><br/>{t}</p>
<p><mark>{t}</mark><mark>{t}</mark> <mark><em>{t}</em></mark>{t}</p>
<p><em>{t}</em><em>{t}</em><strong>{t}</strong><strong>{t}</strong></p>
<ul><li>{t}</li><li><strong>{t}:</strong> {t}</li></ul><ol><li>{t}</li><li>{t}</li></ol><ol><li>{t}</li></ol>
<dl><dt>{t}</dt><dd>{t}</dd><dt>{t}</dt><dd><p>{t}</p><p role="silence">{t}</p></dd></dl>
<table><caption>{t}</caption><thead><tr><th>{t}</th><th>{t}</th></tr></thead><tbody>
  <tr role="group"><th>{t}</th></tr><tr><th>{t}</th><td>{t}</td></tr><tr><td><p>{t}</p><p>{t}</p></td><td>{t}</td></tr>
</tbody></table>
<aside role="caution"><p>{t}</p></aside>
<aside role="comment"><h2>{t}</h2><p><strong>{t}</strong> {t}</p><ul><li>{t}</li></ul></aside>
"""


def memo_of(*texts: str, blocks: str = BLOCKS) -> Memo:
    """A memo that holds the texts in every place a memo may hold text; the first runs on every page."""
    inner = "".join(blocks.format(t=escape(text), n=number) for number, text in enumerate(texts))
    return read_memo(PLACES.format(t=escape(texts[0]), blocks=inner))


ANYTHING = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12)
PIECES = st.sampled_from(
    [*"\\`*_{}[]()#+-.!|<>&;:~=\"'/ 1aé会", "&#60;", "&amp;", "1.", "1)", "**", "~~", "  ", "\u00a0"]
)
TEXT = (
    st.one_of(
        ANYTHING,
        st.lists(PIECES, min_size=1, max_size=8).map("".join),
        st.sampled_from(HOSTILE + RIGHT_TO_LEFT),
    )
    .map(lambda text: re.sub(" +", " ", text).strip(" "))
    .filter(lambda text: visible((Text(text),)))
)
"""What a reader sees something of; a memo holds no other."""

many = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("text", HOSTILE + RIGHT_TO_LEFT)
def test_every_text_goes_through_the_gate_unchanged(text: str) -> None:
    """Markup that holds a text, escaped, makes a memo that holds the text."""
    said = [plain(content) for content in lines(memo_of(text, blocks="<p>{t}</p>"))]
    assert said == ["Memo", text]


@pytest.mark.parametrize("text", HOSTILE + RIGHT_TO_LEFT)
def test_hostile_text_is_inert(text: str) -> None:
    """In HTML, Markdown and DOCX every place of a hostile text reads as the memo's."""
    check_all(text)


@many
@given(TEXT)
@example("#")
@example("##")
@example("*")
@example("\xada")
def test_any_text_is_inert(text: str) -> None:
    """In HTML, Markdown and DOCX every place of any text reads as the memo's."""
    check_all(text)


def check_all(text: str) -> None:
    memo = memo_of(text)
    for read in (in_html, in_markdown, in_docx):
        found, said = read(memo)
        assert found == said
    assert marked_in_html(memo) == marked(memo)
    assert marked_in_markdown(memo) == marked(memo)
    marking, draft, footer = (plain(part) for part in (memo.running.marking, memo.running.draft, memo.running.footer))
    assert marked_in_docx(memo) == {
        "word/header.xml": [draft, marking],
        "word/footer.xml": [marking, footer, f"{text} 1 {text} 1"],
    }


DRESSED = st.recursive(
    TEXT.map(escape),
    lambda inner: st.tuples(
        st.sampled_from(["strong", "em", "mark", "span lang='fr'"]), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"),
    max_leaves=6,
)
ADDRESS = "https://x.example/(a)?b=1&amp;copy=2|3"
INLINE = st.one_of(DRESSED, DRESSED.map(lambda inner: f'<a href="{ADDRESS}">{inner}</a>'))


@many
@given(st.lists(INLINE, min_size=1, max_size=4).map("".join))
@example("<strong>a.</strong>b")
@example("<em>a</em><em>b</em>")
@example("<strong>a</strong><em>b</em><strong>c</strong>d")
@example("<em>a<strong>b</strong></em>c")
@example("<strong>a </strong>b<em> c</em>")
@example('<a href="https://x.example/"><em>a</em></a>b')
@example("<em>2*3</em>*<em>4</em>")
@example('!<a href="https://x.example/">a</a>')
def test_any_emphasis_is_inert(markup: str) -> None:
    """Emphasis, links and languages inside one another, close together or apart, change no word."""
    memo = memo_of("x", blocks=EMPHASIS.replace("MARKUP", markup.replace("{", "{{").replace("}", "}}")))
    for read in (in_html, in_markdown, in_docx):
        found, said = read(memo)
        assert found == said


EMPHASIS = """
<h2>xMARKUP</h2><p>xMARKUP</p><ul><li>xMARKUP</li></ul>
<table><caption>xMARKUP</caption><thead><tr><th>xMARKUP</th></tr></thead><tbody><tr><td>xMARKUP</td></tr></tbody></table>
"""


# ------------------------------------------------------------------------------------ properties


def test_hostile_text_is_inert_in_properties() -> None:
    """Title, author, subject and keywords of HTML, PDF and DOCX are those of the memo, whatever they hold."""
    for text in HOSTILE + RIGHT_TO_LEFT:
        memo = memo_of(text, blocks="<p>x</p>")
        html = html_of(write_html(memo, desk().style, desk().css))
        assert html.title is not None
        named = {meta["name"]: meta["content"] for meta in html.find_all("meta", attrs={"name": True})}
        assert [html.title.string, named["author"], named["description"], named["keywords"]] == properties_of(memo)
        core = docx.Document(BytesIO(write_docx(memo, desk().style))).core_properties
        assert [core.title, core.author, core.subject, core.keywords] == properties_of(memo)


def properties_of(memo: Memo) -> list[str]:
    properties = memo.properties
    return [properties.title, properties.author, properties.subject, *properties.keywords]


# ------------------------------------------------------------------------------------------- PDF


@pytest.mark.slow
@ENGINES
def test_hostile_text_is_inert_in_print(engine: Engine) -> None:
    """In PDF, too, every place of every hostile text reads as the memo's."""
    found, said = in_pdf(memo_of(*HOSTILE, RIGHT_TO_LEFT[-1]), engine)
    assert found == said


@pytest.mark.parametrize("text", RIGHT_TO_LEFT[:-1])
@ENGINES
def test_text_from_right_to_left_is_inert_in_print(text: str, engine: Engine) -> None:
    """Arabic and Hebrew, alone and as a span among other words, read in their own order."""
    found, said = in_pdf(memo_of(text, blocks='<p>{t}</p><ul><li>Said: <span lang="ar">{t}</span>.</li></ul>'), engine)
    assert found == said


@pytest.mark.parametrize("text", [text for text in HOSTILE if re.search(r"[\\\"<;@😀]", text)])
@ENGINES
def test_hostile_text_is_inert_around_the_body_of_a_pdf(text: str, engine: Engine) -> None:
    """Marking, draft notice, footer, page words and properties of a PDF are the memo's, though CSS carries some."""
    memo = memo_of(text, blocks="<p>x</p>")
    pdf = pdf_of(memo, engine)
    assert pdf.file.metadata is not None
    assert [pdf.file.metadata[f"/{key}"] for key in ("Title", "Author", "Subject", "Keywords")] == properties_of(memo)
    (running,) = pdf.running
    shown = unspaced(printed(text))
    found, said = unspaced(printed("".join(running))), f"{shown * 5}1{shown}1"
    if engine is Engine.TYPST:  # where three parts stand side by side on several lines, their lines take turns
        found, said = "".join(sorted(found)), "".join(sorted(said))
    assert found == said
