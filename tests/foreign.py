"""Somebody else's project with talks and a desk's own templates in it, and the programs that build it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import REAL, ROOT
from tests.letterheads import ministry
from tests.logos import png

TALKS = "wang-blinken-2023-10"
SOURCE = "the report #1 for $5.txt"
DESK = Path("our desk")
BRIEF = """title: {title}
for: The desk
ceiling: internal
sections: [header, {sections}]
"""
STYLE = """logo: {file: pictures/logo.png, alt: Two flags}
letterhead: letterhead.docx
fonts: {files: [fonts/Carlito.ttf]}
"""


def project(folder: Path) -> Path:
    """The folder, with what is to be built in it: the real talks, whose source has a name to stumble over."""
    record = folder / "talks" / TALKS
    record.mkdir(parents=True)
    text = (REAL / "talks.yaml").read_text(encoding="utf-8").replace("path: source.txt", f'path: "{SOURCE}"')
    (record / "talks.yaml").write_text(text, encoding="utf-8")
    shutil.copy(REAL / "source.txt", record / SOURCE)
    (folder / "reportgen.toml").write_text(f'records = "talks"\ntemplates = "{DESK}"\n', encoding="utf-8")
    for name, content in _own().items():
        path = folder / DESK / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _own() -> dict[str, str | bytes]:
    """A folder of templates with a file of every kind; ``desk`` has sections that ``public`` has not."""
    return {
        "audiences/desk.yaml": BRIEF.format(title="Brief", sections="agreements, next-steps"),
        "audiences/public.yaml": BRIEF.format(title="Summary", sections="sources"),
        "audiences/press.yaml": BRIEF.format(title="For the press", sections="sources"),
        "sections/next-steps.html.j2": '<p>{{ view.header.title }}</p>\n{% include "parts/end.html.j2" %}\n',
        "parts/end.html.j2": "<p>End of the brief</p>\n",
        "parts/never.html.j2": "<p>Taken in by nobody</p>\n",
        "memo.css": "h1 { text-align: right; }\n",
        "style.yaml": STYLE,
        "markings.yaml": (ROOT / "templates" / "markings.yaml").read_bytes(),
        "labels/en.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n',
        "labels/fr.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n',
        "cues/en.yaml": (ROOT / "templates" / "cues" / "en.yaml").read_bytes(),
        "fonts/Carlito.ttf": (ROOT / "reportgen" / "fonts" / "Carlito-Regular.ttf").read_bytes(),
        "pictures/logo.png": png(canary=False),
        "letterhead.docx": ministry(),
        "README.md": "Ours.\n",
    }


def block(page: str, language: str) -> str:
    """The one block of code in a language on a page of the documentation."""
    (found,) = re.findall(rf"```{language}\n(.+?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def call(folder: Path, *command: str) -> str:
    """What a command prints that does its work in ``folder``, where ``reportgen`` is on the path."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def touched(path: Path, moment: int = 2_000_000_000) -> tuple[int, int]:
    """Date a file later than everything that was built; when it was dated before."""
    found = path.stat()
    os.utime(path, (moment, moment))
    return found.st_atime_ns, found.st_mtime_ns
