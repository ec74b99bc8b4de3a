"""Specification of ``reportgen.stylesheet``: a memo.css dresses, and does nothing else."""

from __future__ import annotations

import random
import re

import pytest

from reportgen.errors import StyleError
from reportgen.stylesheet import LARGEST, checked
from reportgen.writers._html import css_properties
from tests.conftest import desk

KNOWN = frozenset(re.findall(r"(--[\w-]+):", css_properties(desk().style)))


def problems(css: str) -> list[str]:
    """What is wrong with a stylesheet, each problem with its place."""
    with pytest.raises(StyleError) as refused:
        checked(css, "memo.css", KNOWN)
    return [str(problem) for problem in refused.value.problems]


def test_our_own_is_accepted() -> None:
    """A copy of the shipped memo.css is accepted, and none of its declarations is lost."""
    written = checked(desk().css, "memo.css", KNOWN)
    assert written.count(";") == re.sub(r"/\*.*?\*/", "", desk().css, flags=re.DOTALL).count(";")


def test_reading_twice_changes_nothing() -> None:
    """What was written anew is read as the same."""
    once = checked(desk().css, "memo.css", KNOWN)
    assert checked(once, "memo.css", KNOWN) == once


def test_comments_are_left_out() -> None:
    """A comment, whatever is in it, does not reach a memo."""
    assert checked("<!-- h2 { color: inherit } -->", "memo.css", KNOWN) == "h2 { color: inherit; }\n"
    written = checked("/* </style><script>x</script> */ h2 /* a */ { color: /* b */ inherit }", "memo.css", KNOWN)
    assert written == "h2 { color: inherit; }\n"


@pytest.mark.parametrize(
    "css",
    [
        "h2 { font-size: 14pt; margin: 0 0 1em auto; border-bottom: 0.75pt solid var(--colour-accent) }",
        "td, th { padding: 2mm 4px; background: var(--colour-shade) !important }",
        "a[href^='#']:hover { text-decoration: underline }",
        "tr:nth-child(2n+1) td { background-color: #FFFFFF }",
        "li::marker { color: var(--colour-quiet) } ul { list-style: square inside }",
        "section.sources > table + p:not(:first-child) { break-before: page }",
        "@charset 'utf-8'; @media print { p { orphans: 3; widows: 3 } }",
        "@media screen and (max-width: 40em), print { main { max-width: 50em } }",
        "", "/* nothing */", "\ufeffh1 { color: inherit }", "h1 {}", "h1 { color: inherit",
    ],
)  # fmt: skip
def test_what_dresses_is_accepted(css: str) -> None:
    """Sizes, spaces, lines, weights, grounds and breaks may be set."""
    assert "<" not in checked(css.removeprefix("\ufeff"), "memo.css", KNOWN)


REFUSED = {
    "speaks": (
        "h1::before { content: 'Agreed: ' }",
        "h1 { content: 'no' }",
        "p { quotes: 'a' 'b' }",
        "ol { list-style-type: 'signed ' }",
        "ol { list-style: url(a.png) }",
        "li::marker { content: 'x' }",
        "h1 { bookmark-label: 'secret' }",
        "h1 { -weasy-bookmark-label: 'x' }",
        "h1 { string-set: a 'x' }",
        "p { counter-increment: page 100 }",
        "p { counter-reset: page }",
        "p { float: footnote }",
        "a::after { content: target-counter(attr(href), page) }",
        "p { content: attr(id) }",
        "p::first-letter { color: red }",
        "@counter-style a { system: cyclic; symbols: 'x' }",
        "@page { @top-center { content: 'PUBLIC' } }",
        "p { text-transform: uppercase }",
        "p { text-decoration: line-through }",
        "ol { list-style-type: symbols('*') }",
        "p { content: leader('.') }",
        "p { hyphenate-character: 'not' }",
        "p { font-feature-settings: 'ss01' }",
        "p { block-ellipsis: 'x' }",
        "p::after { color: inherit }",
        "p { font-variant-alternates: styleset(a) }",
    ),
    "hides": (
        "p { display: none }",
        "p { visibility: hidden }",
        "p { opacity: 0 }",
        "p { font-size: 0 }",
        "p { font-size: 0.1px }",
        "p { font-size: 0.5em }",
        "p { font-size: 10% }",
        "p { font-size: smaller }",
        "p { font: 1px serif }",
        "p { color: #fff }",
        "p { color: transparent }",
        "p { color: rgb(255 255 255 / 0) }",
        "p { color: var(--colour-shade) }",
        "p { color: var(--colour-rule) }",
        "p { background: #000 }",
        "p { background: var(--colour-text) }",
        "p { position: absolute; left: -999cm }",
        "p { text-indent: -999px }",
        "p { margin-left: -50mm }",
        "p { margin: 0 500mm }",
        "p { overflow: hidden; height: 1px }",
        "p { max-height: 0 }",
        "p { line-height: 0 }",
        "p { letter-spacing: -1em }",
        "p { transform: scale(0) }",
        "p { clip-path: inset(50%) }",
        "p { clip: rect(0 0 0 0) }",
        "p { filter: opacity(0) }",
        "p { mask: none }",
        "p { mix-blend-mode: screen }",
        "p { float: none; width: 0 }",
        "p { all: unset }",
        "p { text-overflow: ellipsis }",
        "p { z-index: -1 }",
        "p { display: contents }",
        "p { content-visibility: hidden }",
        "p { -webkit-text-fill-color: white }",
        "p { color: initial-value }",
        "p { max-lines: 1 }",
        "p { line-clamp: 1 }",
        "p { --size-text: 0.1pt }",
        ":root { --colour-text: #ffffff }",
        "p { border-color: red }",
        "@media print { p { display: none } }",
    ),
    "reorders": (
        "p { direction: rtl }",
        "p { unicode-bidi: bidi-override }",
        "main { display: flex; flex-direction: column-reverse }",
        "main { display: grid }",
        "p { order: -1 }",
        "p { writing-mode: vertical-rl }",
        "p { columns: 2 }",
        "p { position: running(a) }",
    ),
    "fetches": (
        "@import 'http://x.example/a.css';",
        "@import url(//x.example);",
        "p { background: url(http://x.example/a.png) }",
        "p { background-image: url(a.png) }",
        "p { background: image-set('http://x.example' 1x) }",
        "p { cursor: url(a.cur) }",
        "p { border-image: url(a.png) }",
        "@font-face { font-family: a; src: url(a.ttf) }",
        "p { background: URL(a.png) }",
        "p { background: u\\72l(a.png) }",
        "p { background: \\75 rl(http://x.example) }",
        "p { background: url('data:image/png,') }",
        "p { src: url(a) }",
        "@namespace url(http://x.example);",
        "p { background: src('a') }",
        "p { mask-image: url(a.svg#b) }",
        "a { -weasy-link: url(http://x.example) }",
        "a { -weasy-anchor: attr(id) }",
        "p { behavior: url(a) }",
        "p { -moz-binding: url(a) }",
        "p { background: element(#a) }",
        "p { width: expression(alert(1)) }",
        "p { image-rendering: pixelated }",
        "@page { background: url(a.png) }",
    ),
    "runs for ever": (
        ":root { --a: x; --b: var(--a) var(--a) }",
        "p { font-size: 1e9px }",
        "p { font-size: 99999999999999999999pt }",
        "p { margin: 1e300mm }",
        "p { width: calc(1px + 1px) }",
        "p { padding: calc(" + "(" * 200 + "1px" + ")" * 200 + ") }",
        "p { width: min(1px, 2px) }",
        "p { color: var(--colour-text, var(--colour-quiet)) }",
        "p { color: var(--nothing) }",
        "p { width: env(a) }",
        "p { background: linear-gradient(#fff, #000) }",
        "p { border-width: 1e9pt }",
        "p { orphans: 1e9 }",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p { color: inherit }",
        "p:has(a:has(b:has(i))) { color: inherit }",
        "p { " * 50,
        "@media print { " * 50,
        "[" * 5000,
        "(" * 100_000,
        "p { a: " + "{[(" * 500,
    ),
    "is no CSS, or ends a style": (
        "</style><script>alert(1)</script>",
        "p { color: inherit } </style>",
        "p[a='</style>'] { color: inherit }",
        "p { color: inherit; }}",
        "p { color }",
        "p",
        "{ color: inherit }",
        "p { color: ; }",
        "p { a\\3c /style: b }",
        "\\3c\\2fstyle { color: inherit }",
        "p { color: 'inherit }",
        "p { color: inherit) }",
        "\x00p {}",
        "p { color: inh\x1berit }",
        "@media (url(a)) { p { color: inherit } }",
        "@supports (a: b) { p { color: inherit } }",
        "@layer a { p { color: inherit } }",
        "@media tv { p { color: inherit } }",
        "p { a { color: inherit } }",
        "p { colour: red }",
        "p { color: inherit inherit }",
        "@media print;",
        "@x",
        "p { @media print { color: inherit } }",
    ),
}


@pytest.mark.parametrize(
    "css", [css for all_of_a_kind in REFUSED.values() for css in all_of_a_kind], ids=lambda css: css[:60]
)
def test_what_is_refused(css: str) -> None:
    """What speaks, hides, reorders, fetches, runs for ever or is no CSS is refused, with line and column."""
    told = problems(f"h1 {{ color: inherit }}\n{css}\n")
    assert all(re.match(r"memo\.css(:[123]:\d+)?: .+[.?]$", each, re.DOTALL) for each in told), told
    assert all(len(each) < 400 for each in told)


def test_every_problem_is_told() -> None:
    """All faults of a file are told at once, each with the nearest name or what may stand there."""
    told = problems(
        "p {\n  colour: red;\n  font-size: 2em;\n  color: var(--colour-acent);\n  content: 'x' }\n@import 'a';"
    )
    assert told == [
        'memo.css:2:3: colour is not for memo.css. Did you mean "color"?',
        'memo.css:3:14: font-size may not be "2em" here. It may be var(--size-text), or from 6pt to 48pt.',
        'memo.css:4:10: There is no --colour-acent. Did you mean "--colour-accent"?',
        "memo.css:5:3: content would say in one format what the others do not; memo.css dresses, and never speaks. "
        "Take it out; what is printed is chosen in the audience's file and its sections.",
        "memo.css:6:1: @import is not for memo.css. memo.css is one file. Copy the rules into it.",
    ]


PIECES = (
    "{", "}", ";", ":", "(", ")", "/*", "*/", "'", '"', "\\", "<", "</style>", "url(", "@import ", "@media ", "var(",
    "!important", "calc(", "content", "\x00", "\ud800", "é", "1e999", "-", ",", "\n", "::before", "--a", "[", "]", "#",
)  # fmt: skip


def damaged(css: str, seed: int) -> str:
    """The stylesheet with up to six faults."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.sample(range(len(css)), 2))
        match chance.randrange(4):
            case 0:
                css = css[:at] + css[min(end, at + 200) :]
            case 1:
                css = css[:at] + chance.choice(PIECES) + css[at:]
            case 2:
                css = css[:at] + css[end : end + 60] + css[at:]
            case _:
                css = css[:at] + chance.choice(PIECES) + css[at + 1 :]
    return css


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_damaged_stylesheets(first: int) -> None:
    """Three hundred damaged stylesheets are refused in words, or written anew with only what dresses."""
    for seed in range(first, first + 50):
        css = damaged(desk().css, seed)
        try:
            written = checked(css, "memo.css", KNOWN)
        except StyleError:
            continue
        assert checked(written, "memo.css", KNOWN) == written, seed
        assert not re.search(r"<|url\(|@import|content:|display: none", written), seed


def test_a_stylesheet_has_an_end() -> None:
    """There is a limit on the size of a stylesheet, far above any."""
    assert 20 * len(desk().css) < LARGEST
