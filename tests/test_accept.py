"""Accepting and drafting again change what they say they change, and not one other character."""

from __future__ import annotations

import difflib
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from reportgen.drafting.accepting import accept
from reportgen.drafting.again import propose
from reportgen.drafting.cues import CuesDrafter
from reportgen.drafting.drafter import drafter
from reportgen.drafting.proposal import Proposal, SourceText, Table
from reportgen.drafting.starting import start
from reportgen.errors import ReportgenError
from reportgen.proposed import proposed_in
from reportgen.yamlfile import read
from tests.conftest import REAL, ROOT
from tests.test_cli import run

GOLD = ROOT / "tests" / "golds" / "fisheries-readout.txt"
SEEDS = range(60)
RECORD = """\
# A note of ours at the top.
id: talks   # short
party_order: [NO]

parties:
  # Norway first.
  - id: NO
    status: proposed   # by the drafter
    name: Norway
    kind: state
    role: principal
  - {id: SE, name: Sweden, status: proposed, kind: state, role: principal}
  - {status: proposed, id: FI, name: Finland, kind: state, role: mentioned}
  - {id: DK, name: Denmark, kind: state, role: mentioned, status: proposed}
  - status: proposed
    id: IS
    name: Iceland
    kind: state
    role: mentioned
issues:
  - {id: I-01, title: Fish}
positions:
  - id: P-01
    status: proposed
    party: NO
    issue:  # the id of one of the issues
    stance: holds
    text: Cod is dear.   # our wording
    evidence: Cod is dear
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with a proposal in each way of writing one."""
    (tmp_path / "talks.yaml").write_text(RECORD, encoding="utf-8")
    return tmp_path / "talks.yaml"


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("NO", "status: proposed   "),
        ("SE", " status: proposed,"),
        ("FI", "status: proposed, "),
        ("DK", ", status: proposed"),
        ("IS", "status: proposed\n    "),
    ],
)
def test_accepting_takes_the_status_away_and_nothing_else(path: Path, name: str, gone: str) -> None:
    """However the entry is written: the status is gone; all else, a comment beside it too, is as it was typed."""
    assert accept(path, [name]).accepted == (name,)
    at = RECORD.index(gone, RECORD.rindex("\n", 0, RECORD.index(f"id: {name}") - (len(gone) if name == "IS" else 0)))
    assert path.read_text(encoding="utf-8") == RECORD[:at] + RECORD[at + len(gone) :]
    assert "status" not in next(each for each in read(path).root["parties"] if each["id"] == name)  # type: ignore[union-attr,operator,index,call-overload]


def test_line_ends_and_byte_order_mark_are_kept(path: Path) -> None:
    """A file with the line ends of Windows and a mark at its head keeps both."""
    path.write_bytes(b"\xef\xbb\xbf" + RECORD.replace("\n", "\r\n").encode())
    accept(path, ["NO"])
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# A note")
    assert content.count(b"\r\n") == content.count(b"\n") == RECORD.count("\n")


def test_what_lacks_a_field_stays_a_proposal(path: Path) -> None:
    """An entry that lacks a field is not accepted and says which; the issue can be given on the way."""
    done = accept(path, ["positions"])
    assert done.accepted == ()
    assert [each.lacks for each in done.lacking] == [("issue",)]
    assert path.read_text(encoding="utf-8") == RECORD
    assert accept(path, ["P-01"], issue="I-01").accepted == ("P-01",)
    text = path.read_text(encoding="utf-8")
    assert "    issue: I-01\n" in text
    assert "    text: Cod is dear.   # our wording\n" in text
    assert accept(path, ["SE"]).leaning == ()


@pytest.mark.parametrize(
    ("names", "issue", "told"),
    [
        (["XX"], "", "Use one of"),
        (["partys"], "", 'Did you mean "parties"?'),
        (["I-01"], "", "I-01 is not proposed: it counts already."),
        (["P-01"], "I-99", 'There is no issue "I-99"'),
    ],
    ids=["unknown", "typo", "accepted", "issue"],
)
def test_name_that_is_none_is_told_and_nothing_written(path: Path, names: list[str], issue: str, told: str) -> None:
    """A name that is no proposal is told with what is meant, and the file stays as it is."""
    with pytest.raises(ReportgenError) as caught:
        accept(path, names, issue=issue)
    assert told in str(caught.value)
    assert path.read_text(encoding="utf-8") == RECORD


def test_command_asks_for_each(tmp_path: Path) -> None:
    """Without names each proposal that lacks nothing is shown with its lines, and a no leaves it."""
    (tmp_path / "talks.yaml").write_text(RECORD, encoding="utf-8")
    import subprocess
    import sys

    command = [sys.executable, "-m", "reportgen", "accept", "."]
    done = subprocess.run(command, input=b"y\nn\nq\n", cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode()
    assert "[1 of 5]" in out
    assert "- id: NO\n  status: proposed   # by the drafter\n  name: Norway" in out
    assert "talks: 1 entry accepted: NO." in out


def confirmed_draft(tmp_path: Path) -> Path:
    """A draft of an invented readout whose table a person confirmed."""
    folder = start([str(GOLD)], drafter(), id="fish", into=tmp_path).folder
    text = (folder / "talks.yaml").read_text(encoding="utf-8")
    (folder / "talks.yaml").write_text(text.replace("    kind:  # state", "    kind: state  # state"), encoding="utf-8")
    accept(folder, ["parties"])
    return folder


def test_drafting_again_adds_nothing_that_is_there(tmp_path: Path) -> None:
    """A second draft of a record that nobody changed adds nothing and leaves every byte."""
    folder = start([str(GOLD)], drafter(), id="fish", into=tmp_path).folder
    before = (folder / "talks.yaml").read_bytes()
    again = propose(folder, drafter())
    assert (again.added, again.filled) == ((), ())
    assert (folder / "talks.yaml").read_bytes() == before


def test_confirmed_table_fills_in_what_stood_empty(tmp_path: Path) -> None:
    """Once a party is known by a name of the source, its open proposals get it; the accepted ones are left alone."""
    (tmp_path / "note.txt").write_text(
        "Prime Minister Anna Holm of Norway met the Harbour Board in Oslo on Monday.\n\n"
        "The board demanded higher fees. Holm rejected that.\n",
        encoding="utf-8",
    )
    folder = start([str(tmp_path / "note.txt")], drafter(), id="fees", into=tmp_path).folder
    record = folder / "talks.yaml"
    text = record.read_text(encoding="utf-8")
    assert "The board demanded higher fees." in text
    board = "  - {id: HB, name: Harbour Board, kind: other, role: principal, source_names: the board}\n\nparticipants:"
    record.write_text(text.replace("\nparticipants:", board, 1), encoding="utf-8")
    accept(folder, ["NO"])
    again = propose(folder, drafter())
    entries = read(record).root["positions"]
    demanded = next(each for each in entries if "demanded" in each["evidence"])  # type: ignore[union-attr,operator,index,call-overload]
    assert demanded["party"] == "HB"  # type: ignore[index,call-overload]
    assert again.added or again.filled


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_a_person_wrote_is_lost(tmp_path: Path, seed: int) -> None:
    """After any edit by a person, drafting again adds lines, fills empty fields, and takes its own comments away."""
    chance = random.Random(seed)
    folder = confirmed_draft(tmp_path)
    record = folder / "talks.yaml"
    lines = record.read_text(encoding="utf-8").split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith("  - id: ") and at > 40]
    for _ in range(3):
        at = chance.choice(starts)
        match chance.randrange(4):
            case 0:
                lines[at] += f"  # my remark {chance.random()}"
            case 1:
                lines.insert(at, f"  # a line of mine {chance.random()}")
            case 2:
                status = lines.index("    status: proposed", at) if "    status: proposed" in lines[at:] else 0
                lines[status] = "    # status taken away by hand" if status else lines[status]
            case _:
                end = next((place for place in range(at + 1, len(lines)) if not lines[place].startswith("   ")), at)
                lines[at:end] = []
        starts = [at for at, line in enumerate(lines) if line.startswith("  - id: ") and at > 40]
    record.write_text("\n".join(lines), encoding="utf-8")
    try:
        propose(folder, drafter())
    except ReportgenError:
        return  # what a person left is no record: nothing was written, see the next line
    finally:
        after = record.read_text(encoding="utf-8").split("\n")
        for mark, line in ((each[:2], each[2:]) for each in difflib.ndiff(lines, after)):
            assert mark != "- " or line.rstrip().endswith(":") or "#" in line, line
        for line in lines:
            if "mine" in line or "my remark" in line or "by hand" in line:
                assert line in after


def test_list_of_a_records_own_shape_is_added_to(tmp_path: Path) -> None:
    """Entries go to the end of a list however it is indented, after an empty one, or in a list that was not there."""
    shutil.copytree(REAL, tmp_path / REAL.name)
    record = tmp_path / REAL.name / "talks.yaml"
    text = record.read_text(encoding="utf-8")
    start_, end = text.index("next_steps:\n"), text.index("comments:\n")
    record.write_text(text[:start_] + "next_steps: []   # none yet\n\n" + text[end:], encoding="utf-8")
    again = propose(record, drafter())
    assert proposed_in(read(record))[0]
    assert [name for name in again.added if name.startswith("N-")]
    text = record.read_text(encoding="utf-8")
    assert "next_steps:   # none yet\n  # ¶12\n  - id: N-01\n    status: proposed\n" in text


def test_propose_tells_what_it_added(tmp_path: Path) -> None:
    """The command names what is new, or says that nothing is."""
    shutil.copytree(REAL, tmp_path / "seeds" / REAL.name)
    done = run("propose", REAL.name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "nothing new is proposed" in done.stdout or "proposed:" in done.stdout
    assert "nothing new is proposed" in run("propose", REAL.name, cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("empty", "told"),
    [
        ("next_steps: ~", "next_steps:"),
        ("next_steps: [ ]", "next_steps:"),
        ("next_steps:   # mine\n  # more of mine", "next_steps:   # mine\n  # more of mine"),
    ],
)
def test_list_without_entries_is_begun_however_it_is_written(tmp_path: Path, empty: str, told: str) -> None:
    """Nothing, a tilde, brackets with a space: the first entries come after the key and the comments there."""
    folder = start([str(GOLD)], drafter(), id="fish", into=tmp_path).folder
    record = folder / "talks.yaml"
    text = record.read_text(encoding="utf-8")
    begin, end = text.index("next_steps:"), text.index("\ncomments:")
    record.write_text(f"{text[:begin]}{empty}\n{text[end:]}", encoding="utf-8")
    assert propose(record, drafter()).added
    assert f"\n{told}\n  # ¶" in record.read_text(encoding="utf-8")


def test_rejected_entry_stays_out_and_is_not_proposed_again(tmp_path: Path) -> None:
    """``status: rejected`` is no proposal, cannot be accepted, and keeps its sentence from being proposed."""
    folder = start([str(GOLD)], drafter(), id="fish", into=tmp_path).folder
    record = folder / "talks.yaml"
    text = record.read_text(encoding="utf-8")
    text = text.replace("- id: A-01\n    status: proposed", "- id: A-01\n    status: rejected")
    record.write_text(text, encoding="utf-8")
    assert "A-01" not in {each.id for each in proposed_in(read(record))[0]}
    assert propose(record, drafter()).added == ()
    with pytest.raises(ReportgenError):
        accept(record, ["A-01"])


def test_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """What a person saves while a drafter works is kept; nothing is written."""
    folder = start([str(GOLD)], drafter(), id="fish", into=tmp_path).folder
    record = folder / "talks.yaml"
    begin = record.read_text(encoding="utf-8").index("next_steps:")
    record.write_text(record.read_text(encoding="utf-8")[:begin], encoding="utf-8")

    class Slow(CuesDrafter):
        """Somebody types while it drafts."""

        def propose(self, text: SourceText, table: Table) -> Sequence[Proposal]:
            record.write_text(record.read_text(encoding="utf-8") + "# typed meanwhile\n", encoding="utf-8")
            return super().propose(text, table)

    with pytest.raises(ReportgenError, match="was changed meanwhile"):
        propose(record, Slow())
    assert record.read_text(encoding="utf-8").endswith("# typed meanwhile\n")


def test_mode_and_link_of_a_record_are_kept(tmp_path: Path) -> None:
    """A record that others may not read stays so; one behind a link is changed where it lies."""
    real = tmp_path / "real.yaml"
    real.write_text(RECORD, encoding="utf-8")
    real.chmod(0o600)
    (tmp_path / "talks.yaml").symlink_to(real)
    accept(tmp_path / "talks.yaml", ["SE"])
    assert (tmp_path / "talks.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert "name: Sweden, kind: state" in real.read_text(encoding="utf-8")


def test_id_given_twice_is_told(path: Path) -> None:
    """Where two entries have one id neither is accepted: both lines are told."""
    path.write_text(RECORD.replace("id: SE", "id: NO"), encoding="utf-8")
    with pytest.raises(ReportgenError, match='The id "NO" is given twice; the first is on line 7'):
        accept(path, ["NO"])


@pytest.mark.parametrize("name", ["/etc/hostname", "../../secret.txt"])
def test_source_outside_the_records_folder_is_not_read(tmp_path: Path, name: str) -> None:
    """``propose`` reads what lies beside the record, as ``check`` does, and only the document that was pinned."""
    folder = start([str(GOLD)], drafter(), id="fish", into=tmp_path).folder
    record = folder / "talks.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("path: fisheries-readout.txt", f"path: {name}"), encoding="utf-8")
    with pytest.raises(ReportgenError, match="leads out of the record"):
        propose(record, drafter())
    record.write_text(text, encoding="utf-8")
    (folder / "fisheries-readout.txt").write_text("Other words.\n", encoding="utf-8")
    with pytest.raises(ReportgenError, match="changed since the record named its digest"):
        propose(record, drafter())
