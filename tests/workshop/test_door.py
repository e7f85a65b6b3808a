"""The one door for change: on disk before it is seen, undone, and nothing of anybody's lost."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from doings import DO, Doing, do, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import A, B, Clock, on_disk, team
from strategies import DAY, MORNING, a_framework, a_session

from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import Session
from workshop_tui.store import journal, safe_save, session_file, toml_in
from workshop_tui.workshop import NotTaken, Workshop

# Taken means kept


def test_a_change_is_on_disk_before_it_is_taken(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    team(workshop, "First")
    seen: list[str] = []
    sync = journal.os.fsync
    monkeypatch.setattr(journal.os, "fsync", lambda handle: (sync(handle), seen.append(workshop.session.team)))
    team(workshop, "Changed")
    assert seen == ["First"], "while it is kept, nobody sees it yet"
    assert workshop.session.team == on_disk(workshop).team == "Changed"


@settings(max_examples=25)
@given(st.lists(doings, min_size=1, max_size=8))
def test_after_every_change_the_file_is_the_session(tmp_path_factory: pytest.TempPathFactory, day: list[Doing]) -> None:
    path = tmp_path_factory.mktemp("day") / "day.toml"
    session_file.save(path, altered(a_session(), state="open"), None)
    workshop = Workshop.open(path, path.parent / "state", Clock())
    for doing in day:
        assert workshop.take(doing[0], do, doing) == workshop.session == on_disk(workshop)


@pytest.mark.parametrize(
    ("step", "number", "says"),
    [
        ("write", errno.ENOSPC, "the disk is full"),
        ("fsync", errno.EIO, "input/output"),
    ],
)
def test_what_cannot_be_kept_is_not_taken(
    workshop: Workshop, failing: Callable[[str, int], None], step: str, number: int, says: str
) -> None:
    team(workshop, "First")
    workshop.save()
    before, bytes_before = workshop.session, workshop.path.read_bytes()
    failing(step, number)
    with pytest.raises(NotTaken, match=says):
        team(workshop, "Second")
    with pytest.raises(NotTaken):
        workshop.undo()
    assert workshop.session is before
    assert workshop.undoable == 1
    assert workshop.path.read_bytes() == bytes_before


def test_where_nothing_can_be_written_nothing_is_taken(workshop: Workshop, failing: Callable[[str, int], None]) -> None:
    before = workshop.session
    failing("open", errno.EROFS)
    with pytest.raises(NotTaken, match="read-only"):
        team(workshop, "Changed")
    assert workshop.session is before


def test_a_read_only_file_is_respected(workshop: Workshop) -> None:
    before = workshop.path.read_bytes()
    workshop.path.chmod(0o444)
    team(workshop, "Changed")
    assert workshop.how_kept == "kept here"
    assert not workshop.save()
    assert workshop.how_kept == "not saved: the file is read-only, retrying"
    assert workshop.path.read_bytes() == before
    workshop.path.chmod(0o644)
    assert workshop.save()
    assert workshop.how_kept == "saved"


def test_a_session_never_grows_larger_than_can_be_read_again(workshop: Workshop) -> None:
    with pytest.raises(NotTaken, match="larger than can be read again"):
        workshop.take("a note", notes.add, "n1", A, "works", "x" * toml_in.LARGEST)
    assert on_disk(workshop) == workshop.session
    assert not workshop.session.notes


def test_what_would_not_read_back_is_not_taken(workshop: Workshop) -> None:
    broken = workshop.session.model_copy(update={"service": "\ud800"})
    with pytest.raises(NotTaken, match="would not read back"):
        workshop.take("a service", lambda session: broken)
    assert on_disk(workshop) == workshop.session


def test_a_change_that_changes_nothing_is_nothing_to_undo(workshop: Workshop) -> None:
    before = workshop.path.stat()
    team(workshop, "Riverside")
    workshop.save()
    assert workshop.undoable == 0
    assert workshop.path.stat().st_mtime_ns == before.st_mtime_ns


# Someone else


def test_what_cannot_be_brought_together_is_never_overwritten(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    workshop.cast(A, 3)
    theirs = altered(workshop.session, id="another", team="Theirs")
    safe_save.put(file, session_file.text_of(theirs).encode())
    team(workshop, "Ours")
    assert on_disk(workshop).team == "Ours"
    assert session_file.load(file).session == theirs
    assert workshop.path != file
    assert workshop.path.parent == file.parent
    assert file.name in workshop.notice
    assert workshop.path.name in workshop.notice
    assert workshop.open_round(A) == OpenRound((0, 0, 1, 0, 0)), "the cards come along"
    workshop.take_notice()
    team(workshop, "Ours again")
    assert on_disk(workshop).team == "Ours again"
    assert workshop.notice == ""
    assert session_file.load(file).session == theirs
    cards = [Workshop.open(path, state, clock).open_round(A) for path in (workshop.path, file)]
    assert cards == [OpenRound((0, 0, 1, 0, 0)), None], "and are counted in one place only"


def test_the_copy_has_a_name_that_every_file_system_can_hold(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / f"{'é' * 120}.toml"
    session_file.save(path, a_session(), None)
    workshop = Workshop.open(path, tmp_path / "state", clock)
    for change in range(3):
        clock.passes(seconds=1)
        workshop.path.write_text("no = session\n")
        team(workshop, f"Ours {change}")
        assert on_disk(workshop).team == f"Ours {change}"
    assert len(list(tmp_path.glob("*.toml"))) == 4
    assert all(one.name.count("(unsaved") <= 1 for one in tmp_path.iterdir())


def test_a_file_that_someone_took_away_is_written_again(workshop: Workshop, file: Path) -> None:
    file.unlink()
    team(workshop, "Still here")
    workshop.save()
    assert session_file.load(file).session.team == "Still here"
    assert "written again" in workshop.notice


def test_a_folder_that_is_gone_is_told(workshop: Workshop, file: Path) -> None:
    away = file.parent.rename(file.parent.with_name("away"))
    team(workshop, "Changed")
    assert not workshop.save()
    assert workshop.how_kept == "not saved: the folder is gone, retrying"
    away.rename(file.parent)
    assert on_disk(workshop).team == "Changed"


@pytest.mark.parametrize("gone", [False, True])
def test_the_clock_alone_makes_no_copy(workshop: Workshop, file: Path, clock: Clock, gone: bool) -> None:
    workshop.go("welcome", None)
    workshop.save()
    file.unlink() if gone else file.write_text("theirs")
    clock.passes(minutes=5)
    workshop.leave()
    assert [one.name for one in file.parent.glob("*.toml")] == ([] if gone else [file.name])
    assert gone or file.read_text() == "theirs"


def test_a_file_that_is_a_link_stays_one(workshop: Workshop, file: Path, clock: Clock, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    linked = Workshop.open(link, tmp_path / "state", clock)
    linked.cast(A, 3)
    team(linked, "Through the link")
    linked.save()
    assert link.is_symlink()
    assert session_file.load(file).session.team == "Through the link"
    assert Workshop.open(file, tmp_path / "state", clock).open_round(A) == linked.open_round(A)


# Undo


@settings(max_examples=20)
@given(st.lists(doings | st.tuples(st.just("go"), st.integers(0, 8), st.just(0)), min_size=50, max_size=70))
def test_undo_of_a_whole_day_leads_back_to_its_start(
    tmp_path_factory: pytest.TempPathFactory, day: list[Doing]
) -> None:
    path = tmp_path_factory.mktemp("day") / "day.toml"
    session_file.save(path, altered(a_session(), state="open"), None)
    clock = Clock()
    workshop = Workshop.open(path, path.parent / "state", clock)
    start = workshop.session
    for doing in day:
        clock.passes(minutes=1)
        if doing[0] == "go":
            workshop.go(workshop.session.agenda.steps[doing[1] % len(workshop.session.agenda.steps)].id, None)
        else:
            workshop.take(doing[0], do, doing)
    here = workshop.session
    while workshop.undoable:
        assert workshop.undo() in DO
    assert workshop.undo() is None
    now = workshop.session
    assert now == altered(start, place=now.place, times=here.times)
    stood_in = here.place.step
    assert now.place == here.place if now.agenda.step(stood_in) or not stood_in else now.agenda.step(now.place.step)
    assert on_disk(workshop) == workshop.session


def test_undo_of_the_step_that_one_stands_in_goes_to_the_one_before(workshop: Workshop) -> None:
    second = workshop.session.agenda.steps[1].id
    workshop.take("adding", plan.add_step, Step(id="added", kind="talk", title="T", minutes=9), second)
    workshop.go("added", None)
    workshop.undo()
    assert workshop.session.place.step == second
    assert on_disk(workshop).place.step == second


def test_undo_reaches_back_at_least_fifty_changes(workshop: Workshop) -> None:
    for number in range(60):
        team(workshop, f"Team {number}")
    assert workshop.undoable >= 50


def test_undo_of_the_end_goes_on_with_the_clock_where_people_are(workshop: Workshop, clock: Clock) -> None:
    workshop.go("close", None)
    clock.passes(minutes=10)
    workshop.take("the end", plan.close, workshop.now)
    clock.passes(minutes=60)
    assert workshop.undo() == "the end"
    assert workshop.session.state == "open"
    assert workshop.session.place.began == clock.time
    assert workshop.session.times == {"close": 600}, "nobody was in the room meanwhile"


def test_undo_of_opening_again_stops_the_clock(workshop: Workshop, clock: Clock) -> None:
    workshop.move(plan.close, workshop.now)
    workshop.take("opening it again", plan.reopen)
    workshop.go("welcome", None)
    clock.passes(minutes=3)
    workshop.undo()
    assert workshop.session.state == "closed"
    assert workshop.session.place.began is None


# Beginning, going, leaving


def test_a_planned_workshop_is_only_looked_at_until_it_begins(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "day.toml"
    session_file.save(path, a_session(), None)
    before = path.read_bytes()
    workshop = Workshop.open(path, tmp_path / "state", clock)
    workshop.start()
    assert workshop.is_waiting
    workshop.go("actions", None)
    workshop.go("welcome", None)
    workshop.leave()
    assert path.read_bytes() == before
    assert not [*tmp_path.glob("state/sessions/*/journal*")]
    workshop.begin()
    assert on_disk(workshop).state == "open"
    assert on_disk(workshop).place.began == MORNING
    assert not workshop.is_waiting


def test_a_session_without_an_agenda_can_begin(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "day.toml"
    session_file.save(path, Session(id="a", team="T", date=DAY), None)
    workshop = Workshop.open(path, tmp_path / "state", clock)
    workshop.start()
    assert not workshop.is_waiting
    workshop.begin()
    assert on_disk(workshop).state == "open"


def test_a_workshop_goes_on_where_it_stopped(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    workshop.go("rate-trust", B)
    clock.passes(minutes=7)
    workshop.leave()
    clock.passes(hours=1)
    again = Workshop.open(file, state, clock)
    again.start()
    place = again.session.place
    assert (place.step, place.framework, place.item, place.began) == ("rate-trust", "trust", "b", clock.time)
    assert again.session.times == {"rate-trust": 420}


def test_a_closed_workshop_is_looked_through_without_a_trace(workshop: Workshop, file: Path, clock: Clock) -> None:
    workshop.move(plan.close, workshop.now)
    workshop.save()
    before = file.read_bytes()
    workshop.start()
    workshop.go("rate-trust", B)
    clock.passes(minutes=3)
    workshop.go("welcome", None)
    workshop.leave()
    assert file.read_bytes() == before


# Scales of every length


@pytest.mark.parametrize("levels", [3, 4, 5, 6, 7])
def test_scales_of_three_to_seven_levels_go_through_the_whole(tmp_path: Path, clock: Clock, levels: int) -> None:
    path = tmp_path / "day.toml"
    session_file.save(path, altered(a_session(a_framework("trust", levels=levels)), state="open"), None)
    workshop = Workshop.open(path, tmp_path / "state", clock)
    for level in range(levels + 1):
        workshop.cast(A, level)
    with pytest.raises(NotTaken, match=f"from 1 to {levels}"):
        workshop.cast(A, levels + 1)
    assert Workshop.open(path, tmp_path / "state", clock).open_round(A) == workshop.open_round(A)
    assert workshop.close_round(A).counts == (1,) * levels
    workshop.take("agreed", ratings.agree, A, levels)
    workshop.take("an action", actions.add, Action(id="a1", what="go on"), DAY)
    assert on_disk(workshop) == workshop.session
    workshop.undo()
    workshop.undo()
    workshop.undo()
    assert workshop.open_round(A).counts == (1,) * levels


def test_who_only_looks_leaves_the_file_as_it_is(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    team(workshop, "Riverside South")
    workshop.save()
    before = file.read_bytes()
    other = Workshop.open(file, state, clock)
    other.start()
    clock.passes(seconds=30)
    other.leave()
    assert file.read_bytes() == before
    team(workshop, "Riverside North")
    workshop.save()
    assert workshop.path == file
    assert workshop.notice == ""


def test_who_looks_long_enough_to_be_timed_takes_nobodys_file_away(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    team(workshop, "Riverside")
    other = Workshop.open(file, state, clock)
    other.start()
    other.go(other.session.agenda.steps[-1].id, None)
    clock.passes(seconds=300)
    other.leave()
    team(workshop, "Riverside North")
    assert on_disk(workshop).team == "Riverside North"
    assert (workshop.path, workshop.notice) == (file, "")


def test_the_screen_can_tell_whether_all_is_kept(
    workshop: Workshop, failing: Callable[[str, int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workshop.how_kept == "saved"
    team(workshop, "Brook")
    assert workshop.how_kept == "kept here"
    failing("fsync", errno.ENOSPC)
    with pytest.raises(NotTaken):
        team(workshop, "Brookside")
    assert workshop.how_kept == "NOT KEPT"
    monkeypatch.undo()
    team(workshop, "Brookside")
    assert workshop.how_kept == "not saved: the disk is full, retrying"
    workshop.save()
    assert workshop.how_kept == "saved"
