"""What does not fit and what does not agree are told in one pass, and no mistake is told for another one's sake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from strategies import a_framework, a_session
from test_check import AGENDA, FEW_DOTS, FRAMEWORK, FROM_ITEM, GONE, MISTAKES, OF_CONTENT, PLAIN, Told, edited, told

from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Session
from workshop_tui.store import session_file, toml_out
from workshop_tui.store.check import check
from workshop_tui.store.problem import FileProblem

# Sessions


@pytest.mark.parametrize(("session", "edits", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_what_does_not_agree_is_told_beside_what_does_not_fit(
    tmp_path: Path, session: Session, edits: list[tuple[str, str]], expected: Told
) -> None:
    text = edited(toml_out.write(session), *edits, ("\nteam", "\nservice = 3\nteam"))
    text += '\n[[notes]]\nid = "odd"\nhead = "wories"\ntxt = "x"\n'
    assert told(tmp_path, text) == sorted(
        [
            *expected,
            ("service = 3", "service must be text in quotation marks; found 3"),
            ('head = "wories"', 'in "odd": head must be one of works, worries, evidence, one step '
                                '(did you mean worries?); found "wories"'),
            ('txt = "x"', 'in "odd": text is missing; is it meant by txt?'),
        ],
        key=lambda one: text.split("\n").index(one[0]),
    )  # fmt: skip


WITHIN = (
    ('owner = " "', 'onwer = " "'),
    ('status = "stuck"', 'status = "stuk"'),
    ('id = "a2.2.4"', 'id = "a0.0.2" #\ndue = "soon"'),
    ('item = "b"\ntitle = "Item b"\nagreed = 2', 'item = "b" #\ntitle = 3\nagreed = 7'),
    ('item = "d"\ntitle = "Item d"\nagreed = 2', 'item = "d"\ntitle = "Item d"\nagreed = -1\nagred = 2'),
    ("counts = [2, 3, 0, 1, 2]", "counts = [20, 3, 0, 1, 2]"),
)


def test_of_what_is_wrong_itself_all_else_is_told(tmp_path: Path) -> None:
    """Several mistakes in one table, of which one could hide the others."""
    text = edited(toml_out.write(FROM_ITEM), *WITHIN)
    assert [sentence for _, sentence in told(tmp_path, text)] == [
        "title must be text in quotation marks; found 3",
        'in "b": agreed is level 7, but the scale ends at 5',
        'in "Item d": agreed must be 1 or more; found -1',
        "unknown key agred; did you mean agreed?",
        'in "Item d": 26 answers from 16 people in the room',
        "unknown key onwer; did you mean owner?",
        'in "do ␍": status must be one of open, under way, stuck, done, dropped (did you mean stuck?); found "stuk"',
        'the id "a0.0.2" stands twice; each needs its own',
        'in "do a␍b": due must be a day such as 2026-12-01; found "soon"',
    ]


def test_where_every_entry_is_wrong_all_else_of_them_is_told(tmp_path: Path) -> None:
    text = (
        FRAMEWORK.replace('title = "Item', 'titel = "Item').replace('id = "b"', 'id = "a"').replace("near", "naer", 2)
    )
    found = [sentence for _, sentence in told(tmp_path, f"{text}prompt = []\n")]
    assert sum("title is missing; is it meant by titel?" in one for one in found) == 4
    assert 'the id "a" stands twice; each needs its own' in found
    assert "unknown key prompt; did you mean prompts?" in found
    assert len(found) == 6


# Nothing is told that only seems wrong because something else is: each of these has one mistake.
ONE_MISTAKE = {
    "a framework without an id": (PLAIN, ('\n[[frameworks]]\nid = "trust"', "\n[[frameworks]]")),
    "a framework whose id is a number": (PLAIN, ('\n[[frameworks]]\nid = "trust"', "\n[[frameworks]]\nid = 3")),
    "no list of frameworks": (a_session(a_framework()), ("\n[[frameworks]]", "\n[frameworks]")),
    "levels that are too few": (a_session(a_framework(levels=3)), ('levels = ["word 1", ', "levels = [")),
    "a level that is a number": (PLAIN, ('levels = ["word 1"', "levels = [1")),
    "an item without an id": (GONE, ('item = "b"\ntitle', "title")),
    "an item whose framework is a number": (
        GONE,
        ('framework = "trust"\nitem = "b"\ntitle', 'framework = 1\nitem = "b"\ntitle'),
    ),
    "ratings as a table": (a_session(a_framework(items=1)), ("\n[[ratings]]", "\n[ratings]")),
    "a step without an id": (GONE, ('\n[[agenda.steps]]\nid = "rate-trust"', "\n[[agenda.steps]]")),
    "an agenda that is a word": (a_session(), None),
    "people in words": (PLAIN, ("people = 16", 'people = "16"')),
    "people of a round in words": (PLAIN, ("people = 6", "people = -6")),
    "dots in words": (FEW_DOTS, ("\ndots = 1\n", "\ndots = 1.5\n")),
    "dots for each in words": (PLAIN, ("dots_each = 3", "dots_each = 21")),
    "a note of a framework that is a number": (
        PLAIN,
        ('id = "n0.0.0"\nframework = "trust"', 'id = "n0.0.0"\nframework = 1'),
    ),
    "an action whose place is half wrong": (
        FROM_ITEM,
        ('[actions.source]\nframework = "trust"', "[actions.source]\nframework = 1"),
    ),
    "a place that is half wrong": (
        GONE,
        ('framework = "trust"\nitem = "b"\nbegan', 'framework = 1\nitem = "b"\nbegan'),
    ),
}


@pytest.mark.parametrize(("session", "edit"), ONE_MISTAKE.values(), ids=ONE_MISTAKE)
def test_one_mistake_is_told_once(tmp_path: Path, session: Session, edit: tuple[str, str] | None) -> None:
    text = toml_out.write(session)
    if edit is None:
        start, _, rest = text.partition("\n[agenda]")
        text = f'{start.rstrip()}\nagenda = "half-day"\n\n[[frameworks]]{rest.partition("[[frameworks]]")[2]}'
    assert len(told(tmp_path, edited(text, edit) if edit else text)) == 1


def without_each(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The table with each of its values, however deep, left out once and made a number once."""
    for key, value in table.items():
        yield {name: kept for name, kept in table.items() if name != key}
        yield {**table, key: 99_999_999}
        if isinstance(value, dict):
            yield from ({**table, key: inner} for inner in without_each(value))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ({**table, key: [inner, *value[1:]]} for inner in without_each(value[0]))


def first_floor(path: Path) -> list[str]:
    """What is said where only the model is asked; nothing if all values fit it."""
    try:
        session_file.load(path)
    except FileProblem as error:
        return sorted(map(str, error.problems))
    return []


def test_no_value_that_does_not_fit_makes_another_seem_wrong(tmp_path: Path) -> None:
    """Of a session with which all is well, each value is spoilt in turn."""
    path = tmp_path / "team.toml"
    whole = altered(GONE, actions=FROM_ITEM.actions, people=200, follows="")
    assert told(tmp_path, toml_out.write(whole)) == []
    spoilt = 0
    for table in without_each(tomli.loads(toml_out.write(whole))):
        path.write_text(tomli_w.dumps(table), encoding="utf-8")
        if expected := first_floor(path):
            assert sorted(map(str, check(path))) == expected
            spoilt += 1
    assert spoilt > 60


def test_thousands_of_mistakes_are_told_each(tmp_path: Path) -> None:
    """In seconds: what is in doubt is looked up, where comparing each with each would take minutes."""
    rounds = '[[ratings]]\nframework = "f"\nitem = "a"\n[[ratings.rounds]]\ncounts = [1.5]\n' * 5000
    notes = '[[notes]]\nid = "n"\nframework = 3\nitem = "x"\ntext = ""\n' * 5000
    start = 'format = "workshop-session/1"\nid = "s"\nteam = "T"\ndate = 2026-03-02\n'
    found = [sentence for _, sentence in told(tmp_path, start + rounds + notes)]
    assert sum("counts must be" in one for one in found) == 5000
    assert sum('the id "n" stands twice' in one for one in found) == 4999
    assert sum("there is no item" in one for one in found) == 0


# Frameworks and agendas


@pytest.mark.parametrize(("text", "edit", "expected"), OF_CONTENT.values(), ids=OF_CONTENT)
def test_in_a_framework_or_agenda_both_floors_are_told_as_well(
    tmp_path: Path, text: str, edit: tuple[str, str], expected: tuple[str, str]
) -> None:
    found = told(tmp_path, edited(text, edit, ("\nid = ", "\nabout = 3\nid = ")))
    assert len(found) == 2
    assert ("about = 3", "about must be text in quotation marks; found 3") in found
    assert any(line.startswith(expected[0]) and sentence.startswith(expected[1]) for line, sentence in found)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (FRAMEWORK, ('\nid = "near"', "\nid = 3")),
        (FRAMEWORK, ('\nlevels = ["word 1", "word 2", "word 3", ', "\nlevels = [")),
        (FRAMEWORK, ('\nlevels = ["word 1"', "\nlevels = [1")),
        (FRAMEWORK, ('theme = "near"', "theme = 3")),
        (AGENDA, ('framework = "trust"', "framework = 3")),
        (AGENDA, ('kind = "rate"', 'kind = "rat"')),
        (AGENDA, ('title = "Plain"', "title = 3\nitems = [1]\nthemes = 2")),  # keys of another kind of file
    ],
)
def test_one_mistake_in_a_framework_or_agenda_is_told_once(tmp_path: Path, text: str, edit: tuple[str, str]) -> None:
    found = [one for one in told(tmp_path, edited(text, edit)) if "unknown key" not in one[1]]
    assert len(found) == 1


def test_of_a_newer_format_nothing_else_is_told(tmp_path: Path) -> None:
    twice = (edited(FRAMEWORK, ('\nid = "b"', '\nid = "a"')), edited(AGENDA, ('id = "close"', 'id = "welcome"')))
    for text in (*twice, toml_out.write(PLAIN)):
        found = told(tmp_path, text.replace("/1", "/2").replace("title = ", "titel = ").replace("people", "poeple"))
        assert len(found) == 1
        assert "newer version of workshop-tui" in found[0][1]
