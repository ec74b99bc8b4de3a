"""Specification: ``reportgen export`` writes tables and a calendar that hold what their reader may know."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen import export, load
from reportgen.cli import main
from reportgen.errors import AudienceError, ChecksFailed, ExportFailed, WriteError
from reportgen.exports import FORMATS, refuse_withheld
from reportgen.exports.share import share_of
from reportgen.exports.tables import as_csv
from reportgen.frames import EVERYBODY, reader_called
from reportgen.frames.columns import COLUMNS
from reportgen.leaks.unpack import unpacked
from reportgen.model.talks import Talks
from reportgen.model.words import Handling
from reportgen.rows import Row
from tests.conftest import INVENTED, REAL, RECORDS, ROOT, record_at
from tests.damage import damaged
from tests.test_leaks import CANARY, SEEDS, planted

HARBOUR = next(path for path in RECORDS if path.parent.name == "harbour-2031-04")
PARTS = ("agreements", "positions", "next_steps")
NAMES = {*(f"{part}.csv" for part in PARTS), "export.json", "next_steps.ics"}
OVER_CLAIM = (
    "text: Work together toward a meeting between the two heads of state in San Francisco.\n",
    "text: The two sides agreed to meet in San Francisco.\n",
)

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs ``export`` in this process: exit code, what it prints, what it says beside that."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main(["export", *map(str, arguments)])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        said = capsys.readouterr()
        return code, said.out, " ".join(said.err.split())

    return run


def table(path: Path) -> list[dict[str, str]]:
    """A CSV file as Python's own reader takes it, strictly."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def as_text(row: Row) -> dict[str, str]:
    """A row as a table has it."""
    return {name: "" if value is None else str(value) for name, value in row.items()}


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every record, exported for the desk."""
    folder = tmp_path_factory.mktemp("desk")
    export([record_at(path) for path in RECORDS], out=folder, audience="desk")
    return folder


@pytest.mark.parametrize("part", PARTS)
def test_a_table_has_the_rows_of_all_records(part: str, desks: Path) -> None:
    """All records stand together, talks id first, with the columns and the words that frames have."""
    rows = table(desks / f"{part}.csv")
    frames = [row for path in RECORDS for row in record_at(path).frames("desk")[part]]
    assert next(iter(rows[0])) == "talks"
    assert list(rows[0]) == [column.name for column in COLUMNS[part]]
    assert rows == [as_text(row) for row in frames]


def test_a_table_is_as_excel_and_the_standard_want_it(desks: Path) -> None:
    """UTF-8 with its mark, lines that end in CRLF, and quoted cells that may hold lines."""
    for part in PARTS:
        content = (desks / f"{part}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbftalks,")
        assert content.endswith(b"\r\n")
        assert not content[3:].startswith(b"\xef\xbb\xbf")
        rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        assert {len(row) for row in rows} == {len(COLUMNS[part])}


def test_json_has_the_same_rows(desks: Path) -> None:
    """One JSON text has the rows of the three tables, whose they are, and of each record how far it is signed."""
    told = json.loads((desks / "export.json").read_text(encoding="utf-8"))
    assert (told["format"], told["audience"], told["ceiling"]) == ("urn:reportgen:export:1", "desk", "restricted")
    for part in PARTS:
        assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in told[part]] == table(
            desks / f"{part}.csv"
        )
    about = {each["id"]: each for each in told["talks"]}
    assert about["wang-blinken-2023-10"]["signed"] == about["wang-blinken-2023-10"]["entries"] > 40
    assert about["harbour-2031-04"]["handling"] == "restricted"


def test_the_same_records_give_the_same_bytes(desks: Path, tmp_path: Path) -> None:
    """Two exports of the same records are the same, byte for byte."""
    export(RECORDS, out=tmp_path, audience="desk")
    assert {path.name for path in tmp_path.iterdir()} == NAMES
    assert all(path.read_bytes() == (desks / path.name).read_bytes() for path in tmp_path.iterdir())


def test_without_an_audience_there_is_what_may_be_published(tmp_path: Path, told: Told) -> None:
    """Without an audience nothing above public is in any file; a record above it is left out and named."""
    code, out, err = told(*RECORDS, "--out", tmp_path)
    assert code == 0
    assert set(out.split()) == {str(tmp_path / name) for name in NAMES}
    rows = [row for part in PARTS for row in table(tmp_path / f"{part}.csv")]
    assert {row["handling"] for row in rows} == {"public"}
    assert "climate-2032-06" not in {row["talks"] for row in rows}
    assert "Nothing of climate-2032-06 is for the public: the record is internal" in err
    assert "what may be published (--audience NAME for more); " in err
    assert "entries above that left out" in err
    assert "Tern Islets out of the joint statement" not in "".join(p.read_text("utf-8") for p in tmp_path.iterdir())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("audience", [None, "public", "principal", "desk"])
def test_no_canary_above_the_ceiling(seed: int, audience: str | None, tmp_path: Path) -> None:
    """No file of an export holds a canary above its reader's ceiling, whatever may be read into its bytes."""
    record, loaded = planted(seed)
    made = export(loaded, out=tmp_path, audience=audience, allow_findings=True)
    ceiling = {None: 0, "public": 0, "principal": 1, "desk": 2}[audience]
    words = " ".join(piece.text for path in made.files for piece in unpacked(path.read_bytes().replace(b"\r\n ", b"")))
    found = {word for word in CANARY.findall(words) if word in record.levels}
    assert len(found) > 20
    assert max(record.levels[word] for word in found) <= ceiling
    assert made.withheld > 0


@pytest.mark.parametrize("format", FORMATS)
def test_a_cut_that_fails_is_found(format: str) -> None:
    """Were rows cut for the wrong reader, the last look would find it in each format, before anything is written."""
    desk = reader_called("desk")
    share = share_of(record_at(HARBOUR), desk, None)
    refuse_withheld(share, desk, [format])
    if format == "ics":  # no step of it with a day is withheld
        record = dataclasses.replace(record_at(HARBOUR), talks=_with_a_step_withheld(record_at(HARBOUR).talks))
        share = replace(share, record=record)
    with pytest.raises(WriteError, match=r"The export for the public .*would tell what is above that"):
        refuse_withheld(share, EVERYBODY, [format])


def _with_a_step_withheld(talks: Talks) -> Talks:
    steps = [each.model_copy(update={"handling": Handling.INTERNAL}) for each in talks.next_steps]
    return talks.model_copy(update={"next_steps": tuple(steps)})


def test_an_id_that_is_withheld_stops_it(tmp_path: Path) -> None:
    """A public entry that names a withheld one stops the export, with file and words; nothing is written."""
    path = tmp_path / "talks.yaml"
    for each in HARBOUR.parent.iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes())
    text = path.read_text(encoding="utf-8")
    limits = "limits: The opening is tied to the budget; the budget is not there yet."
    assert limits in text
    path.write_text(text.replace(limits, "limits: See A-09 for what was left out."), encoding="utf-8")
    with pytest.raises(WriteError, match=r'agreements\.csv: "A-09", from A-09\.id, which is restricted'):
        export(path, out=tmp_path / "out", allow_findings=True)
    assert not (tmp_path / "out").exists()


def test_a_formula_is_inert_in_a_table_and_nowhere_else(tmp_path: Path) -> None:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe; JSON has the words as they are."""
    wicked = '=HYPERLINK("https://example.org";"A")'
    path = damaged(tmp_path, ("    what: more direct passenger flights\n", f"    what: {json.dumps(wicked)}\n"))
    export(path, out=tmp_path / "out", allow_findings=True)
    assert table(tmp_path / "out" / "agreements.csv")[1]["what"] == f"'{wicked}"
    assert json.loads((tmp_path / "out" / "export.json").read_text("utf-8"))["agreements"][1]["what"] == wicked


BEGINNINGS = ["=", "+", "-", "@", "\t=", " =", "\n+", "＝", "＋", "－", "＠", "−", "\u200b=", "\ufeff@"]


@pytest.mark.parametrize("first", BEGINNINGS)
def test_whatever_begins_a_formula_is_inert(first: str) -> None:
    """Each beginning of a formula that OWASP names is inert, in full width and behind white space too."""
    (row,) = csv.DictReader(io.StringIO(as_csv(["a"], [{"a": f"{first}1+1"}]).decode("utf-8-sig"), newline=""))
    assert row["a"] == f"'{first}1+1"


def test_what_is_no_formula_stays_as_it_is() -> None:
    """Days, numbers and words with signs inside them are as they were."""
    content = as_csv(["a", "b", "c", "d"], [{"a": date(2031, 5, 1), "b": 1, "c": "A-01", "d": None}])
    assert content == b"\xef\xbb\xbfa,b,c,d\r\n2031-05-01,1,A-01,\r\n"


def test_a_record_that_does_not_hold_stops_all(tmp_path: Path, told: Told) -> None:
    """An error finding in one record stops the export of all: it is shown with its place, and nothing is written."""
    bad = damaged(tmp_path, OVER_CLAIM)
    code, out, err = told(HARBOUR, bad, "--out", tmp_path / "out")
    assert (code, out) == (1, "")
    assert "talks.yaml:75:25: error: A-01 says" in err
    assert "nothing was exported" in err
    assert not (tmp_path / "out").exists()
    code, out, err = told(bad, "--out", tmp_path / "out", "--allow-findings", "--format", "json")
    assert (code, out.split()) == (0, [str(tmp_path / "out" / "export.json")])
    assert "exported with 1 error left open: this is a draft" in err
    assert json.loads((tmp_path / "out" / "export.json").read_text("utf-8"))["talks"][0]["errors"] == 1


def test_every_record_that_fails_is_told(tmp_path: Path, told: Told) -> None:
    """What stands against each of several records is told at once."""
    bad = damaged(tmp_path, OVER_CLAIM)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "talks.yaml").write_text("id: other\n", encoding="utf-8")
    with pytest.raises(ExportFailed) as failed:
        export([bad, tmp_path / "other"], out=tmp_path / "out")
    assert len(failed.value.errors) == 2
    code, _, err = told(bad, tmp_path / "other", "--out", tmp_path / "out")
    assert code == 1
    assert "A-01 says" in err
    assert "other/talks.yaml" in err
    with pytest.raises(ChecksFailed):
        export(bad, out=tmp_path / "out")


def test_records_above_the_ceiling_alone_are_an_error(tmp_path: Path, told: Told) -> None:
    """Where nothing of any record is for the reader, that is an error, and nothing is written."""
    climate = next(path for path in INVENTED if path.parent.name == "climate-2032-06")
    with pytest.raises(AudienceError):
        export(climate, out=tmp_path / "out")
    code, _, err = told(climate, "--audience", "public", "--out", tmp_path / "out")
    assert code == 1
    assert "Nothing of climate-2032-06 is for public" in err
    assert not (tmp_path / "out").exists()


def test_two_records_of_one_id_are_refused(tmp_path: Path) -> None:
    """Two records with one id are refused: their entries could not be told apart."""
    with pytest.raises(WriteError, match='these have one id, "wang-blinken-2023-10"'):
        export([REAL, damaged(tmp_path)], out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_proposals_are_left_out_and_counted(tmp_path: Path, told: Told) -> None:
    """What is only proposed is in no file, and counted; a record into which it was taken is refused."""
    path = damaged(tmp_path, ("{id: P-CN-05, party: CN,", "{id: P-CN-05, status: proposed, party: CN,"))
    code, _, err = told(path, "--out", tmp_path / "out", "--allow-findings")
    assert code == 0
    assert "1 entry only proposed, in no memo" in err
    ids = [row["id"] for row in table(tmp_path / "out" / "positions.csv")]
    assert ids == [each.id for each in record_at(RECORDS[0]).talks.positions if each.id != "P-CN-05"]
    with pytest.raises(WriteError, match="only proposed is exported"):
        export(load(path, with_proposals=True), out=tmp_path / "none", allow_findings=True)


def test_quiet_says_nothing(tmp_path: Path, told: Told) -> None:
    """With --quiet nothing is said unless something went wrong."""
    assert told(REAL, "--quiet", "--out", tmp_path) == (0, "", "")
    assert {path.name for path in tmp_path.iterdir()} == NAMES


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "xlsx"], 'there is no format "xlsx". Use one of: csv, ics, json.'),
        (["--audience", "desks"], 'there is no audience "desks". Did you mean "desk"?'),
    ],
)
def test_wrong_usage(arguments: list[str], words: str, told: Told) -> None:
    """A format or an audience that there is not is wrong usage."""
    code, _, err = told(REAL, *arguments)
    assert code == 2
    assert words in err


def test_what_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    """Where one file cannot be written none is, and what was there stays."""
    (tmp_path / "agreements.csv").write_text("before", encoding="utf-8")
    (tmp_path / "next_steps.ics").mkdir()
    with pytest.raises(WriteError, match=r"next_steps\.ics is a folder"):
        export(REAL, out=tmp_path)
    assert (tmp_path / "agreements.csv").read_text("utf-8") == "before"


def test_a_projects_own_settings_count(tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records and folder are those of the project file where the command names none."""
    (tmp_path / "reportgen.toml").write_text(f'records = "{ROOT}/seeds"\nout = "tables"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, _ = told()
    assert code == 0
    assert {path.name for path in (tmp_path / "tables").iterdir()} == NAMES
