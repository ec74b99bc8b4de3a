"""The JSON Schema of a record, made from the model, for editors that complete and explain."""

from __future__ import annotations

import json

from reportgen.model import Talks

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """The schema as JSON, indented, ending with a line end; the same model gives the same text."""
    schema = {"$schema": DIALECT, **Talks.model_json_schema(), "title": "A record of talks"}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
