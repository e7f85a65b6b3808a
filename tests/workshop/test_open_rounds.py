"""Votes: totals only, on this computer alone, and a secret ballot that nothing undoes."""

from __future__ import annotations

import errno
import itertools
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened import A, B, C, Clock, close_and_be_killed, die, on_disk, totals_in
from strategies import a_session, trust

from workshop_tui.changes import notes, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.part import MOST_PEOPLE
from workshop_tui.model.session import Round
from workshop_tui.store import open_votes, session_file
from workshop_tui.store.journal import Change, Journal
from workshop_tui.workshop import NotTaken, Workshop

# Votes: totals only, never in the session's file before they are closed


def test_open_totals_survive_the_program_and_are_not_in_the_file(
    workshop: Workshop, file: Path, state: Path, clock: Clock
) -> None:
    before = file.read_bytes()
    for level in (5, 1, 0, 5):
        workshop.cast(A, level)
    workshop.cast(B, 2)
    workshop.save()
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
        found.add(tuple(sorted((_at_any_time(one.relative_to(folder)), one.read_bytes()) for one in files)))
    return found


def _at_any_time(path: Path) -> str:
    """A path without the moment at which a file was made: that of the first change, not of a vote."""
    return re.sub(r"\d{8}T\d{6,12}", "TIME", path.as_posix())


@pytest.fixture
def same_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is random anyway, the same each time."""
    monkeypatch.setattr(secrets, "token_hex", lambda size: "5" * 2 * size)


@pytest.mark.usefixtures("same_signs")
def test_no_file_tells_in_which_order_cards_came(tmp_path: Path) -> None:
    def in_this_order(votes: tuple[tuple[object, int], ...]) -> Callable[[Workshop], None]:
        def order(workshop: Workshop) -> None:
            for key, level in votes:
                workshop.cast(key, level)

        return order

    left = _left_behind(tmp_path / "kept", (in_this_order(votes) for votes in itertools.permutations(VOTES)))
    assert len(left) == 1
    assert any("open-rounds" in name for name, _ in left.pop())


@pytest.mark.usefixtures("same_signs")
@pytest.mark.parametrize("then", ["a crash", "a save", "leaving"])
def test_no_file_tells_in_which_order_people_passed_the_laptop(tmp_path: Path, then: str) -> None:
    people = [{A: 1, B: 5}, {A: 5, B: 0}, {B: 2}, {A: 0, C: 3}]

    def in_this_order(ballots: tuple[dict[object, int], ...]) -> Callable[[Workshop], None]:
        def order(workshop: Workshop) -> None:
            for ballot in ballots:
                workshop.cast_ballot(ballot)
            for key in (A, B, C):
                workshop.close_round(key)
            {"a crash": die, "a save": Workshop.save, "leaving": Workshop.leave}[then](workshop)

        return order

    left = _left_behind(tmp_path / "kept", (in_this_order(ballots) for ballots in itertools.permutations(people)))
    assert len(left) == 1
    assert not any("open-rounds" in name for name, _ in left.pop()), "nothing is left once all are closed"


def test_totals_left_behind_by_a_crash_after_closing_do_not_count_again(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.cast(A, 3)
    workshop.cast(B, 1)
    close_and_be_killed(workshop, A)
    die(workshop)
    again = Workshop.open(file, state, clock)
    assert again.open_round(A) is None
    assert again.open_round(B) == OpenRound((1, 0, 0, 0, 0))


def test_a_round_closes_also_where_its_totals_cannot_be_cleared(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.cast(A, 3)

    def broken(*args: object, **named: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(open_votes.OpenVotes, "put", broken)
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
    "left",
    [b"", b"{}", b"[3]", b"\xff", b"[" * 100_000, *(json.dumps([row]).encode() for row in BROKEN)],
    ids=["empty", "a table", "a number", "no text", "deep", "half", "negative", "three levels", "no level"],
)
def test_broken_totals_are_as_good_as_none(
    workshop: Workshop, file: Path, state: Path, clock: Clock, left: bytes
) -> None:
    workshop.cast(A, 3)
    totals_in(workshop).write_bytes(left)
    again = Workshop.open(file, state, clock)
    assert again.open_round(A) is None
    again.cast(A, 5)
    assert Workshop.open(file, state, clock).open_round(A) == OpenRound((0, 0, 0, 0, 1))


def test_the_totals_are_for_this_user_alone(workshop: Workshop) -> None:
    workshop.cast(A, 3)
    kept = totals_in(workshop)
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
    monkeypatch.setattr(workshop._rounds, "_rounds", {A: OpenRound((0, 0, 0, 0, MOST_PEOPLE))})
    with pytest.raises(NotTaken, match="cannot be counted"):
        workshop.cast(A, 0)
    workshop.close_round(A)


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
    assert not workshop.last_card_is_known(A)
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
        workshop.discard_rounds([A])
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
    # The room has seen this spread, so a level may be named; nobody remembers that once the program was left.
    assert workshop.was_seen(A)
    with pytest.raises(NotTaken, match="no such card"):
        workshop.take_back(A, 4)
    workshop.take_back(A, 5)
    assert not again.was_seen(A)
    assert workshop.close_round(A).counts == (1, 0, 0, 0, 0)
    assert not workshop.was_seen(A)


def test_undo_of_a_reveal_does_not_throw_away_cards_of_the_next_round(workshop: Workshop) -> None:
    workshop.cast(A, 1)
    workshop.close_round(A)
    workshop.cast(A, 5)
    with pytest.raises(NotTaken, match="new round"):
        workshop.undo()
    assert workshop.open_round(A) == OpenRound((0, 0, 0, 0, 1), number_of_round=1)
    assert len(workshop.session.rating(A).rounds) == 1
    workshop.discard_rounds([A])
    assert workshop.undo() == "the reveal of Item a"
    assert workshop.open_round(A) == OpenRound((1, 0, 0, 0, 0))


@pytest.mark.parametrize("killed", ["before the session is kept", "after"])
def test_a_crash_in_the_undo_of_a_reveal_loses_no_votes(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, killed: str
) -> None:
    workshop.cast(A, 1)
    workshop.close_round(A)
    write = Journal.change

    def dying(journal: Journal, change: Change) -> None:
        if killed == "after":
            write(journal, change)
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "change", dying)
    with pytest.raises(KeyboardInterrupt):
        workshop.undo()
    monkeypatch.undo()
    die(workshop)
    again = Workshop.open(file, state, clock)
    rounds, open_one = again.session.rating(A).rounds, again.open_round(A)
    assert (len(rounds), open_one is not None) in ((1, False), (0, True)), "in one place, and in one only"


def test_an_undo_of_a_reveal_that_cannot_be_kept_changes_nothing(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(journal: Journal, change: Change) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    workshop.cast(A, 1)
    workshop.close_round(A)
    workshop.save()
    file.chmod(0o444)
    monkeypatch.setattr(Journal, "change", broken)
    with pytest.raises(NotTaken):
        workshop.undo()
    assert workshop.undoable == 1
    assert workshop.open_round(A) is None
    file.chmod(0o644)
    monkeypatch.undo()
    assert Workshop.open(file, state, clock).open_round(A) is None
    assert workshop.undo() == "the reveal of Item a"
