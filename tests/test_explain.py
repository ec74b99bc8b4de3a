"""The explanations of the checks: what they show as failing fails, and what they show as passing passes."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import reportgen.checks
from reportgen import check, load
from reportgen.checks import RULES, Rule, set_aside
from reportgen.checks.explain import explained, explanations, page
from reportgen.cli.checking import checked
from reportgen.errors import LoadError
from reportgen.proposed import RULE as PROPOSED
from tests.conftest import REAL, ROOT
from tests.damage import damaged

AT_LOAD = {"E110": "is not an id of", "E111": "is given twice"}
APART = {PROPOSED.code: PROPOSED}
"""Told beside what the checks find: no check looks at what is only proposed."""


def rules() -> dict[str, Rule]:
    """Every rule that a module of checks declares."""
    modules = [
        importlib.import_module(f"reportgen.checks.{m.name}") for m in pkgutil.iter_modules(reportgen.checks.__path__)
    ]
    return {rule.code: rule for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}


def test_every_check_is_explained_under_its_name() -> None:
    """Every code of every check has an explanation, under the same name, and no explanation is left over."""
    declared = rules() | APART
    assert set(explanations()) == {*declared, *AT_LOAD}
    assert {code: rule.name for code, rule in declared.items()} == {
        code: explanations()[code].name for code in declared
    }


def test_every_rule_is_run() -> None:
    """Every module that declares a rule is among those that check runs."""
    run = {rule.__module__ for rule in RULES}
    assert len(run) == len(RULES)
    assert {f"reportgen.checks.{m.name}" for m in pkgutil.iter_modules(reportgen.checks.__path__)} - run == {
        "reportgen.checks.explain",
        "reportgen.checks.acceptance",
        "reportgen.checks.one_party",
    }


@pytest.mark.parametrize("code", sorted(explanations()))
def test_what_is_shown_as_failing_fails(code: str, tmp_path: Path) -> None:
    """The lines that pass stand in the real record, and with those that fail in their place the check reports."""
    rule = explanations()[code]
    if code == "N301":  # the real agreements are not measurable, so this one is shown the other way round
        codes = {(f.code, f.entry) for f in check(load(damaged(tmp_path, (rule.fails, rule.passes))))}
        assert (code, "A-01") in codes
        assert (code, "A-02") not in codes
        return
    assert code not in {finding.code for finding in check(load(REAL))}
    path = damaged(tmp_path, (rule.passes, rule.fails))
    if code in APART:
        assert code in {finding.code for finding in checked(path)[0].problems}  # type: ignore[attr-defined]
        return
    if code in AT_LOAD:
        with pytest.raises(LoadError, match=AT_LOAD[code]):
            load(path)
    else:
        assert code in {finding.code for finding in check(load(path))}


def test_the_page_of_all_checks_is_made_from_the_same_text() -> None:
    """docs/checks.md is what the program writes."""
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == page()


def test_one_check_is_explained_for_a_terminal() -> None:
    """An explanation names the check, what it guards against, and lines of both kinds."""
    told = explained("E104")
    assert told.startswith("E104 over-claim (error)\n")
    assert "Fails:\n    text: The two sides agreed on consultations" in told
    assert "Passes:\n    text: Consultations on maritime affairs" in told


def test_a_check_is_set_aside_for_one_entry_with_a_reason(tmp_path: Path) -> None:
    """A finding that the record sets aside with a reason is not reported, and its reason is kept."""
    fault = ("text: Consultations on diplomatic policies.,", "text: Consultations on diplomatic policies on Monday.,")
    reason = ("omitted:\n", "accepted:\n  - {check: E107, on: N-04, reason: Announced at the door.}\nomitted:\n")
    record = load(damaged(tmp_path, fault, reason))
    assert [f.code for f in check(record) if f.code != "N301"] == []
    ((finding, said),) = set_aside(record)
    assert (finding.code, finding.entry, said) == ("E107", "N-04", "Announced at the door.")
