"""How a build ends that nothing may come of."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import NoReturn

from sphinx.cmd.build import build_main
from sphinx.errors import SphinxError
from sphinx.util import logging

from reportgen.console import plural

logger = logging.getLogger(__name__)


class TalksError(SphinxError):
    """The site cannot be built before what was told is put right."""

    category = "Talks that do not hold"


def stop(faults: Iterable[tuple[str, str]]) -> NoReturn:
    """Tell every fault once, each at the first place of the site that asked for it, and end the build.

    Raises :class:`TalksError`. The command ``sphinx-build`` would print a traceback with it, and an appeal to the
    developers of Sphinx, below which no desk finds its own mistake: that ends with exit code 1 and no more.
    """
    told: dict[str, list[str]] = {}
    for fault, place in faults:
        told.setdefault(fault, []).append(place)
    for fault, places in told.items():
        also = f" (asked for in {plural(len(places), 'place')})" if len(places) > 1 else ""
        logger.error("%s%s", fault, also, location=places[0] or None, type="talks")
    message = f"{plural(len(told), 'fault')}, each told above; no page was written."
    if any(frame.frame.f_code is build_main.__code__ for frame in inspect.stack(0)):
        logger.error(message)
        raise SystemExit(1)
    raise TalksError(message)
