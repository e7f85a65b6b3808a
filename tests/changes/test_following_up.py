"""Notes, actions and ratings: what is written, changed, followed up and taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from pydantic import ValidationError
from strategies import DAY, a_session, trust

from workshop_tui.changes import actions, notes, ratings
from workshop_tui.changes.swap import altered, swap
from workshop_tui.model.action import Action, Event
from workshop_tui.model.session import ItemKey, Note, Round, Session

PLAIN = a_session()
WITH_ACTION = actions.add(PLAIN, Action(id="a1", what="meet"), DAY)
WITH_NOTE = notes.add(PLAIN, "n1", trust("a"), "works", "we talk")


def test_the_history_of_an_action_begins_when_it_is_written_down() -> None:
    assert WITH_ACTION.action("a1").history == (Event(date=DAY, status="open"),)


def test_each_step_of_an_action_is_dated() -> None:
    later = DAY + dt.timedelta(days=30)
    session = actions.follow_up(WITH_ACTION, "a1", "done", later, note="it took a while", worked="partly")
    action = session.action("a1")
    assert (action.status, action.worked, action.is_open) == ("done", "partly", False)
    assert action.history[1:] == (Event(date=later, status="done", worked="partly", note="it took a while"),)


def test_done_and_whether_it_worked_are_one_entry_of_one_day() -> None:
    done = actions.follow_up(WITH_ACTION, "a1", "done", DAY)
    assert [event.status for event in done.action("a1").history] == ["open", "done"]
    told = actions.follow_up(done, "a1", "done", DAY, worked="yes").action("a1")
    assert told.history[1:] == (Event(date=DAY, status="done", worked="yes"),)
    month_later = DAY + dt.timedelta(days=30)
    later = actions.follow_up(done, "a1", "done", month_later, worked="no").action("a1")
    assert later.history[1:] == (Event(date=DAY, status="done"), Event(date=month_later, status="done", worked="no"))


def test_saying_the_same_again_is_no_step() -> None:
    assert actions.follow_up(WITH_ACTION, "a1", "open", DAY) is WITH_ACTION
    assert len(actions.follow_up(WITH_ACTION, "a1", "open", DAY, note="still").action("a1").history) == 2


def test_what_an_action_says_is_changed_without_a_step() -> None:
    session = actions.edit(WITH_ACTION, "a1", owner="Ann", due=DAY, kind="leader")
    assert (session.action("a1").owner, session.action("a1").due, session.action("a1").kind) == ("Ann", DAY, "leader")
    assert session.action("a1").history == WITH_ACTION.action("a1").history
    assert actions.edit(session, "a1", owner="Ann") is session


def test_a_note_is_on_an_item_or_on_the_day() -> None:
    session = notes.add(WITH_NOTE, "n2", None, "one step", "as a whole")
    assert session.notes_on(trust("a")) == (Note(id="n1", framework="trust", item="a", text="we talk"),)
    assert session.notes_on(ItemKey("", "")) == (Note(id="n2", head="one step", text="as a whole"),)
    assert notes.edit(session, "n1", "worries", "we do not").notes[0].head == "worries"
    assert notes.remove(session, "n1").notes == session.notes[1:]


def test_a_round_stands_beside_the_earlier_ones_and_the_agreed_level_beside_both() -> None:
    rounds = Round(counts=(1, 0, 0, 0, 0)), Round(counts=(0, 1, 0, 0, 0))
    session = PLAIN
    for one in rounds:
        session = ratings.close_round(session, trust("a"), one)
    session = ratings.agree(session, trust("a"), 2)
    rating = session.rating(trust("a"))
    assert (rating.rounds, rating.agreed, rating.last) == (rounds, 2, rounds[1])
    assert ratings.agree(session, trust("a"), None).rating(trust("a")).agreed is None


def test_dots_are_never_fewer_than_none() -> None:
    assert ratings.give_dots(PLAIN, trust("a"), -3).rating(trust("a")).dots == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda: actions.edit(PLAIN, "none", owner="Ann"),
        lambda: actions.follow_up(PLAIN, "none", "done", DAY),
        lambda: notes.edit(PLAIN, "none", "works", ""),
        lambda: ratings.agree(PLAIN, trust("zz"), 3),
        lambda: ratings.close_round(PLAIN, trust("zz"), Round(counts=(1, 0, 0))),
    ],
)
def test_what_is_not_there_cannot_be_changed(change: Callable[[], Session]) -> None:
    with pytest.raises(KeyError):
        change()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValidationError):
        ratings.agree(PLAIN, trust("a"), 8)
    with pytest.raises(ValidationError):
        altered(PLAIN, people=-1)


def test_what_did_not_change_stays_the_same_object() -> None:
    """So that the text of a session is written anew only where something changed."""
    after = ratings.agree(WITH_NOTE, trust("b"), 3)
    assert all(a is b for a, b in zip(after.notes, WITH_NOTE.notes, strict=True))
    assert [a is b for a, b in zip(after.ratings, WITH_NOTE.ratings, strict=True)].count(False) == 1
    assert altered(PLAIN, people=PLAIN.people) is PLAIN
    assert swap(PLAIN.ratings, lambda one: True, agreed=None) == PLAIN.ratings


def test_keys_that_nobody_knows_stay_where_they_are() -> None:
    note = Note.model_validate({"id": "n1", "text": "x", "mood": [1, {"a": 2}]})
    session = notes.edit(altered(PLAIN, notes=(note,)), "n1", "worries", "y")
    assert session.notes[0].model_extra == {"mood": [1, {"a": 2}]}
