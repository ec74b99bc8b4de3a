"""What the peers do, run in their own environment: nothing here knows the program.

``bare PAGE OUT`` writes a page as PDF with WeasyPrint and nothing more. ``warm-pdf PAGE`` and ``warm-docx TABLES``
stay: for each line they are given, they make the document anew and tell how long that took.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def bare(page: str, out: str) -> None:
    """One page as a PDF file."""
    from weasyprint import HTML

    HTML(filename=page).write_pdf(out)


def warm_pdf(page: str) -> Callable[[], bytes]:
    """One page as PDF, again and again, as whoever reads the first page of WeasyPrint's handbook does it."""
    from weasyprint import HTML

    text = Path(page).read_text(encoding="utf-8")
    return lambda: HTML(string=text).write_pdf()


def warm_docx(tables: str) -> Callable[[], bytes]:
    """The tables of a memo as DOCX with docxtpl: one template, whose rows are loops."""
    from docx import Document
    from docxtpl import DocxTemplate

    found = json.loads(Path(tables).read_text(encoding="utf-8"))
    document = Document()
    for number, (head, *_) in enumerate(found):
        drawn = document.add_table(rows=4, cols=len(head), style="Table Grid")
        drawn.rows[1].cells[0].text = f"{{%tr for row in tables[{number}] %}}"
        drawn.rows[3].cells[0].text = "{%tr endfor %}"
        for column, words in enumerate(head):
            drawn.rows[0].cells[column].text = words
            drawn.rows[2].cells[column].text = f"{{{{ row[{column}] }}}}"
    template = io.BytesIO()
    document.save(template)

    def make() -> bytes:
        made = DocxTemplate(io.BytesIO(template.getvalue()))
        made.render({"tables": [rows for _, *rows in found]}, autoescape=True)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()

    rows = sum(len(table.rows) for table in Document(io.BytesIO(make())).tables)
    assert rows == sum(map(len, found)), rows
    return make


def serve(make: Callable[[], bytes]) -> None:
    """Make it once, then for each line once more, and print the seconds of the processor and the bytes."""
    make()
    for _ in sys.stdin:
        start = time.process_time()
        content = make()
        print(json.dumps([time.process_time() - start, len(content)]), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bare", page, out]:
            bare(page, out)
        case ["warm-pdf", page]:
            serve(warm_pdf(page))
        case ["warm-docx", tables]:
            serve(warm_docx(tables))
