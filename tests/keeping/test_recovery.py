"""Brought back: what a crash left in the journal, told in one sentence, and taken back like any other change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opened import A, B, C, Clock, team

from keeping.days import kill, opened, seen_in
from keeping.others import AT_TWO, journals, note, somebody_else
from workshop_tui import recovery
from workshop_tui.changes import notes, plan, ratings
from workshop_tui.changes.merge import settled
from workshop_tui.store import session_file
from workshop_tui.store.journal import Journal
from workshop_tui.workshop import Workshop


@pytest.fixture(autouse=True)
def at_two(clock: Clock) -> None:
    clock.time = AT_TWO


# Told


@pytest.mark.parametrize(
    ("changes", "days", "told"),
    [
        (0, 0, ""),
        (1, 0, "1 change from 14:02 was brought back"),
        (3, 0, "3 changes from 14:02 were brought back"),
        (2, 1, "2 changes from 2 March 2026, 14:02 were brought back"),
    ],
)
def test_what_was_brought_back_is_told_in_one_sentence(
    workshop: Workshop, file: Path, state: Path, clock: Clock, changes: int, days: int, told: str
) -> None:
    team(workshop, "In the file")
    workshop.save()
    for number in range(changes):
        note(workshop, f"n{number}")
        clock.passes(minutes=5)
    workshop.go("actions", None)
    kill(workshop)
    clock.passes(days=days)
    again = opened(file, state, clock)
    assert again.notice == told
    assert [one.id for one in again.session.notes] == [f"n{number}" for number in range(changes)]
    assert again.session.place.step == "actions"


def test_what_was_left_well_is_not_told(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    note(workshop, "n1")
    workshop.leave()
    assert journals(state) == []
    assert opened(file, state, clock).notice == ""


def test_what_could_not_be_saved_on_leaving_is_brought_back(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    note(workshop, "n1")
    away = file.parent.rename(file.parent.with_name("away"))
    workshop.leave()
    assert not workshop.is_saved
    away.rename(file.parent)
    again = opened(file, state, clock)
    assert again.notice == "1 change from 14:02 was brought back"
    again.leave()
    assert [one.id for one in session_file.load(file).session.notes] == ["n1"]


# Taken back


def test_what_was_brought_back_can_be_taken_back_one_by_one(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    start = seen_in(workshop)
    team(workshop, "First")
    workshop.cast(A, 3)
    workshop.cast(A, 4)
    workshop.close_round(A)
    workshop.save()
    workshop.take("agreed", ratings.agree, A, 4)
    note(workshop, "n1")
    workshop.undo()
    kill(workshop)
    again = opened(file, state, clock)
    assert again.undoable == 3
    assert again.undo() == "agreed"
    kill(again)
    again = opened(file, state, clock)
    assert again.undoable == 2
    assert again.undo() == "the reveal of Item a"
    cards = again.open_round(A)
    assert cards is not None
    assert cards.counts == (0, 0, 1, 1, 0)
    assert again.was_seen(A)
    again.discard_rounds([A])
    assert again.undo() == "the team"
    assert again.undo() is None
    assert seen_in(again) == start


def test_a_secret_ballot_is_never_taken_back(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    workshop.cast_ballot({A: 3})
    workshop.close_round(A)
    kill(workshop)
    again = opened(file, state, clock)
    assert again.undoable == 0
    assert again.undo() is None
    assert again.session.rating(A).rounds  # type: ignore[union-attr]


def test_two_thousand_changes_are_brought_back_and_two_hundred_taken_back(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    for number in range(2100):
        if number % 3:
            workshop.take("dots", ratings.give_dots, (A, B, C)[number % 3], number % 50)
        else:
            team(workshop, f"Team {number}")
    expected = seen_in(workshop)
    kill(workshop)
    again = opened(file, state, clock)
    assert seen_in(again) == expected
    assert re.fullmatch(r"[\d,]+ changes from 14:02 were brought back", again.notice)
    assert again.undoable == 200
    assert sum(1 for _ in iter(again.undo, None)) == 200
    kill(again)
    assert seen_in(opened(file, state, clock)) == seen_in(again)


# Somebody else


def test_what_somebody_else_wrote_after_the_crash_is_brought_together(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    note(workshop, "old")
    workshop.save()
    note(workshop, "n1")
    workshop.take("old goes", notes.remove, "old")
    kill(workshop)
    somebody_else(file, notes.add, "o1", B, "works", "theirs")
    again = opened(file, state, clock)
    assert {one.id for one in again.session.notes} == {"n1", "o1"}
    assert not again.conflicts
    kill(again)
    again = opened(file, state, clock)
    again.leave()
    assert {one.id for one in session_file.load(file).session.notes} == {"n1", "o1"}


def test_what_both_changed_is_asked_and_waits_until_it_is_settled(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    team(workshop, "Ours")
    kill(workshop)
    somebody_else(file, plan.facts, team="Theirs")
    for _ in range(3):
        workshop = opened(file, state, clock)
        [conflict] = workshop.conflicts
        assert (conflict.where, conflict.ours, conflict.theirs) == (("team",), "Ours", "Theirs")
        assert workshop.session.team == "Ours"
        kill(workshop)
    workshop = opened(file, state, clock)
    workshop.leave()
    assert journals(state), "the question waits"
    workshop = opened(file, state, clock)
    [conflict] = workshop.conflicts
    before = workshop.session
    workshop._keeping.settle(conflict, before, settled(before, conflict, "Theirs"), "the team")
    kill(workshop)
    workshop = opened(file, state, clock)
    assert not workshop.conflicts
    assert workshop.session.team == "Theirs"
    workshop.leave()
    assert journals(state) == []


@pytest.mark.parametrize("came_in", ["on saving", "on opening"])
def test_what_came_in_from_somebody_else_is_no_change_of_ours(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, came_in: str
) -> None:
    """Theirs came in, the file could not be saved, a crash, and they go on: nobody is asked about what only they
    changed, and what stands is what they said last."""
    note(workshop, "n1")
    somebody_else(file, plan.facts, team="First")
    if came_in == "on opening":
        kill(workshop)
        workshop = opened(file, state, clock)
    else:
        with monkeypatch.context() as patch:
            patch.setattr(session_file, "save", failing)
            assert not workshop.save()
    assert workshop.session.team == "First"
    kill(workshop)
    somebody_else(file, plan.facts, team="Second")
    again = opened(file, state, clock)
    assert not again.conflicts
    assert again.session.team == "Second"
    assert [one.id for one in again.session.notes] == ["n1"]


@pytest.mark.parametrize("back_to", ["ours", "theirs"])
def test_a_file_that_went_back_to_what_it_was_loses_nothing(
    workshop: Workshop, file: Path, state: Path, clock: Clock, back_to: str
) -> None:
    """As a power cut does, where the folder of a share is not synced."""
    note(workshop, "n1")
    workshop.save()
    before = file.read_bytes()
    note(workshop, "n2")
    somebody_else(file, notes.add, "o1", B, "works", "theirs")
    theirs = file.read_bytes()
    workshop.save()
    kill(workshop)
    file.write_bytes(before if back_to == "ours" else theirs)
    again = opened(file, state, clock)
    assert {one.id for one in again.session.notes} == {"n1", "n2", "o1"}
    assert not again.conflicts
    again.leave()
    assert {one.id for one in session_file.load(file).session.notes} == {"n1", "n2", "o1"}


def failing(*_: object, **__: object) -> str:
    raise OSError(28, "No space left on device")


def test_a_save_that_nobody_lived_to_tell_is_known_for_what_it_is(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    team(workshop, "First")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "saved", lambda *_: None)
        workshop.save()
    kill(workshop)
    again = opened(file, state, clock)
    team(again, "Second")
    kill(again)
    somebody_else(file, notes.add, "o1", B, "works", "theirs")
    again = opened(file, state, clock)
    assert not again.conflicts
    assert again.session.team == "Second"


# Two windows


def test_two_windows_that_were_both_killed_are_brought_together(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    other = opened(file, state, clock)
    note(workshop, "n1")
    note(other, "m1")
    workshop.save()
    note(other, "m2")
    note(workshop, "n2")
    assert len(journals(state)) == 2
    kill(other)
    kill(workshop)
    again = opened(file, state, clock)
    assert {one.id for one in again.session.notes} == {"n1", "n2", "m1", "m2"}
    assert len(journals(state)) == 1
    again.leave()
    assert journals(state) == []
    assert {one.id for one in session_file.load(file).session.notes} == {"n1", "n2", "m1", "m2"}


def test_what_another_window_left_is_not_taken_for_older_than_the_file(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other window saved and was killed between our reading of the file and of its journal."""
    note(workshop, "n1")
    workshop.save()
    somebody_else(file, notes.add, "o1", B, "works", "theirs")
    reads = recovery._left_behind

    def then_it_dies(*given: object) -> object:
        note(workshop, "n2")
        workshop.save()
        kill(workshop)
        return reads(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(recovery, "_left_behind", then_it_dies)
    again = opened(file, state, clock)
    assert {one.id for one in again.session.notes} == {"n1", "n2", "o1"}


def test_a_question_of_another_window_is_not_forgotten(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    other = opened(file, state, clock)
    team(workshop, "First")
    [first] = journals(state)
    team(other, "Second")
    workshop.save()
    other.save()
    assert len(other.conflicts) == 1
    note(workshop, "n1")
    workshop.save()
    assert workshop.session.team == "Second"
    kill(workshop)
    kill(other)
    first.rename(first.with_name("journal-1.log"))
    again = opened(file, state, clock)
    assert [(one.where, {one.ours, one.theirs}) for one in again.conflicts] == [(("team",), {"First", "Second"})]
