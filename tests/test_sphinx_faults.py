"""What an author mistyped in a page of a Sphinx site: told in words at its place, and never passed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.sphinx_sites import CONF, HARBOUR, WANG, Site, Told
from tests.test_sphinx_builds import pages

pytestmark = pytest.mark.xdist_group("sphinx")

MISTYPED = f"""
.. talks-table:: {WANG}
   :section: agreements
   :isue: I-LEAD

.. talks-memo::

.. talks-table:: {WANG}

   :section: agreements

.. talks-memo:: {WANG}
   section: agreements

.. talks-table:: {WANG}
   :section: agreements
   :no-index: yes
   :caption:
   :class: 1

.. talks-table:: {WANG}
   :section: agreements
   :section: positions

.. talks-table:: {WANG}
   :section: header

See :talks:`wang-blinken-2023-11#A-01`, :talks:`!nowhere#A-01`, :talks:`!{WANG}#A-99`, :evidence:`!{WANG}#A-01`.
"""


@pytest.fixture(scope="module")
def mistyped(tmp_path_factory: pytest.TempPathFactory) -> Told:
    site = Site.at(tmp_path_factory.mktemp("mistyped"), pages(index=MISTYPED))
    assert site.build().code == 1
    return site.build()


@pytest.mark.parametrize(
    "words",
    [
        'index.rst:5: ERROR: There is no option "isue". Did you mean "issue"?',
        "index.rst:9: ERROR: No record is named. Write the path of a talks.yaml, or a talks id.",
        'index.rst:11: ERROR: ":section: agreements" is no option of talks-table where it stands.',
        'index.rst:15: ERROR: "section: agreements" is no option of talks-memo where it stands.',
        'index.rst:18: ERROR: The option "no-index" takes no words.',
        'index.rst:18: ERROR: The option "caption" names nothing. Leave it out, or write what is wanted.',
        'index.rst:18: ERROR: The option "class" is no class: "1".',
        'index.rst:24: ERROR: The talks-table cannot be read: invalid option data: duplicate option "section".',
        "index.rst:28: ERROR: The section header has no table. Show it with talks-memo.",
        f'There are no talks "wang-blinken-2023-11" among the records here. Did you mean "{WANG}"?',
        'index.rst:31: ERROR: There are no talks "nowhere" among the records here.',
        f'index.rst:31: ERROR: {WANG} has no entry "A-99"',
        'index.rst:31: ERROR: The role evidence has no link to leave out: write it without "!".',
    ],
)
def test_what_is_mistyped_is_told_in_words_at_its_place(mistyped: Told, words: str) -> None:
    """As often as the site is built, and never passed over."""
    assert words in mistyped.err


def test_what_is_mistyped_is_counted_and_nothing_is_written(mistyped: Told) -> None:
    """The second build ends as the first: with exit code 1."""
    assert mistyped.code == 1
    assert "13 faults" in mistyped.err
    assert "Traceback" not in mistyped.err
    assert not (mistyped.folder / "index.html").exists()


def test_a_record_put_back_from_a_copy_is_seen_whatever_its_date(tmp_path: Path) -> None:
    """What is in a file counts, not when it was saved: pages that show it or refer to it are read again."""
    text = pages(
        index=f"Of :talks:`{WANG}#A-02`, by :talks:`!{WANG}#A-02` and "
        f":talks:`!the planes <{WANG}#A-02>`, :talks:`!~{WANG}#A-02`.",
        table=f".. talks-table:: {WANG}\n   :section: agreements",
        other=f".. talks-table:: {HARBOUR}\n   :section: agreements",
    )
    site = Site.at(tmp_path, text, CONF + 'suppress_warnings = ["toc.not_included"]\n')
    told = site.build("html", "-W")
    page = told.page("index")
    assert [link.get_text() for link in page.select("a.reference")] == [page.select(".talks-entry")[0].get_text()]
    flights = "Increase direct passenger flights between the two countries"
    assert f"Of {flights}, by {flights} and the planes, A-02." in page.get_text()
    record = site.record()
    before = record.stat()
    record.write_text(record.read_text(encoding="utf-8") + "# put back\n", encoding="utf-8")
    os.utime(record, ns=(before.st_atime_ns, before.st_mtime_ns - 10**12))
    assert site.build().read == ["index", "table"]
    assert site.build().read == []


def test_talks_of_a_record_that_cannot_be_read_are_no_other_sites(tmp_path: Path) -> None:
    """Where other sites may have what no record here has, one that cannot be read stops the build all the same."""
    other = (
        CONF + 'extensions += ["sphinx.ext.intersphinx"]\nintersphinx_mapping = {"other": ("https://a.test", "no")}\n'
    )
    site = Site.at(tmp_path, pages(index="Of :talks:`strait-2033#A-02`."), other)
    broken = site.record().parent.parent / "strait" / "talks.yaml"
    broken.parent.mkdir()
    broken.write_text("id: strait-2033\ntitle: [\n", encoding="utf-8")
    told = site.build("html")
    assert told.code == 1
    assert (
        f"Besides, a record could not be read: {broken}" in told.err.replace("\n", " ")
        or "strait/talks.yaml:" in told.err
    )
    broken.unlink()
    assert site.build("html").code == 0
