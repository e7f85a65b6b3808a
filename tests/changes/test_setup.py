"""A new session: its items, a plan whose minutes fit them, and what it takes over from the one before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY, a_framework, a_session, an_agenda, trust

from workshop_tui.changes import actions, ratings
from workshop_tui.changes.setup import Choice, new_session, plan_for, usual_choice
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import RATING_KINDS, Agenda, Step
from workshop_tui.model.framework import Framework
from workshop_tui.model.part import MOST_MINUTES
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.store.library import library

KNOWN = library(None)
TEN = a_framework("trust", items=10)
CONDITIONS = KNOWN.frameworks["conditions-for-success"]


def chosen(framework: Framework, letters: str | None = None) -> Choice:
    items = tuple(letters) if letters is not None else tuple(item.id for item in framework.items)
    return Choice((framework,), {framework.id: items})


def rated(agenda: Agenda, choice: Choice) -> list[Step]:
    return [step for step in plan_for(agenda, choice).steps if step.kind in RATING_KINDS]


# Minutes that fit the items


@pytest.mark.parametrize(
    ("step", "letters", "minutes"),
    [
        ({"minutes": 40}, "abcdefghij", 40),
        ({"minutes": 40}, "abcde", 20),
        ({"minutes": 45, "each": 4}, "abcdefghij", 45),  # 5 beside the items
        ({"minutes": 45, "each": 4}, "abcde", 25),
        ({"minutes": 22, "each": 2, "for_items": 5}, "abcde", 22),
        ({"minutes": 22, "each": 2, "for_items": 5}, "abcdefghij", 32),
        ({"minutes": 22, "each": 2, "for_items": 5}, "ab", 16),
        ({"minutes": 45, "each": 9, "items": ["a", "b", "c", "d", "e"]}, "abc", 27),
        ({"minutes": 5}, "abcdefghij", 10),  # never less than one each
        ({"kind": "quick", "minutes": 55, "each": 2, "opens": 4}, "abcdefghij", 55),
        ({"kind": "quick", "minutes": 55, "each": 2, "opens": 4}, "abcd", 43),
        ({"kind": "quick", "minutes": 56, "each": 2, "opens": 4}, "ab", 22),  # two to open, nine each
    ],
)
def test_a_step_takes_as_long_as_its_items_need(step: dict[str, Any], letters: str, minutes: int) -> None:
    (fitted,) = rated(an_agenda("trust", **step), chosen(TEN, letters))
    assert fitted.items == tuple(letters)
    assert fitted.minutes == minutes
    assert fitted.opens <= len(fitted.items)


@pytest.mark.parametrize("name", ["full-day", "half-day", "ninety-minutes", "revisit"])
def test_the_usual_choice_keeps_the_minutes_of_each_agenda(name: str) -> None:
    agenda = KNOWN.agendas[name]
    choice = usual_choice(agenda, KNOWN.frameworks)
    plan = plan_for(agenda, choice)
    assert plan.minutes == agenda.minutes
    assert [step.id for step in plan.steps] == [step.id for step in agenda.steps]
    assert [ItemKey(step.framework, item) for step in plan.steps for item in step.items] == choice.keys


@given(st.data())
def test_every_chosen_item_is_rated_once_and_every_step_is_possible(data: st.DataObject) -> None:
    agenda = data.draw(st.sampled_from([*KNOWN.agendas.values(), an_agenda("trust"), an_agenda()]))
    known = (*KNOWN.frameworks.values(), TEN, a_framework("w" * 80, items=26), a_framework("w" * 79, items=3))
    frameworks = tuple(data.draw(st.permutations(known))[: data.draw(st.integers(0, 5))])
    items = {
        one.id: tuple(data.draw(st.lists(st.sampled_from([item.id for item in one.items]), unique=True)))
        for one in frameworks
    }
    choice = Choice(frameworks, items)
    plan = plan_for(agenda, choice)
    assert sorted(ItemKey(step.framework, item) for step in plan.steps for item in step.items) == sorted(choice.keys)
    assert len({step.id for step in plan.steps}) == len(plan.steps)
    for step in plan.steps:
        assert step.minutes <= MOST_MINUTES
        if step.kind in RATING_KINDS:
            assert step.minutes >= len(step.items) > 0
            assert step.opens <= len(step.items)
    others = [step for step in agenda.steps if step.kind not in RATING_KINDS]
    assert [step for step in plan.steps if step.kind not in RATING_KINDS] == others


def test_a_step_of_hundreds_of_items_is_a_day_long_at_most() -> None:
    items = [{"id": f"i{number}", "title": "T"} for number in range(400)]
    framework = Framework.model_validate(a_framework("trust").model_dump() | {"items": items})
    for agenda in (an_agenda("trust", each=9), an_agenda()):
        assert [step.minutes for step in rated(agenda, chosen(framework))] == [MOST_MINUTES]


# Frameworks and items that the agenda does not know


def test_a_framework_that_was_not_chosen_falls_out() -> None:
    agenda = an_agenda("trust", "links")
    assert [step.framework for step in rated(agenda, chosen(TEN, "abc"))] == ["trust"]
    assert rated(agenda, Choice((), {})) == []
    assert rated(agenda, chosen(TEN, "")) == []


@pytest.mark.parametrize(
    ("pattern", "minutes", "opens"),
    [
        ({"kind": "rate", "each": 9}, 36, 0),
        ({"kind": "rate"}, 32, 0),
        ({"kind": "quick", "each": 3, "opens": 2}, 28, 2),
        ({"kind": "quick", "opens": 9}, 40, 4),
    ],
)
def test_a_framework_that_the_agenda_does_not_know_gets_a_step_like_its_own(
    pattern: dict[str, Any], minutes: int, opens: int
) -> None:
    own = a_framework("mine", about="What we look at.")
    choice = Choice((TEN, own), {"trust": ("a",), "mine": ("a", "b", "c", "d")})
    plan = plan_for(an_agenda("trust", **pattern), choice)
    assert [step.id for step in plan.steps] == ["welcome", "rate-trust", "rate-mine", "actions", "close"]
    step = plan.steps[2]
    assert (step.kind, step.title, step.says) == (pattern["kind"], "Mine", "What we look at.")
    assert (step.items, step.minutes, step.opens) == (("a", "b", "c", "d"), minutes, opens)


def test_in_an_agenda_without_its_frameworks_it_comes_behind_the_look_back() -> None:
    plan = plan_for(KNOWN.agendas["revisit"], chosen(a_framework("mine")))
    assert [step.kind for step in plan.steps][:4] == ["welcome", "review", "quick", "standout"]
    bare = Agenda(format="workshop-agenda/1", id="a", title="A", steps=(an_agenda().steps[-1],))
    assert [step.kind for step in plan_for(bare, chosen(TEN)).steps] == ["rate", "close"]


def test_a_step_id_that_is_taken_is_not_given_again() -> None:
    agenda = an_agenda("trust")
    taken = altered(agenda.steps[0], id="rate-mine")
    agenda = agenda.model_copy(update={"steps": (taken, *agenda.steps[1:])})
    plan = plan_for(agenda, chosen(a_framework("mine")))
    assert [step.id for step in plan.steps][:2] == ["rate-mine", "rate-mine-1"]


def test_an_item_that_no_step_names_goes_to_the_last_step_of_its_framework() -> None:
    steps = an_agenda("trust", items=["a", "b"], each=9, minutes=18).steps
    second = altered(steps[1], id="more", items=("c",), minutes=10, each=10)
    agenda = an_agenda("trust").model_copy(update={"steps": (*steps[:2], second, *steps[2:])})
    first, last = rated(agenda, chosen(TEN, "abcjd"))
    assert (first.items, first.minutes) == (("a", "b"), 18)
    assert (last.items, last.minutes) == (("c", "j", "d"), 30)


# Which items


def test_without_an_earlier_session_the_first_items_are_taken() -> None:
    items = usual_choice(KNOWN.agendas["revisit"], KNOWN.frameworks).items[CONDITIONS.id]
    assert items == tuple(item.id for item in CONDITIONS.items[:5])


def test_what_was_chosen_last_time_comes_first_and_then_what_had_most_dots() -> None:
    before = a_session(TEN)
    for letter, dots in {"j": 2, "i": 5, "h": 1}.items():
        before = ratings.give_dots(before, trust(letter), dots)
    before = ratings.choose(before, trust("g"), True)
    agenda = an_agenda("trust", for_items=4)
    assert usual_choice(agenda, {"trust": TEN}, before).items["trust"] == ("g", "h", "i", "j")
    agenda = an_agenda("trust", for_items=5)
    assert usual_choice(agenda, {"trust": TEN}, before).items["trust"] == ("a", "g", "h", "i", "j")
    agenda = an_agenda("trust", for_items=2)
    assert usual_choice(agenda, {"trust": TEN}, before).items["trust"] == ("g", "i")


def test_what_nobody_has_is_not_chosen() -> None:
    choice = usual_choice(an_agenda("trust", "gone", items=["a", "zz", "b"]), {"trust": TEN})
    assert choice.keys == [trust("a"), trust("b")]


# The session


def test_a_new_session_can_be_read_without_its_frameworks() -> None:
    session = a_session(a_framework("trust", items=2, levels=3))
    assert session.state == "planned"
    assert [(one.key, one.title) for one in session.ratings] == [(trust("a"), "Item a"), (trust("b"), "Item b")]
    scale = session.scale("trust")
    assert (scale.title, scale.levels, scale.version) == ("Trust", ("word 1", "word 2", "word 3"), "1")


def test_open_actions_are_carried_over_with_their_history() -> None:
    before = a_session(id="before")
    for status in ("open", "under way", "stuck", "done", "dropped"):
        before = actions.add(before, Action(id=status, what=status), DAY)
        before = actions.follow_up(before, status, status, DAY)
    blank = Session(id="now", team="T", date=DAY)
    session = new_session(blank, an_agenda("trust"), chosen(TEN), before, "before.toml")
    assert session.actions == before.actions[:3]
    assert (session.follows, session.follows_id) == ("before.toml", "before")
    assert session.notes == ()
    alone = new_session(blank, an_agenda("trust"), chosen(TEN))
    assert (alone.follows, alone.follows_id, alone.actions) == ("", "", ())
