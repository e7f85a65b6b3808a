"""Two laptops on one file: told politely, brought together, and what both changed put to the facilitator."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tui import kept
from tui.screen import Desk, desk, read
from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Session
from workshop_tui.store import session_file


def somebody_else(path: Path, **fields: object) -> Session:
    """What another laptop saves meanwhile."""
    found = session_file.load(path)
    changed = altered(found.session, **fields)
    session_file.save(path, changed, found.digest)
    return changed


async def facts(at: Desk, name: str) -> None:
    """Give the team another name."""
    await at.press("f", "tab", "end", *["backspace"] * 20)
    await at.type(name)
    await at.press("enter")


async def both_changed(at: Desk, path: Path) -> None:
    await at.press("enter")
    at.save()
    somebody_else(path, team="Theirs", service="North")
    await facts(at, "Ours")
    at.save()
    await at.waits()


async def test_what_both_changed_is_shown_side_by_side_and_chosen(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    async with desk(path.parent, opens=path) as at:
        await both_changed(at, path)
        at.shows("Somebody else changed what you changed: press ! to choose", "! two versions: choose")
        assert (at.file["team"], at.file["service"]) == ("Ours", "North")
        await at.press("!")
        assert at.screen == "ConflictsScreen"
        at.shows("Which of the two counts?", "Team", "Here", "Ours", "In the other copy", "Theirs")
        await at.press("2")
        assert at.screen == "TalkScreen"
        at.shows("as in the other copy. All is settled")
        assert at.file["team"] == "Theirs"
        at.hides("two versions")
        await at.press("u")
        assert at.file["team"] == "Ours"


async def test_ours_can_stand(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    async with desk(path.parent, opens=path) as at:
        await both_changed(at, path)
        await at.press("!", "1")
        at.hides("two versions")
        assert at.file["team"] == "Ours"


async def test_what_was_not_chosen_is_asked_again_after_leaving(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    async with desk(path.parent, opens=path) as at:
        await both_changed(at, path)
        await at.press("!", "escape", "q")
    async with desk(path.parent, opens=path) as at:
        at.shows("! two versions: choose")
        await at.press("!", "2")
        assert at.file["team"] == "Theirs"
        await at.press("q", "q")
    assert not list((tmp_path / "state").rglob("journal-*"))
    assert read(path)["team"] == "Theirs"


async def test_what_came_in_is_shown_without_a_key(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    async with desk(path.parent, opens=path) as at:
        await at.press("enter")
        at.save()
        somebody_else(path, service="North")
        await facts(at, "Ours")
        at.save()
        await at.waits()
        at.shows("Somebody else changed", "Service: North")


async def test_a_session_that_is_open_elsewhere_is_told_politely(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    lock = path.with_name(f".~lock.{path.name}")
    said = {"who": "dana", "host": "laptop-3", "since": "2026-03-02T09:14:00", "pid": 1, "sign": "abc"}
    lock.write_text(json.dumps(said))
    async with desk(path.parent, opens=path) as at:
        at.shows("open on another laptop (dana on laptop-3) since 09:14", "Both can go on")
        await at.press("q")
    assert json.loads(lock.read_text()) == said, "the other's lock stays"


async def test_a_lock_that_nobody_touches_any_more_is_taken_over(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    lock = path.with_name(f".~lock.{path.name}")
    lock.write_text('{"who": "dana", "host": "laptop-3", "since": "2026-03-02T09:14:00", "pid": 1, "sign": "abc"}')
    os.utime(lock, (0, 0))
    async with desk(path.parent, opens=path) as at:
        at.hides("another laptop")
        assert json.loads(lock.read_text())["pid"] == os.getpid()
        await at.press("q")
    assert not lock.exists()


async def test_hostile_words_of_another_laptop_are_harmless(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    path.with_name(f".~lock.{path.name}").write_text(
        '{"who": "[/]\\u001b]52;c;AA", "host": "\\u202ex", "since": "2026-03-02T09:14:00", "pid": 1, "sign": "abc"}'
    )
    async with desk(path.parent, opens=path) as at:
        at.shows("open on another laptop", "[/]")
        await at.press("enter")
        at.save()
        somebody_else(path, team="[/] [red]\u202e\u001b[31m")
        await facts(at, "Ours")
        at.save()
        await at.waits()
        await at.press("!")
        at.shows("[/] [red]")
        assert "\x1b" not in at.text
        assert "\u202e" not in at.text
