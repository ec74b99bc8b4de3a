"""One command of the command line, with help that keeps its lines. Imports nothing heavy."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.cli.arguments import Commands, Parser


def add_command(commands: Commands[Parser], name: str, summary: str, text: str) -> Parser:
    """The parser of a new command: ``summary`` stands in the list of commands, ``text`` opens its own help."""
    return commands.add_parser(
        name, help=summary, description=text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
