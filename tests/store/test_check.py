"""Everything that is wrong with a file that a person edited; nothing in a file that the program wrote."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from doings import FULL_DAY, Doing, do, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import MORNING, a_framework, a_session, an_agenda, trust

from workshop_tui.begin import Facts, make
from workshop_tui.changes import actions, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action, Source
from workshop_tui.model.session import Round, Session
from workshop_tui.store import session_file, toml_out
from workshop_tui.store.check import check
from workshop_tui.store.folders import examples, shipped
from workshop_tui.store.library import library

PLAIN = ratings.close_round(FULL_DAY, trust("a"), Round(counts=(0, 0, 2, 4, 0), people=6))
Told = list[tuple[str, str]]


def told(folder: Path, text: str) -> Told:
    """What is said about a file: the line that is named, as it stands there, and the sentence."""
    path = folder / "team.toml"
    path.write_text(text, encoding="utf-8", newline="")
    lines = ["", *text.split("\n")]
    return [(lines[one.line or 0], one.sentence) for one in check(path)]


def edited(text: str, *edits: tuple[str, str]) -> str:
    """A text after a person put something in the place of something else, each time the first."""
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


# What the program wrote


@settings(max_examples=40)
@given(st.lists(doings.filter(lambda doing: doing[0] not in ("people", "dots", "write note", "add step")), max_size=8))
def test_nothing_is_wrong_with_what_the_program_wrote(
    tmp_path_factory: pytest.TempPathFactory, day: list[Doing]
) -> None:
    session = plan.facts(a_session(), people=60)
    for doing in day:
        session = do(session, doing)
    session = plan.go(session, "rate-trust", trust("b"), MORNING)
    session = altered(session, actions=tuple(altered(one, what="something") for one in session.actions))
    assert told(tmp_path_factory.mktemp("day"), toml_out.write(session)) == []


@pytest.mark.parametrize(
    "path", sorted([*shipped("frameworks").rglob("*.toml"), *examples().rglob("*.toml")]), ids=lambda path: path.name
)
def test_nothing_is_wrong_with_what_ships(path: Path) -> None:
    assert check(path) == []


def test_an_action_may_come_from_an_item_that_only_the_earlier_session_rated(tmp_path: Path) -> None:
    known = library(None)
    facts = Facts("Riverside", dt.date(2026, 3, 2))
    first = make(tmp_path, known, facts, "ninety-minutes")
    session = session_file.load(first).session
    source = Source(framework="conditions-for-success", item="whole-system-planning", title="Planning")
    session = actions.add(session, Action(id="a1", what="meet", source=source), facts.date)
    first.write_text(toml_out.write(session), encoding="utf-8")
    second = make(tmp_path, known, facts, "revisit", follows=first)
    third = make(tmp_path, known, facts, "revisit", follows=second)
    assert "whole-system-planning" not in [one.item for one in session_file.load(second).session.ratings]
    assert check(second) == check(third) == []
    second.write_text(
        second.read_text(encoding="utf-8").replace('"whole-system-planning"', '"hole-system"'), encoding="utf-8"
    )
    assert check(second) == [], "it is the earlier session's action, whatever it says"
    wrong = altered(session_file.load(third).session, actions=(Action(id="new", what="meet", source=source),))
    third.write_text(toml_out.write(wrong), encoding="utf-8")
    assert len(check(third)) == 1, "a new action is about an item of its own session"
    second.unlink()
    assert check(third) == [], "nobody can tell"


# What a person wrote

UNKNOWN = "it is kept, but nothing reads it"
DAY_SHOULD = "should be a plain day such as 2026-12-01 without quotation marks; found"
GONE = plan.go(PLAIN, "rate-trust", trust("b"), MORNING)
DUE = actions.edit(PLAIN, PLAIN.actions[0].id, due=dt.date(2026, 5, 1))
FROM_ITEM = actions.add(PLAIN, Action(id="late", what="go", source=Source(framework="trust", item="a")), PLAIN.date)
ABOVE = ratings.agree(PLAIN, PLAIN.ratings[-1].key, 3)
FEW_DOTS = plan.facts(PLAIN, dots_each=9)

MISTAKES: dict[str, tuple[Session, list[tuple[str, str]], Told]] = {
    "a misspelt key": (
        PLAIN,
        [('owner = " "', 'onwer = "Ann"')],
        [('onwer = "Ann"', "unknown key onwer; did you mean owner?")],
    ),
    "a misspelt list": (
        PLAIN,
        [("[[ratings.rounds]]", "[[ratings.round]]")],
        [("[[ratings.round]]", "unknown key round; did you mean rounds?")],
    ),
    "a key like no other": (
        PLAIN,
        [("\nteam", "\nx-mood = 3\nteam")],
        [("x-mood = 3", f"unknown key x-mood; {UNKNOWN}")],
    ),
    "a hostile key": (
        PLAIN,
        [("\nteam", '\n"\\u001B[2J" = 1\nteam')],
        [('"\\u001B[2J" = 1', f"unknown key \u241b[2J; {UNKNOWN}")],
    ),
    "a date in a table of one's own": (
        PLAIN,
        [("\n[agenda]", '\n[mine]\ndate = "soon"\n[agenda]')],
        [("[mine]", f"unknown key mine; {UNKNOWN}")],
    ),
    "two notes of one id": (
        PLAIN,
        [('id = "n1.1.1"', 'id = "n0.0.0" #')],
        [('id = "n0.0.0" #', 'the id "n0.0.0" stands twice; each needs its own')],
    ),
    "two actions of one id": (
        PLAIN,
        [('id = "a1.1.3"', 'id = "a0.0.2" #')],
        [('id = "a0.0.2" #', 'the id "a0.0.2" stands twice; each needs its own')],
    ),
    "two steps of one id": (
        PLAIN,
        [('id = "actions"', 'id = "welcome" #')],
        [('id = "welcome" #', 'two steps have the id "welcome"; each needs its own')],
    ),
    "two ratings of one item": (
        a_session(),
        [('items = ["a", "b", "c", "d"]', 'items = ["a", "c", "d"]'), ('item = "b"', 'item = "a" #')],
        [('item = "a" #', '"Item b" stands twice among the ratings')],
    ),
    "two frameworks of one id": (
        a_session(a_framework("trust")),
        [("\n[[ratings]]", '\n[[frameworks]]\nid = "trust" #\nversion = "1"\nlevels = ["1", "2", "3"]\n[[ratings]]')],
        [('id = "trust" #', 'the framework "trust" stands twice')],
    ),
    "a rating of an unknown framework": (
        a_session(),
        [
            ('items = ["a", "b", "c", "d"]', 'items = ["a", "b", "d"]'),
            ('framework = "trust"\nitem = "c"', 'framework = "turst"\nitem = "c"'),
        ],
        [('framework = "turst"', 'there is no framework "turst" in this session; did you mean trust?')],
    ),
    "a step of an unknown framework": (
        PLAIN,
        [('framework = "links"\nitems', 'framework = "link"\nitems')],
        [('framework = "link"', 'there is no framework "link" in this session; did you mean links?')],
    ),
    "a step of unknown items": (
        PLAIN,
        [('["a", "b", "c", "d"]', '[\n"a",\n"cc",\n"never",\n"d"]')],
        [
            ('"cc",', 'there is no item "cc" in this session; did you mean c?'),
            ('"never",', 'there is no item "never" in this session'),
        ],
    ),
    "a note on an unknown item": (
        PLAIN,
        [('id = "n0.0.0"\nframework = "trust"\nitem = "a"', 'id = "n0.0.0"\nframework = "trust"\nitem = "x"')],
        [('item = "x"', 'there is no item "x" in this session')],
    ),
    "an action from an unknown item": (
        FROM_ITEM,
        [('[actions.source]\nframework = "trust"\nitem = "a"', '[actions.source]\nframework = "trust"\nitem = "y"')],
        [('item = "y"', 'there is no item "y" in this session')],
    ),
    "an action that says nothing": (
        PLAIN,
        [('what = "do a\\rb"', 'what = " "')],
        [('what = " "', "an action says nothing; write what is to be done")],
    ),
    "counts that do not fit the scale": (
        PLAIN,
        [("counts = [0, 0, 2, 4, 0]", "counts = [0, 0, 6, 0]")],
        [("counts = [0, 0, 6, 0]", 'in "Item a": counts needs 5 numbers, one for each level; found 4')],
    ),
    "more answers than people": (
        PLAIN,
        [("counts = [0, 0, 2, 4, 0]\ncant_say = 0", "counts = [0, 0, 2, 4, 0]\ncant_say = 1")],
        [("counts = [0, 0, 2, 4, 0]", 'in "Item a": 7 answers from 6 people in the room')],
    ),
    "more answers than people in the session": (
        PLAIN,
        [("counts = [0, 0, 2, 4, 0]\ncant_say = 0\npeople = 6", "counts = [0, 0, 2, 15, 0]\ncant_say = 0")],
        [("counts = [0, 0, 2, 15, 0]", 'in "Item a": 17 answers from 16 people in the room')],
    ),
    "an agreed level above the scale": (
        ABOVE,
        [('item = "c"\ntitle = "Item c"\nagreed = 3', 'item = "c"\ntitle = "Item c"\nagreed = 4')],
        [("agreed = 4", 'in "Item c": agreed is level 4, but the scale ends at 3')],
    ),
    "more dots than people hold": (
        FEW_DOTS,
        [("\ndots = 1\n", "\ndots = 151\n")],
        [("dots_each = 9", "185 dots were given, but 16 people have 144 together")],
    ),
    "an unknown place": (
        GONE,
        [('step = "rate-trust"', 'step = "rate-turst"'), ('item = "b"\nbegan', 'item = "zz"\nbegan')],
        [
            ('step = "rate-turst"', 'there is no step "rate-turst" in this session; did you mean rate-trust?'),
            ('item = "zz"', 'there is no item "zz" in this session'),
        ],
    ),
    "a day as text": (
        PLAIN,
        [("\ndate = 2026-03-02", '\ndate = "2026-03-02"')],
        [('date = "2026-03-02"', f'date {DAY_SHOULD} "2026-03-02"')],
    ),
    "a day with a time": (
        DUE,
        [("due = 2026-05-01", "due = 2026-05-01T10:00:00Z")],
        [("due = 2026-05-01T10:00:00Z", f"due {DAY_SHOULD} 2026-05-01 10:00:00+00:00")],
    ),
    "a day as text in a history": (
        PLAIN,
        [("[[actions.history]]\ndate = 2026-03-02", '[[actions.history]]\ndate = "2026-03-02"')],
        [('date = "2026-03-02"', f'date {DAY_SHOULD} "2026-03-02"')],
    ),
    "a time with a zone": (
        GONE,
        [("began = 2026-03-02 09:30:00", "began = 2026-03-02T09:30:00+01:00")],
        [
            (
                "began = 2026-03-02T09:30:00+01:00",
                "began should be a plain day and time such as 2026-12-01 10:30:00; found 2026-03-02 09:30:00+01:00",
            )
        ],
    ),
}


@pytest.mark.parametrize(("session", "edits", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_told_on_its_line(
    tmp_path: Path, session: Session, edits: list[tuple[str, str]], expected: Told
) -> None:
    text = edited(toml_out.write(session), *edits)
    assert told(tmp_path, text) == expected
    # and on the same lines in a file that an editor of Windows wrote
    windows = tmp_path / "windows.toml"
    windows.write_text(text, encoding="utf-8", newline="\r\n")
    assert [one.line for one in check(windows)] == [one.line for one in check(tmp_path / "team.toml")]


def test_problems_come_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = edited(
        toml_out.write(PLAIN),
        ('id = "n1.1.1"', 'id = "n0.0.0"'),
        ("counts = [0, 0, 2, 4, 0]", "counts = [0, 0, 9, 4, 0]"),
        ("\nteam", "\nmoood = 1\nteam"),
    )
    told(tmp_path, text)
    numbers = [one.line or 0 for one in check(tmp_path / "team.toml")]
    assert len(numbers) == 3
    assert numbers == sorted(numbers)


# Frameworks and agendas

FRAMEWORK = edited(
    toml_out.write(a_framework(themes=[{"id": "near", "title": "Near"}])),
    ('\nid = "a"\n', '\nid = "a"\ntheme = "near"\n'),
)
AGENDA = toml_out.write(an_agenda("trust"))
WRONG_LEVELS = 'in "Item b": levels needs 5 descriptions, one for each level of the scale; found 4'
OF_CONTENT = {
    "a level too few": (FRAMEWORK, (', "b at 5"]', "]"), ('levels = ["b at 1", "b at 2"', WRONG_LEVELS)),
    "a misspelt theme": (
        FRAMEWORK,
        ('theme = "near"', 'theme = "naer"'),
        ('theme = "naer"', 'in "Item a": there is no theme "naer"; did you mean near?'),
    ),
    "an unknown theme": (
        FRAMEWORK,
        ('theme = "near"', 'theme = "far off"'),
        ('theme = "far off"', 'in "Item a": there is no theme "far off"; add it under [[themes]]'),
    ),
    "two items of one id": (FRAMEWORK, ('\nid = "b"', '\nid = "a" #'), ('id = "a" #', 'the id "a" stands twice')),
    "two themes of one id": (
        FRAMEWORK,
        ("\n[[items]]", '\n[[themes]]\ntitle = "N"\nid = "near" #\n\n[[items]]'),
        ('id = "near" #', 'the id "near" stands twice'),
    ),
    "a misspelt key": (
        FRAMEWORK,
        ("\ntitle", "\nabuot = 1\ntitle"),
        ("abuot = 1", "unknown key abuot; did you mean about?"),
    ),
    "an empty title": (
        FRAMEWORK,
        ('title = "Item a"', 'title = ""'),
        ('title = ""', 'in "a": title must not be empty'),
    ),
    "two steps of one id": (
        AGENDA,
        ('id = "close"', 'id = "welcome" #'),
        ('id = "welcome" #', 'the id "welcome" stands'),
    ),
    "a rating step of no framework": (
        AGENDA,
        ('framework = "trust"\n', ""),
        (
            "[[steps]]",
            'in "Rate trust": framework is missing; a step of the kind rate must say which framework it rates',
        ),
    ),
    "misspelt minutes": (
        AGENDA,
        ("minutes = 40", "minuets = 40"),
        ("minuets = 40", 'in "Rate trust": minutes is missing; is it meant by minuets?'),
    ),
    "a step of days": (
        AGENDA,
        ("minutes = 40", "minutes = 4000"),
        ("minutes = 4000", 'in "Rate trust": minutes must be at'),
    ),
    "a misspelt key of a step": (
        AGENDA,
        ("minutes = 40", "minutes = 40\nopns = 2"),
        ("opns = 2", "unknown key opns; did you mean opens?"),
    ),
}


@pytest.mark.parametrize(("text", "edit", "expected"), OF_CONTENT.values(), ids=OF_CONTENT)
def test_each_mistake_in_a_framework_or_agenda_is_told_on_its_line(
    tmp_path: Path, text: str, edit: tuple[str, str], expected: tuple[str, str]
) -> None:
    assert told(tmp_path, text) == []
    ((line, sentence),) = told(tmp_path, edited(text, edit))
    assert line.startswith(expected[0])
    assert sentence.startswith(expected[1])
