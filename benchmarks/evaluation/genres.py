"""Which genre a text is of: as its gold says, by the kind of source of a record, or recognised by simple signs."""

from __future__ import annotations

import re

from reportgen.drafting.proposal import SourceText

GENRES = ("readout", "bulletin", "news", "joint", "statement", "labour", "unknown")
"""In the order of the table: a side's own account; a reporting service's summary; a reporter's account; a text of the
sides together, or a treaty's; one side's statement or fact sheet; news of a union to its members."""
OF_SOURCE = {
    "readout": "readout", "bulletin": "bulletin", "news_report": "news", "joint_statement": "joint",
    "agreement_text": "joint", "statement": "statement", "fact_sheet": "statement", "press_conference": "statement",
}  # fmt: skip
"""Genre by the kind of source of a record."""
LABOUR = re.compile(
    r"\b(?:bargaining (?:committee|team|table|update)|our members|tentative agreement|picket|local \d+)\b", re.I
)
JOINT = re.compile(
    r"\b(?:joint (?:statement|declaration|communiqu[eé])"
    r"|the (?:parties|participants|signatories) (?:will|shall|have))\b",
    re.I,
)
READOUT = re.compile(r"\breadout\b|\b(?:spoke|met|meeting|call) (?:today |yesterday )?(?:by phone )?with\b", re.I)
BULLETIN = re.compile(
    r"\b(?:co-facilitat\w+|delegates|plenary|contact group|informal consultations|AOSIS|G-?77)\b", re.I
)
STATEMENT = re.compile(r"\b(?:statement|remarks|fact sheet)\b", re.I)
NEWS = re.compile(r"^[A-Z][A-Za-z ,.]{2,40}\((?:[A-Z][A-Za-z]+)\)\s*[-–—]|\btold reporters\b", re.MULTILINE)
NEWSROOM = re.compile(r"news|\b(?:agency|wire|times|post|herald|xinhua|tass|reuters|afp)\b", re.I)
OFTEN = 3
"""How often a sign has to stand in a text that has no title to tell."""


def genre_of(text: SourceText, told: str = "", kind: str = "") -> str:
    """The genre that a gold tells, else of its kind of source, else by the title, else by the words of the text."""
    if told:
        return told
    if kind:
        return OF_SOURCE.get(kind, "unknown")
    title = text.title
    for genre, sign in (("joint", JOINT), ("readout", READOUT), ("labour", LABOUR), ("statement", STATEMENT)):
        if sign.search(title):
            return genre
    body = text.document.text
    for genre, sign, times in (("labour", LABOUR, OFTEN), ("bulletin", BULLETIN, OFTEN), ("joint", JOINT, OFTEN)):
        if len(sign.findall(body)) >= times:
            return genre
    if text.dateline or NEWS.search(body) or NEWSROOM.search(text.publisher):
        return "news"
    return "readout" if READOUT.search(" ".join(line.text for line in text.lines[:2])) else "unknown"
