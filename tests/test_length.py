"""Specification: what a memo that is too long says is to be done makes it shorter, as said, until it fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.audience import load_audience
from reportgen.desk import Desk
from reportgen.errors import WriteError
from reportgen.memo.walk import anchored
from reportgen.pipeline import build
from tests.conftest import INVENTED, ROOT, record_at
from tests.probe import write

HARBOUR = next(path for path in INVENTED if "harbour" in str(path))
STEP = re.compile(r"most\.(\w+): (\d+) \(([^)]+)\)")
SHIPPED = {name: ROOT / "templates" / "audiences" / f"{name}.yaml" for name in ("principal", "public", "desk")}


def lowered(text: str, name: str, most: str) -> str:
    """An audience file with one list of its ``most`` lowered."""
    given = re.search(r"^most: \{(.*?)\}.*$", text, re.MULTILINE)
    if given is None:
        return f"{text}most: {{{name}: {most}}}\n"
    lists = dict(each.split(": ") for each in given[1].split(", ")) | {name: most}
    return text.replace(given[0], f"most: {{{', '.join(': '.join(each) for each in lists.items())}}}")


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["principal", "public"])
def test_the_advice_leads_to_a_memo_that_fits(audience: str, tmp_path: Path) -> None:
    """Step for step, what is said to leave is what leaves, the least important first; and in the end it fits."""
    ranks = {entry.id: entry.priority for _, _, entry in record_at(HARBOUR).talks.entries()}
    text = SHIPPED[audience].read_text(encoding="utf-8")
    for _ in range(6):
        write(tmp_path, f"audiences/{audience}.yaml", text)
        try:
            build(HARBOUR, audiences=[audience], formats=["pdf"], out=tmp_path / "out", templates=tmp_path)
        except WriteError as error:
            told = str(error)
        else:
            break
        steps = STEP.findall(told)
        assert steps, told
        least = [min([ranks[each] for each in re.findall(r"[A-Z]+-[A-Z0-9-]+", left)] or [1]) for _, _, left in steps]
        assert least[0] == max(least)
        for name, most, leaves in steps:
            before = stated(tmp_path, audience)
            text = lowered(text, name, most)
            write(tmp_path, f"audiences/{audience}.yaml", text)
            gone = before - stated(tmp_path, audience)
            assert gone == set(re.findall(r"[A-Z]+-[A-Z0-9-]+", leaves)), (name, most)
    else:
        pytest.fail(f"it never fits: {told}")


def stated(templates: Path, audience: str) -> set[str]:
    """The ids that a memo states something of."""
    with Desk(templates) as own:
        memo = own.memo(record_at(HARBOUR), load_audience(own.folders, audience))[1]
    return {line.of.partition(".")[0] for line in anchored(memo) if line.of}


def test_every_memo_that_is_too_long_is_told(tmp_path: Path) -> None:
    """One build tells of all of them, each with its own remedy; and nothing is written."""
    with pytest.raises(WriteError) as caught:
        build(HARBOUR, audiences=["principal", "desk", "public"], formats=["pdf"], out=tmp_path / "out")
    first, second = str(caught.value).splitlines()
    assert first.startswith(
        "harbour-2031-04.principal.pdf runs to 2 pages; the limit is 1 page. In audiences/principal"
    )
    assert second.startswith(
        "harbour-2031-04.public.pdf runs to 2 pages; the limit is 1 page. In audiences/public.yaml"
    )
    assert not (tmp_path / "out").exists()


def test_priority_tells_what_leaves_first(tmp_path: Path) -> None:
    """An entry of priority 3 is the first to be named, and one that no list rules is not named."""
    with pytest.raises(WriteError) as caught:
        build(HARBOUR, audiences=["public"], formats=["pdf"], out=tmp_path)
    told = " ".join(left for _, _, left in STEP.findall(str(caught.value)))
    named = set(re.findall(r"[A-Z]+-[A-Z0-9-]+", told))
    ruled = {
        each.id
        for part in ("agreements", "positions", "next_steps")
        for each in getattr(record_at(HARBOUR).talks, part)
    }
    assert named
    assert named <= ruled
