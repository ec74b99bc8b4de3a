"""Markings: what a scheme prints, the banner of a memo, and the mark of each portion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.audience import Audience, load_audience
from reportgen.desk import Desk
from reportgen.errors import AudienceError
from reportgen.loading import load
from reportgen.memo.tree import Memo
from reportgen.memo.walk import anchored, lines, plain
from reportgen.model.words import Handling
from reportgen.pipeline import build
from reportgen.record import Record
from reportgen.schemes import Marks, load_scheme
from reportgen.view.visible import visible
from reportgen.writers.markdown import write_markdown
from tests.conftest import BUILT, NAMES, RECORDS, desk, memo_for, record_at
from tests.damage import damaged
from tests.probe import write
from tests.test_cli import no_traceback, run

SHIPPED = desk().folders
TLP = {each.label: handling for handling, each in load_scheme(SHIPPED, "tlp").items()}
NO_ISSUE = "{id: X-04,"
ON_ISSUE = "{id: X-02,"


def banner(memo: Memo) -> Handling:
    """The handling that a memo is marked with, in TLP."""
    return TLP[plain(memo.running.marking)]


def desk_with(*sections: str, ceiling: Handling = Handling.RESTRICTED) -> Audience:
    """The desk's audience with these sections only."""
    return load_audience(SHIPPED, "desk").model_copy(update={"sections": sections, "ceiling": ceiling})


def restricted(folder: Path, start: str) -> Record:
    """The real talks with the entry of this line handled as restricted."""
    return load(
        damaged(folder, (start, f"{start} handling: restricted,".replace("others handling", "others, handling")))
    )


# ---------------------------------------------------------------------------------------- schemes


@pytest.mark.parametrize(
    ("scheme", "labels", "portions"),
    [
        ("tlp", "TLP:CLEAR|TLP:AMBER|TLP:AMBER+STRICT|TLP:RED", "(CLEAR)|(AMBER)|(AMBER+STRICT)|(RED)"),
        (
            "uk",
            "OFFICIAL|OFFICIAL|OFFICIAL-SENSITIVE|OFFICIAL-SENSITIVE - RECIPIENTS ONLY",
            "(O)|(O)|(OS)|(OS-RECIPIENTS ONLY)",
        ),
        ("us", "UNCLASSIFIED|CUI|CUI//FED ONLY|CUI//DL ONLY", "(U)|(CUI)|(CUI//FED ONLY)|(CUI//DL ONLY)"),
        (
            "plain",
            "Public|Internal|Restricted|Named recipients only",
            "(Public)|(Internal)|(Restricted)|(Named)",
        ),
    ],
)
def test_shipped_schemes(scheme: str, labels: str, portions: str) -> None:
    """Each scheme prints one marking for each handling, and has a short form of it for a portion."""
    found = load_scheme(SHIPPED, scheme)
    assert "|".join(found[each].label for each in Handling) == labels
    assert "|".join(found[each].portion for each in Handling) == portions


def test_unknown_scheme(tmp_path: Path) -> None:
    """A scheme that there is not is told where it is named, with the nearest that there is."""
    path = damaged(tmp_path, ("handling: public\n", "handling: public\nmarking_scheme: tpl\n"))
    done = run("build", path, "--format", "md", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert 'talks.yaml:9:17: error: There is no marking scheme "tpl".' in " ".join(done.stderr.split())
    assert 'Did you mean "tlp"?' in done.stderr
    done = run("build", "--scheme", "tpl", "--format", "md", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert '--scheme: there is no marking scheme "tpl".' in done.stderr
    assert no_traceback(done)
    assert not (tmp_path / "out").exists()


SCHEME = "schemes:\n  nato:\n    public: A\n    internal: B\n    restricted: {label: C, short: c}\n    named: D\n"


def test_own_scheme(tmp_path: Path) -> None:
    """A scheme of one's own stands beside the shipped ones; one of the same name stands before them."""
    write(tmp_path, "markings.yaml", SCHEME)
    folders = (tmp_path, *SHIPPED)
    assert load_scheme(folders, "nato")[Handling.NAMED].portion == "(D)"
    assert load_scheme(folders, "nato")[Handling.RESTRICTED].portion == "(c)"
    assert load_scheme(folders, "tlp")[Handling.NAMED].label == "TLP:RED"
    write(tmp_path, "markings.yaml", SCHEME.replace("nato", "tlp"))
    assert load_scheme(folders, "tlp")[Handling.NAMED].label == "D"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("    named: D\n", "", 3, "The scheme prints nothing for named"),
        ("named: D", "nmaed: D", 6, "nmaed"),
        ("named: D", 'named: ""', 6, '"named" is empty'),
        ("named: D", "named: {short: d}", 6, '"label" is missing'),
        ("named: D", "named: {label: D, shrot: d}", 6, '"shrot" is not a field'),
        ("schemes:", "shcemes:", 1, '"shcemes" is not a field'),
    ],
)
def test_faults_of_a_scheme(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    """A scheme that lacks a handling, or has one that there is not, is refused at its place."""
    write(tmp_path, "markings.yaml", SCHEME.replace(old, new, 1))
    with pytest.raises(AudienceError) as caught:
        load_scheme((tmp_path, *SHIPPED), "nato")
    told = next(each for each in caught.value.problems if message in each.message)
    assert told.place.line == line


def test_the_record_has_the_say_and_then_the_desk(tmp_path: Path) -> None:
    """The scheme is the record's own; where it names none, the desk's; or else TLP."""
    named = load(damaged(tmp_path, ("handling: public\n", "handling: public\nmarking_scheme: uk\n")))
    us = Desk(marks=Marks("us"))
    assert us.scheme(named)[Handling.PUBLIC].label == "OFFICIAL"
    assert us.scheme(record_at(RECORDS[0]))[Handling.PUBLIC].label == "UNCLASSIFIED"
    assert desk().scheme(record_at(RECORDS[0]))[Handling.PUBLIC].label == "TLP:CLEAR"


def test_a_project_file_chooses_scheme_and_portion_marks(tmp_path: Path) -> None:
    """The project file names the scheme and asks for portion marks; the command line names another scheme."""
    write(tmp_path, "reportgen.toml", 'scheme = "us"\nportion_marks = true\nformats = "md"\naudiences = "desk"\n')
    assert run("build", RECORDS[0], cwd=tmp_path).returncode == 0
    text = (tmp_path / "out" / "wang-blinken-2023-10.desk.md").read_text(encoding="utf-8")
    assert text.startswith("**CUI**")
    assert "# (U) " in text
    assert run("build", RECORDS[0], "--scheme", "plain", cwd=tmp_path).returncode == 0
    text = (tmp_path / "out" / "wang-blinken-2023-10.desk.md").read_text(encoding="utf-8")
    assert text.startswith("**Internal**")
    write(tmp_path, "reportgen.toml", 'scheme = "su"\n')
    done = run("build", RECORDS[0], cwd=tmp_path)
    assert done.returncode == 1
    assert 'reportgen.toml:1:10: error: There is no marking scheme "su". ' in " ".join(done.stderr.split()) + " "


# ----------------------------------------------------------------------------------------- banner


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_the_banner_is_never_below_what_is_on_the_memo(path: Path, audience: str) -> None:
    """A memo is marked at least as high as every entry that it states or names, and no higher than its ceiling."""
    record, (_, memo) = record_at(path), memo_for(path, audience)
    words = set(re.findall(r"[A-Za-z0-9_-]+", " ".join(plain(line) for line in lines(memo))))
    on_it = {line.of.partition(".")[0] for line in anchored(memo)} | words
    shown = visible(record.talks, load_audience(SHIPPED, audience).ceiling)
    handlings = [shown.handling_of(entry) for _, _, entry in shown.entries() if entry.id in on_it]
    assert banner(memo).rank >= max(each.rank for each in handlings)
    assert banner(memo).rank <= load_audience(SHIPPED, audience).ceiling.rank


def test_what_has_no_section_does_not_raise_the_banner(tmp_path: Path) -> None:
    """An entry that no section prints does not count; with its section it does."""
    record = restricted(tmp_path, NO_ISSUE)
    for sections, expected in (
        (("header", "principal-agreements"), Handling.PUBLIC),
        (("header", "principal-agreements", "gaps"), Handling.INTERNAL),
        (("header", "mentions", "sources"), Handling.RESTRICTED),
        (("header", "sources"), Handling.RESTRICTED),
    ):
        assert banner(desk().memo(record, desk_with(*sections))[1]) is expected, sections


def test_what_is_left_out_for_length_does_not_raise_the_banner(tmp_path: Path) -> None:
    """A comment that did not fit counts no more; the one that is printed counts."""
    record = record_at(RECORDS[0])
    few = load_audience(SHIPPED, "principal")
    none = few.model_copy(update={"most": few.most.model_copy(update={"cautions": 0})})
    assert banner(desk().memo(record, few)[1]) is Handling.INTERNAL
    assert banner(desk().memo(record, none)[1]) is Handling.PUBLIC


def test_what_follows_from_an_entry_counts(tmp_path: Path) -> None:
    """Where an issue stands follows from its entries: printed, it is marked as they are."""
    record = restricted(tmp_path, ON_ISSUE)
    assert banner(desk().memo(record, desk_with("header", "summary"))[1]) is Handling.RESTRICTED
    assert banner(desk().memo(record, desk_with("header", "principal-agreements"))[1]) is Handling.PUBLIC


@pytest.mark.parametrize(
    "expression",
    ["{{ view.mentions[3].text }}", "{{ view.mentions[3].text[3:9] | upper }}", "{{ view.mentions | length }}"],
)
def test_a_template_of_ones_own_cannot_hide_what_it_prints(expression: str, tmp_path: Path) -> None:
    """Words without an ``of``, a piece of them, even their number: what an entry leaves on the memo counts."""
    record = restricted(tmp_path / "record", NO_ISSUE)
    write(tmp_path, "sections/own.html.j2", f"<p>{expression}</p>")
    with Desk(tmp_path) as own:
        memo = own.memo(record, desk_with("header", "own"))[1]
    assert banner(memo) is Handling.RESTRICTED


def test_the_title_block_counts(tmp_path: Path) -> None:
    """A record handled as internal is marked so, though all that is printed below its title is public."""
    record = load(damaged(tmp_path, ("handling: public\n", "handling: internal\n")))
    assert banner(desk().memo(record, desk_with("header"))[1]) is Handling.INTERNAL


# --------------------------------------------------------------------------------------- portions


def portioned(path: Path, audience: str) -> Memo:
    """A memo with portion marks."""
    return Desk(marks=Marks(portions=True)).memo(record_at(path), load_audience(SHIPPED, audience))[1]


@pytest.mark.parametrize(("path", "audience"), BUILT, ids=NAMES)
def test_each_portion_bears_the_mark_of_its_entry(path: Path, audience: str) -> None:
    """Every mark is that of its entry's own handling, none is above the banner, and no other word is changed."""
    talks, scheme = record_at(path).talks, load_scheme(SHIPPED, "tlp")
    own = {entry.id: talks.handling_of(entry) for _, _, entry in talks.entries()}
    mark = re.compile(r"^\((CLEAR|AMBER|AMBER\+STRICT|RED)\) ")
    plainly, memo = memo_for(path, audience)[1], portioned(path, audience)
    assert [mark.sub("", plain(line)) for line in lines(memo)] == [plain(line) for line in lines(plainly)]
    assert memo.running == plainly.running
    marked = [(line, found) for line in anchored(memo) if (found := mark.match(plain(line.content)))]
    assert {line.of.partition(".")[0] for line, _ in marked} == {
        line.of.partition(".")[0] for line in anchored(memo) if line.of
    }
    for line, found in marked:
        assert TLP[f"TLP:{found[1]}"].rank <= banner(memo).rank
        if line.of.endswith(".text"):
            assert found[0].strip() == scheme[own[line.of.partition(".")[0]]].portion


def test_portion_marks_are_in_every_format(tmp_path: Path) -> None:
    """An audience file asks for portion marks, and every format has them."""
    shipped = (SHIPPED[-1] / "audiences" / "desk.yaml").read_text(encoding="utf-8")
    write(tmp_path, "audiences/desk.yaml", shipped.replace("ceiling:", "portion_marks: true\nceiling:"))
    built = build(RECORDS[0], audiences=["desk"], formats=["md", "html", "docx"], out=tmp_path, templates=tmp_path)
    for output in built.outputs[:2]:
        text = output.path.read_text(encoding="utf-8")
        assert text.count("(CLEAR) ") > 50
        assert text.count("(AMBER) ") > 5
    with Desk(tmp_path) as own:
        memo = own.memo(record_at(RECORDS[0]), load_audience(own.folders, "desk"))[1]
    assert write_markdown(memo) == built.outputs[1 if built.outputs[1].format == "md" else 0].path.read_bytes()


def test_a_row_bears_each_mark_once() -> None:
    """In a row of a table an entry is marked where it begins, and not in its other cells."""
    memo = portioned(RECORDS[0], "desk")
    text = write_markdown(memo).decode()
    row = next(line for line in text.splitlines() if line.startswith("|") and "A-02" in line)
    assert row.count("(CLEAR)") == 1
