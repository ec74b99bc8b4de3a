"""The arguments of the commands that draft a record: ``new``, ``propose``, ``accept``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.cli.command import add_command
from reportgen.cli.values import number

if TYPE_CHECKING:
    from reportgen.cli.arguments import Commands, Parser


def add_new(commands: Commands[Parser]) -> Parser:
    """The command ``new``."""
    command = add_command(
        commands,
        "new",
        "begin a record from a report of talks",
        "Read a report of talks (.txt, .md, .html, .pdf, .docx, or - for standard input) and write a\n"
        "folder with it and a talks.yaml that is numbered, cited and half filled. Every proposal is marked\n"
        '"status: proposed"; no memo prints it before a person accepted it. Nothing is overwritten.\n\n'
        "Several sources, or a folder of them, make a record each; with --id they make one record.\n\n"
        "  reportgen new readout.pdf\n"
        "  reportgen new ours.html theirs.html --id cn-us-2023-10\n"
        "  reportgen new readouts/ --into seeds",
    )
    add = command.add_argument
    add("sources", nargs="+", metavar="SOURCE", help="a document, a folder of documents, or - for standard input")
    add("--id", default="", metavar="ID", help="the id of the record: all sources go into this one")
    add("--into", default="", metavar="DIR", help="the folder of records (default: seeds)")
    _add_drafter(command)
    add("--jobs", type=number, metavar="N", help="begin so many records at once (default: one for each processor)")
    add("--quiet", action="store_true", help="say nothing but what went wrong")
    return command


def add_propose(commands: Commands[Parser]) -> Parser:
    """The command ``propose``."""
    command = add_command(
        commands,
        "propose",
        "read the sources of a record again, and add proposals that are new",
        "Read the sources again by the parties, participants and issues that were accepted, and add what\n"
        "is new as proposals; empty fields of open proposals are filled in. Nothing a person wrote, ordered\n"
        "or commented is changed.\n\n"
        "  reportgen propose cn-us-2023-10",
    )
    command.add_argument("record", metavar="RECORD", help="a talks.yaml, its folder, or a talks id under seeds/")
    _add_drafter(command)
    return command


def add_accept(commands: Commands[Parser]) -> Parser:
    """The command ``accept``."""
    command = add_command(
        commands,
        "accept",
        "make proposals entries of the record",
        'Take "status: proposed" off entries; from then on they count. Without names each open proposal is\n'
        "shown beside its evidence, and you are asked. Deleting the line in an editor does the same.\n\n"
        "  reportgen accept cn-us-2023-10 parties participants M-01\n"
        "  reportgen accept cn-us-2023-10 A-01 A-02 --issue I-01",
    )
    add = command.add_argument
    add("record", metavar="RECORD", help="a talks.yaml, its folder, or a talks id under seeds/")
    add("entries", nargs="*", metavar="ENTRY", help="ids of proposals, or a list of them: parties, positions, …")
    add("--all", action="store_true", help="every proposal that lacks nothing")
    add("--issue", default="", metavar="ID", help="the issue of those that have none yet")
    return command


def _add_drafter(command: Parser) -> None:
    command.add_argument("--drafter", metavar="NAME", help="what proposes: cues, or another that is installed")
    command.add_argument("--templates", metavar="DIR", help="look for drafting/<language>.yaml here first")
