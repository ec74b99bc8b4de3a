"""E115: no entry names one that is handled more narrowly than itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.finding import Finding, Rule
from reportgen.form import Form
from reportgen.record import Record, Steps

RULE = Rule("E115", "narrower-entry-named")


def check(record: Record) -> Iterator[Finding]:
    """Every text that names, by its id, an entry that some readers of the text may not see."""
    talks = record.talks
    handlings = {entry.id: talks.handling_of(entry) for _, _, entry in talks.entries()}
    narrow = [name for name, handling in handlings.items() if handling.rank > talks.handling.rank]
    if not narrow:
        return
    ids = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(narrow)))})(?![\w-])")
    for part, number, entry in talks.entries():
        for path, text in texts(entry, (part, number)):
            for name in ids.findall(text):
                if path[-1] != "id" and handlings[name].rank > handlings[entry.id].rank:
                    told = f"{entry.id} is {handlings[entry.id]} and names {name}, which is {handlings[name]}."
                    remedy = f"Take the id out, or give {entry.id} the handling {handlings[name]}."
                    yield RULE.found(entry.id, record.place(path, name), told, remedy)


def texts(value: object, path: Steps) -> Iterator[tuple[Steps, str]]:
    """Every sentence in a form, with its path; words without a space are ids or single words, not sentences."""
    if isinstance(value, str) and " " in value:
        yield path, value
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, (*path, number))
    elif isinstance(value, Form):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*path, name))
