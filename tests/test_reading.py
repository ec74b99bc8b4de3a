"""Sources of every kind: plain text, and what is common to all kinds."""

from __future__ import annotations

from pathlib import Path

from reportgen.sources import read_document
from reportgen.sources.reading import read_text_form, text_form

TEXT = "WASHINGTON, Oct. 27 (Xinhua) -- One.\nStill one.\n\n\n  Two."


def test_a_plain_text_is_its_own_text_form(tmp_path: Path) -> None:
    """A plain text stays as it is but for line ends, byte-order mark and the final newline."""
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    form = read_text_form(path)
    assert (form.text, form.kind, form.suffix, form.is_original) == (TEXT + "\n", "text", ".txt", True)
    kept = tmp_path / "kept.txt"
    kept.write_text(form.text, encoding="utf-8")
    assert read_document(kept).paragraphs == read_document(path).paragraphs


def test_marked_utf_16_is_read() -> None:
    """A text in UTF-16 with a byte-order mark is read, and is not its own text form: that is UTF-8."""
    form = text_form(TEXT.encode("utf-16"), "report.txt")
    assert form.text == TEXT + "\n"
    assert not form.is_original
