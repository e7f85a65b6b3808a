"""What one change did, as steps on plain tables: taken again, they lead to the very same session."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
import tomli
from doings import Doing, do, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import MORNING, a_session, sessions

from workshop_tui.changes import notes, plan, ratings
from workshop_tui.changes.patch import difference, patched
from workshop_tui.changes.swap import altered
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.store import toml_out


def table(session: Session) -> dict[str, Any]:
    """The session as its file is read, which leaves out what says nothing."""
    return tomli.loads(toml_out.write(session))


def test_equal_sessions_differ_in_nothing() -> None:
    assert difference(a_session(), a_session()) == []


def test_one_field_is_one_step() -> None:
    before = a_session()
    after = ratings.agree(before, ItemKey("trust", "b"), 3)
    assert difference(before, after) == [(("ratings", 1, "agreed"), 3)]


def test_a_list_that_grows_is_one_step_with_what_is_new() -> None:
    before = notes.add(a_session(), "n1", None, "works", "one")
    after = notes.add(before, "n2", None, "works", "two")
    [(where, start, gone, new)] = difference(before, after)
    assert (where, start, gone, [note["text"] for note in new]) == (("notes",), 1, 0, ["two"])


def test_a_value_that_goes_leaves_no_key_behind() -> None:
    before = ratings.agree(a_session(), ItemKey("trust", "b"), 3)
    after = ratings.agree(before, ItemKey("trust", "b"), None)
    there = table(before)
    patched(there, difference(before, after))
    assert "agreed" not in there["ratings"][1]


def test_unknown_keys_are_changed_too() -> None:
    before = altered(Session.model_validate(a_session().model_dump() | {"x": 1, "y": {"z": 2}}))
    after = Session.model_validate(a_session().model_dump() | {"y": {"z": 3}, "new": [4]})
    there = table(before)
    patched(there, difference(before, after))
    assert Session.model_validate(there) == after
    assert "x" not in there


def test_steps_of_another_table_are_refused() -> None:
    before = notes.add(a_session(), "n1", None, "works", "one")
    steps = difference(before, notes.remove(before, "n1"))
    with pytest.raises((LookupError, TypeError)):
        patched(table(a_session()), steps)


@settings(max_examples=60)
@given(st.lists(doings, min_size=1, max_size=8))
def test_every_change_leads_there_again(day: list[Doing]) -> None:
    before = a_session()
    there = table(before)
    for doing in day:
        after = do(before, doing)
        patched(there, json.loads(json.dumps(difference(before, after), default=str)))
        assert Session.model_validate(_with_days(there)) == after
        before = after


def _with_days(there: dict[str, Any]) -> dict[str, Any]:
    """Times as they were before JSON made text of them; days the model reads as text."""
    place = there.get("place", {})
    if isinstance(place.get("began"), str):
        return there | {"place": place | {"began": dt.datetime.fromisoformat(place["began"])}}
    return there


@settings(max_examples=60)
@given(sessions, sessions)
def test_any_session_leads_to_any_other(before: Session, after: Session) -> None:
    there = table(before)
    patched(there, difference(before, after))
    assert _in_order(Session.model_validate(there)) == _in_order(after)


def _in_order(session: Session) -> str:
    """All of it as text, with unknown keys in one order, and a NaN as equal to itself."""
    return json.dumps(table(session), sort_keys=True, default=str)


def test_going_somewhere_is_small() -> None:
    before = altered(a_session(), state="open")
    after = plan.go(before, "rate-trust", ItemKey("trust", "a"), MORNING)
    assert len(json.dumps(difference(before, after), default=str)) < 250
