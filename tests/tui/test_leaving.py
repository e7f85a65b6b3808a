"""Leaving, being stopped and failing: the terminal is as before, the file is whole, and nobody's words get out."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tui import kept
from tui.screen import read
from tui.terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there")

SECRET = "Mandy shouted on Tuesday"
TEAM = "Riverside"
FAILS = f"""
def fails(self, *_, **__):
    said = {SECRET!r}
    notes = [said] * 3
    raise RuntimeError(said + " in " + {TEAM!r})
"""
WAYS = {
    "a key": "from workshop_tui.tui.screens.rate import RateScreen\nRateScreen.action_prompts = fails",
    "a drawing": "from workshop_tui.tui.drawings import item\nitem.draw_prompts = fails",
    "a change": "from workshop_tui.tui.screens.rate import RateScreen\n"
    "RateScreen.action_prompts = lambda self: self.workshop.take('x', fails)",
    "a second picture": "from workshop_tui.tui.screens.help import HelpScreen\nHelpScreen.show_top = fails",
    "work beside": "from workshop_tui.tui.screens.rate import RateScreen\n"
    "RateScreen.action_prompts = lambda self: self.run_worker(lambda: fails(self), thread=True)",
    "saving beside": "from workshop_tui.keeping import Keeping\nKeeping.save = fails\n"
    "from workshop_tui.tui.screens.rate import RateScreen\n"
    "RateScreen.action_prompts = lambda self: self.app._saver.now()",
    "leaving too": "from workshop_tui.tui.screens.rate import RateScreen\nRateScreen.action_prompts = fails\n"
    "from workshop_tui.workshop import Workshop\nWorkshop.leave = fails",
    "no memory": "from workshop_tui.tui.screens.rate import RateScreen\n"
    "def greedy(self):\n    said = 'Mandy shouted on Tuesday'\n    raise MemoryError(said)\n"
    "RateScreen.action_prompts = greedy",
    "no end": "from workshop_tui.tui.screens.rate import RateScreen\n"
    "def deep(self):\n    self.action_prompts()\nRateScreen.action_prompts = deep",
    "a timer": "from workshop_tui.tui.screens.rate import RateScreen\n"
    "RateScreen.action_prompts = lambda self: self.set_timer(0.01, lambda: fails(self))",
}
LEAVES = [b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"]
"""The other screen left, the cursor shown, the mouse and pasting given back."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a session that has begun."""
    folder = kept.a_folder(tmp_path)
    session = kept.small(team=TEAM).model_copy(update={"state": "open"})
    place = session.place.model_copy(update={"step": "rate-trust", "framework": "trust", "item": "a"})
    kept.write(folder, session.model_copy(update={"place": place}))
    return folder


def leaves_well(at: Terminal) -> None:
    """The terminal is as it was."""
    for given_back in LEAVES:
        taken = given_back[:-1] + (b"l" if given_back.endswith(b"h") else b"h")
        assert at.written.rfind(given_back) > at.written.rfind(taken), given_back
    assert at.is_as_before()


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_of_ours_tells_nobodys_words(folder: Path, way: str) -> None:
    with terminal("open", "one.toml", code=FAILS + WAYS[way], folder=folder) as at:
        at.wait_for("0 of 6")
        at.press("12", then="2 of 6")
        at.press("?" if way == "a second picture" else "p")
        assert at.end() not in (0, 130, 143)
        leaves_well(at)
    assert SECRET not in at.text
    assert TEAM.encode() not in at.left()
    assert "failed and had to stop" in " ".join(at.text.split())
    assert "Traceback" not in at.text
    [report] = (Path(os.environ["XDG_STATE_HOME"]) / "workshop-tui").glob("crash-*.txt")
    told = report.read_text()
    kind, where = {"no memory": ("MemoryError", "greedy"), "no end": ("RecursionError", "deep")}.get(
        way, ("RuntimeError", "fails")
    )
    assert kind in told
    assert f"in {where}" in told
    assert not any(word in told for word in ("Mandy", "shouted", "Tuesday", TEAM))
    session = read(folder / "one.toml")
    assert "began" not in session["place"]
    assert session["place"]["item"] == "a"


def test_after_a_mistake_of_ours_the_next_start_offers_to_go_on(folder: Path) -> None:
    with terminal("open", "one.toml", code=FAILS + WAYS["a key"], folder=folder) as at:
        at.wait_for("0 of 6")
        at.press("112233r", then="6 rated")
        at.press("\x1b[C", then="2 of 3")
        at.press("p")
        assert at.end() not in (0, 130, 143)
    assert read(folder / "one.toml")["ratings"][0]["rounds"][0]["counts"] == [2, 2, 2, 0, 0]
    with terminal("--folder", str(folder), folder=folder) as at:
        at.wait_for("was not left properly")
        at.press("\r", then="2 of 3")
        at.press("u", then="Taken back: the reveal")


def test_after_a_mistake_of_ours_the_cards_are_still_there(folder: Path) -> None:
    with terminal("open", "one.toml", code=FAILS + WAYS["a key"], folder=folder) as at:
        at.wait_for("0 of 6")
        at.press("12", then="2 of 6")
        at.press("p")
        at.end()
    with terminal("open", "one.toml", folder=folder) as at:
        at.wait_for("2 of 6")


def test_a_mistake_at_the_very_start_gives_the_terminal_back_too(folder: Path) -> None:
    code = FAILS + "from workshop_tui.tui.screens.home import HomeScreen\nHomeScreen.body = fails"
    with terminal("--folder", str(folder), code=code, folder=folder) as at:
        assert at.end() not in (0, 130, 143)
        leaves_well(at)
    assert SECRET not in at.text


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "SIGINT", "window"])
def test_being_stopped_leaves_the_file_whole_and_the_place_kept(folder: Path, how: str) -> None:
    with terminal("open", "one.toml", folder=folder) as at:
        at.wait_for("0 of 6")
        at.press("123123r", then="6 rated")
        at.press("\x1b[C", then="2 of 3")
        at.press("12", then="2 of 6")
        if how == "window":
            at.close()
        else:
            at.program.send_signal(getattr(signal, how))
            assert at.end() == 128 + getattr(signal, how)
            leaves_well(at)
    session = read(folder / "one.toml")
    assert session["ratings"][0]["rounds"][0]["counts"] == [2, 2, 2, 0, 0]
    assert (session["place"]["step"], session["place"]["item"]) == ("rate-trust", "b")
    assert "began" not in session["place"]
    assert not [one for one in folder.iterdir() if one.name.startswith(".")]
    with terminal("--folder", str(folder), folder=folder) as at:
        at.wait_for("2 of 3")
        at.press("\x1b[B\r", then="2 of 6")
        assert "Item b" in at.text


def test_leaving_by_key_gives_the_terminal_back(folder: Path) -> None:
    with terminal("--folder", str(folder), folder=folder) as at:
        at.wait_for(TEAM)
        at.press("\x1b[B\r", then="0 of 6")
        at.press("q", then="To do")
        at.press("q")
        assert at.end() == 0
        leaves_well(at)


def test_a_file_that_cannot_be_used_is_told_before_any_screen(folder: Path) -> None:
    (folder / "bad.toml").write_text("team = 'x\n")
    with terminal("open", "bad.toml", folder=folder) as at:
        assert at.end() == 2
    assert "bad.toml:1:" in at.text
    assert b"\x1b" not in at.written


def test_hostile_words_reach_no_terminal(folder: Path) -> None:
    """The last edge: what really is written, on every screen that shows the team."""
    nasty = "T\x1b]52;c;QUFB\x07\x9b31m\u202e\x1b[2J"
    kept.write(folder, kept.small(team=nasty).model_copy(update={"state": "closed"}), "two.toml")
    with terminal("open", "two.toml", folder=folder) as at:
        at.wait_for("closed")
        at.press("q", then="To do")
        at.press("q")
        at.end()
    assert b"]52;c;" not in at.written.replace("\u241b]52;c;".encode(), b"")
    assert "\u202e".encode() not in at.written
    assert "\x9b".encode() not in at.written


def test_a_byte_that_is_no_letter_ends_nothing(folder: Path) -> None:
    with terminal("open", str(folder / "one.toml"), folder=folder) as at:
        at.wait_for("0 of 6 cards")
        at.send(b"\xff\xfc")
        at.press("3", "1 of 6 cards")
        at.send(b"\x11")
        assert at.end() == 0


def test_what_is_pasted_presses_no_key(folder: Path) -> None:
    with terminal("open", str(folder / "one.toml"), folder=folder) as at:
        at.wait_for("0 of 6 cards")
        at.press("3", "1 of 6 cards")
        at.send(b"\x1b[200~\x1b[31mrr\x1b[201~")
        at.press("4", "2 of 6 cards")
        at.press("n", "What works")
        at.press("1", "keep it")
        at.send(b"\x1b[200~they \x1b]0;t\x07\x1b[31mred\x1b[0m\ntold us\x1b[201~")
        at.press("\r", "Kept")
        at.send(b"\x11")
        assert at.end() == 0
    saved = read(folder / "one.toml")
    assert [note["text"] for note in saved["notes"]] == ["they ]0;t[31mred[0m told us"]
    assert [one.get("rounds", []) for one in saved["ratings"]] == [[], [], []]


def test_control_c_ends_nothing_and_says_what_does(folder: Path) -> None:
    with terminal("open", str(folder / "one.toml"), folder=folder) as at:
        at.wait_for("0 of 6 cards")
        at.press("\x03", "ctrl+q leaves the program")
        at.press("3", "1 of 6 cards")


def test_where_keys_cannot_be_read_any_more_it_ends_as_any_failure_does(folder: Path) -> None:
    code = f"{FAILS}from workshop_tui.tui.typed import Typed\nhears = Typed.decode\n"
    code += "Typed.decode = lambda self, raw, final=False: fails(self) if b'p' in raw else hears(self, raw, final)"
    with terminal("open", str(folder / "one.toml"), code=code, folder=folder) as at:
        at.wait_for("0 of 6 cards")
        at.press("n", "What works")
        at.press("1", "keep it")
        at.send(b"a note\r")
        at.wait_for("Kept")
        at.send(b"p")
        assert at.end() == 1
        assert at.is_as_before()
        assert "failed and had to stop" in " ".join(at.text.split())
        assert SECRET not in at.text
    assert [note["text"] for note in read(folder / "one.toml")["notes"]] == ["a note"]
