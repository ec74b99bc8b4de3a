"""The form of an answer, and its JSON Schema as endpoints ask for it: every key required, no other."""

from __future__ import annotations

import re
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
"""JSON as models like to wrap it."""
MOST = 400
"""Entries of an answer; more is no reading of a piece."""
TOLD = 3
"""Faults that are told of an answer."""


def _strict(schema: dict[str, Any]) -> None:
    schema["additionalProperties"] = False
    schema["required"] = list(schema.get("properties", {}))
    schema.pop("title", None)
    for each in schema.get("properties", {}).values():
        each.pop("default", None)
        each.pop("title", None)


class _Answered(BaseModel):
    """Forgiving to a model that leaves keys out or adds some; the schema asks for exactly these."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, json_schema_extra=_strict)


class PartyAnswer(_Answered):
    """A party as the model names it."""

    name: str
    names: list[str] = []
    kind: str | None = None
    role: str | None = None


class PersonAnswer(_Answered):
    """A participant as the model names them."""

    name: str
    party: str | None = None
    title: str | None = None
    evidence: str


class MeetingAnswer(_Answered):
    """The meeting as the model finds it told."""

    evidence: str
    parties: list[str] = []
    place: str | None = None
    dates_as_stated: str | None = None


class EntryAnswer(_Answered):
    """An entry as the model proposes it."""

    kind: Literal["agreement", "position", "mention", "next_step"]
    evidence: list[str]
    text: str
    parties: list[str] = []
    operative_words: str | None = None
    speaker: str | None = None
    stance: str | None = None
    firmness: str | None = None
    due: str | None = None


class Answer(_Answered):
    """What a model answers about a piece of a text."""

    parties: list[PartyAnswer] = []
    participants: list[PersonAnswer] = []
    meeting: MeetingAnswer | None = None
    entries: list[EntryAnswer]

    @classmethod
    def read(cls, told: str) -> tuple[Self | None, str]:
        """The answer in a model's words; or nothing, and what is wrong with them without telling them."""
        match = FENCED.match(told)
        try:
            found = cls.model_validate_json(match.group(1) if match else told)
        except ValidationError as fault:
            return None, _faults(fault)
        except RecursionError:
            return None, "it is nested too deeply"
        if len(found.entries) > MOST:
            return None, f"it has {len(found.entries)} entries; at most {MOST} are read"
        return found, ""


def _faults(fault: ValidationError) -> str:
    every = fault.errors(include_input=False, include_url=False, include_context=False)
    told = [f"{'.'.join(map(str, each['loc'])) or 'it'}: {_kind(each['type'], each['msg'])}" for each in every[:TOLD]]
    return "; ".join(told) + ("; …" if len(every) > TOLD else "")


def _kind(kind: str, message: str) -> str:
    return "this is no JSON" if kind == "json_invalid" else message.lower()
