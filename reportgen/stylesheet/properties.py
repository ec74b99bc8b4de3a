"""The properties that dress a memo, and what each may be."""

from __future__ import annotations

from reportgen.stylesheet.values import Accepted, custom, length, number, one, percentage, some, words

GROUNDS = ("--colour-shade", "--colour-stripe", "--colour-rule")
"""Colours of what is behind words or between them; words in them would not be seen."""

_ink = custom("--colour-", but=GROUNDS)
_colour = custom("--colour-")
_ground = custom(*GROUNDS, "--table-head-ground", "--table-stripe")
_white = words("white", "transparent", "none")
_line = words("none", "solid", "dashed", "dotted", "double")
_thin = length(0, 8)
_space = length(0, 90)
_side = percentage(0, 50)
_auto = words("auto")


def _hash_white(token: object, _: frozenset[str]) -> bool:
    return getattr(token, "type", "") == "hash" and getattr(token, "value", "").lower() in ("fff", "ffffff")


_spaces = some(_space, _side, _auto, custom("--table-padding"), most=4, told="lengths from 0 to 30mm, or auto")
_spacing = one(_space, _side, _auto, told="a length from 0 to 30mm, or auto")
_border = some(
    _thin,
    _line,
    _colour,
    custom("--table-row-line", "--table-column-line"),
    most=3,
    told="a width up to 8pt, a line such as solid, and var(--colour-rule)",
)
_widths = some(_thin, most=4, told="widths up to 8pt")
_lines = some(_line, most=4, told="none, solid, dashed, dotted or double")
_colours = some(_colour, most=4, told="var(--colour-rule) or another colour of style.yaml")
_grounds = one(_ground, _white, _hash_white, told="var(--colour-shade), white or none")
_breaks = one(words("auto", "avoid", "page", "avoid-page", "always"), told="auto, avoid or page")


def _word(*allowed: str) -> Accepted:
    return one(words(*allowed), told=", ".join(allowed))


_SIDES = ("top", "right", "bottom", "left", "inline-start", "inline-end", "block-start", "block-end", "inline", "block")

PROPERTIES: dict[str, Accepted] = {
    # letters
    "color": one(_ink, words("inherit", "currentcolor"), told="a colour of style.yaml, as var(--colour-accent)"),
    "font-family": some(custom("--font-"), most=1, told="var(--font-text); name another family in style.yaml"),
    "font-size": one(
        custom("--size-"), length(6, 48, relative=False), told="var(--size-text), or from 6pt to 48pt"
    ),
    "font-style": _word("normal", "italic"),
    "font-weight": one(words("normal", "bold"), number(300, 900), told="normal, bold, or from 300 to 900"),
    "font-variant": _word("normal", "small-caps"),
    "font-variant-caps": _word("normal", "small-caps"),
    "font-variant-numeric": some(
        words("normal", "tabular-nums", "lining-nums", "oldstyle-nums", "proportional-nums"), most=2,
        told="tabular-nums, lining-nums, oldstyle-nums",
    ),
    "font-kerning": _word("auto", "normal", "none"),
    "letter-spacing": one(words("normal"), length(-0.2, 3), told="normal, or from -0.02em to 0.3em"),
    "word-spacing": one(words("normal"), length(0, 5), told="normal, or from 0 to 0.5em"),
    "line-height": one(
        custom("--leading"), words("normal"), number(1, 2.5), percentage(100, 250),
        told="var(--leading), or from 1 to 2.5",
    ),
    "text-align": _word("start", "end", "left", "right", "center", "justify"),
    "text-align-last": _word("auto", "start", "end", "left", "right", "center", "justify"),
    "text-decoration": some(words("none", "underline", "solid", "dotted"), _ink, most=3, told="none or underline"),
    "text-decoration-line": _word("none", "underline"),
    "text-decoration-style": _word("solid", "dotted", "double"),
    "text-decoration-color": one(_ink, words("currentcolor"), told="a colour of style.yaml"),
    "text-indent": one(length(0, 40), told="a length from 0 to 4em"),
    "text-transform": _word("none"),
    "white-space": _word("normal", "nowrap", "pre-line", "pre-wrap"),
    "overflow-wrap": _word("normal", "break-word", "anywhere"),
    "word-wrap": _word("normal", "break-word"),
    "word-break": _word("normal", "break-word", "keep-all"),
    "line-break": _word("auto", "strict", "loose", "normal"),
    "hyphens": _word("none", "manual", "auto"),
    "vertical-align": _word("top", "middle", "bottom", "baseline", "sub", "super", "text-top", "text-bottom"),
    # boxes
    "display": _word("block", "inline", "inline-block", "flow-root", "list-item"),
    "float": _word("none", "left", "right", "inline-start", "inline-end"),
    "clear": _word("none", "left", "right", "both", "inline-start", "inline-end"),
    "width": one(_auto, percentage(10, 100), length(40, 900), told="auto, from 10% to 100%, or from 4em"),
    "max-width": one(words("none"), percentage(30, 100), length(200, 900), told="none, from 30%, or from 20em"),
    "min-width": one(_auto, percentage(0, 100), length(0, 200), told="auto, up to 100%, or up to 20em"),
    "min-height": one(_auto, length(0, 200), told="auto, or up to 20em"),
    "object-fit": _word("contain", "scale-down"),
    "object-position": some(words("left", "center", "right", "top", "bottom"), most=2, told="left, center or right"),
    "box-sizing": _word("content-box", "border-box"),
    "margin": _spaces, "padding": _spaces,
    **{f"{kind}-{side}": _spacing for kind in ("margin", "padding") for side in _SIDES},
    "border": _border,
    **{f"border-{side}": _border for side in _SIDES},
    **{f"border-{side}-width": _widths for side in _SIDES}, "border-width": _widths,
    **{f"border-{side}-style": _lines for side in _SIDES}, "border-style": _lines,
    **{f"border-{side}-color": _colours for side in _SIDES}, "border-color": _colours,
    "border-radius": some(_thin, most=4, told="a length up to 8pt"),
    "background": _grounds, "background-color": _grounds,
    # tables and lists
    "border-collapse": _word("collapse", "separate"),
    "border-spacing": some(_thin, most=2, told="a length up to 8pt"),
    "table-layout": _word("auto", "fixed"),
    "caption-side": _word("top", "bottom"),
    "list-style": some(
        words("disc", "circle", "square", "decimal", "none", "inside", "outside"), most=2,
        told="disc, circle, square, decimal, none",
    ),
    "list-style-type": _word("disc", "circle", "square", "decimal", "none"),
    "list-style-position": _word("inside", "outside"),
    # pages
    **{f"break-{where}": _breaks for where in ("before", "after", "inside")},
    **{f"page-break-{where}": _breaks for where in ("before", "after", "inside")},
    "box-decoration-break": _word("slice", "clone"),
    "orphans": one(number(1, 9), told="a number from 1 to 9"),
    "widows": one(number(1, 9), told="a number from 1 to 9"),
}  # fmt: skip

_SPEAK = ("content", "quotes", "counter", "string-set", "bookmark", "footnote", "list-style-image")
_HIDE = (
    "visibility", "opacity", "clip", "mask", "filter", "transform", "position", "overflow", "height", "max-height",
    "top", "left", "right", "bottom", "inset", "z-index", "text-overflow", "content-visibility", "mix-blend", "rotate",
    "scale", "translate", "line-clamp",
)  # fmt: skip
_FETCH = ("background-image", "border-image", "cursor", "src")
_ORDER = ("direction", "unicode-bidi", "writing-mode", "order", "flex", "grid", "columns", "column-")


def refusal(name: str) -> tuple[str, str]:
    """Why a property is none of these, and what would do (nothing: the nearest of them)."""
    bare = name.lstrip("-").removeprefix("weasy-").removeprefix("webkit-")
    if name.startswith("--"):
        return f"{name} is set in style.yaml, and not in memo.css.", "Change it there."
    if bare.startswith(_SPEAK):
        return f"{name} would say in one format what the others do not; memo.css dresses, and never speaks.", _TAKE_OUT
    if bare.startswith(_FETCH):
        return f"{name} would fetch a picture; memo.css is one file.", _TAKE_OUT
    if bare.startswith(_HIDE):
        return f"{name} could hide in one format what the others show.", _TAKE_OUT
    if bare.startswith(_ORDER):
        return f"{name} could show words in another order than the other formats.", _TAKE_OUT
    return f"{name} is not for memo.css.", ""


_TAKE_OUT = "Take it out; what is printed is chosen in the audience's file and its sections."
