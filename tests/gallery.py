"""The pictures of docs/gallery.md: the first page of each memo of the real talks, as the program writes it.

Run as ``python -m tests.gallery`` (``make gallery``); needs pdftoppm.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from reportgen import build
from reportgen.audience import audience_names, load_audience
from reportgen.shipped import search_path
from tests.conftest import REAL, ROOT

DOTS_PER_INCH = 80
PICTURES = ROOT / "docs" / "gallery"


def page() -> str:
    """The page, with a picture of each audience."""
    folders = search_path(None)
    parts = ["# Gallery\n\nThe first page of each memo of the talks in `seeds/`, as `make gallery` draws it.\n"]
    for name in audience_names(folders):
        purpose = load_audience(folders, name).purpose
        parts.append(f"## {name}\n\n{purpose}.\n\n![The {name} memo, first page](gallery/{name}.png)\n")
    return "\n".join(parts)


def draw() -> None:
    """Write page and pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build(REAL, formats=["pdf"], out=folder)
        for pdf in sorted(Path(folder).glob("*.pdf")):
            picture = PICTURES / pdf.name.split(".")[1]
            command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", "-png", "-singlefile"]
            subprocess.run([*command, str(pdf), str(picture)], check=True)
    (ROOT / "docs" / "gallery.md").write_text(page(), encoding="utf-8", newline="")


if __name__ == "__main__":
    draw()
