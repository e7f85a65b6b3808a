"""What was asked of a person when two copies were merged is settled, also in a session that went on since."""

from __future__ import annotations

import pytest
from doings import FULL_DAY
from strategies import trust

from workshop_tui.changes import notes, ratings
from workshop_tui.changes.merge import Conflict, merged, settled
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Source

NOTE, ACTION = FULL_DAY.notes[1], FULL_DAY.actions[0]


def test_settling_changes_nothing_but_its_place_in_what_was_done_since() -> None:
    ours, theirs = (ratings.agree(FULL_DAY, trust("b"), level) for level in (4, 5))
    session, (conflict,) = merged(FULL_DAY, ours, theirs)
    since = notes.remove(ratings.give_dots(session, trust("b"), 7), NOTE.id)
    assert settled(since, conflict, 5) == ratings.agree(since, trust("b"), 5)
    assert settled(since, conflict, 4) is since
    assert settled(since, conflict, 2) == ratings.agree(since, trust("b"), 2), "any other value may be chosen"


def test_settling_a_place_that_has_gone_changes_nothing() -> None:
    gone = [
        ("notes", "no such", "text"), ("ratings", trust("z"), "agreed"), ("later",), ("later", "a", "b"),
        ("team", "a"), ("place", "later"), ("actions", "x", "history", "y"), ("times", "welcome"),
    ]  # fmt: skip
    for where in gone:
        assert settled(FULL_DAY, Conflict(where, 1, 2), 2) is FULL_DAY


def test_a_whole_part_can_be_settled() -> None:
    base, ours, theirs = (
        altered(FULL_DAY, actions=(altered(ACTION, source=source),))
        for source in (Source(step="welcome"), None, Source(step="close"))
    )
    session, (conflict,) = merged(base, ours, theirs)
    assert conflict == Conflict(("actions", ACTION.id, "source"), None, Source(step="close"))
    assert settled(session, conflict, Source(step="close")) == theirs
    assert settled(session, conflict, {"step": "close"}) == theirs, "as it comes back from a journal"


def test_a_value_that_does_not_fit_is_not_taken() -> None:
    with pytest.raises(ValueError):
        settled(FULL_DAY, Conflict(("people",), 1, 2), "many")
