"""Whatever does not fit the model is said in plain words, with its line and the name of what it is in."""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path
from typing import Any

import pytest
import tomli
from doings import FULL_DAY
from strategies import a_framework, an_agenda

from workshop_tui.model.part import Part
from workshop_tui.store import framework_file, session_file, toml_in, toml_out
from workshop_tui.store.folders import shipped
from workshop_tui.store.problem import FileProblem

HERE = Path("team.toml")
HEAD = 'format = "workshop-session/1"\nid = "s1"\nteam = "Riverside"\ndate = 2026-03-02\n'
RATING = '[[ratings]]\nframework = "f"\nitem = "a"\ntitle = "Shared purpose"\n'
FRAMEWORK = 'format = "workshop-framework/1"\nid = "f"\ntitle = "F"\nlevels = ["a", "b", "c"]\n'
FRAMEWORK += '[[items]]\nid = "x"\ntitle = "X"\n'
AGENDA = 'format = "workshop-agenda/1"\nid = "a"\ntitle = "A"\n'
AGENDA += '[[steps]]\nid = "x"\nkind = "talk"\ntitle = "X"\nminutes = 5\n'


def load(source: toml_in.Source) -> object:
    is_content = framework_file.kind_of(source)
    return framework_file.content_of(source) if is_content else session_file.session_of(source)


def told(text: str) -> list[str]:
    with pytest.raises(FileProblem) as caught:
        load(toml_in.parse(HERE, text.encode()))
    return [str(one) for one in caught.value.problems]


IN_SESSION = {
    "people = 3.5": "5: people must be a whole number, without quotation marks; found 3.5",
    'people = "12"': '5: people must be a whole number, without quotation marks; found "12"',
    "people = true": "5: people must be a whole number, without quotation marks; found true",
    "people = -1": "5: people must be 0 or more; found -1",
    "people = 99999": "5: people must be at most 5000; found 99999",
    "service = 3": "5: service must be text in quotation marks; found 3",
    'state = "opened"': '5: state must be one of planned, open, closed (did you mean open?); found "opened"',
    "place = 3": "5: place must be a table with keys of its own; found 3",
    '[[place]]\nstep = "a"': "5: place is a single table, so its heading needs one bracket: [place]",
    "[place]\nbegan = 10:00:00": "6: began must be a day and time such as 2026-12-01 10:30:00; found 10:00:00",
    '[notes]\ntext = "a"': "5: notes is a list, so each of its headings needs two brackets: [[notes]]",
    "notes = 3": "5: notes must be a list in [ ]; found 3",
    'notes = [\n "a"]': '6: each entry of notes must be a table with keys of its own; found "a"',
    "times = [1]": "5: times must be a table with keys of its own; found a list",
    "[times]\nwelcome = -5": "6: welcome must be 0 or more; found -5",
    '[times]\n"we[lcome" = true': "6: we[lcome must be a whole number, without quotation marks; found true",
    '[[notes]]\nid = "n"': '5: in "n": text is missing; add a line text = ...',
    '[[notes]]\nid = "n"\ntxt = "x"': '7: in "n": text is missing; is it meant by txt?',
    '[[agenda.steps]]\nid = "a b"\nkind = "talk"\ntitle = "T"\nminutes = 5': (
        '6: in "T": id must be made of letters, digits, hyphens, dots and _, without spaces; found "a b"'
    ),
    f'[[agenda.steps]]\nid = "{"a" * 90}"\nkind = "talk"\ntitle = "T"\nminutes = 5': (
        f'6: in "T": id must have at most 80 characters; found "{"a" * 39}…"'
    ),
    '[[actions]]\nid = "a"\nwhat = "Ring"\ndue = 9:30': "8: the file is not valid TOML: something is left over",
    '[[actions]]\nid = "a"\nwhat = "Ring"\ndue = 09:30:00': (
        '8: in "Ring": due must be a day such as 2026-12-01; found 09:30:00'
    ),
    '[[actions]]\nid = "a"\nwhat = "\\u001B[31m\\u202E"\nkind = 3': (
        '8: in "\u241b[31m\u2b1a": kind must be one of team, leader; found 3'
    ),
}
ON_ITEM = {
    "agreed = 8": "9: agreed must be at most 7; found 8",
    "[[ratings.rounds]]\ncounts = [\n 1,\n 3.5,\n 2]": "12: counts must be whole numbers of 0 or more; found 3.5",
    "rounds = [{ counts = [1, -2, 3] }]": "9: counts must be whole numbers of 0 or more; found -2",
    "rounds = [{ counts = [1, 2, nan] }]": "9: counts must be whole numbers of 0 or more; found nan",
    "rounds = [{ counts = [1, 2, inf] }]": "9: counts must be whole numbers of 0 or more; found inf",
    'rounds = [{ counts = [1, 2, "3"] }]': '9: counts must be whole numbers of 0 or more; found "3"',
    "rounds = [{ counts = [1, 9999, 3] }]": "9: each entry of counts must be at most 5000; found 9999",
    "rounds = [{ counts = 3 }]": "9: counts must be a list in [ ]; found 3",
    "rounds = [{ counts = [1, 2] }]": "9: counts must have at least 3 entries; found 2",
    "rounds = [{ counts = [1, 2, 3, 4, 5, 6, 7, 8] }]": "9: counts must have at most 7 entries; found 8",
    'chosen = "yes"': '9: chosen must be true or false, without quotation marks; found "yes"',
}
NEWER = "this file was written by a newer version of workshop-tui"
WHOLE = {
    HEAD.replace("team", "tem"): "3: team is missing; is it meant by tem?",
    HEAD.replace("2026-03-02", '"2 March"'): '4: date must be a day such as 2026-12-01; found "2 March"',
    HEAD.replace('"Riverside"', '""'): '3: team must not be empty; found ""',
    RATING: ' this is not a session file: a line format = "workshop-session/1" is missing',
    HEAD.replace("session/1", "sesion/1"): '1: this is not a session file: its format is "workshop-sesion/1"',
    HEAD.replace("session/1", "session/0"): '1: this is not a session file: its format is "workshop-session/0"',
    HEAD.replace("session/1", "session/1\\n"): '1: this is not a session file: its format is "workshop-session/1 "',
    HEAD.replace('"workshop-session/1"', "1"): '1: this is not a session file: its format is "1"',
    HEAD.replace(
        "session/1", "session/2"
    ): f"1: {NEWER} (session format 2; this one reads format 1); open it with that",
    FRAMEWORK.replace("framework/1", "framework/2"): f"1: {NEWER} (framework format 2;",
    FRAMEWORK.replace('"b"', "2"): "4: each entry of levels must be text in quotation marks; found 2",
    FRAMEWORK.replace(', "b"', ""): "4: levels must have at least 3 entries; found 2",
    FRAMEWORK.replace('title = "X"', 'titel = "X"'): '7: in "x": title is missing; is it meant by titel?',
    FRAMEWORK.partition("[[items")[0]: " items is missing; add a heading [[items]]",
    AGENDA.replace("agenda/1", "agenda/1.3"): f"1: {NEWER} (agenda format 1.3;",
    AGENDA.replace(
        '"talk"', '"tlak"'
    ): '6: in "X": kind must be one of welcome, rate, quick, standout, review, actions,',
    AGENDA.partition("[[steps")[0]: " steps is missing; add a heading [[steps]]",
}
MISTAKES = WHOLE | {HEAD + text: sentence for text, sentence in IN_SESSION.items()}
MISTAKES |= {
    HEAD + RATING + text: sentence.replace(": ", ': in "Shared purpose": ', 1) for text, sentence in ON_ITEM.items()
}


@pytest.mark.parametrize(("text", "sentence"), MISTAKES.items(), ids=MISTAKES.values())
def test_each_mistake_has_its_sentence(text: str, sentence: str) -> None:
    first, *more = told(text)
    assert first.startswith(f"team.toml:{sentence}")
    assert not more, "one mistake, one sentence"


def test_all_mistakes_are_told_at_once() -> None:
    text = HEAD + 'people = -1\nstate = "x"\n[[notes]]\n[[actions]]\nid = 3\n'
    assert [one.split(":")[1] for one in told(text)] == ["5", "6", "7", "7", "9", "8"]


NOW = dt.datetime(2026, 1, 1, 9)
VALUES: list[Any] = [
    *("", "x", "x" * 6000, "a b", 0, -1, 3, 10**30, 1.5, math.nan, math.inf, True, NOW, NOW.date(), NOW.time()),
    *([], [1], ["x"], [[]], [{}], {}, {"a": 1}),
]
MODELS = {
    "session": tomli.loads(toml_out.write(FULL_DAY)),
    "framework": tomli.loads((shipped("frameworks") / "conditions-for-success.toml").read_text(encoding="utf-8")),
    "agenda": tomli.loads((shipped("frameworks") / "agendas" / "full-day.toml").read_text(encoding="utf-8")),
    "texts": tomli.loads((shipped("frameworks") / "room.toml").read_text(encoding="utf-8")),
}


def with_each_field_wrong(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The table with each of its values, however deep, taken away or put in the place of each kind of value."""
    found: list[dict[str, Any]] = []
    for key, value in table.items():
        rest = {other: kept for other, kept in table.items() if other != key}
        found += [rest, *({**rest, key: wrong} for wrong in VALUES)]
        if isinstance(value, dict):
            found += [{**rest, key: inner} for inner in with_each_field_wrong(value)]
        elif isinstance(value, list) and value:
            found += [{**rest, key: [wrong, *value[1:]]} for wrong in VALUES]
            if isinstance(value[0], dict):
                found += [{**rest, key: [inner, *value[1:]]} for inner in with_each_field_wrong(value[0])]
    return found


@pytest.mark.parametrize("kind", MODELS)
def test_no_words_of_the_library_reach_a_person(kind: str) -> None:
    """Every field of every model with every type of value: each kind of error has words of ours."""
    tables = with_each_field_wrong(MODELS[kind])
    if kind == "session":
        tables += [{**MODELS[kind], "place": {"step": "x", "began": wrong}} for wrong in VALUES]
    sentences = set()
    for table in tables:
        try:
            load(toml_in.Source(HERE, b"", "", table))
        except FileProblem as error:
            sentences |= {str(one) for one in error.problems}
    assert len(sentences) > 100
    for sentence in sentences:
        assert sentence.startswith("team.toml: ")
        assert not re.search(
            "(?i)input|valid|instance|tuple|dict|string|integer|pydantic|cannot be used as it is", sentence
        )


def test_the_models_of_this_test_have_every_field() -> None:
    """So that a new field cannot be left out above."""
    assert isinstance(FULL_DAY, Part)
    missing = set(type(FULL_DAY).model_fields) - set(MODELS["session"])
    assert missing <= {"service", "organisation", "follows", "follows_id", "place", "times"}
    assert a_framework().levels
    assert an_agenda("trust").steps
