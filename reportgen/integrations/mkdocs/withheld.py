"""What of a record must not get onto a site with its pages: MkDocs copies whatever lies in its folder of documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.structure.files import File, Files

from reportgen.errors import ReportgenError
from reportgen.loading import load
from reportgen.recordfile import RECORD_FILE, SIGNOFF_FILE


def withhold(files: Files) -> list[str]:
    """Take records, their sign-offs and their sources out of the files of a site; their names, as the site has them.

    An audience sees its cut of a record, and the whole of it would lie beside that.
    """
    kept_back = {path for file in list(files) if _is_record(file) for path in _of(Path(str(file.abs_src_path)), files)}
    gone = [file for file in list(files) if file.abs_src_path and Path(file.abs_src_path).resolve() in kept_back]
    for file in gone:
        files.remove(file)
    return [file.src_uri for file in gone]


def _is_record(file: File) -> bool:
    return bool(file.abs_src_path) and Path(file.src_uri).name == RECORD_FILE


def _of(path: Path, files: Files) -> Iterator[Path]:
    """The files of a record. Of one that cannot be read, all that lies beside it and is no page."""
    yield path.resolve()
    yield (path.parent / SIGNOFF_FILE).resolve()
    try:
        record = load(path)
    except ReportgenError:
        others = (file for file in files if file.abs_src_path and not file.is_documentation_page())
        beside = (Path(str(file.abs_src_path)) for file in others)
        yield from (each.resolve() for each in beside if each.parent == path.parent)
        return
    yield from ((path.parent / source.path).resolve() for source in record.talks.sources)
    yield from (original.resolve() for original in record.originals.values())
