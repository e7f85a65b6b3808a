"""Two people's copies of one session in one: nothing is lost, and only what both changed is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from doings import FULL_DAY, Doing, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import actions, notes, ratings, scales, sessions, steps, toml_keys, toml_values
from test_merge import BASE, EDITS, PAIRS, after, from_file, size

from workshop_tui.changes.by_name import said, same
from workshop_tui.changes.merge import Conflict, merged, settled
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.part import Part
from workshop_tui.model.session import Note, Rating, Scale, Session
from workshop_tui.store.session_file import text_of

DAYS = st.lists(doings, max_size=6)
LISTS: dict[str, st.SearchStrategy[Any]] = {
    "session": sessions,
    "notes": notes,
    "actions": actions,
    "frameworks": scales,
    "ratings": ratings,
    "steps": steps,
}
MODELS: dict[str, type[Part]] = {
    "session": Session,
    "notes": Note,
    "actions": Action,
    "frameworks": Scale,
    "ratings": Rating,
    "steps": Step,
}
NAMES = {"id", "framework", "item"}


def parts(session: Session, name: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = session.agenda.steps if name == "steps" else getattr(session, name)
    return found


def with_parts(session: Session, name: str, new: tuple[Any, ...]) -> Session:
    if name == "steps":
        return rebuilt(session, agenda=rebuilt(session.agenda, steps=new))
    return rebuilt(session, **{name: new})


def rebuilt(part: Any, **fields: Any) -> Any:
    was = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_validate({**was, **(part.model_extra or {}), **fields})


Edit = tuple[str, str, int, str]
"""In which list, what is done, to which part, and to which of its fields; no field is a key that nobody knows."""


def edits(name: str) -> st.SearchStrategy[Edit]:
    fields = sorted(set(MODELS[name].model_fields) - NAMES)
    does = st.sampled_from(["change", "change", "change", "add", "remove", "move"])
    return st.tuples(st.just(name), does, st.integers(0, 2), st.sampled_from([*fields, ""]))


def changed(draw: st.DrawFn, part: Any, name: str, field: str) -> Any:
    """A part with another value in one field or key."""
    if field:
        return rebuilt(part, **{field: getattr(draw(LISTS[name]), field)})
    keys = toml_keys.filter(lambda key: key not in type(part).model_fields)
    return rebuilt(part, **{draw(st.just("later") | keys): draw(toml_values)})


def edited(draw: st.DrawFn, session: Session, edit: Edit) -> Session:
    """The session after what somebody may have done to it, also with an editor."""
    name, do, place, field = edit
    if name == "session":
        return changed(draw, session, name, field)
    now = list(parts(session, name))
    place = min(place, len(now) - 1)
    if do == "add" or not now:
        now.append(draw(LISTS[name]))
    elif do == "change":
        now[place] = changed(draw, now[place], name, field)
    else:
        one = now.pop(place)
        now[:0] = [one] if do == "move" else []
    return with_parts(session, name, tuple(now))


@st.composite
def copies(draw: st.DrawFn) -> tuple[Session, Session, Session]:
    """A session, and two copies of it that were changed, often in the same places."""
    base = draw(st.just(FULL_DAY) | sessions)
    places = draw(st.lists(st.sampled_from(sorted(LISTS)).flatmap(edits), min_size=1, max_size=3))
    sides = [base, base]
    for side in (0, 1):
        for edit in draw(st.lists(st.sampled_from(places), min_size=1, max_size=4)):
            sides[side] = edited(draw, sides[side], edit)
    return base, sides[0], sides[1]


def by_the_rules(session: Session, other: Session) -> Session:
    """The session as it must be beside another: place and times are never taken from one side alone."""
    times = {
        step: max(one.times[step] for one in (session, other) if step in one.times)
        for step in {**session.times, **other.times}
    }
    return rebuilt(session, place=other.place if other.place.step else session.place, times=times)


# Laws, for any copies


@settings(max_examples=120)
@given(copies())
def test_what_only_one_side_changed_is_taken_as_it_is(three: tuple[Session, Session, Session]) -> None:
    base, one, _ = three
    assert merged(base, one, base) == (one, ())
    session, conflicts = merged(base, base, one)
    assert conflicts == ()
    assert same(session, by_the_rules(one, base))


@settings(max_examples=120)
@given(copies(), st.booleans())
def test_what_was_merged_can_be_written_and_read_back(three: tuple[Session, Session, Session], known: bool) -> None:
    base, ours, theirs = three
    text_of(merged(base if known else None, ours, theirs).session)


@settings(max_examples=150)
@given(copies(), st.booleans())
def test_a_conflict_is_settled_either_way_and_back(three: tuple[Session, Session, Session], known: bool) -> None:
    base, ours, theirs = three
    both = merged(base if known else None, ours, theirs)
    assert len({said(conflict.where) for conflict in both.conflicts}) == len(both.conflicts)
    for conflict in both.conflicts:
        assert not same(conflict.ours, conflict.theirs)
        assert same(settled(both.session, conflict, conflict.ours), both.session)
        other = settled(both.session, conflict, conflict.theirs)
        assert not same(other, both.session)
        assert same(settled(other, conflict, conflict.ours), both.session)


@settings(max_examples=150)
@given(copies(), st.booleans())
def test_whatever_either_side_added_is_there(three: tuple[Session, Session, Session], known: bool) -> None:
    base, ours, theirs = three
    result = merged(base if known else None, ours, theirs).session
    for name in LISTS.keys() - {"session"}:
        was, kept = (Counter(named(parts(one, name))) for one in (base, result))
        for side in (ours, theirs):
            now = Counter(named(parts(side, name)))
            assert (now - was if known else now) - kept == Counter()


def named(found: tuple[Any, ...]) -> list[Any]:
    return [one.key if isinstance(one, Rating) else one.id for one in found]


@settings(max_examples=150)
@given(copies())
def test_it_does_not_matter_who_is_ours(three: tuple[Session, Session, Session]) -> None:
    base, ours, theirs = three
    here, there = merged(base, ours, theirs), merged(base, theirs, ours)
    turned = [Conflict(one.where, one.theirs, one.ours) for one in there.conflicts]
    assert {said((one.where, one.ours, one.theirs)) for one in here.conflicts} == {
        said((one.where, one.ours, one.theirs)) for one in turned
    }
    session = there.session
    for conflict in turned:
        session = settled(session, conflict, conflict.ours)
    theirs_alone = {name: getattr(session, name) for name in ("place", "follows", "follows_id")}
    assert same(rebuilt(here.session, **theirs_alone), session)


@settings(max_examples=100)
@given(copies(), st.booleans())
def test_merging_once_more_changes_nothing(three: tuple[Session, Session, Session], known: bool) -> None:
    base, ours, theirs = three
    once = merged(base if known else None, ours, theirs)
    assert same(merged(theirs if known else None, once.session, theirs).session, once.session)


# Laws, for days as people have them: every cell, one by one


def cells(value: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every cell of a session but those that follow rules of their own."""
    if where in ((name,) for name in ("place", "times", "state")) or where[-1:] in (("rounds",), ("history",)):
        return
    if isinstance(value, Part):
        for name in type(value).model_fields:
            yield from cells(getattr(value, name), (*where, name))
    elif isinstance(value, tuple) and all(isinstance(entry, Part) for entry in value):
        for name, entry in zip(named(value), value, strict=True):
            yield from cells(entry, (*where, name))
    else:
        yield where, value


@settings(max_examples=200)
@given(DAYS, DAYS)
def test_every_cell_is_as_the_side_has_it_that_changed_it(our_day: list[Doing], their_day: list[Doing]) -> None:
    ours, theirs = after(FULL_DAY, our_day, "o"), after(FULL_DAY, their_day, "t")
    both = merged(FULL_DAY, ours, theirs)
    asked = {conflict.where: conflict for conflict in both.conflicts}
    was, here, there, now = (dict(cells(one)) for one in (FULL_DAY, ours, theirs, both.session))
    for where in {**here, **there}:
        old, mine, other = (side.get(where, "none") for side in (was, here, there))
        if "none" not in (old, mine, other) and old != mine != other != old:
            assert asked.pop(where) == Conflict(where, mine, other)
            assert now[where] == mine
        elif mine != old and mine != "none":
            assert now[where] == mine
        elif other != old and other != "none":
            assert now[where] == other
    assert asked == {}


@settings(max_examples=150)
@given(DAYS, DAYS)
def test_every_round_and_every_entry_of_a_history_is_kept(our_day: list[Doing], their_day: list[Doing]) -> None:
    ours, theirs = after(FULL_DAY, our_day, "o"), after(FULL_DAY, their_day, "t")
    result = merged(FULL_DAY, ours, theirs).session
    for rating in result.ratings:
        taken = [one.rating(rating.key).rounds for one in (FULL_DAY, ours, theirs)]
        assert_united(rating.rounds, *taken)
    for action in result.actions:
        told = [one.action(action.id).history if one.action(action.id) else None for one in (FULL_DAY, ours, theirs)]
        if None not in told:
            assert_united(action.history, *told)
            assert list(action.history) == sorted(action.history, key=lambda event: event.date)


def assert_united(
    kept: tuple[Part, ...], was: tuple[Part, ...], here: tuple[Part, ...], there: tuple[Part, ...]
) -> None:
    """Each as often as a side has it, unless one of the sides took it away."""
    old, mine, other, found = (Counter(map(repr, some)) for some in (was, here, there, kept))
    for one in old | mine | other:
        sides = mine[one], other[one]
        assert found[one] == (min(sides) if min(sides) < old[one] else max(sides))


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[" + ".join(pair) for pair in PAIRS])
def test_separate_edits_are_both_there_and_nobody_is_asked(one: str, other: str) -> None:
    ours, theirs = EDITS[one](BASE), from_file(EDITS[other](BASE))
    both = merged(BASE, ours, theirs)
    assert both.conflicts == ()
    assert both == merged(BASE, theirs, ours)
    assert size(both.session) == size(ours) + size(theirs) - size(BASE)


@settings(max_examples=100)
@given(st.permutations(list(EDITS)), st.integers(0, len(EDITS)))
def test_many_separate_edits_are_all_there(names: list[str], ours_are: int) -> None:
    together = ours = theirs = BASE
    for place, name in enumerate(names):
        together = EDITS[name](together)
        if place < ours_are:
            ours = EDITS[name](ours)
        else:
            theirs = EDITS[name](theirs)
    both = merged(BASE, ours, theirs)
    assert both == merged(BASE, theirs, ours)
    assert both.conflicts == ()
    assert counted(both.session) == counted(together)


def counted(session: Session) -> Counter[str]:
    """All that a session says, whatever the order of what is in its lists."""
    found = Counter(repr(cell) for cell in cells(session))
    found.update(repr((rating.key, one)) for rating in session.ratings for one in rating.rounds)
    found.update(repr((action.id, one)) for action in session.actions for one in action.history)
    found.update(repr(time) for time in session.times.items())
    return found
