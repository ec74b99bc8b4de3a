"""One writer a format: a memo and a style → bytes. None of them chooses or rephrases a word."""
