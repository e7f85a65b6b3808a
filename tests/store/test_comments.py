"""A person's comments: found wherever they stand, and nothing taken for one that is none."""

from __future__ import annotations

import time
from typing import Any

import pytest
from doings import FULL_DAY
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import sessions

from workshop_tui.store import toml_out
from workshop_tui.store.comments import Comment, comments
from workshop_tui.store.folders import examples, shipped

TEXT = """\
#:schema session.schema.json
# To the next one who opens this:
#   ask Ann.
format = "workshop-session/1"  # the first # of many
team = "a # b"
service = 'c # d'  #e
says = \"\"\"
# no comment
\\\"\"\" # neither
\"\"\"  # after all

# above the place
[place]  # beside it
step = "x"

# in the place, and apart from what is below

[[ratings]]
counts = [ 1,  # one ]
  # [two
  2 ]
    ## above the second ##
[[ratings]]
#####
#
# in the second
[[ratings.rounds]]
how = "cards" # by cards
# below

#
# at the end
"""
FOUND = [
    Comment(2, "To the next one who opens this:\nask Ann.", ()),
    Comment(4, "the first # of many", ()),
    Comment(6, "e", ()),
    Comment(10, "after all", ()),
    Comment(12, "above the place", ("place",)),
    Comment(13, "beside it", ("place",)),
    Comment(16, "in the place, and apart from what is below", ("place",)),
    Comment(19, "one ]", ("ratings", 0)),
    Comment(20, "[two", ("ratings", 0)),
    Comment(22, "above the second ##", ("ratings", 1)),
    Comment(24, "in the second", ("ratings", 1, "rounds", 0)),
    Comment(28, "by cards", ("ratings", 1, "rounds", 0)),
    Comment(29, "below", ("ratings", 1, "rounds", 0)),
    Comment(31, "at the end", ("ratings", 1, "rounds", 0)),
]


def test_each_comment_is_found_with_its_line_and_what_it_is_about() -> None:
    assert comments(TEXT) == FOUND


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_mark_make_no_difference(end: str) -> None:
    assert comments("\ufeff" + TEXT.replace("\n", end)) == FOUND


def test_nothing_that_the_program_writes_is_a_comment() -> None:
    for path in examples().glob("*.toml"):
        assert comments(path.read_text(encoding="utf-8")) == []
    assert comments(toml_out.write(FULL_DAY)) == []


def test_comments_of_frameworks_are_found_too() -> None:
    text = "# mine\n\n" + (shipped("frameworks") / "conditions-for-success.toml").read_text(encoding="utf-8")
    assert comments(text)[0] == Comment(1, "mine", ())


@settings(max_examples=60)
@given(sessions, st.data())
def test_comments_anywhere_in_any_session_are_found_and_no_others(session: Any, data: st.DataObject) -> None:
    lines = toml_out.write(session).removesuffix("\n").split("\n")
    places = data.draw(st.sets(st.integers(1, len(lines)), max_size=4))
    words = {place: f'comment {place} # " \' [ """' for place in places}
    for place in sorted(places, reverse=True):
        if data.draw(st.booleans()):
            lines.insert(place, f"# {words[place]}\n")  # and an empty line behind it
        else:
            lines[place - 1] += f" # {words[place]}"
    if lines[0] != "#:schema session.schema.json":
        words.pop(1)  # behind the line of the schema it is a part of that
    assert [one.text for one in comments("\n".join(lines))] == [words[place] for place in sorted(words)]


@settings(max_examples=300)
@given(st.text(st.sampled_from("[]{}=,.\"'\\#\n\r\ufeff ab1")) | st.text())
@example("# a\n" + "x = " + "[" * 100_000 + " # b")
@example("# a\nx = 'open\n# b")
@example("# a\n[[[\n# b")
def test_no_text_is_too_odd(text: str) -> None:
    found = comments(text)
    assert all(one.text.strip() == one.text != "" for one in found)
    assert [one.line for one in found] == sorted(one.line for one in found)
    if text.startswith("# a\n"):
        assert found[0].text.startswith("a")


def test_what_stands_before_the_first_mistake_is_found() -> None:
    assert comments("[place] # a\nstep = 'open # b\n# c") == [Comment(1, "a", ("place",))]


def time_of(number: int) -> float:
    text = "[[notes]] # here\n# above\n" * number
    start = time.process_time()
    assert len(comments(text)) == 2 * number
    return time.process_time() - start


def test_four_times_the_text_takes_about_four_times_as_long() -> None:
    """Were each comment compared with each heading, it would be sixteen times."""
    assert min(time_of(16_000) for _ in range(2)) < 10 * min(time_of(4000) for _ in range(3))
