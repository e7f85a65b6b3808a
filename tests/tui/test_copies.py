"""Copies that a sync service left beside a session: noticed at home, and brought in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import kept
from tui.screen import desk, read
from workshop_tui.changes import notes
from workshop_tui.changes.swap import altered
from workshop_tui.store import session_file

COPIES = [
    "one (Dana's conflicted copy 2026-03-02).toml",
    "one.sync-conflict-20260302-101400-ABCDEFG.toml",
    "one-LAPTOP3.toml",
    "one (1).toml",
    "one (unsaved dana 2026-03-02 10.14.00).toml",
]


@pytest.mark.parametrize("name", COPIES)
async def test_a_copy_is_noticed_and_brought_in(tmp_path: Path, name: str) -> None:
    folder = kept.a_folder(tmp_path)
    session = altered(kept.small(), state="open")
    path = kept.write(folder, notes.add(session, "n1", None, "works", "said here"))
    copy = kept.write(folder, notes.add(session, "n2", None, "works", "said there"), name)
    before = copy.read_bytes()
    async with desk(folder) as at:
        at.shows("copy ")
        await at.press("home", "down")
        at.hides("m bring in")
        await at.press("down")
        at.shows("m bring in")
        await at.press("m")
        at.shows("Brought in from", "said there")
        assert at.app.workshop is not None
        assert at.app.workshop.path == path
        at.save()
        assert [one["text"] for one in read(path)["notes"]] == ["said here", "said there"]
        await at.press("q")
        await at.press("home", "down", "down", "m")
        at.shows("holds nothing that is not here already: you may delete it")
        await at.press("q")
    assert copy.read_bytes() == before, "the copy is nobody's to change"


async def test_what_copies_say_differently_is_chosen_and_can_be_taken_back(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    session = altered(kept.small(), state="open")
    path = kept.write(folder, session)
    long = "A long name of a service that was made longer by every reorganisation for thirty years " * 2
    kept.write(folder, altered(session, team="Theirs", service=long, organisation=long), COPIES[0])
    async with desk(folder) as at:
        await at.press("home", "down", "down", "m")
        at.shows("Where the two differ, press ! to choose. Brought in", "two versions: choose")
        await at.press("!", "2")
        at.save()
        assert read(path)["team"] == "Theirs"
        await at.press("u", "u")
        at.hides("two versions")
        at.save()
        assert session_file.load(path).session.team == session.team
        await at.press("q")
        at.shows("Riverside")


async def test_a_file_that_can_be_mended_says_so_and_is(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(team="Fürth"))
    raw = path.read_bytes().decode().encode("utf-16")
    path.write_bytes(raw)
    async with desk(folder) as at:
        await at.press("home", "down")
        at.shows("UTF-16", "m readable copy")
        await at.press("m")
        await at.settle()
        at.shows("one (mended).toml is written", "Fürth")
    assert path.read_bytes() == raw
    assert read(folder / "one (mended).toml")["team"] == "Fürth"


async def test_who_opens_a_copy_is_told_that_it_is_one(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    session = altered(kept.small(), state="open")
    path = kept.write(folder, session)
    kept.write(folder, altered(session, people=9), COPIES[0])
    async with desk(folder) as at:
        await at.press("home", "down", "down", "enter")
        at.shows(f"This is a copy of {path.name}, and stays one. To bring it in there: q, then m on its row")
        await at.press("q", "home", "down", "enter")
        at.hides("This is a copy")
