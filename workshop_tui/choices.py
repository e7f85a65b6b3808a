"""What a person has to choose yet in one open session, where two said different things in the same place."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_tui.changes.merge import Conflict
from workshop_tui.recovery import untold, written
from workshop_tui.store.journal import Doing


class Choices:
    """The choices that wait. Whoever uses them sees to it that one thread changes them at a time.

    Args:
        waiting: Those of before.
    """

    def __init__(self, waiting: Sequence[Conflict]) -> None:
        self.waiting = [*waiting]
        self.unwritten: list[Conflict] = []
        """Those that no journal has yet, since it could not be written when they came."""

    def new(self, found: Sequence[Conflict]) -> list[Conflict]:
        """Those of which nobody was asked yet."""
        return untold(self.waiting, found)

    def at(self, conflict: Conflict) -> list[Conflict]:
        """All that wait at the place of one: copies that were brought in one after the other may differ there."""
        return [one for one in self.waiting if one.where == conflict.where]

    def follow(self, do: Doing, found: Sequence[Conflict]) -> None:
        """A change is kept: what it asks waits from now on, what it settles or takes back does not any more."""
        if do in ("undo", "settle"):
            self.waiting = _without(self.waiting, found)
            self.unwritten = _without(self.unwritten, found)
        else:
            self.waiting += self.new(found)

    def were_not_written(self, found: Sequence[Conflict]) -> None:
        """These wait, and are to be written down with the next line."""
        self.unwritten += untold(self.unwritten, found)


def _without(waiting: Sequence[Conflict], gone: Sequence[Conflict]) -> list[Conflict]:
    known = [written(one) for one in gone]
    return [one for one in waiting if written(one) not in known]
