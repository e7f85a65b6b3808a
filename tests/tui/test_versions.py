"""Earlier states on screen: found at home and in a session, read, gone back to."""

from __future__ import annotations

from pathlib import Path

import pytest
from led import killed
from textual.command import CommandPalette

from tui import hostile, kept
from tui.screen import LARGE, SMALL, Clock, Desk, desk, read
from tui.test_hostile_words import harmless
from tui.test_keys import OPEN, RATED, check, full
from workshop_tui.changes import notes, plan
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.versions import Versions
from workshop_tui.tui.screens.home import HomeScreen
from workshop_tui.tui.widgets.rows import Rows
from workshop_tui.workshop import Workshop

A = ItemKey("trust", "a")
NAME = "one.toml"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def led(folder: Path, clock: Clock, *teams: str, session: Session | None = None) -> Path:
    """A session that had these names one after the other, half an hour each; the first is the file as it was found."""
    path = kept.write(folder, (session or full(**RATED)).model_copy(update={"team": teams[0]}), NAME)
    for name in teams[1:]:
        workshop = Workshop.open(path, folder.parent / "state", clock)
        workshop.take("the team", plan.facts, team=name)
        workshop.leave()
        clock.goes_on(30)
    return path


def rows(at: Desk) -> list[str]:
    """The states that are listed."""
    screen = at.app.screen
    return [row.plain for row in screen._draw_rows(200)]  # type: ignore[attr-defined]


# From home


async def test_states_are_listed_read_and_gone_back_to(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook", "Meadow")
    before = path.read_bytes()
    async with desk(folder, clock=clock) as at:
        at.shows("Meadow", "v versions")  # the marker stands on the session of today
        await at.press("v")
        assert at.screen == "VersionsScreen"
        check(at, "versions")
        at.shows("Versions", NAME, "1 10:00 now Team: Meadow (was Brook)", "2 09:30 Team: Brook (was Riverside)")
        at.shows("3 09:30 The oldest that is kept", "This is what there is now.")
        at.hides("go back to it")  # it is there already
        await at.press("down")
        at.shows("r go back to it")
        at.hides("This is what there is now.")

        await at.press("enter")
        assert at.screen == "ReadingScreen"
        check(at, "a version")
        assert at.top.split()[0] == "Brook"
        assert at.top.endswith("as it was at 09:30, read only")
        at.shows("Workshop of 2 March 2026", "AGENDA")
        for _ in range(9):
            await at.press("pagedown")
        at.shows("Second thing")
        for key in ("n", "a", "1", "r", "u", "delete", "x"):
            await at.press(key)
        assert at.screen == "ReadingScreen"
        await at.press("escape")
        assert path.read_bytes() == before

        await at.press("r")
        check(at, "asking")
        at.shows("r again goes back to 09:30", "esc leave it")
        await at.press("escape")
        assert (at.screen, at.message) == ("VersionsScreen", "")
        await at.press("r", "down", "up", "r")
        at.shows("r again goes back")
        for place in (0, 1):
            at.app.screen.query_one(Rows).highlighted = place  # as the mouse does
            await at.settle()
        await at.press("r")
        assert path.read_bytes() == before, "it is meant twice in a row"
        await at.press("r")
        at.shows(f"{NAME} is as it was at 09:30 again; what it held before is version 2.")
        assert read(path)["team"] == "Brook"
        assert [row.split()[2:] for row in rows(at)][:2] == [
            ["now", "Team:", "Brook", "(was", "Meadow)"],
            ["Team:", "Meadow", "(was", "Riverside)"],
        ]
        await at.press("escape")
        assert at.screen == "HomeScreen"
        at.shows("Brook")
        at.hides("Meadow")
    assert read(path)["id"] == full().id


async def test_a_session_of_which_nothing_is_kept_says_so(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    kept.write(folder, kept.small(), NAME)
    async with desk(folder) as at:
        await at.press("home")
        at.hides("v versions")
        await at.press("v")
        assert at.screen == "HomeScreen", "no session is under the marker"
        await at.press("down", "v")
        at.shows("kept no earlier state of this session yet")
        check(at, "no versions")
        await at.press("enter", "r", "q")
        assert at.screen == "HomeScreen"


async def test_what_was_changed_by_hand_since_is_told(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    path.write_bytes(path.read_bytes().replace(b"people = 6", b"people = 9"))
    async with desk(folder, clock=clock) as at:
        await at.press("v")
        at.shows("Changed since the newest one: People in the room: 9 (were 6).")
        assert not any(" now " in row for row in rows(at))


async def test_a_file_that_cannot_be_used_comes_back(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    good = path.read_bytes()
    path.write_bytes(bytes(500))
    (folder / "two.toml").write_bytes(b"x = [\n")
    async with desk(folder, clock=clock) as at:
        assert at.message == ""
        await at.press("down")
        at.shows(f"{NAME} cannot be used as it is. enter: earlier states that can be read.", "enter earlier states")
        check(at, "home, on a file that is lost")
        await at.press("down")
        at.hides("earlier states")
        await at.press("enter")
        at.shows("This file cannot be used as it is; it stays untouched.")
        await at.press("up", "enter")
        assert at.screen == "VersionsScreen"
        at.shows("This file cannot be used: the file holds nothing but zeros", "1 09:30 Team: Brook (was Riverside)")
        await at.press("enter")
        assert at.top.endswith("as it was at 09:30, read only")
        await at.press("escape", "r", "r")
        at.shows(f"{NAME} is as it was at 09:30 again; what it held before is version 1.")
        assert path.read_bytes() == good
        at.shows("! 1 10:00 cannot be read: the file holds nothing but", "2 09:30 now")
        at.hides("This file cannot be used")
        await at.press("home", "enter", "r")
        assert at.screen == "VersionsScreen", "there is nothing to read or to go back to"
        await at.press("escape")
        assert isinstance(at.app.screen, HomeScreen)
        assert [row.team for row in at.app.screen.rows if row.wrong is None] == ["Brook"]
        assert at.message == ""


async def test_a_file_of_a_newer_program_is_read_and_not_taken_for_lost(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    newer = path.read_bytes().replace(b"workshop-session/1", b"workshop-session/2")
    path.write_bytes(newer)
    async with desk(folder, clock=clock) as at:
        await at.press("home", "down")
        at.hides("earlier states")
        await at.press("v", "r", "r")
        at.shows("was written by a newer version", "Nothing was changed")
        await at.press("escape", "enter")
        assert at.screen not in ("HomeScreen", "VersionsScreen")
    assert path.read_bytes() == newer


async def test_what_cannot_be_done_is_told_and_nothing_is_changed(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    path.chmod(0o444)
    async with desk(folder, clock=clock) as at:
        await at.press("v", "down", "r", "r")
        at.shows("cannot be written: the file is read-only. Nothing was changed")
        assert at.screen == "VersionsScreen"
        path.chmod(0o644)
        await at.press("r", "r")
        at.shows("as it was at 09:30 again")
    assert read(path)["team"] == "Riverside"


# In a session


async def test_going_back_in_a_session_is_taken_back_by_undo(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    async with desk(folder, opens=path, clock=clock) as at:
        assert at.screen == "RateScreen"
        await at.press("n", "1")
        await at.type("Said today")
        await at.press("enter", "escape", "h")
        assert at.screen == "VersionsScreen"
        check(at, "versions of an open session")
        at.shows("Changed since the newest one: New note on Item a (works)")
        clock.goes_on(1)
        await at.press("down", "r", "r")
        assert at.screen == "RateScreen"
        at.shows("The session is as it was at 09:30 again", "u takes this back", "1 of 4", "rated")
        assert at.file["team"] == "Riverside"
        assert "Said today" not in [one["text"] for one in at.file["notes"]]
        await at.press("h")
        at.shows("1 10:01 New note on Item a (works)", "09:30 now The oldest that is kept")
        await at.press("escape", "u")
        at.shows("Taken back: going back to the version of 09:30")
        assert at.file["team"] == "Brook"
        assert "Said today" in [one["text"] for one in at.file["notes"]]
        await at.press("q")
    assert read(path)["team"] == "Brook"


async def test_going_back_is_found_in_the_palette(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=led(folder, clock, "Riverside", "Brook"), clock=clock) as at:
        await at.press("slash")
        assert isinstance(at.app.screen, CommandPalette)
        await at.type("versions")
        at.shows("Versions: earlier states of this session")
        await at.press("enter")
        assert at.screen == "VersionsScreen"


async def test_going_back_to_before_a_step_was_added_shows_the_one_before(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=led(folder, clock, "Riverside", "Brook", session=full(**OPEN)), clock=clock) as at:
        await at.press("s", "n")
        await at.type("Voices of families")
        await at.press("enter", "enter")
        assert at.screen == "TalkScreen"
        await at.press("h", "end", "r", "r")
        assert at.screen == "RateScreen"
        at.shows("The session is as it was at 09:30 again")
        await at.press("u")
        assert at.file["team"] == "Brook"
        assert "Voices of families" in [one["title"] for one in at.file["agenda"]["steps"]]


async def test_answers_that_are_in_keep_one_from_going_back_behind_them(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=led(folder, clock, "Riverside", "Brook"), clock=clock) as at:
        await at.press("v", "1", "2", "r", "r", "v", "3", "h", "end", "r", "r")
        assert at.screen == "VersionsScreen"
        at.shows('Answers to "Item a" are in and not revealed; reveal them or throw them away first.')
        await at.press("escape")
        at.shows("1 of 6 cards")
        assert at.file["team"] == "Brook"


async def test_nothing_is_taken_where_what_there_is_cannot_be_kept(tmp_path: Path, clock: Clock) -> None:
    folder = kept.a_folder(tmp_path)
    path = led(folder, clock, "Riverside", "Brook")
    async with desk(folder, opens=path, clock=clock) as at:
        await at.press("n", "1")
        await at.type("Said today")
        await at.press("enter", "escape")
        path.chmod(0o444)
        await at.press("h", "down", "r", "r")
        at.shows("The file cannot be brought up to date: the file is read-only. Nothing was changed.")
        await at.press("escape")
        path.chmod(0o644)
        assert "Said today" in [one["text"] for one in at.file["notes"]]
    assert read(path)["team"] == "Brook"


# Hostile words


@pytest.mark.parametrize(("size", "first", "long"), [(SMALL, 0, False), (SMALL, 9, True), (LARGE, 7, False)])
async def test_peoples_words_are_harmless_here_too(
    tmp_path: Path, clock: Clock, size: tuple[int, int], first: int, long: bool
) -> None:
    folder = hostile.a_folder(tmp_path, first, long=long)
    path, state = folder / f"{hostile.FILE}.toml", tmp_path / "state"
    for number in range(3):
        workshop = Workshop.open(path, state, clock)
        workshop.take("a note", notes.add, f"x{number}", None, "works", hostile.words(first + number, long=long))
        workshop.take("the team", plan.facts, team=hostile.words(first + number + 1, long=long))
        workshop.leave()
        clock.goes_on(24 * 60)
    drawer = Drawer(state, path, workshop.session.id)
    Versions(drawer.versions).put(b'format = "[/][@click=app.quit]\\u001b"\n', clock())
    killed(Workshop.open(path, state, clock))
    async with desk(folder, size=size, clock=clock, state=state) as at:
        screen = at.app.screen
        assert isinstance(screen, HomeScreen)
        screen._mark(lambda row: row.path == path)
        await at.settle()
        await at.press("v")
        for place in range(5):
            assert at.screen == "VersionsScreen"
            harmless(at, f"versions {place}")
            assert all(len(row) <= size[0] for row in at.text.splitlines())
            await at.press("enter")
            harmless(at, f"version {place}")
            for _ in range(6 if at.screen == "ReadingScreen" else 0):
                await at.press("pagedown")
                harmless(at, f"version {place}, further down")
            if at.screen == "ReadingScreen":
                await at.press("escape")
            await at.press("down")  # from the last to the first again
        await at.press("end", "r", "r")
        harmless(at, "gone back")
        at.shows("again")
