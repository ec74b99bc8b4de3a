"""The real talks and the invented ones, loaded once, and their memos."""

from __future__ import annotations

import gc
import os
from functools import cache
from pathlib import Path

import pytest

from reportgen import load
from reportgen.audience import load_audience
from reportgen.cli import kept
from reportgen.desk import Desk
from reportgen.memo.tree import Memo
from reportgen.memory import SWEEPS
from reportgen.record import Record
from reportgen.view.types import View

ROOT = Path(__file__).parent.parent
REAL = ROOT / "seeds" / "wang-blinken-2023-10"
INVENTED = tuple(sorted((ROOT / "tests" / "records").glob("*/talks.yaml")))
RECORDS = (REAL / "talks.yaml", *INVENTED)
AUDIENCES = ("annex", "desk", "negotiator", "principal", "public")
NOT_BUILT = {"climate-2032-06.public"}
"""Memos that there are none of: the record itself is above the audience's ceiling."""
BUILT = tuple(
    (record, audience)
    for record in RECORDS
    for audience in AUDIENCES
    if f"{record.parent.name}.{audience}" not in NOT_BUILT
)
"""Every memo of the tests: its record and its audience."""
NAMES = [f"{record.parent.name}-{audience}" for record, audience in BUILT]
MEMOS = pytest.mark.parametrize(
    ("record", "audience"),
    [
        pytest.param(record, audience, id=name, marks=pytest.mark.xdist_group(record.parent.name))
        for name, (record, audience) in zip(NAMES, BUILT, strict=True)
    ],
)
"""A test of every memo; one worker for a record, so that its documents are written once."""
LANGUAGES = ("fr", "es", "ru", "zh", "ar")
"""The languages that the labels are translated into."""


def pytest_configure(config: pytest.Config) -> None:
    """What a check found is kept by no test but those of it; memory is swept as by the program."""
    os.environ[kept.FOLDER] = ""
    gc.set_threshold(*SWEEPS)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker is left with it in the end; what shares fixtures shares a worker.

    A worker tells the groups by the names of the tests, which a version of pytest may not let it change; then each
    fixture would be made once a worker, unseen but for the time.
    """
    grouped = [test for test in items if test.get_closest_marker("xdist_group")]
    if config.getoption("loadgroup", False) and not all("@" in test.nodeid.rpartition("]")[2] for test in grouped):
        raise RuntimeError("Tests of one group are not kept together: this pytest-xdist is not for this pytest.")
    items.sort(key=lambda test: (test.get_closest_marker("slow") is None, "test_validators" not in test.nodeid))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write tests/golden/ anew instead of comparing")


@cache
def record_at(path: Path) -> Record:
    """A record, loaded once."""
    return load(path)


@cache
def desk(language: str | None = None) -> Desk:
    """The shipped templates, style and labels; for memos in a language, or in the record's."""
    return Desk(language=language)


@cache
def memo_for(path: Path, audience: str, language: str | None = None) -> tuple[View, Memo]:
    """The view and the memo of a record for an audience."""
    return desk(language).memo(record_at(path), load_audience(desk().folders, audience))


def shown(folder: Path) -> list[Path]:
    """What a person sees in a folder: all but the ledger, whose name begins with a dot."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


@pytest.fixture
def real() -> Record:
    """The real talks."""
    return record_at(RECORDS[0])
