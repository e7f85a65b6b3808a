"""The line of every value, however it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import sessions

from workshop_tui.store import toml_out
from workshop_tui.store.lines import Lines, unclosed

TEXT = Path(__file__).with_name("every_way_to_write.toml").read_text(encoding="utf-8")
WHERE = [
    (("format",), 2),
    (("a.b",), 3),
    (("a.b", 'c"'), 3),
    (("place",), 4),
    (("place", "step"), 5),
    (("place", "began"), 6),
    (("ratings",), 8),
    (("ratings", 0), 8),
    (("ratings", 0, "item"), 9),
    (("ratings", 0, "x"), 14),
    (("ratings", 0, "no"), 8),
    (("ratings", 0, "rounds"), 18),
    (("ratings", 0, "rounds", 0), 18),
    (("ratings", 0, "rounds", 0, "counts"), 19),
    (("ratings", 0, "rounds", 0, "counts", 0), 20),
    (("ratings", 0, "rounds", 0, "counts", 1), 21),
    (("ratings", 0, "rounds", 0, "counts", 1, 1), 22),
    (("ratings", 0, "rounds", 0, "counts", 2, "a"), 22),
    (("ratings", 0, "rounds", 0, "counts", 2, "b", 1), 24),
    (("ratings", 0, "rounds", 0, "counts", 2, "c", "d"), 24),
    (("ratings", 0, "rounds", 0, "counts", 9), 19),
    (("ratings", 0, "rounds", 0, "z"), 26),
    (("ratings", 0, "rounds", 1), 27),
    (("ratings", 0, "rounds", 1, "counts"), 27),
    (("ratings", 0, "rounds", 1, "extra", "k"), 29),
    (("ab", "c d", 0, "q"), 31),
    (("deep", "er", "still", "er", "est", 1, "one"), 33),
    (("deep", "er", "still", "er", "est", 2, "one"), 34),
    (("ratings", 1), 35),
    (("ratings", 1, "item"), 36),
    (("ratings", 1, "item2"), 37),
    (("ratings", 1, "last"), 38),
    (("nowhere",), None),
    ((), None),
]


@pytest.mark.parametrize(("where", "line"), WHERE, ids=[".".join(map(str, where)) for where, _ in WHERE])
def test_the_line_of_a_value(where: tuple[str | int, ...], line: int | None) -> None:
    tomli.loads(TEXT)
    assert Lines(TEXT).of(where) == line


def paths(value: Any, where: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(where, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in pairs:
        found += paths(entry, (*where, key))
    return found


@settings(max_examples=80)
@given(sessions)
def test_every_value_of_any_session_stands_on_the_line_that_is_named(session: Any) -> None:
    text = toml_out.write(session)
    lines, split = Lines(text), text.split("\n")
    for where, value in paths(tomli.loads(text))[1:]:
        number = lines.of(where)
        assert number is not None
        line = split[number - 1]
        if isinstance(value, (dict, list)):
            continue
        if line.endswith("]") and isinstance(where[-1], int):
            continue  # one of a list on one line
        assert toml_out.literal(value) in line or value in tomli.loads(line).values()


SPANS = {
    ("format",): '"workshop-session/1"',
    ("place", "began"): "2026-01-01 10:00:00.5",
    ("ratings", 0, "x"): "'''\n[no]\nno = 1\n\\''''",
    ("ratings", 0, "rounds", 0, "counts", 1, 1): "3",
    ("ratings", 0, "rounds", 0, "counts", 2, "c", "d"): "1.5",
    ("ab", "c d", 0, "q"): "-inf",
    ("ratings", 1, "item"): '""""""',
    ("ratings", 1, "last"): r'"\\"',
    ("ratings", 0, "rounds", 0, "counts"): None,
    ("place",): None,
    ("nowhere",): None,
}


@pytest.mark.parametrize(("where", "written"), SPANS.items(), ids=lambda value: str(value)[:30])
def test_where_a_value_begins_and_ends(where: tuple[str | int, ...], written: str | None) -> None:
    span = Lines(TEXT).span(where)
    assert (TEXT[slice(*span)] if span else None) == written


@settings(max_examples=60)
@given(sessions)
def test_what_stands_at_a_value_of_any_session_is_that_value(session: Any) -> None:
    text = toml_out.write(session)
    lines = Lines(text)
    for where, value in paths(tomli.loads(text))[1:]:
        span = lines.span(where)
        if span:
            assert repr(tomli.loads(f"v = {text[slice(*span)]}")["v"]) == repr(value)
        else:
            assert isinstance(value, (dict, list))


def test_every_comment_and_every_heading_has_its_line() -> None:
    lines = Lines(TEXT)
    alone = [number for number, line in enumerate(TEXT.split("\n"), 1) if line.strip().startswith("#")]
    assert [one.line for one in lines.remarks if one.is_alone] == alone
    assert [(one.line, one.text) for one in lines.remarks][:3] == [
        (1, "#:schema x"),
        (2, "# [not] a = heading"),
        (4, "# comment ] ["),
    ]
    assert lines.headings[4] == ("place",)
    assert lines.headings[27] == ("ratings", 0, "rounds", 1)
    assert lines.headings[35] == ("ratings", 1)


@settings(max_examples=300)
@given(st.text(st.sampled_from("[]{}=,.\"'\\#\n ab1")))
@example("a = [")
@example("[[[")
@example('"a')
@example("a = {b")
def test_what_is_no_toml_at_all_does_no_harm(text: str) -> None:
    Lines(text).of(("a", 0, "b"))
    assert 1 <= unclosed(text) <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a = 1\nb = """two\nthree\n\nfive', 2),
        ("a = '''x'''\nb = '''\n", 2),
        ("a = '''x'''\nb = 'x\nc = 3\n", 2),
        ('a = "\\""\nb = "', 2),
        ("a = 1\nb = 2", 2),
    ],
)
def test_the_line_where_a_text_begins_that_is_never_closed(text: str, line: int) -> None:
    assert unclosed(text) == line
