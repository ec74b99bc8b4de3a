"""The JSON Schema of a record or a project file, made from the forms, for editors that complete and explain."""

from __future__ import annotations

import json

from reportgen.form import Form
from reportgen.model.talks import Talks
from reportgen.settings import Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"


KINDS: dict[str, tuple[type[Form], str]] = {
    "record": (Talks, "A record of talks"),
    "project": (Settings, "A reportgen project file"),
}


def schema_text(of: str = "record") -> str:
    """The schema as JSON, indented, ending with a line end; the same form gives the same text."""
    form, title = KINDS[of]
    schema = {"$schema": DIALECT, **form.model_json_schema(), "title": title}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
