"""The base of everything a person fills in: records, audiences, styles.

Every scalar arrives as text (see :mod:`reportgen.yamlfile`) and the types here decide what it is.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetJsonSchemaHandler, StringConstraints


class Form(BaseModel):
    """Frozen, complete, and closed: a key that is not known is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=False, hide_input_in_errors=True, defer_build=True
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The JSON Schema of the form, each field explained by the docstring under it.

        Pydantic could read the docstrings when the class is made, but every start of the program would pay for it.
        """
        schema = handler(core_schema)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for name, explanation in explanations(cls).items():
            fields[cls.model_fields[name].alias or name].setdefault("description", explanation)
        return schema


def explanations(form: type[Form]) -> dict[str, str]:
    """The docstrings under the fields of a form, its bases' too, by the field's name."""
    import ast
    import inspect
    from textwrap import dedent

    explained: dict[str, str] = {}
    for each in reversed([base for base in form.__mro__ if issubclass(base, Form) and base is not Form]):
        definition = ast.parse(dedent(inspect.getsource(each))).body[0]
        assert isinstance(definition, ast.ClassDef)
        for field, below in zip(definition.body, definition.body[1:], strict=False):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ) if name in form.model_fields:
                    explained[name] = inspect.cleandoc(text)
    return explained


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
