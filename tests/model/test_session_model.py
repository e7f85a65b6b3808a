"""What a session may hold, what is made regular in it, and what never gets in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from strategies import DAY, MORNING, a_framework, an_agenda, sessions

from workshop_tui.changes.swap import altered
from workshop_tui.model.action import STATUSES, Action
from workshop_tui.model.part import MOST_PEOPLE, MOST_SECONDS
from workshop_tui.model.session import ItemKey, Place, Round, Scale, Session


def a_session(**fields: Any) -> Session:
    return Session.model_validate({"id": "a", "team": "T", "date": DAY} | fields)


@pytest.mark.parametrize(
    "written",
    [DAY, "2026-03-02", " 2026-03-02 ", "20260302", "2026-03-02T10:00:00", "2026-03-02 10:00", "2026-03-02T10:00:00Z",
     dt.datetime(2026, 3, 2, 23, 59), dt.datetime(2026, 3, 2, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-9)))],
)  # fmt: skip
def test_a_day_however_written_is_a_day(written: Any) -> None:
    assert a_session(date=written).date == DAY
    assert type(a_session(date=written).date) is dt.date


@pytest.mark.parametrize(
    "written", ["soon", "", "2026-03-02x", "2026-03-02 or so", "2026-13-01", 20260302, 3.5, True, []]
)
def test_what_is_no_day_is_refused(written: Any) -> None:
    with pytest.raises(ValidationError):
        a_session(date=written)


def test_a_time_is_that_of_the_clock_in_the_room() -> None:
    written = MORNING.replace(tzinfo=dt.timezone(dt.timedelta(hours=5)))
    assert Place(began=written).began == MORNING


@pytest.mark.parametrize(
    "fields",
    [
        {"people": -1},
        {"people": MOST_PEOPLE + 1},
        {"people": 3.0},
        {"people": "3"},
        {"people": True},
        {"team": ""},
        {"id": ""},
        {"state": "begun"},
        {"dots_each": 21},
        {"format": "workshop-session/2"},
        {"times": {"welcome": -1}},
        {"times": {"welcome": MOST_SECONDS + 1}},
        {"ratings": [{"framework": "f", "item": "a", "agreed": 0}]},
        {"ratings": [{"framework": "f", "item": "a", "rounds": [{"counts": [1, 2]}]}]},
        {"ratings": [{"framework": "f", "item": "a", "rounds": [{"counts": [1] * 8}]}]},
        {"ratings": [{"framework": "f", "item": "a", "rounds": [{"counts": [1, 2, float("nan")]}]}]},
        {"ratings": [{"framework": "f", "item": "a", "rounds": [{"counts": [1, 2, -1]}]}]},
        {"ratings": [{"framework": "f", "item": "a", "rounds": [{"counts": [1, 2, 3], "how": "post"}]}]},
        {"notes": [{"id": "n", "text": "x", "head": "other"}]},
        {"frameworks": [{"id": "f", "levels": ["a", "b"]}]},
    ],
    ids=repr,
)
def test_what_does_not_fit_never_gets_in(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_session(**fields)


@given(sessions)
def test_no_part_can_be_changed_in_place(session: Session) -> None:
    for part in (session, session.place, session.agenda, *session.notes, *session.ratings, *session.actions):
        with pytest.raises(ValidationError, match="frozen"):
            part.id = "changed"


@given(sessions, st.dictionaries(st.sampled_from(["mood", "x-y", "Größe", "copy", "model_config"]), st.integers()))
def test_keys_that_nobody_knows_stay(session: Session, unknown: dict[str, int]) -> None:
    fields = {name: getattr(session, name) for name in Session.model_fields}
    kept = altered(Session.model_validate(fields | unknown), people=7, team="Changed")
    assert kept.model_extra == unknown


def test_rounds_count_those_who_could_not_say_apart() -> None:
    one = Round(counts=(1, 2, 3), cant_say=4)
    assert (one.number, one.answers) == (6, 10)


def test_parts_are_found_by_what_they_are_called() -> None:
    session = a_session(
        ratings=[{"framework": "f", "item": "a"}, {"framework": "g", "item": "a"}],
        frameworks=[{"id": "g", "levels": ["1", "2", "3"]}],
        actions=[{"id": "x", "what": "do"}],
    )
    assert session.rating(ItemKey("g", "a")) is session.ratings[1]
    assert session.rating(ItemKey("f", "b")) is None
    assert session.rating(ItemKey("f", "a")).last is None
    assert session.scale("g") == Scale(id="g", levels=("1", "2", "3"))
    assert session.scale("f") is None
    assert session.action("x").what == "do"
    assert session.action("y") is None


def test_an_action_is_open_until_it_is_done_or_dropped() -> None:
    is_open = {status: Action(id="a", what="b", status=status).is_open for status in STATUSES}
    assert is_open == {"open": True, "under way": True, "stuck": True, "done": False, "dropped": False}


def test_a_plan_counts_the_minutes_of_what_is_not_skipped() -> None:
    agenda = an_agenda("trust")
    assert agenda.minutes == 75
    assert a_framework().item("a").title == "Item a"
    assert a_framework().item("zz") is None
    plan = a_session(agenda={"steps": [altered(agenda.steps[0], skipped=True), *agenda.steps[1:]]}).agenda
    assert plan.minutes == 65
    assert plan.step("close").minutes == 5
    assert plan.step("none") is None
