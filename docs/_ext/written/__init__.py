"""Pages that the program writes of itself, while the site is built.

A page holds a fenced block ``{written} NAME``, with a sentence for those who read the file and not the site. When
Sphinx reads the page, the block is replaced by Markdown made from the program as it is at that moment: from its models,
its command line, its checks, or a file of the project. So nothing of it is committed, and nothing of it can drift.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from reportgen.audience import Audience
from reportgen.model.talks import Talks
from reportgen.settings import Settings
from written.commands import commands
from written.files import file_of_the_project, inwards
from written.forms import fields

BLOCK = re.compile(r"^```\{written\} (.+)\n(?:.*\n)*?```$", re.MULTILINE)
NAMED = re.compile(r"^```(\w+) +(\S*[./]\S*)\n", re.MULTILINE)
"""A block with the name of the file that it is."""
ROOT = Path(__file__).parents[3]

PARTS: dict[str, Callable[[], str]] = {
    "record": lambda: fields(Talks, "record"),
    "project file": lambda: fields(Settings, "settings", 3),
    "audience file": lambda: fields(Audience, "audience", 3, frozenset({"name"})),
    "commands": commands,
}
"""What a block may ask for; a file of the project besides."""


def written(name: str) -> str:
    """The Markdown of a part. Raises ``ExtensionError`` for one that there is not."""
    if name in PARTS:
        return PARTS[name]()
    if (ROOT / name).is_file():
        return file_of_the_project(ROOT, name)
    raise ExtensionError(f'There is nothing called "{name}" to write; there are: {", ".join(PARTS)}, and files.')


def _fill_in(_: Sphinx, page: str, source: list[str]) -> None:
    """Put in the parts that a page asks for, lead its links to pages of the site, name files over their blocks."""
    text = BLOCK.sub(lambda block: written(block[1]), inwards(source[0], page))
    source[0] = NAMED.sub(r"```{code-block} \1\n:caption: \2\n", text)


def _read_again(app: Sphinx, *_: object) -> list[str]:
    """Such pages are read at every build: it costs little, and they rest on the whole program."""
    return [page for page in app.env.found_docs if BLOCK.search(Path(app.env.doc2path(page)).read_text("utf-8"))]


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx calls this."""
    app.add_lexer("ninja", TextLexer)  # Pygments knows none for Ninja
    app.connect("source-read", _fill_in)
    app.connect("env-get-outdated", _read_again)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
