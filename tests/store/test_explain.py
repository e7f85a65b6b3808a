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
FRAMEWORK = 'format = "workshop-framework/1"\nid = "f"\ntitle = "F"\nlevels = ["a", "b", "c"]\n[[items]]\nid = "x"\ntitle = "X"\n'
AGENDA = 'format = "workshop-agenda/1"\nid = "a"\ntitle = "A"\n[[steps]]\nid = "x"\nkind = "talk"\ntitle = "X"\nminutes = 5\n'


def told(text: str) -> list[str]:
    source = toml_in.parse(HERE, text.encode())
    load: Any = framework_file.content_of if framework_file.kind_of(source) else session_file.session_of
    with pytest.raises(FileProblem) as caught:
        load(source)
    return [str(one) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + "people = 3.5", "5: people must be a whole number, without quotation marks; found 3.5"),
        (HEAD + 'people = "12"', '5: people must be a whole number, without quotation marks; found "12"'),
        (HEAD + "people = true", "5: people must be a whole number, without quotation marks; found true"),
        (HEAD + "people = -1", "5: people must be 0 or more; found -1"),
        (HEAD + "people = 99999", "5: people must be at most 5000; found 99999"),
        (HEAD + "service = 3", "5: service must be text in quotation marks; found 3"),
        (HEAD + 'state = "opened"', "5: state must be one of planned, open, closed (did you mean open?); found \"opened\""),
        (HEAD + "place = 3", "5: place must be a table with keys of its own; found 3"),
        (HEAD + '[[place]]\nstep = "a"', "5: place is a single table, so its heading needs one bracket: [place]"),
        (HEAD + "[place]\nbegan = 10:00:00", "6: began must be a day and time such as 2026-12-01 10:30:00; found 10:00:00"),
        (HEAD + '[notes]\ntext = "a"', "5: notes is a list, so each of its headings needs two brackets: [[notes]]"),
        (HEAD + "notes = 3", "5: notes must be a list in [ ]; found 3"),
        (HEAD + 'notes = [\n "a"]', '6: each entry of notes must be a table with keys of its own; found "a"'),
        (HEAD + "times = [1]", "5: times must be a table with keys of its own; found a list"),
        (HEAD + "[times]\nwelcome = -5", "6: welcome must be 0 or more; found -5"),
        (HEAD + '[times]\n"we[lcome" = "x"', "6: we[lcome must be a whole number, without quotation marks; found \"x\""),
        (HEAD + '[[notes]]\nid = "n"', "5: in \"n\": text is missing; add a line text = ..."),
        (HEAD + '[[notes]]\nid = "n"\ntxt = "x"', "5: in \"n\": text is missing; is it meant by txt?"),
        (HEAD.replace("team", "tem"), "1: team is missing; is it meant by tem?"),
        (HEAD.replace("2026-03-02", '"2 March"'), "4: date must be a day such as 2026-12-01; found \"2 March\""),
        (HEAD.replace('"Riverside"', '""'), '3: team must not be empty; found ""'),
        (RATING, "this is not a session file: a line format = \"workshop-session/1\" is missing"),
        (HEAD.replace("session/1", "sesion/1"), "1: this is not a session file: its format is \"workshop-sesion/1\""),
        (HEAD.replace("session/1", "session/0"), "1: this is not a session file: its format is \"workshop-session/0\""),
        (HEAD.replace('"workshop-session/1"', "1"), "1: this is not a session file: its format is \"1\""),
        (
            HEAD.replace("session/1", "session/2"),
            "1: this file was written by a newer version of workshop-tui (session format 2; this one reads format 1); "
            "open it with that version",
        ),
        (HEAD + RATING + "agreed = 8", '9: in "Shared purpose": agreed must be at most 7; found 8'),
        (
            HEAD + RATING + "[[ratings.rounds]]\ncounts = [\n 1,\n 3.5,\n 2]",
            '12: in "Shared purpose": counts must be whole numbers of 0 or more; found 3.5',
        ),
        (
            HEAD + RATING + "rounds = [{ counts = [1, -2, 3] }]",
            '9: in "Shared purpose": counts must be whole numbers of 0 or more; found -2',
        ),
        (
            HEAD + RATING + "rounds = [{ counts = [1, nan, inf] }]",
            '9: in "Shared purpose": counts must be whole numbers of 0 or more; found nan',
            # and one for inf
        ),
        (
            HEAD + RATING + "rounds = [{ counts = [1, 9999, 3] }]",
            '9: in "Shared purpose": each entry of counts must be at most 5000; found 9999',
        ),
        (HEAD + RATING + "rounds = [{ counts = 3 }]", '9: in "Shared purpose": counts must be a list in [ ]; found 3'),
        (
            HEAD + RATING + "rounds = [{ counts = [1, 2] }]",
            '9: in "Shared purpose": counts must have at least 3 entries; found 2',
        ),
        (
            HEAD + RATING + "rounds = [{ counts = [1, 2, 3, 4, 5, 6, 7, 8] }]",
            '9: in "Shared purpose": counts must have at most 7 entries; found 8',
        ),
        (HEAD + RATING + 'chosen = "yes"', '9: in "Shared purpose": chosen must be true or false, without quotation marks'),
        (
            HEAD + '[[agenda.steps]]\nid = "a b"\nkind = "talk"\ntitle = "T"\nminutes = 5',
            '6: in "T": id must be made of letters, digits, hyphens, dots and _, without spaces; found "a b"',
        ),
        (
            HEAD + f'[[agenda.steps]]\nid = "{"a" * 90}"\nkind = "talk"\ntitle = "T"\nminutes = 5',
            '6: in "T": id must have at most 80 characters',
        ),
        (HEAD + '[[actions]]\nid = "a"\nwhat = "Ring"\ndue = 10:00:00', '8: in "Ring": due must be a day such as 2026-12-01'),
        (
            HEAD + '[[actions]]\nid = "a"\nwhat = "\\u001B[31m\\u202E"\nkind = 3',
            '8: in "\u241b[31m\u2b1a": kind must be one of team, leader; found 3',
        ),
        (FRAMEWORK.replace('["a", "b", "c"]', '["a", 2, "c"]'), "4: each entry of levels must be text in quotation marks"),
        (FRAMEWORK.replace('["a", "b", "c"]', '["a", "b"]'), "4: levels must have at least 3 entries; found 2"),
        (FRAMEWORK.replace('title = "X"', 'titel = "X"'), '5: in "x": title is missing; is it meant by titel?'),
        (FRAMEWORK.replace("framework/1", "framework/2"), "1: this file was written by a newer version of workshop-tui (fra"),
        (AGENDA.replace("agenda/1", "agenda/1.3"), "1: this file was written by a newer version of workshop-tui (agenda f"),
        (AGENDA.replace('"talk"', '"tlak"'), '6: in "X": kind must be one of welcome, rate, quick, standout, review, actio'),
        (AGENDA.partition("[[steps")[0], "1: steps is missing; add a line steps = ..."),
    ],
)  # fmt: skip
def test_each_mistake_has_its_sentence(text: str, sentence: str) -> None:
    first, *more = told(text)
    line = sentence if sentence.startswith("this") else sentence
    assert first.startswith(("team.toml: " if sentence.startswith("this") else "team.toml:") + line)
    assert not more or "inf" in text, "one mistake, one sentence"


def test_all_mistakes_are_told_at_once() -> None:
    text = HEAD + 'people = -1\nstate = "x"\n[[notes]]\n[[actions]]\nid = 3\n'
    assert [one.split(":")[1] for one in told(text)] == ["5", "6", "7", "7", "9", "8"]


VALUES: list[Any] = ["", "x", "x" * 6000, "a b", 0, -1, 3, 10**30, 1.5, math.nan, math.inf, True, [], [1], ["x"], [[]], [{}],
                     {}, {"a": 1}, dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, 9), dt.time(9)]  # fmt: skip
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
        source = toml_in.Source(HERE, b"", "", table)
        try:
            (framework_file.content_of if framework_file.kind_of(source) else session_file.session_of)(source)
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
