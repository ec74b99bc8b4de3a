"""How the program runs as a command: how often Python looks for what may be forgotten, and what it loads besides."""

SWEEPS = (200_000, 20, 20)
"""After so many new objects (``gc.set_threshold``); at Python's own 700 a fifth of a build went into it."""
NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""An environment variable of pydantic: no other package is asked whether it has something to add to validation."""
