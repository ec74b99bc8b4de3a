"""A memo or a part of one as a tree, to stand in another document."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import fragment, load
from reportgen.errors import AudienceError, ChecksFailed, TemplateError, WriteError
from reportgen.fragments import made_from
from reportgen.memo.tree import Heading, Memo, ParagraphRole, Table
from reportgen.memo.walk import anchored, lines, links, plain
from reportgen.shipped import templates
from tests.conftest import desk
from tests.test_leaks_search import SECRET, secret_record

WANG = Path("seeds/wang-blinken-2023-10")
HARBOUR = Path("tests/records/harbour-2031-04")


def words(memo: Memo) -> list[str]:
    return [plain(line) for line in lines(memo)]


def entries(memo: Memo) -> set[str]:
    return {(line.of or line.anchor).partition(".")[0] for line in anchored(memo)} - {""}


def test_a_whole_memo_is_the_one_that_build_writes() -> None:
    """Without a section it is the audience's memo, word for word."""
    record = load(WANG)
    whole = fragment(WANG, "principal")
    assert whole == desk().make(record, "principal", ()).memo


@pytest.mark.parametrize("section", ["agreements", "positions", "next-steps", "gaps", "matrix", "annex-entries"])
def test_a_section_is_that_of_the_memo_without_its_title(section: str) -> None:
    """A section begins with its own heading, whether or not the audience has it."""
    memo = fragment(WANG, "desk", section)
    first = memo.sections[0].blocks[0]
    assert [each.name for each in memo.sections] == [section]
    assert isinstance(first, Heading)
    assert first.level == 2


def test_the_section_of_a_memo_has_the_words_of_the_memo() -> None:
    """Of an audience's own section nothing changes but the number of the table."""
    whole, part = fragment(WANG, "desk"), fragment(WANG, "desk", "next-steps")
    own = next(each for each in whole.sections if each.name == "next-steps")
    table, alone = (next(b for b in each.blocks if isinstance(b, Table)) for each in (own, part.sections[0]))
    assert [plain(p.content) for row in table.rows for cell in row.cells for p in cell.paragraphs] == [
        plain(p.content) for row in alone.rows for cell in row.cells for p in cell.paragraphs
    ]


def test_no_link_leads_out_of_it() -> None:
    """What is not in the fragment is named and not linked."""
    part = fragment(WANG, "negotiator", "matrix")
    anchors = {line.anchor for line in anchored(part)}
    assert all(link[1:] in anchors for link in _targets(part) if link.startswith("#"))


def _targets(memo: Memo) -> list[str]:
    return [link.target for link in links(memo)]


def test_a_party_gets_its_own_rows_alone() -> None:
    """Of other parties nothing is said, not even that they are silent."""
    memo = fragment(WANG, "desk", "positions", parties=["US"])
    assert {each for each in entries(memo) if each.startswith("P-")} == {
        each.id for each in load(WANG).talks.positions if each.party == "US"
    }
    assert "China" not in " ".join(plain(p.content) for p in anchored(memo) if p.of.endswith(".party"))
    assert not any("No position" in each for each in words(memo) if "China" in each)


def test_an_issue_brings_what_is_on_it_and_on_its_parts() -> None:
    """Entries on other issues are left out."""
    memo = fragment(WANG, "desk", "agreements", issues=["I-FLY"])
    assert entries(memo) & {"A-01", "A-02"} == {"A-02"}


def test_an_issue_on_which_only_others_spoke_is_not_told_as_silence() -> None:
    """'No position reported' stands only where nobody's is."""
    record = load(WANG)
    spoken = {each.issue for each in record.talks.positions}
    titles = {each.title for each in record.talks.issues if each.id in spoken}
    memo = fragment(record, "desk", "positions", parties=["US"])
    silent = [each for each in words(memo) if each.startswith("No position")]
    assert not any(title in each for each in silent for title in titles)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"section": "agreement"}, 'There is no section "agreement". Did you mean "agreements"?'),
        ({"audience": "dsk"}, 'There is no audience "dsk". Did you mean "desk"?'),
        ({"section": "agreements", "issues": ["I-FLI"]}, '"I-FLI" is no issue of wang-blinken-2023-10. Did you mean'),
        (
            {"section": "agreements", "parties": ["UK"]},
            '"UK" is no party of wang-blinken-2023-10. Use one of: CN, UN, US.',
        ),
        ({"issues": ["I-FLY"]}, "Of a whole memo nothing can be left out, and I-FLY is all that is asked for. Name"),
        ({"section": "positions", "issues": ["I-FLY"]}, "The section positions for desk says nothing of I-FLY."),
        ({"section": "comment", "audience": "public"}, "The section comment for public says nothing."),
    ],
)
def test_what_is_not_there_is_refused_in_words(asked: dict[str, str], told: str) -> None:
    """An audience, a section, an issue, a party that there is not; a section that says nothing."""
    with pytest.raises(AudienceError) as error:
        fragment(WANG, **{"audience": "desk", **asked})
    assert told in str(error.value)


@pytest.mark.parametrize(("audience", "section"), [("principal", "wants"), ("public", "said")])
def test_nobody_is_told_to_be_silent_who_spoke_of_other_things(audience: str, section: str) -> None:
    """What each side wants and said, of one issue: a party without anything on it is left out, not called silent."""
    record, told = load(WANG), 0
    assert not silences(fragment(record, audience, section))
    for issue in record.talks.issues:
        try:
            memo = fragment(record, audience, section, issues=[issue.id])
        except AudienceError:  # which says that it says nothing
            continue
        told += 1
        assert not silences(memo), issue.id
    assert told


def silences(memo: Memo) -> list[str]:
    return [plain(p.content) for p in anchored(memo) if getattr(p, "role", None) is ParagraphRole.SILENCE]


def test_passages_are_those_of_what_is_left() -> None:
    """The cited passages of one party's entries name no entry of another."""
    cited = " ".join(words(fragment(WANG, "desk", "sources", parties=["US"])))
    assert "P-US-01" in cited
    assert "P-CN" not in cited


def test_a_record_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    """An error finding stops it, with file and line, and with leave the fragment says that it is a draft."""
    for path in WANG.iterdir():
        text = path.read_text(encoding="utf-8")
        new = text.replace("agreed to increase more", "agreed to double") if path.name == "talks.yaml" else text
        (tmp_path / path.name).write_text(new, encoding="utf-8")
    with pytest.raises(ChecksFailed) as error:
        fragment(tmp_path, "desk", "agreements")
    assert f"{tmp_path / 'talks.yaml'}:" in str(error.value)
    assert "DRAFT" in plain(fragment(tmp_path, "desk", "agreements", allow_findings=True).running.draft)


def test_what_an_audience_may_not_see_is_in_none_of_its_fragments() -> None:
    """Each section for each audience: no word of an entry above the ceiling."""
    record = secret_record()
    sections = ("comment", "annex-comments", "annex-entries", "positions")
    told = {name: [SECRET in " ".join(words(fragment(record, "annex", name)))] for name in sections}
    assert told["comment"] == told["annex-comments"] == [True]
    for section in sections:
        try:
            memo = fragment(record, "public", section)
        except AudienceError:  # which says that it says nothing
            continue
        assert SECRET not in " ".join(words(memo))
        assert "C-05" not in entries(memo)


def test_a_template_that_prints_what_is_withheld_is_stopped(tmp_path: Path) -> None:
    """A fragment is searched as a file is."""
    record = secret_record()
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "gaps.html.j2").write_text(f"<h2>Gaps</h2><p>{SECRET}</p>", encoding="utf-8")
    with pytest.raises(WriteError, match="would tell what is above"):
        fragment(record, "public", "gaps", templates=tmp_path)


def test_a_template_of_ones_own_is_used_and_its_faults_told(tmp_path: Path) -> None:
    """A folder of templates is searched first; a fault in it is told by file and line."""
    (tmp_path / "sections").mkdir()
    own = tmp_path / "sections" / "gaps.html.j2"
    own.write_text("<h2>What is open</h2>\n<p>{{ view.header.title }}</p>", encoding="utf-8")
    assert "What is open" in words(fragment(WANG, "desk", "gaps", templates=tmp_path))
    own.write_text("<h2>What is open</h2>\n<p>{{ view.nothing }}</p>", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"gaps\.html\.j2:2"):
        fragment(WANG, "desk", "gaps", templates=tmp_path)


def test_what_it_is_made_from_is_told() -> None:
    """Record, source, audience, the section's template and what that includes; no other section's."""
    files = made_from(load(WANG), "desk", "agreements")
    names = {path.name for path in files}
    assert {"talks.yaml", "desk.yaml", "agreements.html.j2", "_parts.html.j2", "memo.html.j2", "style.yaml"} <= names
    assert {(WANG / each.path) for each in load(WANG).talks.sources} <= set(files)
    assert "positions.html.j2" not in names
    assert "public.yaml" not in names
    every = {path.name for path in made_from(load(WANG), "desk")}
    assert {f"{each}.html.j2" for each in ("summary", "positions", "sources")} <= every


def test_what_ones_own_templates_use_is_told(tmp_path: Path) -> None:
    """An included template of one's own counts, and where a name is an expression every template does."""
    (tmp_path / "sections").mkdir()
    own = tmp_path / "sections" / "gaps.html.j2"
    (tmp_path / "sections" / "_line.html.j2").write_text("<p>A line.</p>")
    own.write_text('<h2>Open</h2>{% include "sections/_line.html.j2" %}')
    assert tmp_path / "sections" / "_line.html.j2" in made_from(load(WANG), "desk", "gaps", templates=tmp_path)
    own.write_text('<h2>Open</h2>{% include "sections/_" ~ "line" ~ ".html.j2" %}')
    assert templates() / "sections" / "positions.html.j2" in made_from(load(WANG), "desk", "gaps", templates=tmp_path)


@pytest.mark.parametrize("issue", [each.id for each in load(HARBOUR).talks.issues])
def test_of_several_parties_an_issue_shows_its_own_entries(issue: str) -> None:
    """In the matrix of one issue no entry is stated that is on another."""
    record = load(HARBOUR)
    others = {e.id for _, _, e in record.talks.entries() if getattr(e, "issue", issue) not in (issue, None)}
    parts = {each.id for each in record.talks.issues if each.parent == issue}
    others -= {e.id for _, _, e in record.talks.entries() if getattr(e, "issue", None) in parts}
    assert not entries(fragment(record, "annex", "matrix", issues=[issue])) & others
    assert not entries(fragment(record, "annex", "annex-entries", issues=[issue])) & others
