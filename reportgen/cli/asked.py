"""What a build asks and what all its records share, as the ledger keeps it: for builds, and for who asks after them."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from msgspec.structs import replace

from reportgen.cli.ahead import JSON
from reportgen.cli.records import listed
from reportgen.ledger import Run, inputs
from reportgen.ledger.entry import Option
from reportgen.ledger.libraries import text_libraries
from reportgen.ledger.program import program
from reportgen.order import Order
from reportgen.writers.variants import Engine

OPTIONS = {
    "audiences": "audience",
    "formats": "format",
    "templates": "templates",
    "paper": "paper",
    "language": "language",
    "allow_findings": "allow_findings",
    "with_proposals": "with_proposals",
    "final": "final",
    "scheme": "scheme",
    "portion_marks": "portion_marks",
    "report": "no_report",
    "limits": "limits",
    "pdf_engine": "pdf_engine",
    "pdf_variant": "pdf_variant",
}
"""What is asked, by its name in an order → the option of ``reportgen build`` that tells it."""
FLAGS = ("allow_findings", "with_proposals", "final", "portion_marks", "no_report")
"""Those of the options that have no value."""
NAMING = ("records", "audience", "format", "language", "templates", "no_report")
"""Options that change which files are written: without any of them a build is that of the project."""


def asked(order: Order, record: Path) -> dict[str, Option]:
    """All that is asked of one record; not how many are made at once, and where."""
    order = replace(order, apart=False, jobs=1)
    return {"record": str(record), **{name: _plain(getattr(order, name)) for name in order.__struct_fields__}}


def named(options: Namespace) -> list[str]:
    """What the command line tells, by its names in an order."""
    told = {**vars(options), "format": set(listed(options.format)) - {JSON}}
    return [name for name, option in OPTIONS.items() if told[option]]


def asked_again(run: Run, today: Mapping[str, Option]) -> dict[str, Option]:
    """What the command of a run would ask today: what it told stays, and the rest is as the project has it now."""
    return {name: run["asked"].get(name) if name in ("record", *run["named"]) else today[name] for name in today}


def command(run: Run, out: str = "") -> str:
    """The command that does what a run did: for its record alone, where it told more than the project file does."""
    words = ["reportgen build", *([shlex.quote(str(run["asked"].get("record")))] if run["named"] else [])]
    for name in run["named"]:
        option, value = f"--{OPTIONS[name].replace('_', '-')}", run["asked"].get(name)
        match value:
            case bool():
                words.append(option)
            case list():
                words.append(f"{option} {shlex.quote(','.join(value))}")
            case str() if name != "limits":
                words.append(f"{option} {shlex.quote(value)}")
    return " ".join([*words, *([f"--out {shlex.quote(out)}"] if out else [])])


def all_share(order: Order) -> dict[str, str]:
    """What every record of a build is made of: templates, the program, libraries, by name."""
    own = order.templates
    files = inputs.of_folder(own) if own else {}
    if files is None:
        files = {f"{own}, of which nobody looks at every file,": str(monotonic())}
    texts = {f"the system library {name}": found for name, found in libraries(order).items()}
    return {**program(), **texts, **files}


def libraries(order: Order) -> dict[str, str]:
    """The system's text libraries, where the engine of the PDFs has them."""
    engine = order.pdf_engine or Engine.WEASYPRINT
    return text_libraries() if engine == Engine.WEASYPRINT else {}


def _plain(value: object) -> Option:
    """An option as the ledger keeps it."""
    match value:
        case None | bool():
            return value
        case tuple():
            return [str(each) for each in value]
        case _:
            return str(value)
