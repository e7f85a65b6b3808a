"""What is asked when two copies of one session are merged, and what is not: case by case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from doings import FULL_DAY
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY, MORNING, a_session, trust
from test_merge import from_file, with_later

from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.changes.by_name import order
from workshop_tui.changes.merge import Conflict, merged, settled
from workshop_tui.changes.swap import altered, swap
from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Note, Place, Rating, Round, Session

LATER = DAY + dt.timedelta(days=9)
NOTE, ACTION = FULL_DAY.notes[1], FULL_DAY.actions[0]
NEW = Note(id="new1", text="What we heard")
FIRST, SECOND = Round(counts=(1, 0, 0, 0, 5)), Round(counts=(0, 6, 0, 0, 0))

both_ways = pytest.mark.parametrize("turned", [False, True], ids=["as it is", "turned round"])


def having(session: Session, **fields: Any) -> Session:
    return altered(session, **fields)


def of_rating(session: Session, **fields: Any) -> Session:
    return altered(session, ratings=swap(session.ratings, lambda one: one.key == trust("a"), **fields))


def either(base: Session | None, ours: Session, theirs: Session, turned: bool) -> Session:
    """What comes of it without anybody being asked, whichever side is ours."""
    session, conflicts = merged(base, theirs, ours) if turned else merged(base, ours, theirs)
    assert conflicts == ()
    return session


# Asked


def test_two_levels_that_two_groups_agreed_on_are_asked_and_ours_stands() -> None:
    ours, theirs = (ratings.agree(FULL_DAY, trust("b"), level) for level in (4, 5))
    session, conflicts = merged(FULL_DAY, ours, theirs)
    assert conflicts == (Conflict(("ratings", trust("b"), "agreed"), 4, 5),)
    assert session == ours


@pytest.mark.parametrize(
    ("where", "ours", "theirs"),
    [
        (("team",), {"team": "Ours"}, {"team": "Theirs"}),
        (("notes", NOTE.id, "text"), {"notes": (altered(NOTE, text="x"),)}, {"notes": (altered(NOTE, text="y"),)}),
        (
            ("actions", ACTION.id, "due"),
            {"actions": (altered(ACTION, due=None),)},
            {"actions": (altered(ACTION, due=LATER),)},
        ),
        (
            ("agenda", "steps", "welcome", "minutes"),
            {"agenda": plan.set_minutes(FULL_DAY, "welcome", 1).agenda},
            {"agenda": plan.set_minutes(FULL_DAY, "welcome", 2).agenda},
        ),
        (
            ("frameworks", "trust", "title"),
            {"frameworks": (altered(FULL_DAY.frameworks[0], title="x"), *FULL_DAY.frameworks[1:])},
            {"frameworks": (altered(FULL_DAY.frameworks[0], title="y"), *FULL_DAY.frameworks[1:])},
        ),
    ],
)
def test_a_cell_that_both_changed_is_named_and_can_be_settled(where: Any, ours: Any, theirs: Any) -> None:
    base = having(FULL_DAY, notes=(NOTE,), actions=(altered(ACTION, due=DAY),))
    here, there = having(base, **ours), having(base, **theirs)
    session, (conflict,) = merged(base, here, there)
    assert conflict.where == where
    assert session == here
    assert settled(session, conflict, conflict.theirs) == there


def test_words_that_one_took_away_and_the_other_changed_are_asked() -> None:
    base = actions.edit(FULL_DAY, ACTION.id, owner="Head of service")
    ours, theirs = (actions.edit(base, ACTION.id, owner=owner) for owner in ("", "Practice lead"))
    assert merged(base, ours, theirs).conflicts == (Conflict(("actions", ACTION.id, "owner"), "", "Practice lead"),)


def test_the_same_new_part_is_there_once_and_its_cells_that_differ_are_asked() -> None:
    ours = having(FULL_DAY, notes=(*FULL_DAY.notes, NEW))
    assert merged(FULL_DAY, ours, from_file(ours)) == (ours, ())
    theirs = having(FULL_DAY, notes=(*FULL_DAY.notes, altered(NEW, text="Theirs", head="worries")))
    session, conflicts = merged(FULL_DAY, altered(ours, people=9), theirs)
    assert [note.id for note in session.notes].count("new1") == 1
    assert [conflict.where[2:] for conflict in conflicts] == [("head",), ("text",)]


def test_statuses_that_differ_are_asked_and_both_are_in_the_history() -> None:
    ours = actions.follow_up(FULL_DAY, ACTION.id, "done", LATER)
    theirs = actions.follow_up(FULL_DAY, ACTION.id, "stuck", LATER + dt.timedelta(days=1))
    session, (conflict,) = merged(FULL_DAY, ours, theirs)
    assert conflict == Conflict(("actions", ACTION.id, "status"), "done", "stuck")
    assert [event.status for event in session.action(ACTION.id).history[-2:]] == ["done", "stuck"]


def test_an_item_that_both_added_is_one_item() -> None:
    sides = [
        having(a_session(), ratings=(*a_session().ratings, Rating(framework="x", item="y", agreed=n))) for n in (1, 2)
    ]
    session, conflicts = merged(a_session(), *sides)
    assert session == sides[0]
    assert [conflict.where for conflict in conflicts] == [("ratings", ("x", "y"), "agreed")]


# Not asked


@both_ways
def test_one_action_edited_in_different_fields(turned: bool) -> None:
    ours, theirs = actions.edit(FULL_DAY, ACTION.id, what="Meet"), actions.edit(FULL_DAY, ACTION.id, owner="Lead")
    found = either(FULL_DAY, ours, theirs, turned).action(ACTION.id)
    assert (found.what, found.owner) == ("Meet", "Lead")


@both_ways
def test_what_one_took_away_and_the_other_changed_stays(turned: bool) -> None:
    changed = notes.edit(FULL_DAY, NOTE.id, NOTE.head, "worth keeping")
    assert either(FULL_DAY, changed, notes.remove(FULL_DAY, NOTE.id), turned).notes == changed.notes


@both_ways
def test_what_one_took_away_and_the_other_left_is_gone(turned: bool) -> None:
    removed, other = notes.remove(FULL_DAY, NOTE.id), notes.remove(FULL_DAY, FULL_DAY.notes[0].id)
    assert either(FULL_DAY, removed, other, turned).notes == FULL_DAY.notes[2:]


STATES = ["planned", "open", "closed"]


@pytest.mark.parametrize("ours", STATES)
@pytest.mark.parametrize("theirs", STATES)
@pytest.mark.parametrize("base", [*STATES, None])
def test_whether_it_is_over_is_asked_and_whether_it_has_begun_is_not(base: str | None, ours: str, theirs: str) -> None:
    was, here, there = (
        having(FULL_DAY, state=state, people=n) if state else None for n, state in enumerate((base, ours, theirs))
    )
    session, conflicts = merged(was, here, there)
    asked = [(one.ours, one.theirs) for one in conflicts if one.where == ("state",)]
    if base in (ours, theirs) or "planned" in (ours, theirs) or ours == theirs:
        assert asked == []
        changed = {ours, theirs} - {base}
        begun = changed - {"planned"} or changed
        assert session.state == (begun.pop() if begun else base)
    else:
        assert asked == [(ours, theirs)]
        assert session.state == ours


def test_people_stay_where_they_are() -> None:
    here, there = Place(step="welcome", began=MORNING), Place(step="close")
    ours, theirs = having(FULL_DAY, place=here), having(FULL_DAY, place=there, people=9)
    for base in (FULL_DAY, ours, theirs, None):
        session, conflicts = merged(base, ours, having(theirs, people=ours.people, service="Theirs"))
        assert (session.place, session.service, conflicts) == (here, "Theirs", ())
    assert merged(FULL_DAY, having(FULL_DAY, service="Ours"), theirs).session.place == there, "ours stands nowhere"


def test_beside_a_copy_that_nobody_changed_ours_stays_as_it_is() -> None:
    base = having(FULL_DAY, place=Place(step="welcome"), times={"welcome": 60})
    ours = having(base, place=Place(), times={})
    assert merged(base, ours, from_file(base)) == (ours, ())


@both_ways
@pytest.mark.parametrize("base", [{"welcome": 60}, {"welcome": 500}, None])
def test_of_two_times_the_longer_counts(base: dict[str, int] | None, turned: bool) -> None:
    was = None if base is None else having(FULL_DAY, times=base)
    ours = having(FULL_DAY, times={"welcome": 300, "actions": 20})
    theirs = having(FULL_DAY, times={"close": 10, "welcome": 200})
    assert either(was, ours, theirs, turned).times == {"welcome": 300, "actions": 20, "close": 10}


def test_what_it_follows_is_ours_where_both_say_so() -> None:
    ours, theirs = (having(FULL_DAY, follows=f"{name}.toml", follows_id=name) for name in "ab")
    for base in (FULL_DAY, None):
        assert merged(base, ours, theirs) == (ours, ())
        assert merged(base, FULL_DAY, theirs) == (theirs, ())


@both_ways
def test_the_newer_form_of_the_file_counts(turned: bool) -> None:
    ours, theirs = (having(FULL_DAY, format=f"workshop-session/1.{number}") for number in (9, 10))
    assert either(FULL_DAY, ours, theirs, turned).format == "workshop-session/1.10"


# Rounds and histories


@both_ways
@pytest.mark.parametrize("known", [True, False])
def test_the_rounds_of_both_are_kept_and_equal_ones_once(turned: bool, known: bool) -> None:
    base = of_rating(a_session(), rounds=(FIRST,))
    ours = of_rating(base, rounds=(FIRST, SECOND))
    for more in (SECOND, altered(SECOND, cant_say=1)):
        theirs = of_rating(base, rounds=(FIRST, more), title="Other title")
        found = either(base if known else None, of_rating(ours, title="Other title"), theirs, turned).rating(trust("a"))
        assert sorted(map(repr, found.rounds)) == sorted({repr(FIRST), repr(SECOND), repr(more)})
        assert found.rounds[0] == FIRST


def test_a_second_round_that_says_the_same_as_the_first_is_kept() -> None:
    base = of_rating(a_session(), rounds=(FIRST,))
    ours, theirs = of_rating(base, rounds=(FIRST, FIRST)), of_rating(base, rounds=(FIRST, SECOND))
    found = merged(base, ours, theirs).session.rating(trust("a")).rounds
    assert sorted(found, key=repr) == sorted((FIRST, FIRST, SECOND), key=repr)


@both_ways
def test_a_round_that_both_mended_is_kept_as_each_has_it(turned: bool) -> None:
    base = of_rating(a_session(), rounds=(FIRST,))
    sides = [of_rating(base, rounds=(altered(FIRST, people=people),)) for people in (6, 7)]
    found = either(base, *sides, turned).rating(trust("a")).rounds
    assert sorted(one.people for one in found) == [6, 7]


@both_ways
@pytest.mark.parametrize("known", [True, False])
def test_a_history_has_the_entries_of_both_by_date_and_none_twice(turned: bool, known: bool) -> None:
    days = [DAY + dt.timedelta(days=number) for number in range(4)]
    events = [Event(date=day, status="under way", note=str(day.day)) for day in days]
    base, ours, theirs = (
        having(FULL_DAY, actions=(altered(ACTION, history=tuple(events[place] for place in places)),))
        for places in ((0,), (0, 1, 3), (0, 2, 3))
    )
    assert either(base if known else None, ours, theirs, turned).actions[0].history == tuple(events)


# Keys that this version does not know


@both_ways
def test_tables_that_nobody_knows_are_merged_key_by_key(turned: bool) -> None:
    base = with_later(FULL_DAY, {"kept": 1, "gone": 1, "deep": {"a": 1, "list": [1]}})
    ours = with_later(FULL_DAY, {"kept": 1, "gone": 1, "deep": {"a": 2, "list": [1]}, "ours": 1})
    theirs = with_later(FULL_DAY, {"kept": 1, "deep": {"a": 1, "list": [1, 2]}, "theirs": {"x": 1}})
    expected = {"kept": 1, "deep": {"a": 2, "list": [1, 2]}, "ours": 1, "theirs": {"x": 1}}
    assert either(base, ours, theirs, turned).later == expected


def test_a_key_in_a_table_that_nobody_knows_is_asked_by_its_place() -> None:
    base, ours, theirs = (with_later(FULL_DAY, {"deep": {"a": value, "b": 1}}) for value in (1, 2, 3))
    session, (conflict,) = merged(base, ours, theirs)
    assert (session, conflict) == (ours, Conflict(("later", "deep", "a"), 2, 3))
    assert settled(session, conflict, 3) == theirs


@both_ways
def test_lists_of_tables_that_nobody_knows_are_merged_by_id(turned: bool) -> None:
    base = with_later(FULL_DAY, [{"id": "p", "side": "in"}, {"id": "q"}])
    ours = with_later(FULL_DAY, [{"id": "p", "side": "out"}, {"id": "q"}, {"id": "r"}])
    theirs = with_later(FULL_DAY, [{"id": "p", "side": "in", "sector": "health"}])
    assert either(base, ours, theirs, turned).later == [{"id": "p", "side": "out", "sector": "health"}, {"id": "r"}]


def test_a_cell_in_a_list_of_tables_that_nobody_knows_is_asked_by_its_id() -> None:
    base, ours, theirs = (with_later(FULL_DAY, [{"id": "q"}, {"id": "p", "side": side}]) for side in "abc")
    session, (conflict,) = merged(base, ours, theirs)
    assert conflict == Conflict(("later", "p", "side"), "b", "c")
    assert settled(session, conflict, "c") == theirs


def test_a_key_that_one_took_away_and_the_other_changed_stays() -> None:
    base, changed = (with_later(FULL_DAY, {"a": value, "b": 1}) for value in (1, 2))
    removed = with_later(FULL_DAY, {"b": 1})
    assert merged(base, removed, changed) == (changed, ())
    assert merged(base, changed, removed) == (changed, ())


@both_ways
def test_a_key_that_one_took_away_and_the_other_left_is_gone(turned: bool) -> None:
    base = with_later(FULL_DAY, 1)
    assert either(base, having(base, people=9), FULL_DAY, turned) == having(FULL_DAY, people=9)


@pytest.mark.parametrize(("was", "now"), [(1, True), (1, 1.0), (1, "1"), (0.0, -0.0), (False, 0)])
def test_a_key_that_only_changed_its_kind_was_changed(was: Any, now: Any) -> None:
    theirs = having(with_later(FULL_DAY, now), people=9)
    session = merged(with_later(FULL_DAY, was), having(with_later(FULL_DAY, was), team="Ours"), theirs).session
    assert repr(session.later) == repr(now)
    assert (session.people, session.team) == (9, "Ours")


def test_what_is_no_number_equals_itself_and_the_order_of_keys_says_nothing() -> None:
    base, ours, theirs = (with_later(FULL_DAY, {"a": float("nan"), "b": [{"x": 1, "y": 2}]}) for _ in range(3))
    turned = having(with_later(theirs, {"b": [{"y": 2, "x": 1}], "a": float("nan")}), people=9)
    session, conflicts = merged(base, having(ours, team="Ours"), turned)
    assert conflicts == ()
    for found in (session, merged(None, ours, turned).session):
        assert [list(table.items()) for table in found.later["b"]] == [[("x", 1), ("y", 2)]]


# Without a base


def test_without_a_base_cells_that_differ_are_asked_and_what_one_says_is_kept() -> None:
    ours = having(FULL_DAY, service="Ours", people=9, notes=FULL_DAY.notes[1:])
    theirs = having(FULL_DAY, organisation="Theirs", people=8, actions=FULL_DAY.actions[1:])
    session, conflicts = merged(None, ours, theirs)
    assert conflicts == (Conflict(("people",), 9, 8),)
    assert session == having(FULL_DAY, service="Ours", organisation="Theirs", people=9)


@both_ways
def test_without_a_base_what_a_file_does_not_mention_gives_way(turned: bool) -> None:
    ours = of_rating(a_session(), agreed=3, chosen=True, dots=4)
    theirs = having(a_session(), actions=(Action(id="a", what="do", source=Source(step="close")),))
    session = either(None, having(ours, actions=(Action(id="a", what="do"),)), theirs, turned)
    assert session == having(ours, actions=theirs.actions)


def test_without_a_base_what_both_have_stands_as_ours_has_it_and_the_rest_where_it_stood() -> None:
    ours, theirs = plan.move(a_session(), "close", -4), a_session()
    theirs = plan.add_step(theirs, Step(id="new", kind="talk", title="T", minutes=5), "rate-trust")
    assert [step.id for step in merged(None, ours, theirs).session.agenda.steps] == [
        "close", "welcome", "rate-trust", "new", "rate-links", "actions",
    ]  # fmt: skip


# Ids that stand twice


@both_ways
def test_parts_that_share_an_id_are_all_kept_and_nobody_is_asked(turned: bool) -> None:
    twins = tuple(Note(id="same", text=text) for text in ("one", "two"))
    base = having(a_session(), notes=twins)
    ours = having(base, notes=(altered(twins[0], text="ours"), twins[1]))
    theirs = having(base, notes=(altered(twins[0], text="theirs"), twins[1], twins[1]))
    found = [note.text for note in either(base, ours, theirs, turned).notes]
    assert sorted(found) == ["ours", "theirs", "two", "two"]


@both_ways
def test_an_id_that_became_double_on_one_side_only(turned: bool) -> None:
    base = having(a_session(), notes=(NEW,))
    ours = having(base, notes=(NEW, altered(NEW, text="copied")))
    theirs = having(base, notes=(altered(NEW, text="changed"),))
    assert {note.text for note in either(base, ours, theirs, turned).notes} == {"copied", "changed"}


# Order


@both_ways
def test_two_steps_moved_on_two_sides_are_both_where_they_were_moved_to(turned: bool) -> None:
    ours, theirs = plan.move(FULL_DAY, "close", -9), plan.move(FULL_DAY, "welcome", 2)
    was = [step.id for step in FULL_DAY.agenda.steps]
    assert (was[0], was[-1]) == ("welcome", "close")
    found = [step.id for step in either(FULL_DAY, ours, theirs, turned).agenda.steps]
    assert found == ["close", was[1], was[2], "welcome", *was[3:-1]]


def test_a_step_that_both_moved_is_there_once() -> None:
    ours, theirs = plan.move(FULL_DAY, "close", -9), plan.move(FULL_DAY, "close", -2)
    here, there = merged(FULL_DAY, ours, theirs), merged(FULL_DAY, theirs, ours)
    assert here == there == (ours, ())


def test_new_steps_stay_behind_the_step_that_they_were_put_behind() -> None:
    ours = plan.add_step(plan.move(FULL_DAY, "welcome", 9), Step(id="x", kind="talk", title="X", minutes=1), "welcome")
    theirs = plan.add_step(FULL_DAY, Step(id="y", kind="talk", title="Y", minutes=1), "actions")
    found = [step.id for step in merged(FULL_DAY, ours, theirs).session.agenda.steps]
    assert found.index("x") == found.index("welcome") + 1
    assert found.index("y") == found.index("actions") + 1


@given(st.permutations(range(7)), st.sets(st.integers(0, 6), max_size=3), st.lists(st.integers(10, 12), unique=True))
def test_one_side_alone_gives_its_own_order(now: list[int], gone: set[int], new: list[int]) -> None:
    side = [*[one for one in now if one not in gone], *new]
    for found in (order(range(7), side, range(7)), order(range(7), range(7), side), order(range(7), side, side)):
        assert [name for name in found if name in side] == side
        assert len(set(found)) == len(found)
