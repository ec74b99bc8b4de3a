"""Specification of ``reportgen.labels``: the fixed words of memos, and days in words."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import AudienceError, Problem
from reportgen.labels import Labels, fill, load_labels
from reportgen.model import words
from tests.conftest import ROOT, desk
from tests.probe import write

SHIPPED = desk().folders
ENGLISH = load_labels(SHIPPED, "en")
VOCABULARIES = {
    "attribution": words.Attribution,
    "claim": words.Claim,
    "clearance": words.ClearanceResult,
    "confidence": words.Confidence,
    "firmness": words.Firmness,
    "likelihood": words.Likelihood,
    "meeting_kind": words.MeetingKind,
    "novelty": words.Novelty,
    "party_role": words.PartyRole,
    "progress": words.Progress,
    "reception": words.ReceptionValue,
    "source_kind": words.SourceKind,
    "stance": words.Stance,
    "standing": words.Standing,
    "state_of_play": words.StateOfPlay,
}
"""The groups of labels that say the words of a vocabulary."""
OTHERS = {"memo", "draft", "due"}


def problems(folder: Path, text: str, language: str = "en") -> list[Problem]:
    """What is wrong with labels of one's own."""
    write(folder, f"labels/{language}.yaml", text)
    with pytest.raises(AudienceError) as caught:
        load_labels((folder, *SHIPPED), language)
    return list(caught.value.problems)


# ------------------------------------------------------------------------------- the catalogue


def test_every_vocabulary_has_its_labels() -> None:
    """Every word of a vocabulary that memos print has a label, and there is no label for another."""
    assert set(ENGLISH.groups) == {*VOCABULARIES, *OTHERS}
    for group, vocabulary in VOCABULARIES.items():
        assert set(ENGLISH.groups[group]) == {word.value for word in vocabulary}, group
        for word in vocabulary:
            assert ENGLISH.of(group, word).strip()


def test_labels_differ() -> None:
    """Two words of one vocabulary never have one label, or a reader could not tell them apart."""
    for group in VOCABULARIES:
        labels = list(ENGLISH.groups[group].values())
        assert len(set(labels)) == len(labels), group


def used_in_templates() -> set[str]:
    """The labels of the group ``memo`` that the shipped templates name."""
    texts = [path.read_text(encoding="utf-8") for path in SHIPPED[-1].rglob("*.j2")]
    return {name for text in texts for name in re.findall(r"\bmemo\.([a-z_]+)", text)}


def used_in_code() -> set[tuple[str, str]]:
    """The labels that the program names: ``groups["memo"]["x"]``, ``fill("memo", "x")``, ``or_silence(…, "x")``."""
    found: set[tuple[str, str]] = set()
    for path in (ROOT / "reportgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            texts = [
                each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "or_silence":
                found.add(("memo", texts[-1]))
            if isinstance(node, ast.Call | ast.Subscript) and texts and texts[0] in OTHERS:
                found |= {(texts[0], text) for text in texts[1:]}
            if isinstance(node, ast.Subscript) and texts and texts[-1] in OTHERS:
                found |= {(texts[-1], text) for text in texts[:-1]}
    return found


def test_every_label_used_is_there() -> None:
    """Every label that a shipped template names is in the catalogue."""
    assert used_in_templates() - set(ENGLISH.groups["memo"]) == set()
    assert len(used_in_templates()) > 50


def test_every_label_is_used() -> None:
    """Every label in the catalogue is named by a template or by the program."""
    used = used_in_code() | {("memo", name) for name in used_in_templates()}
    used |= {("due", kind.value) for kind in words.DueKind}
    dead = {(group, key) for group in OTHERS for key in ENGLISH.groups[group]} - used
    assert dead == set()


def test_groups_are_used() -> None:
    """Every group of labels for a vocabulary is named by the program."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "reportgen" / "view").glob("*.py"))
    for group in VOCABULARIES:
        assert re.search(rf'of\(\s*["\']{group}["\']', code), group


# ------------------------------------------------------------------------------------ loading


def test_fallback_from_the_region_to_the_language() -> None:
    """British English has the words of English, and its own way with days."""
    british = load_labels(SHIPPED, "en-GB")
    assert british.groups == ENGLISH.groups
    assert (british.day(date(2023, 10, 27)), ENGLISH.day(date(2023, 10, 27))) == ("27 October 2023", "October 27, 2023")


def test_own_words(tmp_path: Path) -> None:
    """Words of one's own come first, those of a region before those of its language; the rest are the shipped ones."""
    write(tmp_path, "labels/en.yaml", "memo:\n  gaps: Unsaid\n  wants: Wishes\nmine:\n  own: Own\n")
    write(tmp_path, "labels/en-GB.yaml", "memo:\n  wants: Wishes, in Britain\n")
    own = load_labels((tmp_path, *SHIPPED), "en-GB")
    assert (own.groups["memo"]["gaps"], own.groups["memo"]["wants"]) == ("Unsaid", "Wishes, in Britain")
    assert own.groups["mine"]["own"] == "Own"
    assert own.groups["memo"]["sources"] == "Sources"
    assert load_labels((tmp_path, *SHIPPED), "en").groups["memo"]["wants"] == "Wishes"


def test_another_language(tmp_path: Path) -> None:
    """A whole catalogue in another language makes memos in it, with its days."""
    text = (SHIPPED[-1] / "labels" / "en.yaml").read_text(encoding="utf-8")
    write(tmp_path, "labels/fr.yaml", text.replace("Bottom line", "L’essentiel"))
    french = load_labels((tmp_path, *SHIPPED), "fr")
    assert french.groups["memo"]["bottom_line"] == "L’essentiel"
    assert french.day(date(2023, 8, 1)) == "1 août 2023"


def test_catalogue_that_lacks_words(tmp_path: Path) -> None:
    """A catalogue in another language that lacks words is refused with each of them, and the English beside it."""
    text = (SHIPPED[-1] / "labels" / "en.yaml").read_text(encoding="utf-8")
    told = problems(tmp_path, text.replace("  signed: Signed\n", "").replace("  gaps: ", "  gasp: "), "fr")
    assert [each.message for each in told] == [
        'The labels have no words for "memo: gaps".',
        'The labels have no words for "firmness: signed".',
    ]
    assert told[1].remedy == 'In English: "Signed".'
    assert told[0].place.file == str(tmp_path / "labels" / "fr.yaml")


def test_language_without_labels() -> None:
    """A language without a catalogue is refused, and those that there are are named."""
    with pytest.raises(AudienceError) as caught:
        load_labels(SHIPPED, "fr")
    (told,) = caught.value.problems
    assert (told.message, told.remedy) == ('There are no labels for the language "fr".', "Use one of: en.")


def test_language_without_a_calendar(tmp_path: Path) -> None:
    """A language whose days nobody knows how to write is refused when its labels are read."""
    text = (SHIPPED[-1] / "labels" / "en.yaml").read_text(encoding="utf-8")
    (told,) = problems(tmp_path, text, "tlh")
    assert 'in the language "tlh" is not known' in told.message


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ("memo: Words\n", "1:7", '"memo" must be a group of words.', "Indent"),
        ("memo:\n  gaps:\n", "2:3", 'The label "gaps" has no words.', "Write"),
        ('memo:\n  gaps: " "\n', "2:9", 'The label "gaps" has no words.', "Write"),
        ("memo:\n  gaps: [a]\n", "2:9", 'The label "gaps" has no words.', "Write"),
        ("memo:\n  gaps:\n    a: b\n", "3:5", 'The label "gaps" has no words.', "Write"),
        (
            'memo:\n  footer: "{titel} as of {date}"\n',
            "2:12",
            'Nothing fills in "{titel}" in the label "footer".',
            'Did you mean "title"?',
        ),
        ('memo:\n  gaps: "{date}"\n', "2:10", 'Nothing fills in "{date}" in the label "gaps".', ""),
    ],
)
def test_faults(tmp_path: Path, text: str, place: str, message: str, remedy: str) -> None:
    """A fault in labels of one's own has its place, what is wrong, and what would do."""
    (told,) = problems(tmp_path, text)
    assert str(told.place) == f"{tmp_path}/labels/en.yaml:{place}"
    assert told.message == message
    assert remedy in told.remedy


# ---------------------------------------------------------------------------------- days, parts


@pytest.mark.parametrize(
    ("language", "start", "end", "written"),
    [
        ("en-GB", date(2023, 10, 26), date(2023, 10, 27), "26–27 October 2023"),
        ("en-GB", date(2023, 10, 30), date(2023, 11, 2), "30 October – 2 November 2023"),
        ("en-GB", date(2023, 12, 30), date(2024, 1, 2), "30 December 2023 – 2 January 2024"),
        ("en-GB", date(2023, 10, 27), date(2024, 10, 27), "27 October 2023 – 27 October 2024"),
        ("en-GB", date(2023, 10, 27), date(2023, 10, 27), "27 October 2023"),
        ("en-US", date(2023, 10, 26), date(2023, 10, 27), "October 26 – 27, 2023"),
        ("en-US", date(2023, 12, 30), date(2024, 1, 2), "December 30, 2023 – January 2, 2024"),
        ("fr", date(2023, 7, 31), date(2023, 8, 1), "31 juillet – 1 août 2023"),
        ("de-CH", date(2023, 3, 1), date(2023, 3, 2), "1.–2. März 2023"),
        ("zh", date(2023, 10, 26), date(2023, 10, 27), "2023年10月26日至27日"),
        ("ar", date(2023, 10, 26), date(2023, 10, 27), "26–27 أكتوبر 2023"),
    ],
)
def test_days(language: str, start: date, end: date, written: str) -> None:
    """Days have their month spelt out in the language; a run of days names what changes once."""
    said = Labels(language, {}).days(start, end)
    assert re.sub(r"[\u2009\u202f\u00a0]", " ", said) == written


@given(
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.integers(0, 800),
    st.sampled_from(["en-GB", "en-US", "fr", "es", "ru"]),
)
def test_no_month_in_figures(start: date, span: int, language: str) -> None:
    """No day is ever written with its month in figures or cut short."""
    labels = Labels(language, {})
    end = date.fromordinal(start.toordinal() + span)
    said = labels.days(start, end)
    months = {labels.day(date(2023, each.month, 1)) for each in (start, end)}
    for month in months:
        name = max(re.findall(r"[^\W\d]+", month), key=len)
        assert name in said
    assert not re.search(r"\d[./-]\d", said)


@pytest.mark.parametrize(
    ("text", "parts", "filled"),
    [
        ("as of {date}", {"date": "1 May"}, "as of 1 May"),
        ("{a}{b}{a}", {"a": "1", "b": "2"}, "121"),
        ("{a} {c}", {"a": "1"}, "1 {c}"),
        ("{a", {"a": "1"}, "{a"),
        ("a}", {"a": "1"}, "a}"),
        ("{{a}}", {"a": "1"}, "{1}"),
        ("{ {a}", {"a": "1"}, "{ 1"),
        ("{a}", {"a": "{b}", "b": "2"}, "{b}"),
        ("{0} {} {a.b} {a[0]} {a!r}", {"a": "1"}, "{0} {} {a.b} {a[0]} {a!r}"),
    ],
)
def test_fill(text: str, parts: dict[str, str], filled: str) -> None:
    """Parts in braces are filled in by name; a part is never looked into, and other braces stay."""
    assert fill(text, **parts) == filled


@given(st.text(max_size=20), st.text(max_size=20))
def test_fill_is_exact(before: str, part: str) -> None:
    """Whatever a part holds comes out as it went in."""
    assert fill("[{x}]", x=part) == f"[{part}]"
    assert fill(before.replace("{", ""), x=part) == before.replace("{", "")
