"""A full day to lead: its cards and notes, and the steps that all journeys share."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tui.screen import Desk, read
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
