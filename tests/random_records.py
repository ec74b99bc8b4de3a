"""Records by chance: fields left out, texts in other languages and scripts, and tables of many rows."""

from __future__ import annotations

from enum import Enum
from random import Random
from typing import Any, TypeVar

from pydantic import ValidationError

from reportgen.form import Form
from reportgen.model.base import PARTS, Entry, Evidence
from reportgen.model.references import dangling, reference_fields
from reportgen.record import Record
from tests.conftest import RECORDS, record_at
from tests.test_hostile_text import HOSTILE, RIGHT_TO_LEFT
from tests.view_walk import with_talks

TEXTS = {"text", "title", "short_title", "name", "what", "where", "when", "how_much", "note", "source_caveat"}
"""The fields whose words may be any; others have a form of their own, or are names of files."""
FOREIGN = (
    *HOSTILE, *RIGHT_TO_LEFT, "Στρογγυλή τράπεζα στη Λίρνα", "Стороны договорились продолжить консультации",
    "Les parties sont convenues de poursuivre", "双方同意增加直航航班", "两国元首“旧金山愿景”", "合意した", "합의했다",
)  # fmt: skip
LONG = ("agreements", "positions", "next_steps", "mentions")
AnyForm = TypeVar("AnyForm", bound=Form)


def random_record(seed: int) -> Record:
    """One of the records of the tests with chance's changes, which a person could have typed; the same for a seed."""
    chance = Random(seed)
    record = record_at(chance.choice(RECORDS))
    parts = {part: tuple(_entry(each, chance) for each in getattr(record.talks, part)) for part in PARTS[1:]}
    longer = chance.choice([part for part in LONG if parts[part]])
    parts[longer] = (*parts[longer], *_repeated(parts[longer], chance.randint(0, 60)))
    talks = with_talks(record, title=_words(chance), source_caveat=_words(chance), **parts)
    assert not list(dangling(talks.talks))
    return talks


def _entry(entry: Entry, chance: Random) -> Entry:
    """The entry changed, if it can be so."""
    made = _changed(entry, chance)
    try:
        return type(entry).model_validate(made.model_dump(mode="json", exclude_unset=True))
    except ValidationError:
        return entry


def _changed(form: AnyForm, chance: Random) -> AnyForm:
    if isinstance(form, Evidence):
        return form
    changes: dict[str, Any] = {}
    for name, field in type(form).model_fields.items():
        value = getattr(form, name)
        if not field.is_required() and chance.random() < 0.4:
            changes[name] = field.get_default(call_default_factory=True)
        elif isinstance(value, Form):
            changes[name] = _changed(value, chance)
        elif isinstance(value, tuple) and any(isinstance(each, Form) for each in value):
            changes[name] = tuple(_changed(each, chance) for each in value)
        elif _is_text(form, name, value) and chance.random() < 0.3:
            changes[name] = _words(chance)
    return form.model_copy(update=changes)


def _is_text(form: Form, name: str, value: object) -> bool:
    if name not in TEXTS or name in reference_fields(type(form)):
        return False
    return isinstance(value, str) and not isinstance(value, Enum)


def _words(chance: Random) -> str:
    """One to forty texts, mostly few."""
    return " ".join(chance.choice(FOREIGN) for _ in range(chance.choice((1, 1, 1, 2, 3, 40)))).strip()


def _repeated(entries: tuple[Entry, ...], many: int) -> list[Entry]:
    return [entries[n % len(entries)].model_copy(update={"id": f"R-{n}"}) for n in range(many)]
