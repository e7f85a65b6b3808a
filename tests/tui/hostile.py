"""A folder in which everything that people can write is hostile, and a walk through every screen of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import tomli_w
from strategies import a_framework, an_agenda

from tui import kept
from tui.screen import Desk
from workshop_tui.changes.setup import Choice, new_session
from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Agenda
from workshop_tui.model.framework import Framework
from workshop_tui.model.session import HEADS, Note, Round, Session

PIECES = (
    "[/]",
    "[@click=app.quit]x[/]",
    "a [b] c",
    "[red on blue]r[/red on blue] \\[b] $primary {low} %s ${x} [$x]",
    "\x1b[31mred\x1b[0m",
    "\x1b]52;c;QUFB\x07\x08\x7f",
    "\x9b31m\x9d0;title\x9c\x90q\x9c",
    "\u202egnp.exe\u2066x\u2069\u200f",
    "nul\x00nul",
    "one\rtwo\x0bthree\x0cfour\x85five\u2028six\u2029",
    "line\nfeed\ttab\r\nend",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "\u05e2\u05d1\u05e8\u05d9\u05ea",
    "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48",
    "\u65e5\u672c\u8a9e\u306e\u8a00\u8449",
    "\u0939\u093f\u0928\u094d\u0926\u0940 \u0915\u094d\u0937",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \u2764\ufe0f \U0001f1ec\U0001f1e7",
    "e\u0301\u0301\u0301 \u0301 \ufeff\U000e0041",
)
LONG = "x" * 10_000
FOLDER = "[b] [@click=app.quit]x[b] a [b] c \x1b[31m \x9b \u202e \u05e2 \u65e5"
FILE = "[b] [@click=app.quit]x \x1b]52;c;AAAA\x07 \u202egnp: \x85"
DAY = kept.DAY
STEERING = {*range(0x20), *range(0x7F, 0xA0), *range(0x200E, 0x2010), *range(0x2028, 0x202F), *range(0x2066, 0x206A)}
STEERING |= {0x061C, 0xFEFF, *range(0xD800, 0xE000), *range(0xE0000, 0xE0080)}


def words(first: int, *, long: bool = False) -> str:
    """All pieces in a row, beginning with another one each time; perhaps with 10,000 characters in front."""
    first %= len(PIECES)
    return (LONG if long else "") + " ".join((*PIECES[first:], *PIECES[:first]))


def a_folder(parent: Path, first: int, *, long: bool = False) -> Path:
    """A sessions folder with a framework, an agenda, texts and sessions, all of them hostile."""
    folder = parent / FOLDER
    own = folder / "frameworks"
    own.mkdir(parents=True)
    frame, agenda = _framework(first, long), _agenda(first)
    contents = {"frame": frame.model_dump(exclude_none=True), "agenda": agenda.model_dump(exclude_none=True)}
    for name, content in {**contents, "room": _texts(first)}.items():
        (own / f"{FILE}{name}.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
    last_time = _session(frame, agenda, first, "before", date=DAY - dt.timedelta(days=90))
    earlier = kept.write(folder, last_time, f"{FILE}before.toml")
    session = _session(frame, agenda, first, "now", long=long, follows=earlier.name, follows_id="before")
    kept.write(folder, session, f"{FILE}.toml")
    (folder / f"{FILE}bad.toml").write_text('format = "[/][@click=app.quit]\\u001b"\n', encoding="utf-8")
    return folder


def _framework(first: int, long: bool) -> Framework:
    frame = a_framework("own", items=4)
    item = {"title": words(first), "statement": words(first, long=long), "why": words(first)}
    item |= {"prompts": (words(first),) * 2, "levels": tuple(words(first + place) for place in range(5))}
    items = [one.model_dump() | item for one in frame.items]
    fields = {"title": words(first), "about": words(first), "levels": [words(first + place) for place in range(5)]}
    return Framework.model_validate(frame.model_dump() | fields | {"items": items})


def _agenda(first: int) -> Agenda:
    agenda = an_agenda("own")
    steps = [one.model_dump() for one in agenda.steps]
    steps[1] |= {"items": ["a", "b"]}
    quick = steps[1] | {"id": "quick", "kind": "quick", "items": ["c", "d"], "opens": 1}
    others = [{"id": kind, "kind": kind, "minutes": 5} for kind in ("standout", "talk", "review")]
    steps = [*steps[:2], quick, *others, *steps[2:]]
    return Agenda.model_validate(
        agenda.model_dump()
        | {"id": "own-day", "title": words(first), "about": words(first)}
        | {"steps": [one | {"title": words(first), "says": words(first)} for one in steps]}
    )


def _texts(first: int) -> dict[str, Any]:
    shapes = ("two camps", "spread widely", "leaning together", "largely agreed", "too few to say", "can't say")
    heads = ("purpose", "counted_not_named", "projector_off")
    return {
        "format": "workshop-texts/1",
        "id": "room",
        "replaces_built_in": True,
        **{head: [words(first)] for head in heads},
        "questions": {shape: [words(first)] for shape in shapes},
    }


def _session(frame: Framework, agenda: Agenda, first: int, name: str, *, long: bool = False, **facts: Any) -> Session:
    said, longer = words(first), words(first, long=long)
    blank = {"id": name, "team": longer, "service": said, "organisation": said, "date": DAY, "people": 6}
    made = new_session(Session.model_validate(blank), agenda, Choice((frame,), {"own": ("a", "b", "c", "d")}))
    rounds = (Round(counts=(3, 0, 0, 0, 3), people=6), Round(counts=(0, 2, 3, 0, 0), cant_say=1, people=6))
    ratings = [
        one.model_copy(update={"rounds": rounds, "agreed": 3, "chosen": True, "dots": 2}) if one.item in "bcd" else one
        for one in made.ratings
    ]
    notes = [
        Note(id=f"n{place}", framework="own", item="b", head=head, text=longer) for place, head in enumerate(HEADS)
    ]
    action = Action(
        id="a1",
        what=longer,
        owner=said,
        due=DAY - dt.timedelta(days=3),
        know=said,
        first_step=said,
        source=Source(step="rate-own", framework="own", item="b", title=said),
        history=(Event(date=DAY, status="open", note=said),),
    )
    loose = Action(id="a2", what=said)
    update = {"ratings": tuple(ratings), "notes": tuple(notes), "actions": (action, loose)}
    return Session.model_validate({**dict(made), **update, **facts})


async def walk(at: Desk) -> AsyncIterator[str]:
    """Go through every screen that shows people's words, and stop at each."""
    yield "home"
    async for name in _over(at, "help", ["question_mark"]):
        yield name
    async for name in _set_up(at):
        yield name
    await at.press("down", "f")
    async for name in _over(at, "following", []):
        yield name
    await at.press("down", "f")
    await at.press(*["enter"] * 6)
    yield "following: what to rate"
    await at.press("escape", "escape")
    await at.press("home", "down", "enter")
    async for name in _the_session(at):
        yield name


async def _over(at: Desk, name: str, keys: list[str], back: str = "escape") -> AsyncIterator[str]:
    await at.press(*keys)
    yield name
    await at.press(back)


async def _set_up(at: Desk) -> AsyncIterator[str]:
    await at.press("n", *["enter"] * 5, *["down"] * 4)
    yield "set-up: agendas"
    await at.press("enter", "up", "down", "down")
    yield "set-up: frameworks"
    async for name in _over(at, "items", ["i"]):
        yield name
    await at.press("escape", "escape")
    assert at.screen == "HomeScreen"


async def _the_session(at: Desk) -> AsyncIterator[str]:
    yield "welcome"
    await at.press("enter")
    yield "welcome: second page"
    if at.screen == "TalkScreen":
        await at.press("enter")
    assert at.screen == "RateScreen"
    yield "rate: before"
    async for name in _over(at, "rate: prompts", ["p"], "p"):
        yield name
    async for name in _ballot(at):
        yield name
    for name, keys in (
        ("help", ["question_mark"]),
        ("palette", ["slash"]),
        ("agenda", ["s"]),
        ("facts", ["f"]),
        ("timer", ["t"]),
        ("blank", ["full_stop"]),
        ("action form: new", ["a"]),
    ):
        async for shown in _over(at, name, keys):
            yield shown
    await at.press("slash")
    await at.type("x")
    yield "palette: found"
    await at.press("escape")
    await at.press("s", "n")
    yield "step form"
    await at.press("escape", "escape")
    await at.press("right")
    yield "rate: revealed"
    await at.press("v")
    yield "rate: second round"
    await at.press("escape", "n", "down")
    yield "notes"
    await at.press("enter")
    yield "notes: changing one"
    await at.press("escape", "escape", "right")
    async for name in _other_steps(at):
        yield name


async def _ballot(at: Desk) -> AsyncIterator[str]:
    await at.press("b")
    yield "ballot: projector"
    await at.press("enter")
    yield "ballot: turn"
    await at.press("3")
    yield "ballot: review"
    await at.press("enter")
    yield "ballot: handed over"
    await at.press("escape", "escape")


async def _other_steps(at: Desk) -> AsyncIterator[str]:
    assert at.screen == "QuickScreen"
    yield "quick overview"
    await at.press("right")
    assert at.screen == "StandoutScreen"
    yield "standout"
    await at.press("space", "u")
    yield "standout: undone"
    await at.press("right")
    yield "talk"
    await at.press("right")
    yield "review"
    await at.press("right")
    assert at.screen == "ActionsScreen"
    yield "actions"
    await at.press("d")
    yield "actions: did it work"
    await at.press("escape", "u", "k")
    assert at.screen == "RemarkForm"
    yield "remark on an action"
    await at.press("escape", "u", "enter")
    yield "action form: changing one"
    await at.press("escape", "right")
    assert at.screen == "CloseScreen"
    yield "close"
    await at.press("c")
    yield "close: closed"
    await at.press("l")
    yield "plan"
    await at.press("q", "o", "q")
    yield "home again"
