"""The YAML library's complaint → a problem in the words of the person who typed the file.

The library says where it could not read on, which is often a line below the mistake. Each recogniser
knows one mistake by the look of the lines around that place; the first that knows it, tells.
"""

from __future__ import annotations

from reportgen.yamlfile import brackets, layout, quoting
from reportgen.yamlfile.lines import Lines
from reportgen.yamlfile.nodes import Fault
from reportgen.yamlfile.scene import Recogniser, Scene, Told

RECOGNISERS: tuple[Recogniser, ...] = (
    layout.odd_indent,
    quoting.unclosed_quote,
    quoting.escape,
    quoting.after_quote,
    brackets.words_in_brackets,
    brackets.missing_comma,
    brackets.unclosed_bracket,
    quoting.block_start,
    layout.document,
    quoting.first_character,
    layout.second_colon,
    layout.missing_space,
    layout.after_comment,
    layout.prose,
    layout.no_key,
    layout.key_not_there,
    layout.under_a_value,
    layout.indentation,
)


def explain(lines: Lines, seen: str, fault: Fault) -> Told:
    """What is wrong at ``fault``, met in reading ``seen``: ``lines`` with earlier faults mended."""
    scene = Scene(lines, Lines(lines.name, seen), fault)
    for recognise in RECOGNISERS:
        if told := recognise(scene):
            return told
    message = "the file cannot be read on from here."
    remedy = "Look at this line and the one above: indentation, quotation marks, a space after each colon."
    return scene.told((scene.at, scene.at + 1), message, remedy)
