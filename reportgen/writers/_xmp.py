"""What a PDF says of itself in XMP: that it is PDF/A-3a and PDF/UA-1, its language, and what it was made from.

WeasyPrint writes one standard's mark at a time. The other's, the language and our own properties are added
here, each with the description that PDF/A asks of a property it does not know (ISO 19005-3, 6.6.2.3).
Typst writes all marks and the language; it knows no properties of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from xml.etree import ElementTree

from msgspec import Struct

from reportgen.memo.tree import Memo
from reportgen.version import VERSION

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
RG = "urn:reportgen:memo:1#"
"""The namespace of our own properties."""
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
XMP = "http://ns.adobe.com/xap/1.0/"
XMP_MM = "http://ns.adobe.com/xap/1.0/mm/"
XMP_TPG = "http://ns.adobe.com/xap/1.0/t/pg/"
PDF = "http://ns.adobe.com/pdf/1.3/"

_UNTOLD = frozenset(
    {f"{{{XMP_MM}}}{name}" for name in ("History", "InstanceID", "DocumentID", "RenditionClass")}
    | {f"{{{XMP_TPG}}}NPages", f"{{{PDF}}}PDFVersion", f"{{{DC}}}format"}
)
"""What Typst says beyond what WeasyPrint does, and the file tells without it."""

PREFIXES = {
    "rdf": RDF, "dc": DC, "pdfuaid": PDFUAID, "rg": RG,
    "pdfaExtension": EXTENSION, "pdfaSchema": SCHEMA, "pdfaProperty": PROPERTY,
}  # fmt: skip
"""PDF/A asks for these very prefixes."""

OWN = {
    "Identifier": "The talks and the audience",
    "Version": "The version of the record",
    "DataSha256": "The SHA-256 of the embedded record, in hexadecimal",
    "Program": "The program and its version",
}
"""Our own properties, all of them text, and what each is."""


class Told(Struct, frozen=True):
    """What a memo's PDF says of itself, beyond what WeasyPrint writes: its language, and properties of ``OWN``."""

    language: str
    own: Mapping[str, str]


def own_properties(memo: Memo, record: bytes) -> dict[str, str]:
    """The properties of ``OWN`` for a memo and the record embedded with it, if any."""
    properties = memo.properties
    told = {"Identifier": properties.identifier, "Version": properties.version, "Program": f"reportgen {VERSION}"}
    return told | ({"DataSha256": sha256(record).hexdigest()} if record else {})


def telling(generate: Callable[..., bytes], told: Told) -> Callable[..., bytes]:
    """WeasyPrint's generator of XMP, made to say ``told`` too and that the file is PDF/UA-1."""

    def generated(*arguments: object) -> bytes:
        for prefix, namespace in PREFIXES.items():
            ElementTree.register_namespace(prefix, namespace)
        rdf = ElementTree.fromstring(generate(*arguments))
        description = _one_description(rdf)
        _say(description, PDFUAID, "part", "1")
        languages = _list(description, f"{{{DC}}}language", "Bag")
        ElementTree.SubElement(languages, f"{{{RDF}}}li").text = told.language
        for name, value in told.own.items():
            _say(description, RG, name, value)
        _extensions(description)
        written: bytes = ElementTree.tostring(rdf, encoding="utf-8")
        return written

    return generated


def with_own(packet: bytes, own: Mapping[str, str], engine: str, language: str, *, extensions: bool) -> bytes:
    """A finished packet of Typst's that says ``own`` too, names us and our engine, and the memo's language.

    With ``extensions`` the schema of our own properties is described, as PDF/A-1 to 3 ask and PDF/A-4 does not. Typst
    describes others that are XMP's own (ISO 19005-3, 6.6.2.3), and tells when it wrote the file, which the dates tell.
    """
    for prefix, namespace in {**dict(re.findall(r'xmlns:(\w+)="([^"]+)"', packet.decode())), **PREFIXES}.items():
        ElementTree.register_namespace(prefix, namespace)
    start, end = packet.index(b"<rdf:RDF"), packet.index(b"</rdf:RDF>") + len(b"</rdf:RDF>")
    rdf = ElementTree.fromstring(packet[start:end])
    for tool in rdf.iter(f"{{{XMP}}}CreatorTool"):
        tool.text = "reportgen"
    description = _one_description(rdf)
    _say(description, PDF, "Producer", engine)
    for spoken in rdf.iterfind(f".//{{{DC}}}language//{{{RDF}}}li"):
        spoken.text = language
    for name, value in own.items():
        _say(description, RG, name, value)
    for untold in [each for each in description if each.tag in _UNTOLD]:
        description.remove(untold)
    schemas = rdf.find(f".//{{{EXTENSION}}}schemas/{{{RDF}}}Bag")
    if extensions and schemas is not None:
        for schema in [*schemas]:
            if schema.findtext(f"{{{SCHEMA}}}namespaceURI") in (XMP_MM, PDF):
                schemas.remove(schema)
        _own_schema(schemas)
    written: bytes = ElementTree.tostring(rdf, encoding="utf-8")
    return packet[:start] + written + packet[end:]


def _one_description(rdf: ElementTree.Element) -> ElementTree.Element:
    """All that is said of the file under one head, where WeasyPrint gives each property its own."""
    first, *others = rdf
    for other in others:
        first.attrib.update(other.attrib)
        first.extend(other)
        rdf.remove(other)
    return first


def _say(description: ElementTree.Element, namespace: str, name: str, value: str) -> None:
    ElementTree.SubElement(description, f"{{{namespace}}}{name}").text = value


def _list(parent: ElementTree.Element, name: str, kind: str) -> ElementTree.Element:
    return ElementTree.SubElement(ElementTree.SubElement(parent, name), f"{{{RDF}}}{kind}")


def _extensions(description: ElementTree.Element) -> None:
    """The schemas behind the properties that PDF/A does not know."""
    schemas = _list(description, f"{{{EXTENSION}}}schemas", "Bag")
    part = {"part": ("Integer", "The part of ISO 14289")}
    _schema(schemas, "PDF/UA identification", PDFUAID, "pdfuaid", part)
    _own_schema(schemas)


def _own_schema(schemas: ElementTree.Element) -> None:
    _schema(schemas, "What a memo was made from", RG, "rg", {name: ("Text", what) for name, what in OWN.items()})


def _schema(
    schemas: ElementTree.Element, title: str, namespace: str, prefix: str, properties: Mapping[str, tuple[str, str]]
) -> None:
    schema = _entry(schemas, SCHEMA, {"schema": title, "namespaceURI": namespace, "prefix": prefix})
    listed = _list(schema, f"{{{SCHEMA}}}property", "Seq")
    for name, (kind, what) in properties.items():
        _entry(listed, PROPERTY, {"name": name, "valueType": kind, "category": "internal", "description": what})


def _entry(parent: ElementTree.Element, namespace: str, fields: Mapping[str, str]) -> ElementTree.Element:
    entry = ElementTree.SubElement(parent, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, value in fields.items():
        ElementTree.SubElement(entry, f"{{{namespace}}}{name}").text = value
    return entry
