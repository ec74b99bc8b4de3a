"""PDFs as source documents: every word in order, page by page, without what stands on every page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reportgen.errors import LoadError
from reportgen.sources import read_document
from reportgen.sources.readers._hyphens import Joining
from reportgen.sources.readers._lines import Line
from reportgen.sources.reading import TextForm, text_form
from tests.libreoffice import converted, needed
from tests.readouts import HEADLINE, LONG, markup, printed, saved, word_document, words
from tests.typeset import typeset

RUNNING = (
    '@page { @top-center { content: "PRESS OFFICE of the Ministry" } '
    '@bottom-right { content: "Page " counter(page) " of " counter(pages) } }'
)
NOTES = ".note { float: footnote; font-size: 8pt }"
ARABIC = (
    "اتفق الطرفان على عقد جولة ثانية من المحادثات في جنيف بعد أسبوعين من الآن على أن يحضرها خبراء من الجانبين.",
    "وقال الوزير إن بلاده تريد مسحا مستقلا (قبل أي قرار) وإن السؤال عن التكلفة سابق لأوانه.",
)
PAGES = {
    "plain": printed(),
    "justified": printed("p { text-align: justify }" + RUNNING),
    "columns": printed("@page { size: A5 landscape } body { columns: 2; text-align: justify }" + RUNNING),
    "indents": printed("p { margin: 0; text-indent: 1.5em }" + RUNNING),
    "ragged": printed("body { hyphens: none; font-size: 13pt; line-height: 1.8 }" + RUNNING),
    "letter": printed("@page { size: letter } @page :first { @top-left { content: 'Letterhead of the first page' } }"),
    "first blank": printed(body=f'<p style="break-after: page"></p>{markup()}'),
    "drawn": printed(body='<svg width="200" height="200"><rect width="100" height="100"/></svg>'),
    "list": printed("table { border-spacing: 40px }",
        "<h1>Terms</h1><ul><li>Open the channel.</li><li>Dredge it, at a cost to be shared by the two sides as the "
        "experts say.</li></ul><ol><li>First</li><li>Second</li></ol>"
        "<table><tr><td>Tonnes</td><td>4,000</td></tr><tr><td>Boats</td><td>2</td></tr></table>"),
    "arabic": printed("body { font-family: 'Noto Naskh Arabic' }", "".join(f"<p>{each}</p>" for each in ARABIC),
                      'lang="ar" dir="rtl"'),
    "raised": printed(body="<p>The 3<sup>rd</sup> round ended on the 14<sup>th</sup> day of the ninth month.</p>"),
    "notes": printed(NOTES, markup((*LONG[:4], LONG[4] + "<X>", *LONG[5:])).replace(
        "&lt;X&gt;", '<span class="note">Told to the Fernway Wire by telephone.</span>')),
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The PDFs of all pages above."""
    return typeset(PAGES)


def paragraphs(form: TextForm) -> list[str]:
    """The paragraphs as words between single spaces."""
    return [" ".join(each.split()) for each in form.text.replace("\f", " ").split("\n\n")]


def refused(raw: bytes) -> str:
    """The one problem with a PDF."""
    with pytest.raises(LoadError) as caught:
        text_form(raw, "report.pdf")
    (problem,) = caught.value.problems
    assert problem.remedy
    return f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize("name", ["plain", "justified", "columns", "indents", "ragged", "letter"])
def test_every_word_of_a_pdf_comes_through_in_order(name: str, made: dict[str, bytes]) -> None:
    """However a report is set, its paragraphs come through word for word: hyphens joined, heads and feet left out."""
    form = text_form(made[name], "report.pdf")
    found = [each for each in paragraphs(form) if not each.startswith("Letterhead")]
    assert words(" ".join(found)) == words(" ".join((HEADLINE, *LONG)))
    assert found == [HEADLINE, *LONG]
    assert (form.kind, form.suffix, form.original) == ("pdf", ".pdf", made[name])
    assert not form.is_original


def test_what_was_left_out_and_joined_is_told(made: dict[str, bytes]) -> None:
    """Heads and feet that were left out, and words joined over line ends, are told in notes."""
    notes = "\n".join(text_form(made["justified"], "report.pdf").notes)
    assert '"PRESS OFFICE of the Ministry"; "Page # of #"' in notes
    assert "Joined over line ends: " in notes


def test_a_paragraph_knows_its_page(made: dict[str, bytes], tmp_path: Path) -> None:
    """The kept text gives the same paragraphs, each with the page on which it begins, and no form feed in its words."""
    form = text_form(made["justified"], "report.pdf")
    kept = tmp_path / "report.txt"
    kept.write_text(form.text, encoding="utf-8")
    document = read_document(kept)
    assert [" ".join(each.text.split()) for each in document.paragraphs] == paragraphs(form)
    assert "\f" in form.text
    assert "\f" not in document.text
    with pikepdf.open(BytesIO(made["justified"])) as opened:
        pages = [each.page for each in document.paragraphs]
        assert pages[0] == 1
        assert pages == sorted(pages, key=lambda page: page or 0)
        assert set(pages) <= set(range(1, len(opened.pages) + 1))
        assert len(set(pages)) > 1


def test_a_note_at_the_foot_is_a_paragraph_of_its_own(made: dict[str, bytes]) -> None:
    """A footnote cuts no paragraph that goes on over the page."""
    found = paragraphs(text_form(made["notes"], "report.pdf"))
    assert "1. Told to the Fernway Wire by telephone." in found
    assert [each for each in found if each in LONG] == [*LONG[:4], *LONG[5:]]
    assert f"{LONG[4]}1" in found


def test_lists_and_tables_of_a_pdf(made: dict[str, bytes]) -> None:
    """List entries are paragraphs of their own, and so are the rows of a table."""
    found = paragraphs(text_form(made["list"], "report.pdf"))
    assert "• Open the channel." in found
    assert any(each.endswith("shared by the two sides as the experts say.") for each in found)
    assert "1. First" in found
    assert found[-2:] == ["Tonnes 4,000", "Boats 2"]


def test_raised_letters_stay_on_their_line(made: dict[str, bytes]) -> None:
    """A raised ordinal stays with its figure."""
    assert "The 3rd round ended on the 14th day" in paragraphs(text_form(made["raised"], "r.pdf"))[0]


def test_a_text_from_right_to_left(made: dict[str, bytes]) -> None:
    """Arabic comes through in its order with its brackets, and a note says what to compare."""
    form = text_form(made["arabic"], "report.pdf")
    assert paragraphs(form) == list(ARABIC)
    assert form.language is not None
    assert form.language.value == "ar"
    assert any("right to left" in note for note in form.notes)


def test_pages_without_text_are_told(made: dict[str, bytes], tmp_path: Path) -> None:
    """Pages without text are named, and the rest is read; the pages keep their numbers."""
    form = text_form(made["first blank"], "report.pdf")
    assert any(note.startswith("Page 1 has no text") for note in form.notes)
    (tmp_path / "kept.txt").write_text(form.text, encoding="utf-8")
    assert read_document(tmp_path / "kept.txt").paragraphs[0].page == 2


def test_a_scan_is_refused(made: dict[str, bytes]) -> None:
    """A PDF of pictures only is refused with the way to its text."""
    assert "has pictures of pages and no text" in refused(made["drawn"])
    assert "ocrmypdf" in refused(made["drawn"])


def test_an_encrypted_pdf_is_refused(made: dict[str, bytes]) -> None:
    """A PDF that opens with a password only is refused; one that anybody may open is read."""
    with pikepdf.open(BytesIO(made["plain"])) as opened:
        locked, open_to_all = BytesIO(), BytesIO()
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
        opened.save(open_to_all, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "encrypted" in refused(locked.getvalue())
    assert "qpdf --decrypt" in refused(locked.getvalue())
    assert text_form(open_to_all.getvalue(), "r.pdf").text == text_form(made["plain"], "r.pdf").text


@pytest.mark.parametrize("part", [20, 200, 2000])
def test_a_damaged_pdf_is_refused(part: int, made: dict[str, bytes]) -> None:
    """A PDF that is cut short is refused."""
    assert "damaged PDF" in refused(made["plain"][:part])


def test_too_many_pages_are_refused() -> None:
    """A PDF of thousands of pages is refused before any is read."""
    pdf = pikepdf.new()
    for _ in range(501):
        pdf.add_blank_page()
    buffer = BytesIO()
    pdf.save(buffer)
    assert "It has 501 pages; the limit is 500." in refused(buffer.getvalue())


def test_a_bomb_is_refused() -> None:
    """A page whose few bytes unpack to gigabytes costs one error, and neither the memory nor the time."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(b"q " * 60_000_000)
    pdf.pages[0].Contents = pdf.make_indirect([stream] * 60)
    buffer = BytesIO()
    pdf.save(buffer, compress_streams=True)
    assert len(buffer.getvalue()) < 2_000_000
    assert refused(buffer.getvalue())


def test_a_pdf_by_its_content() -> None:
    """What is named .pdf and is none is told by what it looks like."""
    with pytest.raises(LoadError, match=r"named \.pdf and is no PDF document; it begins like HTML"):
        text_form(b"<!DOCTYPE html><p>Not found</p>", "report.pdf")


def test_the_properties_lend_a_year(made: dict[str, bytes]) -> None:
    """The day on which a PDF was made is no day of publication, but lends its year to the dateline; a title is told."""
    with pikepdf.open(BytesIO(made["plain"])) as opened:
        opened.docinfo["/CreationDate"] = "D:20310916080000Z"
        opened.docinfo["/Title"] = "Channel to open"
        buffer = BytesIO()
        opened.save(buffer)
    form = text_form(buffer.getvalue(), "report.pdf")
    assert form.date is not None
    assert form.title is not None
    assert form.date.value == "2031-09-14"
    assert "the day on which the PDF was made, 2031-09-16" in form.date.basis
    assert (form.title.value, form.title.basis) == ("Channel to open", "the PDF's properties")
    assert text_form(made["plain"], "report.pdf").date is None


JOINTS = {
    "a compound": (["a long-term plan", "and a long-", "term view"], "and a long-term view"),
    "a known word": (["no agreement yet", "the agree-", "ment of both"], "the agreement of both"),
    "two known words": (["cross the border", "a cross-", "border line"], "a cross-border line"),
    "few hyphens": (["nothing else", "a snow-", "covered hill"], "a snow-covered hill"),
    "many hyphens": (["the dele-", "gation of", "the repub-", "lic and its", "minis-", "ter"], "the delegation of"),
    "a typesetter's hyphen": (["the Turk\u2010", "Stream line"], "the TurkStream line"),
    "a soft hyphen": (["the dele\u00ad", "gation"], "the delegation"),
    "a name": (["the Wang-", "Blinken talks"], "the Wang-Blinken talks"),
    "an abbreviation": (["the U.S.-", "Central Asian"], "the U.S.-Central Asian"),
    "a dash": (["they met—", "twice"], "they met—twice"),
    "a spaced dash": (["they met –", "twice"], "they met – twice"),
    "Chinese": (["双方同意", "继续磋商"], "双方同意继续磋商"),
}


@pytest.mark.parametrize("name", JOINTS)
def test_what_stands_at_a_line_end(name: str) -> None:
    """A hyphen at a line end goes where the document shows that it is none of the word's; else it stays."""
    texts, expected = JOINTS[name]
    set_lines = [Line(each, 1, 0, 100, 0, 10) for each in texts]
    at = next(at for at, each in enumerate(texts) if expected.startswith(each.rstrip("-\u2010\u00ad")))
    assert Joining(set_lines).join(texts[at], texts[at + 1]) == expected


def test_a_page_begins_between_words(made: dict[str, bytes]) -> None:
    """Where a word is broken over two pages the form feed stands after it."""
    joining = Joining([Line("the agreement", 1, 0, 9, 0, 9)])
    assert joining.join("of agree-", "ment and more", "\f") == "of agreement\fand more"
    assert joining.join("of both", "sides", "\f") == "of both\fsides"


@needed
@pytest.mark.slow
def test_a_pdf_of_libreoffice(tmp_path: Path) -> None:
    """The same report set by LibreOffice, plain and in two hyphenated columns, comes through word for word."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    plain, columns = word_document(), word_document()
    for document in (plain, columns):
        for each in LONG[len(LONG) // 2 + 1 :]:
            document.add_paragraph(each)
    two = OxmlElement("w:cols")
    two.set(qn("w:num"), "2")
    columns.sections[0]._sectPr.append(two)
    columns.settings.element.append(OxmlElement("w:autoHyphenation"))
    for each in columns.paragraphs:
        each.alignment = 3
    for path in converted({"plain": saved(plain), "columns": saved(columns)}, tmp_path).values():
        found = paragraphs(text_form(path.read_bytes(), path.name))
        expected = [HEADLINE, *LONG]
        assert [each for each in found if not each.startswith("RUNNING")] == expected
