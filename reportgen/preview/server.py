"""Serves a preview on this machine until it is stopped."""

from __future__ import annotations

import logging
import secrets
import signal
import socket
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager

import uvicorn

from reportgen.errors import ReportgenError
from reportgen.preview.app import application
from reportgen.preview.render import Asked
from reportgen.preview.session import Session

ADDRESS = "127.0.0.1"
FIRST_PORT = 8765
PORTS = 20
"""How many ports are tried when none is named."""
TOLD_TO_END = (signal.SIGINT, signal.SIGTERM)


def serve(
    asked: Asked, audiences: Sequence[str], *, port: int | None, editor: str, ready: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C; ``ready`` is told the address, which holds a secret.

    Raises :class:`ReportgenError` when the port is taken, or when none is free, and ``KeyboardInterrupt`` at the end.
    """
    with _bound(port) as listening:
        number = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        hosts = [f"{ADDRESS}:{number}", f"localhost:{number}"]
        session = Session(asked)
        app = application(session, audiences, token, hosts, editor)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=1, server_header=False
        )
        server = _Server(config, session)
        with _ending(server):
            ready(f"http://{ADDRESS}:{number}/{token}/")
            server.run(sockets=[listening])
    raise KeyboardInterrupt


class _Server(uvicorn.Server):
    """Ends what is being followed before it waits for connections to close: a page left open follows for ever."""

    def __init__(self, config: uvicorn.Config, session: Session) -> None:
        super().__init__(config)
        self._session = session

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Nothing: signals are caught by ``_ending``, until the last thread is done."""
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what is under way, and close."""
        await self._session.end()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # what is cut off now is no fault
        await super().shutdown(sockets)


@contextmanager
def _ending(server: uvicorn.Server) -> Iterator[None]:
    """The first Ctrl-C ends the server, in a second or two; another changes nothing."""

    def end(*_: object) -> None:
        server.should_exit = True

    before = {each: signal.signal(each, end) for each in TOLD_TO_END}
    try:
        yield
    finally:
        for each, was in before.items():
            signal.signal(each, was)


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
