"""sessions/examples: at least three teams with two dates each, faultless, as the program itself would write them."""

from __future__ import annotations

from collections import Counter

import pytest
from checkout import ROOT, tracked

from workshop_tui.model.session import HEADS
from workshop_tui.store import session_file
from workshop_tui.store.account import earlier
from workshop_tui.store.check import check

EXAMPLES = sorted((ROOT / "sessions" / "examples").glob("*.toml"))
SESSIONS = [session_file.load(path).session for path in EXAMPLES]


def test_three_teams_come_back():
    dates = Counter(session.team for session in SESSIONS)
    assert len([team for team, number in dates.items() if number >= 2]) >= 3


def test_nothing_but_sessions_lies_there():
    assert [path.name for path in tracked() if ROOT / "sessions" in path.parents and path not in EXAMPLES] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_faultless(path):
    assert check(path) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_as_the_program_would_write_it(path):
    assert session_file.text_of(session_file.load(path).session).encode() == path.read_bytes()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_an_example_follows_is_there_and_its_open_actions_came_along(path):
    session = session_file.load(path).session
    before, untold = earlier(path, session)
    assert untold == ""
    if before is not None:
        assert before.team == session.team
        assert before.date < session.date
        assert {action.id for action in before.actions if action.is_open} <= {action.id for action in session.actions}


def test_together_they_show_what_the_program_can_do():
    ratings = [rating for session in SESSIONS for rating in session.ratings]
    assert {note.head for session in SESSIONS for note in session.notes} == set(HEADS)
    assert any(len(rating.rounds) > 1 for rating in ratings), "a second round"
    assert any(rating.agreed for rating in ratings), "an agreed level"
    assert any(rating.chosen and rating.dots for rating in ratings), "a choice by dots"
    assert any(one.cant_say for rating in ratings for one in rating.rounds), "people who could not say"
    assert {one.how for rating in ratings for one in rating.rounds} == {"cards", "ballot"}
    assert {session.state for session in SESSIONS} >= {"open", "closed"}
    statuses = {action.status for session in SESSIONS for action in session.actions}
    assert {"done", "dropped"} <= statuses
    assert any(action.kind == "leader" for session in SESSIONS for action in session.actions)


def test_their_people_are_posts_and_not_names():
    """That no post is a name cannot be tested; but an owner of two capitalised words looks like one."""
    owners = {action.owner for session in SESSIONS for action in session.actions}
    looks_like_name = [owner for owner in owners if len(owner.split()) == 2 and owner.istitle()]
    assert looks_like_name == []
