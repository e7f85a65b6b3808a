"""Going back where others are at it, in a session that is open, and where it cannot be done."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from led import led, session_in, teams, went_back, with_session
from opened import A, B, Clock, on_disk, team
from strategies import a_session

from workshop_tui import going_back
from workshop_tui.changes import notes, plan
from workshop_tui.changes.swap import altered
from workshop_tui.going_back import go_back, history, keep_present, moment, restore
from workshop_tui.store import safe_save, session_file
from workshop_tui.store.problem import FileProblem
from workshop_tui.store.versions import Versions
from workshop_tui.workshop import NotTaken, Workshop

# Where it cannot be done, or somebody else is there


def test_a_read_only_file_is_respected(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    before, kept = file.read_bytes(), teams(state, file)
    file.chmod(0o444)
    with pytest.raises(FileProblem, match=r"the file is read-only\. Nothing was changed"):
        went_back(state, file, 2, clock)
    file.chmod(0o644)
    workshop = Workshop.open(file, state, clock)
    assert (workshop.notice, workshop.session.team, workshop.undoable) == ("", "Two", 0)
    assert (file.read_bytes(), teams(state, file)) == (before, kept)


def test_what_cannot_reach_the_file_after_all_waits_for_it(
    file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    led(file, state, clock, "One", "Two")
    file.chmod(0o444)
    monkeypatch.setattr(going_back, "_must_be_writable", lambda _: None)  # it is taken away right afterwards
    said = went_back(state, file, 2, clock).sentence
    assert "again on this computer, and in the file once that can be written (the file is read-only)" in said
    assert session_in(file).team == "Two"
    file.chmod(0o644)
    assert on_disk(Workshop.open(file, state, clock)).team == "One"


def test_without_room_for_what_there_is_nothing_is_changed(
    file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    led(file, state, clock, "One", "Two")
    safe_save.put(file, session_file.text_of(altered(session_in(file), people=9)).encode())
    before, wanted = file.read_bytes(), history(state, file).states[1]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Versions, "put", full)
    with pytest.raises(FileProblem, match=r"cannot be kept: the disk is full\. Nothing was changed"):
        restore(state, file, wanted, clock)
    assert file.read_bytes() == before


def test_who_has_it_open_is_told_and_brings_it_together(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    window = Workshop.open(file, state, clock)
    window.take("people", plan.facts, people=9)
    said = went_back(state, file, 2, clock)
    assert "open in another window since" in said.told
    assert session_in(file).team == "One"
    assert on_disk(window).team == "One"
    assert on_disk(window).people == 9
    assert window.path == file


def test_answers_that_are_in_are_never_left_without_their_round(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    workshop.cast(A, 3)
    workshop.close_round(A)
    workshop.leave()
    workshop = Workshop.open(file, state, clock)
    workshop.cast(A, 4)
    workshop.cast(B, 4)
    workshop.leave()
    with pytest.raises(FileProblem, match='Answers to "Item a" are in and not revealed'):
        went_back(state, file, 2, clock)
    workshop = Workshop.open(file, state, clock)
    workshop.discard_rounds([A])
    workshop.leave()
    went_back(state, file, 2, clock)
    again = Workshop.open(file, state, clock)
    assert again.session.ratings[0].rounds == ()
    assert again.open_round(B) is not None, "these fit"


# In a session that is open


def test_going_back_in_an_open_session_is_taken_back_by_undo(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    workshop = Workshop.open(file, state, clock)
    workshop.start()
    workshop.go("rate-trust", B)
    clock.passes(minutes=10)
    workshop.take("a note", notes.add, "n1", A, "works", "Said now")
    now = workshop.session
    wanted = history(state, file, now).states[1]
    keep_present(workshop, state)
    go_back(workshop, wanted)
    assert workshop.session.team == "One"
    assert workshop.session.notes == ()
    assert (workshop.session.place, workshop.session.times) == (now.place, now.times), "people are where they are"
    assert teams(state, workshop.path)[0] == "Two"
    assert on_disk(workshop).team == "One"
    assert workshop.undo() == f"going back to the version of {moment(wanted.version.at, workshop.now)}"
    assert workshop.session == now
    assert on_disk(workshop).notes[0].text == "Said now"


def test_what_there_is_now_is_the_session_and_not_its_file(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    workshop = Workshop.open(file, state, clock)
    assert history(state, file, workshop.session).states[0].is_now
    team(workshop, "Not in the file yet")
    found = history(state, file, workshop.session)
    assert not any(one.is_now for one in found.states)
    assert found.since == ("Team: Not in the file yet (was Two)",)


def test_going_back_to_before_it_began_stops_the_clock(tmp_path: Path, state: Path, clock: Clock) -> None:
    path = tmp_path / "day.toml"
    session_file.save(path, a_session(), None)
    led(path, state, clock, "Planned")
    workshop = Workshop.open(path, state, clock)
    workshop.start()
    workshop.begin()
    clock.passes(minutes=5)
    wanted = next(one for one in history(state, path).states if one.session and one.session.team == "Planned")
    keep_present(workshop, state)
    go_back(workshop, wanted)
    assert (workshop.session.state, workshop.session.place.began) == ("planned", None)
    workshop.undo()
    assert workshop.session.state == "open"
    assert workshop.session.place.began == clock()


def test_people_do_not_stand_on_an_item_that_is_not_there(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    workshop.start()
    workshop.go("rate-trust", B)
    steps = [altered(step, items=("a",)) if step.items else step for step in workshop.session.agenda.steps]
    wanted = with_session(history(state, file).states[1], agenda=altered(workshop.session.agenda, steps=tuple(steps)))
    go_back(workshop, wanted)
    place = workshop.session.place
    assert (place.step, place.item, place.framework) == ("rate-trust", "", "")
    with pytest.raises(NotTaken, match="another session"):
        go_back(workshop, with_session(wanted, id="other1"))


def test_going_back_when_somebody_took_the_file_away(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    workshop = Workshop.open(file, state, clock)
    wanted = history(state, file, workshop.session).states[1]
    file.unlink()
    keep_present(workshop, state)
    go_back(workshop, wanted)
    assert on_disk(workshop).team == "One"


def test_nothing_is_taken_where_what_there_is_cannot_be_kept(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    team(workshop, "Two")
    file.chmod(0o444)
    with pytest.raises(NotTaken, match="read-only"):
        keep_present(workshop, state)
    assert workshop.session.team == "Two"
