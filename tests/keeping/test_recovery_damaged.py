"""Journals that are damaged, files that are gone or are another session's: told, and nothing is thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from odd_files import USABLE
from opened import A, Clock
from strategies import MORNING

from keeping.days import kill, opened, seen_in
from keeping.others import AT_TWO, journals, note, somebody_else
from workshop_tui.changes import actions, notes, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action
from workshop_tui.model.session import Session
from workshop_tui.store import session_file
from workshop_tui.store.journal import Change
from workshop_tui.store.problem import FileProblem
from workshop_tui.workshop import Workshop


@pytest.fixture(autouse=True)
def at_two(clock: Clock) -> None:
    clock.time = AT_TWO


def test_a_journal_that_cannot_be_read_is_kept_aside_and_told(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    for number in range(3):
        note(workshop, f"n{number}")
    kill(workshop)
    [journal] = journals(state)
    raw = journal.read_bytes()
    journal.write_bytes(raw.replace(b"workshop-session/1", b"workshop-session/7"))
    again = opened(file, state, clock)
    [aside] = journals(state, "unreadable-*")
    assert again.notice == f"Changes that this computer kept could not be read; they lie untouched in {aside}"
    assert aside.read_bytes() == raw.replace(b"workshop-session/1", b"workshop-session/7")
    assert again.session.notes == ()
    note(again, "n9")
    kill(again)
    assert [one.id for one in opened(file, state, clock).session.notes] == ["n9"]


def test_what_is_whole_before_a_damaged_line_is_brought_back_and_the_rest_kept_aside(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    for number in range(4):
        note(workshop, f"n{number}")
    kill(workshop)
    [journal] = journals(state)
    raw = journal.read_bytes().replace(b"said n2", b"said x2")
    journal.write_bytes(raw)
    again = opened(file, state, clock)
    assert [one.id for one in again.session.notes] == ["n0", "n1"]
    [aside] = journals(state, "unreadable-*")
    assert again.notice == (
        f"Some of the changes that this computer kept could not be read; they lie untouched in {aside}. "
        "2 changes from 14:02 were brought back"
    )
    assert aside.read_bytes() == raw
    note(again, "n9")
    kill(again)
    assert [one.id for one in opened(file, state, clock).session.notes] == ["n0", "n1", "n9"]


def test_changes_that_fit_no_session_are_kept_aside(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    note(workshop, "n1")
    assert workshop._keeping._journal._journal is not None
    workshop._keeping._journal._journal.change(Change("take", MORNING, [(("notes", 7, "text"), "nowhere")]))
    kill(workshop)
    again = opened(file, state, clock)
    assert "could not be read" in again.notice
    assert again.session.notes == ()
    note(again, "n2")
    kill(again)
    assert [one.id for one in opened(file, state, clock).session.notes] == ["n2"]


@pytest.mark.parametrize("raw", [b"", b"no TOML", None])
def test_while_the_file_cannot_be_used_its_changes_wait(
    workshop: Workshop, file: Path, state: Path, clock: Clock, raw: bytes | None
) -> None:
    before = file.read_bytes()
    note(workshop, "n1")
    kill(workshop)
    file.unlink()
    if raw is not None:
        file.write_bytes(raw)
    with pytest.raises(FileProblem):
        opened(file, state, clock)
    file.write_bytes(before)
    assert [one.id for one in opened(file, state, clock).session.notes] == ["n1"]


def test_while_another_session_lies_there_its_changes_wait(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    before = file.read_bytes()
    note(workshop, "n1")
    kill(workshop)
    somebody_else(file, altered, id="another")
    other = opened(file, state, clock)
    assert other.session.notes == ()
    note(other, "m1")
    other.leave()
    file.write_bytes(before)
    assert [one.id for one in opened(file, state, clock).session.notes] == ["n1"]


def test_changes_to_a_file_of_anybodys_making_are_brought_back(root: Path, state: Path, clock: Clock) -> None:
    """A journal holds positions: they must mean the same in a file that was written by hand."""
    for number, (name, (raw, _, _)) in enumerate(USABLE.items()):
        path = root / f"{number}.toml"
        path.write_bytes(b"\xef\xbb\xbf" + raw.replace("\n", "\r\n").encode())
        workshop = opened(path, state, clock)
        note(workshop, "n1")
        workshop.take("dots", change_all, 3)
        workshop.take("an action", actions.add, Action(id="a9", what="x"), clock().date())
        note(workshop, "n2")
        workshop.take("a note", notes.remove, "n1")
        expected = seen_in(workshop)
        kill(workshop)
        again = opened(path, state, clock)
        assert seen_in(again) == expected, name
        again.leave()
        assert session_file.load(path).session.notes == expected[0].notes


def change_all(session: Session, dots: int) -> Session:
    for rating in session.ratings:
        session = ratings.give_dots(session, rating.key, dots)
    return session


def test_of_a_last_line_that_is_damaged_one_is_told_to_look(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    for number in range(2):
        note(workshop, f"n{number}")
    kill(workshop)
    [journal] = journals(state)
    journal.write_bytes(journal.read_bytes().replace(b"said n1", b"said x1"))
    again = opened(file, state, clock)
    assert [one.id for one in again.session.notes] == ["n0"]
    assert again.notice == (
        "The end of what this computer kept is not whole, as after a power cut: see whether your last change is there. "
        "1 change from 14:02 was brought back"
    )


def test_a_journal_of_another_session_is_kept_aside(
    workshop: Workshop, file: Path, state: Path, clock: Clock, root: Path
) -> None:
    other = root / "elsewhere" / "other.toml"
    other.parent.mkdir()
    session_file.save(other, altered(session_file.load(file).session, id="another1"), None)
    stranger = opened(other, root / "its state", clock)
    note(stranger, "theirs")
    [theirs] = journals(root / "its state")
    kill(stranger)
    note(workshop, "ours")
    kill(workshop)
    [ours] = journals(state)
    (ours.parent / "journal-20260302T000000-aaaaaa.log").write_bytes(theirs.read_bytes())
    again = opened(file, state, clock)
    assert [one.id for one in again.session.notes] == ["ours"]
    [aside] = journals(state, "unreadable-*")
    assert aside.read_bytes() == theirs.read_bytes()
    assert "could not be read" in again.notice


@pytest.mark.parametrize("raw", [b"", bytes(200), b"[{", b'{"a": 1}', b"[1]", b'[{"framework": "trust"}]'])
def test_answers_that_cannot_be_read_are_kept_aside_and_told(
    workshop: Workshop, file: Path, state: Path, clock: Clock, raw: bytes
) -> None:
    for _ in range(3):
        workshop.cast(A, 3)
    kill(workshop)
    [totals] = journals(state, "open-rounds.json")
    totals.write_bytes(raw)
    again = opened(file, state, clock)
    assert again.open_round(A) is None
    [aside] = journals(state, "unreadable-open-rounds.json")
    assert aside.read_bytes() == raw
    assert again.notice.startswith("Answers that were in and not revealed could not be read, and must be given anew")
    again.cast(A, 2)
    kill(again)
    last = opened(file, state, clock)
    assert (last.notice, last.open_round(A) and last.open_round(A).answers) == ("", 1)  # type: ignore[union-attr]
