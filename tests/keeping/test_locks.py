"""Locks beside a file: told politely, taken away when their owner is gone, and only then."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from opened import Clock
from strategies import MORNING

from workshop_tui.store import locks, safe_save
from workshop_tui.store.locks import Busy, Holder, Presence, saving

WHERE_ONE_CAN_ASK = pytest.mark.skipif(sys.platform == "win32", reason="to ask whether a process lives would end it")


@pytest.fixture(autouse=True)
def our_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "_host", lambda: "laptop-1")
    monkeypatch.setattr(locks, "_who", lambda: "sam")


@pytest.fixture
def path(root: Path) -> Path:
    path = root / "team.toml"
    path.write_text("")
    return path


def lock_of(path: Path, ending: str = "") -> Path:
    return path.with_name(f".~lock.{path.name}{ending}")


def left(path: Path, ending: str = "", **others: object) -> Path:
    """A lock that somebody left, a moment ago."""
    said = {"who": "dana", "host": "laptop-2", "since": "2026-03-02T10:14:00", "pid": 7, "sign": "x"} | others
    lock_of(path, ending).write_text(json.dumps(said))
    return lock_of(path, ending)


def old(lock: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(lock, (then, then))


def a_dead_pid() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one != path)


# Who has it open


def test_whoever_comes_second_is_told_who_came_first(path: Path) -> None:
    first, second = Presence(path), Presence(path)
    assert first.arrive(MORNING) is None
    found = second.arrive(MORNING)
    assert found is not None
    assert found.words(MORNING) == "open in another window since 09:30"
    second.leave()
    assert names(path) == [".~lock.team.toml"], "whoever did not put it there does not take it away"
    first.leave()
    assert names(path) == []


@pytest.mark.parametrize(
    ("since", "host", "words"),
    [
        (MORNING, "laptop-2", "open on another laptop (dana on laptop-2) since 09:30"),
        (MORNING - dt.timedelta(days=2), "laptop-2", "open on another laptop (dana on laptop-2) since 28 Feb 09:30"),
        (MORNING, "laptop-1", "open in another window since 09:30"),
    ],
)
def test_it_is_told_politely(since: dt.datetime, host: str, words: str) -> None:
    assert Holder("dana", host, since).words(MORNING) == words


def test_another_computers_lock_is_respected_until_nobody_has_touched_it_for_long(path: Path) -> None:
    lock = left(path)
    for seconds in (0, 300, 890):
        old(lock, seconds)
        assert Presence(path).arrive(MORNING) is not None
    old(lock, 910)
    one = Presence(path)
    assert one.arrive(MORNING) is None
    assert json.loads(lock.read_text())["host"] == "laptop-1"
    one.leave()
    assert names(path) == []


def test_who_stays_is_not_taken_for_gone(path: Path) -> None:
    one = Presence(path)
    one.arrive(MORNING)
    old(lock_of(path), 5000)
    one.touch()
    assert Presence(path).arrive(MORNING) is not None


@WHERE_ONE_CAN_ASK
def test_a_lock_of_a_process_that_has_died_here_counts_for_nothing(path: Path) -> None:
    left(path, host="laptop-1", pid=a_dead_pid())
    assert Presence(path).arrive(MORNING) is None


def test_a_number_that_no_process_can_have_is_of_none(path: Path, clock: Clock) -> None:
    left(path, host="laptop-1", pid=10**30)
    assert Presence(path).arrive(clock()) is None


def test_a_lock_that_is_dated_long_ahead_keeps_nobody_in_awe(path: Path, clock: Clock) -> None:
    old(left(path), -1e6)
    assert Presence(path).arrive(clock()) is None


def test_a_lock_of_a_living_process_counts(path: Path) -> None:
    left(path, host="laptop-1", pid=os.getppid())
    assert Presence(path).arrive(MORNING) is not None


@WHERE_ONE_CAN_ASK
def test_a_lock_of_our_own_number_that_is_not_ours_is_of_one_who_died(path: Path) -> None:
    """As in a container, where the program is number 1 each time; or where a share went away, and came back."""
    left(path, host="laptop-1", pid=os.getpid())
    assert Presence(path).arrive(MORNING) is None


@pytest.mark.parametrize("said", [b"", b"\xff", b"[]", b"{}", b"null", b"x" * 5000, b'{"since": 3}', b"[" * 3000])
def test_a_lock_that_says_nothing_keeps_nobody_out(path: Path, said: bytes) -> None:
    lock_of(path).write_bytes(said)
    one = Presence(path)
    assert one.arrive(MORNING) is None
    one.leave()
    assert names(path) == []


def test_a_lock_that_is_a_link_is_not_followed(path: Path, root: Path) -> None:
    (root / "precious").write_text("mine")
    lock_of(path).symlink_to(root / "precious")
    one = Presence(path)
    one.arrive(MORNING)
    one.leave()
    assert (root / "precious").read_text() == "mine"


def test_where_no_lock_can_be_written_nobody_is_told(root: Path) -> None:
    one = Presence(root / "gone" / "team.toml")
    assert one.arrive(MORNING) is None
    one.touch()
    one.leave()


def test_what_was_moved_aside_by_one_who_was_killed_goes_when_nobody_needs_it(path: Path) -> None:
    strays = [".~lock.team.toml.0123abcd", ".~lock.team.toml.saving.0123abcd"]
    others = [".~lock.team.toml.saving", ".~lock.team.toml.other.toml", ".~lock.other.toml.0123abcd", "a.0123abcd"]
    for name in [*strays, *others]:
        (path.parent / name).write_text("")
        old(path.parent / name, 100)
    (path.parent / ".~lock.team.toml.89abcdef").write_text("")
    Presence(path).arrive(MORNING)
    assert names(path) == sorted([*others, ".~lock.team.toml", ".~lock.team.toml.89abcdef"])


# Who saves


def test_only_one_saves_at_a_time(path: Path) -> None:
    with saving(path):
        assert names(path) == [".~lock.team.toml.saving"]
        with pytest.raises(Busy, match="another program is saving this file just now"), saving(path, patience=0.02):
            raise AssertionError("two at once")
    assert names(path) == []
    with saving(path, patience=0.0):
        pass


def test_after_a_failure_the_lock_is_gone(path: Path) -> None:
    with pytest.raises(RuntimeError), saving(path):
        raise RuntimeError
    assert names(path) == []


@WHERE_ONE_CAN_ASK
@pytest.mark.parametrize(
    ("seconds", "facts"),
    [
        (31, {}),
        (-31, {}),
        (-1e9, {}),
        (0, {"host": "laptop-1", "pid": "dead"}),
        (0, {"host": "laptop-1", "pid": os.getpid()}),
        (0, {"host": "laptop-1", "pid": 10**30}),
        (0, {"host": "laptop-1", "pid": -(10**30)}),
    ],
)
def test_a_lock_whose_owner_is_gone_is_taken_over(path: Path, seconds: float, facts: dict[str, object]) -> None:
    pid = a_dead_pid() if facts.get("pid") == "dead" else facts.get("pid", 7)
    old(left(path, ".saving", **{**facts, "pid": pid}), seconds)
    with saving(path, patience=0.5):
        assert json.loads(lock_of(path, ".saving").read_text())["who"] == "sam"
    assert names(path) == []


@pytest.mark.parametrize("facts", [{}, {"host": "laptop-1", "pid": os.getppid()}])
def test_a_lock_whose_owner_may_live_is_waited_for(path: Path, facts: dict[str, object]) -> None:
    lock = left(path, ".saving", **facts)
    old(lock, 25)
    before = lock.read_bytes()
    with pytest.raises(Busy), saving(path, patience=0.02):
        raise AssertionError("two at once")
    assert lock.read_bytes() == before
    assert names(path) == [lock.name]


def test_a_lock_that_was_never_signed_keeps_nobody_for_long(path: Path) -> None:
    lock_of(path, ".saving").write_text("")
    with pytest.raises(Busy), saving(path, patience=0.02):
        raise AssertionError("whoever made it may be signing it now")
    old(lock_of(path, ".saving"), 4)
    with saving(path, patience=0.02):
        pass
    assert names(path) == []


def test_a_new_lock_is_not_taken_away_for_an_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between judging a lock and moving it aside, somebody else was quicker."""
    lock = left(path, ".saving")
    old(lock, 40)
    age = locks._age

    def then_somebody_takes_it_over(one: Path) -> float:
        found = age(one)
        left(path, ".saving", sign="new")
        return found

    def moved(*_: object) -> None:
        raise AssertionError("it was away for a moment, in which a third one could have come")

    monkeypatch.setattr(locks, "_age", then_somebody_takes_it_over)
    monkeypatch.setattr(os, "rename", moved)
    with pytest.raises(Busy), saving(path, patience=0.02):
        raise AssertionError("two at once")
    assert json.loads(lock.read_text())["sign"] == "new"
    assert names(path) == [lock.name]


def test_a_new_lock_that_was_moved_aside_for_an_old_one_is_put_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = left(path, ".saving")
    old(lock, 40)
    rename = os.rename

    def somebody_is_quicker(source: Path, target: Path) -> None:
        left(path, ".saving", sign="new")
        rename(source, target)

    monkeypatch.setattr(os, "rename", somebody_is_quicker)
    locks._clear_if_stale(lock)
    assert json.loads(lock.read_text())["sign"] == "new"
    assert names(path) == [lock.name]


def test_whoever_lost_the_lock_meanwhile_takes_nobody_elses_away(path: Path) -> None:
    with saving(path):
        left(path, ".saving", sign="new")
    assert json.loads(lock_of(path, ".saving").read_text())["sign"] == "new"


def test_laptops_whose_clocks_differ_judge_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = left(path, ".saving")
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert abs(locks._age(lock)) < 5
    assert names(path) == [lock.name]


def test_a_link_is_locked_where_its_file_lies(path: Path, root: Path) -> None:
    (root / "elsewhere").mkdir()
    link = root / "elsewhere" / "link.toml"
    link.symlink_to(path)
    with saving(link), pytest.raises(Busy), saving(path, patience=0.02):
        raise AssertionError("two at once")


@pytest.mark.parametrize("stem", ["ä" * 120, "会" * 83, "😀" * 62, "a" * 250])
def test_a_long_name_is_locked_too_and_its_file_replaced(root: Path, clock: Clock, stem: str) -> None:
    path = root / f"{stem}.toml"
    path.write_text("")
    with saving(path):
        safe_save.replace(path, b"new", expected=safe_save.digest(b""))
    assert path.read_bytes() == b"new"
    one = Presence(path)
    assert one.arrive(clock()) is None
    with saving(path):
        assert len(names(path)) == 2
    one.leave()
    assert names(path) == []
