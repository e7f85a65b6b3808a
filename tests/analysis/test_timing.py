"""Ahead or behind, and when what comes next begins, with a clock that stands still."""

from __future__ import annotations

import datetime as dt

import pytest
from made import a_session

from workshop_tui.analysis.timing import Timing, elapsed, schedule, timing, to_come
from workshop_tui.changes.swap import altered
from workshop_tui.model.agenda import Plan, Step, StepKind
from workshop_tui.model.session import Place, Session

NINE = dt.datetime(2026, 9, 10, 9, 0)


def at(minutes: float) -> dt.datetime:
    """So many minutes after nine."""
    return NINE + dt.timedelta(minutes=minutes)


def step(name: str, minutes: int, *, skipped: bool = False, kind: StepKind = "talk") -> Step:
    return Step(id=name, kind=kind, title=name, minutes=minutes, skipped=skipped)


def the_day(
    *steps: Step, here: str = "", began: dt.datetime | None = None, times: dict[str, int] | None = None
) -> Session:
    place = Place(step=here, began=began)
    return a_session(agenda=Plan(steps=steps), place=place, times=times or {}, state="open")


STEPS = (step("welcome", 10), step("rate", 50), step("break", 15), step("close", 5))


def test_before_the_day_begins_all_is_to_come() -> None:
    session = the_day(*STEPS)
    assert [one.id for one in to_come(session)] == ["welcome", "rate", "break", "close"]
    assert timing(session, NINE) == Timing(0, 0, 0, at(80))


def test_steps_jumped_over_are_passed_over_and_give_their_minutes_back() -> None:
    session = the_day(*STEPS, here="close", began=at(10), times={"welcome": 600})
    assert to_come(session) == []
    assert [row.state for row in schedule(session, at(10))] == ["done", "passed over", "passed over", "now"]
    assert timing(session, at(10)) == Timing(0, 300, -65 * 60, at(15))


def test_going_back_to_what_was_passed_over_leaves_the_rest_as_it_was() -> None:
    session = the_day(*STEPS, here="rate", began=at(15), times={"welcome": 600, "break": 300})
    assert [one.id for one in to_come(session)] == ["break", "close"]
    told = timing(session, at(15))
    assert (told.behind, told.ends) == (0, at(15 + 50 + 10 + 5))  # of the break, 10 minutes are left
    assert [row.minutes for row in schedule(session, at(15))] == [10, 50, 10, 5]


def test_a_look_back_does_not_bring_back_what_was_passed_over() -> None:
    session = the_day(*STEPS, here="welcome", began=at(15), times={"welcome": 600, "break": 300})
    assert [one.id for one in to_come(session)] == ["break", "close"]
    assert [row.state for row in schedule(session, at(15))] == ["now", "passed over", "next", "next"]


def test_a_step_that_runs_counts_from_when_it_was_entered() -> None:
    session = the_day(*STEPS, here="rate", began=at(10), times={"welcome": 600})
    assert elapsed(session, "rate", at(22)) == 12 * 60
    assert elapsed(session, "welcome", at(22)) == 600
    assert elapsed(session, "break", at(22)) == 0


def test_a_step_that_was_gone_back_to_counts_both_stays() -> None:
    assert elapsed(the_day(*STEPS, here="rate", began=at(30), times={"rate": 300}), "rate", at(32)) == 420


def test_a_clock_that_was_put_back_takes_nothing_away() -> None:
    assert elapsed(the_day(*STEPS, here="rate", began=at(30), times={"rate": 300}), "rate", at(20)) == 300


def test_a_stopped_clock_stands_still() -> None:
    assert elapsed(the_day(*STEPS, here="rate", times={"rate": 300}), "rate", at(500)) == 300


@pytest.mark.parametrize(
    ("now", "left", "behind", "ends"),
    [
        # 12 of 50 minutes in: 38 left, then 15 and 5
        (22, 38 * 60, 0, 22 + 58),
        (60, 0, 0, 60 + 20),
        # 8 minutes over: nothing is left, and the end moves with it
        (68, -8 * 60, 8 * 60, 68 + 20),
    ],
)
def test_a_step_makes_the_day_late_only_once_it_overruns(now: int, left: int, behind: int, ends: int) -> None:
    found = timing(the_day(*STEPS, here="rate", began=at(10), times={"welcome": 600}), at(now))
    assert (found.left, found.behind, found.ends) == (left, behind, at(ends))
    assert found.elapsed == (now - 10) * 60


def test_what_was_left_counts_as_it_was() -> None:
    quick = timing(the_day(*STEPS, here="rate", began=at(4), times={"welcome": 240}), at(4))
    slow = timing(the_day(*STEPS, here="rate", began=at(17), times={"welcome": 1020}), at(17))
    assert (quick.behind, slow.behind) == (-6 * 60, 7 * 60)


def test_a_skipped_step_gives_its_minutes_back() -> None:
    steps = (step("welcome", 10), step("rate", 50), step("break", 15, skipped=True), step("close", 5))
    found = timing(the_day(*steps, here="rate", began=at(10), times={"welcome": 600}), at(20))
    assert (found.behind, found.ends) == (-15 * 60, at(60 + 5))


def test_a_step_that_was_begun_and_then_skipped_gives_back_what_was_not_used() -> None:
    steps = (step("welcome", 10), step("break", 15, skipped=True), step("close", 5))
    found = timing(the_day(*steps, here="close", began=at(14), times={"welcome": 600, "break": 240}), at(14))
    assert found.behind == (4 - 15) * 60


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "on time"),
        (89, "on time"),
        (-89, "on time"),
        (91, "2 min behind"),
        (480, "8 min behind"),
        (-300, "5 min ahead"),
    ],
)
def test_the_words(seconds: int, expected: str) -> None:
    assert Timing(0, 0, seconds, NINE).words == expected


# --- the day, step by step


def rows(session: Session, now: dt.datetime) -> list[tuple[str, int | None, int, str]]:
    """Each step: its name, when it begins in minutes after nine, how long, and how it stands."""
    return [
        (row.step.id, round((row.starts - NINE).total_seconds() / 60) if row.starts else None, row.minutes, row.state)
        for row in schedule(session, now)
    ]


def test_the_schedule_before_the_day_begins() -> None:
    assert rows(the_day(*STEPS), NINE) == [
        ("welcome", 0, 10, "next"),
        ("rate", 10, 50, "next"),
        ("break", 60, 15, "next"),
        ("close", 75, 5, "next"),
    ]


def test_an_overrun_moves_all_that_comes_after_it() -> None:
    session = the_day(*STEPS, here="rate", began=at(12), times={"welcome": 720})
    assert rows(session, at(40)) == [
        ("welcome", 0, 12, "done"),
        ("rate", 12, 50, "now"),
        ("break", 62, 15, "next"),
        ("close", 77, 5, "next"),
    ]
    assert rows(session, at(70)) == [
        ("welcome", 0, 12, "done"),
        ("rate", 12, 58, "now"),
        ("break", 70, 15, "next"),
        ("close", 85, 5, "next"),
    ]


def test_a_skipped_step_takes_no_time() -> None:
    steps = (step("welcome", 10), step("rate", 50, skipped=True), step("close", 5))
    assert rows(the_day(*steps, here="welcome", began=NINE), at(4)) == [
        ("welcome", 0, 10, "now"),
        ("rate", None, 0, "skipped"),
        ("close", 10, 5, "next"),
    ]


def test_of_a_closed_day_only_how_long_it_took() -> None:
    steps = (step("welcome", 10), step("rate", 50, skipped=True), step("break", 15), step("close", 5))
    session = altered(the_day(*steps, here="close", times={"welcome": 720, "close": 240}), state="closed")
    assert rows(session, at(10_000)) == [
        ("welcome", None, 12, "done"),
        ("rate", None, 0, "skipped"),
        ("break", None, 0, "passed over"),
        ("close", None, 4, "done"),
    ]


def test_an_agenda_without_steps() -> None:
    assert schedule(the_day(), NINE) == []
    assert timing(the_day(), NINE).words == "on time"
