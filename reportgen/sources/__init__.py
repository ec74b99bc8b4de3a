"""A source document → numbered paragraphs, and where a verbatim run stands in them."""

from reportgen.sources.document import Document, Paragraph, read_document

__all__ = ["Document", "Paragraph", "read_document"]
