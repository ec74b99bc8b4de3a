"""Recognisers of faults in how lines stand: indentation, colons, dashes, the ends of documents."""

from __future__ import annotations

import re

from reportgen.yamlfile.refusals import cited
from reportgen.yamlfile.scene import IF_TEXT, QUOTE, Line, Scene, Told

_SPACES = "\t\N{NO-BREAK SPACE}\u2000-\u200b\u202f\u2060\u3000"
_ODD_INDENT = re.compile(f"[ ]*(?:-[ ]*)*(?P<odd>[{_SPACES}]+)")
_GLUED = re.compile(r"[ ]*(?:-[ ]+)*[A-Za-z_][\w-]*(?P<colon>:)(?P<value>[^\s/].*|\N{NO-BREAK SPACE}.*)")
_SECOND_COLON = re.compile(r":(?=[ \t]|$)")
_COMMENT = re.compile(r"[ \t](?P<comment>#.*)")


def odd_indent(scene: Scene) -> Told | None:
    """A tab, or a space that is not an ordinary one, where the line is indented."""
    match = _ODD_INDENT.match(scene.seen.line(scene.line.number))
    if match is None or not match.string.strip():
        return None
    odd = match["odd"][0]
    what = "a tab" if odd == "\t" else f"an unusual space (U+{ord(odd):04X})"
    below = sum(1 for line in scene.seen.lines[scene.line.number :] if _ODD_INDENT.match(line))
    more = f" So {'is 1 line' if below == 1 else f'are {below} lines'} below." if below else ""
    span = scene.line.start + match.start("odd"), scene.line.start + match.end("odd")
    return scene.told(span, f"this line is indented with {what}.{more}", "Use spaces to indent.")


def second_colon(scene: Scene) -> Told | None:
    """``He said: yes``: a colon and a space within a text."""
    start, end = scene.value
    if "mapping values" not in scene.reason or scene.line.key is None or scene.at < start:
        return None
    match = _SECOND_COLON.search(scene.seen.text, start, end)
    if match is None:
        return None
    message = "a text that holds a colon and a space must be in quotation marks."
    if scene.seen.text[start] in "“”„«‘’":
        message += " Only straight ones count."
    return scene.told(match.span(), message, QUOTE, blank=scene.value)


def missing_space(scene: Scene) -> Told | None:
    """``firmness:agreed``, on this line or the one above, or where the broken key began."""
    above = scene.above(scene.line.number)
    for number in (_without_colon(scene), above.number if above else 0, scene.line.number):
        match = _GLUED.match(scene.seen.line(number))
        if match is None:
            continue
        start = scene.seen.start(number)
        colon = start + match.start("colon")
        told = scene.told(
            (colon, colon + 1),
            "a space is missing after this colon.",
            'Write "key: value".',
            blank=(start + match.start("value"), start + match.end("value")),
        )
        return _with_space(told, match["value"])
    return None


def _with_space(told: Told, value: str) -> Told:
    """``told``, mended so that the value begins with the space that was missing."""
    if told.mend is None:
        return told
    start, blanked = told.mend
    # Of "|" and ">" the first character decides how the lines below are read.
    kept = value[: len(blanked) - 1] if value[0] in "|>" else blanked[1:]
    return Told(told.problem, (start, " " + kept))


def after_comment(scene: Scene) -> Told | None:
    """A text that goes on although a ``#`` on the line above has ended it."""
    above = scene.above(scene.line.number)
    if above is None or scene.line.key is not None or scene.line.indent <= above.first:
        return None
    match = _COMMENT.search(scene.seen.text, above.value[0] - 1, above.value[1])
    if match is None or "mapping values" in scene.reason:
        return None
    message = f"a comment begins here, and the text goes on below it on line {scene.line.number}."
    line = scene.line.start, scene.value[1]
    return scene.told(match.span("comment"), message, QUOTE, blank=line, by="#")


def no_key(scene: Scene) -> Told | None:
    """A line of words that is neither a key with its value nor more of the text above."""
    line: Line | None = None
    if number := _without_colon(scene):
        line = Line.of(scene.seen, number)
    elif "mapping values" in scene.reason:
        above = scene.above(scene.line.number)
        line = above if above and not above.is_entry and above.first <= scene.line.first else None
    if line is None or line.key is not None:
        return None
    start, end = line.start + line.first, line.value[1]
    blank = None if scene.has_lines_under(line) else (start, end)
    remedy = 'Write "key: value"; if it goes on with the text above, indent it further than the key.'
    message = "this line has no key: there is no colon with a space after it."
    return scene.told((start, end), message, remedy, blank=blank, by="#")


def prose(scene: Scene) -> Told | None:
    """``  and he added: no``: the second line of a text, with a colon in it."""
    key, above = scene.line.key, scene.above(scene.line.number)
    if "mapping values" not in scene.reason or key is None or above is None:
        return None
    if " " not in key or scene.line.first <= above.first:
        return None
    message = f"this line goes on with the text of line {above.number}, and holds a colon and a space."
    span = scene.line.start + scene.line.first, scene.value[1]
    return scene.told((scene.at, scene.at + 1), message, QUOTE, blank=span)


def document(scene: Scene) -> Told | None:
    """A line with a meaning of its own: ``%…``, or what follows ``...``."""
    words = scene.seen.line(scene.line.number)
    span = scene.line.start, scene.line.start + len(words)
    if "directive" in scene.reason or "incompatible" in scene.reason or words.startswith("%"):
        message = "a line that begins with % is an instruction to the program, and this one is not known."
        return scene.told(span, message, "Delete the line; if it is text, indent it further than its key.")
    if "document start" not in scene.reason:
        return None
    if scene.seen.text.startswith("%"):
        return scene.told(span, "a line of three dashes (---) must come first.", "Or delete the % line.")
    if any(line.startswith("...") for line in scene.seen.lines[: scene.line.number - 1]):
        message = "the file ends above this line (...), and yet goes on."
        return scene.told(span, message, 'Delete the "..." line.')
    return scene.told(span, "this line begins further left than the first key.", "Begin both in column 1.")


def key_not_there(scene: Scene) -> Told | None:
    """``: value``."""
    at = scene.line.start + scene.line.indent
    if scene.seen.text[at : at + 2] not in (": ", ":\n"):
        return None
    return scene.told((at, at + 1), "there is no key before this colon.", 'Write "key: value".')


def under_a_value(scene: Scene) -> Told | None:
    """A key or list indented under a key that has its value already."""
    line, above = scene.line, scene.above(scene.line.number)
    while above is not None and above.first >= line.first:
        above = scene.above(above.number)
    if above is None or not _about_indentation(scene.reason):
        return None
    if not above.key or above.value[0] == above.value[1] or line.first <= above.indent:
        return None
    name = cited(above.key)
    message = f"this line is indented under {name} on line {above.number}, which has a value already."
    remedy = f"Begin it in column {above.indent + 1} to stand beside that key. {IF_TEXT}"
    return scene.told(_whole(line), message, remedy)


def indentation(scene: Scene) -> Told | None:
    """A line that begins where no line above lets it begin."""
    if not _about_indentation(scene.reason):
        return None
    columns = _columns_above(scene)
    if scene.line.first in columns:
        return _among_others(scene, columns[scene.line.first])
    less = [column for column in columns if column < scene.line.first][:1]
    more = [column for column in columns if column > scene.line.first][-1:]
    ways = [f"in column {column + 1}, like line {columns[column]}" for column in more + less]
    if not ways:
        return None
    message = f"this line begins in column {scene.line.first + 1}, where no line above it begins."
    return scene.told(_whole(scene.line), message, f"Begin it {', or '.join(ways)}.")


def _among_others(scene: Scene, other: int) -> Told | None:
    """A list entry among keys, or a key among list entries, such as the one on line ``other``."""
    above = Line.of(scene.seen, other)
    if scene.line.is_entry == (above.is_entry and above.first == scene.line.first):
        return None
    if scene.line.is_entry:
        message = f"this line is a list entry, and line {other}, which begins in the same column, is a key."
        remedy = "Indent it to belong to the line above, or take the dash away."
    else:
        message = f"this line is a key, and line {other}, which begins in the same column, is a list entry."
        remedy = 'Indent it to belong to the line above, or begin it with "- ".'
    return scene.told(_whole(scene.line), message, remedy)


def _columns_above(scene: Scene) -> dict[int, int]:
    """Column → line, for the lines above up to the first that begins further left; nearest first."""
    columns: dict[int, int] = {}
    other = scene.above(scene.line.number)
    while other is not None:
        for column in (other.indent, other.first):
            columns.setdefault(column, other.number)
        if other.first < scene.line.first:
            break
        other = scene.above(other.number)
    return columns


def _whole(line: Line) -> tuple[int, int]:
    """The span of a line without its indentation."""
    return line.start + line.first, line.value[1]


def _without_colon(scene: Scene) -> int:
    """The number of a line that could only be a key but has no colon; 0 if the fault is another."""
    if "could not find expected ':'" not in scene.reason or scene.fault.since is None:
        return 0
    return scene.seen.number(scene.fault.since)


def _about_indentation(reason: str) -> bool:
    signs = ("expected key", "'-' indicator", "<block end>", "mapping values", "entries are not allowed")
    return any(sign in reason for sign in signs)
