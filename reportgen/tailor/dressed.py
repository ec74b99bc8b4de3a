"""A desk's own memo.css and letterhead → what a build would refuse in them, without a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import InputError, Problem, WriteError
from reportgen.making import Making, dress
from reportgen.memo.reader import read_memo
from reportgen.style import Style, load_style
from reportgen.yamlfile import read

SAMPLE = """<memo lang="en">
  <properties><title>A</title><created>2023-11-01</created></properties>
  <running><marking>A</marking><pages><page/> <pages/></pages></running>
  <section name="a">
    <h1>A</h1><h2>A</h2><h3>A</h3><p>A</p><ul><li>A</li></ul><ol><li>A</li></ol>
  </section>
</memo>"""
"""A memo with a heading and a list of every kind, so that a letterhead has to have a style for each."""


def undressed(own: Path, folders: tuple[Path, ...], making: Making) -> Iterator[Problem]:
    """What keeps memos from wearing what lies in ``own``. A style.yaml with faults is taken for none."""
    style = _style(own, folders)
    try:
        dress(folders, style)
    except InputError as error:
        yield from error.problems
    if style.letterhead:
        from reportgen.writers.docx import write_docx  # python-docx, only where there is a letterhead

        try:
            making("a letterhead", write_docx, read_memo(SAMPLE), style)
        except WriteError as error:
            path = own / "style.yaml"
            yield Problem(read(path, error=InputError).place(("letterhead",), key=True), str(error))


def _style(own: Path, folders: tuple[Path, ...]) -> Style:
    shipped = load_style(folders[-1] / "style.yaml")
    path = own / "style.yaml"
    try:
        return load_style(path, shipped) if path.is_file() else shipped
    except InputError:
        return shipped
