"""Sessions of which something waits on this computer: told at home, and brought back on opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from led import killed

from tui import kept
from tui.screen import Clock, Desk, desk, read
from tui.test_keys import full
from tui.test_versions import led
from workshop_tui.changes import notes, plan
from workshop_tui.changes.swap import altered
from workshop_tui.model.session import ItemKey
from workshop_tui.store import session_file
from workshop_tui.workshop import Workshop

A = ItemKey("trust", "a")


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_a_session_that_was_not_left_properly_is_marked_and_goes_on(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    kept.write(folder, full(team="Another", id="other1"), "two.toml")  # it is one of today, too
    workshop = Workshop.open(path, folder.parent / "state", clock)
    workshop.take("a note", notes.add, "n9", A, "works", "Said before the power cut")
    killed(workshop)
    async with desk(folder, clock=clock) as at:
        told = "Brook was not left properly: enter goes on with it, and nothing that was taken is lost."
        at.shows(told, "* Brook")
        at.hides("* Another")
        await at.press("enter")
        at.shows("1 change from 10:00 was brought back")
        assert "Said before the power cut" in [one["text"] for one in read_saved(at, path)["notes"]]
        await at.press("q")
        at.shows("Brook")
        at.hides("* Brook", "not left properly")
    async with desk(folder, clock=clock) as at:
        at.hides("not left properly")


def read_saved(at: Desk, path: Path) -> dict[str, list[dict[str, str]]]:
    at.save()
    return read(path)


async def test_two_sessions_that_were_not_left_properly(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    for number in (1, 2):
        path = kept.write(folder, kept.small(id=f"s{number}", team=f"Team {number} [/]"), f"{number}.toml")
        workshop = Workshop.open(path, folder.parent / "state", clock)
        workshop.take("people", plan.facts, people=9)
        killed(workshop)
    async with desk(folder, clock=clock) as at:
        at.shows("Team 2 [/] and 1 more were not left properly: enter goes on with one with *")
        at.shows("* Team 1", "* Team 2")
        path.write_bytes(b"")
        await at.press("f5")
        at.shows("! 2.toml", "* Team 1")
        at.hides("not left properly")
    async with desk(folder, clock=clock) as at:
        at.shows("Team 1 [/] was not left properly")


async def test_a_session_that_is_open_elsewhere_was_not_left(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    workshop = Workshop.open(path, folder.parent / "state", clock)
    workshop.take("people", plan.facts, people=9)
    async with desk(folder, clock=clock) as at:
        at.hides("not left properly", "* Brook")
    workshop.leave()


async def test_a_choice_that_waits_is_told_at_home_and_on_opening(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    workshop = Workshop.open(path, folder.parent / "state", clock)
    workshop.take("the team", plan.facts, team="Ours")
    found = session_file.load(path)
    session_file.save(path, altered(found.session, team="Theirs"), found.digest)
    assert workshop.save()
    workshop.leave()
    async with desk(folder, clock=clock) as at:
        at.shows("* Ours", "Ours waits for a choice between two versions: enter opens it, and ! shows both.")
        await at.press("enter")
        at.shows("Two versions of one place wait for a choice: press !")
        await at.press("!", "2", "q")
        at.hides("* ", "waits for a choice")


async def test_a_folder_that_is_away_is_told_with_what_is_kept_of_it(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    workshop = Workshop.open(path, folder.parent / "state", clock)
    workshop.take("people", plan.facts, people=9)
    killed(workshop)
    away = folder.rename(tmp_path / "away")
    async with desk(folder, clock=clock) as at:
        at.shows("The folder cannot be reached now", path.name, "is kept on this computer", "f5 looks again")
        away.rename(folder)
        await at.press("f5")
        at.shows("* Brook")
        await at.press("home", "down", "enter")
        at.shows("1 change from 10:00 was brought back")
