"""A session that a newer version wrote: read, and not changed."""

from __future__ import annotations

from pathlib import Path

from tui import kept
from tui.screen import desk


async def test_a_session_of_a_newer_format_can_be_read_and_not_changed(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small())
    raw = path.read_bytes().replace(b"workshop-session/1", b"workshop-session/2") + b'\n[new]\nthing = "x"\n'
    path.write_bytes(raw)
    async with desk(folder) as at:
        await at.press("home", "down", "enter")
        assert at.screen == "ReadingScreen"
        at.shows("Riverside", "newer format, read only", "session format 2", "nothing can be changed")
        await at.press("escape")
        assert at.screen == "HomeScreen"
    async with desk(folder, opens=path) as at:
        at.shows("newer format, read only")
    assert path.read_bytes() == raw
