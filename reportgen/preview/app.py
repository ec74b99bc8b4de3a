"""The pages of a preview: for this machine, for one who knows the address, changing nothing.

/<token>/           the page: memo, findings, length, sign-off
/<token>/about      what it shows, as JSON
/<token>/events     what changed, as it changes (server-sent events, HTML Living Standard § 9.2)
/<token>/memo       the newest good memo as HTML, which may run no script and load nothing
/<token>/memo.pdf   the newest one as PDF
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from reportgen.preview.editors import EDITORS
from reportgen.preview.session import Session, state

HERE = Path(__file__).parent
QUIET = 15.0
"""Seconds after which a sign of life is sent, so that no connection is taken for dead."""

PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:"
MEMO = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox allow-same-origin"
"""The memo has its style within itself; its frame may run nothing, send nothing and load nothing."""
ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Guarded:
    """Lets through what a browser on this machine asks for on its own account.

    ``hosts`` are the names this machine goes by: any other is a foreign page's (DNS rebinding). A request that
    another site had the browser make is refused (Fetch Metadata), and so is any that could change something.
    """

    def __init__(self, app: Any, hosts: Sequence[str]) -> None:
        self._app, self._hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a refusal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("Nothing can be changed here.", 405, {**ALWAYS, "allow": "GET, HEAD"})
        if request.headers.get("host", "") not in self._hosts:
            return PlainTextResponse("This page is for this machine only.", 403, ALWAYS)
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return PlainTextResponse("Another site may not ask for this page.", 403, ALWAYS)
        return None


def application(session: Session, audiences: Sequence[str], token: str, hosts: Sequence[str], editor: str) -> Guarded:
    """The preview as an ASGI application. ``hosts`` are values of ``Host``; ``editor`` is one of :data:`EDITORS`."""
    pages = _Pages(session, tuple(audiences), editor)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with session.running():
            yield

    routes = [
        Route(f"/{token}/", pages.page),
        Route(f"/{token}/page.css", pages.css),
        Route(f"/{token}/page.js", pages.script),
        Route(f"/{token}/about", pages.about),
        Route(f"/{token}/events", pages.events),
        Route(f"/{token}/memo", pages.memo),
        Route(f"/{token}/memo.pdf", pages.pdf),
    ]
    return Guarded(Starlette(routes=routes, lifespan=lifespan), hosts)


class _Pages:
    def __init__(self, session: Session, audiences: tuple[str, ...], editor: str) -> None:
        self._session, self._audiences, self._editor = session, audiences, editor

    async def page(self, _: Request) -> Response:
        framed = {"content-security-policy": f"{PAGE}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"}
        return HTMLResponse((HERE / "page.html").read_bytes(), headers=ALWAYS | framed)

    async def css(self, _: Request) -> Response:
        return Response((HERE / "page.css").read_bytes(), media_type="text/css", headers=ALWAYS)

    async def script(self, _: Request) -> Response:
        return Response((HERE / "page.js").read_bytes(), media_type="text/javascript", headers=ALWAYS)

    async def about(self, _: Request) -> Response:
        asked = self._session.asked
        about = {"record": asked.record, "audience": asked.audience, "audiences": self._audiences}
        return JSONResponse(about, headers=ALWAYS)

    async def memo(self, request: Request) -> Response:
        frame = self._session.frame(self._audience(request))
        return HTMLResponse(frame.html, headers=ALWAYS | {"content-security-policy": MEMO})

    async def pdf(self, request: Request) -> Response:
        made = self._session.frame(self._audience(request)).laid
        if not made or not made.content:
            raise HTTPException(404, "There is no PDF yet.", ALWAYS)
        return Response(made.content, media_type="application/pdf", headers=ALWAYS)

    async def events(self, request: Request) -> Response:
        stream = self._events(self._audience(request))
        return StreamingResponse(stream, media_type="text/event-stream", headers=ALWAYS)

    async def _events(self, audience: str) -> AsyncIterator[str]:
        version = 0
        while not self._session.ended:
            frame = await self._session.after(audience, version, QUIET)
            if frame.version > version:
                version = frame.version
                yield f"data: {json.dumps(self._with_links(state(frame)))}\n\n"
            else:
                yield ": still here\n\n"

    def _audience(self, request: Request) -> str:
        audience = request.query_params.get("audience", self._session.asked.audience)
        if audience not in self._audiences:
            raise HTTPException(404, "There is no such audience.", ALWAYS)
        return audience

    def _with_links(self, told: dict[str, Any]) -> dict[str, Any]:
        """The same, each place with the address that opens it in the editor."""
        for each in (*told["stopped"], *told["findings"]):
            each["href"] = _address(each, EDITORS[self._editor])
        return told


def _address(told: dict[str, Any], pattern: str) -> str:
    if not pattern or not told["file"] or not os.path.exists(told["file"]):
        return ""
    from urllib.parse import quote

    file = quote(Path(told["file"]).resolve().as_posix())
    named = file if file.startswith("/") else f"/{file}"  # C:/… on Windows
    return pattern.format(file=named, line=max(told["line"], 1), column=max(told["column"], 1))
