"""What a cluster calls: a parcel as bytes → what comes of it. Imports nothing until then.

A scheduler reads the names of functions too: it imports this module, and nothing that memos are made with.
"""

from __future__ import annotations


def made_there(parcel: bytes, templates: bytes) -> bytes:
    """What :func:`reportgen.cluster.there.made` makes of a pickled parcel."""
    from pickle import loads

    from reportgen.cluster.there import made

    return made(loads(parcel), templates)


def made_with_there() -> dict[str, str]:
    """What memos are made with on the machine that is asked."""
    from reportgen.cluster.program import made_with

    return made_with()


def end_there(session: str) -> None:
    """End what is being made of a session."""
    from reportgen.cluster.there import end

    end(session)


def kept_there(content: bytes) -> bytes:
    """The content itself, for others to ask for."""
    return content
