"""An open round: totals and nothing else."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.part import MOST_PEOPLE
from workshop_tui.model.session import Round

EMPTY = OpenRound((0, 0, 0, 0, 0))
levels = st.lists(st.integers(0, 5), max_size=12)


def counted(answers: list[int]) -> OpenRound:
    one = EMPTY
    for level in answers:
        one = one.with_answer(level)
    return one


@given(levels, st.randoms())
def test_totals_do_not_tell_the_order(answers: list[int], random: Random) -> None:
    other = list(answers)
    random.shuffle(other)
    assert counted(answers) == counted(other)
    assert repr(counted(answers)) == repr(counted(other))


@given(levels, st.integers(0, 5))
def test_taking_an_answer_back_is_as_if_it_had_not_been_given(answers: list[int], level: int) -> None:
    assert counted([*answers, level]).without_answer(level) == counted(answers)
    assert counted([*answers, level]).answers == len(answers) + 1


@pytest.mark.parametrize("level", [-1, 6])
def test_the_scale_has_no_such_level(level: int) -> None:
    for change in (EMPTY.with_answer, EMPTY.without_answer):
        with pytest.raises(ValueError, match="the scale goes from 1 to 5, and 0 is can't say"):
            change(level)


def test_there_is_nothing_to_take_back() -> None:
    for level in (0, 3):
        with pytest.raises(ValueError, match="no such card"):
            EMPTY.without_answer(level)


def test_no_room_holds_more_people() -> None:
    full = OpenRound((0, 0, MOST_PEOPLE - 1), 1)
    with pytest.raises(ValueError, match="cannot be counted"):
        full.with_answer(3)
    assert full.closed(MOST_PEOPLE).answers == MOST_PEOPLE
    assert full.without_answer(0).with_answer(1).answers == MOST_PEOPLE


def test_a_closed_round_holds_the_counts_and_the_people_in_the_room() -> None:
    closed = OpenRound((1, 2, 3), 4, "ballot", number_of_round=7).closed(12)
    assert closed == Round(counts=(1, 2, 3), cant_say=4, how="ballot", people=12)
