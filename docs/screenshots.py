"""Draw the pictures of the documents anew, from real runs on a copy of the worked example.

    python3 run.py pictures

Each picture is what a terminal of 80x24 shows. The clock stands still, so that the same program draws the same
pictures; what Textual's drawing would fetch from elsewhere (its font) is taken out.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from workshop_tui.store import folders
from workshop_tui.tui.app import WorkshopApp
from workshop_tui.tui.screens.keyed import KeyedScreen

HERE = Path(__file__).resolve().parent / "pictures"
NOW = dt.datetime(2026, 11, 19, 10, 12)
AFTERNOON = dt.datetime(2026, 3, 12, 15, 5)  # of the full day that is shown
SIZE = (80, 24)
TODAY = "2026-11-19-youth-support-team.toml"
FULL_DAY = "2026-03-12-family-help-team-3.toml"
OUTSIDE = re.compile(r"@font-face\s*\{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
FONT = "DejaVu Sans Mono, Menlo, Consolas, monospace"

Story = Callable[[Pilot[None]], Awaitable[None]]


async def home(pilot: Pilot[None]) -> None:
    """The sessions of a folder."""
    await pilot.press("down", "down")


async def set_up(pilot: Pilot[None]) -> None:
    """A new workshop."""
    await pilot.press("n")
    await pilot.pause()
    await pilot.press(*typed("Family Help Team 5"), "enter", *typed("Family Help"), "enter", "enter", "enter", "enter")


async def rate(pilot: Pilot[None]) -> None:
    """Cards of an item are being keyed in; nothing of the spread shows."""
    await opened(pilot, TODAY)
    await pilot.press(*"2425224")


async def reveal(pilot: Pilot[None]) -> None:
    """The spread of that item, and what to ask."""
    await rate(pilot)
    await pilot.press(*"52421", "r")


async def stands_out(pilot: Pilot[None]) -> None:
    """What stands out at the end of a full day, and the dots."""
    await opened(pilot, FULL_DAY, step="standout")
    await pilot.press("down", "down", "down")


async def actions(pilot: Pilot[None]) -> None:
    """The actions of a full day."""
    await opened(pilot, FULL_DAY, step="actions")


STORIES: dict[str, tuple[Story, dt.datetime]] = {
    "home": (home, NOW),
    "set-up": (set_up, NOW),
    "rate": (rate, NOW),
    "reveal": (reveal, NOW),
    "stands-out": (stands_out, AFTERNOON),
    "actions": (actions, AFTERNOON),
}


async def opened(pilot: Pilot[None], name: str, step: str = "") -> None:
    """Open a session of the example, a closed one anew, and go to a step."""
    app = pilot.app
    assert isinstance(app, WorkshopApp)
    app.open_session(app.folder / name)
    await settled(pilot)
    if step:
        await pilot.press("o")
        await settled(pilot)
        app.go(step)
        await settled(pilot)


def typed(text: str) -> list[str]:
    """The keys that type a text."""
    return ["space" if char == " " else char for char in text]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing more is drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def saved(pilot: Pilot[None]) -> None:
    """What the program does by itself after a moment of quiet, for which a picture does not wait."""
    app = pilot.app
    assert isinstance(app, WorkshopApp)
    if app.workshop is not None:
        app.workshop.save()
        assert isinstance(app.screen, KeyedScreen)
        app.screen.show_top()
        await settled(pilot)


async def picture(story: Story, now: dt.datetime, *, folder: Path) -> str:
    """What the screen shows at the end of a story, as SVG without outside parts."""
    shutil.copytree(folders.examples(), folder / "sessions")
    app = WorkshopApp(folder / "sessions", state=folder / "state", is_demo=True, clock=lambda: now)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await story(pilot)
        await settled(pilot)
        await saved(pilot)
        drawn = app.export_screenshot(title="workshop-tui")
    return OUTSIDE.sub("", drawn).replace("Fira Code, monospace", FONT)


def main() -> int:
    """Draw every picture, or those that are named; into another folder after ``--into``."""
    asked, into = sys.argv[1:], HERE
    if asked[:1] == ["--into"]:
        into, asked = Path(asked[1]), asked[2:]
    names = asked or list(STORIES)
    unknown = [name for name in names if name not in STORIES]
    if unknown:
        print(f"there is no picture {unknown[0]}; there are {', '.join(STORIES)}", file=sys.stderr)
        return 2
    into.mkdir(exist_ok=True)
    for name in names:
        with tempfile.TemporaryDirectory(prefix="workshop-picture-") as place:
            os.environ.update(HOME=place, USERPROFILE=place, XDG_CONFIG_HOME=place, XDG_STATE_HOME=place)
            os.environ.pop("NO_COLOR", None)
            drawn = asyncio.run(picture(*STORIES[name], folder=Path(place)))
        path = into / f"{name}.svg"
        path.write_text(drawn.rstrip("\n") + "\n", encoding="utf-8")
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
