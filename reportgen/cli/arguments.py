"""The command line as it is written: commands, options, and help that teaches. Imports nothing heavy."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from reportgen import __version__
from reportgen.cli.audience_arguments import add_audience
from reportgen.cli.command import add_command
from reportgen.cli.drafting_arguments import add_accept, add_new, add_propose
from reportgen.cli.export_arguments import add_export
from reportgen.cli.finished_arguments import add_extract, add_verify, add_why
from reportgen.cli.values import day, limits, name, number, per_cent, port
from reportgen.errors import did_you_mean
from reportgen.writers import FORMATS


class Parser(argparse.ArgumentParser):
    """Errors that say what was meant, and where help is."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the usage and stop with exit code 2."""
        if "invalid choice: " in message:
            word, _, rest = message.partition("invalid choice: ")[2].partition(" (choose from ")
            choices = rest.rstrip(")").replace("'", "").split(", ")
            message = f"there is no {word}. {did_you_mean(word.strip(chr(39)), choices)}"
        print(f"{self.prog}: {message}\nTry: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


Commands = argparse._SubParsersAction


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line, read. Entries of ``sign`` and ``accept`` may stand before and after its options.

    Raises ``SystemExit(2)`` for wrong usage.
    """
    words = sys.argv[1:] if arguments is None else arguments
    root = parser(words[0] if words else "")
    options, left = root.parse_known_args(arguments)
    if left and (options.command not in ("sign", "accept") or any(word.startswith("-") for word in left)):
        root.error(f"these are not known here: {' '.join(left)}")
    if left:
        options.entries += left
    return options


def parser(asked: str = "") -> Parser:
    """The command line; ``command`` in its result names the command that was asked for.

    With the name of a command it knows that one alone, which takes a third of the time; else every one.
    """
    root = Parser(
        prog="reportgen",
        description="From a report of talks to a briefing memo that can be trusted.",
        epilog="A first minute:\n"
        "  reportgen check seeds/wang-blinken-2023-10\n"
        "  reportgen build seeds/wang-blinken-2023-10\n"
        "  ls out/\n\n"
        "Exit codes: 0 done, 1 the input needs work, 2 wrong usage.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"reportgen {__version__}")
    commands = root.add_subparsers(metavar="COMMAND", dest="command", required=True, parser_class=Parser)
    for add in [COMMANDS[asked]] if asked in COMMANDS else COMMANDS.values():
        add(commands)
    return root


def _add_build(commands: Commands[Parser]) -> None:
    command = add_command(
        commands,
        "build",
        "write the memos of records",
        "Check each record and write its memos: out/<talks-id>.<audience>.<format>.\n\n"
        "An error finding stops the record: nothing is written for it. See what it is with\n"
        "reportgen check; --allow-findings builds all the same, with DRAFT on every page.\n\n"
        "A memo is made again only when something it is made of changed: contents count,\n"
        "never dates. What was made of what is kept in out/.reportgen.json, which may be\n"
        "deleted at any time.\n\n"
        "What is not said here comes from the project file, reportgen.toml or [tool.reportgen]\n"
        "in pyproject.toml: the first from this folder upwards.\n\n"
        "  reportgen build                                   every record under seeds/\n"
        "  reportgen build seeds/wang-blinken-2023-10 --audience principal --format pdf",
    )
    _add_records(command)
    formats = ", ".join(FORMATS)
    add = command.add_argument
    add("--audience", action="append", metavar="NAME[,NAME]", help="for these readers only (default: all)")
    add(
        "--format",
        action="append",
        metavar="FMT[,FMT]",
        help=f"only these of {formats} (default: all); json tells programs",
    )
    add("--out", metavar="DIR", help="write into this folder (default: out)")
    add("--templates", metavar="DIR", help="look for templates, audiences and style.yaml here first")
    add("--paper", choices=("a4", "letter"), help="sheet size (default: that of style.yaml)")
    add("--scheme", metavar="NAME", help="marking scheme where a record names none: tlp, uk, us, plain (default: tlp)")
    add("--portion-marks", action="store_true", help="begin each paragraph with its own marking")
    add(
        "--language",
        metavar="LANG",
        help="of headings, days and fixed words: en, fr, es, ru, zh, ar (default: the record's)",
    )
    _add_printing(command)
    add("--no-report", action="store_true", help="leave out the build report, out/<talks-id>.report.html and .json")
    told = "print what is only proposed too, marked, with DRAFT on every page"
    add("--with-proposals", action="store_true", help=told)
    add("--allow-findings", action="store_true", help="build despite error findings, DRAFT on every page")
    add("--final", action="store_true", help="refuse unless every error is gone and every entry is signed")
    _add_course(command)


def _add_course(command: Parser) -> None:
    """How a build goes on, whatever it makes."""
    add = command.add_argument
    add("--jobs", type=number, metavar="N", help="make so many memos at once (default: one for each processor)")
    told = "have records made by the Dask cluster whose scheduler is there: tcp://10.0.0.5:8786"
    add("--scheduler", metavar="ADDRESS", help=told)
    told = "what making one memo may take (default: seconds=40,megabytes=1500; processor=N too)"
    add("--limits", type=limits, metavar="LIMITS", help=told)
    add("--quiet", action="store_true", help="say nothing but what went wrong")
    add("--timings", action="store_true", help="name the memos that took longest")
    add("--explain", action="store_true", help="say of each record what changed since the last build")
    add("--no-cache", action="store_true", help="make every memo anew, whether anything changed or not")
    told = "write what each memo was made of into FILE, for make and Ninja, as gcc -MD -MP does"
    add("--depfile", metavar="FILE", help=told)
    add("--prune", action="store_true", help="remove memos whose record or audience is gone, if they are as written")


def _add_check(commands: Commands[Parser]) -> None:
    command = add_command(
        commands,
        "check",
        "say what in a record is not borne out by its sources",
        "Check records against their sources, word for word, and print every finding with its\n"
        "place, what is wrong, and what would put it right. Writes nothing.\n\n"
        "  reportgen check seeds/wang-blinken-2023-10\n"
        "  reportgen check --explain E104            what a check guards against\n"
        "  reportgen check --coverage                each sentence, and what rests on it\n"
        "  reportgen check --outputs                 are the memos in out/ up to date, and what changed?",
    )
    _add_records(command)
    add = command.add_argument
    add("--explain", metavar="CODE", help="explain a check by its code or name (all: every one), and stop")
    add("--coverage", action="store_true", help="print every sentence of the sources with the entries that rest on it")
    add(
        "--fail-under",
        type=per_cent,
        default=0,
        metavar="N",
        help="fail when fewer than N per cent of sentences are covered",
    )
    add(
        "--format", choices=("text", "json", "github", "sarif"), default="text", help="for people or for other programs"
    )
    add("--templates", metavar="DIR", help="look for cues/<language>.yaml here first")
    told = "say instead whether memos are up to date, and which input changed; builds nothing"
    add("--outputs", action="store_true", help=told)
    add("--out", metavar="DIR", help="with --outputs: the folder of the memos (default: out)")
    add("--watch", action="store_true", help="check again whenever a file of the record is saved, until Ctrl-C")
    add("--no-cache", action="store_true", help="neither use nor keep what was found the last time")


def _add_sign(commands: Commands[Parser]) -> None:
    command = add_command(
        commands,
        "sign",
        "put a name to entries that were checked by hand",
        "Show each entry beside its evidence and ask; keep who signed what, and when, in\n"
        "signoff.yaml beside the record. An entry that changes afterwards is stale. This is a\n"
        "record of who checked, not a legal signature.\n\n"
        '  reportgen sign wang-blinken-2023-10 --by "reportgen desk" A-01 A-02',
    )
    add = command.add_argument
    add("record", metavar="RECORD", help="a talks.yaml, its folder, or a talks id under seeds/")
    add("entries", nargs="*", metavar="ENTRY", help="ids of the entries to sign")
    add("--by", required=True, type=name, metavar="NAME", help="who signs")
    add("--all", action="store_true", help="all entries that are not signed as they stand")
    add("--yes", action="store_true", help="do not ask (for scripts)")
    add("--replace", action="store_true", help="with --yes, in place of what another signed as it stands too")
    add("--date", type=day, metavar="DAY", help="the day, as 2023-11-01 (default: today)")
    _add_project(command)


def _add_status(commands: Commands[Parser]) -> None:
    command = add_command(
        commands,
        "status",
        "say which entries are signed, stale or unsigned",
        "Count, for each record, the entries that are signed as they stand, changed since they\n"
        "were signed (stale), or unsigned, and name the last two.\n\n"
        "  reportgen status",
    )
    _add_records(command)


def _add_preview(commands: Commands[Parser]) -> None:
    from reportgen.preview.editors import EDITORS

    command = add_command(
        commands,
        "preview",
        "show a memo in the browser, made again on every save",
        "Serve a memo to the browser of this machine, and make it again whenever its record, a source,\n"
        "a template or the style is saved. Beside it stand the findings with their places, the\n"
        'length of the PDF and the sign-off. Needs pip install "reportgen[preview]".\n\n'
        "  reportgen preview wang-blinken-2023-10 --audience principal",
    )
    add = command.add_argument
    add("record", nargs="?", metavar="RECORD", help="a talks.yaml, its folder, or a talks id under seeds/")
    add("--audience", metavar="NAME", help="the reader to begin with (default: desk)")
    add("--templates", metavar="DIR", help="look for templates, audiences and style.yaml here first")
    add("--paper", choices=("a4", "letter"), help="sheet size (default: that of style.yaml)")
    _add_printing(command)
    add("--port", type=port, metavar="N", help="the port to listen on (default: a free one)")
    add(
        "--editor",
        choices=tuple(EDITORS),
        default="vscode",
        help="what a click on a place opens (default: vscode)",
    )
    add("--no-browser", action="store_true", help="print the address, and open no browser")
    _add_project(command)


def _add_printing(command: Parser) -> None:
    from reportgen.writers.variants import Engine, Variant

    engine = "what lays out PDFs: weasyprint, or typst, which needs no system library (default: weasyprint)"
    command.add_argument("--pdf-engine", choices=tuple(Engine), help=engine)
    variant = "what PDFs conform to; a-4f with typst alone (default: a-3a+ua-1)"
    command.add_argument("--pdf-variant", choices=tuple(Variant), help=variant)


def _add_records(command: Parser) -> None:
    told = "a talks.yaml, its folder, a folder of these, or a talks id under seeds/ (default: every record there)"
    command.add_argument("records", nargs="*", metavar="RECORD", help=told)
    _add_project(command)


def _add_project(command: Parser) -> None:
    command.add_argument("--project", metavar="FILE", help="use this project file (default: reportgen.toml, if any)")


def _add_schema(commands: Commands[Parser]) -> None:
    command = add_command(
        commands,
        "schema",
        "write the JSON Schema of a record, for editors",
        "Write the JSON Schema of talks.yaml, or of reportgen.toml. An editor that knows YAML schemas completes and\n"
        "explains fields when the record begins with:\n"
        "  # yaml-language-server: $schema=../talks.schema.json\n\n"
        "  reportgen schema seeds/talks.schema.json\n"
        "  reportgen schema --of project reportgen.schema.json",
    )
    add = command.add_argument
    add("path", nargs="?", metavar="FILE", help="where to write it (default: the terminal)")
    add("--of", choices=("record", "project"), default="record", help="of a record, or of reportgen.toml")


def _add_doctor(commands: Commands[Parser]) -> None:
    add_command(
        commands,
        "doctor",
        "list versions, system libraries and fonts, and what is missing",
        "Look at this machine: Python and library versions, the system libraries PDF needs, the\n"
        "fonts memos are set in and their scripts, and say what is missing and how to get it.",
    )


def _with_project(add: Callable[[Commands[Parser]], Parser]) -> Callable[[Commands[Parser]], None]:
    """A command of another module, with the option that most have."""
    return lambda commands: _add_project(add(commands))


COMMANDS: Mapping[str, Callable[[Commands[Parser]], object]] = {
    "new": _with_project(add_new),
    "propose": _with_project(add_propose),
    "accept": _with_project(add_accept),
    "build": _add_build,
    "export": lambda commands: add_export(commands, _add_records),
    "check": _add_check,
    "sign": _add_sign,
    "status": _add_status,
    "why": _with_project(add_why),
    "extract": add_extract,
    "verify": _with_project(add_verify),
    "preview": _add_preview,
    "audience": add_audience,
    "schema": _add_schema,
    "doctor": _add_doctor,
}
"""What adds each command, in the order in which help lists them."""
