"""The JSON Schema of a record: what an editor accepts, refuses and explains."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from reportgen.model.talks import Talks
from tests.conftest import RECORDS

SCHEMA: dict[str, Any] = Talks.model_json_schema()
DEFINITIONS: dict[str, dict[str, Any]] = {"Talks": SCHEMA, **SCHEMA["$defs"]}
FORMS = {name: each for name, each in DEFINITIONS.items() if "properties" in each}
VOCABULARIES = {name: each for name, each in DEFINITIONS.items() if "enum" in each}
VALIDATOR = Draft202012Validator(SCHEMA)


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it: whole numbers are numbers, a day is text (YAML 1.2 core)."""

    yaml_implicit_resolvers = {}


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[0-9]+$"), list("0123456789"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), ["t", "f"])
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null)?$"), ["~", "n", ""])


def as_an_editor_reads(path: Path) -> Any:
    """What stands in a record's file, before any form is filled in."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=EditorLoader)


WRITTEN = {path.parent.name: as_an_editor_reads(path) for path in RECORDS}


def mappings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all mappings in a file."""
    if isinstance(value, dict):
        yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from mappings(inner, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a path."""
    for step in path:
        value = value[step]
    return value


def test_the_schema_is_one() -> None:
    """The schema is valid JSON Schema, draft 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_records_fit(written: Any) -> None:
    """Every record, short forms and all, fits the schema as it stands in its file."""
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(written)] == []


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_unknown_keys_do_not_fit(written: Any) -> None:
    """A key that is not known is refused wherever it stands."""
    free = ("standing", "reception")
    for path in mappings(written):
        if path and path[-1] in free:
            continue
        wrong = copy.deepcopy(written)
        at(wrong, path)["colour"] = "blue"
        assert not VALIDATOR.is_valid(wrong), path


WORDS = (
    "handling", "parties.0.kind", "parties.0.role", "sources.0.kind", "sources.0.standing.KEL", "meetings.0.kind",
    "meetings.1.dates.certainty", "issues.0.state_of_play", "agreements.0.firmness", "agreements.0.novelty",
    "agreements.0.handling", "positions.0.stance", "positions.0.speech", "positions.2.speaker_basis",
    "formulae.0.reception.0.value", "next_steps.0.progress", "next_steps.0.due", "next_steps.0.due.kind",
    "comments.0.confidence", "comments.1.likelihood", "cleared_by.0.result",
)  # fmt: skip


@pytest.mark.parametrize("place", WORDS)
def test_unknown_words_do_not_fit(place: str) -> None:
    """A word that is not of the vocabulary is refused, wherever one is asked for."""
    path = [int(step) if step.isdigit() else step for step in place.split(".")]
    wrong = copy.deepcopy(WRITTEN["harbour-2031-04"])
    at(wrong, tuple(path[:-1]))[path[-1]] = "perhaps"
    assert not VALIDATOR.is_valid(wrong)


@pytest.mark.parametrize("name", FORMS)
def test_every_field_is_explained(name: str) -> None:
    """Every form, and every field of it that a desk fills in, has a sentence that editors show; no exceptions."""
    assert FORMS[name]["description"]
    unexplained = [field for field, each in FORMS[name]["properties"].items() if not each.get("description")]
    assert unexplained == []


@pytest.mark.parametrize("name", FORMS)
def test_explanations_are_short_sentences(name: str) -> None:
    """An explanation is a line of plain words, not mark-up."""
    for field, each in FORMS[name]["properties"].items():
        assert len(each["description"]) <= 140, field
        assert "``" not in each["description"], field
        assert "\n" not in each["description"], field


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_is_explained(name: str) -> None:
    """Every vocabulary, and every word of it, has a definition that editors show."""
    vocabulary = VOCABULARIES[name]
    assert vocabulary["description"]
    assert len(vocabulary["enumDescriptions"]) == len(vocabulary["enum"])
    assert all(vocabulary["enumDescriptions"])
    assert len(set(vocabulary["enumDescriptions"])) == len(vocabulary["enum"])


def test_vocabularies_in_the_schema() -> None:
    """Every vocabulary that a person types words of is in the schema; those that are derived are not."""
    assert set(VOCABULARIES) == {
        "Certainty", "ClearanceResult", "Confidence", "DueKind", "Firmness", "Handling", "Likelihood", "MeetingKind",
        "Novelty", "PartyKind", "PartyRole", "Progress", "ReceptionValue", "SourceKind", "SpeakerBasis", "Speech",
        "Stance", "Standing", "StateOfPlay",
    }  # fmt: skip
