"""A day as people type it."""

from __future__ import annotations

import datetime as dt
import locale

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_tui.changes.due import HINT, read_day

TODAY = dt.date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("  ", None),
        ("2026-12-01", "2026-12-01"),
        (" 2026-12-01 ", "2026-12-01"),
        ("1 Dec", "2026-12-01"),
        ("1 dec.", "2026-12-01"),
        ("1st December", "2026-12-01"),
        ("2nd   sept", "2026-09-02"),
        ("3RD May 2027", "2027-05-03"),
        ("1/12", "2026-12-01"),
        ("1.12", "2026-12-01"),
        ("01/12/2027", "2027-12-01"),
        ("1/12/27", "2027-12-01"),
        ("3 mar", "2026-03-03"),  # yesterday
        ("3 jan", "2026-01-03"),  # sixty days ago
        ("2 jan", "2027-01-02"),  # longer ago, so the next one
        ("29 feb", "2028-02-29"),
        ("today", "2026-03-04"),
        ("Tomorrow", "2026-03-05"),
        ("friday", "2026-03-06"),
        ("fri", "2026-03-06"),
        ("wednesday", "2026-03-11"),  # not today
        ("tues", "2026-03-10"),
        ("+30d", "2026-04-03"),
        ("+ 30 days", "2026-04-03"),
        ("+30", "2026-04-03"),
        ("+1 day", "2026-03-05"),
        ("+6w", "2026-04-15"),
        ("+3m", "2026-06-04"),
        ("+10 months", "2027-01-04"),
        ("+0d", "2026-03-04"),
    ],
)
def test_a_day_that_was_typed(typed: str, day: str | None) -> None:
    assert read_day(typed, TODAY) == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("+1m", "2026-01-31", "2026-02-28"),
        ("+1m", "2028-01-31", "2028-02-29"),
        ("+1m", "2026-12-15", "2027-01-15"),
        ("20 dec", "2027-01-05", "2026-12-20"),
        ("20 oct", "2027-01-05", "2027-10-20"),
        ("29 feb", "2028-12-01", "2032-02-29"),
        ("29 feb", "2096-12-01", "2104-02-29"),
        ("sun", "2026-03-01", "2026-03-08"),
    ],
)
def test_a_day_at_the_edges_of_the_calendar(typed: str, today: str, day: str) -> None:
    assert read_day(typed, dt.date.fromisoformat(today)) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    [
        *("soon", "32 dec", "30 feb", "1 decs", "1 x", "1 ma jor", "1 2", "13/13", "0/0", "1/12/0000", "2026-02-30"),
        *("+d", "+99999d", "-3d", "30d", "fr", "x" * 10_000, "\x1b[2J"),
    ],
)
def test_what_is_no_day_is_told_with_what_would_be(typed: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_day(typed, TODAY)
    assert str(caught.value) == f"not a day: try {HINT}"


def test_what_the_hint_says_can_be_typed() -> None:
    for typed in HINT.replace(" or ", ", ").split(", "):
        assert read_day(typed, TODAY)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)), st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_any_day_is_read_as_it_is_written(day: dt.date, today: dt.date) -> None:
    month = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"][day.month - 1]
    for typed in (day.isoformat(), f"{day.day} {month} {day.year}", f"{day.day}/{day.month}/{day.year}"):
        assert read_day(typed, today) == day
    without_year = read_day(f"{day.day} {month}", today)
    assert (without_year.month, without_year.day) == (day.month, day.day)
    assert without_year >= today - dt.timedelta(days=60)


@given(st.text(max_size=20) | st.from_regex(r"[+0-9a-z/. -]{1,14}", fullmatch=True))
def test_nothing_that_is_typed_does_harm(typed: str) -> None:
    try:
        day = read_day(typed, TODAY)
    except ValueError as error:
        day = str(error)
    assert day is None or isinstance(day, dt.date) or day.startswith("not a day")


def test_the_words_do_not_depend_on_the_computers_language() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for language in ("de_DE.UTF-8", "fr_FR.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, language)
            except locale.Error:
                continue
            assert read_day("1 Dec", TODAY) == dt.date(2026, 12, 1)
            assert read_day("tuesday", TODAY) == dt.date(2026, 3, 10)
    finally:
        locale.setlocale(locale.LC_TIME, before)
