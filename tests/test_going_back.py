"""Earlier states of a session: listed in words, gone back to, and nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from doings import Doing, do, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from led import a_version, led, session_in, teams, went_back, with_session
from opened import A, B, Clock, die, team
from strategies import MORNING, a_session

from workshop_tui.changes import actions, notes, plan
from workshop_tui.changes.swap import altered
from workshop_tui.going_back import (
    OLDEST,
    ONLY_COURSE,
    ONLY_LAYOUT,
    account,
    as_it_was,
    history,
    is_kept,
    moment,
    restore,
)
from workshop_tui.model.action import Action
from workshop_tui.store import safe_save, session_file
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.problem import FileProblem
from workshop_tui.workshop import Workshop

# Listing


def test_states_are_listed_the_newest_first_with_what_changed(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    workshop = Workshop.open(file, state, clock)
    workshop.take("a note", notes.add, "n1", A, "works", "Tuesdays [/] \x1b[31m")
    workshop.take("an action", actions.add, Action(id="a1", what="Ask them"), clock().date())
    workshop.leave()
    found = history(state, file)
    assert [(one.number, one.is_now) for one in found.states] == [(1, True), (2, False), (3, False), (4, False)]
    assert [one.version.at for one in found.states] == sorted((one.version.at for one in found.states), reverse=True)
    assert found.states[0].changed == (
        'New note on Item a (works): "Tuesdays [/] \u241b[31m"',
        'New action: "Ask them"',
    )
    assert found.states[1].changed == ("Team: Two (was One)",)
    assert found.states[3].changed == (OLDEST,)
    assert (found.wrong, found.since) == (None, ())
    assert [one.is_another for one in found.states] == [False, True, True, True]


def test_nothing_is_listed_of_a_file_that_was_never_changed(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    workshop.leave()
    assert history(state, file).states == ()
    assert not is_kept(state, file)


def test_what_changed_since_the_newest_is_told_where_the_file_holds_none_of_them(
    file: Path, state: Path, clock: Clock
) -> None:
    led(file, state, clock, "One")
    safe_save.put(file, session_file.text_of(altered(session_in(file), people=9)).encode())
    found = history(state, file)
    assert not any(one.is_now for one in found.states)
    assert found.since == ("People in the room: 9 (were 16)",)


def test_a_state_that_differs_only_in_where_it_stood_is_what_there_is_now(
    file: Path, state: Path, clock: Clock
) -> None:
    led(file, state, clock, "One")
    now = session_in(file)
    moved = plan.leave(plan.go(now, "rate-trust", B, clock()), clock() + (clock() - MORNING))
    safe_save.put(file, session_file.text_of(moved).encode())
    assert moved != now
    found = history(state, file)
    assert (found.states[0].is_now, found.since) == (True, ())
    a_version(state, file, file.read_bytes(), clock)
    found = history(state, file)
    assert [one.is_now for one in found.states] == [True, False, False]
    assert found.states[0].changed == (ONLY_COURSE,)


def test_a_comment_is_no_change_of_the_session(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    file.write_bytes(b"# mine\n" + file.read_bytes())
    led(file, state, clock, "Two")
    assert history(state, file).states[1].changed == (ONLY_LAYOUT,)


def test_a_state_that_cannot_be_read_is_told_with_its_reason(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two", "Three")
    a_version(state, file, b"x = 1\nteam = 'unclosed\n", clock)
    oldest = history(state, file).states[-1]
    oldest.version.path.write_bytes(b"rotten")
    found = history(state, file).states
    assert found[0].wrong.startswith("cannot be read: line 2: the file is not valid TOML")
    assert "the disk may be failing" in found[-1].wrong
    assert [one.changed for one in found[1:4]] == [
        ("Team: Three (was Two)",),
        ("Team: Two (was One)",),
        (OLDEST,),
    ]
    for one in (found[0], found[-1]):
        with pytest.raises(FileProblem, match=f"version {one.number} cannot be read"):
            restore(state, file, one, clock)
    assert session_in(file).team == "Three"


def test_another_session_that_lay_there_can_be_read_and_not_gone_back_to(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    other = altered(a_session(), id="other1", team="Theirs")
    a_version(state, file, session_file.text_of(other).encode(), clock)
    found = history(state, file).states
    assert found[0].session == other
    assert "is another session: Theirs, 2 March 2026" in found[0].wrong
    assert found[1].is_now
    with pytest.raises(FileProblem, match="version 1 is another session"):
        restore(state, file, found[0], clock)
    assert session_in(file).id == a_session().id


def test_an_earlier_state_is_read_like_any_session(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    session = history(state, file).states[1].session
    assert session is not None
    told = account(file, session, clock().date())
    assert (told.session.team, told.file, "conditions-for-success" in told.known.frameworks) == ("One", file, True)


def test_moments_in_words() -> None:
    yesterday = MORNING.replace(day=1, hour=8, minute=5)
    assert (moment(MORNING, MORNING), moment(yesterday, MORNING)) == (f"{MORNING:%H:%M}", "1 March 2026, 08:05")
    assert as_it_was(yesterday, MORNING) == "as it was on 1 March 2026 at 08:05"
    assert as_it_was(MORNING, MORNING) == f"as it was at {MORNING:%H:%M}"


# Going back through the door


def test_going_back_brings_the_state_and_keeps_what_there_was(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two", "Three")
    wanted = history(state, file).states[2]
    said = restore(state, file, wanted, clock)
    assert session_in(file) == wanted.session
    assert session_in(file).team == "One"
    assert said.sentence == (
        f"{file.name} is as it was at {wanted.version.at:%H:%M} again; what it held before is version 2"
    )
    assert said.told == ""
    assert teams(state, file)[:3] == ["One", "Three", "Two"]
    assert history(state, file).states[0].is_now
    went_back(state, file, 2, clock)
    assert session_in(file).team == "Three", "and back again"
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert not Drawer(state, file, session_in(file).id).journals()


def test_going_back_to_what_there_is_changes_nothing(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    before, listed = file.stat().st_mtime_ns, teams(state, file)
    assert went_back(state, file, 1, clock).sentence.endswith("already")
    assert (file.stat().st_mtime_ns, teams(state, file)) == (before, listed)


def test_what_only_the_journal_had_is_recovered_first_and_kept(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    team(workshop, "Only in the journal")
    die(workshop)
    said = went_back(state, file, 2, clock)
    assert session_in(file) == altered(a_session(), state="open")
    assert "1 change from" in said.told
    assert teams(state, file)[1] == "Only in the journal"
    assert said.sentence.endswith("version 2")


def test_the_clock_of_a_step_in_which_the_program_died_does_not_run_on(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    workshop.start()
    workshop.go("rate-trust", B)
    workshop.save()
    die(workshop)
    clock.passes(hours=9)
    before = file.read_bytes()
    with pytest.raises(FileProblem, match="another session"):
        restore(state, file, with_session(history(state, file).states[1], id="other1"), clock)
    assert file.read_bytes() == before
    went_back(state, file, 2, clock)
    assert session_in(file).times == {}
    assert session_in(file).place.began is None


def test_a_state_whose_clock_ran_comes_back_with_its_clock_stopped(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    workshop.go("rate-trust", B)
    team(workshop, "One")
    workshop.save(milestone=True)
    clock.passes(minutes=30)
    team(workshop, "Two")
    workshop.leave()
    wanted = history(state, file).states[1].session
    assert wanted is not None
    assert wanted.place.began is not None
    clock.passes(hours=5)
    went_back(state, file, 2, clock)
    assert session_in(file).place == altered(wanted.place, began=None)
    assert session_in(file).times == wanted.times


@settings(max_examples=15)
@given(st.lists(st.lists(doings, min_size=1, max_size=4), min_size=2, max_size=4), st.integers(1, 9))
def test_whatever_was_done_one_can_go_back_and_forth(
    tmp_path_factory: pytest.TempPathFactory, days: list[list[Doing]], number: int
) -> None:
    path = tmp_path_factory.mktemp("day") / "day.toml"
    state, clock = path.parent / "state", Clock()
    session_file.save(path, altered(a_session(), state="open"), None)
    for day in days:
        workshop = Workshop.open(path, state, clock)
        for doing in day:
            workshop.take(doing[0], do, doing)
        workshop.leave()
        clock.passes(hours=1)
    found = history(state, path).states
    if not found:
        return
    wanted, last = found[(number - 1) % len(found)].session, session_in(path)
    went_back(state, path, (number - 1) % len(found) + 1, clock)
    assert session_in(path) == wanted
    again = next(one for one in history(state, path).states if one.session == last)
    restore(state, path, again, clock)
    assert session_in(path) == last


def test_the_last_of_twenty_states_is_in_hand_before_it_is_let_go_of(file: Path, state: Path, clock: Clock) -> None:
    for number in range(25):
        team_at = Workshop.open(file, state, clock)
        team(team_at, f"Team {number}")
        team_at.leave()
        clock.passes(seconds=61)
    safe_save.put(file, session_file.text_of(altered(session_in(file), people=9)).encode())  # one more to keep
    last = history(state, file).states[-1]
    assert last.number == 20
    restore(state, file, last, clock)
    assert not last.version.path.exists()
    assert session_in(file) == last.session
