"""The arguments of ``reportgen audience``. Imports nothing heavy."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reportgen.cli.values import limits

if TYPE_CHECKING:
    from reportgen.cli.arguments import Commands, Parser

Verbs = argparse._SubParsersAction
_AS_IS = argparse.RawDescriptionHelpFormatter


def add_audience(commands: Commands[Parser]) -> None:
    """The command and the verbs under it."""
    text = (
        "Look at the readers memos are made for, and make a reader of your own without touching Python.\n\n"
        "  reportgen audience list\n"
        "  reportgen audience show principal\n"
        "  reportgen audience new press --from principal --templates my-templates\n"
        "  reportgen audience check press --templates my-templates"
    )
    command = commands.add_parser(
        "audience", help="list, show, begin and check audiences", description=text, formatter_class=_AS_IS
    )
    verbs = command.add_subparsers(metavar="VERB", dest="verb", required=True, parser_class=type(command))
    listing = _verb(verbs, "list", "every audience: for whom, up to which handling, how long, where its file lies")
    _add_format(listing, "text", "json")
    show = _verb(verbs, "show", "what one audience gets: sections and their files, limits, what it never prints")
    show.add_argument("name", metavar="NAME", help="the audience")
    _add_format(show, "text", "json")
    _add_limits(show)
    _add_new(verbs)
    check = _verb(verbs, "check", "whether templates, style and labels hold, without a record")
    check.add_argument("name", nargs="?", metavar="NAME", help="the audience (default: every one)")
    check.add_argument("--never-printed", action="store_true", help="list what of its view an audience never prints")
    _add_format(check, "text", "json", "github", "sarif")
    _add_limits(check)


def _add_new(verbs: Verbs[Parser]) -> None:
    new = _verb(verbs, "new", "begin an audience: only the files that differ, each line explained")
    add = new.add_argument
    add("name", metavar="NAME", help="lower-case letters, digits and hyphens: it becomes part of file names")
    add("--from", dest="source", required=True, metavar="NAME", help="the audience to begin with")
    add(
        "--section",
        action="append",
        metavar="NAME",
        help="copy this section's template too, to be changed (may be repeated)",
    )
    add("--css", action="store_true", help="copy memo.css too, to be changed: it takes the place of the shipped one")
    add("--style", action="store_true", help="put a style.yaml beside it, every key in it a comment")


def _verb(verbs: Verbs[Parser], name: str, summary: str) -> Parser:
    told = f"{summary[:1].upper()}{summary[1:]}."
    verb = verbs.add_parser(name, help=summary, description=told, formatter_class=_AS_IS)
    where = "the folder of your own templates" + (" (default: my-templates)" if name == "new" else "")
    verb.add_argument("--templates", metavar="DIR", help=where)
    verb.add_argument("--project", metavar="FILE", help="use this project file (default: reportgen.toml, if any)")
    return verb


def _add_limits(verb: Parser) -> None:
    told = "of one step with your own templates (default: seconds=40,megabytes=1500)"
    verb.add_argument("--limits", type=limits, metavar="LIMITS", help=told)


def _add_format(verb: Parser, *formats: str) -> None:
    verb.add_argument("--format", choices=formats, default="text", help="for people or for other programs")
