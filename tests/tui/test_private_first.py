"""Private first: before the reveal nothing but totals is anywhere, and nothing of them is on any screen."""

from __future__ import annotations

import itertools
import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from strategies import a_framework, a_session, an_agenda

from tui import kept
from tui.screen import Clock, Desk, desk, styled
from workshop_tui.changes.setup import Choice, new_session
from workshop_tui.model.session import Session

Seen = dict[str, Any]
VOTES = ("111111", "555550", "030303")


def quick_session(**facts: Any) -> Session:
    """A quick pass of three items."""
    frame = a_framework("trust", items=3)
    blank = a_session(frame, **({"people": 6} | facts))
    agenda = an_agenda("trust", kind="quick", opens=1)
    return new_session(blank, agenda, Choice((frame,), {"trust": ("a", "b", "c")}))


async def look_everywhere(at: Desk) -> Seen:
    """Every screen that can be reached while a round is open."""
    seen: Seen = {"rate": styled(at.app)}
    for name, keys, back in (
        ("prompts", ["p"], ["p"]),
        ("help", ["question_mark"], ["escape"]),
        ("notes", ["n"], ["escape"]),
        ("action", ["a"], ["escape"]),
        ("agenda", ["s"], ["escape"]),
        ("facts", ["f"], ["escape"]),
        ("timer", ["t"], ["escape"]),
        ("palette", ["slash"], ["escape"]),
        ("too early", ["r"], []),
        ("ballot refused", ["b"], []),
        ("next item", ["right"], ["left"]),
        ("another level", ["9"], []),
    ):
        await at.press(*keys)
        seen[name] = styled(at.app)
        await at.press(*back)
    for place in range(5):
        await at.press("s", *["up"] * 5, *["down"] * place, "enter")
        seen[f"step {place}"] = styled(at.app)
    await at.press("q")
    seen["home"] = styled(at.app)
    await at.press("down", "enter")
    seen["back again"] = styled(at.app)
    return seen


async def seen_after(parent: Path, session: Session, votes: str, look: Callable[[Desk], Awaitable[Seen]]) -> Seen:
    """What is seen after these votes, and what lies on disk."""
    folder = kept.a_folder(parent)
    path = kept.write(folder, session)
    async with desk(folder, opens=path) as at:
        await at.press("enter", "enter")
        assert at.screen == "RateScreen"
        await at.type(votes)
        found = await look(at)
    found["file"] = path.read_bytes()
    found["names"] = sorted(kept.everything(parent))
    return found


@pytest.mark.parametrize("make", [kept.small, quick_session])
async def test_no_screen_and_no_file_tells_one_vote_from_another(tmp_path: Path, make: Callable[..., Session]) -> None:
    first, *others = [await seen_after(tmp_path, make(people=9), votes, look_everywhere) for votes in VOTES]
    for other in others:
        for where, what in first.items():
            assert other[where] == what, f"{where} differs"


async def test_the_number_of_votes_is_all_that_shows(tmp_path: Path) -> None:
    """The comparison above would be worth nothing if the screens never changed."""
    fewer, more = [await seen_after(tmp_path, kept.small(), votes, look_everywhere) for votes in ("111", "1111")]
    assert fewer["rate"] != more["rate"]
    assert fewer["file"] == more["file"]


async def reveal(at: Desk) -> Seen:
    await at.press("r", "r")
    at.shows("rated")
    return {"revealed": styled(at.app), "session": at.file}


async def test_the_order_of_votes_is_nowhere(tmp_path: Path) -> None:
    """Before and after the reveal the files are the same for every order of the same cards."""

    async def files(at: Desk) -> Seen:
        before = kept.everything(tmp_path)
        await reveal(at)
        return {"before": before, "after": kept.everything(tmp_path), "screen": styled(at.app)}

    orders = ["".join(one) for one in itertools.islice(itertools.permutations("11350"), 0, 120, 29)]
    first, *others = [await seen_after(tmp_path, kept.small(people=5), votes, files) for votes in orders]
    assert len(others) == 4
    for other in others:
        assert other == first


async def test_taking_back_leaves_nothing_of_the_card(tmp_path: Path) -> None:
    async def files(at: Desk) -> Seen:
        return kept.everything(tmp_path)

    async def take_back(at: Desk) -> Seen:
        await at.press("4", "backspace")
        return kept.everything(tmp_path)

    plain = await seen_after(tmp_path, kept.small(), "112", files)
    assert await seen_after(tmp_path, kept.small(), "112", take_back) == plain


async def test_the_open_totals_are_totals_and_readable_by_nobody_else(tmp_path: Path) -> None:
    async def state(at: Desk) -> Seen:
        [path] = (tmp_path / "state").rglob("open-rounds.json")
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
        return {"rows": json.loads(path.read_bytes())}

    found = await seen_after(tmp_path, kept.small(), "50312", state)
    assert found["rows"] == [
        {"framework": "trust", "item": "a", "counts": [1, 1, 1, 0, 1], "cant_say": 1, "how": "cards", "round": 0}
    ]
    assert b"rounds" not in found["file"]


async def test_nothing_is_left_of_open_totals_after_the_reveal(tmp_path: Path) -> None:
    found = await seen_after(tmp_path, kept.small(), "112233", reveal)
    assert not [name for name in found["names"] if "open-rounds" in name]


async def test_the_first_round_is_out_of_sight_while_the_second_is_taken(tmp_path: Path) -> None:
    async def again(at: Desk) -> Seen:
        await reveal(at)
        await at.press("v")
        empty = styled(at.app)
        await at.type("333")
        return {"empty": empty, "taking": styled(at.app)}

    first, second = [await seen_after(tmp_path, kept.small(), votes, again) for votes in ("111111", "555550")]
    assert first["empty"] == second["empty"]
    assert first["taking"] == second["taking"]


# Secret ballot


async def next_person(at: Desk) -> Seen:
    """Every screen of a person's turn, from the laptop handed over to the answers handed over."""
    seen: Seen = {"handed": styled(at.app)}
    await at.press("enter")
    for place in range(3):
        seen[f"item {place}"] = styled(at.app)
        await at.press("right")
        seen[f"no answer {place}"] = styled(at.app)
        await at.press("left", "question_mark", "escape")
        seen[f"back {place}"] = styled(at.app)
        await at.press(*["right"] * place, "2")
    seen["review"] = styled(at.app)
    await at.press("left")
    seen["look again"] = styled(at.app)
    await at.press("right", "enter")
    seen["thank you"] = styled(at.app)
    return seen


@pytest.mark.parametrize("gives_up", [False, True])
async def test_the_next_person_sees_nothing_of_the_one_before(tmp_path: Path, gives_up: bool) -> None:
    async def ballot(answers: str, at: Desk) -> Seen:
        await at.press("b", "enter")
        await at.type(answers)
        await at.press(*(["escape", "escape"] if gives_up else ["enter"]))
        found = await next_person(at)
        found["before the reveal"] = at.path.read_bytes()
        await at.press("escape")
        found["facilitator"] = styled(at.app)
        return found

    found = []
    for answers in ("11" if gives_up else "111", "50" if gives_up else "505"):
        found.append(await seen_after(tmp_path, quick_session(), "", partial(ballot, answers)))
    assert found[0] == found[1]


async def test_a_turn_that_was_given_up_leaves_no_trace(tmp_path: Path) -> None:
    async def ballot(answers: str, at: Desk) -> Seen:
        await at.press("b", "enter")
        await at.type(answers)
        await at.press("escape", *(["escape"] if answers else []), "escape")
        return kept.everything(tmp_path)

    found = []
    for answers in ("", "5", "51"):
        found.append(await seen_after(tmp_path, quick_session(), "", partial(ballot, answers)))
    assert found[0] == found[1] == found[2]


async def test_ballots_are_split_by_item_so_that_no_person_remains(tmp_path: Path) -> None:
    """The same answers to each item, put together in another way, leave the same files."""

    async def ballot(people: tuple[str, ...], at: Desk) -> Seen:
        await at.press("b")
        for one in people:
            await at.press("enter")
            await at.type(one)
            await at.press("enter")
        await at.press("escape")
        return kept.everything(tmp_path)

    found = []
    for people in (("135", "240", "355"), ("345", "130", "255"), ("255", "345", "130")):
        found.append(await seen_after(tmp_path, quick_session(), "", partial(ballot, people)))
    assert found[0] == found[1] == found[2]


async def test_what_is_handed_over_cannot_be_taken_back_by_any_key(tmp_path: Path) -> None:
    async def ballot(at: Desk) -> Seen:
        await at.press("b", "enter")
        for turn in ("123", "123", "555"):
            await at.type(turn)
            await at.press("enter", "enter")
        await at.press("escape", "escape", "escape")
        before = kept.everything(tmp_path)
        at.shows("3 of 6")
        for key in ("backspace", "u", "3", "0", "ctrl+z"):
            await at.press(key)
            at.shows("3 of 6")
        assert kept.everything(tmp_path) == before
        await at.press("r", "r", "r")
        rated = at.file["ratings"]
        assert [one["rounds"][0]["counts"] for one in rated] == [[2, 0, 0, 0, 1], [0, 2, 0, 0, 1], [0, 0, 2, 0, 1]]
        await at.press("u", "u", "u")
        assert at.file["ratings"] == rated, "undo passes over the votes of a closed ballot"
        return {}

    await seen_after(tmp_path, quick_session(), "", ballot)


async def test_the_clock_tells_no_vote(tmp_path: Path) -> None:
    """Nothing on disk before or after the reveal knows when a card was keyed."""
    found = []
    for pause in (0.0, 3.0):
        folder, clock = kept.a_folder(tmp_path), Clock()
        path = kept.write(folder, kept.small())
        async with desk(folder, opens=path, clock=clock) as at:
            await at.press("enter", "enter")
            for card in "123":
                clock.goes_on(pause)
                await at.press(card)
            clock.goes_on(9 - 3 * pause)
            found.append(kept.everything(tmp_path))
            await at.press("r", "r")
            found.append(kept.everything(tmp_path))
    assert found[:2] == found[2:]


async def test_cards_that_nobody_remembers_are_thrown_away_together(tmp_path: Path) -> None:
    """After a look elsewhere the last card is not known: asking for a level would tell whether it was chosen."""
    path = kept.write(kept.a_folder(tmp_path), kept.small(people=5))
    async with desk(path.parent, opens=path) as at:
        await at.press("enter", "enter", "3", "3", "right", "1", "left", "backspace")
        at.shows("Only the last card is remembered", "2 of 5 cards")
        await at.press("backspace", "backspace")
        at.shows("Only the last card is remembered", "2 of 5 cards")
        await at.press("delete", "3", "delete")
        at.shows("del again throws all cards of this item away (3 so far)", "3 of 5 cards")
        await at.press("delete")
        at.shows("Thrown away: take the answers anew.", "0 of 5 cards")
        await at.press("right")
        at.shows("1 of 5 cards")


async def test_a_ballot_of_so_few_that_it_would_show_who_is_not_revealed(tmp_path: Path) -> None:
    async def ballot(at: Desk) -> Seen:
        await at.press("b", "enter", "1", "2", "3", "enter", "escape")
        at.shows("Only 1 of 6 have answered. esc again ends the ballot.")
        await at.press("escape", "r", "r", "r")
        at.shows("would show single people's answers", "1 of 6 ballots")
        await at.press("delete", "delete")
        at.shows("Thrown away", "0 of 6 cards")
        assert not list((tmp_path / "state").rglob("open-rounds.json"))
        assert not any("rounds" in one for one in at.file["ratings"])
        return {}

    await seen_after(tmp_path, quick_session(), "", ballot)


async def test_before_a_reveal_it_says_what_each_item_lacks(tmp_path: Path) -> None:
    async def reveal(at: Desk) -> Seen:
        await at.type("1111111")
        await at.press("right", "3", "right")
        at.shows("Item b: 1 of 6 cards.")
        await at.press("r")
        at.shows("See Item a, Item b.")
        at.shows("1 item without an answer. 7 answers, but 6 people in the room. Only 1 of 6 people")
        at.shows("So few show what single people said!", "r again reveals the others")
        await at.press("r")
        assert at.screen == "QuickScreen"
        return {}

    await seen_after(tmp_path, quick_session(), "", reveal)


async def test_it_says_when_all_cards_are_in_and_when_there_is_one_too_many(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small(people=3))
    async with desk(path.parent, opens=path) as at:
        await at.press("enter", "enter", "3", "3")
        at.hides("all in")
        await at.press("4")
        at.shows("3 of 3 cards: all in, r reveals")
        await at.press("4")
        at.hides("all in")
        at.shows("4 cards, but 3 people in the room")
        await at.press("backspace")
        at.shows("3 of 3 cards: all in, r reveals")


async def test_a_ballot_says_when_all_have_answered(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small(people=2))
    async with desk(path.parent, opens=path) as at:
        await at.press("enter", "enter", "b", "enter")
        items = len(at.file["ratings"])
        for turn in (1, 2):
            await at.press(*["3"] * items, "enter")
            at.shows(f"{turn} of 2 have answered")
            await at.press("enter")
            assert ("All 2 have answered" in at.message) == (turn == 2)
        await at.press("enter")
        at.shows("1 of ")  # meant twice: one more turn
        await at.press("escape", "escape")
        assert at.screen == "RateScreen"
        at.shows("2 of 2 ballots: all in")
