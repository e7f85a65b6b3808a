"""Keys: each is bound once, shown or explained, found by name, arrives in every terminal, and destroys nothing."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import shutil
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from strategies import a_framework
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.option_list import OptionDoesNotExist

import workshop_tui.tui.screens
import workshop_tui.tui.widgets
from tui import hostile, kept
from tui.screen import Desk, desk, read
from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.model.action import Action
from workshop_tui.model.session import ItemKey, Place, Round, Session
from workshop_tui.tui.keys import Key
from workshop_tui.tui.palette import offers
from workshop_tui.tui.screens.help import HelpScreen
from workshop_tui.tui.screens.keyed import KeyedScreen
from workshop_tui.tui.timer import Timer
from workshop_tui.tui.widgets.frame import KeyLine, MessageLine

NEVER = re.compile(r"alt\+.*|ctrl\+([0-9]|enter|i|m|h|j|\[|left_square_bracket)|ctrl\+shift\+.*|super\+.*|meta\+.*")
"""Keys that do not arrive in every terminal, or arrive as another one."""
THE_WIDGETS_OWN = {
    ("Rows", "enter"), ("Rows", "pageup"), ("Rows", "pagedown"), ("Choices", "space"),
    ("Rows", "left"), ("Rows", "right"), ("WordsInput", "left"), ("WordsInput", "right"), ("WorkshopApp", "ctrl+p"),
    ("VerticalScroll", "pageup"), ("VerticalScroll", "pagedown"), ("WordsInput", "pageup"), ("WordsInput", "pagedown"),
}  # fmt: skip
"""Keys that a focused list or field takes for itself, and tells the screen of."""


def classes(package: Any, kind: type) -> Iterator[type]:
    """Every class of that kind in a package."""
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for _, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, kind) and one.__module__ == module.__name__:
                yield one


SCREENS = [one for one in classes(workshop_tui.tui.screens, KeyedScreen) if one.KEYS]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_every_key_of_a_screen_is_bound(screen: type[KeyedScreen]) -> None:
    bound = {(name.strip(), one.action) for one in screen.BINDINGS for name in one.key.split(",")}  # type: ignore[union-attr]
    wanted = {(name.strip(), key.action) for key in screen.KEYS for name in key.keys.split(",")}
    assert bound == wanted
    for key in screen.KEYS:
        method = f"action_{key.action.split('(')[0].rpartition('.')[2]}"
        assert hasattr(screen, method) or key.action.startswith("app."), method


def test_no_key_fails_to_arrive_in_some_terminal() -> None:
    found = {name for screen in SCREENS for key in screen.KEYS for name in key.keys.split(",")}
    assert len(SCREENS) > 15
    assert len(found) > 40
    for widget in classes(workshop_tui.tui.widgets, Widget):
        found |= {
            name for one in vars(widget).get("BINDINGS", ()) if isinstance(one, Binding) for name in one.key.split(",")
        }
    assert [name for name in found if NEVER.fullmatch(name)] == []


def check(at: Desk, where: str) -> None:
    """What must be so of the keys on any screen, in any state."""
    screen = at.app.screen
    if not isinstance(screen, KeyedScreen):
        return
    live = screen.live_keys()
    twice = [name for name, times in Counter(n for key in live for n in key.keys.split(",")).items() if times > 1]
    assert twice == [], f"{where}: bound twice"
    active, writing = screen.active_bindings, isinstance(at.app.focused, Input)
    for key in live:
        for name in key.keys.split(","):
            found = active.get(name)
            assert found is not None, f"{where}: {name} is not bound"
            assert found.enabled, f"{where}: {name} does nothing"
            if found.node is screen:
                assert found.binding.action == key.action, f"{where}: {name}"
            else:
                assert (type(found.node).__name__, name) in THE_WIDGETS_OWN, f"{where}: {name} is taken by {found.node}"
            assert not (writing and len(key.keys) == 1), f"{where}: {name} would be written into the field"
        if not key.told:
            same = key.action.split("(")[0]
            assert any(one.told and one.action.split("(")[0] == same for one in live) or not key.line, where
    key_line(at, live, where)
    explained(at, live, where)


def key_line(at: Desk, live: list[Key], where: str) -> None:
    """No key of the line is cut off, in at most three lines."""
    [line] = at.app.screen.query(KeyLine)
    assert line.size.height <= 3, where
    text = "\n".join(at.text.splitlines()[line.region.y :])
    for key in live:
        if key.line:
            assert f"{key.written} {key.says}" in text, f"{where}: {key.written} {key.says} is cut off:\n{text}"


def explained(at: Desk, live: list[Key], where: str) -> None:
    """Every key is explained by the help and found in the palette."""
    screen = at.app.screen
    assert isinstance(screen, KeyedScreen)
    if not isinstance(screen, HelpScreen):
        assert any(key.action == "help" for key in live), f"{where}: no help"
        assert screen.PURPOSE, f"{where}: no purpose"
    told = [key for key in live if key.told]
    text = " ".join(" ".join(row.plain for row in HelpScreen(screen.PURPOSE, live)._draw(76)).split())
    found = {title for title, _, _ in offers(at.app, screen)}
    for key in told:
        sentence = (key.help or key.says)[:1].upper() + (key.help or key.says)[1:]
        assert f"{key.written} {sentence}" in text, f"{where}: {key.written} is not in the help"
        assert sentence in found, f"{where}: {sentence} is not in the palette"


async def test_keys_of_every_screen(tmp_path: Path) -> None:
    """Where everybody's words are as long and as strange as can be, too."""
    async with desk(hostile.a_folder(tmp_path, 1)) as at:
        async for where in hostile.walk(at):
            check(at, where)


def full(
    *, state: str = "open", kind: str = "rate", levels: int = 5, step: str = "", item: str = "", **facts: Any
) -> Session:
    """A session with something of everything in it, standing at this step and item."""
    session = kept.small(a_framework("trust", items=4, levels=levels), **facts)
    steps = [one.model_copy(update={"kind": kind}) if one.items else one for one in session.agenda.steps]
    session = session.model_copy(update={"agenda": session.agenda.model_copy(update={"steps": tuple(steps)})})
    standout = steps[0].model_copy(update={"id": "standout", "kind": "standout", "title": "What stands out"})
    session = plan.add_step(session, standout, steps[1].id)
    low = (3, 0) + (1,) * (levels - 2)
    for letter, counts in (("a", low), ("b", low[::-1])):
        session = ratings.close_round(session, ItemKey("trust", letter), Round(counts=counts, cant_say=1, people=7))
    session = ratings.agree(session, ItemKey("trust", "a"), 2)
    session = ratings.give_dots(session, ItemKey("trust", "b"), 3)
    session = ratings.choose(session, ItemKey("trust", "b"), True)
    for place, head in enumerate(("works", "worries", "evidence", "one step")):
        session = notes.add(session, f"n{place}", ItemKey("trust", "a"), head, f"said {head}")  # type: ignore[arg-type]
    session = notes.add(session, "day", None, "works", "said of the day")
    session = actions.add(session, Action(id="a1", what="First thing", owner="Post"), kept.DAY)
    session = actions.add(session, Action(id="a2", what="Second thing", status="done"), kept.DAY)
    place = Place(step=step, framework="trust" if item else "", item=item)
    return session.model_copy(update={"state": state, "place": place})


OPEN, RATED = {"step": "rate-trust", "item": "c"}, {"step": "rate-trust", "item": "a"}
QUICK = {"step": "rate-trust", "kind": "quick"}
STATES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "welcome": ({"step": "welcome"}, []),
    "not begun": ({"state": "planned"}, []),
    "before": (OPEN, []),
    "some cards": (OPEN, ["1", "3", "0"]),
    "asking which card goes back": (OPEN, ["1", "1", "backspace", "backspace"]),
    "agreeing together": (OPEN, ["g"]),
    "revealed": (RATED, []),
    "agreeing": (RATED, ["g"]),
    "second round": (RATED, ["v"]),
    "some cards of a second round": (RATED, ["v", "2", "2"]),
    "seven levels": (OPEN | {"levels": 7}, []),
    "quick, before": (QUICK | {"item": "c"}, []),
    "quick, cards": (QUICK | {"item": "d"}, ["3"]),
    "quick, revealed": (QUICK | {"item": "a"}, []),
    "quick, overview": (QUICK, []),
    "ballots are in": (OPEN, ["b", "enter", "1", "1", "enter", "escape"]),
    "ballot, projector": (OPEN, ["b"]),
    "ballot, turn": (OPEN, ["b", "enter", "1"]),
    "ballot, review": (OPEN, ["b", "enter", "1", "1"]),
    "ballot, handed over": (OPEN, ["b", "enter", "1", "1", "enter"]),
    "standout": ({"step": "standout"}, []),
    "actions": ({"step": "actions"}, []),
    "actions: did it work": ({"step": "actions"}, ["d"]),
    "close": ({"step": "close"}, []),
    "closed": ({"state": "closed"}, []),
    "plan of a closed one": ({"state": "closed"}, ["l"]),
    "closed, looking at an item": ({"state": "closed"}, ["left"] * 4),
    "agenda": ({"step": "welcome"}, ["s", "down"]),
    "notes": (RATED, ["n", "down"]),
    "notes, under a head": (RATED, ["n"]),
    "timer": (OPEN, ["t"]),
    "help": (OPEN, ["question_mark"]),
    "blank": (OPEN, ["full_stop"]),
}


async def go(at: Desk, session: Session, keys: list[str]) -> None:
    """Open the session anew, as the file was, and go to a state."""
    at.app.leave_session()
    at.app.timer = Timer()
    path = at.folder / "one.toml"
    path.unlink(missing_ok=True)
    kept.write(at.folder, session)
    shutil.rmtree(at.app.state_folder, ignore_errors=True)
    at.app.open_session(path)
    await at.settle()
    await at.press(*keys)


def content(at: Desk) -> dict[str, Any]:
    """What a key must not destroy."""
    at.save()
    found = read(at.folder / "one.toml")
    begun = {"state": found["state"].replace("planned", "open")}
    return {key: value for key, value in found.items() if key not in ("place", "times")} | begun


def votes(at: Desk) -> list[Any]:
    """The totals of the open rounds."""
    return [json.loads(one.read_bytes()) for one in at.app.state_folder.rglob("open-rounds.json")]


SPECIAL = ["backspace", "delete", "enter", "escape", "tab", "space", "up", "down", "left", "right", "home", "end"]
SPECIAL += ["pageup", "pagedown", "insert", *(f"f{number}" for number in range(1, 13))]
SPECIAL += [f"ctrl+{letter}" for letter in string.ascii_lowercase if letter not in "cqz"]


def named(char: str) -> str:
    """Textual's name of a printable key."""
    from textual.keys import _character_to_key

    return _character_to_key(char)


@pytest.mark.parametrize("state", STATES)
async def test_no_single_key_destroys_anything_without_undo(tmp_path: Path, state: str) -> None:
    """A paste with an escape in it arrives as keys in some terminals."""
    facts, keys = STATES[state]
    session = full(**facts)
    async with desk(kept.a_folder(tmp_path)) as at:
        await go(at, session, keys)
        check(at, state)
        before, cards = content(at), votes(at)
        undoable, screen = at.app.workshop.undoable, at.app.screen  # type: ignore[union-attr]
        bound = {*screen.active_bindings}
        seen = shown(at)
        every = {**dict.fromkeys(SPECIAL), **{named(char): char for char in string.printable[:94]}}
        for name, char in every.items():
            if name not in bound or name in ("u", "ctrl+p"):
                continue
            await at.press(char or name)
            kept_votes(state, name, cards, votes(at))
            workshop = at.app.workshop
            while workshop is not None and workshop.undoable > undoable:
                workshop.undo()
            assert content(at) == before, f"{name} on {state}"
            if at.app.screen is not screen:
                await at.press("escape")
            if shown(at) != seen or at.app.screen is not screen or votes(at) != cards:
                at.app._exit = False
                await go(at, session, keys)
                screen = at.app.screen
                assert shown(at) == seen
        await at.type("".join(char for name, char in every.items() if char and name not in bound))
        assert content(at) == before
        assert votes(at) == cards


def shown(at: Desk) -> list[str]:
    """What is on screen, but for the sentence to the facilitator."""
    rows, screen = at.text.splitlines(), at.app.screen
    places = [line.region.y for line in screen.query(MessageLine)]
    return [row for place, row in enumerate(rows) if place not in places]


def kept_votes(state: str, name: str, before: list[Any], after: list[Any]) -> None:
    """A key adds one card, takes one back, closes the round or hands one turn over; and nothing more."""

    def total(found: list[Any]) -> int:
        return sum(sum(row["counts"]) + row["cant_say"] for rows in found for row in rows)

    if name == "r" or state == "ballot, review":
        return
    assert abs(total(after) - total(before)) <= 1, f"{name} on {state}"


async def test_the_palette_lists_steps_items_and_keys(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=kept.write(folder, full())) as at:
        await at.press("a", "x", "enter", "slash")
        assert isinstance(at.app.screen, CommandPalette)
        listed = []
        rows = at.app.screen.query_one("CommandList")
        for place in range(200):
            try:
                listed.append(str(rows.get_option_at_index(place).prompt).split("\n")[0])  # type: ignore[attr-defined]
            except OptionDoesNotExist:
                break
    for wanted in ("Item a", "Item d", "Step 3: What stands out", "Take the last change back", "A timer that the room"):
        assert any(wanted in one for one in listed), wanted


async def test_every_letter_of_a_title_finds_it(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    session = kept.shipped("full-day").model_copy(update={"state": "open"})
    async with desk(folder, opens=kept.write(folder, session)) as at:
        for typed, wanted in (
            ("shared purp", "Shared purpose"),
            ("MODELS", "Shared models of practice"),
            ("lunch", "Lunch"),
        ):
            await at.press("slash")
            await at.type(typed)
            await at.press("enter")
            at.shows(wanted)


async def test_typing_the_name_of_the_last_step_never_reveals(tmp_path: Path) -> None:
    """ "Close" is a step of every agenda; no key of rating may be found by that word before it."""
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=kept.write(folder, full(**OPEN))) as at:
        await at.type("123123")
        at.shows("6 of 6 cards")
        await at.press("slash")
        await at.type("close")
        await at.press("enter")
        assert at.screen == "CloseScreen"
        at.shows("answers are in but not revealed")


async def test_after_the_reveal_the_statement_stays_and_the_next_key_says_where_to(tmp_path: Path) -> None:
    session = kept.shipped("full-day").model_copy(update={"state": "open", "people": 1})
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", session)) as at:
        await at.press("slash")
        await at.type("models of")
        await at.press("enter", "3")
        at.shows("well-tested ideas")
        at.hides("next:")  # nothing that draws the eye while cards are keyed in
        await at.press("r")
        at.shows("1 rated", "well-tested ideas", "next: Values and vision made")
        await at.press("right", "right", "right", "2", "r")
        at.shows("next: Inside our organisation")
