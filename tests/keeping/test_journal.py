"""The journal: whole lines only, one writer at a time, and nothing that counts is ever dropped silently."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import stat
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from strategies import MORNING, text, toml_values

from keeping.places import MEMORY
from workshop_tui.changes.patch import Step
from workshop_tui.store import in_use, journal
from workshop_tui.store.journal import Change, Journal, Record

FIRST = "f" * 64


def a_change(number: int, label: str = "a change") -> Change:
    return Change("take", MORNING, [(("team",), f"Team {number}")], label)


def begun(folder: Path, changes: int = 0) -> Journal:
    one = Journal.begin(folder, "the file", FIRST)
    for number in range(changes):
        one.change(a_change(number))
    return one


def again(one: Journal) -> Record:
    """What it says after the process has died."""
    one.close()
    opened = Journal.go_on(one.path)
    assert opened is not None
    opened[0].close()
    return opened[1]


def labels(record: Record) -> list[str]:
    return [step[1] for change in record.changes for step in change.steps]


def teams(count: int) -> list[str]:
    return [f"Team {number}" for number in range(count)]


# What it holds


def test_what_was_written_is_read_again(root: Path) -> None:
    one = Journal.begin(root, 'the "file"\n', FIRST)
    steps: list[Step] = [(("notes", 3, "text"), "said 👩‍👩‍👧‍👦"), (("notes",), 0, 1, [])]
    came_in: tuple[str, list[Step]] = ("2" * 64, [(("team",), "B")])
    change = Change("take", MORNING, steps, "the reveal", ("trust", "a"), [[["team"], "A", "B"]], came_in)
    one.change(change)
    one.intent("1" * 64, 1)
    one.saved("1" * 64)
    one.change(a_change(2))
    record = again(one)
    [first, second] = record.changes
    assert (first.do, first.at, first.label, first.reopens) == ("take", MORNING, "the reveal", ("trust", "a"))
    assert first.steps == [[["notes", 3, "text"], "said 👩‍👩‍👧‍👦"], [["notes"], 0, 1, []]]
    assert first.conflicts == [[["team"], "A", "B"]]
    assert record.came_in == {"2" * 64: (1, [[["team"], "B"]])}
    assert second.came_in is None
    assert (record.text, record.held, record.confirmed) == ('the "file"\n', {FIRST: 0, "1" * 64: 1}, 1)
    assert not record.is_altered


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_only_this_user_may_read_it(root: Path) -> None:
    assert stat.S_IMODE(begun(root).path.stat().st_mode) == 0o600


@given(toml_values)
def test_every_value_that_a_session_can_hold_survives(value: object) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        one = begun(Path(folder))
        try:
            one.change(Change("take", MORNING, [(("key",), value)]))
        except ValueError:  # half an emoji, which no file can hold
            assert again(one).changes == []
        else:
            [change] = again(one).changes
            assert as_in_a_file(change.steps[0][1]) == as_in_a_file(value)


def as_in_a_file(value: object) -> str:
    """Without what no file says: which of two equal hours it is when clocks go back, and what a zone is called."""
    return re.sub(r", fold=1|, tzinfo=datetime\.timezone(\.utc|\([^)]*\)+)", "", repr(value))


@pytest.mark.parametrize("value", [dt.datetime(2026, 3, 2, 9, 30), dt.date(2026, 3, 2), dt.time(9, 30)])
def test_dates_are_dates_again(root: Path, value: object) -> None:
    one = begun(root)
    one.change(Change("take", MORNING, [(("when",), value)]))
    assert again(one).changes[0].steps[0][1] == value


def test_a_text_that_looks_like_a_date_of_ours_stays_a_text(root: Path) -> None:
    one = begun(root)
    table = {"datetime": "2026-03-02T09:30:00", "\\ud800date": "2026-03-02"}
    one.change(Change("take", MORNING, [(("when",), table)]))
    assert again(one).changes[0].steps[0][1] == table


@given(text)
def test_half_an_emoji_is_refused_and_leaves_no_trace(said: str) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        one = begun(Path(folder), 1)
        with pytest.raises(ValueError):
            one.change(a_change(1, f"{said}\ud83d"))
        one.change(a_change(1))
        assert labels(again(one)) == teams(2)


# Half written, altered


def test_it_may_be_cut_off_at_any_byte(root: Path) -> None:
    one = begun(root, 3)
    one.close()
    raw = one.path.read_bytes()
    ends = [place + 1 for place, byte in enumerate(raw) if byte == ord("\n")]
    for length in range(len(raw)):
        whole = sum(end <= length for end in ends)
        path = root / "journal-x.log"
        path.write_bytes(raw[:length])
        opened = Journal.go_on(path)
        if not whole:
            assert opened is None
            assert not path.exists(), "what holds nothing is not left to be found again"
            continue
        assert opened is not None
        assert labels(opened[1]) == teams(whole - 1)
        assert not opened[1].is_altered
        opened[0].change(a_change(9))
        assert labels(again(opened[0])) == [*teams(whole - 1), "Team 9"], "behind the last whole line"


@pytest.mark.parametrize("rest", [bytes(300), b"half a line", b"\n\n\n", bytes(40) + b"\n", b"deadbeef {}\n"])
def test_what_a_power_cut_leaves_behind_the_last_line_is_cut_off(root: Path, rest: bytes) -> None:
    one = begun(root, 2)
    one.close()
    with one.path.open("ab") as stream:
        stream.write(rest)
    opened = Journal.go_on(one.path)
    assert opened is not None
    assert not opened[1].is_altered
    assert opened[1].is_torn == (rest != b"half a line"), "which is all that a kill leaves"
    opened[0].change(a_change(2))
    assert labels(again(opened[0])) == teams(3)


def test_an_altered_line_ends_it_and_is_told(root: Path) -> None:
    one = begun(root, 4)
    one.close()
    raw = one.path.read_bytes()
    for place in range(raw.index(b"Team 1"), raw.index(b"Team 1") + 6):
        one.path.write_bytes(raw[:place] + b"#" + raw[place + 1 :])
        record = again(one)
        assert labels(record) == ["Team 0"]
        assert record.is_altered


def test_a_beginning_that_cannot_be_read_is_told_and_left(root: Path) -> None:
    one = begun(root, 2)
    one.close()
    raw = b"#" + one.path.read_bytes()
    one.path.write_bytes(raw.replace(b"the file", b"the fire"))
    with pytest.raises(ValueError):
        Journal.go_on(one.path)
    assert one.path.read_bytes() == raw.replace(b"the file", b"the fire")


@pytest.mark.parametrize("said", [b"[]", b"{}", b'{"text": 3}', b"null", b"[" * 100_000])
def test_lines_that_say_something_else_are_no_journal(root: Path, said: bytes) -> None:
    path = root / "journal-x.log"
    path.write_bytes(b"%08x %s\n" % (zlib.crc32(said), said))
    with pytest.raises(ValueError):
        Journal.go_on(path)


def test_saved_without_its_intent_counts_for_nothing(root: Path) -> None:
    one = begun(root, 1)
    one.saved("9" * 64)
    one.change(a_change(1))
    record = again(one)
    assert labels(record) == teams(2)
    assert record.confirmed == 0


# Failing


@pytest.mark.parametrize("step", ["write", "fsync", "lseek"])
def test_what_could_not_be_written_does_not_count(root: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    one = begun(root, 1)
    with monkeypatch.context() as patch:
        patch.setattr(journal.os, step, failing)
        with pytest.raises(OSError, match="left"):
            one.change(a_change(9))
    assert one.number == 1
    one.change(a_change(1))
    assert labels(again(one)) == teams(2)


def test_what_could_not_be_written_nor_taken_away_is_overwritten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = begun(root, 1)
    with monkeypatch.context() as patch:
        patch.setattr(journal.os, "fsync", failing)
        patch.setattr(journal.os, "ftruncate", failing)
        with pytest.raises(OSError):
            one.change(a_change(9, "much longer than the one that comes after it " * 9))
    one.change(a_change(1))
    assert labels(again(one)) == teams(2)


def test_a_journal_that_cannot_begin_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal.os, "write", failing)
    with pytest.raises(OSError):
        begun(root)
    assert list(root.iterdir()) == []


def failing(*_: object) -> None:
    raise OSError(errno.ENOSPC, "no space left")


def test_one_that_was_let_go_of_writes_into_no_other_file(root: Path) -> None:
    one = begun(root, 1)
    one.close()
    other = os.open(root / "other", os.O_RDWR | os.O_CREAT)
    with pytest.raises(OSError):
        one.change(a_change(1))
    one.saved(FIRST)
    os.close(other)
    assert (root / "other").read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
def test_one_whose_file_is_gone_says_so(root: Path) -> None:
    one = begun(root, 1)
    one.path.unlink()
    with pytest.raises(FileNotFoundError, match="this computer's own folder is gone"):
        one.change(a_change(1))


# One at a time


def test_one_that_is_in_use_is_left_alone(root: Path) -> None:
    one = begun(root, 1)
    assert in_use.is_held(one.path)
    assert Journal.go_on(one.path) is None
    one.change(a_change(1))
    assert labels(again(one)) == teams(2)
    assert not in_use.is_held(one.path)


def test_who_only_asks_keeps_nobody_from_going_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = begun(root, 1)
    one.close()
    asking = os.open(one.path, os.O_RDONLY)
    assert in_use.hold(asking)
    monkeypatch.setattr(in_use.time, "sleep", lambda _: os.close(asking))
    assert labels(again(one)) == teams(1)


def at_hold(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Do something right before the next file is held."""
    hold = in_use.hold

    def then_hold(handle: int, patience: float = 0.0) -> bool:
        monkeypatch.setattr(in_use, "hold", hold)
        do()
        return hold(handle, patience)

    monkeypatch.setattr(in_use, "hold", then_hold)


def test_one_that_is_cleared_while_we_wait_for_it_is_not_gone_on_with(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = begun(root, 1)
    at_hold(monkeypatch, one.clear)
    assert Journal.go_on(one.path) is None, "what is written into a file without a name is lost"


def test_a_new_one_that_another_window_takes_for_an_empty_one_is_begun_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another_window() -> None:
        [path] = root.iterdir()
        assert Journal.go_on(path) is None

    at_hold(monkeypatch, another_window)
    one = begun(root, 2)
    assert one.path.exists()
    assert labels(again(one)) == teams(2)


def test_where_the_system_knows_no_locks_one_can_go_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    one = begun(root, 2)

    def unknown(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    assert labels(again(one)) == teams(2)
