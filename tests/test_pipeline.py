"""The whole way through Python: what build returns, refuses, and leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen import build, load
from reportgen.checks import Level
from reportgen.errors import AudienceError, ChecksFailed, LoadError, WriteError
from tests.conftest import INVENTED, REAL, ROOT
from tests.damage import damaged

HARBOUR = next(path for path in INVENTED if "harbour" in str(path))


def test_build_tells_what_it_wrote(tmp_path: Path) -> None:
    """Build returns each file with its audience, format, time and, for PDF, its pages."""
    built = build(REAL, audiences=["principal"], formats=["pdf", "md"], out=tmp_path)
    assert [(o.path.name, o.audience, o.format, o.pages) for o in built.outputs] == [
        ("wang-blinken-2023-10.principal.pdf", "principal", "pdf", 1),
        ("wang-blinken-2023-10.principal.md", "principal", "md", 0),
    ]
    assert all(output.path.stat().st_size > 0 and output.seconds > 0 for output in built.outputs)
    assert {finding.level for finding in built.findings} <= {Level.NOTE}
    assert [account.audience.name for account in built.report.accounts] == ["principal"]


def test_a_loaded_record_and_a_path_give_the_same(tmp_path: Path) -> None:
    """A record may be given loaded or by its path."""
    for number, record in enumerate((REAL, str(REAL), load(REAL))):
        build(record, formats=["md"], out=tmp_path / str(number))
    one, two, three = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in "012")
    assert one == two == three


def test_what_keeps_a_record_from_being_built_is_raised(tmp_path: Path) -> None:
    """Each kind of obstacle is an error of its own kind, and leaves nothing behind."""
    out = tmp_path / "out"
    with pytest.raises(LoadError):
        build(tmp_path / "nowhere", out=out)
    with pytest.raises(ChecksFailed) as failed:
        build(damaged(tmp_path, ("sha256: b", "sha256: 0")), out=out)
    codes = [str(getattr(finding, "code", "")) for finding in failed.value.findings]
    assert [code for code in codes if code.startswith("E")] == ["E102"]
    with pytest.raises(AudienceError, match='Did you mean "desk"'):
        build(REAL, audiences=["desks"], out=out)
    with pytest.raises(WriteError, match='Did you mean "docx"'):
        build(REAL, formats=["doc"], out=out)
    with pytest.raises(WriteError, match="runs to 2 pages"):
        build(HARBOUR, audiences=["desk", "principal"], formats=["pdf"], out=out)
    assert not out.exists()


def test_a_failed_build_leaves_the_old_memos(tmp_path: Path) -> None:
    """When a record cannot be built any more, the memos written before stay as they were."""
    build(REAL, formats=["md"], out=tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(ChecksFailed):
        build(damaged(tmp_path, ("agreed to increase\n", "agreed to double\n")), formats=["md"], out=tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_soft_page_limit_warns_and_writes(tmp_path: Path) -> None:
    """Over a soft limit the memo is written, and the warning names what to drop first."""
    (tmp_path / "own" / "audiences").mkdir(parents=True)
    shipped = (ROOT / "templates" / "audiences" / "desk.yaml").read_text(encoding="utf-8")
    own = shipped.replace("limit: 4", "limit: 2")
    (tmp_path / "own" / "audiences" / "desk.yaml").write_text(own, encoding="utf-8")
    built = build(REAL, audiences=["desk"], formats=["pdf"], out=tmp_path / "out", templates=tmp_path / "own")
    (warning,) = built.warnings
    assert "runs to 4 pages; the limit is 2 pages" in warning
    assert "In audiences/desk.yaml, one after the other until it fits: most.next_steps:" in warning


def test_an_audience_of_ones_own(tmp_path: Path) -> None:
    """A new audience is one file; its sections and all else come from the shipped templates."""
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "press.yaml").write_text(
        "title: Press lines\nfor: the press office\nceiling: public\n"
        "sections: [principal-header, principal-agreements]\n",
        encoding="utf-8",
    )
    built = build(REAL, audiences=["press"], formats=["md"], out=tmp_path / "out", templates=tmp_path)
    text = built.outputs[0].path.read_text(encoding="utf-8")
    assert text.startswith("**TLP:CLEAR**")
    assert "Press lines" in text
    assert "Comment" not in text


def test_only_what_a_format_needs_is_imported(tmp_path: Path) -> None:
    """Markdown needs neither WeasyPrint nor python-docx; DOCX not WeasyPrint, where no page limit is firm."""
    code = (
        "import sys; from reportgen import build\n"
        "build(sys.argv[1], audiences=['desk'], formats=[sys.argv[2]], out=sys.argv[3])\n"
        "print(*sorted({'weasyprint', 'docx'} & set(sys.modules)))"
    )
    for format, imported in {"md": "", "html": "", "docx": "docx"}.items():
        command = [sys.executable, "-c", code, str(REAL), format, str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == imported, format


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    """Whoever asks is told each file as work on it begins."""
    told: list[str] = []
    build(REAL, audiences=["desk"], formats=["html", "md"], out=tmp_path, progress=told.append)
    assert told == ["wang-blinken-2023-10.desk.html", "wang-blinken-2023-10.desk.md"]
