"""One session kept: whatever is done, saved, left, killed or changed by others, in whichever order."""

from __future__ import annotations

import itertools
import tempfile
import threading
from pathlib import Path

import pytest
from doings import Doing, do, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import A, B, Clock, team
from strategies import a_session

from keeping.days import kill, opened, seen_in
from keeping.others import somebody_else
from keeping.places import MEMORY, at_step
from workshop_tui import on_journal, saver
from workshop_tui.changes import notes, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.not_taken import NotTaken
from workshop_tui.store import safe_save, session_file
from workshop_tui.store.versions import Versions
from workshop_tui.workshop import Workshop

ENDS = ("save", "milestone", "leave", "kill", "undo", "card", "reveal")


@settings(max_examples=120)
@given(st.lists(doings | st.sampled_from(ENDS), max_size=14))
def test_whatever_is_done_and_whenever_it_dies_nothing_is_lost(done: list[Doing | str]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        file, state, clock = Path(name) / "team.toml", Path(name) / "state", Clock()
        session_file.save(file, altered(a_session(), state="open"), None)
        workshop = opened(file, state, clock)
        for one in done:
            clock.passes(minutes=1)
            workshop = after(one, workshop, file, state, clock)
        workshop.leave()
        assert session_file.load(file).session == workshop.session
        assert not [one for one in Path(name).rglob("*") if one.name.startswith((".", "journal-"))]


def after(one: Doing | str, workshop: Workshop, file: Path, state: Path, clock: Clock) -> Workshop:
    """The workshop after one doing; another life of it, with the same on the screen, after a death."""
    if one in ("leave", "kill"):
        undoable = workshop.undoable if one == "kill" else 0
        workshop.leave() if one == "leave" else kill(workshop)
        before = seen_in(workshop)
        workshop = opened(file, state, clock)
        assert seen_in(workshop) == before
        assert workshop.undoable == undoable
        assert not workshop.conflicts
    elif one in ("save", "milestone"):
        assert workshop.save(milestone=one == "milestone")
        assert session_file.load(file).session == workshop.session
    elif one == "card":
        workshop.cast(A, 3)
    elif one == "undo" and (workshop.open_round(A) is None or "reveal" not in last_label(workshop)):
        workshop.undo()
    elif one == "reveal" and workshop.open_round(A) is not None:
        workshop.close_round(A)
    elif not isinstance(one, str):
        workshop.take(one[0], do, one)
    return workshop


def last_label(workshop: Workshop) -> str:
    workshop._remember_recovered()
    return workshop._undo[-1].label if workshop._undo else ""


# With the file, and others


def test_what_somebody_else_wrote_comes_in_and_is_told(workshop: Workshop, file: Path) -> None:
    workshop.take("a note", notes.add, "n1", A, "works", "ours")
    somebody_else(file, notes.add, "o1", B, "works", "theirs")
    assert workshop.save()
    assert {one.id for one in workshop.session.notes} == {"n1", "o1"}
    assert workshop.notice.startswith(f"Somebody else changed {file.name} too. New from there: ")
    assert workshop.how_kept == "saved"


def test_where_two_differ_both_are_put_to_a_person(workshop: Workshop, file: Path) -> None:
    team(workshop, "Ours")
    somebody_else(file, plan.facts, team="Theirs")
    assert workshop.save()
    assert [(one.where, one.ours, one.theirs) for one in workshop.conflicts] == [(("team",), "Ours", "Theirs")]
    assert session_file.load(file).session.team == "Ours", "until somebody chooses"
    team(workshop, "Ours again")
    somebody_else(file, plan.facts, team="Theirs again")
    workshop.save()
    assert [one.theirs for one in workshop.conflicts] == ["Theirs", "Theirs again"], "each of them is asked about"


def test_what_a_program_without_locks_writes_in_mid_save_stays(workshop: Workshop, file: Path) -> None:
    """As an editor does, or a sync service; only the very moment of replacing cannot be had."""

    theirs: list[str] = []

    def by_hand() -> None:
        if made[-1] != "replace":
            theirs.append(f"o{number}")
            session = notes.add(session_file.load(file).session, theirs[-1], B, "works", "theirs")
            file.write_bytes(session_file.text_of(session).encode())

    for number in itertools.count(1):
        workshop.take("a note", notes.add, f"n{number}", A, "works", "ours")
        with at_step(number, by_hand) as made:
            workshop.save()
        if len(made) < number:
            break
    workshop.take("a note", notes.add, "last", A, "works", "ours")
    workshop.save()
    held = {one.id for one in session_file.load(file).session.notes}
    assert held == {"last", *theirs} | {f"n{one}" for one in range(1, number + 1)}
    assert len(theirs) > 5


def test_what_comes_in_while_a_change_is_made_stays(workshop: Workshop, file: Path) -> None:
    """The saver's thread brings somebody else's note in, right between reading the session and keeping the change."""
    team(workshop, "Ours")
    somebody_else(file, notes.add, "o1", B, "works", "theirs")

    def change(session: object) -> object:
        assert workshop.save()
        return notes.add(session, "n1", A, "works", "ours")  # type: ignore[arg-type]

    workshop.take("a note", change)  # type: ignore[arg-type]
    assert {one.id for one in workshop.session.notes} == {"n1", "o1"}
    workshop.save()
    assert {one.id for one in session_file.load(file).session.notes} == {"n1", "o1"}
    workshop.undo()
    assert [one.id for one in workshop.session.notes] == ["o1"]


def test_what_differs_from_what_comes_in_while_it_is_made_is_asked(workshop: Workshop, file: Path) -> None:
    workshop.take("a note", notes.add, "n1", A, "works", "ours")
    somebody_else(file, plan.facts, team="Theirs")

    def change(session: object) -> object:
        assert workshop.save()
        return plan.facts(session, team="Ours")  # type: ignore[arg-type]

    workshop.take("the team", change)  # type: ignore[arg-type]
    assert [(one.where, {one.ours, one.theirs}) for one in workshop.conflicts] == [(("team",), {"Ours", "Theirs"})]


def test_changes_and_saves_go_on_side_by_side(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The saver's own thread, with somebody else at the file: nothing of either is lost."""
    monkeypatch.setattr(saver, "QUIET", 0.0005)
    failed: list[Exception] = []
    saving = saver.Saver(workshop.save, failed.append)
    ended = threading.Event()
    theirs: list[str] = []

    def other() -> None:
        there = opened(file, state.with_name("other"), clock)
        for number in itertools.count():
            there.take("a note", notes.add, f"o{number}", B, "works", "theirs")
            theirs.append(f"o{number}")
            there.save()
            if ended.is_set():
                break
        there.leave()

    thread = threading.Thread(target=other)
    thread.start()
    for number in range(200):
        workshop.take("a note", notes.add, f"n{number}", A, "works", "ours")
        saving.soon()
    ended.set()
    thread.join()
    saving.stop()
    workshop.leave()
    assert not failed
    assert workshop.is_saved
    held = {one.id for one in session_file.load(file).session.notes}
    assert held == {f"n{number}" for number in range(200)} | set(theirs)


def test_a_change_to_where_it_was_is_kept_too(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    for level in (3, 4, 3):
        workshop.take("agreed", ratings.agree, A, level)
        workshop.save()
    workshop.take("agreed", ratings.agree, A, None)
    kill(workshop)
    again = opened(file, state, clock)
    assert again.session.rating(A).agreed is None  # type: ignore[union-attr]
    assert again.undoable == 4


# Versions, and a journal that begins anew


def test_the_file_as_it_was_found_and_each_milestone_are_versions(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    found = file.read_bytes()
    for name in ("First", "Second", "Third"):
        clock.passes(minutes=5)
        team(workshop, name)
        workshop.save(milestone=name != "Second")
    clock.passes(minutes=5)
    workshop.go("actions", None)
    workshop.leave()
    kept = [one.path.read_bytes() for one in Versions(workshop._keeping.drawer.versions).all()]
    assert kept[-1] == found
    assert [b'team = "%s"' % name in raw for raw, name in zip(kept, (b"Third", b"First", b"Riverside"), strict=True)]


def test_what_somebody_else_wrote_is_a_version_before_it_is_brought_together(workshop: Workshop, file: Path) -> None:
    team(workshop, "Ours")
    safe_save.put(file, b"# by hand\n" + file.read_bytes())
    raw = file.read_bytes()
    workshop.save()
    assert raw in [one.path.read_bytes() for one in Versions(workshop._keeping.drawer.versions).all()]


def test_a_journal_that_grows_too_long_begins_anew(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_journal, "_MOST", 4000)
    for number in range(60):
        workshop.take("a note", notes.add, f"n{number}", A, "works", "ours" * 20)
        if number % 7 == 0:
            workshop.save()
            journals = list(state.glob("sessions/*/journal-*"))
            assert len(journals) <= 1
            assert all(one.stat().st_size < 12_000 for one in journals)
    expected = seen_in(workshop)
    kill(workshop)
    again = opened(file, state, clock)
    assert seen_in(again) == expected
    assert again.undo() == "a note"


def test_a_question_survives_a_journal_that_begins_anew(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_journal, "_MOST", 10)
    team(workshop, "Ours")
    somebody_else(file, plan.facts, team="Theirs")
    workshop.save()
    kill(workshop)
    again = opened(file, state, clock)
    assert [(one.where, one.ours, one.theirs) for one in again.conflicts] == [(("team",), "Ours", "Theirs")]


def test_where_the_new_journal_has_no_room_the_old_one_stays(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    team(workshop, "Ours")
    somebody_else(file, plan.facts, team="Theirs")
    with monkeypatch.context() as patch:
        patch.setattr(on_journal, "_MOST", 10)

        def no_room(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(on_journal.Journal, "begin", no_room)
        workshop.save()
    kill(workshop)
    assert [one.theirs for one in opened(file, state, clock).conflicts] == ["Theirs"]


def test_a_change_that_no_file_can_hold_is_refused_and_the_next_is_kept(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    with pytest.raises(NotTaken, match="it would not read back as it is"):
        workshop.take("a note", notes.add, "n1", A, "works", "half \ud83d")
    workshop.take("a note", notes.add, "n2", A, "works", "whole")
    kill(workshop)
    assert [one.id for one in opened(file, state, clock).session.notes] == ["n2"]
