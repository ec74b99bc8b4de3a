"""A memo's logo → a paragraph of Word that holds the picture, with the words for those who do not see it."""

from __future__ import annotations

from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline
from docx.parts.story import StoryPart
from docx.shared import Emu, Mm, Twips
from lxml import etree

from reportgen.errors import WriteError
from reportgen.memo.tree import Logo, PictureKind, Side
from reportgen.writers._word_lines import Paragraph
from reportgen.writers._word_markup import encoded, make

_DOTS_PER_INCH = 300
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_JUSTIFIED = {Side.LEFT: "left", Side.CENTRE: "center", Side.RIGHT: "right"}


def logo_paragraph(part: StoryPart, logo: Logo, widest: int, right_to_left: bool) -> Paragraph:
    """The logo in a paragraph of its own, no wider than ``widest`` twentieths of a point.

    An SVG goes along with the PNG that programs show which know no SVG. Raises :class:`WriteError`
    where nothing is installed that draws one.
    """
    vector = logo.kind is PictureKind.SVG
    name, _ = part.get_or_add_image(BytesIO(_raster(logo) if vector else logo.content))
    width = min(Mm(logo.width), Twips(widest))
    inline = CT_Inline.new_pic_inline(1, name, "Logo", width, Emu(round(width * logo.height / logo.width)))
    inline.docPr.set("name", "Logo")
    inline.docPr.set("descr", encoded(logo.alt, "logo's words").decode())
    if vector:
        _add_vector(part, inline, logo.content)
    # Of a paragraph that runs from right to left Word takes left for the side where lines begin.
    side = logo.side
    if right_to_left:
        side = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(side, side)
    turned = {"bidi": make("bidi")} if right_to_left else {}
    drawing = make("r", make("drawing", etree.tostring(inline, encoding="unicode")))
    return Paragraph("Logo", drawing, turned | {"jc": make("jc", val=_JUSTIFIED[side])})


def _raster(logo: Logo) -> bytes:
    try:
        from resvg_py import svg_to_bytes  # an extra: only an SVG in Word needs it
    except ImportError:
        raise WriteError(
            'The logo is an SVG, and Word needs it as PNG as well: pip install "reportgen[svg]", '
            "or name a PNG under logo.file in style.yaml."
        ) from None
    width = round(logo.width / 25.4 * _DOTS_PER_INCH)
    return bytes(svg_to_bytes(svg_string=logo.content.decode(), width=width, dpi=96, skip_system_fonts=True))


def _add_vector(part: StoryPart, inline: CT_Inline, content: bytes) -> None:
    """Name the SVG behind its PNG (MS-ODRAWXML, svgBlip)."""
    vector = Part(PackURI("/word/media/logo.svg"), PictureKind.SVG.value, content, part.package)
    (blip,) = inline.iter(f"{{{_A}}}blip")
    extension = etree.SubElement(etree.SubElement(blip, f"{{{_A}}}extLst"), f"{{{_A}}}ext", uri=_SVG_EXTENSION)
    named = etree.SubElement(extension, f"{{{_ASVG}}}svgBlip", nsmap={"asvg": _ASVG})
    named.set(f"{{{_R}}}embed", part.relate_to(vector, RELATIONSHIP_TYPE.IMAGE))
