"""A due date as people type it in the heat of the day."""

from __future__ import annotations

import calendar
import datetime as dt
import re

# English words whatever the computer's language is, as calendar.month_name would not be.
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONG_AGO = dt.timedelta(days=60)
_LATER = re.compile(r"^\+\s*(\d{1,4})\s*(d|day|days|w|week|weeks|m|month|months)?$")
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?$")
_DIGITS = re.compile(r"^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4})?)?$")
HINT = "2026-12-01, 1 Dec, friday or +30d"


def read_day(text: str, today: dt.date) -> dt.date | None:
    """The day that was typed; None for nothing typed.

    Without a year it is the next such day, except that a day of the last 60 days is taken as it is.

    Args:
        text: 2026-12-01, 1 Dec, 1 December 2026, 1/12, 1/12/2026, friday, today, tomorrow, +30d, +6w, +3m.
        today: The day to count from.

    Raises:
        ValueError: With a sentence, when it is none of these.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        return None
    day = _relative(typed, today) or _iso(typed) or _written(typed, today)
    if day is None:
        raise ValueError(f"not a day: try {HINT}")
    return day


def _relative(typed: str, today: dt.date) -> dt.date | None:
    if typed in ("today", "tomorrow"):
        return today + dt.timedelta(days=typed == "tomorrow")
    if len(typed) >= 3 and any(name.startswith(typed) for name in _WEEKDAYS):
        wanted = next(place for place, name in enumerate(_WEEKDAYS) if name.startswith(typed))
        return today + dt.timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    later = _LATER.match(typed)
    if not later:
        return None
    number, unit = int(later[1]), (later[2] or "d")[0]
    if unit == "m":
        months = today.year * 12 + today.month - 1 + number
        year, month = months // 12, months % 12 + 1
        return dt.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return today + dt.timedelta(days=number * (7 if unit == "w" else 1))


def _iso(typed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return None


def _written(typed: str, today: dt.date) -> dt.date | None:
    if words := _WORDS.match(typed):
        meant = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(words[2])]
        day, month, year = int(words[1]), meant[0] if meant else 0, words[3]
    elif digits := _DIGITS.match(typed):
        day, month, year = int(digits[1]), int(digits[2]), digits[3]
    else:
        return None
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # From last year, as on 5 January 20 December may be past; 29 February may be eight years away.
    coming = (_day(today.year + years, month, day) for years in range(-1, 9))
    return next((found for found in coming if found and found >= today - _LONG_AGO), None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
