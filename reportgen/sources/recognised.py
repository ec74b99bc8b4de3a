"""What a document tells of itself in its own text: dateline, publisher, day, title, language. Shown, never trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from reportgen.once import later
from reportgen.sources.contents import Contents, Told
from reportgen.sources.days import DAY, Day, days
from reportgen.sources.tongue import language_of

HEAD = 12
"""How many paragraphs are looked at for a dateline and a date."""
_PART = r"[^\W\d_][\w.'’/-]*"
_SMALL = "de|del|la|le|les|el|du|des|of|and|et|y|on|am|an|der|im|na|в|на|in|i"
_NO_TOWN = "NOTE JOINT STATEMENT PRESS RELEASE UPDATE BREAKING FOR THE COMMUNIQUE SUMMARY READOUT"
_HEADINGS = frozenset(_NO_TOWN.split())
_STEM = re.compile(rf"{_PART}(?:,? {_PART}){{0,7}}")
_AGENCY = re.compile(r"\(([^()]{2,40})\)|/([^/]{2,20})/")
_DASHES = re.compile(r"\s?(?:--+|—|―|–|⁃)(?=\s|\S)|\s-(?=\s)|(?<=[).])\s?[-–—]\s|(?<=/)\.")
_CABLED = "电電讯訊"
_CHINESE = later(
    rf"(?P<agency>[\u4e00-\u9fff]{{1,6}}社)?[\u4e00-\u9fff]{{0,10}}?(?:{DAY.pattern})[{_CABLED}](?:[（(][^）)]{{1,30}}[）)])?",
    re.IGNORECASE,
)
_PROVIDED = re.compile(
    r"(?:©|\(c\)|Provided by|Source:|来源[:：])\s*(?:Provided by\s+)?([^\W\d_][^\n©.|]{1,59})", re.IGNORECASE
)


class Dateline(Struct, frozen=True):
    """A dateline verbatim, the agency it names (or ""), and its day if it has one."""

    words: str
    agency: str
    day: Day | None


def recognised(contents: Contents) -> tuple[Contents, Told | None]:
    """The contents with what their text tells where the file itself tells nothing; and the dateline."""
    head = contents.text.replace("\f", " ").strip().split("\n\n", HEAD)[:HEAD]
    head = [" ".join(each.split()) for each in head]
    found = next(((place, line) for place, each in enumerate(head) if (line := dateline(each))), None)
    place, line = found or (0, None)
    named = Told(line.words, f"how paragraph {place + 1} of the document begins") if line else None
    publisher = contents.publisher or _publisher(head[: place or 3], line)
    full = replace(
        contents,
        publisher=publisher,
        date=_date(contents, line, head[:place] or head[:3]),
        title=contents.title or _title(contents.text, place if line else 0),
        language=_language(contents.language, contents.text),
    )
    return full, named


def dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with: a place with a day, an agency or both, and a dash after them."""
    start = paragraph[:160]
    if any(sign in start for sign in _CABLED) and (chinese := _CHINESE().match(start)):
        return Dateline(chinese.group(), chinese["agency"] or "", next(days(chinese.group()), None))
    for dash in _DASHES.finditer(start):
        stem = start[: dash.start()].strip()
        line = _line(stem, start[: dash.end()].strip()) if dash.end() <= 100 else None
        if line and (line.day or line.agency or _is_town(stem, paragraph)):
            return line
    return None


def _is_town(stem: str, paragraph: str) -> bool:
    """Whether words in capitals before a dash are a place's name and no heading."""
    words = re.findall(r"[^\W\d_]+", stem)
    return 0 < len(words) <= 3 and len(paragraph) > 80 and not any(word in _HEADINGS for word in words)


def _line(stem: str, words: str) -> Dateline | None:
    agency = _AGENCY.search(stem)
    day = next(days(stem), None)
    place = _AGENCY.sub(" ", stem)
    place = DAY.sub(" ", place).strip(" ,.;:،") if day else place.strip(" ,.;:،")
    place = re.sub(r"\b\d{4}$", "", place).strip(" ,.;:،")
    if not place or not _STEM.fullmatch(" ".join(place.split())):
        return None
    shouted = place.upper() == place and place.lower() != place
    small = _SMALL.split("|")
    named = all(part[:1].upper() == part[:1] or part in small for part in re.split(r"[ ,]+", place))
    if not (shouted or (named and (day or (agency and len(place) < 40)))):
        return None
    return Dateline(words, (agency[1] or agency[2]).strip() if agency else "", day)


def _publisher(head: list[str], line: Dateline | None) -> Told | None:
    if line and line.agency:
        return Told(line.agency, f'the dateline "{line.words}"')
    for each in head:
        if len(each) < 200 and (match := _PROVIDED.search(each)):
            return Told(match[1].strip(), f'the line "{each.strip()}"')
    return None


def _date(contents: Contents, line: Dateline | None, head: list[str]) -> Told | None:
    """The day of publication: the dateline's, with a year that something else in the document gives if need be."""
    told = contents.date
    lines = [Told(day.isoformat(), basis) for day, basis in _dated(head)]
    if not line or not line.day:
        return told or next(iter(lines), None)
    if whole := line.day.whole:
        return Told(whole.isoformat(), f'the dateline "{line.words}"')
    for other in (told, *lines, contents.made):
        if other and (whole := line.day.with_year_of(date.fromisoformat(other.value))):
            basis = f'the dateline "{line.words}", which has no year; the year is that of {other.basis}'
            return Told(whole.isoformat(), basis if other in lines else f"{basis}, {other.value}")
    return told


def _dated(head: list[str]) -> Iterator[tuple[date, str]]:
    """Whole days in short lines above the text."""
    for each in head:
        found = (
            [whole for day in days(each) if (whole := day.whole)]
            if len(each) < 120 and each[-1:] not in ".。!?؟"
            else []
        )
        if len(found) == 1:
            yield found[0], f'the line "{each}"'


def _title(text: str, place: int) -> Told | None:
    """The first line, where a text follows and it looks like a headline."""
    blocks = [block for block in text.replace("\f", " ").strip().split("\n\n") if block.strip()]
    if len(blocks) < 2:
        return None
    first = blocks[0].strip().split("\n")[0].strip()
    headline = 8 <= len(first) <= 200 and first[-1] not in ".,;:!。，；" and not dateline(first)
    plain = headline and not _PROVIDED.search(first) and not any(day.year for day in days(first))
    return Told(first, "the first line of the document") if plain and (place or len(first) < 120) else None


def _language(told: Told | None, text: str) -> Told | None:
    found = language_of(text)
    if found and (not told or told.value.partition("-")[0].lower() != found):
        against = f", against {told.basis}, which says {told.value}" if told else ""
        return Told(found, f"its script and commonest words{against}")
    return told
