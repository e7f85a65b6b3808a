"""What a share, another window, another laptop or a full disk does to what waits: nothing of it goes unsaid."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from opened import A, B, Clock, die, team
from strategies import MORNING

from keeping.days import opened
from keeping.others import note, somebody_else
from workshop_tui.analysis.timing import elapsed
from workshop_tui.changes.swap import altered
from workshop_tui.store import journal, session_file
from workshop_tui.store.versions import Versions
from workshop_tui.workshop import Workshop


def held(file: Path) -> list[str]:
    return [one.id for one in session_file.load(file).session.notes]


def asked(workshop: Workshop) -> list[tuple[object, object]]:
    return [(one.ours, one.theirs) for one in workshop.conflicts]


def fails(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# A file that is as it had been before


@pytest.mark.parametrize("then", ["step", "change", "leave"])
def test_what_a_share_lost_of_the_file_goes_in_again(
    workshop: Workshop, file: Path, state: Path, clock: Clock, then: str
) -> None:
    note(workshop, "n1")
    workshop.save()
    earlier = file.read_bytes()
    note(workshop, "n2")
    workshop.save()
    file.write_bytes(earlier)  # as after a server that lost its last seconds
    clock.passes(minutes=5)
    if then == "step":
        workshop.go(workshop.session.agenda.steps[1].id, None)
        workshop.save(milestone=True)
    elif then == "change":
        note(workshop, "n3")
        workshop.save()
    workshop.leave()
    assert workshop.notice == f"{file.name} was as it had been before; what was taken since is in it again"
    assert held(file) == ["n1", "n2", "n3"][: 3 if then == "change" else 2]
    assert opened(file, state, clock).conflicts == ()


def test_what_somebody_undid_to_the_very_bytes_of_before_is_told(workshop: Workshop, file: Path) -> None:
    note(workshop, "n1")
    workshop.save()
    before = file.read_bytes()
    team(workshop, "Two")
    workshop.save()
    file.write_bytes(before)
    team(workshop, "Three")
    workshop.save()
    assert (held(file), session_file.load(file).session.team) == (["n1"], "Three")
    assert "was as it had been before" in workshop.notice


def test_a_file_that_is_let_be_is_not_saved_once_something_else_was(workshop: Workshop, file: Path) -> None:
    team(workshop, "One")
    workshop.save()
    workshop.go(workshop.session.agenda.steps[1].id, None)
    somebody_else(file, altered, service="Theirs")
    workshop.save()
    assert workshop.is_saved
    team(workshop, "Two")
    workshop.save()
    workshop.undo()
    assert not workshop.is_saved
    workshop.save()
    assert session_file.load(file).session.team == "One"


def test_a_file_that_has_gone_is_written_where_no_version_can_be_kept(
    workshop: Workshop, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.go(workshop.session.agenda.steps[1].id, None)
    file.unlink()
    monkeypatch.setattr(Versions, "put", fails)
    workshop.save()
    assert file.exists()
    assert "it has been written again" in workshop.notice


# Choices


def test_what_was_written_since_is_what_stands_here(workshop: Workshop, file: Path) -> None:
    team(workshop, "Ours")
    somebody_else(file, altered, team="Theirs")
    workshop.save()
    team(workshop, "Agreed by phone")
    workshop.settle(workshop.conflicts[0], theirs=False)
    assert workshop.session.team == "Agreed by phone"
    workshop.undo()
    assert (asked(workshop), workshop.session.team) == ([("Ours", "Theirs")], "Agreed by phone")


def test_a_choice_that_met_a_full_disk_is_asked_the_next_time(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    team(workshop, "Ours")
    somebody_else(file, altered, team="Theirs")
    with monkeypatch.context() as full:
        full.setattr(journal.Journal, "change", fails)
        workshop.save()
    assert asked(workshop) == [("Ours", "Theirs")]
    note(workshop, "n1")
    workshop.leave()
    again = opened(file, state, clock)
    assert (asked(again), held(file)) == ([("Ours", "Theirs")], ["n1"])


def test_two_copies_that_differ_in_one_place_are_asked_about_together(
    workshop: Workshop, state: Path, clock: Clock, file: Path
) -> None:
    team(workshop, "Ours")
    workshop.save()
    for other in ("First", "Second"):
        workshop.bring_in(altered(workshop.session, team=other), f"{other}.toml")
    both = [("Ours", "First"), ("Ours", "Second")]
    assert asked(workshop) == both
    workshop.settle(workshop.conflicts[1], theirs=True)
    assert (asked(workshop), workshop.session.team) == ([], "Second")
    workshop.undo()
    assert asked(workshop) == both
    die(workshop)
    workshop = opened(file, state, clock)
    assert asked(workshop) == both
    workshop.undo()
    assert asked(workshop) == both[:1], "the second was asked by what is taken back"
    die(workshop)
    assert asked(opened(file, state, clock)) == both[:1]


# The clock


def test_a_clock_that_was_started_again_is_not_the_one_of_the_day_before(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    workshop.go(workshop.session.agenda.steps[1].id, None)
    team(workshop, "One")
    workshop.save()
    die(workshop)
    clock.passes(hours=20)
    again = opened(file, state, clock)
    again.start()
    planned = again.session.agenda.steps[1].minutes * 60
    note(again, "n1")
    somebody_else(file, altered, service="Theirs")
    again._keeping._taken = altered(again._keeping._taken, place=altered(again.session.place, began=MORNING), times={})
    again.save()
    clock.passes(minutes=1)
    assert again.session.service == "Theirs"
    assert elapsed(again.session, again.session.place.step, clock()) <= planned + 60
    assert again.session.place.began != MORNING


# Answers that were not revealed


def test_a_window_that_saw_fewer_cards_takes_none_away(file: Path, state: Path, clock: Clock) -> None:
    first = opened(file, state, clock)
    first.cast(A, 1)
    second = opened(file, state, clock)
    first.cast(A, 2)
    first.cast(A, 3)
    second.cast(B, 1)
    assert (third := opened(file, state, clock).open_round(A)) is not None
    assert third.answers == 3
    first.close_round(A)
    second.cast(B, 2)
    assert opened(file, state, clock).open_round(A) is None


def test_as_many_of_each_level_on_two_laptops_are_two_rounds(file: Path, root: Path, clock: Clock) -> None:
    here, there = opened(file, root / "here", clock), opened(file, root / "there", clock)
    for one in (here, there):
        one.cast(A, 3)
        one.cast(A, 3)
    there.close_round(A)
    there.leave()
    team(here, "Ours")
    here.save()
    die(here)
    again = opened(file, root / "here", clock)
    assert (found := again.open_round(A)) is not None
    assert found.answers == 2


def test_answers_outlive_that_another_laptop_takes_the_round_before_back(file: Path, root: Path, clock: Clock) -> None:
    there = opened(file, root / "there", clock)
    there.cast(A, 1)
    there.close_round(A)
    there.save()
    here = opened(file, root / "here", clock)
    here.cast(A, 5)
    there.undo()
    there.save()
    team(here, "Ours")
    here.save()
    here.leave()
    again = opened(file, root / "here", clock)
    assert (found := again.open_round(A)) is not None
    assert found.counts == (0, 0, 0, 0, 1)
    again.close_round(A)
    again.leave()
    assert opened(file, root / "here", clock).open_round(A) is None


def test_a_reveal_that_is_taken_back_in_the_moment_of_a_kill_counts_once(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.cast(A, 3)
    workshop.close_round(A)
    workshop.save()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(workshop._keeping), "keep", killed)
    with pytest.raises(KeyboardInterrupt):
        workshop.undo()
    monkeypatch.undo()
    die(workshop)
    again = opened(file, state, clock)
    assert again.open_round(A) is None
    assert (rating := again.session.rating(A)) is not None
    assert len(rating.rounds) == 1


def test_totals_that_cannot_be_read_now_are_not_written_over(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.cast(A, 3)
    totals = workshop._keeping.drawer.totals
    before, really = totals.read_bytes(), Path.read_bytes

    def broken(path: Path) -> bytes:
        if path == totals:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(Exception, match="Not counted"):
        workshop.cast(B, 1)
    monkeypatch.undo()
    assert totals.read_bytes() == before


# A file in the place of another


@pytest.mark.parametrize("is_left", [True, False])
def test_a_copy_that_takes_the_place_of_the_file_brings_what_is_kept_of_it(
    workshop: Workshop, file: Path, state: Path, clock: Clock, is_left: bool
) -> None:
    note(workshop, "n1")
    workshop.save()
    file.write_bytes(b"broken by somebody")
    note(workshop, "n2")
    workshop.save()
    beside = workshop.path
    assert beside != file
    workshop.cast(A, 4)
    note(workshop, "n3")
    if is_left:
        workshop.leave()
    else:
        die(workshop)
        workshop._keeping._presence.leave()
    beside.replace(file)
    again = opened(file, state, clock)
    assert [one.id for one in again.session.notes] == ["n1", "n2", "n3"]
    assert (found := again.open_round(A)) is not None
    assert found.answers == 1
