"""What changed between two states of a session, in sentences: none hidden, none about going through the day."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from doings import do
from hypothesis import given, settings
from hypothesis import strategies as st
from made import a_rating, a_round, a_scale, a_session
from strategies import HOSTILE, sessions

from workshop_tui.analysis.differences import differences, in_brief
from workshop_tui.changes import ratings as rating_changes
from workshop_tui.changes.actions import edit, follow_up
from workshop_tui.changes.plan import move, skip
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Plan, Step
from workshop_tui.model.session import ItemKey, Note, Round, Session

DAY = dt.date(2026, 9, 10)
KEY = ItemKey("ours", "purpose")
STEPS = tuple(
    Step(id=name, kind="talk", title=name.capitalize(), minutes=10) for name in ("welcome", "talk", "break", "close")
)
NOTE = Note(id="n1", framework="ours", item="purpose", head="works", text="We meet on Mondays")
ACTION = Action(id="a1", what="Meet the school")
BASE = a_session(
    a_rating("purpose", title="Shared purpose"),
    a_rating("trust", (0, 4, 3, 2, 0), title="Trust", agreed=2, dots=3),
    agenda=Plan(id="half", title="Half day", steps=STEPS),
    notes=(NOTE,),
    actions=(ACTION,),
    state="open",
)


def rated(*one: Round, **fields: Any) -> Session:
    """The plain session with the first item so."""
    return altered(BASE, ratings=(a_rating("purpose", *one, title="Shared purpose", **fields), BASE.ratings[1]))


def agenda(*steps_now: Step, **fields: Any) -> Session:
    return altered(BASE, agenda=altered(BASE.agenda, steps=steps_now or STEPS, **fields))


def noted(*notes_now: Note) -> Session:
    return altered(BASE, notes=notes_now)


def acted(*actions_now: Action) -> Session:
    return altered(BASE, actions=actions_now)


# Sentences


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"team": "Team South"}, "Team: Team South (was Team North)"),
        ({"service": "Early Help"}, "Service: Early Help (was nothing)"),
        ({"organisation": "The council"}, "Organisation: The council (was nothing)"),
        ({"date": dt.date(2026, 12, 1)}, "Date: 1 December 2026 (was 10 September 2026)"),
        ({"people": 11}, "People in the room: 11 (were 12)"),
        ({"people": 0}, "People in the room: not recorded (were 12)"),
        ({"dots_each": 5}, "Dots for each person: 5 (were 3)"),
        ({"follows": "then.toml", "follows_id": "then"}, "Follows: then.toml (was nothing)"),
        ({"follows_id": "then"}, "Id of the workshop that it follows: then (was nothing)"),
        ({"id": "other"}, "The session has another id"),
        (
            {"format": "workshop-session/1.7"},
            "Version of the file's format: workshop-session/1.7 (was workshop-session/1)",
        ),
    ],
)
def test_a_fact(fields: dict[str, Any], expected: str) -> None:
    assert differences(BASE, altered(BASE, **fields)) == (expected,)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("planned", "open", "The workshop began"),
        ("open", "closed", "The workshop was closed"),
        ("planned", "closed", "The workshop was closed"),
        ("closed", "open", "The workshop was opened again"),
        ("open", "planned", "The workshop is planned again, not begun"),
        ("closed", "planned", "The workshop is planned again, not begun"),
    ],
)
def test_the_state(was: str, now: str, expected: str) -> None:
    assert differences(altered(BASE, state=was), altered(BASE, state=now)) == (expected,)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (rated(), rated(a_round(0, 4, 3, 1, 0, cant_say=1)), "rated (9 answers)"),
        (rated(), rated(a_round(0, 1, 0)), "rated (1 answer)"),
        (rated(a_round(9, 0, 0)), rated(a_round(9, 0, 0), a_round(0, 8, 0)), "a second round (8 answers)"),
        (rated(*[a_round(9, 0, 0)] * 2), rated(*[a_round(9, 0, 0)] * 3), "a third round (9 answers)"),
        (rated(*[a_round(9, 0, 0)] * 3), rated(*[a_round(9, 0, 0)] * 4), "round 4 (9 answers)"),
        (rated(a_round(9, 0, 0)), rated(), "first round taken away (9 answers)"),
        (rated(*[a_round(9, 0, 0)] * 2), rated(a_round(9, 0, 0)), "second round taken away (9 answers)"),
        (rated(a_round(9, 0, 0)), rated(a_round(8, 0, 0)), "first round changed (8 answers, were 9)"),
        (rated(a_round(9, 0, 0)), rated(a_round(9, 0, 0, people=12)), "first round changed (9 answers)"),
        (rated(), rated(agreed=3), "agreed level 3"),
        (rated(agreed=2), rated(agreed=3), "agreed level 3 (was 2)"),
        (rated(agreed=2), rated(), "no agreed level (was 2)"),
        (rated(), rated(dots=4), "4 dots (were 0)"),
        (rated(dots=4), rated(dots=1), "1 dot (was 4)"),
        (rated(), rated(chosen=True), "chosen to work on"),
        (rated(chosen=True), rated(), "no longer chosen to work on"),
    ],
)
def test_an_item(before: Session, after: Session, expected: str) -> None:
    assert differences(before, after) == (f"Shared purpose: {expected}",)


def test_an_item_that_comes_goes_or_is_renamed() -> None:
    first, second = BASE.ratings
    new = a_rating("new", (9, 0, 0), title="New ways", dots=2)
    assert differences(BASE, altered(BASE, ratings=(first, second, new))) == (
        "New item: New ways",
        "New ways: rated (9 answers)",
        "New ways: 2 dots (were 0)",
    )
    assert differences(BASE, altered(BASE, ratings=(first,))) == (
        "Item taken out: Trust (1 round, agreed level 2, 3 dots)",
    )
    assert differences(BASE, altered(BASE, ratings=(altered(first, title="Why we are here"), second))) == (
        'Why we are here: title "Why we are here" (was "Shared purpose")',
    )
    assert differences(BASE, altered(BASE, ratings=(second, first))) == ("Items: in another order",)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (agenda(title="Full day", id="full"), ['Agenda: "Full day" (was "Half day")']),
        (agenda(id="full"), ['Agenda: id "full" (was "half")']),
        (agenda(*STEPS[:2], *STEPS[3:]), ['Step taken out: "Break"']),
        (agenda(STEPS[0], altered(STEPS[1], minutes=25), *STEPS[2:]), ['Step "Talk": 25 min (was 10 min)']),
        (agenda(STEPS[0], altered(STEPS[1], title="Chat"), *STEPS[2:]), ['Step "Chat": title "Chat" (was "Talk")']),
        (
            agenda(STEPS[0], altered(STEPS[1], items=("a",), opens=2), *STEPS[2:]),
            ['Step "Talk": 1 item (was 0)', 'Step "Talk": items to open 2 (was 0)'],
        ),
        (
            agenda(*STEPS, Step(id="more", kind="talk", title="More talk", minutes=15)),
            ['New step: "More talk" (15 min)'],
        ),
        (skip(BASE, "talk", True), ['Step "Talk": skipped']),
        (move(BASE, "welcome", 2), ['Step "Welcome": moved after "Break"']),
        (move(BASE, "break", -2), ['Step "Break": moved to the beginning']),
    ],
)
def test_the_agenda(after: Session, expected: list[str]) -> None:
    assert list(differences(BASE, after)) == expected


def test_a_skipped_step_is_taken_in_again() -> None:
    assert differences(skip(BASE, "talk", True), BASE) == ('Step "Talk": no longer skipped',)


def test_frameworks() -> None:
    levels = ("a", "b", "c", "d", "e")
    changed, other = altered(BASE.frameworks[0], levels=levels), a_scale(framework="theirs")
    words = "(was Not in place, Starting, Depends on who, Mostly and Routine)"
    assert differences(BASE, altered(BASE, frameworks=(changed, other))) == (
        f'Framework "Our framework": words of the levels a, b, c, d and e {words}',
        'New framework: "Our framework"',
    )
    assert differences(BASE, altered(BASE, frameworks=())) == ('Framework taken out: "Our framework"',)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (noted(NOTE, Note(id="n2", text="Too hot")), 'New note on the day as a whole (works): "Too hot"'),
        (noted(NOTE, altered(NOTE, id="n2", head="one step", text="A")), 'New note on Shared purpose (one step): "A"'),
        (noted(), 'Note taken away: "We meet on Mondays"'),
        (noted(altered(NOTE, text="We meet")), 'Note on Shared purpose changed: "We meet"'),
        (noted(altered(NOTE, text=" ")), "Note on Shared purpose changed: without words"),
        (noted(altered(NOTE, text="word " * 20)), f'Note on Shared purpose changed: "{("word " * 12)[:59]}…"'),
        (
            noted(altered(NOTE, head="worries")),
            'Note on Shared purpose now under "What worries us" (was "What works"): "We meet on Mondays"',
        ),
        (noted(altered(NOTE, item="trust")), 'Note on Trust (was on Shared purpose): "We meet on Mondays"'),
        (noted(altered(NOTE, item="gone")), 'Note on gone (was on Shared purpose): "We meet on Mondays"'),
    ],
)  # fmt: skip
def test_notes(after: Session, expected: str) -> None:
    assert differences(BASE, after) == (expected,)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"what": "Meet two schools"}, 'Action "Meet two schools": was "Meet the school"'),
        ({"kind": "leader"}, 'Action "Meet the school": commitment of the leaders (was of the team)'),
        ({"owner": "Sam"}, 'Action "Meet the school": owner Sam (was nobody)'),
        ({"due": dt.date(2026, 12, 1)}, 'Action "Meet the school": due 1 December 2026 (was not set)'),
        ({"know": "They call us"}, 'Action "Meet the school": how we will know "They call us" (was nothing)'),
        ({"first_step": "Ring"}, 'Action "Meet the school": first step "Ring" (was nothing)'),
        ({"status": "done"}, 'Action "Meet the school": done (was open)'),
        ({"worked": "partly"}, 'Action "Meet the school": it worked in part (was: not said whether it worked)'),
        ({"source": Source(step="talk")}, 'Action "Meet the school": where it was caught changed'),
        ({"history": (Event(date=DAY, status="open"),)}, 'Action "Meet the school": history changed'),
    ],
)
def test_an_action(fields: dict[str, Any], expected: str) -> None:
    assert differences(BASE, edit(BASE, "a1", **fields)) == (expected,)


def test_what_is_taken_from_an_action() -> None:
    full = edit(BASE, "a1", owner="Sam", due=dt.date(2026, 12, 1))
    assert differences(full, BASE) == (
        'Action "Meet the school": no owner (was Sam)',
        'Action "Meet the school": no due date (was 1 December 2026)',
    )
    assert differences(full, edit(full, "a1", owner="Kim")) == ('Action "Meet the school": owner Kim (was Sam)',)


def test_actions_that_come_and_go() -> None:
    new = Action(id="a2", what="Ask the parents", owner="Sam")
    assert differences(BASE, acted(new)) == (
        'New action: "Ask the parents"',
        'Action taken away: "Meet the school"',
    )
    assert differences(acted(ACTION, new), acted(new, ACTION)) == ("Actions: in another order",)


def test_following_an_action_up_says_it_once() -> None:
    begun = follow_up(BASE, "a1", "open", DAY, note="Begun")
    assert differences(BASE, begun) == ('Action "Meet the school": remark "Begun"',)
    assert differences(begun, BASE) == ('Action "Meet the school": remark taken away: "Begun"',)
    done = follow_up(begun, "a1", "done", DAY)
    assert differences(begun, done) == ('Action "Meet the school": done (was open)',)
    stuck = follow_up(begun, "a1", "stuck", DAY, note="No reply")
    assert differences(begun, stuck) == (
        'Action "Meet the school": stuck (was open)',
        'Action "Meet the school": remark "No reply"',
    )


def test_an_entry_mended_by_hand_is_told_beside_another_status() -> None:
    event = Event(date=DAY, status="open")
    was = edit(BASE, "a1", history=(event, event))
    mended = edit(was, "a1", status="done", history=(altered(event, date=dt.date(2026, 1, 1)), event))
    assert differences(was, mended)[-1] == 'Action "Meet the school": history changed'


def test_the_order_of_what_is_told() -> None:
    after = do(altered(BASE, team="South"), ("write action", 0, 4))
    after = altered(after, notes=(), ratings=(altered(BASE.ratings[0], dots=1), altered(BASE.ratings[1], dots=0)))
    after = skip(after, "break", True)
    told = differences(BASE, Session.model_validate(after.model_dump() | {"new": 1}))
    assert [one.split(":")[0] for one in told] == [
        "Team",
        'Step "Break"',
        "Shared purpose",
        "Trust",
        "Note taken away",
        "New action",
        "Keys that this version does not know were changed",
    ]


def test_doubles_of_an_id_are_told_apart() -> None:
    double, other = altered(NOTE, text="Twice"), altered(NOTE, text="Thrice")
    both = noted(NOTE, double)
    assert differences(BASE, both) == ('New note on Shared purpose (works): "Twice"',)
    assert differences(both, noted(NOTE, other)) == ('Note on Shared purpose changed: "Thrice"',)
    assert differences(both, BASE) == ('Note taken away: "Twice"',)
    assert len(differences(both, noted(double, NOTE))) == 2
    twice = altered(BASE, ratings=(*BASE.ratings, altered(BASE.ratings[0], title="Again")))
    assert differences(twice, altered(twice, ratings=(*BASE.ratings, a_rating("purpose", title="Again", dots=2)))) == (
        "Again: 2 dots (were 0)",
    )


class LaterNote(Note):
    mood: str = ""
    marks: tuple[int, ...] = ()


def test_a_field_that_comes_later_is_told_without_being_thought_of_here() -> None:
    was, now = (LaterNote(**dict(NOTE), mood=mood, marks=marks) for mood, marks in (("", ()), ("glad", (1,))))
    assert differences(noted(was), noted(now)) == (
        'Note on Shared purpose mood "glad" (was nothing)',
        "Note on Shared purpose marks changed",
    )


# What is never told


def test_no_answer_can_be_read_from_the_sentences() -> None:
    spreads = [a_round(*counts, cant_say=unsure) for *counts, unsure in itertools.product(range(3), repeat=4)]
    of_four = [rated(one) for one in spreads if one.answers == 4]
    told = {differences(was, now) for was, now in itertools.permutations(of_four, 2)}
    assert told == {("Shared purpose: first round changed (4 answers)",)}
    assert {differences(BASE, one) for one in of_four} == {("Shared purpose: rated (4 answers)",)}


# One line


def test_in_brief() -> None:
    after = rating_changes.give_dots(altered(BASE, team="South", people=11), KEY, 2)
    assert in_brief(BASE, BASE) == ""
    assert in_brief(BASE, altered(BASE, people=11)) == "People in the room: 11 (were 12)"
    assert in_brief(BASE, after) == "Team: South (was Team North); People in the room: 11 (were 12); and 1 more"
    assert in_brief(BASE, after, 3).endswith("(were 12); Shared purpose: 2 dots (were 0)")
    assert in_brief(BASE, after, 1) == "Team: South (was Team North); and 2 more"
    assert in_brief(BASE, after, 0) == "3 changes"


def test_in_brief_cuts_the_long_and_not_the_short() -> None:
    after = altered(BASE, people=11, team="T" * 80)
    assert in_brief(BASE, after) == f"Team: {'T' * 59}… (was Team North); People in the room: 11 (were 12)"
    longer = noted(*(Note(id=name, text=name * 80) for name in "xyz"))
    said = in_brief(BASE, longer)
    assert len(said) == 120
    assert said.endswith("…; and 2 more")
    assert len(in_brief(BASE, noted(*(Note(id=str(one), text="x" * 80) for one in range(200))), 99)) <= 120


@settings(max_examples=40)
@given(sessions, sessions, st.integers(-1, 99))
def test_in_brief_is_one_line(before: Session, after: Session, most: int) -> None:
    said = in_brief(before, after, most)
    assert len(said) <= 120
    assert "\n" not in said
    assert bool(said) == bool(differences(before, after))


@pytest.mark.parametrize("words", HOSTILE)
def test_peoples_words_are_cut(words: str) -> None:
    after = altered(BASE, team=words or "x", notes=(altered(NOTE, text=words),), actions=(altered(ACTION, what=words),))
    assert all(len(one) < 200 for one in differences(BASE, after))
