"""What an author mistypes in a page of an MkDocs site is told, and never left standing there as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REAL
from tests.mkdocs_site import EXTENSIONS, WANG, built, project, soup_at, told, words

pytestmark = pytest.mark.xdist_group("mkdocs")
TABLE = f"{WANG}\nsection: agreements\n"


def test_a_wrong_name_is_told_as_one_where_another_record_is_broken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is named is looked for first; that a record could not be read is told besides, and in full where named."""
    empty = tmp_path / "x" / "talks.yaml"
    empty.parent.mkdir()
    empty.touch()
    page = (
        f"```talks-table\n../seeds/{WANG[:-1]}\nsection: agreements\n```\n\n"
        f"See :talks:`{WANG[:-1]}#A-01`.\n\n```talks-memo\nx\n```\n"
    )
    said = told(page, tmp_path, caplog, options={"records": [str(REAL), "x"]})
    typed, role, broken = (part.split("\nindex.md")[0] for part in said.split("index.md:")[1:4])
    assert f'is not there. Did you mean "{WANG}"?' in typed
    assert str(empty) not in typed
    assert f'There are no talks "{WANG[:-1]}" among the records here. Did you mean "{WANG}"?' in role
    assert f"Besides, a record could not be read: {empty}" in role
    assert broken.startswith(f"8: talks-memo x\n  {empty}")


def test_what_was_meant_for_a_block_or_a_reference_is_no_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A block left open, a name nearly ours, a reference nearly written; each by its line."""
    page = (
        f"```talks-tabel\n{TABLE}```\n\n~~~Talks-Table\n{TABLE}~~~\n\n"
        f"``` {{ .talks_memo }}\n{WANG}\n```\n\n"
        f"See :talk:`{WANG}#A-01`, :talks: `{WANG}#A-02`, {{evidence}}`more <{WANG}#A-03>`.\n\n"
        f"```talks-table\n{TABLE}section: agreements\n\n- a\n\n    ```talks-memo\n    {WANG}\n\n"
        f"~~~talks-memo\n{WANG}\n~~~~\n"
    )
    said = told(page, tmp_path, caplog, extensions=EXTENSIONS)
    for line, kind, near in [(1, "talks-tabel", "table"), (6, "Talks-Table", "table"), (11, "talks_memo", "memo")]:
        assert f'index.md:{line}: {kind} {WANG}\n  There is no block "{kind}". Did you mean "talks-{near}"?' in said
    for typed, meant in [
        (f":talk:`{WANG}#A-01`", f":talks:`{WANG}#A-01`"),
        (f":talks: `{WANG}#A-02`", f":talks:`{WANG}#A-02`"),
        (f"{{evidence}}`more <{WANG}#A-03>`", f":evidence:`more <{WANG}#A-03>`"),
    ]:
        assert f"index.md:15: {typed}\n  No reference is written so. Did you mean {meant}?" in said
    for line, kind, fence in [(17, "talks-table", "```"), (24, "talks-memo", "```"), (27, "talks-memo", "~~~")]:
        assert f"index.md:{line}: {kind}\n" in said
        assert f"It is never closed. Write {fence} below it, on a line by itself, as far in as its first." in said


def test_a_block_that_runs_into_the_next_is_not_closed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The fence of the second is no option of the first."""
    said = told(f"```talks-table\n{TABLE}\n```talks-memo\n{WANG}\n```\n", tmp_path, caplog)
    assert '"```talks-memo" begins another block. Close this one above it: ```' in said


@pytest.mark.parametrize("extensions", [EXTENSIONS, ["admonition"]], ids=["superfences", "plain"])
def test_what_is_somebody_elses_stays_theirs(extensions: list[object], tmp_path: Path) -> None:
    """Other languages, icons before code, other talks, and a block in braces, which is one of ours."""
    page = (
        f"# T\n\n``` {{ .talks-table }}\n{TABLE}```\n\n```{{talks-table}}\n{TABLE}```\n\n"
        "```talks\na\n```\n\n```table\nb\n```\n\n<!--\n```talks-tabel\n-->\n\n"
        f":talk: `cn-us#A-01` :talks: `x` :bulb: `{WANG}#A-01` `:talk:` ``:talk:`{WANG}#A-01` ``\n\n"
        "    ```talks-table\n    open\n"
    )
    soup = soup_at(built(project(tmp_path, {"index.md": page}, extensions=extensions)) / "index.html")
    assert len(soup.select(".talks table")) == 2
    code = [each.get_text().strip() for each in soup.select("code")]
    assert code == [
        "a", "b", "cn-us#A-01", "x", f"{WANG}#A-01", ":talk:", f":talk:`{WANG}#A-01`", "```talks-table\nopen"
    ]  # fmt: skip


def test_a_name_is_an_id_and_a_page_has_it_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One with a space in it is none; one that the page has already is refused."""
    block = f"```talks-table\n{TABLE}name: {{}}\n```\n\n"
    page = "# T {: #top }\n\n" + "".join(map(block.format, ["x", "x", "my tab", "top"]))
    said = told(page, tmp_path, caplog)
    assert f'index.md:9: talks-table {WANG}\n  The page has an id "x" already. Give the block another name.' in said
    assert f'index.md:15: talks-table {WANG}\n  The name "my tab" has a space in it, and an id has none: my-tab' in said
    assert f'index.md:21: talks-table {WANG}\n  The page has an id "top" already.' in said
    assert "index.md:3:" not in said


def test_an_option_of_the_plugin_that_there_is_not_ends_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Strict or not: a site for another audience than was meant must not be built."""
    said = told("# T\n", tmp_path, caplog, options={"audiense": "public"}, strict=False)
    assert 'There is no option "audiense". Did you mean "audience"?' in said


def test_within_a_link_an_entry_is_words(tmp_path: Path) -> None:
    """A link holds no other, of whichever kind the reference is."""
    page = (
        f"# T\n\n```talks-table\n{TABLE}```\n\n"
        f"[a :talks:`~{WANG}#A-01` b **:evidence:`{WANG}#A-01`**](https://example.org) :talks:`~{WANG}#A-02`\n"
    )
    soup = soup_at(built(project(tmp_path, {"index.md": page})) / "index.html")
    link = soup.select_one('a[href="https://example.org"]')
    assert words(link).startswith("a A-01 b The two sides agreed to work together")
    assert words(link).endswith("(¶2, Xinhua, 27 Oct 2023)")
    assert link
    assert not link.select("a")
    assert len(soup.select("p > a.talks-reference")) == 1
