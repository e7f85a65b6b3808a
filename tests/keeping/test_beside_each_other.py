"""The thread that saves beside the screens, and two windows: whatever one does in between, the other loses nothing."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from opened import A, B, Clock, die, team
from strategies import a_session

from keeping.others import somebody_else
from workshop_tui import keeping
from workshop_tui.changes import notes, plan
from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Session
from workshop_tui.recovery import waiting
from workshop_tui.store import journal, open_votes, safe_save, session_file
from workshop_tui.store.versions import Versions
from workshop_tui.workshop import Workshop

Opens = Callable[[str], Workshop]


@pytest.fixture
def opens(tmp_path: Path) -> Opens:
    """Open the one session, on this laptop or on another; it is open, or in the state that is named."""
    file = tmp_path / "sessions" / "day.toml"
    file.parent.mkdir()
    session_file.save(file, altered(a_session(), state="open"), None)
    clock = Clock()

    def opened(laptop: str = "this") -> Workshop:
        return Workshop.open(file, tmp_path / laptop, clock)

    return opened


def in_file(workshop: Workshop) -> Session:
    return session_file.load(workshop.path).session


def second_step(workshop: Workshop) -> str:
    return workshop.session.agenda.steps[1].id


def between(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, do: Callable[[], object], *, after: bool
) -> None:
    """Do something right before or after this is called the next time."""
    was = getattr(owner, name)

    def called(*args: object, **kwargs: object) -> object:
        monkeypatch.setattr(owner, name, was)
        if not after:
            do()
        found = was(*args, **kwargs)
        if after:
            do()
        return found

    monkeypatch.setattr(owner, name, called)


def journal_fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the journal's disk be full until what this returns is called."""
    was = journal.Journal._append

    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(journal.Journal, "_append", fails)
    return lambda: monkeypatch.setattr(journal.Journal, "_append", was)


# The thread that saves


def test_looking_around_takes_nothing_back_that_came_in_meanwhile(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = opens("this")
    session_file.save(
        workshop.path, altered(in_file(workshop), state="planned"), session_file.load(workshop.path).digest
    )
    workshop = opens("this")
    team(workshop, "Ours")
    somebody_else(workshop.path, altered, service="Theirs")
    saver = threading.Thread(target=workshop.save)

    def saves() -> None:
        saver.start()
        saver.join(timeout=0.3)

    between(monkeypatch, plan, "look", saves, after=True)
    workshop.go(second_step(workshop), None)
    saver.join()
    workshop.take("a note", notes.add, "n1", None, "evidence", "a note")
    assert workshop.save()
    found = in_file(workshop)
    assert (found.team, found.service, len(found.notes)) == ("Ours", "Theirs", 1)


def test_a_change_taken_while_only_the_clock_was_compared_is_not_lost(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = opens("this")
    workshop.go(second_step(workshop), None)
    somebody_else(workshop.path, altered, service="Theirs")
    between(monkeypatch, keeping.Keeping, "_only_the_clock_went_on", lambda: team(workshop, "Ours"), after=True)
    workshop.save()
    assert not workshop.is_saved
    workshop.leave()
    again = opens("this")
    assert (again.session.team, again.session.service) == ("Ours", "Theirs")


def test_what_came_in_while_a_change_went_straight_to_the_file_stays(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = opens("this")
    team(workshop, "Ours")
    somebody_else(workshop.path, altered, service="Theirs")
    journal_fails(monkeypatch)
    between(monkeypatch, keeping.Keeping, "_straight_to_file", workshop.save, after=False)
    workshop.take("a note", notes.add, "n1", None, "evidence", "a note")
    found = in_file(workshop)
    assert (found.team, found.service, len(found.notes)) == ("Ours", "Theirs", 1)


def test_a_sentence_that_comes_while_another_is_told_is_told_next(opens: Opens) -> None:
    workshop = opens("this")
    workshop.tell("One.")
    assert workshop.take_notice() == "One"
    workshop.tell("Two")
    workshop.tell("Two")
    workshop.tell("Three")
    assert (workshop.notice, workshop.take_notice(), workshop.take_notice()) == ("Two. Three", "Two. Three", "")


# Choices


def test_a_choice_that_waits_outlives_a_journal_that_failed(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = opens("this")
    team(workshop, "Ours")
    somebody_else(workshop.path, altered, team="Theirs")
    workshop.save()
    mended = journal_fails(monkeypatch)
    workshop.take("a note", notes.add, "n1", None, "evidence", "a note")
    mended()
    workshop.leave()
    again = opens("this")
    assert [(one.ours, one.theirs) for one in again.conflicts] == [("Ours", "Theirs")]
    assert (again.session.team, len(again.session.notes)) == ("Ours", 1)


@pytest.mark.parametrize("dies", [False, True])
def test_a_choice_that_is_taken_back_is_asked_again(opens: Opens, dies: bool) -> None:
    workshop = opens("this")
    team(workshop, "Ours")
    somebody_else(workshop.path, altered, team="Theirs")
    workshop.save()
    workshop.settle(workshop.conflicts[0], theirs=True)
    if dies:
        die(workshop)
        workshop = opens("this")
    assert (workshop.session.team, workshop.conflicts) == ("Theirs", ())
    assert workshop.undo() == "the choice between two versions"
    for number in range(3):
        assert [(one.ours, one.theirs) for one in workshop.conflicts] == [("Ours", "Theirs")], number
        assert workshop.session.team == "Ours"
        die(workshop)
        workshop = opens("this")
    workshop.settle(workshop.conflicts[0], theirs=True)
    assert (workshop.session.team, workshop.conflicts) == ("Theirs", ())


# The file


def test_a_file_that_has_gone_while_one_only_looked_can_be_had_again(opens: Opens) -> None:
    workshop = opens("this")
    workshop.go(second_step(workshop), None)
    before = in_file(workshop)
    workshop.path.unlink()
    assert workshop.save()
    assert not workshop.path.exists()
    assert workshop.notice.startswith("day.toml has gone from its folder. Nothing was changed, so it was not written")
    workshop.leave()
    (kept,) = Versions(workshop._keeping.drawer.versions).all()
    assert session_file.load(kept.path).session == before


def test_where_the_folder_cannot_be_synced_the_journal_stays(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = opens("this")
    team(workshop, "Ours")
    sync = os.fsync

    def fails(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode) and os.path.samestat(os.fstat(handle), workshop.path.parent.stat()):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fails)
    assert not workshop.save()
    assert "input/output error" in workshop.how_kept
    (kept,) = workshop._keeping.drawer.journals()
    workshop.leave()
    assert kept.exists()
    monkeypatch.undo()
    again = opens("this")
    assert (again.session.team, again.conflicts, again.is_saved) == ("Ours", (), True)
    again.leave()
    assert not kept.exists()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.ENOSYS])
def test_a_place_that_knows_no_synced_folders_is_as_good(
    opens: Opens, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    sync = os.fsync

    def fails(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fails)
    workshop = opens("this")
    team(workshop, "Ours")
    assert workshop.save()
    workshop.leave()
    assert not workshop._keeping.drawer.journals()


def test_that_comments_are_gone_is_told_where_no_version_could_be_kept(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = opens("this").path
    path.write_text(f"{path.read_text()}\n# precious\n")
    workshop = opens("this")
    workshop.take_notice()

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Versions, "put", fails)
    team(workshop, "Ours")
    workshop.save()
    assert "precious" not in path.read_text()
    assert workshop.notice.startswith("The comments in the file are gone")


# Answers that were not revealed


def test_answers_outlive_a_reveal_of_the_same_item_on_another_laptop(opens: Opens) -> None:
    here, there = opens("this"), opens("other")
    for level in (1, 2, 3, 4):
        here.cast(A, level)
    there.cast(A, 2)
    there.close_round(A)
    there.leave()
    team(here, "Ours")
    here.save()
    here.leave()
    again = opens("this")
    found, rating = again.open_round(A), again.session.rating(A)
    assert found is not None
    assert rating is not None
    assert (found.answers, len(rating.rounds)) == (4, 1)
    assert again.close_round(A).counts == (1, 1, 1, 1, 0)
    again.leave()
    assert opens("this").open_round(A) is None
    assert [sum(one.counts) for one in in_file(again).rating(A).rounds] == [1, 4]  # type: ignore[union-attr]


def test_two_windows_keep_each_others_answers(opens: Opens) -> None:
    one, other = opens("this"), opens("this")
    for level in (1, 2, 3):
        one.cast(A, level)
    other.cast(B, 1)
    one.cast(A, 4)
    third = opens("this")
    assert [found.answers if (found := third.open_round(key)) else 0 for key in (A, B)] == [4, 1]
    other.close_round(B)
    fourth = opens("this")
    assert [found.answers if (found := fourth.open_round(key)) else 0 for key in (A, B)] == [4, 0]


def test_half_a_vote_of_another_window_is_not_swept_away(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = opens("this"), opens("this")
    one.cast(A, 1)
    seen: list[int] = []
    was = safe_save._patiently_replace

    def looks(temporary: Path, target: Path) -> None:
        monkeypatch.setattr(safe_save, "_patiently_replace", was)
        other._rounds._file.load()
        seen.append(temporary.exists())
        was(temporary, target)

    monkeypatch.setattr(open_votes, "_PATIENCE", 0)
    monkeypatch.setattr(safe_save, "_patiently_replace", looks)
    one.cast(A, 2)
    assert seen == [True]


# Files that were renamed


def test_who_only_reads_a_copy_takes_nothing_from_the_file_that_is_away(opens: Opens, tmp_path: Path) -> None:
    workshop = opens("this")
    team(workshop, "Only here")
    path, raw = workshop.path, workshop.path.read_bytes()
    die(workshop)
    copy = path.with_name("copy.toml")
    copy.write_bytes(raw)
    path.unlink()
    assert waiting(copy, tmp_path / "this") == 1
    path.write_bytes(raw)
    assert opens("this").session.team == "Only here"


def test_what_a_window_holds_stays_its_own_while_its_file_is_away(opens: Opens, tmp_path: Path) -> None:
    workshop = opens("this")
    team(workshop, "Only here")
    path, raw = workshop.path, workshop.path.read_bytes()
    copy = path.with_name("copy.toml")
    copy.write_bytes(raw)
    path.unlink()
    elsewhere = Workshop.open(copy, tmp_path / "this", Clock())
    assert elsewhere.session.team != "Only here"
    elsewhere.leave()
    path.write_bytes(raw)
    workshop.take("a note", notes.add, "n1", None, "evidence", "a note")
    die(workshop)
    again = opens("this")
    assert (again.session.team, len(again.session.notes)) == ("Only here", 1)
