"""An open workshop to test with: its items, its clock, what it left on disk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from strategies import MORNING, trust

from workshop_tui.changes import plan
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.store import session_file
from workshop_tui.workshop import Workshop

A, B, C = trust("a"), trust("b"), trust("c")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> dt.datetime:
        return self.time

    def passes(self, **time: int) -> None:
        self.time += dt.timedelta(**time)


def on_disk(workshop: Workshop) -> Session:
    """What the file holds once it has been brought up to date."""
    assert workshop.save(), workshop.trouble
    return session_file.load(workshop.path).session


def team(workshop: Workshop, name: str) -> Session:
    return workshop.take("the team", plan.facts, team=name)


def die(workshop: Workshop) -> None:
    """End as a kill ends it: the system lets go of what was held, and nothing is tidied up."""
    workshop._keeping._journal.close()


def close_and_be_killed(workshop: Workshop, key: ItemKey) -> None:
    """Close a round as one does who is killed right before its totals are removed."""
    workshop._rounds.forget = lambda _: None  # type: ignore[method-assign]
    workshop.close_round(key)


def totals_in(workshop: Workshop) -> Path:
    """The one file of open totals beside the session."""
    (kept,) = (workshop.path.parent.parent / "state" / "sessions").glob("*/open-rounds.json")
    return kept
