"""What a low layer asks of a high one, by name: imported when it is asked for, and not before.

A record offers its own frames, and shows itself in a notebook; what works these out stands layers above it, since it
needs the cut, the checks or a writer. Naming it here, as text, keeps the imports running one way and ``import
reportgen`` cheap. Methods that make an object pleasant to use are the only ones to call this; nothing a memo is made
of does.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def above(name: str) -> Any:
    """The function ``name``, written ``package.module:function`` below ``reportgen``."""
    module, _, function = name.partition(":")
    return getattr(import_module(f"reportgen.{module}"), function)
