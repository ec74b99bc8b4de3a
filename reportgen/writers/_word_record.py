"""The record a memo was made from, carried in its Word file as a custom XML part.

Word and LibreOffice keep such a part when they save the file, and show it to nobody. It is one
element with the text of the record, its name, its media type and the digest of its bytes.
"""

from __future__ import annotations

from hashlib import sha256

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reportgen.errors import WriteError
from reportgen.writers._word_markup import encoded, escaped

NAMESPACE = "urn:reportgen:memo:1#"
"""Of the part's root, whose attributes are ``name``, ``mediaType``, and ``sha256`` of the bytes, hexadecimal."""
PART = "customXml/item1.xml"
"""Where the part lies in a file as written here; other programs may number it anew, the namespace stays."""
NAME = "talks.json"
MEDIA_TYPE = "application/json"

STORE_ID = "{6D24F8E1-52B4-5C6B-9A57-3E0B7C1D4A90}"
"""By this Word knows the part; the same in every file, so that the same memo makes the same bytes."""
_NAMED = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    f' ds:itemID="{STORE_ID}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def carry(part: Part, record: bytes) -> None:
    """Put the record, JSON in UTF-8, beside the main part of a document.

    Raises :class:`WriteError` where it holds a character that XML cannot.
    """
    attributes = f'xmlns:rg="{NAMESPACE}" name="{NAME}" mediaType="{MEDIA_TYPE}" sha256="{sha256(record).hexdigest()}"'
    try:
        root = encoded(f"<rg:record {attributes}>{escaped(record.decode())}</rg:record>", "record")
    except ValueError as error:
        raise WriteError(f"The record cannot be carried in a Word file: {error}.") from None
    carried = _part(PART, CONTENT_TYPE.XML, root, part)
    properties = _part("customXml/itemProps1.xml", CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _NAMED.encode(), part)
    carried.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    part.relate_to(carried, RELATIONSHIP_TYPE.CUSTOM_XML)


def _part(name: str, content_type: str, root: bytes, beside: Part) -> Part:
    return Part(PackURI(f"/{name}"), content_type, _DECLARATION + root, beside.package)
