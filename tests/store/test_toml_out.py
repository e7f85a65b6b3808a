"""The text of a session's file: it says all, in one order, and one change changes little of it."""

from __future__ import annotations

import datetime as dt
import gc
import re
from collections.abc import Callable

import pytest
import tomli
from doings import DO, FULL_DAY, Doing, do, doings
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import DAY, HOSTILE, MORNING, a_session, sessions, toml_keys, toml_values, trust

from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action, Source
from workshop_tui.model.session import Note, Scale, Session
from workshop_tui.store import session_file, toml_out


def read_back(text: str) -> Session:
    return Session.model_validate(tomli.loads(text))


def cold(session: Session) -> str:
    """The text of a session that no part of is remembered from an earlier time."""
    return toml_out.write(session.model_copy(deep=True))


# Nothing is lost


@settings(max_examples=300)
@given(sessions)
def test_any_session_reads_back_the_same_and_is_written_again_the_same(session: Session) -> None:
    text = session_file.text_of(session)
    again = read_back(text)
    assert canonical(again.model_dump()) == canonical(session.model_dump())
    assert cold(again) == text


@settings(max_examples=200)
@given(st.dictionaries(toml_keys | st.just("unknown"), toml_values, max_size=4))
@example({"": {"": [{"": []}, {}]}, "mixed": [1, {"b": [{}, [{"c": "\n"}]]}, dt.date.min], "empty": {}, "none": []})
@example({"when": dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(minutes=-1439))), "time": dt.time(0, 0, 0, 1)})
@example({"big": 10**400, "float": 1e-320, "inf": float("-inf"), "zero": -0.0})
def test_keys_that_nobody_knows_come_back_with_their_types(extra: dict[str, object]) -> None:
    extra = {key: value for key, value in extra.items() if key not in Session.model_fields}
    session = Session.model_validate({"id": "a", "team": "T", "date": DAY} | extra)
    found = read_back(session_file.text_of(session)).model_extra or {}
    assert canonical(found) == canonical(extra)


def canonical(value: object) -> object:
    if isinstance(value, dict):
        return {key: canonical(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [canonical(entry) for entry in value]
    if isinstance(value, float):
        return ("float", repr(value))
    return (type(value).__name__, value)


@pytest.mark.parametrize(
    "part",
    [
        Note(id="", text=""),
        Action(id="", what=""),
        Action(id="a", what="b", source=Source()),
        Scale(id="", version="", levels=("", "", "")),
    ],
    ids=str,
)
def test_an_empty_text_that_is_not_what_its_field_begins_as_is_written(part: Note | Action | Scale) -> None:
    name = {Note: "notes", Action: "actions", Scale: "frameworks"}[type(part)]
    session = altered(a_session(), **{name: (part,)})
    assert getattr(read_back(session_file.text_of(session)), name) == (part,)


# Layout


def test_the_layout_of_a_file() -> None:
    session = Session.model_validate(
        {
            "id": "s1",
            "team": "Riverside",
            "date": DAY,
            "people": 6,
            "place": {"step": "rate", "began": MORNING},
            "times": {"welcome": 600},
            "agenda": {
                "id": "x",
                "steps": [{"id": "rate", "kind": "rate", "title": "R", "minutes": 9, "items": ["a"]}],
            },
            "ratings": [
                {
                    "framework": "f",
                    "item": "a",
                    "dots": 2,
                    "rounds": [{"counts": [0, 1, 5], "people": 6}, {"counts": [0, 0, 6], "how": "ballot"}],
                }
            ],
            "notes": [{"id": "n1", "head": "one step", "text": 'Two\nlines, "quoted"', "later": [{"a": 1}]}],
            "later": {"a": [1, {"b": 2}], "c": []},
        }
    )
    assert cold(session) == (
        "#:schema session.schema.json\n"
        'format = "workshop-session/1"\nid = "s1"\nteam = "Riverside"\ndate = 2026-03-02\npeople = 6\n'
        'state = "planned"\ndots_each = 3\n'
        '\n[place]\nstep = "rate"\nbegan = 2026-03-02 09:30:00\n'
        "\n[times]\nwelcome = 600\n"
        '\n[agenda]\nid = "x"\n'
        '\n[[agenda.steps]]\nid = "rate"\nkind = "rate"\ntitle = "R"\nminutes = 9\nitems = ["a"]\n'
        '\n[[ratings]]\nframework = "f"\nitem = "a"\ndots = 2\n'
        '\n[[ratings.rounds]]\ncounts = [0, 1, 5]\ncant_say = 0\npeople = 6\nhow = "cards"\n'
        '\n[[ratings.rounds]]\ncounts = [0, 0, 6]\ncant_say = 0\nhow = "ballot"\n'
        '\n[[notes]]\nid = "n1"\nhead = "one step"\ntext = "Two\\nlines, \\"quoted\\""\n'
        "\n[[notes.later]]\na = 1\n"
        "\n[later]\na = [1, { b = 2 }]\nc = []\n"
    )


@settings(max_examples=100)
@given(sessions)
def test_every_line_is_a_heading_or_one_key(session: Session) -> None:
    text = cold(session)
    first, *lines = text.split("\n")
    assert first == "#:schema session.schema.json"
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    for line in lines[:-1]:
        assert line == "" or re.match(r"\[\[?.+\]\]?$", line) or re.match(r'[\w"-].* = .', line), line


# Small differences


def changed_lines(before: Session, after: Session) -> int:
    """Lines that the shortest diff takes out or puts in, whichever are more."""
    old, new = cold(before).split("\n"), cold(after).split("\n")
    same = [0] * (len(new) + 1)  # the longest common run of lines, row by row
    for line in old:
        row = [0]
        for place, other in enumerate(new):
            row.append(same[place] + 1 if line == other else max(row[place], same[place + 1]))
        same = row
    return max(len(old), len(new)) - same[-1]


FIELDS: dict[str, Callable[[Session], Session]] = {
    "a team": lambda s: plan.facts(s, team="Other"),
    "a service": lambda s: plan.facts(s, service="Early help"),
    "a date": lambda s: plan.facts(s, date=DAY + dt.timedelta(days=1)),
    "people": lambda s: plan.facts(s, people=11),
    "dots each": lambda s: plan.facts(s, dots_each=5),
    "a state": plan.reopen,
    "an item gone to": lambda s: plan.go(s, "welcome", trust("b"), MORNING),
    "the clock": lambda s: plan.resume(s, MORNING + dt.timedelta(hours=2)),
    "a step skipped": lambda s: plan.skip(s, "welcome", True),
    "a step taken in again": lambda s: plan.skip(s, s.agenda.steps[3].id, False),
    "minutes": lambda s: plan.set_minutes(s, "welcome", 4),
    "an agreed level": lambda s: ratings.agree(s, trust("a"), 3),
    "no agreed level": lambda s: ratings.agree(s, trust("b"), None),
    "dots": lambda s: ratings.give_dots(s, trust("a"), 6),
    "no dots": lambda s: ratings.give_dots(s, trust("b"), 0),
    "a choice": lambda s: ratings.choose(s, trust("b"), True),
    "a note's head": lambda s: notes.edit(s, s.notes[1].id, "one step", s.notes[1].text),
    "a note's words": lambda s: notes.edit(s, s.notes[1].id, s.notes[1].head, "one\ntwo\nthree " + 300 * "long "),
    "an action's owner": lambda s: actions.edit(s, s.actions[0].id, owner="Ann " * 50),
    "an action's date": lambda s: actions.edit(s, s.actions[0].id, due=DAY),
    "an action's kind": lambda s: actions.edit(s, s.actions[0].id, kind="leader"),
    "an action that worked": lambda s: actions.edit(s, s.actions[0].id, worked="partly"),
}
BEFORE = plan.go(plan.facts(FULL_DAY, state="closed"), "welcome", trust("a"), MORNING)
BEFORE = altered(BEFORE, place=altered(BEFORE.place, began=MORNING), times={"welcome": 1})


@pytest.mark.parametrize("change", FIELDS.values(), ids=FIELDS)
def test_one_field_changes_at_most_three_lines(change: Callable[[Session], Session]) -> None:
    after = change(BEFORE)
    assert after != BEFORE
    assert 1 <= changed_lines(BEFORE, after) <= 3


PARTS: dict[str, tuple[Callable[[Session], Session], int]] = {
    "a round": (lambda s: do(s, ("close round", 3, 5)), 6),
    "a note": (lambda s: do(s, ("write note", 1, 6)), 7),
    "no note": (lambda s: notes.remove(s, s.notes[1].id), 7),
    "an action": (lambda s: do(s, ("write action", 1, 6)), 10),
    "no action": (lambda s: actions.remove(s, s.actions[1].id), 15),
    "a follow-up": (lambda s: do(s, ("follow up", 2, 2)), 6),
    "a step": (lambda s: do(s, ("add step", 1, 6)), 6),
    "a step moved": (lambda s: plan.move(s, "welcome", 1), 8),
    "the end": (lambda s: plan.close(plan.reopen(s), MORNING + dt.timedelta(hours=1)), 3),
}


@pytest.mark.parametrize(("change", "most"), PARTS.values(), ids=PARTS)
def test_a_part_that_comes_or_goes_changes_its_own_lines_alone(change: Callable[[Session], Session], most: int) -> None:
    after = change(BEFORE)
    assert after != BEFORE
    assert 1 <= changed_lines(BEFORE, after) <= most


# What is remembered of a text


@settings(max_examples=60)
@given(st.lists(doings, max_size=12))
def test_the_text_of_remembered_parts_is_the_text_written_cold(day: list[Doing]) -> None:
    session = a_session()
    for doing in day:
        session = do(session, doing)
        assert toml_out.write(session) == cold(session)


def test_a_part_under_two_headings_has_the_text_of_each() -> None:
    one = Source(step="a")
    action = Action.model_validate({"id": "a", "what": "b", "source": one})
    session = altered(a_session(), actions=(action,))
    other = session.model_copy(update={"place": one, "actions": ()})
    assert "[actions.source]\nstep" in toml_out.write(session)
    assert "[place]\nstep" in toml_out.write(other)


def test_a_text_is_forgotten_with_its_part() -> None:
    session = do(a_session(), ("write note", 0, 1))
    toml_out.write(session)
    gc.collect()
    before = len(toml_out._remembered._texts)
    del session
    gc.collect()
    assert len(toml_out._remembered._texts) < before


def test_every_doing_leaves_a_session_that_can_be_written() -> None:
    for name in DO:
        for how in range(len(HOSTILE)):
            assert read_back(session_file.text_of(do(FULL_DAY, (name, how, how)))) == do(FULL_DAY, (name, how, how))
