"""Specification of ``reportgen.labels``: the fixed words of memos, and days in words."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import AudienceError, Problem
from reportgen.finding import Level
from reportgen.form import Form
from reportgen.labels import Labels, Plural, enumerated, fill, listed, load_labels
from reportgen.labels.catalogue import Counting
from reportgen.labels.fallback import known_labels
from reportgen.model import words
from reportgen.model.base import PARTS as RECORD
from reportgen.model.base import Evidence
from reportgen.model.talks import Talks
from reportgen.signoff import State
from reportgen.view.annexing import PARTS
from reportgen.view.facts import VOCABULARIES as VOCABULARIES_OF_ENTRIES
from reportgen.view.glossary import DEFINED
from tests.conftest import ROOT, desk
from tests.probe import write

SHIPPED = desk().folders
ENGLISH = load_labels(SHIPPED, "en")


def forms() -> Iterator[type[Form]]:
    """The forms of all entries, and those inside them."""
    waiting = [get_args(Talks.model_fields[part].annotation)[0] for part in RECORD]
    seen: set[type[Form]] = set()
    while waiting:
        form = waiting.pop()
        if isinstance(form, type) and issubclass(form, Form) and form not in seen | {Evidence}:
            seen.add(form)
            yield form
            waiting += [inner for field in form.model_fields.values() for inner in _inside(field.annotation)]


def _inside(annotation: object) -> list[Any]:
    return [annotation, *(deep for inner in get_args(annotation) for deep in _inside(inner))]


VOCABULARIES = {
    "attribution": words.Attribution,
    "certainty": words.Certainty,
    "claim": words.Claim,
    "clearance": words.ClearanceResult,
    "confidence": words.Confidence,
    "due_kind": words.DueKind,
    "firmness": words.Firmness,
    "handling": words.Handling,
    "likelihood": words.Likelihood,
    "meeting_kind": words.MeetingKind,
    "novelty": words.Novelty,
    "party_kind": words.PartyKind,
    "party_role": words.PartyRole,
    "plain_claim": words.Claim,
    "plain_firmness": words.Firmness,
    "plain_stance": words.Stance,
    "progress": words.Progress,
    "reception": words.ReceptionValue,
    "source_kind": words.SourceKind,
    "speaker_basis": words.SpeakerBasis,
    "speech": words.Speech,
    "stance": words.Stance,
    "standing": words.Standing,
    "state_of_play": words.StateOfPlay,
}
"""The groups of labels that say the words of a vocabulary."""
MEANINGS = {f"{VOCABULARIES_OF_ENTRIES[each]}_meaning": each for each in DEFINED}
"""The groups of labels that say what the words of a vocabulary mean."""
UNTOLD = {"id", "evidence", "name", "short"}
"""Fields that need no label: they are what an entry is called by, or stand in a column of their own."""
NAMES = {
    "field": {name for form in forms() for name in form.model_fields} - UNTOLD | {"claim", "attribution"},
    "level": {str(level) for level in Level},
    "part": set(PARTS),
    "sign_off": {str(state) for state in State},
}
"""The groups of labels for what the program has other names for."""
OTHERS = {"audience", "memo", "draft", "due", "report"}


def po(*labels: tuple[str, str, str]) -> str:
    """A catalogue of such labels: name, English, words."""
    return "\n".join(f'msgctxt "{name}"\nmsgid "{english}"\nmsgstr "{words}"\n' for name, english, words in labels)


def whole(language: str = "", **changed: str) -> str:
    """A catalogue of every label in its English words, but for those changed (``memo__gaps="…"``)."""
    texts = []
    escape = {ord('"'): '\\"'}
    for name, (label, _) in known_labels(SHIPPED).items():
        words = changed.get(name.replace(".", "__"), label.words[0]).translate(escape)
        english = [each.translate(escape) for each in label.english]
        single = f'msgctxt "{name}"\nmsgid "{english[0]}"\n'
        more = f'msgid_plural "{english[-1]}"\nmsgstr[0] "{words}"\nmsgstr[1] "{words}"\n'
        texts.append(single + (more if len(label.english) > 1 else f'msgstr "{words}"\n'))
    head = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    return head + "\n".join(text for text in texts)


def problems(folder: Path, text: str, language: str = "en") -> list[Problem]:
    """What is wrong with labels of one's own."""
    write(folder, f"labels/{language}.po", text)
    with pytest.raises(AudienceError) as caught:
        load_labels((folder, *SHIPPED), language)
    return list(caught.value.problems)


# ------------------------------------------------------------------------------- the catalogue


def test_every_vocabulary_has_its_labels() -> None:
    """Every word of a vocabulary that memos print has a label, and there is no label for another."""
    assert set(ENGLISH.groups) == {*VOCABULARIES, *MEANINGS, *NAMES, *OTHERS}
    for group, vocabulary in VOCABULARIES.items():
        assert set(ENGLISH.groups[group]) == {word.value for word in vocabulary}, group
        for word in vocabulary:
            assert ENGLISH.of(group, word).strip()


@pytest.mark.parametrize("group", MEANINGS)
def test_meanings_are_those_of_the_model(group: str) -> None:
    """What the glossary says of a word is, in English, the definition that the model gives of it."""
    said = {key: words.replace("“", '"').replace("”", '"') for key, words in ENGLISH.groups[group].items()}
    assert said == {word.value: word.definition for word in MEANINGS[group]}


@pytest.mark.parametrize("group", NAMES)
def test_every_name_has_its_label(group: str) -> None:
    """Every field of an entry, part of the record, level and state of sign-off has a label, and there is no other."""
    assert set(ENGLISH.groups[group]) == NAMES[group]


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
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "memo":
                found |= {("memo", text) for text in texts}
            if isinstance(node, ast.Subscript) and texts and texts[-1] in OTHERS:
                found |= {(texts[-1], text) for text in texts[:-1]}
    return found


def test_every_label_used_is_there() -> None:
    """Every label that a shipped template names is in the catalogue."""
    assert used_in_templates() - set(ENGLISH.named("memo")) == set()
    assert len(used_in_templates()) > 50


def test_every_label_is_used() -> None:
    """Every label in the catalogue is named by a template or by the program."""
    used = used_in_code() | {("memo", name) for name in used_in_templates()}
    used |= {("due", kind.value) for kind in words.DueKind}
    used |= {("audience", key) for key in ENGLISH.named("audience")}  # see test_audiences_are_translated
    dead = {(group, key) for group in OTHERS for key in ENGLISH.named(group)} - used
    assert dead == set()


def test_groups_are_used() -> None:
    """Every group of labels for a vocabulary is named by the program."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "reportgen" / "view").glob("*.py"))
    for group in VOCABULARIES:
        assert group in VOCABULARIES_OF_ENTRIES.values() or re.search(rf'of\(\s*["\']{group}["\']', code), group
    assert set(MEANINGS.values()) <= VOCABULARIES_OF_ENTRIES.keys()


# ------------------------------------------------------------------------------------ loading


def test_fallback_from_the_region_to_the_language() -> None:
    """British English has the words of English, and its own way with days."""
    british = load_labels(SHIPPED, "en-GB")
    assert british.groups == ENGLISH.groups
    assert (british.day(date(2023, 10, 27)), ENGLISH.day(date(2023, 10, 27))) == ("27 October 2023", "October 27, 2023")


def test_own_words(tmp_path: Path) -> None:
    """Words of one's own come first, those of a region before those of its language; the rest are the shipped ones."""
    changed = ("memo.gaps", "What the sources do not say", "Unsaid"), ("memo.wants", "What each side wants", "Wishes")
    write(tmp_path, "labels/en.po", po(*changed))
    write(tmp_path, "labels/en-GB.po", po(("memo.wants", "Any", "Wishes, in Britain"), ("memo.on", "On", "")))
    own = load_labels((tmp_path, *SHIPPED), "en-GB")
    assert (own.groups["memo"]["gaps"], own.groups["memo"]["wants"]) == ("Unsaid", "Wishes, in Britain")
    assert (own.groups["memo"]["sources"], own.groups["memo"]["on"]) == ("Sources", "On")
    assert load_labels((tmp_path, *SHIPPED), "en").groups["memo"]["wants"] == "Wishes"


def test_labels_of_ones_own(tmp_path: Path) -> None:
    """A label that only the desk has stands in a labels.pot of its own, and needs words in every language used."""
    write(tmp_path, "labels/labels.pot", po(("mine.own", "Own", "")))
    assert load_labels((tmp_path, *SHIPPED), "en").groups["mine"]["own"] == "Own"
    (told,) = problems(tmp_path, whole(), "tr")
    assert told.message == 'The labels have no words for "mine.own".'


def test_another_language(tmp_path: Path) -> None:
    """A whole catalogue in another language makes memos in it, with its days."""
    write(tmp_path, "labels/it.po", whole(memo__bottom_line="In sintesi"))
    italian = load_labels((tmp_path, *SHIPPED), "it-CH")
    assert italian.groups["memo"]["bottom_line"] == "In sintesi"
    assert italian.day(date(2023, 8, 1)) == "1 agosto 2023"


def test_catalogue_that_lacks_words(tmp_path: Path) -> None:
    """A catalogue in another language that lacks words is refused with each of them, and the English beside it."""
    told = problems(tmp_path, whole(memo__gaps="").replace('"firmness.signed"', '"firmness.singed"'), "it")
    assert [each.message for each in told] == [
        'There is no label "firmness.singed".',
        'The labels have no words for "memo.gaps".',
        'The labels have no words for "firmness.signed".',
    ]
    assert told[0].remedy.startswith('Did you mean "firmness.signed"?')
    assert told[1].place.text == 'msgid "What the sources do not say"'
    assert told[2].remedy == 'In English: "Signed".'
    assert told[2].place.file == str(tmp_path / "labels" / "it.po")


def test_language_without_labels() -> None:
    """A language without a catalogue is refused, and those that there are are named."""
    with pytest.raises(AudienceError) as caught:
        load_labels(SHIPPED, "it")
    (told,) = caught.value.problems
    assert told.message == 'There are no labels for the language "it".'
    assert told.remedy.startswith("Use one of: ")
    assert "en" in told.remedy


def test_language_without_a_calendar(tmp_path: Path) -> None:
    """A language whose days nobody knows how to write is refused when its labels are read."""
    (told,) = problems(tmp_path, whole(), "tlh")
    assert 'in the language "tlh" is not known' in told.message


GAPS = 'msgctxt "memo.gaps"\nmsgid "What the sources do not say"\n'


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ('msgid "What"\nmsgstr "Was"\n', "1:1", 'The label "What" has no name.', "msgctxt"),
        ('msgctxt "gaps"\nmsgid "What"\nmsgstr "Was"\n', "2:1", 'The label "What" has no name.', "msgctxt"),
        (f'{GAPS}msgstr " "\n', "2:1", 'The label "memo.gaps" has no words.', "Write"),
        (f'#, fuzzy\n{GAPS}msgstr "Unsaid"\n', "3:1", "is marked fuzzy", "Check its words"),
        (f'{GAPS}msgstr "Unsaid\n', "3:1", "in quotation marks", 'msgstr "words"'),
        (f'{GAPS}msgstr "Un"said"\n', "3:1", "in quotation marks", 'msgstr "words"'),
        (f"{GAPS}msgstr Unsaid\n", "3:1", "in quotation marks", 'msgstr "words"'),
        (f'{GAPS}msgstring "Unsaid"\n', "3:1", "in quotation marks", 'msgstr "words"'),
        ('msgctxt "memo.gaps"\nmsgid ""\nmsgstr "B"\n', "1:1", 'The label "memo.gaps" has no msgid.', "English"),
        (f"{GAPS}", "2:1", "The catalogue breaks off: missing msgstr", ""),
        (f'{GAPS}msgstr ""\n"\u202eUnsaid"\n', "4:2", "the character U+202E", "Delete it."),
        (
            f'{GAPS}msgstr "A"\n\n{GAPS}msgstr "B"\n',
            "5:1",
            'The label "memo.gaps" stands here for the second',
            "Delete",
        ),
        (f'{GAPS}msgid_plural "X"\nmsgstr[0] "A"\nmsgstr[1] "A"\n', "2:1", "has the forms of a number here", "Give"),
        (
            'msgctxt "memo.validated"\nmsgid "A"\nmsgid_plural "B"\nmsgstr[0] "A"\nmsgstr[1] ""\n',
            "2:1",
            'The label "memo.validated" has no words in one of its forms.',
            "Write",
        ),
        (
            'msgctxt "memo.footer"\nmsgid "A"\nmsgstr ""\n"{titel} as of {date}"\n',
            "4:2",
            'Nothing fills in "{titel}" in the label "memo.footer".',
            'Did you mean "title"?',
        ),
        (f'{GAPS}msgstr "{{date}}"\n', "3:9", 'Nothing fills in "{date}" in the label "memo.gaps".', ""),
        ('msgctxt "memo.gasp"\nmsgid "A"\nmsgstr "B"\n', "2:1", 'There is no label "memo.gasp".', '"memo.gaps"?'),
    ],
)
def test_faults(tmp_path: Path, text: str, place: str, message: str, remedy: str) -> None:
    """A fault in labels of one's own has its place, what is wrong, and what would do."""
    (told,) = problems(tmp_path, text)
    assert str(told.place) == f"{tmp_path}/labels/en.po:{place}"
    assert message in told.message
    assert remedy in told.remedy


@pytest.mark.parametrize(
    ("head", "message"),
    [("Plural-Forms: nplurals=2; plural=(n >< 1);", "cannot be used"), ("Language: Klingon", None)],
)
def test_heads(tmp_path: Path, head: str, message: str | None) -> None:
    """A head whose rule for plurals cannot be read is refused; what else a head says is no matter."""
    text = f'msgid ""\nmsgstr "{head}\\n"\n\n{GAPS}msgstr "Unsaid"\n'
    if message:
        (told,) = problems(tmp_path, text)
        assert message in told.message
    else:
        write(tmp_path, "labels/en.po", text)
        assert load_labels((tmp_path, *SHIPPED), "en").groups["memo"]["gaps"] == "Unsaid"


def test_files_that_are_no_text(tmp_path: Path) -> None:
    """A catalogue in another encoding than UTF-8 is refused at the byte."""
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "en.po").write_bytes(f'{GAPS}msgstr "l\xe0"\n'.encode("cp1252"))
    with pytest.raises(AudienceError, match="Save the file as UTF-8"):
        load_labels((tmp_path, *SHIPPED), "en")


# ------------------------------------------------------------------------- numbers, days, parts


@pytest.mark.parametrize(("count", "noun"), [(0, "entries"), (1, "entry"), (2, "entries"), (1200, "entries")])
def test_words_that_go_by_a_number(count: int, noun: str) -> None:
    """A label with a form for one and a form for several takes the one that goes with the number."""
    said = ENGLISH.fill("memo", "validated", names="A", signed=1, count=count)
    assert said == f"A, 1 of {count:,} {noun}"


@pytest.mark.parametrize(("rule", "said"), [("n / 0", "one"), ("0 - n", "one"), ("n", "many")])
def test_rules_for_plurals_that_come_to_nothing(rule: str, said: str) -> None:
    """A rule that divides by nothing, or leads to no form, takes the nearest form."""
    assert Plural(("one", "many"), Counting(rule)).words(7) == said


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "A, B, and C"), ("en-GB", "A, B and C"), ("fr", "A, B et C"), ("ru", "A, B и C"), ("zh", "A、B和C"),
     ("ar", "A وB وC"), ("es", "A, B y C"), ("tlh", "A, B, C")],
)  # fmt: skip
def test_lists(language: str, written: str) -> None:
    """Several names are listed as the language lists them."""
    assert re.sub("[\u200e\u200f]", "", listed("ABC", language)) == written
    assert listed(["A"], language) == "A"


@pytest.mark.parametrize(
    ("language", "written"), [("en", "A, B, C"), ("ru", "A, B, C"), ("zh", "A、B、C"), ("tlh", "A, B, C")]
)
def test_enumerations(language: str, written: str) -> None:
    """In a table names follow each other with the mark of the language between."""
    assert enumerated("ABC", language) == written


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
        ("fr", date(2023, 7, 31), date(2023, 8, 1), "31 juillet – 1er août 2023"),
        ("de-CH", date(2023, 3, 1), date(2023, 3, 2), "1.–2. März 2023"),
        ("zh", date(2023, 10, 26), date(2023, 10, 27), "2023年10月26日至27日"),
        ("ar", date(2023, 10, 26), date(2023, 10, 27), "26–27 أكتوبر 2023"),
        ("fr", date(2023, 11, 1), date(2023, 11, 1), "1er novembre 2023"),
        ("fr", date(2023, 11, 1), date(2023, 11, 3), "1er–3 novembre 2023"),
        ("fr", date(2023, 10, 31), date(2023, 11, 1), "31 octobre – 1er novembre 2023"),
        ("fr", date(2023, 11, 11), date(2023, 11, 11), "11 novembre 2023"),
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


def test_labels_can_be_handed_to_another_process() -> None:
    """Labels with their plural forms go to the child that makes memos, and come out the same."""
    labels = load_labels(SHIPPED, "en")
    there = pickle.loads(pickle.dumps(labels))
    assert [there.fill("draft", "with_findings", count=count) for count in (1, 2)] == [
        labels.fill("draft", "with_findings", count=count) for count in (1, 2)
    ]


@pytest.mark.parametrize("language", ["es", "fr", "ru"])
def test_the_version_in_the_footer_stays_on_its_line(language: str) -> None:
    """No line ends between the word for the version and its number."""
    assert "\N{NO-BREAK SPACE}{version}" in load_labels(desk().folders, language).groups["memo"]["footer"]
