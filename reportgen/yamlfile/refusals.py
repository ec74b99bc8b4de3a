"""What YAML allows and a file written by people had better not hold, each in its own words."""

from __future__ import annotations

import re

from reportgen.errors import Problem
from reportgen.yamlfile import characters
from reportgen.yamlfile.lines import Lines

QUOTE = 'Put the text in quotation marks ("…").'

_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
_GLUED = re.compile(r"[A-Za-z_][\w-]*:(?=[^\s/])")
_WORD = re.compile(r"[^\s,\[\]{}]+")
_BLANK = "\N{NO-BREAK SPACE}\u2000-\u200b\u202f\u2060\u3000\xad"
_INVISIBLE = re.compile(f"^[{_BLANK}]|[\u200b\u2060\xad]|[{_BLANK}]$")

escapes = characters.refused_escapes


def cut_by_comment(lines: Lines, end: int) -> Problem | None:
    """``Discuss item #3``: the rest of a sentence taken for a comment, silently lost."""
    match = _COMMENT.match(lines.text, end)
    if match is None:
        return None
    message = f"the rest of this line, from {cited(match[1])}, is read as a comment."
    remedy = f"{QUOTE} If it is a comment, put a space after the #."
    return Problem(lines.place(match.start(1), match.end(1)), message, remedy)


def reference(lines: Lines, start: int) -> Problem:
    """``&name``, ``*name``: one place of a file standing for another."""
    end = _word_end(lines, start)
    words = cited(lines.text[start:end])
    remedy = "Write the text out; if it is meant as text, put it in quotation marks."
    return Problem(lines.place(start, end), f"{words} is read as a reference to another place.", remedy)


def tag(lines: Lines, start: int) -> Problem:
    """``!name``: a value with a type of its own."""
    end = _word_end(lines, start)
    words = cited(lines.text[start:end])
    remedy = "Delete it; if it is meant as text, put it in quotation marks."
    return Problem(lines.place(start, end), f"{words} is read as the name of a type, not as text.", remedy)


def second_document(lines: Lines, start: int, end: int) -> Problem:
    """A ``---`` after the first keys and values."""
    message = "a second document begins here; a file holds one."
    return Problem(lines.place(start, end), message, "Delete this line, or move the rest to a file of its own.")


def too_deep(lines: Lines, start: int, end: int, limit: int) -> Problem:
    """Lists within lists within lists."""
    message = f"lists and keys stand more than {limit} levels deep here."
    return Problem(lines.place(start, end), message, "Close the brackets, or flatten the list.")


def too_many(lines: Lines, start: int, end: int, limit: int) -> Problem:
    """More than a person has written."""
    message = f"the file holds more than {limit:,} keys and values."
    return Problem(lines.place(start, end), message, "Split the file.")


def repeated_key(lines: Lines, key: tuple[int, int], first: tuple[int, int], name: str, *, same: bool) -> Problem:
    """A key that is there already, or looks as if it were."""
    number = lines.number(first[0])
    told = "is here for the second time" if same else "looks like another, with characters that do not show"
    message = f"the key {cited(name)} {told}; the first is on line {number}."
    return Problem(lines.place(*key), message, "Keep one of the two.", field=name)


def missing_space(lines: Lines, start: int, end: int) -> Problem | None:
    """``{party:CN}``: a key that has no value because it has swallowed it."""
    match = _GLUED.match(lines.text, start, end)
    if match is None:
        return None
    message = "a space is missing after this colon."
    return Problem(lines.place(match.end() - 1, match.end()), message, 'Write "key: value".')


def complex_key(lines: Lines, start: int) -> Problem:
    """A list, or braces, where a key should be."""
    message = "a key must be a word or two of text, not a list or braces."
    return Problem(lines.place(start, start + 1), message, f"If it is text, {QUOTE[0].lower()}{QUOTE[1:]}")


def merge(lines: Lines, start: int, end: int) -> Problem:
    """``<<``: the keys of another place taken over here."""
    message = '"<<" is read as a reference to another place.'
    return Problem(lines.place(start, end), message, "Write the text out.")


def key(lines: Lines, start: int, end: int, name: str) -> Problem | None:
    """A key that is not there, or holds what cannot be seen."""
    if not name.strip():
        return Problem(lines.place(start, max(end, start + 1)), "there is no key before this colon.")
    match = _INVISIBLE.search(name)
    if match is None:
        return None
    message = f"the key {cited(name)} has the invisible character U+{ord(match[0]):04X} in it."
    remedy = "Type the line again, beginning with ordinary spaces."
    return Problem(lines.place(start, end), message, remedy, field=name.strip())


def cited(words: str, most: int = 30) -> str:
    """``words`` in quotation marks, shortened, with nothing in them that does not show."""
    words = characters.masked(words)
    return f'"{words}"' if len(words) <= most else f'"{words[: most - 1].rstrip()}…"'


def _word_end(lines: Lines, start: int) -> int:
    match = _WORD.match(lines.text, start)
    return match.end() if match else start + 1
