"""``reportgen schema`` and ``reportgen doctor``: for editors, and for this machine."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from reportgen.errors import WriteError


def schema(options: Namespace) -> int:
    """Write the JSON Schema of a record or a project file, to a file or the terminal."""
    from reportgen.files import write_all
    from reportgen.schema import schema_text

    text = schema_text(options.of)
    if options.path:
        _refuse_to_lose(Path(options.path))
        write_all({Path(options.path): text.encode()})
        print(options.path)
    else:
        sys.stdout.write(text)
    return 0


def _refuse_to_lose(path: Path) -> None:
    """Only a schema may be written over, and no folder is made for one."""
    if not path.parent.is_dir():
        raise WriteError(f"{path} cannot be written: there is no folder {path.parent}.")
    if path.exists() and (not path.is_file() or not path.read_bytes()[:40].lstrip().startswith(b'{\n "$schema"')):
        raise WriteError(f"{path} is there and is no schema; nothing was changed. Name another file.")


def doctor(_: Namespace) -> int:
    """List what this machine has and what is missing."""
    from reportgen.doctor import examine, lines

    report = examine()
    print("\n".join(lines(report)))
    return int(not report.ok)
