"""What all documents have in common that show talks: which record is meant, what is asked for, what is shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen import load
from reportgen.errors import ChecksFailed, ReportgenError
from reportgen.integrations.asked import Asked
from reportgen.integrations.embedding import Embedding
from reportgen.integrations.faults import told
from reportgen.integrations.kept import Kept
from reportgen.integrations.records import Records
from reportgen.integrations.references import Reference, places

WANG = "wang-blinken-2023-10"
PAGE = Path("docs/page.md").resolve()


def site(*records: str, **more: str) -> Embedding:
    return Embedding(Records(PAGE.parent, records or ("../seeds/*", "../tests/records/*")), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [f"../seeds/{WANG}", f"../seeds/{WANG}/talks.yaml", f"/../seeds/{WANG}", WANG])
def test_a_record_is_named_by_its_path_or_its_talks_id(name: str) -> None:
    """From the document, from the top of the site with a slash, or among the records of the site."""
    assert site().named(name, PAGE) == Path(f"seeds/{WANG}/talks.yaml").resolve()


def test_a_record_that_is_not_there_is_told_with_the_nearest() -> None:
    """The message says where it was looked for."""
    with pytest.raises(
        ReportgenError, match=r'There is no record "wang-blinken": .*Did you mean "wang-blinken-2023-10"'
    ):
        site().named("wang-blinken", PAGE)
    with pytest.raises(ReportgenError, match=r'There is no record at "\.\./seed/\*"'):
        site("../seed/*").records.files()


def test_everywhere_is_below_the_site_and_not_in_what_hides_itself(tmp_path: Path) -> None:
    """Without a word on records, those in the site's own folder are its records; not those in its output."""
    for folder in ("talks/a", ".venv/b", "_build/c"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "talks.yaml").touch()
    records = Records(tmp_path, left_out=lambda path: path.name == "_build")
    assert records.files() == (tmp_path / "talks/a/talks.yaml",)


def test_every_mistake_in_what_an_author_typed_is_told_at_once() -> None:
    """An option that there is not, one that names nothing, a table of no section."""
    with pytest.raises(ReportgenError) as error:
        Asked.of(WANG, {"isue": "I-FLY", "party": " , "}, table=True)
    assert [line.split(".")[0] for line in told(error.value)] == [
        'There is no option "isue"',
        'The option "party" names nothing',
        'Of which section is the table? Write "section": agreements, positions, next-steps, …',
    ]
    asked = Asked.of(WANG, {"section": "positions", "party": "CN, US,CN", "caption": "Who"}, also=("caption",))
    assert asked == Asked(WANG, "positions", parties=("CN", "US"))


def test_what_is_embedded_comes_with_its_marking_its_files_and_its_entries() -> None:
    """The marking is told in any case, and whether it is the one of what anyone may see."""
    made = site().fragment(Asked(WANG, "agreements"), PAGE)
    assert (made.marking, made.public) == ("TLP:CLEAR", True)
    assert {path.name for path in made.files} >= {"talks.yaml", "source.txt", "desk.yaml", "agreements.html.j2"}
    entry = made.entries["A-02"]
    assert (entry.name, entry.kind, entry.issue, entry.parties) == (f"{WANG}#A-02", "agreement", "I-FLY", ("CN", "US"))
    assert entry.words == "Increase direct passenger flights between the two countries"
    assert places(made.memo) == {"A-01": "A-01", "A-02": "A-02"}
    assert site().fragment(Asked(WANG, "comment"), PAGE).public is False


def test_what_was_made_is_kept_until_a_file_changes(tmp_path: Path) -> None:
    """A second call gives the very same; a signature that appears, a template, a changed source do not."""
    shutil.copytree(Path("seeds") / WANG, tmp_path / WANG)
    own = tmp_path / "own"
    (own / "sections").mkdir(parents=True)
    (tmp_path / WANG / "signoff.yaml").unlink(missing_ok=True)
    here = Embedding(Records(tmp_path), templates=own)
    asked, page = Asked(WANG, "gaps"), tmp_path / "page.md"
    first = here.fragment(asked, page)
    assert here.fragment(asked, page) is first
    shutil.copy(Path("seeds") / WANG / "signoff.yaml", tmp_path / WANG)
    signed = here.fragment(asked, page)
    assert (bool(first.draft), bool(signed.draft)) == (True, False)
    (own / "sections" / "gaps.html.j2").write_text("<h2>Open</h2><p>{{ view.header.title }}</p>")
    assert here.fragment(asked, page).memo != signed.memo


def test_what_is_made_while_a_file_is_saved_is_made_again(tmp_path: Path) -> None:
    """It may have been read before, and look as new as what was saved."""
    path, kept = tmp_path / "a", Kept[str, str]()
    path.write_text("before")

    def made() -> str:
        read = path.read_text()
        path.write_text("after")
        return read

    told = [kept("a", made, lambda _: [path]) for _ in range(3)]
    assert told[:2] == ["before", "after"]


def test_the_words_behind_an_entry_come_with_where_they_stand() -> None:
    """Verbatim, with the mark of the paragraph and what a citation calls the source."""
    cited = site().evidence(Reference.of(f"{WANG}#A-02"))
    assert [(each.words, each.paragraphs, each.source) for each in cited] == [
        (
            "The two sides also agreed to increase more direct passenger flights between the two countries.",
            ("¶13",),
            "Xinhua, 27 Oct 2023",
        )
    ]


def test_what_an_audience_may_not_see_is_no_entry_here() -> None:
    """One that is withheld and one that there is not are refused in the same words, and none of its text is told."""
    here = site(audience="public")
    told_of = []
    for name in ("C-04", "C-99"):
        with pytest.raises(ReportgenError) as error:
            here.entry(Reference("harbour-2031-04", name))
        told_of.append(str(error.value).replace(name, "…").split(" Did you")[0])
    assert told_of[0] == told_of[1] == 'harbour-2031-04 has no entry "…" that public may see.'
    assert "C-04" not in str(error.value)
    assert site().entry(Reference("harbour-2031-04", "C-04"))


def test_talks_of_another_site_are_none_of_ours() -> None:
    """Their links are left to who knows that site; there is no evidence of theirs."""
    assert site().entry(Reference.of("cn-us-1972#A-01")) is None
    with pytest.raises(ReportgenError, match='no talks "cn-us-1972"'):
        site().evidence(Reference.of("cn-us-1972#A-01"))
    with pytest.raises(ReportgenError, match='"cn-us-1972" refers to no entry'):
        Reference.of("cn-us-1972")


def test_of_a_record_that_does_not_hold_every_error_is_told(tmp_path: Path) -> None:
    """A line for each, with file, line and the code of its check; warnings and notes are for `reportgen check`."""
    shutil.copytree(Path("seeds") / WANG, tmp_path / WANG)
    file = tmp_path / WANG / "talks.yaml"
    file.write_text(file.read_text().replace("agreed to increase more", "agreed to double"))
    with pytest.raises(ChecksFailed) as error:
        Embedding(Records(tmp_path)).fragment(Asked(WANG, "agreements"), tmp_path / "page.md")
    lines = told(error.value)
    assert lines
    assert all(f"{file}:" in line and line.endswith("]") and "[E" in line for line in lines)
    assert load(file).talks.id == WANG
