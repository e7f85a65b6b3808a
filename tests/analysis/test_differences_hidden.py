"""Between any two states of a session no difference is hidden, and going through the day is none."""

from __future__ import annotations

from typing import Any

import pytest
import strategies
from doings import FULL_DAY, do, doings
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from made import a_full_session, a_scale
from strategies import places, sessions, text

from workshop_tui.analysis.differences import differences
from workshop_tui.analysis.matched import COURSE
from workshop_tui.changes.merge import taken_back
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Plan, Step
from workshop_tui.model.part import Part
from workshop_tui.model.session import Note, Place, Rating, Round, Scale, Session


@settings(max_examples=30)
@given(sessions, places, st.dictionaries(text, st.integers(0, 9)))
def test_going_through_the_day_says_nothing(session: Session, place: Place, times: dict[str, int]) -> None:
    assert differences(session, session.model_copy(deep=True)) == ()
    assert differences(session, altered(session, place=place, times=times)) == ()


MADE: dict[type[Part], SearchStrategy[Any]] = {
    Session: sessions,
    Plan: strategies.plans,
    Step: strategies.steps,
    Scale: strategies.scales,
    Rating: strategies.ratings,
    Round: strategies.rounds,
    Note: strategies.notes,
    Action: strategies.actions,
    Source: strategies.sources,
    Event: strategies.events,
}


def _bare(session: Session) -> Session:
    return altered(session, place=Place(), times={})


@settings(max_examples=100)
@given(sessions, sessions)
def test_two_different_sessions_give_sentences(before: Session, after: Session) -> None:
    assert bool(differences(before, after)) == (_bare(before) != _bare(after))
    assert all(isinstance(one, str) and one for one in differences(before, after))


@settings(max_examples=300)
@given(st.data(), st.sampled_from([FULL_DAY, a_full_session()]))
def test_any_one_change_gives_a_sentence(data: st.DataObject, before: Session) -> None:
    after = _one_thing_changed(data, before)
    assume(repr(_bare(after)) != repr(_bare(before)) and _bare(after) != _bare(before))
    assert differences(before, after) != ()
    assert differences(after, before) != ()


def _one_thing_changed(data: st.DataObject, part: Any) -> Any:
    """The part with one field, or its unknown keys, taken from another part; here or somewhere inside."""
    names = [*type(part).model_fields, "unknown keys"]
    if type(part) is Session:
        names = [one for one in names if one not in COURSE]
    name = data.draw(st.sampled_from(names))
    value = getattr(part, name, None)
    if value and isinstance(value, tuple) and isinstance(value[0], Part) and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(value) - 1))
        return altered(part, **{name: (*value[:place], _one_thing_changed(data, value[place]), *value[place + 1 :])})
    if isinstance(value, Part) and data.draw(st.booleans()):
        return altered(part, **{name: _one_thing_changed(data, value)})
    other = data.draw(MADE[type(part)])
    fields = {one: getattr(part, one) for one in type(part).model_fields}
    if name == "unknown keys":
        return type(part).model_validate(fields | other.model_extra)
    return altered(part, **{name: getattr(other, name)})


@settings(max_examples=200)
@given(st.lists(doings, max_size=5), doings)
def test_whatever_is_done_gives_a_sentence_and_taking_it_back_another(
    day: list[tuple[str, int, int]], last: tuple[str, int, int]
) -> None:
    before = FULL_DAY
    for doing in day:
        before = do(before, doing)
    after = do(before, last)
    back = taken_back(before, after, after)
    assert bool(differences(before, after)) == (before != after)
    assert bool(differences(after, back)) == (before != after)
    assert differences(before, back) == ()


@pytest.mark.parametrize("name", ["Frameworks", "Items", "Notes", "Actions"])
def test_another_order_is_told(name: str) -> None:
    field = "ratings" if name == "Items" else name.lower()
    full = altered(a_full_session(), frameworks=(a_scale(), a_scale(framework="theirs")))
    turned = altered(full, **{field: tuple(reversed(getattr(full, field)))})
    assert differences(full, turned) == (f"{name}: in another order",)


def _with_keys(part: Any, value: Any) -> Any:
    """The part with an unknown key in it and in every part inside; ``id`` too, where that is no field."""
    fields = {
        name: tuple(_with_keys(one, value) if isinstance(one, Part) else one for one in old)
        if isinstance(old, tuple)
        else _with_keys(old, value)
        if isinstance(old, Part)
        else old
        for name, old in dict(part).items()
    }
    return type(part).model_validate({"id": [value]} | fields | {"mood": {"is": [value]}})


@pytest.mark.parametrize("name", ["agenda", "frameworks", "ratings", "notes", "actions"])
def test_unknown_keys_are_told_in_one_sentence(name: str) -> None:
    full = a_full_session()

    def keyed(value: Any) -> Session:
        return altered(full, **{name: getattr(_with_keys(full, value), name)})

    assert differences(keyed(1), keyed(2)) == ("Keys that this version does not know were changed",)
    assert differences(keyed(1), full) == ("Keys that this version does not know were changed",)
    assert differences(keyed(float("nan")), keyed(float("nan"))) == ()


@pytest.mark.parametrize("path", [(0, "rounds"), (0, "history"), (0, "source")])
def test_unknown_keys_deep_inside(path: tuple[int, str]) -> None:
    place, name = path
    full = a_full_session()
    parts = "ratings" if name == "rounds" else "actions"
    was = getattr(full, parts)
    keyed = getattr(_with_keys(was[place], 1), name)
    after = altered(full, **{parts: (altered(was[place], **{name: keyed}), *was[place + 1 :])})
    assert differences(full, after) == ("Keys that this version does not know were changed",)
