"""HTML → PDFs by WeasyPrint with the fonts of the program, in a process of its own: pages by name on standard input."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from reportgen.fonts import write_configuration
from tests.conftest import ROOT


def typeset(pages: Mapping[str, str]) -> dict[str, bytes]:
    """A PDF of each page of HTML, by name."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "FONTCONFIG_FILE": str(write_configuration(Path(folder)))}
        call = [sys.executable, "-W", "ignore", "-m", "tests.typeset"]
        done = subprocess.run(
            call, input=json.dumps(dict(pages)).encode(), capture_output=True, cwd=ROOT, env=environment, check=True
        )
    return {name: base64.b64decode(content) for name, content in json.loads(done.stdout).items()}


def main() -> None:
    """Read pages, print PDFs."""
    from weasyprint import HTML

    pages = json.load(sys.stdin)
    made = {name: base64.b64encode(HTML(string=page).write_pdf() or b"").decode() for name, page in pages.items()}
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
