"""``of="A-01.text"``: whether the path of what a line states begins with an id and goes on to a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

from reportgen.errors import did_you_mean
from reportgen.memo.markup import Element
from reportgen.model.base import PARTS
from reportgen.model.talks import Talks
from reportgen.template.lint.kinds import Field, forms, readable

HEADS = frozenset({"id", "anchor"})
WHOLE, STEP = "of", "field"
"""Text of a view that is a path itself, or the field a path goes on with: the view worked it out."""


def wrong_paths(root: Element, origins: Mapping[str, Field]) -> Iterator[tuple[Element, str, str]]:
    """Every element whose ``of`` leads nowhere, with what is wrong and what would do."""
    for element in root.walk():
        head, _, rest = element.attributes.get("of", "").partition(".")
        if not head:
            continue
        form, name = origins.get(head, ("", ""))
        step = rest.partition(".")[0]
        if name == WHOLE or origins.get(step, ("", ""))[1] == STEP:
            continue
        if name not in HEADS:
            yield element, f'of="{head}{"." if rest else ""}{rest}" begins with no id of the view.', _EXAMPLE
        elif step and step not in (known := _fields(form)):
            yield element, f'of="….{rest}": {_named(form)} has no "{step}".', did_you_mean(step, known)


_EXAMPLE = 'Begin it with an id, and end it with a field: of="{{ agreement.id }}.text".'


def _named(form: str) -> str:
    name = form.removesuffix("View")
    return f"the {name}" if name in _entries() else "the record"


@cache
def _fields(form: str) -> frozenset[str]:
    """What a path may go on with: fields of the entry and of its view; of what is no entry, any field there is."""
    name = form.removesuffix("View")
    if name in _entries():
        return _entries()[name] | frozenset(readable(forms()[form]))
    everything = [*_entries().values(), *map(frozenset, map(readable, forms().values())), frozenset(Talks.model_fields)]
    return frozenset().union(*everything)


@cache
def _entries() -> dict[str, frozenset[str]]:
    """The fields of each kind of entry, by the name of the kind: "Agreement"."""
    kinds = [get_args(Talks.model_fields[part].annotation)[0] for part in PARTS]
    return {kind.__name__: frozenset(kind.model_fields) for kind in kinds}
