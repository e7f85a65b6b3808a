"""People's words are harmless on every screen, and come back from the file as they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tui import hostile, kept
from tui.screen import LARGE, SMALL, Desk, desk, drawn, read

WORDLESS = {"help", "timer", "blank", "ballot: review", "ballot: handed over", "step form"}
"""Screens on which nobody's words stand."""
NOT_HERE = {"set-up: frameworks", "facts", "palette: found", "actions: did it work"}


def harmless(at: Desk, where: str) -> None:
    """Nothing on screen steers the terminal or does anything when clicked."""
    assert not at.app._exit, where
    for row in drawn(at.app):
        for segment in row:
            steering = {hex(ord(char)) for char in segment.text if ord(char) in hostile.STEERING}
            assert not steering, f"{where}: {segment.text!r}"
            assert not segment.control, where
            assert "@click" not in (segment.style.meta if segment.style else {}), where
            assert not (segment.style and segment.style.link), where


@pytest.mark.parametrize(
    ("size", "first", "long"),
    [(SMALL, 0, False), (SMALL, 4, False), (SMALL, 12, False), (SMALL, 9, True), (LARGE, 0, False), (LARGE, 7, False)],
)
async def test_every_screen(tmp_path: Path, size: tuple[int, int], first: int, long: bool) -> None:
    folder = hostile.a_folder(tmp_path, first, long=long)
    path = folder / f"{hostile.FILE}.toml"
    before = _words_of(read(path))
    seen = []
    async with desk(folder, size=size) as at:
        async for where in hostile.walk(at):
            harmless(at, where)
            seen.append(where)
            if first == 0 and not long and where not in WORDLESS:
                assert "[/]" in at.text, f"{where}:\n{at.text}"
                if where not in NOT_HERE:
                    assert "[@cli" in at.text, f"{where}:\n{at.text}"
        assert at.screen == "HomeScreen"
    assert len(seen) >= 40
    assert _words_of(read(path)) == before


def _words_of(content: Any) -> list[str]:
    """Every text of a file that people wrote, in its place; where the session stands is left out."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, dict):
        skipped = ("place", "times", "state", "history")
        return [found for key, value in content.items() if key not in skipped for found in [key, *_words_of(value)]]
    return [found for one in content for found in _words_of(one)] if isinstance(content, list) else []


async def test_looking_at_a_closed_session_leaves_its_file_as_it_is(tmp_path: Path) -> None:
    folder = hostile.a_folder(tmp_path, 3)
    path = folder / f"{hostile.FILE}.toml"
    path.write_bytes(path.read_bytes().replace(b'state = "planned"', b'state = "closed"') + b"\n# mine\n")
    before = kept.everything(tmp_path)
    async with desk(folder) as at:
        await at.press("down", "enter")
        assert at.screen == "CloseScreen"
        for place in range(8):
            for opens in ("n", "a", "question_mark", "slash", "s", "f", "t", "full_stop") if place in (0, 5) else ():
                await at.press(opens)
                harmless(at, opens)
                await at.press("escape")
            await at.press("left")
            harmless(at, at.screen)
        await at.press("q", "q")
    assert kept.everything(tmp_path) == before


NASTY = "a\x1b[31mb\x1b]52;c;QUFB\x07c\x9b0md\u202ee\x00f\u2066g"
CLEAN = "a[31mb]52;c;QUFBc0mdefg"


async def type_and_paste(at: Desk) -> None:
    """Text with control characters, once as keys and once as a paste."""
    for char in "\u202e\u2066x":
        at._send("x" if char == "x" else f"U+{ord(char):04X}", char)
    await at.paste(NASTY)
    harmless(at, at.screen)


async def test_what_is_typed_or_pasted_loses_its_control_characters(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder) as at:
        await at.press("n")
        for _ in range(3):
            await type_and_paste(at)
            await at.press("enter")
        await at.press("ctrl+s", "enter", "a")
        await type_and_paste(at)
        for place in range(5):
            await at.press("tab")
            if place in (0, 3, 4):
                await type_and_paste(at)
        await at.press("enter", "n", "1")
        await type_and_paste(at)
        await at.press("enter", "escape", "escape", "s", "n")
        await type_and_paste(at)
        await at.press("tab", "tab")
        await type_and_paste(at)
        await at.press("enter", "escape", "slash")
        await type_and_paste(at)
        session = at.file
    [action], [note] = session["actions"], session["notes"]
    step = next(one for one in session["agenda"]["steps"] if one["id"].startswith("added"))
    typed = [session["team"], session["service"], session["organisation"], action["what"], action["owner"]]
    typed += [action["know"], action["first_step"], note["text"], step["title"], step["says"]]
    assert typed == [f"x{CLEAN}"] * 10


async def test_a_paste_of_several_lines_becomes_one_line(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder) as at:
        await at.press("n")
        await at.paste("one\ntwo\r\nthree\tfour\rfive")
        at.shows("one two three four five")
        assert at.screen == "SetupScreen"


async def test_changing_one_field_leaves_the_hostile_words_of_the_others(tmp_path: Path) -> None:
    folder = hostile.a_folder(tmp_path, 2, long=True)
    path = folder / f"{hostile.FILE}.toml"
    before = read(path)
    async with desk(folder, opens=path) as at:
        await at.press("enter", "s", "end", "up", "enter")
        assert at.screen == "ActionsScreen", at.text
        await at.press("enter", "tab", "tab", *["end"], *["backspace"] * 10)
        await at.type("2026-12-24")
        await at.press("enter")
        await at.press("f", *["backspace"] * 4)
        await at.type("9")
        await at.press("enter")
        at.save()
    after = read(path)
    assert after["people"] == 9
    assert after["team"] == before["team"]
    changed = [one | {"due": after["actions"][0]["due"]} if one["id"] == "a1" else one for one in before["actions"]]
    assert after["actions"] == changed
    assert str(after["actions"][0]["due"]) == "2026-12-24"


async def test_a_key_that_is_typed_into_words_does_nothing_else(tmp_path: Path) -> None:
    """A paste may arrive as keys: every printable key in a form only writes."""
    folder = kept.a_folder(tmp_path)
    async with desk(folder) as at:
        await at.press("n")
        typed = "".join(chr(code) for code in range(0x21, 0x7F))
        await at.type(typed)
        assert at.screen == "SetupScreen"
        await at.press("ctrl+s", "enter", "a")
        await at.type(typed)
        assert at.screen == "ActionForm"
        await at.press("enter", "n", "1")
        await at.type(typed)
        assert at.screen == "NotesScreen"
        await at.press("enter")
        session = at.file
    assert [session["team"], session["actions"][0]["what"], session["notes"][0]["text"]] == [typed] * 3
