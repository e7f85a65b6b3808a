"""A file that cannot be used, or has gone: an earlier state takes its place, and what lay there is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from led import a_version, led, session_in, teams, went_back
from opened import Clock, close_and_be_killed, die, team
from strategies import MORNING

from workshop_tui.changes import plan
from workshop_tui.changes.swap import altered
from workshop_tui.going_back import history, is_kept, restore
from workshop_tui.store import locks, session_file
from workshop_tui.store.problem import FileProblem
from workshop_tui.workshop import Workshop

DAMAGED = {"zeros": bytes(500), "empty": b"", "no TOML": b"team = 'unclosed\n", "a picture": b"\x89PNG\r\n\x1a\n"}


@pytest.mark.parametrize("raw", DAMAGED.values(), ids=DAMAGED)
def test_a_state_is_put_in_the_place_of_a_file_that_cannot_be_used(
    file: Path, state: Path, clock: Clock, raw: bytes
) -> None:
    led(file, state, clock, "One", "Two")
    good, mode = file.read_bytes(), file.stat().st_mode
    file.write_bytes(raw)
    assert is_kept(state, file)
    found = history(state, file)
    assert found.wrong is not None
    assert not any(one.is_now for one in found.states)
    said = went_back(state, file, 1, clock)
    assert (file.read_bytes(), file.stat().st_mode) == (good, mode)
    assert said.sentence.endswith("; what it held before is version 1")
    damaged = history(state, file).states[0]
    assert damaged.version.path.read_bytes() == raw
    assert damaged.wrong.startswith("cannot be read")
    assert [one.is_now for one in history(state, file).states] == [False, True, False, False]
    file.write_bytes(raw)
    assert [one.is_now for one in history(state, file).states] == [True, False, False, False]
    file.write_bytes(good)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_file_that_has_gone_comes_back(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    good = file.read_bytes()
    file.unlink()
    assert teams(state, file)[0] == "Two"
    said = went_back(state, file, 1, clock)
    assert said.sentence == f"{file.name} is as it was at {MORNING.replace(hour=MORNING.hour + 1):%H:%M} again"
    assert file.read_bytes() == good


def test_a_file_that_was_renamed_is_named_and_its_states_go_with_it(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    renamed = file.rename(file.with_name("other name.toml"))
    wanted = history(state, file).states[1]
    with pytest.raises(FileProblem, match=r"this session lies in other name\.toml now"):
        restore(state, file, wanted, clock)
    assert not file.exists()
    went_back(state, renamed, 2, clock)
    assert session_in(renamed).team == "One"
    assert history(state, file).states == ()


def test_changes_that_only_the_journal_has_come_back_after_a_damaged_file(
    file: Path, state: Path, clock: Clock
) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    team(workshop, "Two")
    workshop.save()
    workshop.take("people", plan.facts, people=9)
    die(workshop)
    file.write_bytes(bytes(900))
    said = went_back(state, file, 1, clock)
    assert "are brought back when it is opened" in said.told
    again = Workshop.open(file, state, clock)
    assert (again.session.team, again.session.people) == ("Two", 9)


def test_somebody_elsewhere_is_told_of_with_a_damaged_file_too(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    file.write_bytes(b"")
    presence = locks.Presence(file)
    presence.arrive(clock())
    assert "open in another window since" in went_back(state, file, 1, clock).told
    presence.leave()
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_what_is_no_file_is_left_alone(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    wanted = history(state, file).states[0]
    file.unlink()
    file.mkdir()
    with pytest.raises(FileProblem, match="this is a folder"):
        restore(state, file, wanted, clock)
    file.rmdir()
    file.parent.rmdir()
    with pytest.raises(FileProblem, match="the folder is gone"):
        restore(state, file, wanted, clock)


def test_a_file_of_a_newer_program_is_in_order_and_stays(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    newer = file.read_bytes().replace(b"workshop-session/1", b"workshop-session/2")
    file.write_bytes(newer)
    with pytest.raises(FileProblem, match=r"written by a newer version .* Nothing was changed"):
        went_back(state, file, 1, clock)
    assert file.read_bytes() == newer


def test_a_state_that_was_let_go_of_meanwhile_is_told(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    wanted = history(state, file).states[0]
    file.write_bytes(b"")
    wanted.version.path.unlink()
    with pytest.raises(FileProblem, match="what was kept is not there any more"):
        restore(state, file, wanted, clock)
    assert file.read_bytes() == b""


def test_answers_that_were_in_come_along_to_a_state_before_their_round(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    key = workshop.session.ratings[0].key
    for number in (1, 2):  # one round closed, the next one open
        for _ in range(4):
            workshop.cast(key, 3)
        if number == 1:
            workshop.close_round(key)
    workshop.leave()
    file.write_bytes(b"")
    number = next(one.number for one in history(state, file).states if one.session and one.session.ratings[0].rounds)
    assert went_back(state, file, number + 1, clock).told == ""
    again = Workshop.open(file, state, clock)
    found = again.open_round(key)
    assert found is not None
    assert found.answers == 4
    again.close_round(key)
    assert len(again.session.ratings[0].rounds) == 1


def test_answers_to_an_item_that_the_version_does_not_have_are_told_of(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    rating = workshop.session.ratings[0]
    workshop.cast(rating.key, 3)
    workshop.leave()
    without = altered(session_in(file), ratings=workshop.session.ratings[1:])
    a_version(state, file, session_file.text_of(without).encode(), clock)
    file.write_bytes(b"")
    said = went_back(state, file, 1, clock)
    assert said.told.startswith(f'Answers to "{rating.item}" were in and not revealed, and this version has no place')


def test_answers_of_a_round_that_was_closed_since_are_not_missed(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    key = workshop.session.ratings[0].key
    for _ in range(4):
        workshop.cast(key, 3)
    close_and_be_killed(workshop, key)
    workshop.leave()
    file.write_bytes(b"")
    later = next(one for one in history(state, file).states if one.session and one.session.ratings[0].rounds)
    assert restore(state, file, later, clock).told == ""
    assert Workshop.open(file, state, clock).open_round(key) is None
