"""Specification of ``reportgen.yamlfile``: files that are no text, or not a text of keys and values."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.errors import StyleError
from reportgen.yamlfile import opening, parse
from tests.yaml_problems import NAME, problem, refused_file


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    """A file that is not there: the nearest name in its folder is offered."""
    (tmp_path / "talks.yaml").write_text("a: b")
    told = refused_file(tmp_path / "talk.yaml")
    assert told.message == "there is no such file."
    assert told.remedy == 'Did you mean "talks.yaml"?'
    assert told.place.line == 0


def test_missing_folder(tmp_path: Path) -> None:
    """A file in a folder that is not there: it is the folder that is named."""
    assert "there is no folder" in refused_file(tmp_path / "nowhere" / "talks.yaml").message


def test_folder(tmp_path: Path) -> None:
    """A folder in place of a file: the one YAML file in it is offered."""
    (tmp_path / "talks.yaml").write_text("a: b")
    told = refused_file(tmp_path)
    assert "is a folder" in told.message
    assert str(tmp_path / "talks.yaml") in told.remedy


def test_unreadable_file(tmp_path: Path) -> None:
    """A file without permission to read it: said so, not a traceback."""
    path = tmp_path / NAME
    path.write_text("a: b")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # who may read any file
        os.seteuid(65534)
    try:
        assert "permission" in refused_file(path).message
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_impossible_name(tmp_path: Path, name: str) -> None:
    """A name that no file can have is refused like any other input."""
    assert "file" in refused_file(tmp_path / name).message


def test_link_to_itself(tmp_path: Path) -> None:
    """A link that leads back to itself is refused like any other input."""
    (tmp_path / NAME).symlink_to(tmp_path / NAME)
    assert "cannot be read" in refused_file(tmp_path / NAME).message


def test_too_large(tmp_path: Path) -> None:
    """A file over the limit is refused with its size and the limit, without reading it all."""
    path = tmp_path / NAME
    with path.open("wb") as stream:
        stream.truncate(3 * 1024**3)
    assert refused_file(path).message == "the file is too large: 3072.0 MiB, where the limit is 4 MiB."


def test_endless_file() -> None:
    """A device that never ends is refused at the limit."""
    assert "more than 4 MiB" in refused_file(Path("/dev/zero")).message


def test_too_large_text() -> None:
    """The limit holds for text that comes from elsewhere than a file."""
    assert "too large" in problem("a" * (opening.LIMIT + 1)).message


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_not_utf8(tmp_path: Path, end: bytes) -> None:
    """A file in Windows-1252: the line and column of the first bad byte, and the line legible."""
    path = tmp_path / NAME
    path.write_bytes(b"\xef\xbb\xbf" + end.join([b"a: b", "é: café".encode() + b" caf\xe9 \x93x", b"c: \xe9"]))
    told = refused_file(path)
    assert (told.place.line, told.place.column) == (2, 12)
    assert told.place.text == "é: café café “x"
    assert told.message == '"é" is not saved as UTF-8 (byte 0xE9).'
    assert told.remedy == "Save the file as UTF-8."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16(tmp_path: Path, encoding: str) -> None:
    """A file in UTF-16, with or without a byte order mark, is named as such."""
    path = tmp_path / NAME
    path.write_bytes("a: b\n".encode(encoding))
    told = refused_file(path)
    assert "UTF-16" in told.message
    assert told.remedy == "Save the file as UTF-8."


def test_word_document(tmp_path: Path) -> None:
    """A Word document given by mistake is named as such, not as bad UTF-8."""
    path = tmp_path / NAME
    path.write_bytes(b"PK\x03\x04\x14\x00")
    assert "Word" in refused_file(path).message


@pytest.mark.parametrize("text", ["", "\n\n  \n", "---\n", "\N{BOM}"])
def test_empty(text: str) -> None:
    """An empty file is said to be empty."""
    assert problem(text).message == "the file is empty."


def test_only_comments() -> None:
    """A file of comments only is told from an empty one."""
    assert "nothing but comments" in problem("# one\n# two\n").message


@pytest.mark.parametrize(("text", "word"), [("- a\n- b\n", "list"), ("only words\n", "text"), ("[a]\n", "list")])
def test_root(text: str, word: str) -> None:
    """A file that does not begin with a key is refused at its first line."""
    told = problem(text)
    assert word in told.message
    assert str(told.place) == f"{NAME}:1:1"


def test_the_callers_error() -> None:
    """The caller chooses which input error is raised."""
    with pytest.raises(StyleError):
        parse("", NAME, error=StyleError)
