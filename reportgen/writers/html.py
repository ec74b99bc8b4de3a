"""A memo as one self-contained HTML file, which needs no script and no other file."""

from __future__ import annotations

from html import escape

from reportgen.memo.tree import Memo
from reportgen.style import Style
from reportgen.writers._html import Markup, css_properties, logo, meta, title

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
"""What a browser may do for the file (Content Security Policy): show it. It runs nothing and fetches nothing."""


def write_html(memo: Memo, style: Style, css: str) -> bytes:
    """The memo as HTML (UTF-8). ``css`` is the text of ``memo.css``."""
    markup = Markup(memo, style)
    marking = f'<p class="marking">{markup.inlines(memo.running.marking)}</p>'
    draft = f'<p class="draft">{markup.inlines(memo.running.draft)}</p>\n' if memo.running.draft else ""
    header = f'<p class="header">{markup.inlines(memo.running.header)}</p>\n' if memo.running.header else ""
    footer = f'<p class="footer">{markup.inlines(memo.running.footer)}</p>\n' if memo.running.footer else ""
    direction = "rtl" if memo.right_to_left else "ltr"
    properties = meta(memo, **{"dcterms.identifier": memo.properties.identifier})
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(memo.language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{title(memo)}</title>\n{properties}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{css_properties(style)}\n{_unending(css)}</style>\n</head>\n<body>\n"
        f"<header>\n{marking}\n{draft}{header}</header>\n<main>\n{logo(memo)}{markup.body()}\n</main>\n"
        f"<footer>\n{footer}{marking}\n</footer>\n</body>\n</html>\n"
    ).encode()


def _unending(css: str) -> str:
    """CSS that cannot end the ``<style>`` it stands in, whatever it is."""
    return css.replace("<", "\\3c ") if "</" in css or "<!" in css else css
