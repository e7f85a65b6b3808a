"""Two people's changes to one session brought together, and one change taken out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import tomli
from doings import FULL_DAY, Doing, do, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY, a_session, notes, sessions, trust

from workshop_tui.changes import actions, plan, ratings
from workshop_tui.changes import notes as note_changes
from workshop_tui.changes.merge import merge, taken_back
from workshop_tui.changes.swap import altered, swap
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Round, Session
from workshop_tui.store import toml_out

DAYS = st.lists(doings, max_size=6)


def after(session: Session, day: list[Doing], sign: str = "") -> Session:
    """The session after these doings; ids of what is new carry a sign, as random ids differ in truth."""
    for doing in day:
        was = session
        session = do(session, doing)
        session = altered(session, notes=_signed(was.notes, session.notes, sign))
        session = altered(session, actions=_signed(was.actions, session.actions, sign))
        steps = _signed(was.agenda.steps, session.agenda.steps, sign)
        session = altered(session, agenda=altered(session.agenda, steps=steps))
    return session


def _signed(was: tuple[Any, ...], now: tuple[Any, ...], sign: str) -> tuple[Any, ...]:
    known = {one.id for one in was}
    return tuple(one if one.id in known else altered(one, id=one.id + sign) for one in now)


# The laws


@settings(max_examples=150)
@given(DAYS, DAYS)
def test_the_laws_of_a_merge(our_day: list[Doing], their_day: list[Doing]) -> None:
    ours, theirs = after(FULL_DAY, our_day, "o"), after(FULL_DAY, their_day, "t")
    assert merge(FULL_DAY, FULL_DAY, theirs) == theirs
    assert merge(FULL_DAY, ours, FULL_DAY) == ours
    assert merge(FULL_DAY, ours, ours.model_copy(deep=True)) == ours
    Session.model_validate(merge(FULL_DAY, ours, theirs))


@settings(max_examples=80)
@given(sessions, sessions, sessions)
def test_any_three_sessions_can_be_merged(base: Session, ours: Session, theirs: Session) -> None:
    assert isinstance(merge(base, ours, theirs), Session)
    assert repr(merge(base, base, theirs)) == repr(theirs)
    assert repr(merge(base, ours, base)) == repr(ours)
    twin = ours.model_copy(deep=True)
    assert merge(base, ours, twin) in (ours, twin) or "nan" in repr(ours)


@settings(max_examples=150)
@given(DAYS, DAYS)
def test_nothing_that_was_written_is_lost(our_day: list[Doing], their_day: list[Doing]) -> None:
    ours, theirs = after(FULL_DAY, our_day, "o"), after(FULL_DAY, their_day, "t")
    merged = merge(FULL_DAY, ours, theirs)
    for name, of in (
        ("notes", lambda s: s.notes),
        ("actions", lambda s: s.actions),
        ("steps", lambda s: s.agenda.steps),
    ):
        was, our, their, kept = ({one.id: one for one in of(s)} for s in (FULL_DAY, ours, theirs, merged))
        for side in (our, their):
            assert {key for key in side if key not in was} <= set(kept), f"new {name}"
            changed = {key for key in side if key in was and side[key] != was[key]}
            assert changed <= set(kept), f"changed {name}"
        assert set(kept) <= set(our) | set(their)
        assert len(kept) == len(of(merged))
    for rating in merged.ratings:
        sides = [side.rating(rating.key).rounds for side in (ours, theirs)]
        assert all(one in rating.rounds for rounds in sides for one in rounds)


@settings(max_examples=150)
@given(DAYS, DAYS)
def test_two_laptops_that_both_merge_have_the_same_parts(our_day: list[Doing], their_day: list[Doing]) -> None:
    ours, theirs = after(FULL_DAY, our_day, "o"), after(FULL_DAY, their_day, "t")
    here, there = merge(FULL_DAY, ours, theirs), merge(FULL_DAY, theirs, ours)
    assert {one.id for one in here.notes} == {one.id for one in there.notes}
    assert {one.id for one in here.actions} == {one.id for one in there.actions}
    if not any(doing[0] == "edit note" for doing in our_day):
        assert here.notes == there.notes, "also in the same order"


def from_file(session: Session) -> Session:
    """The session as another laptop has it: equal to ours, and no part of it the same object."""
    return Session.model_validate(tomli.loads(toml_out.write(session)))


# Separate edits, one by one: both survive, whichever side is ours


def with_later(session: Session, value: object) -> Session:
    """The session with a key that no version knows."""
    fields = {name: getattr(session, name) for name in Session.model_fields}
    return Session.model_validate(fields | {"later": value})


BASE = with_later(FULL_DAY, {"kept": 1, "table": {"a": 1}})
EDITS: dict[str, Callable[[Session], Session]] = {
    "the team": lambda s: plan.facts(s, team="Other"),
    "the people": lambda s: plan.facts(s, people=9),
    "a level": lambda s: ratings.agree(s, trust("b"), 4),
    "dots on the same item": lambda s: ratings.give_dots(s, trust("b"), 7),
    "a level of another item": lambda s: ratings.agree(s, trust("c"), 1),
    "a round": lambda s: ratings.close_round(s, trust("b"), Round(counts=(1, 0, 0, 0, 5))),
    "another round of the same item": lambda s: ratings.close_round(s, trust("b"), Round(counts=(0, 6, 0, 0, 0))),
    "a note": lambda s: note_changes.add(s, "new1", trust("a"), "works", "one"),
    "another note": lambda s: note_changes.add(s, "new2", trust("a"), "works", "two"),
    "a note's words": lambda s: note_changes.edit(s, s.notes[1].id, s.notes[1].head, "changed"),
    "a note away": lambda s: note_changes.remove(s, s.notes[2].id),
    "an action": lambda s: actions.add(s, Action(id="new", what="do"), DAY),
    "an owner": lambda s: actions.edit(s, s.actions[0].id, owner="Head of service"),
    "a due date": lambda s: actions.edit(s, s.actions[0].id, due=DAY),
    "a follow-up": lambda s: actions.follow_up(s, s.actions[1].id, "stuck", DAY + dt.timedelta(days=9)),
    "another follow-up": lambda s: actions.edit(
        s, s.actions[1].id, history=(*s.actions[1].history, s.actions[1].history[0])
    ),
    "a step moved": lambda s: plan.move(s, "close", -3),
    "a step added": lambda s: plan.add_step(s, Step(id="new1", kind="talk", title="T", minutes=5), "welcome"),
    "another step added": lambda s: plan.add_step(s, Step(id="new2", kind="talk", title="U", minutes=5), "welcome"),
    "a step skipped": lambda s: plan.skip(s, "welcome", True),
    "a time": lambda s: altered(s, times=s.times | {"welcome": 60}),
    "another time": lambda s: altered(s, times=s.times | {"close": 60}),
    "a key nobody knows": lambda s: with_later(s, {**s.later, "new": 2}),
    "a key in a table nobody knows": lambda s: with_later(s, {**s.later, "table": {"a": 1, "b": 2}}),
    "a key nobody knows away": lambda s: with_later(s, {"table": s.later["table"]}),
}
PAIRS = [(one, other) for place, one in enumerate(EDITS) for other in list(EDITS)[place + 1 :]]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[" + ".join(pair) for pair in PAIRS])
def test_separate_edits_both_survive_and_commute(one: str, other: str) -> None:
    ours, theirs = EDITS[one](BASE), from_file(EDITS[other](BASE))
    merged = merge(BASE, ours, theirs)
    assert merged == merge(BASE, theirs, ours)
    assert size(merged) == size(ours) + size(theirs) - size(BASE)
    # taking one of the two out again leaves the other alone
    assert taken_back(BASE, theirs, merged) == ours
    assert taken_back(BASE, ours, merged) == theirs


def size(session: Session) -> int:
    """How many parts a session has."""
    return (
        len(session.notes)
        + len(session.actions)
        + len(session.agenda.steps)
        + sum(len(rating.rounds) for rating in session.ratings)
        + sum(len(action.history) for action in session.actions)
    )


def test_a_round_that_one_mended_by_hand_and_one_that_the_other_took_both_survive() -> None:
    rounds = (Round(counts=(1, 1, 1, 1, 1)), Round(counts=(0, 0, 5, 0, 0)))
    base = ratings.close_round(ratings.close_round(a_session(), trust("a"), rounds[0]), trust("a"), rounds[1])
    mended = Round(counts=(1, 1, 1, 1, 2), people=6)
    ours = altered(base, ratings=swap(base.ratings, lambda one: one.key == trust("a"), rounds=(mended, rounds[1])))
    theirs = ratings.close_round(base, trust("a"), Round(counts=(0, 0, 0, 0, 5)))
    for merged in (merge(base, ours, theirs), merge(base, theirs, ours)):
        assert merged.rating(trust("a")).rounds == (mended, rounds[1], Round(counts=(0, 0, 0, 0, 5)))


def test_two_fields_of_one_round_mended_on_two_sides_both_survive() -> None:
    base = ratings.close_round(a_session(), trust("a"), Round(counts=(1, 1, 1, 1, 1)))
    sides = [
        altered(base, ratings=swap(base.ratings, lambda one: one.key == trust("a"), rounds=(mended,)))
        for mended in (Round(counts=(1, 1, 1, 1, 1), people=6), Round(counts=(1, 1, 1, 1, 1), cant_say=1))
    ]
    merged = merge(base, *sides).rating(trust("a")).rounds
    assert merged == (Round(counts=(1, 1, 1, 1, 1), people=6, cant_say=1),)


# What both changed


def test_on_the_same_value_theirs_counts() -> None:
    ours, theirs = plan.facts(FULL_DAY, team="Ours"), plan.facts(FULL_DAY, team="Theirs")
    assert merge(FULL_DAY, ours, theirs).team == "Theirs"


def test_a_key_that_nobody_knows_and_both_changed_to_another_kind_is_theirs() -> None:
    base, ours, theirs = (with_later(FULL_DAY, value) for value in (1, {"a": 1}, "text"))
    assert merge(base, ours, theirs) == theirs
    assert merge(base, theirs, ours) == ours


def test_a_table_that_nobody_knows_and_both_added_has_the_keys_of_both() -> None:
    merged = merge(FULL_DAY, with_later(FULL_DAY, {"a": 1}), with_later(FULL_DAY, {"b": 2}))
    assert merged == with_later(FULL_DAY, {"a": 1, "b": 2})


@pytest.mark.parametrize("swapped", [False, True])
def test_what_one_side_changed_and_the_other_took_away_stays(swapped: bool) -> None:
    note = FULL_DAY.notes[1]
    changed = note_changes.edit(FULL_DAY, note.id, note.head, "worth keeping")
    removed = note_changes.remove(FULL_DAY, note.id)
    merged = merge(FULL_DAY, *((removed, changed) if swapped else (changed, removed)))
    assert merged.notes == changed.notes


def test_the_same_step_told_by_both_is_one_event() -> None:
    done = actions.follow_up(FULL_DAY, FULL_DAY.actions[0].id, "done", DAY)
    ours, theirs = plan.facts(done, people=9), plan.facts(done.model_copy(deep=True), team="Other")
    assert merge(FULL_DAY, ours, theirs).actions == done.actions


@settings(max_examples=60)
@given(st.lists(notes, min_size=2, max_size=3), st.integers(1, 5))
def test_parts_that_share_an_id_are_never_dropped(found: list[Any], people: int) -> None:
    twins = tuple(altered(note, id="same") for note in found)
    base = altered(a_session(), notes=twins)
    ours = note_changes.add(base, "new", None, "works", "ours")
    theirs = altered(plan.facts(base, people=people), notes=(*base.notes[:-1], altered(base.notes[-1], text="theirs")))
    merged = merge(base, ours, theirs)
    assert len(merged.notes) == len(twins) + 1
    assert "theirs" in {note.text for note in merged.notes}
