"""Specification of contrast: words stand out from what they stand on (WCAG 2.2, 1.4.3, level AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import Problem, StyleError
from reportgen.style import Colours, Sizes, Style, Tables, load_style
from reportgen.style.contrast import faint, nearest
from tests.conftest import desk

SHIPPED = desk().folders[-1] / "style.yaml"
COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
WORDS = ("text", "quiet", "accent", "caution", "draft")


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def told(folder: Path, text: str) -> list[Problem]:
    """What is wrong with a style of one's own over the shipped one."""
    path = folder / "style.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        load_style(path, load_style(SHIPPED))
    return list(caught.value.problems)


def test_contrast_of_known_pairs() -> None:
    """The measure of these tests is right for black on white, and for the grey that just passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("background", ["white", "shade", "stripe"])
@pytest.mark.parametrize("name", WORDS)
def test_the_shipped_style_passes(name: str, background: str) -> None:
    """Every colour of words stands out from every ground it may stand on, by 4.5 to 1 at least."""
    for colours in (load_style(SHIPPED).colours, Colours()):
        ground = "#ffffff" if background == "white" else getattr(colours, background)
        assert contrast(getattr(colours, name), ground) >= 4.5


def test_every_colour_is_looked_at() -> None:
    """There is no colour of words or of grounds but those looked at; rule is for lines."""
    names = set(Colours.model_fields)
    assert names == {*WORDS, "shade", "stripe", "rule"}
    written = set(re.findall(r"(?:^|[ ;{])color: var\(--colour-(\w+)\)", desk().css))
    assert written <= set(WORDS)
    grounds = set(re.findall(r"background(?:-color)?: (?:var\(--([\w-]+)\)|#(\w+))", desk().css))
    assert {one or other for one, other in grounds} == {"colour-shade", "table-head-ground", "table-stripe", "ffffff"}


def test_faint_words_are_refused(tmp_path: Path) -> None:
    """The refusal has the place, both colours, the ratio, what is needed, and the nearest colour that passes."""
    (problem, _) = told(tmp_path, 'sizes: {text: 11}\ncolours:\n  text: "#000000"\n  quiet: "#8a939c"\n')
    assert (problem.place.line, problem.place.column) == (4, 10)
    assert problem.message == (
        'Words in "quiet" #8a939c on the white page have a contrast of 3.11 to 1; they need 4.5 to 1 (WCAG AA).'
    )
    (better,) = re.findall(r'The nearest that passes is quiet: "(#\w{6})"', problem.remedy)
    shade = load_style(SHIPPED).colours.shade
    assert min(contrast(better, "#ffffff"), contrast(better, shade)) >= 4.5
    (tmp_path / "style.yaml").write_text(f'colours: {{quiet: "{better}"}}\n', encoding="utf-8")
    assert load_style(tmp_path / "style.yaml", load_style(SHIPPED)).colours.quiet == better


def test_ground_is_blamed_where_it_is_what_was_changed(tmp_path: Path) -> None:
    """A shade too dark for words that were there before is refused at the shade, with a shade that will do."""
    problems = told(tmp_path, 'colours:\n  shade: "#8899aa"\n')
    assert {(each.place.line, each.field) for each in problems} == {(2, "colours.shade")}
    assert [re.findall(r'Words in "(\w+)"', each.message)[0] for each in problems] == ["quiet", "accent", "caution"]
    assert len({each.remedy for each in problems}) == 1
    (better,) = re.findall(r'shade: "(#\w{6})"', problems[0].remedy)
    (tmp_path / "style.yaml").write_text(f'colours: {{shade: "{better}"}}\n', encoding="utf-8")
    load_style(tmp_path / "style.yaml", load_style(SHIPPED))


def test_large_bold_words_need_less() -> None:
    """The caution has its colour in headings only: from 14 points, which are large, 3 to 1 will do."""
    colours = Colours(caution="#c06a10")
    assert 3 < contrast("#c06a10", colours.shade) < contrast("#c06a10", "#ffffff") < 4.5
    assert [pair.words for pair in faint(Style(colours=colours))] == ["caution", "caution"]
    assert list(faint(Style(colours=colours, sizes=Sizes(section=15, part=14)))) == []
    assert [pair.needed for pair in faint(Style(colours=colours, sizes=Sizes(section=15, part=13.5)))] == [4.5, 4.5]


def test_stripes_count_where_there_are_any() -> None:
    """A stripe is a ground for words only in a style that has stripes."""
    colours = Colours(stripe="#556677")
    assert list(faint(Style(colours=colours))) == []
    striped = Style(colours=colours, tables=Tables(stripes=True))
    assert {pair.ground for pair in faint(striped)} == {"stripe"}


@settings(deadline=None)
@given(COLOUR, st.lists(st.tuples(COLOUR, st.sampled_from([3.0, 4.5])), min_size=1, max_size=3))
def test_nearest_colour_passes(colour: str, against: list[tuple[str, float]]) -> None:
    """A colour proposed passes against everything asked for, and one that passes already is left as it is."""
    passes = all(contrast(colour, other) >= needed for other, needed in against)
    found = nearest(colour, against)
    assert not found or all(contrast(found, other) >= needed for other, needed in against)
    assert found == colour if passes else found != colour
    ends = [end for end in ("#000000", "#ffffff") if all(contrast(end, o) >= n for o, n in against)]
    assert bool(found) or not ends


@settings(deadline=None)
@given(COLOUR, COLOUR)
def test_pairs_are_judged_as_the_guideline_does(words: str, shade: str) -> None:
    """Whether a pair is refused is what an independent measure of contrast says."""
    style = Style(colours=Colours(text=words, shade=shade))
    refused = {pair.ground for pair in faint(style) if pair.words == "text"}
    expected = {name for name, ground in (("page", "#ffffff"), ("shade", shade)) if contrast(words, ground) < 4.5}
    assert refused == expected
