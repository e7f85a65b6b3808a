"""The one door for change: on disk before it is seen, undone without touching a secret ballot, nothing lost."""

from __future__ import annotations

import datetime as dt
import errno
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from doings import DO, Doing, do, doings
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY, MORNING, a_framework, a_session, trust

from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.part import MOST_PEOPLE
from workshop_tui.model.session import Round, Session
from workshop_tui.store import open_votes, safe_save, session_file, toml_in
from workshop_tui.workshop import NotTaken, Workshop

A, B, C = trust("a"), trust("b"), trust("c")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> dt.datetime:
        return self.time

    def passes(self, **time: int) -> None:
        self.time += dt.timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sessions" / "2026-03-02-riverside.toml"
    path.parent.mkdir()
    session_file.save(path, altered(a_session(), state="open"), None)
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def workshop(file: Path, state: Path, clock: Clock) -> Workshop:
    return Workshop.open(file, state, clock)


def on_disk(workshop: Workshop) -> Session:
    return session_file.load(workshop.path).session


def team(workshop: Workshop, name: str) -> Session:
    return workshop.take("the team", plan.facts, team=name)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, int], None]]:
    """Make one of the steps of saving fail."""

    def fail(name: str, number: int) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(safe_save.os, name, broken)

    yield fail
    monkeypatch.undo()


# Taken means kept


def test_a_change_is_on_disk_before_it_is_taken(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    sync = safe_save.sync_folder
    monkeypatch.setattr(safe_save, "sync_folder", lambda folder: (sync(folder), seen.append(workshop.session.team)))
    team(workshop, "Changed")
    assert seen == ["Riverside"], "while it is saved, nobody sees it yet"
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
        ("open", errno.EROFS, "read-only"),
    ],
)
def test_what_cannot_be_kept_is_not_taken(
    workshop: Workshop, failing: Callable[[str, int], None], step: str, number: int, says: str
) -> None:
    team(workshop, "First")
    before, bytes_before = workshop.session, workshop.path.read_bytes()
    failing(step, number)
    with pytest.raises(NotTaken, match=says):
        team(workshop, "Second")
    with pytest.raises(NotTaken):
        workshop.undo()
    assert workshop.session is before
    assert workshop.undoable == 1
    assert workshop.path.read_bytes() == bytes_before


def test_a_read_only_file_is_respected(workshop: Workshop) -> None:
    workshop.path.chmod(0o444)
    with pytest.raises(NotTaken, match="the file is read-only"):
        team(workshop, "Changed")
    assert workshop.session.team == "Riverside"


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
    assert workshop.undoable == 0
    assert workshop.path.stat().st_mtime_ns == before.st_mtime_ns


# Someone else


def test_what_someone_else_wrote_is_never_overwritten(workshop: Workshop, file: Path) -> None:
    workshop.cast(A, 3)
    theirs = altered(workshop.session, team="Theirs")
    safe_save.put(file, session_file.text_of(theirs).encode())
    team(workshop, "Ours")
    assert session_file.load(file).session == theirs
    assert workshop.path != file
    assert workshop.path.parent == file.parent
    assert on_disk(workshop).team == "Ours"
    assert file.name in workshop.notice
    assert workshop.path.name in workshop.notice
    assert workshop.open_round(A) == OpenRound((0, 0, 1, 0, 0)), "the cards come along"
    workshop.notice = ""
    team(workshop, "Ours again")
    assert on_disk(workshop).team == "Ours again"
    assert workshop.notice == ""
    assert session_file.load(file).session == theirs


def test_the_copy_has_a_name_that_every_file_system_can_hold(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / f"{'é' * 120}.toml"
    session_file.save(path, a_session(), None)
    workshop = Workshop.open(path, tmp_path / "state", clock)
    for change in range(3):
        clock.passes(seconds=1)
        with workshop.path.open("a") as stream:
            stream.write("# by hand\n")
        team(workshop, f"Ours {change}")
    assert len(list(tmp_path.glob("*.toml"))) == 4
    assert all(one.name.count("(unsaved") <= 1 for one in tmp_path.iterdir())


def test_a_file_that_someone_took_away_is_written_again(workshop: Workshop, file: Path) -> None:
    file.unlink()
    team(workshop, "Still here")
    assert session_file.load(file).session.team == "Still here"
    assert "written again" in workshop.notice


def test_a_folder_that_is_gone_is_told(workshop: Workshop, file: Path) -> None:
    file.unlink()
    file.parent.rmdir()
    with pytest.raises(NotTaken, match="the folder is gone"):
        team(workshop, "Changed")


@pytest.mark.parametrize("gone", [False, True])
def test_the_clock_alone_makes_no_copy(workshop: Workshop, file: Path, clock: Clock, gone: bool) -> None:
    workshop.go("welcome", None)
    file.unlink() if gone else file.write_text("theirs")
    clock.passes(minutes=5)
    workshop.leave()
    assert [one.name for one in file.parent.iterdir()] == ([] if gone else [file.name])
    assert gone or file.read_text() == "theirs"


def test_a_file_that_is_a_link_stays_one(workshop: Workshop, file: Path, clock: Clock, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    linked = Workshop.open(link, tmp_path / "state", clock)
    linked.cast(A, 3)
    team(linked, "Through the link")
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
    assert workshop.session == altered(start, place=here.place, times=here.times)
    assert on_disk(workshop) == workshop.session


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


# Votes: totals only, never in the session's file before they are closed


def test_open_totals_survive_the_program_and_are_not_in_the_file(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    before = file.read_bytes()
    for level in (5, 1, 0, 5):
        workshop.cast(A, level)
    workshop.cast(B, 2)
    assert file.read_bytes() == before
    again = Workshop.open(file, state, clock)
    assert again.open_round(A) == OpenRound((1, 0, 0, 0, 2), 1)
    assert again.open_round(B) == OpenRound((0, 1, 0, 0, 0))
    closed = again.close_round(A)
    assert closed == Round(counts=(1, 0, 0, 0, 2), cant_say=1, people=16, how="cards")
    assert again.open_round(A) is None
    assert on_disk(again).rating(A).rounds == (closed,)


VOTES = [(A, 1), (A, 5), (A, 0), (B, 3), (C, 2)]


def _left_behind(folder: Path, orders: Iterator[Callable[[Workshop], None]]) -> set[tuple[tuple[str, bytes], ...]]:
    """Everything that lies on the disk after each of these, begun anew for each."""
    found = set()
    for order in orders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        session_file.save(folder / "day.toml", altered(a_session(), state="open"), None)
        order(Workshop.open(folder / "day.toml", folder / "state", Clock()))
        files = [one for one in folder.rglob("*") if one.is_file()]
        found.add(tuple(sorted((one.relative_to(folder).as_posix(), one.read_bytes()) for one in files)))
    return found


def test_no_file_tells_in_which_order_cards_came(tmp_path: Path) -> None:
    def in_this_order(votes: tuple[tuple[object, int], ...]) -> Callable[[Workshop], None]:
        def order(workshop: Workshop) -> None:
            for key, level in votes:
                workshop.cast(key, level)

        return order

    left = _left_behind(tmp_path / "kept", (in_this_order(votes) for votes in itertools.permutations(VOTES)))
    assert len(left) == 1
    assert any("open-rounds" in name for name, _ in left.pop())


def test_no_file_tells_in_which_order_people_passed_the_laptop(tmp_path: Path) -> None:
    people = [{A: 1, B: 5}, {A: 5, B: 0}, {B: 2}, {A: 0, C: 3}]

    def in_this_order(ballots: tuple[dict[object, int], ...]) -> Callable[[Workshop], None]:
        def order(workshop: Workshop) -> None:
            for ballot in ballots:
                workshop.cast_ballot(ballot)
            for key in (A, B, C):
                workshop.close_round(key)

        return order

    left = _left_behind(tmp_path / "kept", (in_this_order(ballots) for ballots in itertools.permutations(people)))
    assert len(left) == 1
    assert not any("open-rounds" in name for name, _ in left.pop()), "nothing is left once all are closed"


def test_totals_left_behind_by_a_crash_after_closing_do_not_count_again(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.cast(A, 3)
    workshop.cast(B, 1)
    left = workshop._votes_file.path.read_bytes()
    workshop.close_round(A)
    workshop._votes_file.path.write_bytes(left)  # as if the program had died in between
    again = Workshop.open(file, state, clock)
    assert again.open_round(A) is None
    assert again.open_round(B) == OpenRound((1, 0, 0, 0, 0))


def test_a_round_closes_also_where_its_totals_cannot_be_cleared(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.cast(A, 3)

    def broken(*args: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(open_votes.OpenVotes, "save", broken)
    workshop.close_round(A)
    assert workshop.open_round(A) is None
    assert on_disk(workshop).rating(A).rounds


def test_a_vote_that_cannot_be_kept_is_not_counted(workshop: Workshop, failing: Callable[[str, int], None]) -> None:
    workshop.cast(A, 3)
    workshop.cast(A, 1)
    failing("fsync", errno.ENOSPC)
    for attempt in (
        lambda: workshop.cast(A, 3),
        lambda: workshop.take_back(A),
        lambda: workshop.cast_ballot({A: 1, B: 1}),
        lambda: workshop.close_round(A),
    ):
        with pytest.raises(NotTaken, match="the disk is full"):
            attempt()
    assert workshop.open_round(A) == OpenRound((1, 0, 1, 0, 0))
    assert workshop.open_round(B) is None
    assert workshop.session.rating(A).rounds == ()


ROW = {"framework": "trust", "item": "a", "counts": [1, 0, 0, 0, 2], "cant_say": 0, "how": "cards", "round": 0}
BROKEN = [{"framework": "trust"}, ROW | {"counts": [-1, 0, 0, 0, 2]}, ROW | {"counts": [1, 0, 2]}, ROW | {"counts": []}]


@pytest.mark.parametrize(
    "left", [b"", b"{}", b"[3]", b"\xff", b"[" * 100_000, *(json.dumps([row]).encode() for row in BROKEN)]
)
def test_broken_totals_are_as_good_as_none(
    workshop: Workshop, file: Path, state: Path, clock: Clock, left: bytes
) -> None:
    workshop.cast(A, 3)
    workshop._votes_file.path.write_bytes(left)
    again = Workshop.open(file, state, clock)
    assert again.open_round(A) is None
    again.cast(A, 5)
    assert Workshop.open(file, state, clock).open_round(A) == OpenRound((0, 0, 0, 0, 1))


def test_the_totals_are_for_this_user_alone(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    kept = workshop._votes_file.path
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


# Rules of taking cards


def test_a_level_that_the_scale_does_not_have_is_not_counted(workshop: Workshop) -> None:
    for level in (-1, 6, 9):
        with pytest.raises(NotTaken, match=r"^The scale goes from 1 to 5, and 0 is can't say$"):
            workshop.cast(A, level)
    with pytest.raises(NotTaken, match="does not have that item"):
        workshop.cast(trust("nowhere"), 1)
    assert workshop.open_round(A) is None


def test_a_key_that_is_held_down_does_not_count_for_ever(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop._votes = {A: OpenRound((0, 0, 0, 0, MOST_PEOPLE))}
    with pytest.raises(NotTaken, match="cannot be counted"):
        workshop.cast(A, 0)
    workshop.close_round(A)


def test_the_last_card_can_be_taken_back_once(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    workshop.cast(A, 5)
    assert workshop.last_card_is_known
    assert workshop.take_back(A) == OpenRound((0, 0, 1, 0, 0))
    assert not workshop.last_card_is_known
    with pytest.raises(NotTaken, match="say which level"):
        workshop.take_back(A)
    with pytest.raises(NotTaken, match="no such card"):
        workshop.take_back(A, 5)
    assert workshop.take_back(A, 3) is None
    assert workshop.open_round(A) is None


def test_the_last_card_of_another_item_is_not_this_items(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    workshop.cast(B, 5)
    with pytest.raises(NotTaken, match="say which level"):
        workshop.take_back(A)
    assert workshop.take_back(A, 3) is None
    assert workshop.open_round(B) == OpenRound((0, 0, 0, 0, 1))


def test_after_reopening_nobody_knows_which_card_was_last(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    workshop.cast(A, 3)
    again = Workshop.open(file, state, clock)
    assert not again.last_card_is_known
    with pytest.raises(NotTaken, match="say which level"):
        again.take_back(A)


def test_no_votes_but_in_an_open_workshop(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    for state in ("planned", "closed"):
        workshop.move(plan.facts, state=state)
        for attempt in (
            lambda: workshop.cast(A, 1),
            lambda: workshop.cast_ballot({A: 1}),
            lambda: workshop.close_round(A),
        ):
            with pytest.raises(NotTaken):
                attempt()
    workshop.move(plan.reopen)
    assert workshop.open_round(A) == OpenRound((0, 0, 1, 0, 0))


def test_a_round_that_nobody_answered_cannot_be_closed(workshop: Workshop) -> None:
    with pytest.raises(NotTaken, match="Nobody has answered"):
        workshop.close_round(A)


def test_a_round_can_be_thrown_away_and_taken_anew(workshop: Workshop) -> None:
    workshop.cast(B, 1)
    workshop.cast(A, 3)
    workshop.discard_round(A)
    assert workshop.open_round(A) is None
    assert workshop.open_round(B) is not None
    assert not workshop.last_card_is_known


def test_a_second_round_is_kept_beside_the_first(workshop: Workshop) -> None:
    workshop.cast(A, 1)
    first = workshop.close_round(A)
    workshop.cast(A, 2)
    second = workshop.close_round(A)
    assert on_disk(workshop).rating(A).rounds == (first, second)


# Rules of a secret ballot


def test_a_ballot_counts_whole_or_not_at_all(workshop: Workshop) -> None:
    workshop.cast_ballot({A: 1, B: 0})
    for wrong in ({A: 2, B: 6}, {A: 2, trust("nowhere"): 1}, {A: -1}):
        with pytest.raises(NotTaken):
            workshop.cast_ballot(wrong)
    assert workshop.open_round(A) == OpenRound((1, 0, 0, 0, 0), how="ballot")
    assert workshop.open_round(B) == OpenRound((0, 0, 0, 0, 0), 1, how="ballot")


def test_nothing_of_a_ballot_can_be_taken_back(workshop: Workshop) -> None:
    workshop.cast_ballot({A: 1})
    for level in (None, 1):
        with pytest.raises(NotTaken, match="no card"):
            workshop.take_back(A, level)


@pytest.mark.parametrize("card_first", [False, True])
def test_cards_beside_a_ballot_are_kept_as_secretly(workshop: Workshop, card_first: bool) -> None:
    for is_card in (card_first, not card_first):
        workshop.cast(A, 5) if is_card else workshop.cast_ballot({A: 1})
    assert workshop.open_round(A) == OpenRound((1, 0, 0, 0, 1), how="ballot")
    assert not workshop.last_card_is_known
    with pytest.raises(NotTaken):
        workshop.take_back(A, 1)
    workshop.close_round(A)
    assert workshop.undoable == 0


def test_undo_never_touches_a_closed_ballot(workshop: Workshop) -> None:
    """Every kind of change to the item, before, between and behind its ballots; all undone."""

    def change(mark: int) -> None:
        workshop.take("agreed", ratings.agree, A, 1 + mark % 5)
        workshop.take("dots", ratings.give_dots, A, mark)
        workshop.take("chosen", ratings.choose, A, bool(mark % 2))
        workshop.take("note", notes.add, f"n{mark}", A, "works", f"note {mark}")

    start, ballots = workshop.session, []
    for mark in range(1, 5):
        change(mark)
        workshop.cast(A, mark)
        workshop.close_round(A)
        change(mark + 10)
        workshop.cast_ballot({A: mark, B: 6 - mark})
        ballots.append(workshop.close_round(A))
        workshop.close_round(B)
    while workshop.undoable:
        workshop.undo()
        rounds = workshop.session.rating(A).rounds
        assert tuple(one for one in rounds if one.how == "ballot") == tuple(ballots)
        assert len(workshop.session.rating(B).rounds) == 4
        workshop.discard_round(A)
    assert workshop.session.rating(A) == altered(start.rating(A), rounds=tuple(ballots))
    assert workshop.session.notes == ()


# Undo of a reveal


def test_undo_of_a_reveal_opens_the_cards_again(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    for level in (1, 5, 0):
        workshop.cast(A, level)
    totals = workshop.open_round(A)
    workshop.close_round(A)
    workshop.take("agreed", ratings.agree, A, 2)
    workshop.undo()
    assert workshop.undo() == "the reveal of Item a"
    assert workshop.open_round(A) == totals
    assert on_disk(workshop).rating(A).rounds == ()
    again = Workshop.open(file, state, clock)
    assert again.open_round(A) == totals
    again.take_back(A, 5)
    assert again.close_round(A).counts == (1, 0, 0, 0, 0)


def test_undo_of_a_reveal_does_not_throw_away_cards_of_the_next_round(workshop: Workshop) -> None:
    workshop.cast(A, 1)
    workshop.close_round(A)
    workshop.cast(A, 5)
    with pytest.raises(NotTaken, match="new round"):
        workshop.undo()
    assert workshop.open_round(A) == OpenRound((0, 0, 0, 0, 1), number_of_round=1)
    assert len(workshop.session.rating(A).rounds) == 1
    workshop.discard_round(A)
    assert workshop.undo() == "the reveal of Item a"
    assert workshop.open_round(A) == OpenRound((1, 0, 0, 0, 0))


@pytest.mark.parametrize("killed", ["before the session is saved", "after"])
def test_a_crash_in_the_undo_of_a_reveal_loses_no_votes(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, killed: str
) -> None:
    workshop.cast(A, 1)
    workshop.close_round(A)
    save = session_file.save

    def dying(*args: object) -> str:
        if killed == "after":
            save(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(session_file, "save", dying)
    with pytest.raises(KeyboardInterrupt):
        workshop.undo()
    monkeypatch.undo()
    again = Workshop.open(file, state, clock)
    rounds, open_one = again.session.rating(A).rounds, again.open_round(A)
    assert (len(rounds), open_one is not None) in ((1, False), (0, True)), "in one place, and in one only"


def test_an_undo_of_a_reveal_that_cannot_be_saved_changes_nothing(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    workshop.cast(A, 1)
    workshop.close_round(A)
    file.chmod(0o444)
    with pytest.raises(NotTaken):
        workshop.undo()
    assert workshop.undoable == 1
    assert workshop.open_round(A) is None
    file.chmod(0o644)
    assert Workshop.open(file, state, clock).open_round(A) is None
    assert workshop.undo() == "the reveal of Item a"


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
