"""Specification of what travels to a cluster, and of how it lies there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Thread

import pytest

from reportgen import load
from reportgen.cluster.folder import packed, unpacked
from reportgen.cluster.parcel import gathered
from reportgen.cluster.program import differences, made_with
from reportgen.cluster.root import below, laid, told_as
from reportgen.errors import InputError, LoadError, Place, Problem, ReportgenError
from reportgen.finding import Finding, Level
from reportgen.shipped import search_path, templates
from tests.conftest import REAL, RECORDS


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_what_a_record_names_travels(path: Path) -> None:
    """A record's file, its source documents and its sign-off travel by the names they have, and nothing else does."""
    record = load(path)
    named = {str(path), *(document.name for document in record.documents.values())}
    files = gathered(path)
    assert files.keys() - {str(path.parent / "signoff.yaml")} == named
    assert (str(path.parent / "signoff.yaml") in files) == (path.parent / "signoff.yaml").exists()
    assert all(content == Path(name).read_bytes() for name, content in files.items())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("source.txt", "source.txt  # the agency's"),
        ("source.txt", '"source.txt"'),
        ("source.txt", "'source.txt'"),
        ("a b.txt", "a b.txt"),
        ("a b.txt", "a\n      b.txt"),
        ("é.txt", '"\\u00e9.txt"'),
        ("it's.txt", "'it''s.txt'"),
    ],
)
def test_a_source_is_found_however_its_name_is_typed(name: str, typed: str, tmp_path: Path) -> None:
    """Quoted, escaped, folded over lines: the source that a record names travels with it."""
    shutil.copytree(REAL, tmp_path / "talks")
    (tmp_path / "talks" / "source.txt").rename(tmp_path / "talks" / name)
    (tmp_path / "talks" / "other.txt").write_text("for nobody else")
    record = tmp_path / "talks" / "talks.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("path: source.txt", f"path: {typed}"), "utf-8")
    names = {Path(each).name for each in gathered(tmp_path / "talks")}
    assert names - {"signoff.yaml"} == {"talks.yaml", name}


def test_what_is_not_there_is_told_as_here(tmp_path: Path) -> None:
    """A record or a source that cannot be read is told in the words of loading it, before anything travels."""
    for path in (tmp_path / "no" / "talks.yaml", shutil.copytree(REAL, tmp_path / "talks")):
        (tmp_path / "talks" / "source.txt").unlink(missing_ok=True)
        with pytest.raises(LoadError) as here:
            load(path)
        with pytest.raises(LoadError) as gathering:
            gathered(path)
        assert gathering.value.problems == here.value.problems


def test_a_folder_of_templates_is_there_once(tmp_path: Path) -> None:
    """However many ask at once, a folder lies on a worker once, by its digest, with links that stay inside it."""
    ours, there = tmp_path / "ours", tmp_path / "there"
    (ours / "pictures").mkdir(parents=True)
    there.mkdir()
    (ours / "memo.css").write_text("h2 { margin: 0 }")
    (ours / "pictures" / "link.css").symlink_to(ours / "memo.css")
    (tmp_path / "secret.png").write_text("secret")
    (ours / "pictures" / "out.png").symlink_to(tmp_path / "secret.png")
    pack = packed(ours)
    folders: list[Path] = []
    threads = [Thread(target=lambda: folders.append(unpacked(pack.digest, pack.content, there))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(folders)) == len(list(there.iterdir())) == 1
    assert (folders[0] / "pictures" / "link.css").resolve() == (folders[0] / "memo.css").resolve()
    assert not (folders[0] / "pictures" / "out.png").resolve().is_relative_to(folders[0])
    assert b"secret" not in pack.content.replace(b"secret.png", b"")
    assert packed(ours).digest == pack.digest
    (ours / "memo.css").write_text("h2 { margin: 1pt }")
    assert packed(ours).digest != pack.digest


def test_a_folder_that_is_refused_does_not_travel(tmp_path: Path) -> None:
    """What is not for a folder of templates is told as here, and nothing is sent."""
    (tmp_path / "ours" / "sections").mkdir(parents=True)
    (tmp_path / "secret.txt").touch()
    (tmp_path / "ours" / "sections" / "a.html.j2").symlink_to(tmp_path / "secret.txt")
    for refuses in (packed, search_path):
        with pytest.raises(InputError, match="leads out of the folder of templates"):
            refuses(tmp_path / "ours")


@pytest.mark.parametrize("name", ["a/talks.yaml", "../b/talks.yaml", "c/../../d/./talks.yaml", "/e/f/talks.yaml"])
def test_paths_lead_where_they_lead_here(name: str, tmp_path: Path) -> None:
    """From where the user stands, a path leads to the file it leads to on the user's machine."""
    root = tmp_path / "root"
    root.mkdir()
    here = laid(root, "/home/desk", {name: b"found"})
    assert here == root / "home" / "desk"
    assert (here / below(root, Path(name))).read_bytes() == b"found"
    assert Path(os.path.normpath(here / below(root, Path(name)))).is_relative_to(root)


def test_no_path_leads_out_of_the_root(tmp_path: Path) -> None:
    """A path that climbs above everything is refused, and nothing is written."""
    (tmp_path / "root").mkdir()
    with pytest.raises(ReportgenError, match="Name it by its absolute path"):
        laid(tmp_path / "root", "/home", {"../../../a.yaml": b""})
    assert [each.name for each in tmp_path.iterdir()] == ["root"]


def test_names_are_told_as_the_user_knows_them() -> None:
    """Whatever is told is freed from where the files lay: in findings, paths, groups and errors."""
    finding = Finding(code="E101", entry="A-01", place=Place("/r/a/talks.yaml", 3, 4), message="See /r/a.", remedy="")
    told = told_as({"x": (finding, Path("/r/out"), 7, Level.NOTE)}, [("/r", "")])
    place, message = Place("/a/talks.yaml", 3, 4), "See /a."
    assert told["x"][0] == Finding(code="E101", entry="A-01", place=place, message=message, remedy="")
    assert told["x"][1:] == (Path("/out"), 7, Level.NOTE)
    assert told["x"][3] is Level.NOTE
    error = told_as(LoadError([Problem(Place("/r/a"), "gone")]), [("/r", "")])
    assert (str(error), error.problems[0].place.file) == ("/a: gone", "/a")


def test_machines_are_compared_by_what_memos_are_made_with() -> None:
    """What a worker lacks or has otherwise is named; what it has besides makes no difference."""
    here = made_with()
    assert {"reportgen's own files", "the shipped templates", "Python", "the library weasyprint"} <= here.keys()
    assert not {"the library pytest", "the library distributed"} & here.keys()
    assert differences(here, {**here, "the library more": "1"}) == []
    there = {**here, "the library jinja2": "1.0", "the shipped templates": "0" * 64}
    del there["the library pypdf"]
    told = differences(here, there)
    assert "the shipped templates differ" in told
    assert "the library pypdf is not there" in told
    assert any(each.startswith("the library jinja2 is 1.0, and ") for each in told)


def test_the_shipped_templates_can_travel(tmp_path: Path) -> None:
    """A copy of the shipped folder comes back as it was."""
    pack = packed(templates())
    there = unpacked(pack.digest, pack.content, tmp_path)
    files = [path.relative_to(templates()) for path in templates().rglob("*") if path.is_file()]
    assert all((there / name).read_bytes() == (templates() / name).read_bytes() for name in files)
