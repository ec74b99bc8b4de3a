"""Runs the blocks of a page one after another in a folder: files are written, commands run, their words compared."""

from __future__ import annotations

import io
import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from reportgen.cli import main
from reportgen.drafting.drafter import GROUP
from reportgen.integrations.mkdocs.settings import Settings
from reportgen.project import load_project
from tests.conftest import ROOT
from tests.docs_blocks import Block
from tests.docs_forms import fits_a_record
from tests.docs_material import type_in

EXTRAS = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])
LEFT_OUT = "…"


@dataclass
class Page:
    """A page that is run in a folder, which is the current one; ``without`` are the commands that are not run."""

    folder: Path
    without: frozenset[str] = frozenset()
    names: dict[str, Any] = field(default_factory=dict)

    def run(self, block: Block) -> None:
        """Do what a block is for. Raises ``AssertionError`` where that fails, with the page and the line."""
        if block.is_directive or (not block.language and block.text.splitlines()[0] in self.without):
            return
        if block.file:
            path = self.folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            return
        runs = getattr(self, f"_{block.language or 'unsaid'}", None)
        assert runs, f'{block}: nothing here runs a block of "{block.language}"'
        runs(block)

    def _console(self, block: Block) -> None:
        for command, shown in sessions(block.text):
            code, told = self._command(command, block)
            assert code == (1 if block.rest == "fails" else 0), f"{block}: {command}: {code}\n{told}"
            missing = missing_from(shown, told)
            assert missing is None, f"{block}: {command} does not print\n{missing}\nbut\n{told}"

    def _sh(self, block: Block) -> None:
        for line in block.text.splitlines():
            if line.strip() and not line.startswith("#"):
                code, told = self._command(line, block)
                assert code == 0, f"{block}: {line}: {code}\n{told}"

    def _python(self, block: Block) -> None:
        with redirect_stdout(io.StringIO()):
            exec(compile(block.text, str(block), "exec"), self.names)

    def _toml(self, block: Block) -> None:
        told = tomllib.loads(block.text)
        if "project" in told:
            assert set(told["project"]["entry-points"]) == {GROUP}, block
            return
        file = self.folder / "alone" / "reportgen.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
        assert load_project(file), block

    def _yaml(self, block: Block) -> None:
        told = yaml.load(block.text, yaml.BaseLoader)
        if "repos" in told:
            offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
            wanted = {hook["id"] for repo in told["repos"] for hook in repo["hooks"]}
            assert wanted <= offered, f"{block}: there is no hook {wanted - offered}"
        elif "jobs" in told:
            for step in (step for job in told["jobs"].values() for step in job["steps"] if "run" in step):
                for line in step["run"].splitlines():
                    code, said = self._command(line, block)
                    assert code == 0, f"{block}: {line}: {code}\n{said}"
        elif "plugins" in told:
            assert set(told["plugins"][0]["reportgen"]) <= set(Settings()), block
        else:
            fits_a_record(told, str(block))

    def _make(self, block: Block) -> None:
        (self.folder / "Makefile").write_text(block.text, encoding="utf-8")
        code, told = _started("make", cwd=self.folder)
        assert code == 0, f"{block}: {told}"

    def _drawing(self, block: Block) -> None:
        """A drawing of lines and arrows is for the eye."""

    def _command(self, line: str, block: Block) -> tuple[int, str]:
        """The exit code of a command, and what it printed."""
        if line in self.without:
            return 0, ""
        type_in(self.folder, line)
        program, *arguments = shlex.split(re.sub(r"\s+#\s.*", "", line))
        if program == "reportgen":
            return called(*arguments)
        if program == "make":
            at = self.folder if (self.folder / "Makefile").exists() else ROOT
            return _started("make", *([] if at != ROOT else ["--dry-run"]), *arguments, cwd=at)
        if program == "pip":
            wanted = re.fullmatch(r"reportgen(?:\[(.+)\])?", arguments[1])
            assert wanted, f"{block}: {line}"
            assert set((wanted[1] or "").split(",")) <= EXTRAS | {""}, f"{block}: {line}"
            return 0, ""
        assert program in ("ls", "cp", "mkdocs", "sphinx-build"), f"{block}: nothing here runs {program}"
        return _started(program, *arguments, cwd=self.folder)


def called(*arguments: str) -> tuple[int, str]:
    """``reportgen`` in this process: its exit code and what it printed. Nobody answers what it asks."""
    told = io.StringIO()
    stop, keyboard, sys.stdin = signal.getsignal(signal.SIGTERM), sys.stdin, io.StringIO()
    try:
        with redirect_stdout(told), redirect_stderr(told):
            code = main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdin = keyboard
        signal.signal(signal.SIGTERM, stop)
    return code, told.getvalue()


def _started(*command: str, cwd: Path) -> tuple[int, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def sessions(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console with the lines shown after it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, [line for line in shown if line.strip() and line.strip() != LEFT_OUT]


def missing_from(shown: list[str], told: str) -> str | None:
    """The first line shown that is not printed, or not in this order; white space and line ends do not count."""
    rest = " ".join(told.split())
    for line in shown:
        _, found, rest = rest.partition(" ".join(line.split()))
        if not found:
            return line
    return None
