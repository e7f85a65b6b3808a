"""Bring a session's file up to date beside the screens: soon after a change, at once at a step, again after a failure.

Not with every key, since sync services answer rapid saves with conflict copies; and in a thread of its own, since a
share may take long to answer.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Protocol

QUIET = 1.5  # seconds without a change, before the file is saved
_LATEST = 10.0  # seconds after the first change, also while others go on coming
_AGAIN = (5.0, 10.0, 20.0, 30.0)  # seconds before the next try, each time it fails


class Save(Protocol):
    """How a file is brought up to date; false where it could not be."""

    def __call__(self, *, milestone: bool = False) -> bool:
        """Save; a milestone is kept as a version too."""


class Saver:
    """A thread that saves one session.

    Args:
        save: Brings the file up to date.
        failed: Told of a mistake of ours in it, by the thread; the thread has then ended.
    """

    def __init__(self, save: Save, failed: Callable[[Exception], None]) -> None:
        self._save, self._failed = save, failed
        self._news = threading.Condition()
        self._due = math.inf
        self._since = math.inf
        """When the first change came that no save has seen yet."""
        self._is_milestone = self._has_stopped = False
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    def soon(self) -> None:
        """Something changed: save it in a moment of quiet."""
        with self._news:
            now = time.monotonic()
            self._since = min(self._since, now)
            self._due = min(now + QUIET, self._since + _LATEST)
            self._news.notify()

    def now(self, *, milestone: bool = False) -> None:
        """Save at once, without waiting for it."""
        with self._news:
            self._since = self._due = -math.inf  # so that a change right after it does not put it off
            self._is_milestone |= milestone
            self._news.notify()

    def stop(self) -> None:
        """Begin no further save; one that is under way goes on to its end."""
        with self._news:
            self._has_stopped = True
            self._news.notify()

    def _run(self) -> None:
        failures = 0
        while (milestone := self._next()) is not None:
            try:
                is_done = self._save(milestone=milestone)
            except Exception as error:
                self._failed(error)
                return
            failures = 0 if is_done else failures + 1
            if failures:
                self._try_again(_AGAIN[min(failures, len(_AGAIN)) - 1], milestone)

    def _next(self) -> bool | None:
        """Wait until there is something to save, and return whether as a milestone; None once we have stopped."""
        with self._news:
            while not self._has_stopped and (wait := self._due - time.monotonic()) > 0:
                self._news.wait(None if wait == math.inf else wait)
            milestone, self._is_milestone = self._is_milestone, False
            self._due = self._since = math.inf
            return None if self._has_stopped else milestone

    def _try_again(self, seconds: float, milestone: bool) -> None:
        with self._news:
            self._due = min(self._due, time.monotonic() + seconds)
            self._is_milestone |= milestone


def within(seconds: float, do: Callable[[], None]) -> bool:
    """Do something that may hang, such as writing to a share that has gone; false if it takes longer than this.

    Raises:
        Exception: What it raised within that time.
    """
    raised: list[Exception] = []

    def run() -> None:
        try:
            do()
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=run, name="within", daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    return not thread.is_alive()
