"""The course of the day: going, leaving, coming back, and changing the plan as it goes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import MORNING, a_session, trust

from workshop_tui.analysis.timing import elapsed
from workshop_tui.changes import plan
from workshop_tui.changes.merge import merged
from workshop_tui.changes.swap import altered
from workshop_tui.model.agenda import Step
from workshop_tui.model.part import MOST_SECONDS
from workshop_tui.model.session import Place, Session

RATING, MINUTES = "rate-trust", 40
PLANNED = a_session()
OPEN = altered(PLANNED, state="open")


def later(**time: float) -> dt.datetime:
    return MORNING + dt.timedelta(**time)


def at(step: str, times: dict[str, int] | None = None, began: dt.datetime | None = MORNING) -> Session:
    return altered(OPEN, place=Place(step=step, began=began), times=times or {})


def step_ids(session: Session) -> list[str]:
    return [step.id for step in session.agenda.steps]


# Going


def test_the_first_step_begins_the_workshop() -> None:
    session = plan.go(PLANNED, "welcome", None, MORNING)
    assert session.state == "open"
    assert session.place == Place(step="welcome", began=MORNING)


def test_the_time_of_the_step_that_is_left_is_counted() -> None:
    session = plan.go(at("welcome", {"welcome": 100}), RATING, trust("a"), later(minutes=5, microseconds=7))
    assert session.times == {"welcome": 400}
    assert session.place == Place(step=RATING, framework="trust", item="a", began=later(minutes=5))


def test_going_to_another_item_of_the_step_leaves_the_clock_alone() -> None:
    session = plan.go(at(RATING), RATING, trust("b"), later(minutes=5))
    assert session.place == Place(step=RATING, framework="trust", item="b", began=MORNING)
    assert session.times == {}


def test_a_glance_at_a_step_does_not_make_it_done() -> None:
    assert plan.go(at("close"), RATING, None, later(seconds=59)).times == {}
    assert plan.go(at("close"), RATING, None, later(seconds=60)).times == {"close": 60}
    assert plan.go(at("close", {"close": 60}), RATING, None, later(seconds=5)).times == {"close": 65}


def test_going_about_in_a_closed_workshop_starts_no_clock() -> None:
    closed = altered(OPEN, state="closed")
    session = plan.go(plan.go(closed, RATING, trust("b"), MORNING), "close", None, later(hours=1))
    assert session == altered(closed, place=Place(step="close"))


# Leaving and coming back


def test_leaving_over_lunch_does_not_count() -> None:
    left = plan.leave(at(RATING), later(minutes=10))
    assert left.times == {RATING: 600}
    assert left.place == Place(step=RATING)
    assert plan.leave(left, later(minutes=30)) is left
    back = plan.resume(left, later(minutes=55))
    assert plan.leave(back, later(minutes=60)).times == {RATING: 900}


def test_a_laptop_that_slept_over_night_does_not_count_the_night() -> None:
    assert plan.leave(at(RATING), later(days=3)).times == {RATING: 12 * 3600}


@pytest.mark.parametrize(
    ("spent", "dead_for", "counted"),
    [
        (0, dt.timedelta(minutes=5), 5),  # it cannot have lasted longer than until now
        (0, dt.timedelta(days=2), MINUTES),  # at most as planned
        (30, dt.timedelta(hours=2), MINUTES),
        (MINUTES + 20, dt.timedelta(hours=2), MINUTES + 20),  # overrun already, so nothing more
        (3, dt.timedelta(minutes=-30), 3),  # the clock of the computer was put back
    ],
)
def test_after_a_crash_a_step_has_lasted_at_most_as_planned(spent: int, dead_for: dt.timedelta, counted: int) -> None:
    session = plan.resume(at(RATING, {RATING: spent * 60} if spent else {}), MORNING + dead_for)
    assert session.times == {RATING: counted * 60}
    assert session.place == Place(step=RATING, began=MORNING + dead_for)


def test_there_is_nothing_to_resume_before_it_began_or_after_it_ended() -> None:
    assert plan.resume(OPEN, MORNING) is OPEN
    closed = altered(at(RATING), state="closed")
    assert plan.resume(closed, later(minutes=2)).place.began is None
    assert plan.resume(plan.close(at(RATING), MORNING), later(days=1)) == plan.close(at(RATING), MORNING)


def test_a_step_that_is_not_in_the_plan_takes_no_planned_time() -> None:
    assert plan.resume(at("gone"), later(hours=1)).times == {}


@given(
    st.none() | st.datetimes(),
    st.datetimes(),
    st.dictionaries(st.sampled_from(["", "welcome", RATING, "gone"]), st.integers(0, MOST_SECONDS)),
    st.sampled_from(["", "welcome", RATING, "gone"]),
    st.sampled_from(["planned", "open", "closed"]),
)
def test_no_clock_however_wrong_stops_the_day(
    began: dt.datetime | None, now: dt.datetime, times: dict[str, int], step: str, state: str
) -> None:
    session = altered(OPEN, place=Place(step=step, began=began), times=times, state=state)
    for change in (
        lambda s: plan.resume(s, now),
        lambda s: plan.leave(s, now),
        lambda s: plan.close(s, now),
        lambda s: plan.go(s, "close", None, now),
    ):
        changed = change(session)
        assert all(changed.times.get(name, 0) >= spent for name, spent in times.items())
        assert sum(changed.times.values()) - sum(times.values()) <= 12 * 3600


def test_the_end_stops_the_clock_and_can_be_taken_up_again() -> None:
    ended = plan.close(at("close"), later(minutes=4))
    assert (ended.state, ended.place.began, ended.times) == ("closed", None, {"close": 240})
    again = plan.reopen(ended)
    assert again.state == "open"
    assert plan.go(again, "close", None, later(minutes=20)).place.began == later(minutes=20)


# The plan


def test_a_step_is_skipped_and_taken_in_again() -> None:
    skipped = plan.skip(OPEN, RATING, True)
    assert skipped.agenda.step(RATING).skipped
    assert skipped.agenda.minutes == OPEN.agenda.minutes - MINUTES
    assert plan.skip(skipped, RATING, False) == OPEN
    assert plan.skip(OPEN, RATING, False) is OPEN


@pytest.mark.parametrize(
    ("by", "order"),
    [
        (1, ["rate-trust", "welcome", "rate-links", "actions", "close"]),
        (3, ["rate-trust", "rate-links", "actions", "welcome", "close"]),
        (99, ["rate-trust", "rate-links", "actions", "close", "welcome"]),
        (-1, ["welcome", "rate-trust", "rate-links", "actions", "close"]),
        (0, ["welcome", "rate-trust", "rate-links", "actions", "close"]),
    ],
)
def test_a_step_moves_no_further_than_the_ends(by: int, order: list[str]) -> None:
    assert step_ids(plan.move(OPEN, "welcome", by)) == order


def test_a_new_step_stands_behind_the_one_that_is_named() -> None:
    step = Step(id="new", kind="talk", title="Talk", minutes=5)
    assert step_ids(plan.add_step(OPEN, step, "welcome"))[1] == "new"
    assert step_ids(plan.add_step(OPEN, step, "gone"))[-1] == "new"
    empty = Session(id="a", team="T", date=OPEN.date)
    assert step_ids(plan.add_step(empty, step, "")) == ["new"]


def test_a_step_gets_more_time() -> None:
    assert plan.set_minutes(OPEN, RATING, 55).agenda.step(RATING).minutes == 55


@pytest.mark.parametrize(
    "change",
    [
        lambda: plan.skip(OPEN, "gone", True),
        lambda: plan.move(OPEN, "gone", 1),
        lambda: plan.set_minutes(OPEN, "gone", 1),
    ],
)
def test_a_step_that_is_not_there_cannot_be_changed(change: object) -> None:
    with pytest.raises(KeyError):
        change()


# Two laptops


def timed(session: Session, minutes: float) -> float:
    """Minutes that the rating step has taken, after so many of the morning."""
    return elapsed(session, RATING, later(minutes=minutes)) / 60


@pytest.mark.parametrize(
    ("here", "there", "minutes"),
    [
        (at(RATING), at(RATING, {RATING: 240}, later(minutes=4)), 4),
        (at(RATING), at(RATING, {RATING: 230}, None), 4),
        (at(RATING, {RATING: 60}), at(RATING, {RATING: 240}, None), 5),
        (at(RATING, began=later(minutes=3)), at(RATING, {RATING: 240}, later(minutes=4)), 4),
        (at(RATING), at("welcome", {RATING: 1200}), 20),
        (at(RATING), at(RATING, began=MORNING - dt.timedelta(days=2)), MINUTES),
        (at(RATING), at("welcome", {"welcome": 900}), 4),
    ],
)
def test_where_two_clocks_run_in_one_step_the_longer_one_counts_and_goes_on(
    here: Session, there: Session, minutes: float
) -> None:
    both = plan.one_clock(merged(at(RATING), here, there).session, here, there, later(minutes=4))
    assert timed(both, 4) == minutes
    assert timed(both, 9) == minutes + 5
    assert {**both.times, RATING: 0} == {RATING: 0, **{one: two for one, two in there.times.items() if one != RATING}}


@pytest.mark.parametrize("here", [at(RATING, began=None), at("")])
def test_where_no_clock_runs_here_nothing_is_counted_anew(here: Session) -> None:
    there = at(RATING, {RATING: 240}, later(minutes=4))
    both = merged(at(RATING), here, there).session
    assert plan.one_clock(both, here, there, later(minutes=9)) == both
