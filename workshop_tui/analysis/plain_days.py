"""Days and hours as people read them, and how late an action is. Today is always given, never asked for."""

from __future__ import annotations

import datetime as dt

from workshop_tui.model.action import Action
from workshop_tui.words import counted

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day(date: dt.date) -> str:
    """``1 December 2026``: a month in words, so that no country reads it another way."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def days_late(action: Action, today: dt.date) -> int:
    """How many days an action that is still open is past its date; 0 where it is not."""
    if action.due is None or not action.is_open:
        return 0
    return max(0, (today - action.due).days)


def due(action: Action, today: dt.date) -> str:
    """``due 1 December 2026``, ``due today``, ``was due 1 December 2026, 12 days late``, ``no due date``."""
    if action.due is None:
        return "no due date"
    if not action.is_open:
        return f"was due {day(action.due)}"
    if late := days_late(action, today):
        return f"was due {day(action.due)}, {counted(late, 'day')} late"
    return "due today" if action.due == today else f"due {day(action.due)}"


def minutes(seconds: int) -> str:
    """Time spent, to the minute: ``12 min``; a short stay is ``less than 1 min``."""
    return "less than 1 min" if 0 < seconds < 30 else f"{(seconds + 30) // 60} min"
