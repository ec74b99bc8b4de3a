"""Specification of the annex: all that a record says, the words it rests on, and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from reportgen import load
from reportgen.audience import load_audience
from reportgen.checks import check, set_aside
from reportgen.checks.coverage import coverage, sentence_coverage
from reportgen.desk import Desk
from reportgen.finding import Level
from reportgen.memo.tree import Emphasis, Heading, Inline, Mark, Memo, Paragraph, Span
from reportgen.memo.walk import anchored, blocks, lines, plain
from reportgen.model.base import Evidence
from reportgen.model.words import Handling, Word
from reportgen.record import Record
from reportgen.review import review_of
from reportgen.signoff import SignOff, digest, signed
from reportgen.sources.fold import fold
from reportgen.view.facts import brief
from reportgen.view.select import select, validation_of
from reportgen.view.types import View
from reportgen.view.visible import visible
from tests.conftest import REAL, RECORDS, desk, memo_for, record_at
from tests.probe import write
from tests.view_walk import changed, entry_of, memo_of, view_of, with_talks

HARBOUR, TONGUES = (next(path for path in RECORDS if path.parent.name.startswith(name)) for name in ("harb", "two"))
EVERY = pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)


def collapsed(text: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


def said(memo: Memo) -> str:
    """Every word of a memo's body."""
    return collapsed("\n".join(plain(content) for content in lines(memo)))


def at(memo: Memo, of: str) -> str:
    """The words at the one place of a memo that states this."""
    (line,) = (line for line in anchored(memo) if line.of == of)
    return plain(line.content)


def pieces(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from pieces(inner)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from pieces(getattr(value, name))


def spans_of(content: Sequence[Inline]) -> Iterator[Span]:
    for inline in content:
        if isinstance(inline, Span):
            yield inline
        elif isinstance(inline, Emphasis):
            yield from spans_of(inline.content)


def typed(value: Any, name: str = "") -> Iterator[str]:
    """Every text that the analyst typed into an entry, but for ids, which are told by name or as links."""
    if isinstance(value, tuple):
        for inner in value:
            yield from typed(inner, name)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from typed(getattr(value, field), field)
    elif isinstance(value, str) and not isinstance(value, Word) and name not in {"para", "handling", "language"}:
        yield value


# ------------------------------------------------------------------------------------- entries


@EVERY
def test_every_entry_is_anchored_once(path: Path) -> None:
    """Every entry of every part stands in the annex, with one place that links lead to, and so does every paragraph."""
    record = record_at(path)
    anchors = [line.anchor for line in anchored(memo_for(path, "annex")[1]) if line.anchor]
    paragraphs = [f"{name}.p{each.number}" for name, doc in record.documents.items() for each in doc.paragraphs]
    assert sorted(anchors) == sorted([*(entry.id for _, _, entry in record.talks.entries()), *paragraphs])


@EVERY
def test_every_word_of_every_entry_is_told(path: Path) -> None:
    """Whatever the analyst typed into an entry is in the annex, word for word; references at least by name."""
    record = record_at(path)
    told = said(memo_for(path, "annex")[1])
    names = {each.id: each.name for each in (*record.talks.parties, *record.talks.participants)}
    values = {"independent": "tied to no party", "not_stated": "not stated"}
    for _, _, entry in record.talks.entries():
        for text in typed(entry):
            assert collapsed(values.get(text, names.get(text, text))) in told, (entry.id, text)


@EVERY
def test_every_passage_leads_to_its_marked_words(path: Path) -> None:
    """Each passage is given verbatim with its translation, and its words are marked in the paragraph it leads to."""
    record = record_at(path)
    view, memo = memo_for(path, "annex")
    numbered = {each.anchor: each for text in view.annex.texts for each in text.paragraphs}
    told, count = said(memo), 0
    for _, _, entry in record.talks.entries():
        for piece in pieces(entry):
            found = record.found(piece)
            assert found is not None
            assert collapsed(piece.text) in told
            assert not piece.translation or collapsed(piece.translation) in told
            for number in found.paragraphs:
                paragraph = numbered[f"{piece.source}.p{number}"]
                marked = "".join(each.words if each.marked else "\0" for each in paragraph.segments)
                if len(found.paragraphs) == 1:
                    assert fold(piece.text).text.strip(" .,;:。") in fold(marked).text
                assert entry.id in {each.text for resting in paragraph.resting for each in resting.entries}
            count += 1
    assert count > 20


@EVERY
def test_source_text_is_whole(path: Path) -> None:
    """Every paragraph of every source is there, word for word, marked or not, with its number."""
    record = record_at(path)
    memo = memo_for(path, "annex")[1]
    for name, document in record.documents.items():
        for paragraph in document.paragraphs:
            assert at(memo, f"{name}.p{paragraph.number}.words") == collapsed(paragraph.text)


def test_marks_name_all_that_rests_on_them() -> None:
    """Where passages overlap, each stretch has the ids of all the entries that rest on it, and of no other."""
    view = memo_for(RECORDS[0], "annex")[0]
    paragraph = next(each for each in view.annex.texts[0].paragraphs if each.label == "¶13")
    assert [(each.words, each.marked) for each in paragraph.segments] == [
        ("The two sides also ", True),
        ("agreed to increase more direct passenger flights between the two countries.", True),
    ]
    resting = [(each.start, [entry.text for entry in each.entries]) for each in paragraph.resting]
    assert resting == [("The two sides also", ["A-02"]), ("agreed to increase…", ["A-02", "N-07"])]


def test_words_of_a_source_keep_their_language() -> None:
    """A source's text, its passages and its operative words are marked with its own language, and run its own way."""
    memo = memo_for(TONGUES, "annex")[1]
    by_of = {line.of: line for line in anchored(memo) if isinstance(line, Paragraph)}
    languages = {"S1": "zh", "S2": "ar", "S3": "fr"}
    for name, language in languages.items():
        assert by_of[f"{name}.p1.words"].lang == language
    assert [by_of[f"A-01.evidence.{number}"].lang for number in (1, 2)] == ["zh", "ar"]
    spans = [span for n in (1, 2) for span in spans_of(by_of[f"A-01.operative_words.{n}"].content)]
    assert [(span.lang, plain(span.content)) for span in spans] == [("zh", "双方签署了"), ("ar", "ووقّع الجانبان")]
    assert any(isinstance(each, Mark) for each in by_of["S2.p2.words"].content)


def test_evidence_that_stands_nowhere_is_said_to() -> None:
    """A passage that its source does not have is printed, without a paragraph, and said not to be found."""
    lost = (Evidence(text="Words that no source has.", source="S1"),)
    part, number = entry_of(record_at(RECORDS[0]), "A-02")
    record = changed(record_at(RECORDS[0]), part, number, evidence=lost)
    memo = desk().memo(record, load_audience(desk().folders, "annex"), 1)[1]
    assert at(memo, "A-02.evidence.1") == "Words that no source has. (not found in the source)"
    assert "Error E101" in said(memo)


def test_a_few_words_share_a_line() -> None:
    """Fields of a few words are told in one line, a sentence or a list of forms in lines of its own."""
    view = memo_for(RECORDS[0], "annex")[0]
    (agreements,) = (part for part in view.annex.parts if part.name == "agreements")
    entry = agreements.entries[0]
    assert {fact.field for fact in entry.facts} == {"limits.1", "limits.2", "operative_words.1"}
    assert {"firmness", "claim", "handling", "priority", "meeting"} <= {fact.field for fact in entry.brief}
    assert all(map(brief, entry.brief))


# ------------------------------------------------------------------------------------ accounts


def test_two_accounts_of_one_thing_stand_side_by_side() -> None:
    """What one side says was agreed stands beside the other side's denial, each in its own column and words."""
    view = memo_for(HARBOUR, "annex")[0]
    ship = next(each for each in view.annex.compared if each.id == "I-SHIP")
    assert [(each.id, each.voice) for each in ship.accounts] == [
        ("S2", "Kelmoria"), ("S3", "Ostwyn"), ("S5", "Saltmere Conciliation Office"),
    ]  # fmt: skip
    (row,) = (row for row in ship.rows if row.entry and row.entry.text == "A-06")
    words = [[each.passage.words for each in cell] for cell in row.cells]
    assert words[0] == ["The two sides agreed to release the trawler Marsh Lantern and its crew within fourteen days."]
    assert words[1][0] == "No agreement was reached on the trawler Marsh Lantern."
    assert row.cells[1][0].passage.about == "Denied by"
    assert words[2] == []


def test_one_voice_has_no_account_beside_it() -> None:
    """Where all sources speak with one voice the annex says so, in place of a comparison and of the sources."""
    memo = memo_for(RECORDS[0], "annex")[1]
    assert "All sources here speak with one voice. There is no other account to set beside it." in said(memo)
    assert "speak with one voice (Xinhua, 27 Oct 2023)" in said(memo)
    assert "The sources here speak with 3 voices: Yunlan; Zahrawan; L'Écho" in said(memo_for(TONGUES, "annex")[1])


def test_more_accounts_than_fit_stand_below_one_another() -> None:
    """Up to four accounts are columns; more are rows, and none is left out."""
    view, memo = memo_for(HARBOUR, "annex")
    tables = {each.id: (each.table, len(each.accounts)) for each in view.annex.compared}
    assert tables["I-PILOT"] == ("accounts", 5)
    assert tables["I-COURSE"] == ("accounts-4", 4)
    shown = said(memo)
    rows = [row for each in view.annex.compared for row in each.rows]
    assert all(told.passage.words in shown for row in rows for cell in row.cells for told in cell)


# -------------------------------------------------------------------------- method and sign-off


@EVERY
def test_coverage_is_that_of_the_checks(path: Path) -> None:
    """Paragraphs and sentences cited, set aside and neither are those that check counts, and add up."""
    record = record_at(path)
    for each, paragraphs, by_sentence in zip(
        memo_for(path, "annex")[0].annex.coverage, coverage(record), sentence_coverage(record), strict=True
    ):
        assert each.source == paragraphs.source
        assert (each.paragraphs, each.paragraphs_open) == (paragraphs.total, len(paragraphs.open))
        assert each.sentences == len(by_sentence.sentences)
        assert each.paragraphs == each.paragraphs_cited + each.paragraphs_set_aside + each.paragraphs_open
        assert each.sentences == each.sentences_cited + each.sentences_set_aside + each.sentences_open


def test_checks_set_aside_are_printed_with_their_reasons() -> None:
    """A check that the record sets aside is in the annex with its name, what it finds, and the written reason."""
    record = record_at(TONGUES)
    memo = memo_for(TONGUES, "annex")[1]
    ((finding, reason),) = set_aside(record)
    told = said(memo)
    assert (finding.code, finding.entry) == ("N101", "A-05")
    assert f"{finding.message}\n{reason}" in "\n".join(plain(content) for content in lines(memo))
    assert "N101" in told
    assert "No check is set aside." in said(memo_for(HARBOUR, "annex")[1])


@EVERY
def test_findings_still_open_are_printed(path: Path) -> None:
    """Every warning and note that nobody has set aside is in the annex, in the words of check."""
    told = said(memo_for(path, "annex")[1])
    for finding in check(record_at(path)):
        assert finding.level is not Level.ERROR
        assert collapsed(finding.message) in told


def test_sign_off_tells_of_every_entry() -> None:
    """Each entry is signed, stale or unsigned, by whom, on which day, with its digest and what it rests on."""
    record = with_talks(record_at(RECORDS[0]))
    names = [entry.id for _, _, entry in record.talks.entries()]
    signoff = signed(record, SignOff(), [*names[:-1]], "T. Wrenfield", date(2031, 4, 12))
    part, number = entry_of(record, "A-01")
    later = changed(record, part, number, text="Work toward a meeting.")
    view = annex_of(later, signoff)
    stands = {each.entry.text: each for each in view.annex.signatures}
    assert [*stands] == names
    assert stands["A-02"].state == "Signed"
    assert (stands["A-02"].by.text, stands["A-02"].on.text) == ("T. Wrenfield", "12 April 2031")
    assert digest(later, later.talks.agreements[1]).startswith(stands["A-02"].digest)
    assert stands["A-01"].state == "Stale, changed since"
    assert [each.text for each in stands["C-01"].rests_on] == ["A-01"]
    assert stands[names[-1]].state == "Unsigned"
    assert not stands[names[-1]].by.stated


def annex_of(record: Record, signoff: SignOff) -> View:
    """The annex of a record with these signatures."""
    audience = load_audience(desk().folders, "annex")
    review = review_of(record, Handling.NAMED, signoff, version="1")
    labels = desk().labels(record.talks.language)
    validation = validation_of(record, audience, signoff)
    return select(record, audience, labels, marking="", validation=validation, review=review)


def test_digests_are_those_of_the_files() -> None:
    """The digests of sources and record are what sha256sum says of their files."""
    told = {each.file: each.sha256 for each in memo_for(RECORDS[0], "annex")[0].annex.digests}
    files = {name: (REAL / name).read_bytes() for name in ("source.txt", "talks.yaml")}
    assert told == {name: sha256(content).hexdigest() for name, content in files.items()}


def test_glossary_has_the_words_that_occur() -> None:
    """The glossary defines the words of the vocabularies that this record uses, and no others."""
    view = memo_for(RECORDS[0], "annex")[0]
    words = {each.name: [word.word for word in each.words] for each in view.annex.vocabularies}
    assert words["Firmness"] == ["Agreed", "Agreed to pursue", "Planned", "Intended"]
    assert words["Handling"] == ["public", "internal"]
    assert words["Claim"] == ["narrated by a reporter"]


# ------------------------------------------------------------------------------ under a ceiling


def annex_under(record: Record, ceiling: Handling) -> View:
    """The annex as a desk would have it that lowers its ceiling."""
    return view_of(record, "annex", ceiling)


def test_a_lower_ceiling_shows_the_cut_and_nothing_else() -> None:
    """Under a ceiling the annex has the entries, sources, marks, sign-off and reasons of the cut, and no others."""
    record = record_at(HARBOUR)
    cut = visible(record.talks, Handling.PUBLIC)
    left = {entry.id for _, _, entry in cut.entries()}
    gone = {entry.id for _, _, entry in record.talks.entries()} - left
    assert {"S5", "A-08", "A-09"} <= gone
    view = annex_under(record, Handling.PUBLIC).annex
    assert [each.id for each in view.texts] == [each.id for each in cut.sources]
    assert {each.entry.text for each in view.signatures} == left
    resting = {e.text for text in view.texts for p in text.paragraphs for each in p.resting for e in each.entries}
    assert resting <= left
    assert {each.source for each in view.coverage} == {each.id for each in cut.sources}
    memo = memo_of(record, "annex", Handling.PUBLIC)
    assert not gone & set(re.findall(r"[\w-]+", said(memo)))


def test_coverage_under_a_ceiling_counts_what_is_visible() -> None:
    """A sentence that only a withheld entry cites is neither cited nor marked, as if no entry had ever cited it."""
    record = record_at(HARBOUR)
    part, number = entry_of(record, "A-04")
    hidden = changed(record, part, number, handling=Handling.NAMED)
    before, after = (annex_under(each, Handling.RESTRICTED).annex for each in (record, hidden))
    assert before.coverage[0].sentences_open == after.coverage[0].sentences_open - 1
    place = next(each for each in after.texts[0].paragraphs if each.label == "S1\u00a0¶5")
    shown = next(each for each in before.texts[0].paragraphs if each.label == "S1\u00a0¶5")
    assert len(place.resting) < len(shown.resting)


def test_digests_only_where_nothing_can_be_withheld() -> None:
    """Below the highest ceiling no entry has a digest, cut or not, nor has the record: a guess could be proved."""
    for path in (RECORDS[0], HARBOUR):
        named, restricted = (annex_under(record_at(path), each).annex for each in (Handling.NAMED, Handling.RESTRICTED))
        assert all(each.digest for each in named.signatures)
        assert not any(each.digest for each in restricted.signatures)
        assert {each.of for each in named.digests} - {each.of for each in restricted.digests} == {""}


def test_no_reason_and_no_finding_of_a_withheld_entry() -> None:
    """What is set aside or found for an entry above the ceiling is not told, nor what tells of one beside it."""
    record = record_at(TONGUES)
    view = annex_under(record, Handling.PUBLIC).annex
    assert view.acceptances == ()
    assert {each.entry.text for each in view.findings} <= {
        e.id for _, _, e in visible(record.talks, Handling.PUBLIC).entries()
    }
    assert len(annex_under(record, Handling.INTERNAL).annex.acceptances) == 1


def test_what_is_of_the_desk_is_not_told_to_others() -> None:
    """Those who are not told of the desk's own work get no grading, finding, reason or signer, and no word on them."""
    shipped = load_audience(desk().folders, "annex")
    memo = desk().memo(record_at(TONGUES), shipped.model_copy(update={"own_work": False}))[1]
    told, whole = said(memo), said(memo_for(TONGUES, "annex")[1])
    for words in ("Findings still open", "Checks set aside", "N101", "Grading:", "Nobody yet"):
        assert words in whole
        assert words not in told


# ------------------------------------------------------------------------------ audiences, size


def test_outline_of_the_document() -> None:
    """The headings, and so the bookmarks, are the sections in their order, with parts below them."""
    every = blocks(memo_for(RECORDS[0], "annex")[1])
    headings = [(each.level, plain(each.content)) for each in every if isinstance(each, Heading)]
    assert [words for level, words in headings if level == 2] == [
        "Sources and their grading", "Method and coverage", "Entries and their evidence", "Formulae, by source",
        "The accounts side by side", "What the sources do not say", "Comments and what they rest on", "Glossary",
        "Sign-off and digests", "The numbered source text",
    ]  # fmt: skip
    assert headings[-1] == (3, "S1 Xinhua, 27 Oct 2023")


@pytest.mark.parametrize("left_out", ["annex-text", "annex-entries", "annex-gaps", "annex-sources", "annex-formulae"])
def test_links_lead_only_to_sections_that_are_there(left_out: str) -> None:
    """An audience of a desk's own may leave out any section: what would lead there is then no link."""
    whole = load_audience(desk().folders, "annex")
    some = whole.model_copy(update={"sections": tuple(name for name in whole.sections if name != left_out)})
    memo = desk().memo(record_at(TONGUES), some)[1]
    assert left_out not in {section.name for section in memo.sections}


def test_a_template_of_ones_own_has_the_annex(tmp_path: Path) -> None:
    """A section of a desk's own that prints of the annex gets it, whatever the section is called."""
    write(tmp_path, "sections/proofs.html.j2", "<h2>Proofs</h2><p>{{ view.annex.texts | length }} texts</p>")
    write(tmp_path, "audiences/proofs.yaml",
          "title: A\nfor: B\nceiling: public\nsections: [header, proofs]\n")  # fmt: skip
    with Desk(tmp_path) as own:
        memo = own.memo(record_at(HARBOUR), load_audience(own.folders, "proofs"))[1]
    assert "4 texts" in said(memo)


def test_signs_no_markup_can_hold(tmp_path: Path) -> None:
    """A page break or another control character in a source is a space in the annex, and stops nothing."""
    folder = tmp_path / "wang-blinken-2023-10"
    folder.mkdir()
    text = (REAL / "source.txt").read_text(encoding="utf-8")
    (folder / "source.txt").write_text(text.replace("date 2023", "date\x0c\x012023"), encoding="utf-8")
    talks = (REAL / "talks.yaml").read_text(encoding="utf-8")
    (folder / "talks.yaml").write_text(talks.replace("    sha256: ", "    title: "), encoding="utf-8")
    memo = desk().memo(load(folder), load_audience(desk().folders, "annex"))[1]
    assert at(memo, "S1.p0.words").startswith("date 2023")


def test_five_hundred_entries() -> None:
    """A record of five hundred entries that all rest on one paragraph is within what templates may do."""
    record = record_at(RECORDS[0])
    one = record.talks.positions[0]
    many = tuple(one.model_copy(update={"id": f"P-{number}"}) for number in range(500))
    memo = desk().memo(with_talks(record, positions=many, comments=(), gaps=()),
                       load_audience(desk().folders, "annex"), 1)[1]  # fmt: skip
    assert {f"P-{number}" for number in range(500)} <= {line.anchor for line in anchored(memo)}


def test_the_shipped_sections_of_the_annex_alone_print_it() -> None:
    """No other shipped template reads view.annex, so an audience without a section of the annex need not have it."""
    for path in desk().folders[-1].rglob("*.j2"):
        assert path.name.startswith("annex-") or "view.annex" not in path.read_text(encoding="utf-8"), path.name
    assert memo_for(RECORDS[0], "desk")[0].annex.texts == ()
