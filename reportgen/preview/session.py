"""Looks at the files, and keeps the newest memo of every audience that somebody looks at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, field, to_builtins
from msgspec.structs import asdict, replace

from reportgen.preview.render import Asked, Laid, Shown, laid, shown
from reportgen.recordfile import record_path
from reportgen.shipped import templates
from reportgen.watching import POLL, Snapshot, snapshot


class Frame(Struct):
    """The newest of one audience: ``version`` counts every change of what is to be seen.

    ``html`` is the last good memo; while ``shown`` has none, it is out of date. ``laid`` is nothing while the PDF
    is being made.
    """

    version: int = 0
    html: str = ""
    shown: Shown = field(default_factory=Shown)
    laid: Laid | None = None
    made: int = 0
    """Counts the memos made, so that the page loads one only when there is another."""


class Session:
    """One record being looked at. ``run`` works until it is cancelled."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._frames: dict[str, Frame] = {}
        self._changed = asyncio.Condition()
        self.ended = False
        self._wanted = asyncio.Event()
        self._to_lay: dict[str, int] = {}
        self._lay = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work in the background for as long as the context lasts."""
        tasks = [asyncio.create_task(self._make()), asyncio.create_task(self._lay_out())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def frame(self, audience: str) -> Frame:
        """The newest of an audience; asked for the first time, it begins to be made."""
        if audience not in self._frames:
            self._frames[audience] = Frame()
            self._wanted.set()
        return self._frames[audience]

    async def after(self, audience: str, version: int, seconds: float) -> Frame:
        """The frame once it is newer than ``version``, or as it is after ``seconds`` or at the end."""
        frame = self.frame(audience)
        async with self._changed:
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait_for(lambda: self.ended or frame.version > version)
            except TimeoutError:
                pass
        return frame

    async def end(self) -> None:
        """Nobody is kept waiting any more."""
        async with self._changed:
            self.ended = True
            self._changed.notify_all()

    async def _make(self) -> None:
        """Make the memo of every audience again when a file was saved, and of a new audience at once."""
        seen: dict[str, Snapshot] = {}
        while True:
            now = await asyncio.to_thread(snapshot, self._inputs())
            for audience, frame in list(self._frames.items()):
                if seen.get(audience) != now:
                    seen[audience] = now
                    await self._renewed(audience, frame)
            self._wanted.clear()
            try:
                async with asyncio.timeout(POLL):
                    await self._wanted.wait()
            except TimeoutError:
                pass

    async def _renewed(self, audience: str, frame: Frame) -> None:
        frame.shown = await asyncio.to_thread(shown, replace(self.asked, audience=audience))
        frame.laid = None
        if frame.shown.html:
            frame.made += frame.html != frame.shown.html
            frame.html = frame.shown.html
            self._to_lay[audience] = frame.version + 1
            self._lay.set()
        await self._told(frame)

    async def _lay_out(self) -> None:
        """The newest memo of each audience as PDF; one that was overtaken meanwhile is thrown away."""
        while True:
            await self._lay.wait()
            self._lay.clear()
            while self._to_lay:
                audience, version = self._to_lay.popitem()
                frame = self._frames[audience]
                made = await asyncio.to_thread(laid, replace(self.asked, audience=audience))
                if frame.version == version:
                    frame.laid = made
                    await self._told(frame)

    async def _told(self, frame: Frame) -> None:
        async with self._changed:
            frame.version += 1
            self._changed.notify_all()

    def _inputs(self) -> Sequence[Path]:
        own = [Path(self.asked.templates)] if self.asked.templates else []
        return [record_path(self.asked.record).parent, *own, templates()]


def state(frame: Frame) -> dict[str, Any]:
    """What the page is told of a frame, as JSON can carry it."""
    told = to_builtins(frame.shown)
    del told["html"]
    length = frame.laid and {name: value for name, value in asdict(frame.laid).items() if name != "content"}
    return {**told, "version": frame.version, "made": frame.made, "length": length}
