"""How often Python looks for what may be forgotten, while the program runs as a command."""

SWEEPS = (200_000, 20, 20)
"""After so many new objects (``gc.set_threshold``); at Python's own 700 a fifth of a build went into it."""
