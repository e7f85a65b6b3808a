"""Versions: the last twenty, and of each day before them the last, by content."""

from __future__ import annotations

import datetime as dt
import os
import stat
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import MORNING

from keeping.places import MEMORY
from workshop_tui.store import versions as versions_
from workshop_tui.store.safe_save import digest
from workshop_tui.store.versions import KEPT, Version, Versions


def contents(versions: Versions) -> list[bytes]:
    return [one.path.read_bytes() for one in versions.all()]


def at(minutes: float = 0, days: int = 0) -> dt.datetime:
    return MORNING + dt.timedelta(days=days, minutes=minutes)


def test_a_version_is_the_bytes_as_they_were_under_their_time(root: Path) -> None:
    versions = Versions(root / "drawer" / "versions")
    raw = b"\xff\x00 no TOML \r\n"
    versions.put(raw, at(1))
    [one] = versions.all()
    assert one == Version(at(1), digest(raw), one.path)
    assert one.path.read_bytes() == raw
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(one.path.parent.stat().st_mode) == 0o700


def test_the_newest_is_first_and_is_not_kept_twice(root: Path) -> None:
    versions = Versions(root)
    for minute, raw in enumerate((b"a", b"b", b"b")):
        versions.put(raw, at(minute))
    assert contents(versions) == [b"b", b"a"]
    versions.put(b"a", at(9))
    assert contents(versions) == [b"a", b"b"], "what came back is the newest, and there once"


def test_a_clock_that_was_set_back_changes_no_order(root: Path) -> None:
    versions = Versions(root)
    for number in range(4):
        versions.put(b"%d" % number, at(-60 * number))
    assert contents(versions) == [b"3", b"2", b"1", b"0"]


def test_of_earlier_days_the_last_one_stays(root: Path) -> None:
    versions = Versions(root)
    for day in range(30):
        for minute in range(3):
            versions.put(b"%d.%d" % (day, minute), at(minute, day))
    kept = contents(versions)
    assert kept[:KEPT] == [b"%d.%d" % (day, minute) for day in range(29, 0, -1) for minute in (2, 1, 0)][:KEPT]
    assert kept[KEPT:] == [b"%d.2" % day for day in range(22, -1, -1)]


def test_what_else_lies_there_is_left_alone(root: Path) -> None:
    others = ["notes.txt", "20260302T093000000000-abc.toml", f"99999999T999999999999-{'0' * 64}.toml"]
    for name in others:
        (root / name).write_text("mine")
    versions = Versions(root)
    versions.put(b"a", at())
    assert contents(versions) == [b"a"]
    assert sorted(one.name for one in root.iterdir() if one.read_bytes() == b"mine") == sorted(others)


def test_without_a_folder_there_are_none(root: Path) -> None:
    assert Versions(root / "none").all() == []


@pytest.mark.skipif(os.name == "nt", reason="a folder that is a file is told otherwise there")
def test_where_they_cannot_be_written_it_is_raised(root: Path) -> None:
    (root / "file").write_text("")
    with pytest.raises(OSError):
        Versions(root / "file" / "versions").put(b"a", at())


puts = st.lists(st.tuples(st.integers(0, 6), st.sampled_from([1, 300, 1440])), max_size=24)
FEW = 3


@given(puts)
def test_the_last_twenty_and_the_last_of_each_day_are_always_there(made: list[tuple[int, int]]) -> None:
    """Contents come back again and again, as by undo, and days go by. With fewer than twenty, to see more."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name, mock.patch.object(versions_, "KEPT", FEW):
        versions, time = Versions(Path(name)), MORNING
        order: list[bytes] = []
        last_of: dict[dt.date, bytes] = {}
        for content, minutes in made:
            time += dt.timedelta(minutes=minutes)
            raw = b"%d" % content
            versions.put(raw, time)
            order = [raw, *(one for one in order if one != raw)]
            last_of[time.date()] = raw
            held = contents(versions)
            assert held[0] == raw
            assert set(order[:FEW]) <= set(held)
            assert set(last_of.values()) <= set(held)
            assert len(held) <= FEW + len(last_of)
            by_day = [(one.at.date(), one.digest) for one in versions.all()]
            assert len(by_day) == len(set(by_day)), "the same content twice on one day"
