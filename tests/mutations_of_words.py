"""Damages to the words of the real record: its evidence, and the texts that rest on it.

Every kind of damage is a function that yields places in the record and what is typed there instead. Where
a rule has a choice (which word to drop), the choice hangs on the entry's id, so it is always the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportgen.model.base import Statement
from reportgen.model.substance import Position, Settled
from reportgen.model.words import Firmness
from tests.conftest import record_at
from tests.record_text import REAL, Change, Damages, Steps, chosen, talks, typed

WORD = re.compile(r"[\w-]+")

# --- evidence


@cache
def evidence() -> tuple[tuple[Steps, str, str], ...]:
    """Every piece of evidence: its path as it is typed, the id of its entry, its words on one line."""
    found = []
    for path, entry, piece in record_at(REAL).pieces():
        written = path if isinstance(typed().node(path[:-1]).value, list) else path[:-1]
        found.append((written, entry, " ".join(piece.text.split())))
    return tuple(found)


def evidence_damaged(change: str) -> Damages:
    """A word inside the evidence dropped, changed, swapped with the next or negated; or the end cut off."""
    for path, entry, text in evidence():
        words = text.split()
        at = 1 + chosen(entry + change + text, len(words) - 2) if len(words) > 2 else 0
        becomes = _damaged(change, words, at)
        if becomes and becomes != words:
            yield path, f'evidence has "{_near(becomes, at)}"', typed().replaced(path, " ".join(becomes))


def _damaged(change: str, words: list[str], at: int) -> list[str]:
    match change:
        case "dropped":
            return [*words[:at], *words[at + 1 :]] if len(words) > 2 else []
        case "changed":
            return [*words[:at], "other" if words[at].islower() else "Geneva", *words[at + 1 :]]
        case "swapped":
            return [*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]]
        case "negated":
            return [*words[:at], "not", *words[at:]]
        case _:
            long = max(number for number, word in enumerate(words) if len(word) > 3)
            return [*words[:long], words[long][:2]]


def _near(words: list[str], at: int) -> str:
    return " ".join(words[max(0, at - 2) : at + 3])


def evidence_exchanged() -> Damages:
    for (path, entry, text), (_, other, instead) in zip(evidence(), evidence()[1:], strict=False):
        if path[0] == next(p for p, e, _ in evidence() if e == other)[0] and text not in instead and entry != other:
            yield path, f"rests on the words of {other}", typed().replaced(path, instead)


def evidence_reshaped(shape: str) -> Damages:
    """Evidence typed otherwise, its words as they were."""
    for path, _, text in evidence():
        if shape == "space":
            yield path, "has a space doubled", typed().replaced(path, text.replace(" ", "  ", 1))
        elif shape == "list" and isinstance(path[-1], str):
            yield path, "is a list", typed().replaced(path, [text])
        elif shape == "para":
            piece = next(found for _, _, found in record_at(REAL).pieces() if " ".join(found.text.split()) == text)
            place = record_at(REAL).found(piece)
            assert place
            yield path, "has its paragraph", typed().replaced(path, {"text": text, "para": place.paragraphs[0]})


# --- texts


def statements() -> Iterator[tuple[Steps, Statement]]:
    """Every entry with a sentence of the analyst's."""
    for part, number, entry in talks().entries():
        if isinstance(entry, Statement):
            yield (part, number), entry


def _text(path: Steps, done: str, text: str) -> tuple[Steps, str, Change]:
    return path, done, typed().replaced((*path, "text"), text)


def _stated(entry: Statement) -> str:
    return entry.text[0].lower() + entry.text[1:]


def verb_raised_to_agreed() -> Damages:
    for path, entry in statements():
        if not (isinstance(entry, Settled) and entry.firmness is Firmness.AGREED):
            yield _text(
                path, 'begins "The two sides agreed on this:"', f"The two sides agreed on this: {_stated(entry)}"
            )


def verb_raised_to_signed() -> Damages:
    for path, entry in statements():
        yield _text(path, 'begins "The two sides signed this:"', f"The two sides signed this: {_stated(entry)}")


def text_negated() -> Damages:
    for path, entry in statements():
        words = entry.text.split()
        at = 1 + chosen(entry.id, len(words) - 1)
        yield _text(
            path, f'says "{_near([*words[:at], "not", *words[at:]], at)}"', " ".join([*words[:at], "not", *words[at:]])
        )


OPPOSITES = {
    "increase": "reduce", "increases": "reduces", "open": "closed", "stable": "unstable", "prevent": "allow",
    "willing": "unwilling", "durable": "fragile", "improve": "weaken", "promoting": "blocking", "common": "separate",
    "together": "apart", "more": "fewer", "larger": "smaller", "critical": "safe", "urgency": "unimportance",
    "outweigh": "equal", "stabilise": "weaken", "calm": "firm", "enhance": "limit", "signing": "refusal",
    "shares": "disputes", "positive": "negative", "constructive": "hostile", "coordinate": "separate",
}  # fmt: skip


def text_turned_round() -> Damages:
    for path, entry in statements():
        words = entry.text.split()
        for at, word in enumerate(words):
            plain = word.strip(".,;").lower()
            if plain in OPPOSITES:
                turned = [*words[:at], word.lower().replace(plain, OPPOSITES[plain]), *words[at + 1 :]]
                yield _text(path, f'says "{OPPOSITES[plain]}" for "{plain}"', " ".join(turned))
                break


def text_word_exchanged() -> Damages:
    """The longest word of a text, and a word of the next text in its place."""
    known = list(statements())
    for (path, entry), (_, other) in zip(known, [*known[1:], known[0]], strict=True):
        words = WORD.findall(entry.text)
        others = [word for word in WORD.findall(other.text) if len(word) > 5 and word not in words]
        longest = max((word for word in words if word.islower()), key=len)
        if others:
            becomes = others[chosen(entry.id, len(others))]
            yield _text(path, f'says "{becomes}" for "{longest}"', entry.text.replace(longest, becomes, 1))


def put_into_text(words: str) -> Damages:
    for path, entry in statements():
        stop = entry.text[-1] if entry.text[-1] in ".!?" else ""
        yield _text(path, f'ends "{words}"', f"{entry.text.removesuffix(stop)} {words}{stop}")


def quotation_marks_put() -> Damages:
    for path, entry in statements():
        words = entry.text.split()
        if not (isinstance(entry, Position) and entry.speech.quotes):
            at = chosen(entry.id, len(words) - 1)
            quoted = [*words[:at], f"“{words[at]} {words[at + 1]}”", *words[at + 2 :]]
            yield _text(path, f"quotes “{words[at]} {words[at + 1]}”", " ".join(quoted))
