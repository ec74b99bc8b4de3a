"""One invented report of talks as a document of every kind that is read."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import Any

HEADLINE = "Brellin and Ostwyn open the lower channel"
DATELINE = "LANMOOR, Sept. 14 (Fernway Wire) --"
REPORT = (
    f"{DATELINE} The transport ministers of Brellin and Ostwyn met in Lanmoor on Monday and Tuesday for a third round "
    "of talks on the lower channel, which has been closed to ships of more than 4,000 tonnes since the spring floods.",
    "The two sides agreed to open the channel to cargo ships by the first of November and to work together toward a "
    "long-term arrangement on dredging, according to a statement read out by the host after the second day.",
    "Minister Halla Brandt of Brellin said that the cost of dredging must be shared “in proportion to the traffic of "
    "each side”, and that a cross-border authority would be needed before any treaty could be signed.",
    "Minister Corin Vale of Ostwyn said his government wants an independent survey of the riverbed first. He did not "
    "say who would pay for it; asked twice, he answered that the question was premature.",
    "“We are not there yet,” he said.",
    "Neither side mentioned the two pilot boats detained in August. An official of Brellin, who was not authorised to "
    "speak for the delegation, said that their release had been discussed at length on the margins of the meeting.",
    "The ministers will meet again in Aldmere in the second week of October; experts of both sides are to prepare the "
    "terms of reference of the survey by then, with the assistance of the Saltmere Conciliation Office.",
)
"""Paragraphs; the dateline has no year."""
WHOLE = (HEADLINE, *REPORT)
LONG = REPORT + tuple(each.replace("Brellin", "Kelmoria") for each in REPORT[1:])
"""For documents of several pages."""
CSS = "@page { size: A5; margin: 2cm } body { font: 11pt Carlito; hyphens: auto } h1 { font-size: 16pt }"


def words(text: str) -> list[str]:
    """The words of a text in order."""
    return text.split()


def markup(paragraphs: tuple[str, ...] = REPORT) -> str:
    """The report as headings and paragraphs of HTML."""
    return f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{escape(each)}</p>" for each in paragraphs)


def printed(css: str = "", body: str = "", attributes: str = 'lang="en"') -> str:
    """The report, long enough for several pages, as HTML to be typeset in a way of one's own."""
    return f"<html {attributes}><head><style>{CSS}{css}</style></head><body>{body or markup(LONG)}</body></html>"


def page(article: str = "", head: str = "", before: str = "", after: str = "") -> str:
    """A web page with all the furniture that surrounds an article."""
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{HEADLINE} - Fernway Wire</title>
<meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="Fernway Wire">
<meta property="article:published_time" content="2031-09-15T06:00:00+02:00">{head}
<style>.unseen {{ display: none }} @media print {{ p {{ color: black }} }}</style>
<script>var words = "SCRIPTED words of a script";</script></head><body>
<nav><ul><li><a href="/">NAVIGATION home</a></li><li><a href="/world">NAVIGATION world</a></li></ul></nav>
<div id="cookie-banner"><p>COOKIES we use cookies to improve your visit to this site.</p><button>Accept</button></div>
<header><p>LETTERS subscribe to our daily letter from the harbour.</p></header>{before}
<main><article>{article or markup()}<p class="unseen">UNSEEN words that the style sheet hides.</p>
<p style="display: none">UNSEEN words that an attribute hides.</p><p hidden>UNSEEN words that are hidden.</p>
<!-- COMMENTED words of a comment -->
<aside class="related"><h3>RELATED stories</h3><ul><li><a href="/1">RELATED one</a></li></ul></aside></article>
<section id="comments" class="comments"><h2>COMMENTS of readers</h2><div class="comment"><p>COMMENTS I think that these
talks are a waste of everybody's time, and I said so last year.</p></div></section></main>{after}
<footer><p>FOOTER © 2031 Fernway Wire. All rights reserved.</p></footer></body></html>"""


FURNITURE = ("SCRIPTED", "NAVIGATION", "COOKIES", "LETTERS", "UNSEEN", "COMMENTED", "RELATED", "COMMENTS", "FOOTER")
"""A word of each part of a page that is no part of the article."""


def word_document() -> Any:
    """The report as a Word document of python-docx, to be changed further."""
    import docx

    document = docx.Document()
    document.add_heading(HEADLINE)
    for each in REPORT:
        document.add_paragraph(each)
    document.sections[0].header.paragraphs[0].text = "RUNNING HEAD of every page"
    return document


def saved(document: Any) -> bytes:
    """The bytes of a Word document."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MARKDOWN = f"""---
title: "{HEADLINE}"
source: Fernway Wire
date: 2031-09-15
lang: en
---

# {HEADLINE}

""" + "\n\n".join(REPORT).replace("agreed to open", "**agreed** to _open_").replace(". ", ".\n").replace(
    "Saltmere Conciliation Office", "[Saltmere Conciliation Office](https://example.org/office)"
)
"""With lines broken, words marked and linked."""
