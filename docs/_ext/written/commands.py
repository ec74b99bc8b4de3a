"""Every command and option, from the command line's own help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from reportgen.cli.arguments import parser
from written.words import escaped, slug

SUB, HELP = argparse._SubParsersAction, argparse._HelpAction
WIDTH = 100


def commands() -> str:
    """The whole command line as Markdown: of each command its usage, what it is for, its arguments and options."""
    return "\n".join(_command(each, summary) for each, summary in _every(parser()))


def _every(root: argparse.ArgumentParser) -> Iterator[tuple[argparse.ArgumentParser, str]]:
    """Each command with its line in the list of commands; one with verbs before its verbs."""
    for action in root._actions:
        if isinstance(action, SUB):
            told = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                yield command, told[name]
                yield from _every(command)


def _command(command: argparse.ArgumentParser, summary: str) -> str:
    level = "#" * len(command.prog.split())
    usage = re.sub(r"^usage: ", "", _formatted(command))
    return (
        f"({slug(command.prog)})=\n{level} `{command.prog}`\n\n{_sentence(summary)}\n\n```text\n{usage}```\n\n"
        f"{_description(command.description or '')}\n\n```{{program}} {command.prog}\n```\n\n"
        + "\n".join(_option(action) for action in command._actions if not isinstance(action, SUB | HELP))
    )


def _formatted(command: argparse.ArgumentParser) -> str:
    """The usage, at a width of its own, whatever the terminal's."""
    formatter = argparse.HelpFormatter(command.prog, width=WIDTH)
    formatter.add_usage(command.usage, command._actions, command._mutually_exclusive_groups)
    return formatter.format_help().rstrip() + "\n"


def _sentence(text: str) -> str:
    return escaped(f"{text[:1].upper()}{text[1:]}.")


def _description(text: str) -> str:
    """Paragraphs as they are; lines that are set in are commands to type."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = paragraph.splitlines()
        while lines and not lines[0].startswith("  "):
            parts.append(escaped(lines.pop(0)))
        if lines:
            parts += ["", "```sh", *(line[2:] for line in lines), "```"]
        parts.append("")
    return "\n".join(parts).strip()


def _option(action: argparse.Action) -> str:
    """One argument or option, under a name that can be linked to."""
    value = action.metavar or (
        "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()
    )
    named = ", ".join(f"{each} {value}" if action.nargs != 0 else each for each in action.option_strings) or str(value)
    told = (action.help or "").replace("%%", "%")
    return f"```{{option}} {named}\n\n{_sentence(told)}\n```\n"
