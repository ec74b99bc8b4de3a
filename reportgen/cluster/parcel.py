"""What a record travels as: the bytes of the files it is made of, by the names they have here.

Only files that the record names travel, never its folder: that may hold other records, or what is for nobody else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.order import Order
from reportgen.recordfile import SIGNOFF_FILE, record_path
from reportgen.sources.document import LARGEST

Files = dict[str, bytes]
"""Contents by name: as the user named the record, from the folder the user stands in, or from the root."""

KEY = re.compile(r"""(?<![\w-])["']?(?:path|original)["']?\s*:""")
"""Whatever may be the key ``path`` or ``original`` in YAML."""
PLAIN = re.compile(
    r"""
    (?:^|[\s{,-]) (?:path|original):[ \t]+
    (?: "(?P<double>[^"\\\r\n]+)" | '(?P<single>[^'\r\n]+)' | (?P<bare>[^\s"'|>&*!%@`{}\[\],\#][^\r\n{}\[\],\#"':]*?) )
    (?= [ \t]*[,}] | \s*\Z | [ \t]+\# | \s*\n\s*(?: [\w"'-]+[ \t]*: | -[ \t] | \# | [}\]] ) )
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Either key and its value as nearly everybody writes them: on one line, without escapes."""


class Parcel(Struct, frozen=True, kw_only=True):
    """A record on its way, and what is to be done with it: ``call(path, order)``, standing in ``stands``.

    ``templates`` is the digest of the folder of templates and ``home`` where that folder lies here; ``program`` says
    what memos are made with here (:mod:`.program`), and ``session`` which build this is.
    """

    call: Callable[[Path, Order], Any]
    path: Path
    order: Order
    files: Files
    stands: str
    templates: str
    home: str
    program: Mapping[str, str]
    session: str


def gathered(path: Path) -> Files:
    """The files of the record at ``path``: its own, the source documents it names, and its sign-off.

    The names are read off the text, which takes a hundredth of the time of loading it; a record is loaded only where
    its names are written in an unusual way, or a file is not there. Raises what loading it here raises then.
    """
    file = record_path(path)
    try:
        files = {str(file): _content(file)}
        for name in _named(files[str(file)]):
            files[str(file.parent / name)] = _content(file.parent / name)
        signoff = file.parent / SIGNOFF_FILE
        if os.path.lexists(signoff):
            files[str(signoff)] = _content(signoff)
        return files
    except (OSError, ValueError):
        return _loaded(path)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise FileNotFoundError
    if path.stat().st_size > LARGEST:
        raise ValueError
    return path.read_bytes()


def _named(content: bytes) -> list[str]:
    """The source documents that a record names below its folder, and what they were made from.

    Raises ``ValueError`` where that is not plain.
    """
    text = content.decode("utf-8")
    found = [next(filter(None, each.groups())).strip() for each in PLAIN.finditer(text)]
    if len(found) != len(KEY.findall(text)):
        raise ValueError
    return [name for name in found if not Path(name).is_absolute() and ".." not in Path(name).parts]


def _loaded(path: Path) -> Files:
    from reportgen.loading import load
    from reportgen.signoff import load_signoff

    record = load(path)
    load_signoff(record)
    paths = [
        Path(record.file.name),
        *(Path(each.name) for each in record.documents.values()),
        *record.originals.values(),
    ]
    signoff = record.folder / SIGNOFF_FILE
    return {str(each): each.read_bytes() for each in (*paths, *([signoff] if signoff.exists() else []))}
