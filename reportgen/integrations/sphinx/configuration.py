"""What ``conf.py`` says → what the site shows of its records; or a clear error about a setting."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.config import Config

from reportgen.audience import load_audience
from reportgen.errors import ReportgenError
from reportgen.integrations.embedding import Embedding
from reportgen.integrations.faults import told
from reportgen.integrations.records import EVERYWHERE, Records
from reportgen.integrations.sphinx.stopping import stop
from reportgen.labels import load_labels
from reportgen.schemes import load_scheme
from reportgen.shipped import search_path
from reportgen.version import VERSION

SETTINGS: dict[str, tuple[Any, tuple[type, ...], str]] = {
    "reportgen_records": ([EVERYWHERE], (list, tuple), "where the records are that roles and talks ids mean"),
    "reportgen_audience": ("desk", (str,), "the audience where a directive names none, and of every role"),
    "reportgen_language": (None, (str, type(None)), "the language of headings and fixed words"),
    "reportgen_templates": (None, (str, type(None)), "a folder of templates that is searched before the shipped one"),
    "reportgen_scheme": (None, (str, type(None)), "the marking scheme of records that name none"),
}
"""Every setting, with its default, what it may be, and what it says. Paths are seen from ``conf.py``."""

_SITES: WeakKeyDictionary[Config, Embedding] = WeakKeyDictionary()


def embedding(config: Config) -> Embedding:
    """What the site of this configuration shows of its records."""
    return _SITES[config]


def made_with(app: Sphinx) -> tuple[object, ...]:
    """What decides, besides files, how all is shown: when it has changed, every page with talks is read again."""
    return (VERSION, *(app.config[name] for name in SETTINGS), app.config.language)


def settled(app: Sphinx, config: Config) -> None:
    """Take in the settings; the build ends where one names what is not there."""
    name, own = "reportgen_templates", config.reportgen_templates
    templates = Path(app.confdir) / own if own is not None else None
    try:
        folders = search_path(templates)
        name = "reportgen_audience"
        load_audience(folders, config.reportgen_audience)
        name = "reportgen_scheme"
        if config.reportgen_scheme is not None:
            load_scheme(folders, config.reportgen_scheme)
        name = "reportgen_language"
        if config.reportgen_language is not None:
            load_labels(folders, config.reportgen_language)
        name = "reportgen_records"
        output = {Path(app.outdir), Path(app.outdir).parent, Path(app.doctreedir)} - {Path(app.confdir)}
        records = Records(Path(app.confdir), config.reportgen_records, output.__contains__)
        records.files()
    except ReportgenError as error:
        stop((f"{name}: {fault}", _place(Path(app.confdir) / "conf.py", name)) for fault in told(error))
    _SITES[config] = Embedding(
        records,
        audience=config.reportgen_audience,
        templates=templates,
        language=config.reportgen_language,
        scheme=config.reportgen_scheme,
    )


def _place(file: Path, name: str) -> str:
    """File and line of a setting; nothing where the command line or another file has set it."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    found = [number for number, line in enumerate(lines, start=1) if line.startswith(name)]
    return f"{file}:{found[-1]}" if found else ""
