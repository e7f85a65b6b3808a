"""A timer for the room: set, started, paused; it runs on while other screens are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_MOST = 180  # minutes


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

    def longer(self, minutes: int, now: dt.datetime) -> None:
        """More minutes, or fewer; a timer that runs or rests goes on with the time it has then."""
        self.minutes = max(1, min(_MOST, self.minutes + minutes))
        if self.ends is not None:
            left = max(0, min(_MOST * 60, max(0, self.left(now)) + minutes * 60))
            self.ends = now + dt.timedelta(seconds=left)
            self.rang = self.rang and left == 0
        elif self.rests is not None:
            self.rests = max(0.0, min(_MOST * 60.0, self.rests + minutes * 60))
