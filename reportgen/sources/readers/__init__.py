"""One reader a kind of file: bytes → contents. Each is imported where it is used."""
