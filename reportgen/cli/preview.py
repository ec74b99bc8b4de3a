"""``reportgen preview``: a memo in the browser, made again on every save."""

from __future__ import annotations

import webbrowser
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from reportgen.audience import audience_names, load_audience
from reportgen.cli.records import project_of, record_paths
from reportgen.errors import ReportgenError
from reportgen.project import Project
from reportgen.recordfile import record_path
from reportgen.shipped import search_path
from reportgen.writers.variants import Printing

LIBRARIES = ("starlette", "uvicorn")
DEFAULT = "desk"


def preview(options: Namespace) -> int:
    """Serve one record's memo until Ctrl-C."""
    if not all(find_spec(name) for name in LIBRARIES):
        raise ReportgenError('The preview needs two more libraries: pip install "reportgen[preview]"')
    from reportgen.preview.render import Asked
    from reportgen.preview.server import serve

    project = project_of(options)
    path = _record(options.record, project)
    own = options.templates or project.templates()
    folders = search_path(Path(own) if own else None)
    names = audience_names(folders)
    audience = options.audience or (DEFAULT if DEFAULT in names else names[0])
    load_audience(folders, audience)
    printing = Printing.named(options.pdf_engine or project.pdf_engine, options.pdf_variant or project.pdf_variant)
    asked = Asked(str(path), audience, str(own or ""), options.paper or project.paper or "", printing)

    def ready(address: str) -> None:
        print(f"{path} for {audience}: {address}", flush=True)
        print("It follows every save. Ctrl-C ends it.", flush=True)
        if not options.no_browser:
            webbrowser.open(address)

    serve(asked, names, port=options.port, editor=options.editor, ready=ready)
    return 0


def _record(given: str | None, project: Project) -> Path:
    paths = record_paths([given] if given else [], project)
    if len(paths) > 1:
        names = ", ".join(path.parent.name for path in paths)
        raise ReportgenError(f"There are several records: {names}. Name one: reportgen preview {paths[0].parent.name}")
    path = record_path(paths[0])
    if not path.is_file():
        raise ReportgenError(f"{path}: there is no such record.")
    return path
