"""Whether a piece of YAML that a page shows fits the model of a record; what it leaves out is left to the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from reportgen.form import Form
from reportgen.model.base import Entry
from reportgen.model.talks import Talks

SHORTENED = {"missing", "too_short"}
"""What is said of fields left out, and of a list whose members lack some."""


def fits_a_record(written: Mapping[str, Any], where: str) -> None:
    """Raises ``AssertionError`` for a field that there is not, or a value that it cannot have."""
    form = next((form for form in (Talks, *_entries(Talks)) if set(written) <= set(form.model_fields)), None)
    assert form, f"{where}: no part of a record has these fields: {', '.join(written)}"
    try:
        form.model_validate(written)
    except ValidationError as error:
        faults = [f"{each['loc']}: {each['msg']}" for each in error.errors() if each["type"] not in SHORTENED]
        assert not faults, f"{where}: {faults}"


def _entries(form: type[Form]) -> Iterator[type[Entry]]:
    for field in form.model_fields.values():
        for kind in get_args(field.annotation):
            if isinstance(kind, type) and issubclass(kind, Entry):
                yield kind
