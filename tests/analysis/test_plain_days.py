"""Days, lateness and minutes in words."""

from __future__ import annotations

import datetime as dt

import pytest

from workshop_tui.analysis import plain_days
from workshop_tui.model.action import Action, Status

TODAY = dt.date(2026, 12, 1)


def action(due: dt.date | None, status: Status = "open") -> Action:
    return Action(id="a", what="x", due=due, status=status)


def test_a_day_has_its_month_in_words() -> None:
    assert plain_days.day(dt.date(2026, 2, 1)) == "1 February 2026"
    assert [plain_days.day(dt.date(2026, month, 3)).split()[1] for month in (1, 6, 12)] == [
        "January",
        "June",
        "December",
    ]
    assert plain_days.day(dt.date(33, 1, 1)) == "1 January 33"


@pytest.mark.parametrize(
    ("due", "status", "late", "expected"),
    [
        (None, "open", 0, "no due date"),
        (dt.date(2026, 12, 1), "open", 0, "due today"),
        (dt.date(2026, 12, 2), "open", 0, "due 2 December 2026"),
        (dt.date(2026, 11, 30), "open", 1, "was due 30 November 2026, 1 day late"),
        (dt.date(2026, 11, 19), "stuck", 12, "was due 19 November 2026, 12 days late"),
        (dt.date(2026, 11, 19), "under way", 12, "was due 19 November 2026, 12 days late"),
        (dt.date(2026, 11, 19), "done", 0, "was due 19 November 2026"),
        (dt.date(2026, 12, 19), "dropped", 0, "was due 19 December 2026"),
        (None, "done", 0, "no due date"),
    ],
)
def test_when_an_action_is_due(due: dt.date | None, status: Status, late: int, expected: str) -> None:
    one = action(due, status)
    assert plain_days.due(one, TODAY) == expected
    assert plain_days.days_late(one, TODAY) == late


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 min"), (1, "less than 1 min"), (29, "less than 1 min"), (30, "1 min"), (89, "1 min"), (90, "2 min"),
     (150, "3 min"), (655, "11 min"), (7200, "120 min")],
)  # fmt: skip
def test_minutes(seconds: int, expected: str) -> None:
    assert plain_days.minutes(seconds) == expected
