"""Whole workshops, led with keys alone on a terminal of 80x24; afterwards every single thing is in the file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from tui.day import (
    ALL,
    CONDITIONS_1,
    CONDITIONS_2,
    INSIDE,
    NOTES,
    OUTSIDE,
    SECOND_VOTE,
    TEAM,
    agenda,
    counted,
    go_to,
    reveal,
    titles,
)
from tui.screen import Clock, Desk, desk


async def test_a_full_day_for_twelve_people(folder: Path) -> None:
    clock = Clock()
    names = titles()
    async with desk(folder, clock=clock) as at:
        await set_up(at)
        await welcome(at, clock)
        await first_conditions(at, clock, names)
        await change_the_day(at)
        await rate_the_rest(at, clock, names)
        await choose(at)
        await fill_in_actions(at)
        await close(at, clock)
        session, report = at.file, at.path.with_suffix(".md").read_text(encoding="utf-8")
        hidden = [one.name for one in folder.glob(".*")]
        assert hidden == [f".~lock.{at.path.name}"], "no temporary file is left behind"
        await at.press("q")
        at.shows(TEAM[:20], "2 Mar 2026", "closed", "20 of 20")
    in_the_file(session, names)
    in_the_report(report, names)


async def set_up(at: Desk) -> None:
    at.shows("no session in this folder yet")
    await at.press("enter")
    await at.press("ctrl+s")
    at.shows("Give the team's name")
    await at.type(TEAM)
    await at.press("enter")
    await at.type("Family help")
    await at.press("enter")
    await at.type("Alderbrook")
    await at.press("enter", "enter")
    await at.press("backspace", "backspace", "enter")
    await at.press("ctrl+s")
    at.shows("whole number from 1")
    await at.type("12")
    await at.press("enter", "up")
    at.shows("(\u2022) Full day", "6 h 30 in 12 steps with 20 items")
    await at.press("enter", "enter", "enter")


async def welcome(at: Desk, clock: Clock) -> None:
    assert at.screen == "TalkScreen"
    at.shows(TEAM, "2 March 2026", "12 people", "not begun")
    clock.goes_on(25)  # the laptop waits for the people
    await at.press("enter")
    at.shows("15:00 left")
    at.shows("Counted, not named", "counts only")
    clock.goes_on(17)
    await at.press("enter")


async def first_conditions(at: Desk, clock: Clock, names: dict[str, str]) -> None:
    at.shows("1 of 5", names["manageable-workloads"], "rated and talked about in turn")
    await at.press("enter")
    at.shows("1 of 5", names["manageable-workloads"], "0 of 12 cards")
    await at.press("p")
    at.shows("Why", "Ask")
    await at.press("p")
    at.hides("Why")
    await at.type("3")
    await at.press("backspace")
    at.shows("0 of 12 cards")
    await at.press("1", "r")
    at.shows("Only 1 of 12")
    await at.press("backspace")
    await reveal(at, CONDITIONS_1["manageable-workloads"])
    at.shows("11 rated, 1 can't say", "spread widely")

    await at.press("n")
    for digit, text in enumerate(NOTES.values(), 1):
        await at.press(str(digit))
        await at.type(text)
        await at.press("enter")
    await at.press("1")
    await at.type("a slip")
    await at.press("enter", "ctrl+z")
    at.shows("Taken back: a note.")
    at.hides("a slip")
    await at.press("escape")
    at.hides("a slip")
    at.shows("works", "New work still lands on")

    await at.press("a")
    at.shows(f"From: {names['manageable-workloads']}")
    await at.type("Ask who holds too much, every second Tuesday")
    await at.press("enter")
    at.shows(names["manageable-workloads"], "11 rated")

    await at.press("v")
    await reveal(at, SECOND_VOTE)
    at.shows("first round", "second round")
    await at.press("g", "4")
    at.shows("greed level 4")

    await timer_blank_and_help(at, clock)

    await at.press("right")
    await reveal(at, CONDITIONS_1["small-enough-teams"])
    at.shows("two camps", "1", "5")
    await at.press("right")
    at.shows("3 of 5", names["practical-support"])
    await at.press("g", "2")
    at.shows("greed level 2", "agreed together, not voted on")
    for item in ("few-changes-of-worker", "find-grow-keep-people"):
        await at.press("right")
        at.shows(names[item])
        await reveal(at, CONDITIONS_1[item])


async def timer_blank_and_help(at: Desk, clock: Clock) -> None:
    await at.press("t", "up", "space")
    clock.goes_on(2)
    await at.press("escape")
    at.shows("timer 04:00")
    await at.press("full_stop")
    assert len(at.flat) < 60, "blank"
    await at.press("r", "1", "q")
    assert len(at.flat) < 60, "no key but its own ends the blank"
    await at.press("full_stop")
    at.shows("Workloads we can manage")
    await at.press("question_mark")
    at.shows("Help for this screen", "Talk about the spread, never about who", "second round")
    await at.press("escape")
    await at.press("t", "x", "escape")
    at.hides("timer 0")


async def change_the_day(at: Desk) -> None:
    """Skip the first break, have lunch earlier, add a step, give the first part more time."""
    await at.press("s")
    assert at.screen == "AgendaScreen"
    at.shows("behind")
    await at.press("plus")
    await at.press("down", "x")
    at.shows("skipped")
    await at.press("down", "n")
    await at.type("Stretch our legs")
    await at.press("tab", "backspace", "backspace")
    await at.type("7")
    await at.press("tab")
    await at.type("Up we get.")
    await at.press("tab", "down", "enter")
    at.shows("Stretch our legs")
    await at.press("down", "down", "e")
    at.shows("5 11:47 Stretch our legs 7 min 6 11:54 Lunch 45 min 7 12:39")
    await at.press("escape")
    assert at.screen == "RateScreen"


async def rate_the_rest(at: Desk, clock: Clock, names: dict[str, str]) -> None:
    clock.goes_on(50)
    await at.press("right")
    at.shows("1 of 5", names["dialogue-and-learning"])  # the break is skipped
    clock.goes_on(45)
    await rate_step(at, CONDITIONS_2, names)
    await at.press("right")
    at.shows("Stretch our legs", "Up we get.")
    clock.goes_on(7)
    await at.press("enter")
    at.shows("We have earned our lunch")
    await at.press("a")
    await at.type("Ring the youth link worker")
    await at.press("tab")
    await at.type("Duty post")
    await at.press("tab")
    await at.type("+30d")
    await at.press("enter")
    clock.goes_on(45)
    await at.press("enter")
    clock.goes_on(40)
    await rate_step(at, INSIDE, names)
    await at.press("right")
    clock.goes_on(41)
    await rate_step(at, OUTSIDE, names)
    await go_to(at, "vision")
    at.shows(names["values-and-vision"], "12 rated")
    await go_to(at, "matters most")


async def rate_step(at: Desk, cards: dict[str, str], names: dict[str, str]) -> None:
    for place, (item, drawn) in enumerate(cards.items(), 1):
        at.shows(f"{place} of {len(cards)}", names[item])
        await reveal(at, drawn)
        if place < len(cards):
            await at.press("right")


async def choose(at: Desk) -> None:
    """What stands out, dots and the group's choice."""
    assert at.screen == "StandoutScreen"
    at.shows("Lowest", "Highest", "Most divided", "Can't say", "0 of 36 dots")
    await at.press(*["space"] * 9, "down", *["space"] * 20, "backspace", "c")
    at.shows("28 of 36 dots")
    await at.press("down", "down", *["space"] * 8, "c", "c", "c")
    at.shows("36 of 36 dots")
    await at.press("space")
    at.shows("37 dots, but 12 people have 36")
    await at.press("u")
    at.shows("36 of 36 dots")
    await at.press("right", "right", "right")  # break, going deeper, what we will do


async def fill_in_actions(at: Desk) -> None:
    assert at.screen == "ActionsScreen"
    at.shows("Ask who holds too much", "no owner", "no date")
    await at.press("enter")
    await at.press("tab")
    await at.type("Team manager")
    await at.press("tab")
    await at.type("32 Foo")
    await at.press("enter")
    at.shows("Not a day")
    await at.press(*["backspace"] * 6)
    await at.type("1 Dec")
    await at.press("tab", "tab")
    await at.type("The log shows fewer than three")
    await at.press("tab")
    await at.type("Put it in the diary")
    await at.press("enter")
    at.shows("Team manager", "1 Dec 2026")
    await at.press("a")
    await at.type("Be seen to stop work that is too much")
    await at.press("tab")
    await at.type("Head of service")
    await at.press("tab", "tab", "down", "enter")
    at.shows("Be seen to stop", "Head of service", "no date")
    await at.press("up", "w")  # the marker is on the action that was just written
    await at.press("right")


async def close(at: Desk, clock: Clock) -> None:
    assert at.screen == "CloseScreen"
    at.shows("Loose ends", "no due date", "20 of 20 items rated", "4 notes", "3 actions", "We work on")
    await at.press("n", "4")
    await at.type("A good day")
    await at.press("enter", "escape", "escape")
    clock.goes_on(10)
    await at.press("c")
    at.shows("closed")
    await at.press("w")
    at.shows("2026-03-02-riverside-family-help.md")


def in_the_file(session: dict[str, Any], names: dict[str, str]) -> None:
    assert session["format"] == "workshop-session/1"
    facts = {"team": TEAM, "service": "Family help", "organisation": "Alderbrook", "date": dt.date(2026, 3, 2)}
    assert facts | {"people": 12, "state": "closed", "dots_each": 3} == {
        key: session[key] for key in (*facts, "people", "state", "dots_each")
    }
    assert [(one["id"], one["title"]) for one in session["frameworks"]] == [
        ("conditions-for-success", "Conditions for success"),
        ("partnership-relationships", "Partnership relationships"),
    ]
    steps_in_the_file(session)
    ratings_in_the_file(session, names)
    notes = [(one.get("item", ""), one["head"], one["text"]) for one in session["notes"]]
    assert notes == [("manageable-workloads", head, text) for head, text in NOTES.items()] + [
        ("", "one step", "A good day")
    ]
    actions_in_the_file(session, names)
    every_id = [one["id"] for table in ("notes", "actions") for one in session[table]]
    assert len(set(every_id)) == len(every_id) == 8


def steps_in_the_file(session: dict[str, Any]) -> None:
    steps = session["agenda"]["steps"]
    welcome, first, rest, second, inside, lunch, *afternoon = agenda("full-day")
    added = {"id": steps[4]["id"], "kind": "break", "title": "Stretch our legs", "minutes": 7, "says": "Up we get."}
    longer, skipped = first | {"minutes": first["minutes"] + 5}, rest | {"skipped": True}
    assert steps == [welcome, longer, skipped, second, added, lunch, inside, *afternoon]
    assert [item for one in steps for item in one.get("items", [])] == [*ALL]
    took = {name: minutes * 60 for name, minutes in {"welcome": 17, "conditions-1": 52, "conditions-2": 45}.items()}
    took |= {added["id"]: 7 * 60, "lunch": 45 * 60, "partners-inside": 40 * 60, "partners-outside": 41 * 60}
    assert session["times"] == took | {"close": 600}
    assert session["place"]["step"] == "close"
    assert "began" not in session["place"]


def ratings_in_the_file(session: dict[str, Any], names: dict[str, str]) -> None:
    ratings = {one["item"]: one for one in session["ratings"]}
    assert [*ratings] == [*ALL]
    agreed = {"manageable-workloads": 4, "practical-support": 2}
    dots = {"manageable-workloads": 9, "small-enough-teams": 19, "find-grow-keep-people": 8}
    chosen = {"small-enough-teams", "find-grow-keep-people"}
    for item, cards in ALL.items():
        votes = [cards, SECOND_VOTE] if item == "manageable-workloads" else [cards] if cards else []
        rounds = [dict(zip(("counts", "cant_say"), counted(one), strict=True)) for one in votes]
        expected = {
            "framework": "conditions-for-success"
            if item in CONDITIONS_1 | CONDITIONS_2
            else "partnership-relationships",
            "item": item,
            "title": names[item],
            "agreed": agreed.get(item),
            "dots": dots.get(item),
            "chosen": item in chosen or None,
            "rounds": [one | {"people": 12, "how": "cards"} for one in rounds] or None,
        }
        found = ratings[item]
        assert {key: found.get(key) or None for key in expected} == expected
        assert set(found) <= set(expected), "nothing else is kept of an item"


def actions_in_the_file(session: dict[str, Any], names: dict[str, str]) -> None:
    day = dt.date(2026, 3, 2)
    caught = [{key: value for key, value in one.items() if key != "id"} for one in session["actions"]]
    lunch = next(one["id"] for one in session["agenda"]["steps"] if one["title"] == "Lunch")
    expected = [
        {
            "what": "Ask who holds too much, every second Tuesday",
            "kind": "team",
            "owner": "Team manager",
            "due": dt.date(2026, 12, 1),
            "know": "The log shows fewer than three",
            "first_step": "Put it in the diary",
            "status": "open",
            "source": {
                "step": "conditions-1",
                "framework": "conditions-for-success",
                "item": "manageable-workloads",
                "title": names["manageable-workloads"],
            },
            "history": [{"date": day, "status": "open"}],
        },
        {
            "what": "Ring the youth link worker",
            "kind": "team",
            "owner": "Duty post",
            "due": dt.date(2026, 4, 1),
            "status": "under way",
            "source": {"step": lunch, "title": "Lunch"},
            "history": [{"date": day, "status": "open"}, {"date": day, "status": "under way"}],
        },
        {
            "what": "Be seen to stop work that is too much",
            "kind": "leader",
            "owner": "Head of service",
            "status": "open",
            "source": {"step": "actions", "title": "What we will do"},
            "history": [{"date": day, "status": "open"}],
        },
    ]
    assert caught == expected


def in_the_report(report: str, names: dict[str, str]) -> None:
    plain = report.replace("\\", "")
    for piece in (TEAM, "2 March 2026", "Family help", "Alderbrook", "12 people", "Full day", "Stretch our legs"):
        assert piece in plain
    for piece in (*names.values(), *NOTES.values(), "A good day"):
        assert piece in plain
    for piece in ("Team manager", "1 December 2026", "The log shows fewer than three", "Put it in the diary"):
        assert piece in plain
    for piece in ("Ring the youth link worker", "Duty post", "1 April 2026", "under way", "Be seen to stop work"):
        assert piece in plain
    assert "Be seen to stop work that is too much: no due date" in plain
    assert "Agreed together, not voted on" in plain
    for item, cards in ALL.items():
        under = plain.partition(f"{names[item]}\n\n")[2].partition("####")[0]
        counts, cant_say = counted(cards)
        for level, count in enumerate(counts, 1) if cards else ():
            row = next(line for line in under.splitlines() if line.startswith(f"| {level} "))
            assert row.split("|")[2].split()[-1] == str(count), (item, level)
        assert not cards or f"{12 - cant_say} rated" in under
    under = plain.partition(f"{names['manageable-workloads']}\n\n")[2].partition("####")[0]
    assert all(piece in under for piece in ("First round", "Second round", "Agreed level", "9 dots"))
    assert "19 dots, chosen to work on" in plain.lower()
