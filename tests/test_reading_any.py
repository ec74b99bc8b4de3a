"""Any bytes at all as a source document: a text form or one clear error, in bounded time, and nothing else."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import LoadError
from reportgen.sources.apart import reader
from reportgen.sources.reading import TextForm, text_form
from tests.readouts import MARKDOWN, page, printed, saved, word_document
from tests.typeset import typeset

SUFFIXES = ("", ".txt", ".md", ".html", ".pdf", ".docx", ".doc", ".odt", ".xyz")
KINDS = ("text", "markdown", "html", "pdf", "docx")
BEGINNINGS = (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"---\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0")
ATTACKS = {
    "deep.html": b"<html><body>" + b"<div>" * 100_000 + b"words",
    "bold.html": b"<b>" * 100_000 + b"words",
    "selectors.html": b"<style>"
    + b".a " * 2000
    + b"{display:none}</style>"
    + b"<div class=a>" * 200
    + b"<p>words" * 500,
    "linked.html": b"<html><script type='application/ld+json'>" + b"[" * 100_000 + b"</script><p>words",
    "quotes.md": b"> " * 20_000 + b"x",
    "brackets.md": b"[" * 30_000,
    "stars.md": b"*a_" * 30_000,
    "cells.md": b"|" * 50_000 + b"\n" + b"|-" * 25_000,
    "line.txt": b"A" * 4_000_000,
    "dashes.txt": b"A -- " * 500_000,
    "apostrophes.txt": b"A' " * 1_000_000,
    "brackets.txt": b"(a" * 1_000_000,
    "months.txt": "月".encode() * 500_000,
}
"""Bytes that would take a careless reader hours, or all of its stack."""


@cache
def whole(kind: str) -> bytes:
    """A document of a kind, as it should be."""
    match kind:
        case "pdf":
            return typeset({"a": printed()})["a"]
        case "docx":
            return saved(word_document())
        case "html":
            return page().encode()
    return MARKDOWN.encode()


def formed(raw: bytes, name: str) -> TextForm | None:
    """The text form, or nothing where there is one clear error; whatever else escapes fails."""
    try:
        form = text_form(raw, name)
    except LoadError as error:
        problems = error.problems
    else:
        assert form.text.strip()
        assert form.text.endswith("\n")
        return form
    assert len(problems) == 1
    assert problems[0].place.file == name
    assert problems[0].message.endswith(".")
    return None


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400), st.sampled_from(SUFFIXES))
@settings(max_examples=150, deadline=None)
def test_any_bytes(beginning: bytes, raw: bytes, suffix: str) -> None:
    """Of any bytes under any name comes a text form or one clear error."""
    formed(beginning + raw, f"report{suffix}")


CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=12)), min_size=1, max_size=12
)  # where, how many bytes go, which come instead


def changed(raw: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Bytes with some taken out and others put in."""
    for where, gone, new in changes:
        at = int(where * len(raw))
        raw = raw[:at] + new + raw[at + gone :]
    return raw


@given(st.sampled_from(KINDS), CHANGES)
@settings(max_examples=150, deadline=None)
def test_damaged_documents(kind: str, changes: list[tuple[float, int, bytes]]) -> None:
    """A document of any kind with bytes changed is read, or refused by its reader itself: none fails on it."""
    with suppress(LoadError):
        assert reader(kind)(changed(whole(kind), changes), "report").text


@given(st.sampled_from(("word/document.xml", "[Content_Types].xml", "word/styles.xml", "docProps/core.xml")), CHANGES)
@settings(max_examples=80, deadline=None)
def test_damaged_parts(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    """A Word document with bytes of one part changed is read or refused by its reader itself."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(whole("docx"))) as package, zipfile.ZipFile(buffer, "w") as other:
        for each in package.namelist():
            content = package.read(each)
            other.writestr(each, changed(content, changes) if each == name else content)
    with suppress(LoadError):
        assert reader("docx")(buffer.getvalue(), "report").text


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_made_to_take_long(name: str) -> None:
    """What is made to exhaust a reader is read or refused within the limits."""
    formed(ATTACKS[name], name)
