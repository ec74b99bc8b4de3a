"""Recognisers of faults within brackets and braces: ``[one, two]``, ``{id: CN, name: China}``."""

from __future__ import annotations

import re

from reportgen.yamlfile.nodes import Span
from reportgen.yamlfile.scene import IF_TEXT, QUOTE, Line, Scene, Told

_KEY = re.compile(r"\s*(?:[\w-]+:\s+)?")
_END = re.compile(r"[,\]}\n]|$")
_RESERVED = "@`%*&!-"


def words_in_brackets(scene: Scene) -> Told | None:
    """``{name: @x}``, ``{text: He said: yes}``, ``{text: [sic] he}``: words that want quotation marks."""
    opened = _opened(scene)
    if opened is None:
        return None
    words = _words(scene, opened)
    at, first = scene.fault.at, scene.seen.text[words[0] : words[0] + 1]
    if "\n" in scene.seen.text[words[0] : at] or words[0] >= words[1]:
        return None
    if scene.seen.text[at : at + 1] == ":" and _lacks_comma(scene):
        message = "a text that holds a colon and a space must be in quotation marks."
        return scene.told((at, at + 1), message, QUOTE, blank=words)
    if first and first in _RESERVED:
        message = f'a text that begins with "{first}" must be in quotation marks.'
        return scene.told((words[0], words[0] + 1), message, QUOTE, blank=words)
    before = scene.seen.text[opened:at].rstrip()
    if before[-1:] in ("]", "}", "'", '"') and _lacks_comma(scene):
        mark = opened + len(before) - 1
        message = f"more words follow this {scene.seen.text[mark]} without a comma."
        return scene.told((mark, mark + 1), message, f"Write a comma between. {IF_TEXT}")
    return None


def missing_comma(scene: Scene) -> Told | None:
    """A line within braces that does not end in a comma, though the next one goes on."""
    opened = _opened(scene)
    if opened is None or not _lacks_comma(scene):
        return None
    above = scene.above(scene.line.number)
    if above is None or above.start + above.indent < opened - 1 < above.start:
        return None
    first = Line.of(scene.seen, scene.seen.number(opened))
    if above.number < first.number or scene.line.first <= first.first:
        return None
    end = above.value[1]
    if end <= opened or scene.seen.text[end - 1] in ",[{":
        return None
    return scene.told((end - 1, end), "a comma is missing at the end of this line.", "Write a comma there.")


def unclosed_bracket(scene: Scene) -> Told | None:
    """``[a, b`` without its end."""
    opened = scene.fault.since
    if opened is None or not _lacks_comma(scene):
        return None
    mark = scene.seen.text[opened]
    close = {"[": "]", "{": "}"}.get(mark, "]")
    message = f'this "{mark}" is not closed by "{close}", or a comma is missing after it.'
    return scene.told((opened, opened + 1), message, IF_TEXT)


def _lacks_comma(scene: Scene) -> bool:
    return "',' or" in scene.reason


def _opened(scene: Scene) -> int | None:
    """The offset of the bracket around the fault, as far as can be told; None outside brackets."""
    if _lacks_comma(scene):
        return scene.fault.since
    if not re.search(r"cannot start|alias|anchor|tag|node content", scene.reason):
        return None
    if scene.fault.bracket is not None:
        return scene.fault.bracket
    # The library looks ahead to the end of the line before it tells of a bracket.
    start = scene.value[0]
    return start if scene.seen.text[start : start + 1] in ("[", "{") and start < scene.fault.at else None


def _words(scene: Scene, opened: int) -> Span:
    """The span of the text in which the fault is: after its comma and its key, up to the next comma."""
    text, at = scene.seen.text, scene.fault.at
    start = max(text.rfind(mark, opened, at) for mark in ",[{") + 1
    key = _KEY.match(text, start, at)
    end = _END.search(text, at)
    return key.end() if key else start, end.start() if end else at
