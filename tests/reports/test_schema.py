"""The schema takes what the model takes and no more, and says it as the TOML plugins of editors read it.

There is no JSON Schema library among what the tests need, so a small validator stands here. It knows the words
that our schema uses and no others, and sees a file as the plugins do: a date is text.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from doings import FULL_DAY
from hypothesis import given, settings
from pydantic import ValidationError
from strategies import sessions

from workshop_tui.model.agenda import Agenda
from workshop_tui.model.framework import Framework
from workshop_tui.model.part import Part
from workshop_tui.model.session import Session
from workshop_tui.model.texts import Texts
from workshop_tui.reports.schema import MEANINGS, schema
from workshop_tui.store import toml_out
from workshop_tui.store.folders import examples, shipped

MODELS: dict[str, type[Part]] = {"session": Session, "framework": Framework, "agenda": Agenda, "texts": Texts}
SCHEMAS: dict[str, dict[str, Any]] = {kind: json.loads(schema(kind)) for kind in MODELS}
KINDS = pytest.mark.parametrize("kind", MODELS)


# A small validator

_IS = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
}
_LIMITS = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "minItems": lambda value, limit: len(value) >= limit,
    "maxItems": lambda value, limit: len(value) <= limit,
    "pattern": lambda value, limit: re.search(limit.replace("$", r"\Z"), value) is not None,
    "enum": lambda value, limit: value in limit,
    "const": lambda value, limit: value == limit,
    "format": lambda value, limit: limit != "date" or re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
}
_TELLS = {"description", "default"}
_OF_THE_WHOLE = {"$schema", "title", "definitions"}
_KNOWN = {"$ref", "type", "properties", "required", "additionalProperties", "items", *_LIMITS, *_TELLS}


def faults(rule: dict[str, Any], value: Any, whole: dict[str, Any], where: str = "") -> list[str]:
    """Where a value does not fit."""
    if "$ref" in rule:
        return faults(whole["definitions"][rule["$ref"].rpartition("/")[2]], value, whole, where)
    if not _IS[rule["type"]](value):
        return [f"{where}: type"]
    found = [f"{where}: {word}" for word, fits in _LIMITS.items() if word in rule and not fits(value, rule[word])]
    if isinstance(value, list):
        return found + [one for entry in value for one in faults(rule["items"], entry, whole, f"{where}[]")]
    if isinstance(value, dict):
        found += [f"{where}.{key}: required" for key in rule.get("required", ()) if key not in value]
        for key, inner in value.items():
            beneath = rule.get("properties", {}).get(key, rule.get("additionalProperties"))
            found += faults(beneath, inner, whole, f"{where}.{key}") if isinstance(beneath, dict) else []
    return found


def as_seen(value: Any) -> Any:
    """A value of TOML as the plugins see it."""
    if isinstance(value, dict):
        return {key: as_seen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_seen(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def of(kind: str, table: dict[str, Any]) -> list[str]:
    return faults(SCHEMAS[kind], as_seen(table), SCHEMAS[kind])


def rules(schema: Any) -> Iterator[dict[str, Any]]:
    """Every rule in a schema, from the outermost inwards."""
    yield schema
    for inner in (
        *schema.get("properties", {}).values(),
        *schema.get("definitions", {}).values(),
        *(schema[word] for word in ("items", "additionalProperties") if isinstance(schema.get(word), dict)),
    ):
        yield from rules(inner)


# What is well fits, what is not does not


@pytest.mark.parametrize("path", sorted(examples().glob("*.toml")), ids=lambda path: path.name)
def test_the_worked_examples_fit(path: Path) -> None:
    assert of("session", tomli.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted(shipped("frameworks").rglob("*.toml")), ids=lambda path: path.name)
def test_the_shipped_content_fits(path: Path) -> None:
    table = tomli.loads(path.read_text(encoding="utf-8"))
    assert of(table["format"].removeprefix("workshop-").partition("/")[0], table) == []


@settings(max_examples=80)
@given(sessions)
def test_every_session_that_the_program_writes_fits(session: Session) -> None:
    assert of("session", tomli.loads(toml_out.write(session))) == []


EXAMPLE = (examples() / "2026-03-12-family-help-team-3.toml").read_text(encoding="utf-8")
SLIPS = {
    ".format: required": ('format = "workshop-session/1"\n', ""),
    ".format: pattern": ("workshop-session/1", "workshop-session/2"),
    ".team: required": ("\nteam", "\ntem"),
    ".team: minLength": ('team = "Family Help Team 3"', 'team = ""'),
    ".date: format": ("date = 2026-03-12", "date = 2026-03-12T10:00:00"),
    ".date: type": ("date = 2026-03-12", "date = 12"),
    ".people: type": ("people = 12", 'people = "12"'),
    ".people: maximum": ("people = 12", "people = 12000"),
    ".state: enum": ('state = "closed"', 'state = "closd"'),
    ".dots_each: minimum": ("dots_each = 3", "dots_each = -3"),
    ".place.began: pattern": ('step = "close"\n', 'step = "close"\nbegan = 2026-03-12T10:00:00Z\n'),
    ".times.welcome: type": ("welcome = 1085", "welcome = 18.5"),
    ".agenda.steps[].id: pattern": ('id = "lunch"', 'id = "the lunch"'),
    ".agenda.steps[].kind: enum": ('kind = "welcome"', 'kind = "wellcome"'),
    ".agenda.steps[].minutes: required": ("minutes = 15", "minuets = 15"),
    ".frameworks[].levels: minItems": ('levels = ["', 'levels = ["all in one"] #'),
    ".ratings[].rounds[].counts[]: type": ("counts = [", "counts = [1.5, "),
    ".ratings[].rounds[].counts[]: minimum": ("counts = [", "counts = [-1, "),
    ".ratings[].rounds[].how: enum": ('how = "cards"', 'how = "card"'),
    ".ratings[].agreed: maximum": ("agreed = ", "agreed = 1"),
    ".notes[].head: enum": ('head = "worries"', 'head = "worry"'),
    ".actions[].status: enum": ('status = "open"', 'status = "Open"'),
    ".actions[].history[].date: required": ("[[actions.history]]\ndate", "[[actions.history]]\nday"),
}


@pytest.mark.parametrize(("told", "slip"), SLIPS.items(), ids=SLIPS)
def test_a_slip_of_the_keyboard_does_not_fit(told: str, slip: tuple[str, str]) -> None:
    assert slip[0] in EXAMPLE
    text = EXAMPLE.replace(*slip, 1)
    assert told in of("session", tomli.loads(text))


def test_unknown_keys_fit_everywhere() -> None:
    text = re.sub(r"^(\[.*\])$", r'\1\n"my own" = { key = [1, 2.5] }', f'"my own" = 1\n{EXAMPLE}', flags=re.M)
    text = re.sub(r"^\[times\]\n.*\n", "[times]\n", text, flags=re.M)  # which holds seconds and nothing else
    assert text.count("my own") > 40
    assert of("session", tomli.loads(text)) == []


# The model and the schema agree

NOW = dt.datetime(2026, 1, 1, 9)
VALUES: list[Any] = [
    *("", "x", "x" * 100, "a b", "a.b-c_d", "früh", "a\n", "open", "cards", "talk", "workshop-session/1"),
    *(-1, 0, 1, 3, 7, 8, 20, 21, 50, 51, 200, 201, 1440, 1441, 5000, 5001, 10**8, 1.5, math.inf, True, False),
    *([], ["x"], ["x"] * 3, ["x"] * 7, ["x"] * 8, [1, 2, 3], [1] * 8, [-1] * 4, [True] * 3, [[]], [{}], {}, {"a": 1}),
]
WHOLE: dict[str, dict[str, Any]] = {
    "session": tomli.loads(toml_out.write(FULL_DAY)) | {"place": {"began": NOW}, "times": {"welcome": 3}},
    "framework": tomli.loads((shipped("frameworks") / "conditions-for-success.toml").read_text(encoding="utf-8")),
    "agenda": tomli.loads((shipped("frameworks") / "agendas" / "revisit.toml").read_text(encoding="utf-8")),
    "texts": tomli.loads((shipped("frameworks") / "room.toml").read_text(encoding="utf-8")),
}


def short(value: Any) -> Any:
    """The same with one entry in each list of tables, which is enough and quicker."""
    if isinstance(value, dict):
        return {key: short(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [short(value[0])]
    return value


def with_each_wrong(table: dict[str, Any], model: dict[str, Any], whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The table with each key that its schema knows, however deep, left out, or with each of the values."""
    while "$ref" in model:
        model = whole["definitions"][model["$ref"].rpartition("/")[2]]
    for key, rule in model.get("properties", {}).items():
        yield {name: kept for name, kept in table.items() if name != key}
        yield from ({**table, key: value} for value in VALUES)
        inner = table.get(key)
        if isinstance(inner, dict):
            yield from ({**table, key: one} for one in with_each_wrong(inner, rule, whole))
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield from ({**table, key: [one]} for one in with_each_wrong(inner[0], rule["items"], whole))


@KINDS
def test_the_schema_takes_a_value_where_the_model_does_and_nowhere_else(kind: str) -> None:
    """But for format, which a file must have. Days are left out: the model takes some that check wants regular."""
    tables = list(with_each_wrong(short(WHOLE[kind]), SCHEMAS[kind], SCHEMAS[kind]))
    assert len(tables) > 200
    taken = 0
    for table in tables:
        try:
            MODELS[kind].model_validate(table)
            fits = "format" in table
        except ValidationError:
            fits = False
        assert (of(kind, table) == []) is fits, table
        taken += fits
    assert 20 < taken < len(tables) - 20, "both happen"


# What the plugins can read


@KINDS
def test_only_words_of_draft_07_that_the_plugins_know_are_used(kind: str) -> None:
    for number, rule in enumerate(rules(SCHEMAS[kind])):
        assert set(rule) <= (_KNOWN if number else _KNOWN | _OF_THE_WHOLE)
        assert isinstance(rule.get("default", ""), str | int), "a list of tables would be offered as []"
        assert "$ref" not in rule or set(rule) == {"$ref"}, "what stands beside it is passed over"
        assert "$ref" in rule or rule["type"] in _IS
        assert rule.get("format") in (None, "date", "date-time-local")
    assert SCHEMAS[kind]["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "null" not in schema(kind), "TOML has none, and Taplo ends at a default of null"
    assert schema(kind).isascii(), "whatever a shell makes of the encoding"


@KINDS
def test_every_key_says_what_it_means(kind: str) -> None:
    """A new key of the model needs its words in ``MEANINGS``."""
    for table in rules(SCHEMAS[kind]):
        for key, rule in table.get("properties", {}).items():
            words = (
                rule.get("description") or SCHEMAS[kind]["definitions"][rule["$ref"].rpartition("/")[2]]["description"]
            )
            assert len(words) > 10, key
            assert not re.search(r"``|:class:|\s\s[^\n]", words)


def test_no_meaning_is_of_a_key_that_is_gone() -> None:
    models = {model.__name__: set(model.model_fields) for model in Part.__subclasses__()}
    assert {name: set(keys) - models[name] for name, keys in MEANINGS.items()} == {name: set() for name in MEANINGS}


def test_any_tables_may_hold_keys_of_ones_own() -> None:
    for kind in MODELS:
        for rule in rules(SCHEMAS[kind]):
            assert rule.get("type") != "object" or rule["additionalProperties"]
