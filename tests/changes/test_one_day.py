"""What is said of an action on one day is one entry of its history: slips of the keyboard leave nothing behind."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY, a_session

from workshop_tui.changes import actions
from workshop_tui.changes.merge import taken_back
from workshop_tui.model.action import STATUSES, Action, Event, Status, Worked
from workshop_tui.model.session import Session

LATER = DAY + dt.timedelta(days=30)
BORN = actions.add(a_session(), Action(id="a1", what="meet"), DAY)
"""A session with one action, written down on DAY."""


class Said(NamedTuple):
    """One thing that is said of the action."""

    status: Status
    worked: Worked | None = None
    note: str = ""
    day: dt.date = LATER


def after(*said: Said, session: Session = BORN) -> Session:
    return reduce(
        lambda now, one: actions.follow_up(now, "a1", one.status, one.day, note=one.note, worked=one.worked),
        said,
        session,
    )


def told(session: Session) -> list[tuple[str, str | None, str]]:
    """The entries behind the first."""
    first, *more = session.action("a1").history
    assert first == Event(date=DAY, status="open")
    return [(one.status, one.worked, one.note) for one in more]


@pytest.mark.parametrize("day", [DAY, LATER], ids=["its first day", "a later day"])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # slips
        ([Said("done"), Said("dropped"), Said("open"), Said("done")], [("done", None, "")]),
        ([Said("done"), Said("dropped")], [("dropped", None, "")]),
        ([Said("stuck"), Said("open")], []),
        ([Said("done"), Said("done", "no"), Said("open")], []),
        # done, and whether it worked
        ([Said("done"), Said("done", "yes")], [("done", "yes", "")]),
        ([Said("done"), Said("done", "yes"), Said("done", "no")], [("done", "no", "")]),
        ([Said("done", "yes"), Said("done")], [("done", None, "")]),
        # notes stay, and take the place of what was said without one
        ([Said("stuck", note="ill"), Said("open")], [("stuck", None, "ill"), ("open", None, "")]),
        ([Said("stuck"), Said("stuck", note="ill")], [("stuck", None, "ill")]),
        ([Said("stuck"), Said("open", note="a slip")], [("open", None, "a slip")]),
        ([Said("stuck", note="ill"), Said("done"), Said("stuck")], [("stuck", None, "ill")]),
        ([Said("open", note="a"), Said("open", note="b")], [("open", None, "a"), ("open", None, "b")]),
        ([Said("done", note="at last"), Said("done", "yes")], [("done", None, "at last"), ("done", "yes", "")]),
    ],
)
def test_what_is_left_of_one_day(said: list[Said], expected: list[tuple[str, str | None, str]], day: dt.date) -> None:
    session = after(*(one._replace(day=day) for one in said))
    assert told(session) == expected
    action, last = session.action("a1"), said[-1]
    assert (action.status, action.worked) == (last.status, last.worked)
    assert {one.date for one in action.history[1:]} <= {day}


def test_what_was_said_on_another_day_stays() -> None:
    days = [LATER + dt.timedelta(days=number) for number in range(3)]
    session = after(*(Said(status, day=day) for status, day in zip(("done", "open", "done"), days, strict=True)))
    assert told(session) == [("done", None, ""), ("open", None, ""), ("done", None, "")]
    assert [one.date for one in session.action("a1").history[1:]] == days


def test_whether_it_worked_that_is_taken_back_on_the_same_day_leaves_the_day_it_was_done() -> None:
    done = after(Said("done"))
    next_day = LATER + dt.timedelta(days=1)
    assert after(Said("done", "yes", day=next_day), Said("done", day=next_day), session=done) == done


def test_done_again_but_not_whether_it_worked_is_not_as_it_was() -> None:
    done = after(Said("done", "yes"))
    next_day = LATER + dt.timedelta(days=1)
    session = after(Said("stuck", day=next_day), Said("done", day=next_day), session=done)
    assert told(session) == [("done", "yes", ""), ("done", None, "")]


def test_whether_it_worked_joins_even_the_first_entry() -> None:
    bare = actions.edit(BORN, "a1", history=())
    session = after(Said("done"), Said("done", "yes"), session=bare)
    assert session.action("a1").history == (Event(date=LATER, status="done", worked="yes"),)


def test_an_entry_with_keys_that_nobody_knows_stays() -> None:
    kept = Event.model_validate({"date": LATER, "status": "stuck", "mood": "low"})
    action = BORN.action("a1")
    session = actions.edit(BORN, "a1", status="stuck", history=(*action.history, kept))
    history = after(Said("done"), session=session).action("a1").history
    assert history[1:] == (kept, Event(date=LATER, status="done"))


def test_the_first_entry_stays_even_where_the_file_began_without_one() -> None:
    bare = actions.edit(BORN, "a1", history=())
    session = after(Said("done"), Said("dropped"), session=bare)
    assert [one.status for one in session.action("a1").history] == ["done", "dropped"]


days = st.sampled_from([DAY, LATER, LATER + dt.timedelta(days=1)])
how_far = st.sampled_from([*((status, None) for status in STATUSES), ("done", "yes"), ("done", "no")])
everything_said = st.lists(
    st.builds(lambda far, note, day: Said(*far, note, day), how_far, st.sampled_from(["", "", "seen"]), days),
    max_size=8,
).map(lambda said: sorted(said, key=lambda one: one.day))


@given(everything_said)
def test_each_day_leaves_its_notes_and_at_most_one_entry_without(said: list[Said]) -> None:
    action = after(*said).action("a1")
    first, *more = action.history
    assert first == Event(date=DAY, status="open")
    assert (action.history[-1].status, action.history[-1].worked) == (action.status, action.worked)
    assert sum(bool(one.note) for one in more) == sum(bool(one.note) for one in said)
    assert not any(one.date == other.date and not one.note and not other.note for one, other in pairwise(more))


@given(everything_said, st.lists(st.sampled_from(STATUSES), max_size=5))
def test_coming_back_on_the_same_day_leaves_the_history_as_it_was(said: list[Said], slips: list[Status]) -> None:
    before = after(*said)
    action, day = before.action("a1"), LATER + dt.timedelta(days=9)
    back = Said(action.status, action.worked, day=day)
    assert after(*(Said(status, day=day) for status in slips), back, session=before) == before


@given(everything_said)
def test_what_was_said_last_is_taken_back_whole(said: list[Said]) -> None:
    states = [BORN]
    for one in said:
        states.append(after(one, session=states[-1]))
    now = states[-1]
    for changed, before in pairwise(reversed(states)):
        now = taken_back(before, changed, now)
        assert now == before
