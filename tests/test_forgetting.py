"""Forgetting a session: all that this computer keeps of it goes, but nothing that is nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from led import killed, led, session_in
from opened import A, B, Clock, close_and_be_killed, team
from strategies import a_session

from workshop_tui.changes import notes, plan
from workshop_tui.changes.swap import altered
from workshop_tui.forgetting import forget
from workshop_tui.store import locks, safe_save, session_file
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.problem import FileProblem
from workshop_tui.workshop import Workshop


def left(state: Path) -> list[str]:
    """Every file that this computer still keeps."""
    return sorted(path.name for path in state.rglob("*") if path.is_file())


def forgets(state: Path, file: Path, clock: Clock, *, even_unsaved: bool = False) -> str:
    """Forget it, and look that the file stays as it is."""
    before = file.read_bytes() if file.exists() else None
    said = forget(state, file, clock(), even_unsaved=even_unsaved)
    assert left(state) == []
    assert (file.read_bytes() if file.exists() else None) == before
    assert [one.name for one in file.parent.iterdir() if one != file] == []
    return said


def refuses(state: Path, file: Path, clock: Clock) -> str:
    """It is refused, and nothing has gone; then it is done with --even-unsaved."""
    before = left(state)
    with pytest.raises(FileProblem) as told:
        forget(state, file, clock())
    assert left(state) == before
    forgets(state, file, clock, even_unsaved=True)
    return str(told.value)


def test_all_that_is_kept_is_removed_and_told(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One", "Two")
    assert forgets(state, file, clock) == "Removed from this computer: 3 versions"
    assert forgets(state, file, clock) == "This computer keeps nothing of this session"


def test_another_session_keeps_what_is_its_own(file: Path, state: Path, clock: Clock) -> None:
    other = file.with_name("other.toml")
    session_file.save(other, altered(a_session(), id="other1"), None)
    led(file, state, clock, "One")
    led(other, state, clock, "Theirs")
    forget(state, file, clock())
    assert len(left(state)) == 3, "what it is about, and two versions"
    forget(state, other, clock())
    assert left(state) == []


def test_unsaved_changes_are_not_lost_unasked(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    workshop = Workshop.open(file, state, clock)
    for number in range(5):
        workshop.take("a note", notes.add, f"n{number}", A, "works", f"Said {number}")
    killed(workshop)
    said = refuses(state, file, clock)
    assert 'New note on Item a (works): "Said 0"' in said
    assert "and 2 more" in said
    assert "--even-unsaved" in said
    assert session_in(file).notes == ()


def test_changes_that_the_file_has_are_no_loss(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    team(workshop, "One")
    workshop.save()
    workshop.go("rate-trust", B)  # going from step to step is nothing that would be missed
    killed(workshop)
    assert forgets(state, file, clock) == "Removed from this computer: 1 version and 1 journal"
    assert session_in(file).team == "One"


def test_changes_beside_those_of_somebody_else_are_not_lost_unasked(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    team(workshop, "One")
    workshop.save()
    workshop.take("people", plan.facts, people=9)
    killed(workshop)
    safe_save.put(file, session_file.text_of(altered(session_in(file), service="Theirs")).encode())
    said = refuses(state, file, clock)
    assert "People in the room: 9 (were 16)" in said
    assert "One" not in said, "that is in the file"


def test_a_choice_that_nobody_has_made_yet_is_not_lost_unasked(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    team(workshop, "Ours")
    safe_save.put(file, session_file.text_of(altered(session_in(file), team="Theirs")).encode())
    workshop.leave()
    assert "1 choice between two laptops" in refuses(state, file, clock)


def test_answers_that_are_not_revealed_are_not_lost_unasked(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    for level in (1, 2, 0):
        workshop.cast(A, level)
    workshop.leave()
    said = refuses(state, file, clock)
    assert '3 answers to "Item a", not revealed' in said


def test_totals_of_a_round_that_was_closed_are_no_loss(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    workshop.cast(A, 3)
    close_and_be_killed(workshop, A)
    workshop.leave()
    assert forgets(state, file, clock) == "Removed from this computer: 2 versions and the totals of open rounds"


@pytest.mark.parametrize("line", [0, 1])
def test_what_cannot_be_read_may_be_something(file: Path, state: Path, clock: Clock, line: int) -> None:
    workshop = Workshop.open(file, state, clock)
    for name in ("One", "Two", "Three"):
        team(workshop, name)
    killed(workshop)
    [journal] = state.rglob("journal-*.log")
    lines = journal.read_bytes().split(b"\n")
    lines[line] = lines[line][:-2] + b"??"
    journal.write_bytes(b"\n".join(lines))
    assert "changes that cannot be read" in refuses(state, file, clock)


def test_what_could_not_be_read_once_may_be_something(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    (Drawer(state, file, session_in(file).id).folder / "unreadable-journal-x.log").write_bytes(b"rotten\n")
    assert "changes that cannot be read" in refuses(state, file, clock)


def test_a_journal_that_holds_nothing_is_no_loss(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    (Drawer(state, file, session_in(file).id).folder / "journal-20260302T101010-abc.log").write_bytes(b"")
    assert forgets(state, file, clock) == "Removed from this computer: 2 versions"


def test_a_session_that_is_open_in_a_window_is_left_alone(file: Path, state: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, state, clock)
    for even_unsaved in (False, True):
        with pytest.raises(FileProblem, match="open in another window since"):
            forget(state, file, clock(), even_unsaved=even_unsaved)
    team(workshop, "One")
    next(file.parent.glob(".~lock*")).unlink()  # as on a share where no lock can be written
    before = left(state)
    with pytest.raises(FileProblem, match="open in another window; leave it there first"):
        forget(state, file, clock(), even_unsaved=True)
    assert left(state) == before
    workshop.leave()
    forgets(state, file, clock)


def test_another_laptop_keeps_its_own(file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    led(file, state, clock, "One")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(locks, "_host", lambda: "laptop-3")
        theirs = locks.Presence(file)
        theirs.arrive(clock())
    assert forget(state, file, clock()) == "Removed from this computer: 2 versions"
    assert len([*file.parent.glob(".~lock*")]) == 1, "and its lock"
    theirs.leave()


def test_a_file_that_has_gone_can_be_forgotten(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    file.unlink()
    assert forgets(state, file, clock) == "Removed from this computer: 2 versions"
    with pytest.raises(FileProblem, match="no such file, and this computer keeps nothing of it"):
        forget(state, file, clock())


@pytest.mark.parametrize("is_there", [True, False])
def test_without_a_file_all_changes_are_only_here(file: Path, state: Path, clock: Clock, is_there: bool) -> None:
    workshop = Workshop.open(file, state, clock)
    team(workshop, "One")
    workshop.save()
    workshop.cast(B, 2)
    killed(workshop)
    file.write_bytes(bytes(90))
    if not is_there:
        file.unlink()
    said = refuses(state, file, clock)
    assert "Team: One (was Riverside)" in said
    assert '1 answer to "b", not revealed' in said
    assert "Bring the file back first" in said


def test_a_file_that_was_renamed_is_forgotten_under_its_new_name(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    assert forgets(state, file.rename(file.with_name("new.toml")), clock) == "Removed from this computer: 2 versions"


def test_half_a_save_beside_the_file_goes_too(file: Path, state: Path, clock: Clock) -> None:
    led(file, state, clock, "One")
    half = file.with_name(f"{safe_save._temporary_name(file)}12345678.tmp")
    half.write_bytes(b"half")
    forgets(state, file, clock)
    assert not half.exists()
