"""The base of everything a person fills in: records, audiences, styles.

Every scalar arrives as text (see :mod:`reportgen.yamlfile`) and the types here decide what it is.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Form(BaseModel):
    """Frozen, complete, and closed: a key that is not known is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=False, hide_input_in_errors=True
    )


def _date(value: object) -> object:
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        raise ValueError("a date is written year-month-day, as in 2023-10-27")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value} is not a day of the calendar") from error


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Lower-case letters, digits and single hyphens: safe as a file name on every system."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=24)]
"""Short and stable: letters, digits, hyphens; clearance e-mails quote it."""

Date = Annotated[
    date,
    BeforeValidator(_date, json_schema_input_type=Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]),
]
"""A day, written ``YYYY-MM-DD`` (ISO 8601 calendar date)."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language tag (BCP 47): ``en-GB``, ``zh``, ``ar``."""
