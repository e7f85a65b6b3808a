"""What every report says of an item in the same sentences: how it changed, and what its agreed level means."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_tui.analysis import plain_words
from workshop_tui.analysis.change import Change
from workshop_tui.analysis.plain_days import day
from workshop_tui.analysis.progress import Progress, arrows
from workshop_tui.store.account import Account
from workshop_tui.words import capital


def round_name(place: int) -> str:
    """``First round``, ``Second round``, for the round in that place from 0."""
    names = ("First", "Second", "Third")
    return f"{names[place]} round" if place < len(names) else f"Round {place + 1}"


def level(number: int, words: Sequence[str]) -> str:
    """A level with its word, where it has one: ``4 Mostly``."""
    return f"{number} {words[number - 1]}" if number <= len(words) else str(number)


def looks_like(told: Account, row: Progress) -> str:
    """What the agreed level of an item looks like, as its framework says; empty where that is not known."""
    item, agreed = told.known.item(row.rating.key), row.rating.agreed
    if item is None or agreed is None or len(item.levels) != len(row.levels) or agreed > len(row.levels):
        return ""
    return item.levels[agreed - 1]


def changes(told: Account, row: Progress, *, figures: bool = True) -> list[str]:
    """How an item changed between the rounds and since the workshop before.

    ``figures`` says whether what the effect and p mean is told too, behind each verdict.
    """
    say = plain_words.change_told if figures else _verdict
    said = []
    if row.between:
        said.append(f"Between the rounds: {say(row.between, 'the round before')}")
    if row.since and row.then and told.before:
        date = day(told.before.date)
        then = plain_words.spread(row.then.counts)
        said.append(f"On {date}: {then}. {say(row.since, date)}")
    return said


def _verdict(change: Change, since: str) -> str:
    """The verdict with both numbers, as a sentence."""
    return f"{capital(plain_words.changed(change, since))}."


def by_chance(told: Account, rows: Sequence[Progress]) -> list[str]:
    """Under the list of items: how many of its arrows chance alone would give."""
    said = []
    if any(row.between for row in rows):
        said.append(f"From round to round: {plain_words.by_chance(arrows(row.between for row in rows))}")
    if told.before:
        since = arrows(row.since for row in rows)
        said.append(f"Since {day(told.before.date)}: {plain_words.by_chance(since)}")
    return said
