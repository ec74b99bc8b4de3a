"""The arguments of the commands that read finished memos: ``why``, ``extract``, ``verify``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.cli.command import add_command

if TYPE_CHECKING:
    from reportgen.cli.arguments import Commands, Parser


def add_why(commands: Commands[Parser]) -> Parser:
    """The command ``why``."""
    command = add_command(
        commands,
        "why",
        "say where an entry comes from",
        "Print what an entry claims, the source's words in their context, who signed it and when,\n"
        "and what rests on it.\n\n"
        "  reportgen why wang-blinken-2023-10 A-01\n"
        "  reportgen why out/wang-blinken-2023-10.desk.pdf#A-01",
    )
    command.add_argument("record", metavar="RECORD|MEMO", help="a record, or a memo followed by # and the entry's id")
    command.add_argument("entry", nargs="?", metavar="ENTRY", help="the entry's id")
    return command


def add_extract(commands: Commands[Parser]) -> None:
    """The command ``extract``."""
    command = add_command(
        commands,
        "extract",
        "take the record out of a finished memo",
        "Write the record that a PDF or DOCX memo carries: its audience's own cut, with the evidence\n"
        "behind each entry and the words that the memo printed, as JSON.\n\n"
        "  reportgen extract out/wang-blinken-2023-10.desk.pdf --out desk.json",
    )
    command.add_argument("memo", metavar="MEMO", help="a PDF or DOCX file that reportgen made")
    command.add_argument("--out", metavar="FILE", help="where to write it (default: the terminal)")


def add_verify(commands: Commands[Parser]) -> Parser:
    """The command ``verify``."""
    command = add_command(
        commands,
        "verify",
        "say whether a finished memo still says what the record says",
        "Compare the words of a PDF or DOCX memo with the record it carries, and that with the record\n"
        "on disk: unchanged, edited (what, and where), or from another version of the record.\n"
        "It finds what was changed by hand or by mistake; it is no proof against forgery.\n\n"
        "  reportgen verify out/wang-blinken-2023-10.desk.docx",
    )
    add = command.add_argument
    add("memos", nargs="+", metavar="MEMO", help="PDF or DOCX files that reportgen made")
    add("--record", metavar="RECORD", help="the record to compare with (default: the one here with the memo's id)")
    add("--templates", metavar="DIR", help="the templates it was made with, if not the shipped ones")
    return command
