"""Names given as options that name nothing: wrong usage, told before any work is begun."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import did_you_mean

OPTIONS = ("project", "templates", "audience", "language", "scheme")


def refuse_unknown(options: Namespace) -> None:
    """Raises ``SystemExit(2)`` when an option names a file, a folder or a word that there is not."""
    if not any(getattr(options, name, None) for name in OPTIONS):
        return
    told = next(_unknown(options), "")
    if told:
        print(f"reportgen {options.command}: {told}".rstrip(), file=sys.stderr)
        raise SystemExit(2)


def _unknown(options: Namespace) -> Iterator[str]:
    given = {name: getattr(options, name, None) for name in OPTIONS}
    if given["project"] and not Path(given["project"]).is_file():
        yield f"--project: there is no file {given['project']}."
    if given["templates"] and getattr(options, "verb", "") != "new" and not Path(given["templates"]).is_dir():
        yield f"--templates: there is no folder {given['templates']}."
    if any(given[name] for name in ("audience", "language", "scheme")):
        yield from _words(options, given)


def _words(options: Namespace, given: dict[str, object]) -> Iterator[str]:
    from reportgen.audience import audience_names, misnamed_audiences
    from reportgen.cli.records import listed
    from reportgen.project import load_project
    from reportgen.schemes import load_schemes
    from reportgen.shipped import search_path

    own = Path(options.templates) if options.templates else load_project(options.project).templates()
    folders = search_path(own)
    audience, language, scheme = (given[name] for name in ("audience", "language", "scheme"))
    names = audience_names(folders)
    readable = {*names, *(path.stem for path in misnamed_audiences(folders))}  # one of these is told with its file
    for name in listed([audience] if isinstance(audience, str) else audience):  # type: ignore[arg-type]
        if name not in readable:
            yield f'--audience: there is no audience "{name}". {did_you_mean(name, names)}'
    languages = {"en", *(path.stem for folder in folders for path in (folder / "labels").glob("*.po"))}
    if language and not {str(language), str(language).partition("-")[0]} & languages:
        yield f'--language: there are no labels for "{language}". {did_you_mean(str(language), languages)}'
    if scheme and scheme not in (known := load_schemes(folders)):
        yield f'--scheme: there is no marking scheme "{scheme}". {did_you_mean(str(scheme), known)}'
