"""The same memo gives the same bytes, whoever writes it, where and when."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import RECORDS, ROOT

PROGRAM = """
import sys
from msgspec.structs import replace
from pathlib import Path
sys.path[:0] = [ROOT]
from tests.conftest import AUDIENCES, desk, memo_for
from tests.word_memo import MEMO
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.markdown import write_markdown
from reportgen.writers.pdf import write_pdf
from reportgen.writers.typst import write_typst

out = Path(sys.argv[1])
memos = {audience: memo_for(Path(sys.argv[2]), audience)[1] for audience in AUDIENCES} | {"invented": MEMO}
style, css, folders = desk().style, desk().css, desk().folders
for name, memo in memos.items():
    (out / f"{name}.pdf").write_bytes(write_pdf(memo, style, css, folders).content)
    (out / f"{name}.typst.pdf").write_bytes(write_typst(memo, style, record=b"{}").content)
    (out / f"{name}.docx").write_bytes(write_docx(memo, style))
    (out / f"{name}.html").write_bytes(write_html(memo, style, css))
    (out / f"{name}.md").write_bytes(write_markdown(memo))
"""
HOST_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir><cachedir>CACHE</cachedir>
  <match target="pattern"><edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit></match>
  <match target="font"><edit name="embolden" mode="assign"><bool>true</bool></edit></match>
</fontconfig>
"""


def run(record: Path, folder: Path, **environment: str) -> dict[str, str]:
    """The digests of all a process writes in a folder of its own, its working directory and home there too."""
    out = folder / "out"
    out.mkdir(parents=True)
    settings = {"PATH": os.environ["PATH"], "HOME": str(folder), **environment}
    program = PROGRAM.replace("ROOT", repr(str(ROOT)))
    subprocess.run([sys.executable, "-c", program, out, record], cwd=folder, env=settings, check=True)
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(out.iterdir())}


@pytest.mark.slow
@pytest.mark.parametrize("record", [RECORDS[0], RECORDS[-1]], ids=lambda record: record.parent.name)
def test_bytes_are_the_same_anywhere(record: Path, tmp_path: Path) -> None:
    """Every format has the same bytes for any hash seed, zone, locale, home, folder, time and fonts of the host."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(HOST_FONTS.replace("CACHE", str(tmp_path / "cache")), encoding="utf-8")
    first = run(record, tmp_path / "here", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C")
    time.sleep(2)  # the shortest time a zip can tell
    second = run(
        record,
        tmp_path / "elsewhere" / "und so weiter",
        PYTHONHASHSEED="4711",
        TZ="America/Adak",
        LC_ALL="tr_TR.UTF-8",
        FONTCONFIG_FILE=str(fonts),
        SOURCE_DATE_EPOCH="1000000000",
        PYTHONUTF8="0",
    )
    assert len(first) == 30
    assert first == second


def test_memo_written_twice_in_one_process_is_the_same(tmp_path: Path) -> None:
    """What a process has written before leaves no trace in what it writes next."""
    from reportgen.writers.docx import write_docx
    from reportgen.writers.pdf import write_pdf
    from tests.conftest import desk
    from tests.word_memo import ARABIC, MEMO

    def once() -> tuple[bytes, bytes]:
        return write_pdf(MEMO, desk().style, desk().css).content, write_docx(MEMO, desk().style)

    first = once()
    write_pdf(ARABIC, desk().style, desk().css)
    assert once() == first
