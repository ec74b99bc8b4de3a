"""Colours of a style → the pairs of words and ground that cannot be told apart well enough.

Contrast is measured after WCAG 2.2 (success criterion 1.4.3, level AA). Lines between rows need
none: what they part is parted by its place as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.style.form import Style

PAGE = "#ffffff"
NORMAL, LARGE = 4.5, 3.0
"""What words need, and what they need where they are large."""
_LARGE_BOLD = 14
"""Points from which bold words are large."""
_STEPS = 255

_WORDS_ON = {
    "page": ("text", "quiet", "accent", "caution", "draft"),
    "shade": ("text", "quiet", "accent", "caution"),
    "stripe": ("text", "quiet", "accent"),
}
"""Which colours words have on which ground."""


class Faint(Struct, frozen=True):
    """Words that do not stand out from a ground; ``better`` has the nearest colour that passes for either, if any."""

    words: str
    ground: str
    colours: tuple[str, str]
    ratio: float
    needed: float
    better: dict[str, str]


def faint(style: Style) -> Iterator[Faint]:
    """Every pair of the style that fails."""
    pairs = [(words, ground) for ground in _grounds(style) for words in _WORDS_ON[ground]]
    for words, ground in pairs:
        colours = (_colour(style, words), _colour(style, ground))
        needed = _needed(style, words)
        if (ratio := contrast(*colours)) < needed:
            yield Faint(words, ground, colours, ratio, needed, _better(style, words, ground, pairs))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours: from 1 for equal ones to 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _grounds(style: Style) -> tuple[str, ...]:
    """The grounds that this style uses; boxes are shaded whatever tables are."""
    return ("page", "shade", "stripe") if style.tables.stripes else ("page", "shade")


def _colour(style: Style, name: str) -> str:
    return PAGE if name == "page" else str(getattr(style.colours, name))


def _needed(style: Style, words: str) -> float:
    """Only headings, which are bold, have the colour of the caution; each other one is that of small words too."""
    large = words == "caution" and min(style.sizes.section, style.sizes.part) >= _LARGE_BOLD
    return LARGE if large else NORMAL


def _better(style: Style, words: str, ground: str, pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The nearest colour for the words that passes on all their grounds, and for the ground under all its words."""
    under = [(_colour(style, below), _needed(style, words)) for above, below in pairs if above == words]
    over = [(_colour(style, above), _needed(style, above)) for above, below in pairs if below == ground]
    found = {words: nearest(_colour(style, words), under)}
    if ground != "page":
        found[ground] = nearest(_colour(style, ground), over)
    return {name: colour for name, colour in found.items() if colour}


def nearest(colour: str, against: list[tuple[str, float]]) -> str:
    """The colour nearest to this one, darker or lighter, that has such contrasts; nothing where there is none."""
    for step in range(_STEPS + 1):
        for end in (0, 255):
            shifted = "#" + "".join(f"{round(part + (end - part) * step / _STEPS):02x}" for part in _parts(colour))
            if all(contrast(shifted, other) >= needed for other, needed in against):
                return shifted
    return ""
