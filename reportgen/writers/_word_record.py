"""The record a memo was made from, carried in its Word file as a custom XML part.

Word and LibreOffice keep such a part when they save the file, and show it to nobody. It is one
element with the text of the record, its name, its media type and the digest of its bytes.
"""

from __future__ import annotations

from hashlib import sha256

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from reportgen.errors import WriteError

NAMESPACE = "urn:reportgen:memo:1#"
ELEMENT = f"{{{NAMESPACE}}}record"
"""The root of the part. Its attributes: ``name``, ``mediaType``, and ``sha256`` of the bytes in hexadecimal digits."""
PART = "customXml/item1.xml"
"""Where the part lies in a file as written here; other programs may number it anew, the namespace stays."""
NAME = "talks.json"
MEDIA_TYPE = "application/json"

STORE_ID = "{6D24F8E1-52B4-5C6B-9A57-3E0B7C1D4A90}"
"""By this Word knows the part; the same in every file, so that the same memo makes the same bytes."""
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def carry(part: Part, record: bytes) -> None:
    """Put the record, JSON in UTF-8, beside the main part of a document.

    Raises :class:`WriteError` where it holds a character that XML cannot.
    """
    root = etree.Element(ELEMENT, nsmap={"rg": NAMESPACE})
    for attribute, value in (("name", NAME), ("mediaType", MEDIA_TYPE), ("sha256", sha256(record).hexdigest())):
        root.set(attribute, value)
    try:
        root.text = record.decode()
    except ValueError as error:
        raise WriteError(f"The record cannot be carried in a Word file: {error}.") from None
    carried = _part(PART, CONTENT_TYPE.XML, root, part)
    named = etree.Element(f"{{{_DATASTORE}}}datastoreItem", nsmap={"ds": _DATASTORE})
    named.set(f"{{{_DATASTORE}}}itemID", STORE_ID)
    schemas = etree.SubElement(named, f"{{{_DATASTORE}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_DATASTORE}}}schemaRef").set(f"{{{_DATASTORE}}}uri", NAMESPACE)
    properties = _part("customXml/itemProps1.xml", CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, named, part)
    carried.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    part.relate_to(carried, RELATIONSHIP_TYPE.CUSTOM_XML)


def _part(name: str, content_type: str, root: etree._Element, beside: Part) -> Part:
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Part(PackURI(f"/{name}"), content_type, content, beside.package)
