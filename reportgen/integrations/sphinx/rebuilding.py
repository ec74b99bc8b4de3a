"""Which pages are read again, which written again, and when nothing is written at all."""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from reportgen.errors import ReportgenError
from reportgen.integrations.sphinx.configuration import embedding, made_with
from reportgen.integrations.sphinx.domain import MadeFrom, domain_of
from reportgen.integrations.sphinx.stopping import stop
from reportgen.ledger.digests import of_file


def outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Sequence[str]:
    """The pages that a new file is part of, or a setting, and those with a file that is not what it was.

    Sphinx itself sees a file that was saved since, and not one that was put back from a copy with its old date.
    """
    domain, here = domain_of(env), embedding(app.config)
    here.records.forget()
    asking = {page: made for page, made in domain.data["made"].items() if page not in changed | removed}
    if domain.data["with"] != made_with(app):
        domain.data["with"] = made_with(app)
        return sorted({*asking, *domain.data["references"]} - removed)
    now: dict[str, str] = {}
    digests = {page: files for page, files in domain.data["digests"].items() if page not in changed | removed}
    other = {page for page, files in digests.items() if any(_digest(path, now) != files[path] for path in files)}
    return sorted(other | {page for page, made in asking.items() if not all(_as_it_was(app, each) for each in made)})


def _digest(path: str, known: dict[str, str]) -> str:
    """Of a file that many pages may be made of: taken once."""
    if path not in known:
        known[path] = of_file(path)
    return known[path]


def _as_it_was(app: Sphinx, made: MadeFrom) -> bool:
    here, document = embedding(app.config), Path(made.document)
    try:
        if here.names(made.asked, document) == made.might_be:
            return True
        return tuple(map(str, (each.absolute() for each in here.files(made.asked, document)))) == made.files
    except ReportgenError:
        return False  # told when it is read


def stop_or_rewrite(app: Sphinx, env: BuildEnvironment) -> Sequence[str]:
    """The pages whose links now lead elsewhere. Ends the build where anything is wrong."""
    domain = domain_of(env)
    domain.data["with"] = made_with(app)
    if faults := [fault for page in sorted(domain.data["faults"]) for fault in domain.data["faults"][page]]:
        stop(faults)
    leading = {name: (place.docname, place.node, place.shown) for name, place in domain.places().items()}
    before, domain.data["led"] = domain.data["led"], leading
    referring = domain.data["references"].items()
    return sorted(page for page, names in referring if any(leading.get(n) != before.get(n) for n in names))
