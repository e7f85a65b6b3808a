"""Taking cards back: the last one, or all together; nobody learns by it what was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import A, B, Clock, totals_in

from workshop_tui.model.ballot import OpenRound
from workshop_tui.store import safe_save
from workshop_tui.workshop import NotTaken, Workshop


def test_the_last_card_can_be_taken_back_once(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    workshop.cast(A, 5)
    assert workshop.last_card_is_known(A)
    assert workshop.take_back(A) == OpenRound((0, 0, 1, 0, 0))
    assert not workshop.last_card_is_known(A)
    with pytest.raises(NotTaken, match="Only the very last card"):
        workshop.take_back(A)
    assert workshop.open_round(A) == OpenRound((0, 0, 1, 0, 0))


def test_nobody_learns_by_taking_back_whether_a_level_was_chosen(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    workshop.cast(B, 1)  # so that no card of A is remembered
    said = set()
    for level in range(6):
        with pytest.raises(NotTaken) as error:
            workshop.take_back(A, level)
        said.add(str(error.value))
    assert len(said) == 1
    assert workshop.open_round(A) == OpenRound((0, 0, 1, 0, 0))


def test_only_a_spread_that_the_room_has_seen_can_be_asked_about(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    workshop.close_round(A)
    workshop.undo()
    assert workshop.was_seen(A)
    assert workshop.take_back(A, 3) is None  # empty now: what comes is a new round
    workshop.cast(A, 5)
    workshop.cast(B, 1)
    assert not workshop.was_seen(A)
    with pytest.raises(NotTaken, match="Only the very last card"):
        workshop.take_back(A, 5)


def test_a_card_that_came_after_the_reveal_was_taken_back_is_not_told(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    workshop.close_round(A)
    workshop.undo()
    workshop.cast(A, 5)
    workshop.cast(B, 1)
    for level in (3, 4, 5):
        with pytest.raises(NotTaken, match="Only the very last card"):
            workshop.take_back(A, level)


def test_what_a_crash_left_of_the_totals_goes_at_the_next_start(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    """An earlier total beside a later one would tell a vote."""
    workshop.cast(A, 3)
    kept = totals_in(workshop)
    left = kept.with_name(f"{safe_save._temporary_name(kept)}0123abcd.tmp")
    left.write_bytes(kept.read_bytes())
    others = kept.with_name(".another.json.0123abcd.tmp")
    others.write_bytes(b"")
    before = {*kept.parent.iterdir()}
    again = Workshop.open(file, state, clock)
    assert again.open_round(A) == OpenRound((0, 0, 1, 0, 0))
    assert {*kept.parent.iterdir()} == before - {left}


def test_the_last_card_of_another_item_is_not_this_items(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    workshop.cast(B, 5)
    assert not workshop.last_card_is_known(A)
    with pytest.raises(NotTaken, match="Only the very last card"):
        workshop.take_back(A)
    assert workshop.open_round(B) == OpenRound((0, 0, 0, 0, 1))


def test_after_reopening_nobody_knows_which_card_was_last(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    workshop.cast(A, 3)
    again = Workshop.open(file, state, clock)
    assert not again.last_card_is_known(A)
    with pytest.raises(NotTaken, match="Only the very last card"):
        again.take_back(A)


def test_a_round_can_be_thrown_away_and_taken_anew(workshop: Workshop) -> None:
    workshop.cast(B, 1)
    workshop.cast(A, 3)
    workshop.discard_rounds([A])
    assert workshop.open_round(A) is None
    assert workshop.open_round(B) is not None
    assert not workshop.last_card_is_known(A)
