"""Where a model is asked: what the project file or the caller configured → an address, a model, a key."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

from reportgen.errors import ReportgenError
from reportgen.project import load_project

SECONDS = 120.0
"""How long an answer may take."""
LOCAL = ("localhost", "localhost.localdomain")
OFF = (
    'The drafter "llm" is off: it sends the text of sources to a language model, and no {lacking} is configured. '
    'Write into reportgen.toml: [llm] base_url = "http://localhost:8080/v1", model = "…", and where it needs a key, '
    'key_env = "THE_VARIABLE_THAT_HOLDS_IT".'
)


@dataclass(frozen=True)
class Connection:
    """An endpoint that speaks chat completions, and the model asked there; the key is in no text made of it."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    key_env: str = ""
    seconds: float = SECONDS

    @property
    def local(self) -> bool:
        """Whether the endpoint is on this machine."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return host in LOCAL or ip_address(host).is_loopback
        except ValueError:
            return False

    @property
    def destination(self) -> str:
        """Where text goes, and how."""
        told = [f"the model {self.model}", "on this machine" if self.local else ""]
        if not self.local:
            parts = urlsplit(self.base_url)
            told.append("not encrypted" if parts.scheme == "http" else "")
            told.append("through the proxy that the environment names" if _proxied(parts) else "")
        return f"{self.base_url} ({', '.join(filter(None, told))})"


def connection(
    base_url: str | None = None, model: str | None = None, key_env: str | None = None, seconds: float | None = None
) -> Connection:
    """The connection configured: what is given goes before the project file's ``[llm]``.

    Raises :class:`~reportgen.errors.ReportgenError` when the address or the model is missing, when the address is none
    or holds a password, and when the environment variable of the key is not set.
    """
    settings = None if base_url and model else load_project().llm
    if settings is not None:
        base_url, model = base_url or settings.base_url, model or settings.model
        key_env, seconds = key_env or settings.key_env, seconds or settings.seconds
    if not base_url or not model:
        raise ReportgenError(OFF.format(lacking="model" if base_url else "endpoint"))
    _judge(base_url)
    return Connection(base_url.rstrip("/"), model, _key(key_env), key_env or "", seconds or SECONDS)


def _judge(base_url: str) -> None:
    try:
        parts = urlsplit(base_url)
        _ = parts.port
    except ValueError:
        raise ReportgenError("[llm] base_url is no address. Write it as http://localhost:8080/v1.") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ReportgenError(
            "[llm] base_url holds more than an address (a name, a password, a query). Put the key into an environment "
            "variable, and its name into key_env."
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ReportgenError(f'[llm] base_url "{base_url}" is no address. Write it as http://localhost:8080/v1.')


def _key(key_env: str | None) -> str:
    if not key_env:
        return ""
    key = os.environ.get(key_env, "").strip()
    if not key:
        raise ReportgenError(f"The environment variable {key_env}, which [llm] key_env names, is not set.")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ReportgenError(f"The environment variable {key_env} holds characters that no key has.")
    return key


def _proxied(parts: SplitResult) -> bool:
    return parts.scheme in getproxies() and not proxy_bypass(parts.hostname or "")
