"""Whole workshops, led with keys alone on a terminal of 80x24; afterwards every single thing is in the file."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tui.screen import Clock, Desk, desk, read
from workshop_tui.store.folders import shipped

TEAM = "Riverside Family Help"
SECOND_VOTE = "444443333355"
CONDITIONS_1 = {
    "manageable-workloads": "112222334405",
    "small-enough-teams": "111115555555",
    "practical-support": "",  # agreed together, not voted on
    "few-changes-of-worker": "333333333333",
    "find-grow-keep-people": "222334445500",
}
CONDITIONS_2 = {
    "dialogue-and-learning": "344444445555",
    "shared-practice-models": "233333344444",
    "values-and-vision": "455555555555",
    "system-wide-improvement": "000000223344",
    "whole-system-planning": "111122223345",
}
INSIDE = {
    "knowing-other-teams": "222333344445",
    "trust-under-pressure": "112234455555",
    "feedback-between-teams": "333344445551",
    "learning-together": "444444444444",
    "courage-to-challenge": "123451234512",
}
OUTSIDE = {
    "knowing-our-partners": "330033003344",
    "posts-change-hands": "111111222222",
    "joint-decisions": "555554444333",
    "disagreeing-well": "000000000012",
    "shared-purpose": "234234234234",
}
ALL = CONDITIONS_1 | CONDITIONS_2 | INSIDE | OUTSIDE
NOTES = {
    "works": "Supervision looks at the whole load, [not] only at numbers",
    "worries": "New work still lands on whoever answers the phone",
    "evidence": "The log of March: 4 of 31 cases were paused",
    "one step": "Look at loads every second Tuesday; \u00fcber 20 \u2192 talk",
}


def titles() -> dict[str, str]:
    """The title of every shipped item."""
    found = {}
    for name in ("conditions-for-success", "partnership-relationships"):
        content = read(shipped("frameworks") / f"{name}.toml")
        found |= {item["id"]: item["title"] for item in content["items"]}
    return found


def agenda(name: str) -> list[dict[str, Any]]:
    """The steps of a shipped agenda."""
    return read(shipped("frameworks") / "agendas" / f"{name}.toml")["steps"]


def counted(cards: str) -> tuple[list[int], int]:
    """How many cards of each level, and how many could not say."""
    found = Counter(cards)
    return [found[str(level)] for level in range(1, 6)], found["0"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sessions folder that is not there yet."""
    return tmp_path / "sessions"


async def reveal(at: Desk, cards: str) -> None:
    """Key the cards in and reveal; nothing of the spread shows before."""
    await at.type(cards)
    at.shows(f"{len(cards)} of 12 cards")
    at.hides("rated", "iddle")
    await at.press("r")
    at.shows(f"{12 - cards.count('0')} rated", *([f"{cards.count('0')} can't say"] if "0" in cards else []))


async def go_to(at: Desk, words: str) -> None:
    """Go somewhere by typing part of its name."""
    await at.press("slash")
    await at.type(words)
    await at.press("enter")


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
        assert not list(folder.glob(".*")), "no temporary file is left behind"
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
        await at.press("enter", "escape")
    await at.press("1")
    await at.type("a slip")
    await at.press("enter", "escape", "u")
    at.hides("a slip")
    await at.press("escape")
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
    at.shows("Help for this screen", "key in one digit for each", "second round")
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
    await at.press("down", "w")
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


# Half a day: quick pass and secret ballot

BALLOT = [[(person + place) % 6 for place in range(10)] for person in range(12)]


async def test_a_half_day_with_a_secret_ballot(folder: Path) -> None:
    names = titles()
    async with desk(folder) as at:
        await at.press("n")
        await at.type(TEAM)
        await at.press("ctrl+s", "enter", "enter")
        at.shows("Conditions for success", "1 of 10", "0 of 12")
        await at.press("b")
        at.shows("Is the projector off?")
        for person, answers in enumerate(BALLOT):
            await at.press("enter")
            at.shows("1 of 10", f"{person} of 12 have answered")
            at.hides("(\u2022)")
            await vote(at, answers, corrects=person == 3, gives_up=person == 5)
            at.shows("Your answers are counted", f"{person + 1} of 12")
        await at.press("escape")
        assert at.screen == "RateScreen"
        at.shows("12 of 12 ballots")
        at.hides("rated")
        await at.press("3", "backspace")
        at.shows("12 of 12 ballots")
        assert "rounds" not in json.dumps(at.file, default=str)
        await at.press("r")
        assert at.screen == "QuickScreen"
        marked = [line.split("  ")[1] for line in at.text.splitlines() if line.strip().startswith("\u25b8")]
        assert len(marked) == 4
        await open_the_marked(at)
        session = at.file
    assert {one["item"]: one["rounds"] for one in session["ratings"] if one.get("rounds")} == {
        item: [{"counts": counted(cards)[0], "cant_say": counted(cards)[1], "people": 12, "how": "ballot"}]
        for place, item in enumerate(CONDITIONS_1 | CONDITIONS_2)
        for cards in ["".join(str(answers[place]) for answers in BALLOT)]
    }
    assert [one["text"] for one in session["notes"]] == [f"talked about {number}" for number in range(4)]
    assert len({one["item"] for one in session["notes"]}) == 4
    assert names


async def vote(at: Desk, answers: list[int], *, corrects: bool, gives_up: bool) -> None:
    """One person's turn; once with a change of mind before handing over, once begun anew."""
    if gives_up:
        await at.type("555")
        await at.press("escape")
        at.shows("not counted yet")
        await at.press("escape", "enter")
        at.hides("(\u2022)")
    wrong = [*answers[:-1], (answers[-1] + 1) % 6] if corrects else answers
    await at.type("".join(map(str, wrong)))
    at.shows("You have answered everything")
    if corrects:
        await at.press("left")
        at.shows(f"(\u2022) {wrong[-1]}")
        await at.press(str(answers[-1]))
        at.shows("You have answered everything")
    await at.press("enter")


async def open_the_marked(at: Desk) -> None:
    """Talk about each that is marked, and come back to the overview."""
    for number in range(4):
        await at.press("enter")
        assert at.screen == "RateScreen"
        at.shows("rated", "iddle")
        await at.press("n", "1")
        await at.type(f"talked about {number}")
        await at.press("enter", "escape", "escape", "o")
        assert at.screen == "QuickScreen"
        at.shows("\u2713")
        marked = [place for place, line in enumerate(at.text.splitlines()) if line.strip().startswith("\u25b8")]
        assert len(marked) == 3 - number
        if marked:
            await to_line(at, marked[0])


async def to_line(at: Desk, line: int) -> None:
    """Move the marker to a line of the screen."""
    rows = at.app.screen.query_one("Rows")
    wanted = line - rows.region.y
    here = rows.highlighted  # type: ignore[attr-defined]
    await at.press(*["down" if wanted > here else "up"] * abs(wanted - here))


# Leaving and coming back


async def some_cards(at: Desk) -> None:
    """A session in the middle of an item: some cards are in, not all."""
    await at.press("n")
    await at.type(TEAM)
    for _ in range(4):
        await at.press("enter")
    await at.press("enter", "up", "ctrl+s", "enter", "enter")
    await at.type(CONDITIONS_1["manageable-workloads"])
    await at.press("r", "right")
    await at.type("1230")


async def the_same_place(at: Desk) -> None:
    assert at.screen == "RateScreen"
    at.shows("2 of 5", "Small enough teams", "4 of 12 cards")
    await at.type("55555555")
    await at.press("r")
    at.shows("11 rated, 1 can't say")
    [_, second, *_] = at.file["ratings"]
    assert second["rounds"] == [{"counts": [1, 1, 1, 0, 8], "cant_say": 1, "people": 12, "how": "cards"}]


async def test_leaving_in_the_middle_and_starting_again(folder: Path) -> None:
    clock = Clock()
    async with desk(folder, clock=clock) as at:
        await some_cards(at)
        clock.goes_on(9)
        await at.press("q")
        assert at.screen == "HomeScreen"
        at.shows("2 of 5")
        assert "began" not in at.file["place"]
        await at.press("q")
    clock.goes_on(60)
    async with desk(folder, clock=clock) as at:
        at.shows(TEAM[:20], "2 of 5")
        await at.press("down", "enter")
        at.shows("36:00 left")  # the hour away does not count
        await the_same_place(at)


async def test_starting_again_after_the_program_died(folder: Path) -> None:
    clock = Clock()
    async with desk(folder, clock=clock) as at:
        await some_cards(at)
    assert "began" in read(at.path)["place"], "nobody left in good order"
    clock.goes_on(24 * 60)
    async with desk(folder, clock=clock) as at:
        await at.press("down", "enter")
        at.shows("00:00 left")  # the step is taken to have lasted as planned, and not a day
        await the_same_place(at)
