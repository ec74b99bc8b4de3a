"""Every document of a folder, of every kind that has validators."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from tests.validators.outcome import Outcome, ValidatorError

KINDS = ("pdf", "docx", "html")
"""Each has a module of its name, imported only in its own process."""


def validated(folder: Path, claims: Sequence[str] = ()) -> list[Outcome]:
    """The outcomes of all documents in a folder; the kinds are seen to side by side, each by a process of its own.

    ``claims`` are the profiles that every PDF must claim; without them it is judged by those it does.
    """
    found = {kind: sorted(folder.glob(f"*.{kind}")) for kind in KINDS}
    if not any(found.values()):
        raise ValidatorError(f"There is nothing to validate in {folder}.")
    try:
        with ProcessPoolExecutor(len(KINDS), get_context("spawn")) as pool:
            asked = [pool.submit(_kind, kind, paths, claims) for kind, paths in found.items() if paths]
            outcomes = [outcome for each in asked for outcome in each.result()]
    except BrokenProcessPool as error:
        raise ValidatorError(f"A validator broke down: {error}") from None
    judged = {each.file for each in outcomes}
    if missed := [path.name for paths in found.values() for path in paths if path.name not in judged]:
        raise ValidatorError(f"No validator has looked at {', '.join(missed)}.")
    return outcomes


def _kind(kind: str, paths: Sequence[Path], claims: Sequence[str]) -> list[Outcome]:
    try:
        validate = importlib.import_module(f"tests.validators.{kind}").validate
    except ImportError as error:
        raise ValidatorError(f"A validator is missing: {error}. make validate installs them all.") from None
    outcomes: list[Outcome] = validate(paths, claims) if kind == "pdf" else validate(paths)
    return outcomes
