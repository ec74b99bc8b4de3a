"""One writer a format: a memo and a style → bytes. None of them chooses or rephrases a word."""

FORMATS = ("pdf", "docx", "html", "md")
"""The formats there is a writer for, by file ending."""
