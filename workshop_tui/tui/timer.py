"""A timer for the room: set, started, paused; it runs on while other screens are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass
class Timer:
    """Minutes that run down. ``ends`` while it runs, ``rests`` (seconds left) while it is paused."""

    minutes: int = 5
    ends: dt.datetime | None = None
    rests: float | None = None
    rang: bool = False

    def left(self, now: dt.datetime) -> int:
        """Whole seconds left; negative once it is over; the full time while it is not started."""
        if self.ends is not None:
            return round((self.ends - now).total_seconds())
        return round(self.rests) if self.rests is not None else self.minutes * 60

    def clock(self, now: dt.datetime) -> str:
        """``04:59``, or ``+00:12`` once it is over."""
        left = self.left(now)
        minutes, seconds = divmod(abs(left), 60)
        return f"{'+' if left < 0 else ''}{minutes:02d}:{seconds:02d}"

    def is_due(self, now: dt.datetime) -> bool:
        """Whether it is over and has not rung yet."""
        return self.ends is not None and not self.rang and self.left(now) <= 0

    def start_or_pause(self, now: dt.datetime) -> None:
        """Start it, pause it, go on."""
        if self.ends is not None:
            self.rests, self.ends = float(self.left(now)), None
        else:
            self.ends, self.rests = now + dt.timedelta(seconds=self.left(now)), None
            self.rang = False

    def stop(self) -> None:
        """Back to the full time."""
        self.ends = self.rests = None
        self.rang = False

    def set(self, minutes: int) -> None:
        """Another time; it starts anew."""
        self.minutes = max(1, min(180, minutes))
        self.stop()
