"""Recognisers of texts that YAML takes apart because they are not, or not well, in quotation marks."""

from __future__ import annotations

import re

from reportgen.yamlfile.scene import IF_TEXT, QUOTE, Scene, Told

_KEY_INSIDE = re.compile(r"\n[ ]*(?:-[ ]+)*[A-Za-z_][\w-]*:(?:[ ]|\n)")
_BACKSLASH = re.compile(r"\\(?:[xuU][0-9A-Fa-f]{0,8}|.)")
_RESERVED = "@`%]}"
_SPECIAL = "@`%*&!|>]},?[{#"


def unclosed_quote(scene: Scene) -> Told | None:
    """An opening quotation mark that finds its partner lines below, or nowhere."""
    opened = scene.fault.since if "end of stream" in scene.reason and "quoted" in scene.reason else None
    if scene.fault.quoted and _KEY_INSIDE.search(scene.seen.text, *scene.fault.quoted):
        opened = scene.fault.quoted[0]
    if opened is None:
        return None
    remedy = "Put one at the end of the text."
    return scene.told((opened, opened + 1), "this quotation mark is never closed.", remedy)


def escape(scene: Scene) -> Told | None:
    """A backslash that YAML takes for more than a backslash."""
    if not re.search(r"escape|hexa?decimal", scene.reason):
        return None
    at = max(scene.seen.text.rfind("\\", 0, scene.fault.at + 1), 0)
    match = _BACKSLASH.match(scene.seen.text, at)
    words = match[0] if match else "\\"
    if "Unicode" in scene.reason:
        return scene.told((at, at + len(words)), f"{words} is not a character.", "Type the character itself.")
    remedy = "Write \\\\ for a backslash, or put the text in single quotation marks ('…')."
    return scene.told((at, at + len(words)), f"{words} has no meaning within double quotation marks.", remedy)


def after_quote(scene: Scene) -> Told | None:
    """``'it's'``, ``"Yes" he said``: words after the closing quotation mark."""
    if not scene.fault.quoted:
        return None
    opened, closed = scene.fault.quoted
    if scene.seen.number(closed - 1) != scene.line.number or scene.seen.text[closed : scene.at].strip():
        return None
    mark = scene.seen.text[opened]
    message = f"the text in quotation marks ends with this {mark}, and more words follow."
    if mark == "'":
        remedy = "Write an apostrophe within '…' twice (''), or put the whole text in \"…\" instead."
    else:
        remedy = "Put the whole text in '…', or write \\\" for the quotation marks within it."
    blank = scene.value if scene.value[0] <= opened else None
    return scene.told((closed - 1, closed), message, remedy, blank=blank)


def block_start(scene: Scene) -> Told | None:
    """``| text``: words on the line of a ``|`` or ``>``."""
    start, end = scene.value
    mark = scene.seen.text[start : start + 1]
    if "block scalar" not in scene.reason or mark not in ("|", ">"):
        return None
    message = f'a text after "{mark}" begins on the next line, indented.'
    remedy = f'If "{mark}" belongs to the text, put the whole text in quotation marks.'
    return scene.told((start, start + 1), message, remedy, blank=(start, end))


def first_character(scene: Scene) -> Told | None:
    """``@x``, ``*note*``, ``[sic] he said``: a text that begins with a character YAML keeps for itself."""
    start, end = scene.value
    if scene.at < start and scene.seen.text[scene.at : scene.at + 1] in _RESERVED:
        start = scene.at
    first = scene.seen.text[start : start + 1]
    if scene.at < start or not first or "',' or" in scene.reason:
        return None
    if first in "[{" and re.search("mapping values|expected ':'", scene.reason):
        return None  # the line is read as more of the text above, and its bracket as part of that text
    if scene.seen.text[start : start + 2] == "- ":
        message = "a list cannot begin on the line of its key."
        remedy = f"Begin it on the next line. {IF_TEXT}"
        return scene.told((start, start + 1), message, remedy, blank=(start, end))
    if first not in _SPECIAL:
        return None
    message = f'a text that begins with "{first}" must be in quotation marks.'
    return scene.told((start, start + 1), message, QUOTE, blank=(start, end))
