"""Specification of the shipped catalogues: six languages, whole, with nothing fixed outside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.plurals import get_plural

from reportgen.audience import load_audience
from reportgen.errors import AudienceError
from reportgen.labels import fallback, load_labels
from reportgen.labels.catalogue import Catalogue, read_catalogue
from reportgen.labels.keeping import TAG as LANGUAGE_TAG
from reportgen.labels.keeping import TEMPLATE
from reportgen.labels.words import PART
from tests.conftest import AUDIENCES, LANGUAGES, desk
from tests.test_labels import ENGLISH, NAMES, OTHERS

SHIPPED = desk().folders
FOLDER = SHIPPED[-1] / "labels"
KNOWN = read_catalogue(FOLDER / TEMPLATE, "en").labels
SPELT_OUT = frozenset({"count"})
"""Parts that a form of a number may spell out: "two entries"."""


def catalogue(language: str) -> Catalogue:
    return read_catalogue(FOLDER / f"{language}.po", language)


def test_there_are_six_languages() -> None:
    """The catalogues are those of the languages the program speaks besides English."""
    assert {path.stem for path in FOLDER.glob("*.po")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_left_untranslated(language: str) -> None:
    """Each catalogue has words for every label and for no other, beside the English as it is now."""
    found = catalogue(language).labels
    assert [name for name in KNOWN if name not in found or not all(found[name].words)] == [], "translate these"
    assert found.keys() == KNOWN.keys()
    assert [name for name, label in found.items() if label.english != KNOWN[name].english] == [], "make labels"
    same = {name for name, label in found.items() if label.words == label.english and label.words[0].isalpha()}
    assert len({name for name in same if name.partition(".")[0] not in NAMES}) < 20, same


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_parts(language: str) -> None:
    """A translation fills in what the English does; only a form of a number may spell out the number."""
    for name, label in catalogue(language).labels.items():
        parts = {part for words in KNOWN[name].words for part in PART.findall(words)}
        for words in label.words:
            lacking = parts - set(PART.findall(words))
            assert lacking <= (SPELT_OUT if len(label.words) > 1 else frozenset()), (name, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(language: str) -> None:
    """A label that goes by a number has as many forms as the language; Arabic six, Chinese one."""
    for label in catalogue(language).labels.values():
        if len(label.english) > 1:
            assert len(label.words) == get_plural(language).num_plurals


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_one_vocabulary_differ(language: str) -> None:
    """In no language do two words of one vocabulary have one label: the ladder of firmness keeps its steps."""
    for group, words in load_labels(SHIPPED, language).groups.items():
        if group not in OTHERS | {"field"}:
            assert len(set(words.values())) == len(words), group


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("ru", 1, "с 1 неустранённым замечанием"),
        ("ru", 3, "с 3 неустранёнными замечаниями"),
        ("ru", 21, "с 21 неустранённым замечанием"),
        ("ar", 1, "ملاحظة واحدة"),
        ("ar", 2, "ملاحظتين"),
        ("ar", 3, "3 ملاحظات"),
        ("ar", 11, "11 ملاحظة"),
        ("zh", 5, "5项问题"),
        ("fr", 1, "1 constat non résolu"),
        ("es", 2, "2 hallazgos abiertos"),
    ],
)
def test_numbers(language: str, count: int, said: str) -> None:
    """A number takes its form in each language."""
    assert said in load_labels(SHIPPED, language).fill("draft", "with_findings", count=count)


@pytest.mark.parametrize("language", [*LANGUAGES, "fr-CA"])
def test_what_is_kept_says_what_was_read(language: str) -> None:
    """The shipped labels as they are kept are those of the catalogues, in every form of every number."""
    read, kept = fallback.load_labels(SHIPPED, language), load_labels(SHIPPED, language)
    assert (kept.language, kept.groups, kept.english) == (language, read.groups, read.english)
    assert {group: set(words) for group, words in kept.plurals.items()} == {
        group: set(words) for group, words in read.plurals.items()
    }
    for group, words in read.plurals.items():
        for key, plural in words.items():
            told = kept.plurals[group][key]
            assert [told.words(count) for count in range(120)] == [plural.words(count) for count in range(120)]


def test_no_file_is_kept_for_what_is_no_language(tmp_path: Path) -> None:
    """What stands for a language names no file outside of those that are kept."""
    with pytest.raises(AudienceError, match="no labels for the language"):
        load_labels(SHIPPED, f"../../{tmp_path.name}")
    assert not LANGUAGE_TAG.fullmatch("../fr")
    assert LANGUAGE_TAG.fullmatch("zh-Hant-TW")


def test_regions_fall_back() -> None:
    """Canadian French has the words of French."""
    assert load_labels(SHIPPED, "fr-CA").groups == load_labels(SHIPPED, "fr").groups


def test_audiences_are_translated() -> None:
    """The title and the readers of every shipped audience are in the catalogue as its file has them, and no others."""
    said = {
        words for name in AUDIENCES for each in [load_audience(SHIPPED, name)] for words in (each.title, each.purpose)
    }
    assert set(ENGLISH.english["audience"]) == said
    french = load_labels(SHIPPED, "fr")
    assert french.translated("audience", "Briefing memo") == "Note d’information"
    assert french.translated("audience", "A title of one's own") == "A title of one's own"


COMMENT, STATEMENT = re.compile(r"\{#.*?#\}", re.DOTALL), re.compile(r"\{%.*?%\}", re.DOTALL)
TAG, EXPRESSION = re.compile(r"<[^<>]*>", re.DOTALL), re.compile(r"\{\{.*?\}\}", re.DOTALL)
PATH = re.compile(r"[\"']\.[a-z_]+[\"']")
"""The end of an of: ".prepared_by"."""
STRING = re.compile(r"'[^']*'|\"[^\"]*\"")


def fixed_words(template: str) -> list[str]:
    """The letters a template writes of itself: bare, or as a text in what it prints."""
    bare = TAG.sub("", STATEMENT.sub("", COMMENT.sub("", template)))
    printed = [text for expression in EXPRESSION.findall(bare) for text in STRING.findall(expression)]
    printed = [text for text in printed if not PATH.fullmatch(text)]
    written = re.sub(r"&#\d+;", "", EXPRESSION.sub("", bare))
    return [word for text in (written, *printed) for word in re.findall(r"[^\W\d_]+", text)]


@pytest.mark.parametrize("path", sorted(SHIPPED[-1].rglob("*.j2")), ids=lambda path: path.name)
def test_templates_have_no_words_of_their_own(path: Path) -> None:
    """No template writes a word that is not in the catalogue."""
    assert fixed_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "wrong", ["<p>Agreed</p>", "{{ 'and' }}", "{% if a %}Note{% endif %}", "<p>{{ a ~ ' by' }}</p>"]
)
def test_words_in_templates_are_seen(wrong: str) -> None:
    """A word written into a template is found, bare or in an expression."""
    assert fixed_words(wrong)
