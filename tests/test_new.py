"""``reportgen new``: a folder with the source and a record that is begun, or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest

from reportgen.drafting.drafter import drafter
from reportgen.drafting.starting import start
from reportgen.errors import ReportgenError
from reportgen.loading import load
from reportgen.proposed import proposed_in
from reportgen.sources.document import read_document
from reportgen.sources.match import Found, find
from reportgen.sources.sentences import sentences
from reportgen.yamlfile import read
from tests.conftest import REAL, ROOT
from tests.test_cli import no_traceback, run

GOLDS = sorted((ROOT / "tests" / "golds").glob("*.txt"))
CORPUS = sorted((ROOT.parent / "shared" / "corpus").glob("*.txt"))
TEXTS = [*GOLDS, REAL / "source.txt", *CORPUS]
REPORT = (ROOT / "tests" / "golds" / "fisheries-readout.txt").read_text(encoding="utf-8")
MISSING = {"is missing", "has nothing in it", "only proposed"}
"""What a record that was only begun may be found to be."""


def begun(path: Path, into: Path) -> Path:
    """The record begun from a text."""
    return start([str(path)], drafter(), into=into).folder / "talks.yaml"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_text_becomes_a_record_that_holds_all_of_it(path: Path, tmp_path: Path) -> None:
    """The record is YAML, each piece of evidence stands in the source word for word, and every sentence is in an entry
    or a comment; what the record lacks is told field by field, and nothing else is wrong with it."""
    record = begun(path, tmp_path)
    file = read(record)
    proposed, problems = proposed_in(file)
    assert problems == ()
    source = file.root["sources"][0]  # type: ignore[index]
    document = read_document(record.parent / source["path"], dateline=source.get("dateline") or "")  # type: ignore[index,call-overload]
    runs = [entry["evidence"] for each in proposed if "evidence" in (entry := file.root[each.part][each.number])]  # type: ignore[index,call-overload]
    pieces = [piece for run in runs for piece in (run if isinstance(run, list) else [run])]
    texts = [piece if isinstance(piece, str) else piece["text"] for piece in pieces]
    missing = [text for text in texts if not isinstance(find(document, text), Found)]
    assert all(type(find(document, text)).__name__ == "Repeated" for text in missing)
    written = " ".join(record.read_text(encoding="utf-8").replace("\n  # ", " ").replace("\n# ", " ").split())
    for paragraph in document.paragraphs:
        for sentence in sentences(paragraph) if paragraph.number else ():
            words = sentence.text.removeprefix(source.get("dateline") or "")  # type: ignore[union-attr]
            plain = " ".join(words.split()).replace('"', "").replace("\\", "")
            assert plain in written.replace('\\"', "").replace('"', "").replace("\\", "")
    with pytest.raises(ReportgenError) as caught:
        load(record)
    assert all(any(told in problem.message for told in MISSING) for problem in caught.value.problems)  # type: ignore[attr-defined]


def test_record_teaches_what_belongs_where(tmp_path: Path) -> None:
    """Fields nobody can know stand empty, each with what belongs there; what was recognised says how."""
    text = begun(REAL / "source.txt", tmp_path).read_text(encoding="utf-8")
    assert "\nhandling:  # public, internal, restricted or named: yours to say\n" in text
    assert '    publisher: Xinhua  # from the dateline "WASHINGTON, Oct. 27 (Xinhua) --"\n' in text
    assert "\nas_of: 2023-10-27  #" in text
    assert "    issue:  # the id of one of the issues\n" in text
    assert "  # ¶13\n  - id: A-02\n    status: proposed\n" in text


def test_draft_of_the_real_report_has_what_the_analyst_has() -> None:
    """Every agreement, mention, formula and joint step of the real record is proposed, with its firmness."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = read(begun(REAL / "source.txt", Path(folder)))
    entries = {
        part: file.root[part] or [] for part in ("agreements", "mentions", "formulae", "next_steps", "positions")
    }
    assert [each["firmness"] for each in entries["agreements"]] == ["agreed_to_pursue", "agreed"]  # type: ignore[index,call-overload]
    assert [each["elements"] for each in entries["formulae"]] == [  # type: ignore[index,call-overload]
        [each.text for each in load(REAL).talks.formulae[0].elements]
    ]
    assert [each["firmness"] for each in entries["next_steps"]] == ["planned", "planned"]  # type: ignore[index,call-overload]
    parties = [each["party"] for each in entries["positions"]]  # type: ignore[index,call-overload]
    assert (parties.count("CN"), parties.count("US")) == (10, 3)


def test_sources_of_every_kind_are_kept_with_their_text(tmp_path: Path) -> None:
    """Of a Word document the original is kept beside the text that evidence is checked against; standard input is
    read too."""
    written = docx.Document()
    for paragraph in REPORT.split("\n\n"):
        written.add_paragraph(paragraph)
    buffer = BytesIO()
    written.save(buffer)
    (tmp_path / "readout.docx").write_bytes(buffer.getvalue())
    done = run("new", "readout.docx", "--id", "from-word", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "seeds" / "from-word"
    assert sorted(path.name for path in folder.iterdir()) == ["readout.docx", "readout.txt", "talks.yaml"]
    assert (folder / "readout.docx").read_bytes() == buffer.getvalue()
    assert "    path: readout.txt\n    original: readout.docx\n" in (folder / "talks.yaml").read_text(encoding="utf-8")
    command = [sys.executable, "-m", "reportgen", "new", "-", "--id", "from-pipe"]
    piped = subprocess.run(command, input=REPORT.encode(), cwd=tmp_path, capture_output=True, check=False)
    assert piped.returncode == 0, piped.stderr
    assert (tmp_path / "seeds" / "from-pipe" / "source.txt").read_text(encoding="utf-8") == REPORT


def test_nothing_is_overwritten_and_nothing_left_behind(tmp_path: Path) -> None:
    """A record that is there stays as it is; a bad name or source leaves no folder, not even that of all records."""
    (tmp_path / "readout.txt").write_text(REPORT, encoding="utf-8")
    for arguments in (["readout.txt", "--id", "No Such"], ["missing.txt"], ["readout.txt", "--id", "../up"]):
        done = run("new", *arguments, cwd=tmp_path)
        assert done.returncode == 1
        assert no_traceback(done)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["readout.txt"]
    assert run("new", "readout.txt", "--id", "mine", cwd=tmp_path).returncode == 0
    before = (tmp_path / "seeds" / "mine" / "talks.yaml").read_bytes()
    again = run("new", "readout.txt", "--id", "mine", cwd=tmp_path)
    assert again.returncode == 1
    assert "is there already" in again.stderr
    assert (tmp_path / "seeds" / "mine" / "talks.yaml").read_bytes() == before
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["mine"]


def test_folder_of_reports_makes_a_record_of_each(tmp_path: Path) -> None:
    """Several sources make a record each, several at once; one that cannot be read is told."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in GOLDS:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "broken.txt").write_bytes(b"\xff\xfe\x00")
    done = run("new", "reports", "--jobs", "2", cwd=tmp_path)
    assert done.returncode == 1
    assert "broken.txt" in done.stderr
    assert f"{len(GOLDS)} records begun" in done.stdout
    assert sorted(path.name for path in (tmp_path / "seeds").iterdir()) == [path.stem for path in GOLDS]


def test_two_readouts_make_one_record(tmp_path: Path) -> None:
    """With an id, all sources go into one record: evidence says which, ids are given once."""
    paths = [str(path) for path in GOLDS if "readout" in path.stem]
    assert len(paths) > 1
    started = start(paths, drafter(), id="both", into=tmp_path)
    file = read(started.folder / "talks.yaml")
    assert [source["id"] for source in file.root["sources"]] == ["S1", "S2"]  # type: ignore[index,union-attr,call-overload]
    ids = [entry["id"] for part in ("parties", "participants", "agreements", "positions") for entry in file.root[part]]  # type: ignore[index,union-attr,call-overload]
    assert len(ids) == len(set(ids))
    sources = {entry["evidence"]["source"] for entry in file.root["positions"]}  # type: ignore[index,union-attr,call-overload]
    assert sources == {"S1", "S2"}


def test_language_without_a_table_gets_the_numbered_text(tmp_path: Path) -> None:
    """A report in a language nobody has a table for is a record with every sentence in a comment, and no proposal."""
    (tmp_path / "bericht.txt").write_text(
        "Die beiden Minister trafen sich am Montag in Kell. Sie vereinbarten, die Brücke zu öffnen.\n\n"
        "Der Minister sagte, dass die Gebühren zu hoch sind und dass sie gesenkt werden sollten.\n",
        encoding="utf-8",
    )
    started = start([str(tmp_path / "bericht.txt")], drafter(), into=tmp_path)
    text = (started.folder / "talks.yaml").read_text(encoding="utf-8")
    assert (started.proposed, started.left) == (0, 3)
    assert "¶1 nothing is proposed: Sie vereinbarten, die Brücke zu öffnen." in text


def test_unknown_drafter_is_told(tmp_path: Path) -> None:
    """A drafter that there is none of is told with those there are, and nothing is written."""
    (tmp_path / "readout.txt").write_text(REPORT, encoding="utf-8")
    done = run("new", "readout.txt", "--drafter", "cue", cwd=tmp_path)
    assert done.returncode == 1
    assert 'There is no drafter "cue". Did you mean "cues"?' in done.stderr
    assert not (tmp_path / "seeds").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals as of POSIX")
def test_being_stopped_leaves_whole_records(tmp_path: Path) -> None:
    """Ctrl-C ends a run over a folder at once: what is there is whole, nothing else is left, exit 130."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(600):
        (folder / f"report-{number}.txt").write_text(REPORT, encoding="utf-8")
    command = [sys.executable, "-m", "reportgen", "new", "reports", "--jobs", "2"]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout
    assert "proposed" in running.stdout.readline()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "Traceback" not in out + err
    records = list((tmp_path / "seeds").iterdir())
    assert 0 < len(records) < 600
    assert all((record / "talks.yaml").is_file() and not record.name.startswith(".") for record in records)


def test_sources_of_one_name_are_all_kept(tmp_path: Path) -> None:
    """Three documents of one name, and one that is called as a record is, are kept each under a name of its own."""
    for folder in ("x", "y", "z"):
        (tmp_path / folder).mkdir()
    names = ["x/a.txt", "y/a.txt", "z/a-2.txt", "talks.yaml"]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"{REPORT}\nThis is number {number}.\n", encoding="utf-8")
    started = start([str(tmp_path / name) for name in names], drafter(), id="coll", into=tmp_path)
    sources = read(started.folder / "talks.yaml").root["sources"]
    texts = {(started.folder / source["path"]).read_text(encoding="utf-8")[-3] for source in sources}  # type: ignore[union-attr,index,call-overload,operator]
    assert texts == {"0", "1", "2", "3"}
