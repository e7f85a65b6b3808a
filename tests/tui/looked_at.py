"""Look at one session's file on screen, whatever is in it."""

from __future__ import annotations

from pathlib import Path

from mutated import is_control

from tui.screen import Desk, desk, drawn
from workshop_tui.store import session_file
from workshop_tui.store.problem import FileProblem

_KEYS = ("n", "escape", "s", "end", "escape", "question_mark", "escape", "f", "escape", "t", "escape")


async def wrong_on_screen(place: Path, raw: bytes) -> str:
    """What the screens do with a file that they must not, in a word; empty if all is well.

    Args:
        place: An empty folder.
        raw: The file.
    """
    folder = place / "sessions"
    folder.mkdir()
    path = folder / "day.toml"
    path.write_bytes(raw)
    try:
        session_file.load(path)
        opens: Path | None = path
    except FileProblem:
        opens = None
    async with desk(folder, opens=opens) as at:
        found = _odd(at)
        for key in (*_KEYS, "q") if opens else ("down", "enter", "escape"):
            if found or at.app._exit:
                break
            await at.press(key)
            found = _odd(at)
    if at.app.return_code:
        return f"it ended with {at.app.return_code}"
    return found or ("" if path.read_bytes() == raw else "the file was changed by looking")


def _odd(at: Desk) -> str:
    odd = {char for row in drawn(at.app) for piece in row for char in piece.text if is_control(char)}
    return f"control characters {sorted(map(ord, odd))} on {at.screen}" if odd else ""
