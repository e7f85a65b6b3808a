"""A disk or share that fails: nothing acknowledged is lost, it is told rightly, and saved once the place is back."""

from __future__ import annotations

import errno
import itertools
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from opened import A, B, Clock, team
from strategies import a_session

from keeping import others
from keeping.days import kill, opened, seen_in
from keeping.places import Full, Shim, at_step, beside, fail, mounted, read_only
from workshop_tui.changes import notes, plan
from workshop_tui.not_taken import NotTaken
from workshop_tui.store import session_file
from workshop_tui.workshop import Workshop

if sys.platform != "linux":
    pytest.skip("disks are mounted, or made up with the help of Linux", allow_module_level=True)

Disk = Full | Shim
TO_FILE = "This computer's own folder cannot be written (the disk is full), so each change goes straight to the file"

GONE = ("not saved: the folder is gone, retrying", "not saved: the file is gone, retrying")


def note(workshop: Workshop, name: str) -> None:
    """A note longer than what is left of the last block of a file, in which a full disk still has room."""
    others.note(workshop, name, 600)


def held(file: Path) -> list[str]:
    return [one.id for one in session_file.load(file).session.notes]


def after_a_kill(workshop: Workshop, file: Path, state: Path, clock: Clock) -> Workshop:
    """Another life of the program, which must show what the last one showed."""
    before = seen_in(workshop)
    kill(workshop)
    again = opened(file, state, clock)
    assert seen_in(again) == before
    assert not again.conflicts
    return again


# Full


@pytest.fixture(params=["shim", "disk"])
def how(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def full(how: str, place: Path, size: str) -> Iterator[Disk]:
    if how == "shim":
        place.mkdir(exist_ok=True)
        shim = Shim(place, errno.ENOSPC)
        with shim.in_place():
            yield shim
        return
    with mounted(place, f"size={size}") as could:
        if not could:
            pytest.skip("one may not mount here")
        yield Full(place)


@pytest.fixture
def state_disk(how: str, state: Path) -> Iterator[Disk]:
    yield from full(how, state, "400k")


@pytest.fixture
def share(how: str, root: Path) -> Iterator[Disk]:
    yield from full(how, root / "sessions", "400k")


@pytest.fixture
def only_disk(how: str, root: Path) -> Iterator[Disk]:
    """One disk for everything; the folder of the sessions is on it already."""
    yield from full(how, root, "800k")


@pytest.fixture
def on_share(share: Disk, root: Path, state: Path, clock: Clock) -> Workshop:
    return opened(a_file(root / "sessions"), state, clock)


def a_file(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "2026-03-02-riverside.toml"
    session_file.save(path, a_session(state="open"), None)
    return path


def test_without_room_for_the_journal_each_change_goes_straight_to_the_file(
    state_disk: Disk, file: Path, state: Path, clock: Clock
) -> None:
    workshop = opened(file, state, clock)
    note(workshop, "n1")
    state_disk.fill()
    for name in ("n2", "n3"):
        note(workshop, name)
        assert held(file)[-1] == name
        assert workshop.how_kept == "saved"
    assert workshop.notice == TO_FILE
    state_disk.free()
    note(workshop, "n4")
    assert workshop.how_kept == "kept here"
    again = after_a_kill(workshop, file, state, clock)
    again.leave()
    assert held(file) == ["n1", "n2", "n3", "n4"]
    assert beside(file) == []


def test_a_question_that_waits_survives_that_too(state_disk: Disk, file: Path, state: Path, clock: Clock) -> None:
    workshop = opened(file, state, clock)
    team(workshop, "Ours")
    others.somebody_else(file, plan.facts, team="Theirs")
    workshop.save()
    state_disk.fill()
    note(workshop, "n1")
    state_disk.free()
    note(workshop, "n2")
    kill(workshop)
    assert [one.theirs for one in opened(file, state, clock).conflicts] == ["Theirs"]


def test_without_room_from_the_beginning_too(state_disk: Disk, file: Path, state: Path, clock: Clock) -> None:
    state_disk.fill()
    workshop = opened(file, state, clock)
    note(workshop, "n1")
    assert (held(file), workshop.how_kept, workshop.notice) == (["n1"], "saved", TO_FILE)
    state_disk.free()
    note(workshop, "n2")
    assert workshop.how_kept == "kept here"
    after_a_kill(workshop, file, state, clock)


def test_what_came_in_while_the_journal_had_no_room_fits_the_next_changes(
    state_disk: Disk, file: Path, state: Path, clock: Clock
) -> None:
    workshop = opened(file, state, clock)
    note(workshop, "n1")
    others.somebody_else(file, notes.add, "theirs", B, "works", "theirs")
    state_disk.fill()
    assert workshop.save()
    state_disk.free()
    note(workshop, "n2")
    workshop.take("a note", notes.remove, "n1")
    note(workshop, "n3")
    again = after_a_kill(workshop, file, state, clock)
    assert {one.id for one in again.session.notes} == {"theirs", "n2", "n3"}


def test_a_full_share_is_told_and_saved_to_when_there_is_room(
    on_share: Workshop, share: Disk, state: Path, clock: Clock
) -> None:
    note(on_share, "n1")
    share.fill()
    before = on_share.path.read_bytes()
    assert not on_share.save()
    assert on_share.how_kept == "not saved: the disk is full, retrying"
    note(on_share, "n2")
    assert on_share.path.read_bytes() == before
    again = after_a_kill(on_share, on_share.path, state, clock)
    assert not again.save()
    share.free()
    assert again.save()
    assert again.how_kept == "saved"
    again.leave()
    assert held(again.path) == ["n1", "n2"]
    assert beside(again.path) == []


def test_where_no_disk_has_room_a_change_is_not_taken(only_disk: Disk, root: Path, state: Path, clock: Clock) -> None:
    file = a_file(root / "sessions")
    workshop = opened(file, state, clock)
    note(workshop, "n1")
    only_disk.fill()
    before = workshop.session
    with pytest.raises(NotTaken, match=r"Not kept: the disk is full\. Nothing was changed"):
        workshop.take("a note", notes.add, "n2", A, "works", "said " * 2000)
    assert workshop.session == before
    assert workshop.how_kept == "NOT KEPT"
    only_disk.free()
    again = after_a_kill(workshop, file, state, clock)
    assert [one.id for one in again.session.notes] == ["n1"]
    note(again, "n3")
    again.leave()
    assert held(file) == ["n1", "n3"]


def test_cards_are_not_counted_where_there_is_no_room(state_disk: Disk, file: Path, state: Path, clock: Clock) -> None:
    workshop = opened(file, state, clock)
    workshop.cast(A, 3)
    state_disk.fill()
    with pytest.raises(NotTaken, match="Not counted: the disk is full"):
        workshop.cast(A, 3)
    counted = workshop.open_round(A)
    kill(workshop)
    assert opened(file, state, clock).open_round(A) == counted


# May only be read


def test_a_share_that_may_only_be_read_is_told(root: Path, state: Path, clock: Clock) -> None:
    with mounted(root / "sessions", "size=400k") as could:
        if not could:
            pytest.skip("one may not mount here")
        workshop = opened(a_file(root / "sessions"), state, clock)
        read_only(root / "sessions", yes=True)
        note(workshop, "n1")
        assert not workshop.save()
        assert workshop.how_kept == "not saved: this place is read-only, retrying"
        again = after_a_kill(workshop, workshop.path, state, clock)
        read_only(root / "sessions", yes=False)
        again.leave()
        assert held(again.path) == ["n1"]


@pytest.mark.parametrize(
    ("number", "says"), [(errno.EACCES, "you have no right to write here"), (errno.EROFS, "this place is read-only")]
)
def test_rights_that_are_taken_away_are_told(
    workshop: Workshop, file: Path, state: Path, clock: Clock, number: int, says: str
) -> None:
    share = Shim(file.parent, number)
    with share.in_place():
        note(workshop, "n1")
        share.fill()
        assert not workshop.save()
        assert workshop.how_kept == f"not saved: {says}, retrying"
        note(workshop, "n2")
        again = after_a_kill(workshop, file, state, clock)
        assert not again.save()
        share.free()
        again.leave()
    assert held(file) == ["n1", "n2"]
    opened(file, state, clock).leave()  # takes the dead one's lock over, which could not be done before
    assert beside(file) == []


def test_without_rights_in_this_computers_own_folder_changes_go_straight_to_the_file(
    file: Path, state: Path, clock: Clock
) -> None:
    own = Shim(state, errno.EACCES)
    with own.in_place():
        own.fill()
        workshop = opened(file, state, clock)
        note(workshop, "n1")
        assert held(file) == ["n1"]
        assert "cannot be written (you have no right to write here)" in workshop.notice
        with pytest.raises(NotTaken, match="Not counted: you have no right"):
            workshop.cast(A, 3)


def test_this_computers_own_folder_may_be_thrown_away_in_mid_session(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    note(workshop, "n1")
    shutil.rmtree(state)
    note(workshop, "n2")
    assert held(file) == ["n1", "n2"]
    note(workshop, "n3")
    assert workshop.how_kept == "kept here"
    after_a_kill(workshop, file, state, clock).leave()
    assert held(file) == ["n1", "n2", "n3"]


# Goes away


def test_a_share_may_go_away_at_any_step_of_a_save_and_come_back(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    away = file.parent.with_name("away")
    for number in itertools.count(1):
        note(workshop, f"n{number}")
        with at_step(number, lambda: file.parent.rename(away)) as made:
            is_saved = workshop.save()
        if len(made) < number:
            break
        note(workshop, f"m{number}")
        if not is_saved:
            assert workshop.how_kept in GONE
        if number % 3 == 0:  # while it is away, the program cannot be started with this file
            kill(workshop)
        away.rename(file.parent)
        if number % 3 == 0:
            workshop = opened(file, state, clock)
        assert workshop.save(), workshop.trouble
        assert held(file) == [f"{name}{one}" for one in range(1, number + 1) for name in "nm"]
        assert [name for name in beside(file) if not name.startswith(".~lock.2026-03-02-riverside.toml")] == []
    assert number > 8
    assert not workshop.conflicts
    workshop.leave()


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_any_step_of_a_save_may_fail(workshop: Workshop, file: Path, state: Path, clock: Clock, error: int) -> None:
    for number in itertools.count(1):
        note(workshop, f"n{number}")
        team(workshop, f"Team {number}")
        with at_step(number, fail(error)) as made:
            workshop.save()
        team(workshop, f"Team {number} again")
        if number % 2:
            workshop = after_a_kill(workshop, file, state, clock)
        assert workshop.save(), workshop.trouble
        assert held(file) == [f"n{one}" for one in range(1, number + 1)]
        assert not workshop.conflicts
        if len(made) < number:
            break
    workshop.leave()
    assert beside(file) == []


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("is_first", [True, False])
def test_any_step_of_keeping_a_change_may_fail(
    workshop: Workshop, file: Path, state: Path, clock: Clock, error: int, is_first: bool
) -> None:
    expected = []
    for number in itertools.count(1):
        if is_first:  # each time with a new journal
            workshop.leave()
            workshop = opened(file, state, clock)
        with at_step(number, fail(error)) as made:
            try:
                note(workshop, f"n{number}")
                expected.append(f"n{number}")
            except NotTaken:
                pass
        assert [one.id for one in workshop.session.notes] == expected
        workshop = after_a_kill(workshop, file, state, clock)
        if len(made) < number:
            break
    workshop.leave()
    assert held(file) == expected
    assert beside(file) == []
