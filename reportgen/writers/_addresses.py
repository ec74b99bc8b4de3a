"""Addresses outside the memo, as files may hold them."""

from __future__ import annotations

import re

_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')


def uri(address: str) -> str:
    """The address with what may stand in none percent-encoded (RFC 3987): one bad address spoils the file."""
    return _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", address)
