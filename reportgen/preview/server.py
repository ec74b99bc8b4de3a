"""Serves a preview on this machine until it is stopped."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Sequence

import uvicorn

from reportgen.errors import ReportgenError
from reportgen.preview.app import application
from reportgen.preview.render import Asked
from reportgen.preview.session import Session

ADDRESS = "127.0.0.1"
FIRST_PORT = 8765
PORTS = 20
"""How many ports are tried when none is named."""


def serve(
    asked: Asked, audiences: Sequence[str], *, port: int | None, editor: str, ready: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C; ``ready`` is told the address, which holds a secret.

    Raises :class:`ReportgenError` when the port is taken, or when none is free.
    """
    with _bound(port) as listening:
        number = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        hosts = [f"{ADDRESS}:{number}", f"localhost:{number}"]
        app = application(Session(asked), audiences, token, hosts, editor)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=1, server_header=False
        )
        server = uvicorn.Server(config)
        ready(f"http://{ADDRESS}:{number}/{token}/")
        server.run(sockets=[listening])


def _bound(port: int | None) -> socket.socket:
    for number in [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((ADDRESS, number))
            listening.listen()  # from now on a browser is not turned away, but waits
        except OSError as error:
            listening.close()
            why = error.strerror
        else:
            return listening
    raise ReportgenError(f"Port {port} cannot be used: {str(why).lower()}. Leave --port out, and a free one is found.")
