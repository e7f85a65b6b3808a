"""A person at the keyboard: presses keys, reads the screen, and looks into the file afterwards."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import tomli
from rich.segment import Segment
from textual import events
from textual.command import CommandPalette
from textual.keys import _character_to_key
from textual.pilot import Pilot

from workshop_tui.tui.app import WorkshopApp
from workshop_tui.tui.screens.step_screen import StepScreen

SMALL, LARGE = (80, 24), (120, 40)
PATIENCE = 20  # seconds; only a program that hangs takes so long
MORNING = dt.datetime(2026, 3, 2, 9, 30)


class Clock:
    """Local time that stands still until it is told to go on."""

    def __init__(self, now: dt.datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def goes_on(self, minutes: float) -> None:
        self.now += dt.timedelta(minutes=minutes)


def drawn(app: WorkshopApp) -> list[list[Segment]]:
    """Every cell that is on screen now, with its style."""
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def lines(app: WorkshopApp) -> list[str]:
    """The screen as text, a string a line."""
    return ["".join(segment.text for segment in row).rstrip() for row in drawn(app)]


def text(app: WorkshopApp) -> str:
    """The screen as text."""
    return "\n".join(lines(app))


def styled(app: WorkshopApp) -> list[list[tuple[str, str]]]:
    """The screen as text with its styles, to compare two screens to the last byte."""
    return [[(segment.text, str(segment.style)) for segment in row] for row in drawn(app)]


class Desk:
    """The laptop: keys in, screen out."""

    def __init__(self, app: WorkshopApp, pilot: Pilot[None], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder

    # Keys

    async def press(self, *keys: str) -> None:
        """Press keys, and wait after each until everything it did has been done."""
        for key in keys:
            char = key if len(key) == 1 else " " if key == "space" else None
            self._send(_character_to_key(key) if len(key) == 1 else key, char)
            await self.settle()

    async def type(self, words: str) -> None:
        """Type as fast as a person never could, and wait at the end."""
        for char in words:
            self._send(_character_to_key(char), char)
        await self.settle()

    async def paste(self, words: str) -> None:
        """Paste, as a terminal tells it."""
        self.app._driver.send_message(_sent(events.Paste(words), self.app))  # type: ignore[union-attr]
        await self.settle()

    async def settle(self) -> None:
        """Wait until the program has done all there is to do.

        Every queue is seen through a few times, since one message makes another; that takes a millisecond where
        Textual's own pause takes forty. Where something works in the background the slow way is taken.
        """
        until = time.monotonic() + PATIENCE
        for _ in range(4):
            await asyncio.sleep(0)
            done = asyncio.Event()
            self.app.call_later(done.set)
            while not done.is_set():
                if self.app._exit or self.app._exception is not None:
                    return
                assert time.monotonic() < until, "the program answers no more"
                await asyncio.sleep(0)
            await self.pilot._wait_for_screen(PATIENCE)
            self.app.screen._on_timer_update()
        if any(not one.is_finished for one in self.app.workers) or isinstance(self.app.screen, CommandPalette):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    def _send(self, key: str, char: str | None) -> None:
        self.app._driver.send_message(_sent(events.Key(key, char), self.app))  # type: ignore[union-attr]

    # What is on screen

    @property
    def screen(self) -> str:
        """The name of the screen's class."""
        return type(self.app.screen).__name__

    @property
    def text(self) -> str:
        """All that is on screen."""
        return text(self.app)

    @property
    def flat(self) -> str:
        """All that is on screen, with one space wherever there is any."""
        return " ".join(self.text.split())

    @property
    def top(self) -> str:
        """The line at the top."""
        return lines(self.app)[0]

    @property
    def message(self) -> str:
        """The sentence to the facilitator."""
        return str(self.app.screen.query_one("#message").text)  # type: ignore[attr-defined]

    def shows(self, *pieces: str) -> None:
        """Assert that all of these are on screen, wherever lines are broken."""
        for piece in pieces:
            assert piece in self.flat, f"{piece!r} is not on screen:\n{self.text}"

    def hides(self, *pieces: str) -> None:
        """Assert that none of these is on screen."""
        for piece in pieces:
            assert piece not in self.flat, f"{piece!r} is on screen:\n{self.text}"

    async def waits(self) -> None:
        """Let a second go by, as the screen sees it."""
        assert isinstance(self.app.screen, StepScreen)
        self.app.screen._tick()
        await self.settle()

    # What is in the file

    @property
    def path(self) -> Path:
        """The only session file of the folder."""
        [path] = [one for one in self.folder.glob("*.toml") if not one.name.startswith(".")]
        return path

    @property
    def file(self) -> dict[str, Any]:
        """The content of the only session file of the folder, brought up to date."""
        self.save()
        return read(self.path)

    def save(self) -> None:
        """Do what the program does by itself after a moment of quiet."""
        if self.app.workshop is not None:
            assert self.app.workshop.save(), self.app.workshop.trouble


def _sent(event: events.Event, app: WorkshopApp) -> events.Event:
    event.set_sender(app)
    return event


def read(path: Path) -> dict[str, Any]:
    """The content of a session file."""
    return tomli.loads(path.read_text(encoding="utf-8"))


@asynccontextmanager
async def desk(
    folder: Path,
    *,
    opens: Path | None = None,
    size: tuple[int, int] = SMALL,
    clock: Clock | None = None,
    state: Path | None = None,
) -> AsyncIterator[Desk]:
    """Start the program on a folder, as ``workshop-tui`` does."""
    app = WorkshopApp(folder, opens=opens, state=state or folder.parent / "state", clock=clock or Clock())
    async with app.run_test(size=size) as pilot:
        at = Desk(app, pilot, folder)
        await pilot.pause()
        await at.settle()
        yield at
