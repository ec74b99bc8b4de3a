"""What the doctor finds on this machine, and on one without the libraries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.doctor import Report, State, examine, lines, pdf_problem

TELL = "from reportgen.doctor import examine, lines; print('\\n'.join(lines(examine())))"
ROOT = Path(__file__).parent.parent
# /dev/null in the place of a library is what no program can open.
HIDE = """
for name in "$@"; do
    found=$(/sbin/ldconfig -p | awk -v name="$name" '$1 == name { print $NF; exit }')
    mount --bind /dev/null "$(readlink -f "$found")" || exit 77
done
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return examine()


def without(library: str, code: str) -> str:
    """What a program prints on a machine without ``library``."""
    script = f'{HIDE} exec "$PYTHON" -W error -c "$CODE"'
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = ["unshare", *rights, "--mount", "sh", "-c", script, "sh", library]
    environment = {"PATH": "/usr/bin:/bin", "PYTHON": sys.executable, "CODE": code}
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    except FileNotFoundError:
        pytest.skip("hiding a library needs unshare, which this system does not have")
    if told.returncode in (1, 77) and ("unshare:" in told.stderr or "mount:" in told.stderr):
        pytest.skip(f"hiding a library is not permitted here: {told.stderr.strip()}")
    assert told.stderr == ""
    assert told.returncode == 0
    return told.stdout


def test_everything_is_there(report: Report) -> None:
    """Where the tests run, every output can be made and the report says so."""
    assert report.ok, lines(report)
    assert lines(report)[-1] == "PDF, DOCX, HTML and Markdown can be made."


def test_report_names_what_output_stands_on(report: Report) -> None:
    """Versions of packages and libraries, every family with its scripts, and the folders are told."""
    found = {line.name: line.found for line in report.lines}
    assert found["weasyprint"].startswith("70.")
    assert found["libpango-1.0"].startswith("1.")
    assert found["libfontconfig"].startswith("2.")
    assert found["Noto Naskh Arabic"] == "Arabic (2 files)"
    assert found["templates"].endswith("templates")
    assert found["pypdfium2"].startswith("5.")
    assert found["trafilatura"].endswith("(web pages as sources)")


def test_lines_are_plain(report: Report) -> None:
    """The table is text without colour or trailing space, a state before every name."""
    table = lines(report)
    assert all(line == line.rstrip() and "\x1b" not in line for line in table)
    assert all(any(f"  {state:<8} " in line for line in table) for state in {line.state for line in report.lines})


def test_cjk_fonts_are_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the CJK fonts the report gives the command that installs them, and is still in order."""
    monkeypatch.setitem(sys.modules, "noto_cjk_sans_otc", None)
    report = examine()
    assert report.ok
    (line,) = (line for line in report.lines if line.state is not State.OK and line.part == "Fonts")
    assert (line.state, line.remedy) == (State.NOTE, 'pip install "reportgen[cjk]"')


def test_pdf_is_possible_here() -> None:
    """Where WeasyPrint can be imported there is no problem to tell."""
    assert pdf_problem() is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "library",
    [
        "libgobject-2.0.so.0",
        "libpango-1.0.so.0",
        "libpangoft2-1.0.so.0",
        "libharfbuzz.so.0",
        "libfontconfig.so.1",
    ],
)
def test_a_missing_library_is_named_with_its_remedies(library: str) -> None:
    """A missing library (and those that need it) is told by name, with what installs it on each system."""
    told = without(library, "from reportgen.doctor import pdf_problem; print(pdf_problem())")
    first, *remedies, way_out, last = told.splitlines()
    assert first.startswith("PDF output needs the Pango text libraries, which are not installed (missing: lib")
    assert library.partition(".so")[0] in first.removesuffix(").").replace(",", "").split()
    assert [line.split()[0] for line in remedies] == ["Debian/Ubuntu:", "Fedora:", "macOS:", "Windows:"]
    assert way_out == "Or use the engine that needs no system libraries: reportgen build --pdf-engine typst"
    assert last == "DOCX, HTML and Markdown work without them:  reportgen build --format docx,html,md"


@pytest.mark.slow
def test_report_without_pango() -> None:
    """Without Pango the report marks the library as missing and ends with the remedies."""
    table = without("libpango-1.0.so.0", TELL).splitlines()
    assert any(line.split()[:2] == ["missing", "libpango-1.0"] for line in table)
    assert any(line.split()[:2] == ["ok", "libfontconfig"] for line in table)
    assert table[-1].startswith("DOCX, HTML and Markdown work without them")


@pytest.mark.slow
def test_harfbuzz_subset_is_optional() -> None:
    """Without HarfBuzz's subsetting library PDFs take longer; the report says so, and no warning is heard."""
    table = without("libharfbuzz-subset.so.0", TELL).splitlines()
    assert any(line.split()[:2] == ["note", "libharfbuzz-subset"] for line in table)
    assert table[-1] == "PDF, DOCX, HTML and Markdown can be made."
