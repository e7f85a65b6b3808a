"""The name of one place of a session, and how what stands there reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import strategies
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made import a_full_session, a_rating, a_round, a_scale, a_session
from strategies import HOSTILE

from workshop_tui.analysis.differences import cell, value
from workshop_tui.analysis.plain_cells import LABELS
from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Plan, Step
from workshop_tui.model.session import ItemKey, Note, Place, Rating, Round, Scale, Session

KEY = ItemKey("ours", "purpose")
DAY = dt.date(2026, 12, 1)
NOTE = Note(id="n1", framework="ours", item="purpose", text="We meet")
ACTION = Action(id="a1", what="Meet the school")
STEP = Step(id="s1", kind="talk", title="Check-in", minutes=10)
BASE = a_session(
    a_rating("purpose", title="Shared purpose"),
    agenda=Plan(id="half", title="Half day", steps=(STEP, Step(id="s2", kind="talk", title=" ", minutes=5))),
    notes=(NOTE, Note(id="n2", text="Too hot")),
    actions=(ACTION,),
)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ((), "the session"),
        (("team",), "team"),
        (("dots_each",), "dots for each person"),
        (("agenda",), "agenda"),
        (("agenda", "title"), "agenda: title"),
        (("agenda", "steps"), "agenda: steps"),
        (("agenda", "steps", "s1"), 'step "Check-in"'),
        (("agenda", "steps", "s1", "minutes"), 'step "Check-in": minutes'),
        (("agenda", "steps", "s1", "kind"), 'step "Check-in": kind'),
        (("agenda", "steps", "s2", "says"), 'step "s2": what is said'),
        (("agenda", "steps", "gone", "minutes"), "step gone: minutes"),
        (("agenda", "steps", 0, "minutes"), 'step "Check-in": minutes'),
        (("agenda", "steps", 9, "minutes"), "step 9: minutes"),
        (("agenda", "steps", -1, "minutes"), "step -1: minutes"),
        (("times", "s1"), 'time spent in step "Check-in"'),
        (("place", "step"), "where it stopped: step"),
        (("frameworks", "ours", "levels"), 'framework "Our framework": words of the levels'),
        (("frameworks", "gone"), "framework gone"),
        (("ratings",), "items"),
        (("ratings", KEY), "Shared purpose"),
        (("ratings", KEY, "agreed"), "Shared purpose: agreed level"),
        (("ratings", ("ours", "purpose"), "dots"), "Shared purpose: dots"),
        (("ratings", 0, "dots"), "Shared purpose: dots"),
        (("ratings", 7, "dots"), "7: dots"),
        (("ratings", KEY, "rounds"), "Shared purpose: rounds"),
        (("ratings", KEY, "rounds", 1), "Shared purpose: second round"),
        (("ratings", KEY, "rounds", 3, "people"), "Shared purpose: round 4: people in the room"),
        (("ratings", ItemKey("f", "gone"), "agreed"), "gone: agreed level"),
        (("ratings", ItemKey("", ""), "agreed"), "an item without a title: agreed level"),
        (("notes", "n1", "text"), "note on Shared purpose: text"),
        (("notes", "n2", "text"), "note on the day as a whole: text"),
        (("notes", "gone", "text"), "note: text"),
        (("actions", "a1", "due"), 'action "Meet the school": due'),
        (("actions", "a1", "kind"), 'action "Meet the school": commitment of'),
        (("actions", "a1", "history", 0, "note"), 'action "Meet the school": history: number 1: remark'),
        (("actions", "gone", "first_step"), "action: first step"),
        (("a key of theirs", "x", None, 1.5), "a key of theirs: x: nothing: 1.5"),
        (("ratings", KEY, "rounds", ("{'counts': [9, 0, 0]}", 1)), "Shared purpose: rounds: one of several"),
        (("notes", "n1", "mood"), "note on Shared purpose: mood"),
    ],
)
def test_the_name_of_a_place(where: tuple[object, ...], expected: str) -> None:
    assert cell(BASE, where) == expected


@pytest.mark.parametrize(
    ("where", "kept", "expected"),
    [
        (("team",), None, "nothing"),
        (("team",), "", "nothing"),
        (("team",), "  ", "only spaces"),
        (("team",), "Team South", "Team South"),
        (("team",), "x" * 80, "x" * 59 + "…"),
        (("date",), DAY, "1 December 2026"),
        (("people",), 12, "12"),
        (("people",), 0, "not recorded"),
        (("state",), "planned", "planned, not begun"),
        (("place", "step"), "s1", '"Check-in"'),
        (("place", "step"), "gone", "gone"),
        (("place", "began"), dt.datetime(2026, 12, 1, 9, 5), "1 December 2026, 09:05"),
        (("place",), Place(step="s1"), '"Check-in"'),
        (("place",), Place(), "nothing"),
        (("times",), {"s1": 60, "s2": 60}, "2 entries"),
        (("times",), {}, "nothing"),
        (("times", "s1"), 655, "11 min"),
        (("agenda",), BASE.agenda, '"Half day", 2 steps'),
        (("agenda", "steps"), BASE.agenda.steps, "2 steps"),
        (("agenda", "steps", "s1"), STEP, '"Check-in", 10 min'),
        (("agenda", "steps", "s1", "minutes"), 15, "15 min"),
        (("agenda", "steps", "s1", "skipped"), True, "yes"),
        (("agenda", "steps", "s1", "items"), ("a", "b", "c"), "a, b and c"),
        (("agenda", "steps", "s1", "items"), ("a" * 40, "b" * 40), f"{'a' * 40} and {'b' * 14}…"),
        (("agenda", "steps", "s1", "kind"), "talk", "talk"),
        (("frameworks",), (a_scale(),), "1 framework"),
        (("frameworks", "ours"), a_scale(), '"Our framework", 5 levels'),
        (("ratings", KEY, "agreed"), 3, "3"),
        (("ratings", KEY, "chosen"), False, "no"),
        (("ratings", KEY, "rounds"), (), "nothing"),
        (("ratings", KEY, "rounds"), (a_round(9, 0, 0),) * 2, "2 rounds"),
        (("ratings", KEY), a_rating("x"), "not rated"),
        (
            ("ratings", KEY),
            a_rating("x", (9, 0, 0), agreed=2, dots=1, chosen=True),
            "1 round, agreed level 2, 1 dot, chosen to work on",
        ),
        (("notes", "n1", "head"), "one step", "What would move it one step up"),
        (("notes", "n1"), NOTE, 'on Shared purpose (works): "We meet"'),
        (("notes",), BASE.notes, "2 notes"),
        (("actions", "a1"), ACTION, '"Meet the school", open, no owner, no due date'),
        (
            ("actions", "a1"),
            Action(id="a", what="Ask", owner="Sam", due=DAY, status="stuck"),
            '"Ask", stuck, owner Sam, due 1 December 2026',
        ),
        (("actions", "a1", "kind"), "leader", "the leaders"),
        (("actions", "a1", "worked"), "too early", "it is too early to say whether it worked"),
        (("actions", "a1", "source"), Source(framework="ours", item="purpose"), "Shared purpose"),
        (("actions", "a1", "source"), Source(title="A title"), "A title"),
        (("actions", "a1", "history"), (Event(date=DAY, status="done"),), "1 entry"),
        (
            ("actions", "a1", "history", 0),
            Event(date=DAY, status="done", worked="yes", note="Well"),
            '1 December 2026: done; it worked. "Well"',
        ),
        (("theirs",), [NOTE, ACTION], "2 entries"),
        (("theirs",), 1.5, "1.5"),
        (("theirs",), 10**40, "a very large number"),
        (("theirs",), dt.time(9, 5), "09:05:00"),
        (("theirs",), KEY, "Shared purpose"),
        (("theirs",), object(), "something that cannot be shown here"),
        ((), BASE, "Team North, 10 September 2026"),
    ],
)
def test_how_a_value_reads(where: tuple[object, ...], kept: object, expected: str) -> None:
    assert value(BASE, where, kept) == expected


def test_of_a_round_only_how_many_answered_is_said() -> None:
    rounds = ("ratings", KEY, "rounds", 0)
    spreads = [a_round(9, 0, 0, cant_say=1), a_round(0, 3, 6, cant_say=1), a_round(1, 1, 7, cant_say=1)]
    assert {value(BASE, rounds, one) for one in spreads} == {"10 answers, from cards"}
    assert {value(BASE, (*rounds, "counts"), one.counts) for one in spreads} == {"9 rated"}
    hidden = {value(BASE, (*rounds, "cant_say"), number) for number in range(4)}
    assert hidden | {value(BASE, (*rounds, "counts", 2), number) for number in range(4)} == {
        "a count that is not shown here"
    }
    assert value(BASE, (*rounds, "how"), "ballot") == "by secret ballot"


def test_every_field_of_a_session_has_a_name() -> None:
    models = (Session, Plan, Step, Scale, Rating, Round, Note, Action, Source, Event, Place)
    assert {name for model in models for name in model.model_fields} == set(LABELS)


# Whatever it is, it has a name and reads somehow

PARTS = st.one_of(
    strategies.notes,
    strategies.actions,
    strategies.events,
    strategies.sources,
    strategies.rounds,
    strategies.ratings,
    strategies.steps,
    strategies.plans,
    strategies.scales,
    strategies.places,
)
KEPT = PARTS | st.lists(PARTS, max_size=2).map(tuple) | strategies.toml_values | st.just(object())
ENTRIES = st.one_of(
    st.sampled_from([*LABELS, "n1", "a1", "s1", KEY, ItemKey("", ""), ("x",), True, object()]),
    st.integers(-2, 3),
    strategies.toml_values,
)
WHERE = st.tuples(st.sampled_from(["team", "ratings", "notes", "actions", "agenda", "frameworks", "times", "place"]))
WHERE = st.builds(lambda first, rest: (*first, *rest), WHERE | st.just(()), st.lists(ENTRIES, max_size=5))


@settings(max_examples=250)
@given(st.sampled_from([BASE, a_full_session(), a_full_session("\x1b[/]")]), WHERE, KEPT)
@example(BASE, ("ratings", KEY, "rounds", 10**5000), 10**5000)
@example(BASE, ("ratings", KEY, "rounds", 0, "counts"), (10**5000,))
@example(BASE, ("agenda", "steps", -1, "minutes"), -5)
@example(BASE, ("notes", [], {}), [[[]]])
@example(BASE, ("times", "s1"), -(10**9))
def test_no_place_and_no_value_fails(session: Session, where: tuple[Any, ...], kept: object) -> None:
    for said in (cell(session, where), value(session, where, kept)):
        assert isinstance(said, str)
        assert said.strip()
        assert len(said) < 700
        assert said.isprintable() or not any(ord(char) < 32 for char in said)


@settings(max_examples=25)
@given(strategies.sessions)
def test_every_place_of_a_session_can_be_told(session: Session) -> None:
    for name in Session.model_fields:
        assert cell(session, (name,))
        assert value(session, (name,), getattr(session, name))
    for part in (*session.notes, *session.actions):
        where = ("notes" if isinstance(part, Note) else "actions", part.id)
        for name in type(part).model_fields:
            assert cell(session, (*where, name)).startswith(where[0][:-1])
            assert value(session, (*where, name), getattr(part, name))


@pytest.mark.parametrize("words", HOSTILE)
def test_peoples_words_are_cut_and_harmless(words: str) -> None:
    session = a_full_session(words or "x")
    wheres = [("team",), ("ratings", ItemKey("ours", "one")), ("actions", "a1", "what"), ("agenda", "steps", "rate")]
    for said in (cell(session, where) for where in wheres):
        assert len(said) < 90
        assert "\x1b" not in said
    assert len(value(session, ("team",), words)) <= 60
