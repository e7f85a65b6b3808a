"""Ways back: from prompts, from an item that was looked at, from a step that was added, from the session itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tui import kept
from tui.screen import desk
from tui.test_keys import OPEN, full


async def test_prompts_go_away_again_and_never_stay_for_the_next_item(tmp_path: Path) -> None:
    session = kept.shipped("full-day").model_copy(update={"state": "open"})
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", session)) as at:
        await at.press("slash")
        await at.type("models of")
        await at.press("enter", "p")
        at.shows("Why", "Ask", "p levels")
        at.hides("Not in place")
        await at.press("escape")
        at.shows("Not in place", "p prompts")
        await at.press("p", "right")
        at.shows("Not in place", "p prompts")


async def test_from_what_stands_out_one_looks_at_an_item_and_comes_back(tmp_path: Path) -> None:
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", full(**OPEN))) as at:
        await at.type("123123")
        await at.press("r")
        at.hides("esc back to")  # come to in its turn
        await at.press("slash")
        await at.type("stands out")
        await at.press("enter")
        assert at.screen == "StandoutScreen"
        await at.press("enter")
        at.shows("esc back to What stands out")
        await at.press("escape")
        assert at.screen == "StandoutScreen"


async def test_undo_of_the_step_that_one_stands_in_shows_the_one_before(tmp_path: Path) -> None:
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", full(**OPEN))) as at:
        await at.press("s", "n")
        await at.type("Voices of families")
        await at.press("enter")
        at.shows("Added: Voices of families, 15 minutes")
        await at.press("enter")
        at.shows("Voices of families")
        await at.press("u")
        at.shows("Taken back: adding Voices of families")
        assert at.screen == "RateScreen"


async def test_a_running_step_is_not_skipped_in_silence(tmp_path: Path) -> None:
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", full(**OPEN))) as at:
        await at.press("s", "x")
        at.shows("This step runs")
        assert not any(one.get("skipped") for one in at.file["agenda"]["steps"])


async def test_after_leaving_the_marker_is_on_the_session_that_was_left(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    for name, day in (("one.toml", "2026-03-01"), ("two.toml", "2026-03-02"), ("three.toml", "2026-03-03")):
        kept.write(folder, full().model_copy(update={"id": name[:-5], "date": dt.date.fromisoformat(day)}), name)
    async with desk(folder, opens=folder / "one.toml") as at:
        await at.press("q")
        assert at.screen == "HomeScreen"
        assert at.app.screen.row_here.path.name == "one.toml"  # type: ignore[attr-defined]
