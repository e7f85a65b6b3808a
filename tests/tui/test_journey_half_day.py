"""A half day with a quick pass and a secret ballot; leaving in the middle and coming back."""

from __future__ import annotations

import json
from pathlib import Path

from opened import die

from tui.day import (
    CONDITIONS_1,
    CONDITIONS_2,
    TEAM,
    counted,
    titles,
)
from tui.screen import Clock, Desk, desk, read

# Half a day: quick pass and secret ballot

BALLOT = [[(person + place) % 6 for place in range(10)] for person in range(12)]


async def test_a_half_day_with_a_secret_ballot(folder: Path) -> None:
    names = titles()
    async with desk(folder) as at:
        await at.press("n")
        await at.type(TEAM)
        await at.press("ctrl+s", "enter", "enter")
        at.shows("Conditions for success", "1 of 10", "rated quickly, without talk")
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
        await at.press("enter")  # the marker stands on the workshop of today
        at.shows("36:00 left")  # the hour away does not count
        await the_same_place(at)


async def test_starting_again_after_the_program_died(folder: Path) -> None:
    clock = Clock()
    async with desk(folder, clock=clock) as at:
        await some_cards(at)
        die(at.app.workshop)
    assert "began" in read(at.path)["place"], "nobody left in good order"
    clock.goes_on(24 * 60)
    async with desk(folder, clock=clock) as at:
        at.shows("was not left properly")
        await at.press("enter")
        at.shows("00:00 left")  # the step is taken to have lasted as planned, and not a day
        await the_same_place(at)
