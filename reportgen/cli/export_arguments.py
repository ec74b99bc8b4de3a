"""The arguments of ``export``. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reportgen.cli.command import add_command

if TYPE_CHECKING:
    from reportgen.cli.arguments import Commands, Parser


def add_export(commands: Commands[Parser], with_records: Callable[[Parser], None]) -> None:
    """The command; ``with_records`` adds the records it is for."""
    command = add_command(
        commands,
        "export",
        "write agreements, positions and next steps as tables and a calendar",
        "Check the records and write agreements.csv, positions.csv and next_steps.csv, all records\n"
        "together, the same rows as export.json, and next_steps.ics with the steps that have a day.\n\n"
        "Without --audience they hold what may be published, and no more: a table has no marking on\n"
        "its pages. A record that is itself above the audience's ceiling is left out, and named.\n"
        "An error finding in any record stops all of it.\n\n"
        "  reportgen export                                  what may be published of every record\n"
        "  reportgen export wang-blinken-2023-10 --audience desk --format csv --out out/desk",
    )
    with_records(command)
    add = command.add_argument
    add("--audience", metavar="NAME", help="what this reader may know (default: what may be published)")
    add("--format", action="append", metavar="FMT[,FMT]", help="only these of csv, json, ics (default: all)")
    add("--out", metavar="DIR", help="write into this folder (default: out)")
    add("--templates", metavar="DIR", help="look for audiences, labels and cues here first")
    add("--allow-findings", action="store_true", help="export despite error findings")
    add("--quiet", action="store_true", help="say nothing but what went wrong")
