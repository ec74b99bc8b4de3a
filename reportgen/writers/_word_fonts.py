"""Style → the font table of a Word file: the fonts it asks for, and what may stand in where one is not installed.

Word has fonts that cannot be shipped; those that memos are set in as PDF are named as their stand-ins,
so that a machine with both shows the same letters in either format.
"""

from __future__ import annotations

from docx.opc.oxml import serialize_part_xml

from reportgen.fonts import CJK_FAMILY, fallback_families
from reportgen.style import Style
from reportgen.writers._word import make

_WESTERN, _CHINESE, _ARABIC = "00", "86", "B2"
"""Character sets by which Windows looks for another font (ISO/IEC 29500-1, 17.8.3.2)."""
_FOR_RIGHT_TO_LEFT = ("Noto Naskh Arabic", "Noto Sans Hebrew")


def font_table(style: Style) -> bytes:
    """The part, each font once."""
    fonts = style.fonts
    shipped = [family for family in fallback_families() if family not in (*_FOR_RIGHT_TO_LEFT, CJK_FAMILY)]
    asked = (
        (fonts.word, _WESTERN, (fonts.text, *shipped[:2])),
        (fonts.word_east_asian, _CHINESE, (CJK_FAMILY,)),
        (fonts.word_right_to_left, _ARABIC, _FOR_RIGHT_TO_LEFT),
    )
    stand_ins: dict[str, list[str]] = {}
    charsets: dict[str, str] = {}
    for name, charset, families in asked:
        charsets.setdefault(name, charset)
        stand_ins.setdefault(name, []).extend(families)
    table = make("fonts")
    for name, named in stand_ins.items():
        others = ", ".join(family for family in dict.fromkeys(named) if family != name)
        table.append(
            make(
                "font",
                make("altName", val=others),
                make("charset", val=charsets[name]),
                make("family", val="swiss"),
                make("pitch", val="variable"),
                name=name,
            )
        )
    return bytes(serialize_part_xml(table))
