"""The golden memos: every record for every audience, and the real one in every language, as Markdown to be read."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from reportgen.writers.markdown import write_markdown
from tests.conftest import AUDIENCES, BUILT, LANGUAGES, RECORDS, ROOT, memo_for

GOLDEN = ROOT / "tests" / "golden"
FILES: dict[Path, tuple[Path, str, str | None]] = {
    GOLDEN / f"{record.parent.name}.{audience}.md": (record, audience, None) for record, audience in BUILT
}
FILES |= {
    GOLDEN / f"{RECORDS[0].parent.name}.{audience}.{language}.md": (RECORDS[0], audience, language)
    for audience in AUDIENCES
    for language in LANGUAGES
}


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in FILES])
def test_memo_is_the_golden_one(file: Path, request: pytest.FixtureRequest) -> None:
    """A memo says word for word what its golden text says; ``make golden`` writes it anew."""
    written = write_markdown(memo_for(*FILES[file])[1])
    if request.config.getoption("--write-golden"):
        file.write_bytes(written)
    assert file.is_file(), f"{file.relative_to(ROOT)} is not there. Write it with: make golden"
    golden = file.read_bytes()
    assert golden == written, difference(golden.decode(), written.decode(), file.name)


def test_no_golden_memo_is_left_over() -> None:
    """Every file among the golden memos belongs to a record and an audience that there are."""
    assert set(GOLDEN.iterdir()) == set(FILES)


def difference(golden: str, written: str, name: str) -> str:
    """What changed, as a unified difference; a person decides which side is right."""
    lines = unified_diff(
        golden.splitlines(), written.splitlines(), f"golden/{name}", f"{name} as written now", lineterm="", n=1
    )
    shown = "\n".join(lines) or "only the ends of lines differ"
    return f"The memo is no longer the golden one:\n{shown}\nIf this is what it should say: make golden"
