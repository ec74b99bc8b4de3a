"""A stand-in for an endpoint that speaks chat completions, on this machine: a server in a thread that keeps a log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the stand-in answers: status, body, headers; ``wait`` seconds before the body, or until it is closed."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


@dataclass
class StandIn:
    """The server: its address, what it was asked, and what it answers to a request (by its number, from 0)."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answer: Callable[[int, dict[str, Any]], Reply] = lambda number, asked: said({"entries": []})
    closed: Event = field(default_factory=Event)

    @property
    def questions(self) -> list[dict[str, Any]]:
        """What the user's messages held."""
        return [json.loads(each["messages"][1]["content"]) for each in self.asked]


def said(content: object, finish: str = "stop") -> Reply:
    """A completion whose message is ``content``, as JSON unless it is text."""
    words = content if isinstance(content, str) else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}
    body = {"id": "c1", "object": "chat.completion", "created": 0, "model": "stand-in", "choices": [choice]}
    return Reply(body=json.dumps(body).encode())


def refused(status: int, message: str = "no") -> Reply:
    """An error as such endpoints write it."""
    return Reply(status, json.dumps({"error": {"message": message, "type": "x", "code": None}}).encode())


@contextmanager
def stand_in(*replies: Reply) -> Iterator[StandIn]:
    """A stand-in that answers with ``replies`` in their order, the last of them again and again."""
    made = StandIn()
    if replies:
        made.answer = lambda number, asked: replies[min(number, len(replies) - 1)]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            read = self.rfile.read(int(self.headers["Content-Length"]))
            number = len(made.asked)
            made.asked.append(json.loads(read))
            made.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = made.answer(number, made.asked[-1])
            made.closed.wait(reply.wait)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:
                pass  # the one who asked has gone

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()
