"""An open round: totals and nothing else, until it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshop_tui.model.part import MOST_PEOPLE
from workshop_tui.model.session import How, Round

CANT_SAY = 0


@dataclass(frozen=True)
class OpenRound:
    """Totals of a round that is still being taken. No order, no single answer.

    ``number_of_round`` is which round of its item this will be (0 for the first), so that totals left
    behind by a crash after closing are known for what they are.
    """

    counts: tuple[int, ...]
    cant_say: int = 0
    how: How = "cards"
    number_of_round: int = 0

    @property
    def answers(self) -> int:
        """How many people have answered."""
        return sum(self.counts) + self.cant_say

    def with_answer(self, level: int) -> OpenRound:
        """One answer more; level 0 is "can't say".

        Raises:
            ValueError: The scale has no such level, or no room holds so many people.
        """
        return self._changed(level, 1)

    def without_answer(self, level: int) -> OpenRound:
        """One answer of this level fewer.

        Raises:
            ValueError: There is none to take back.
        """
        return self._changed(level, -1)

    def _changed(self, level: int, by: int) -> OpenRound:
        if not 0 <= level <= len(self.counts):
            raise ValueError(f"the scale goes from 1 to {len(self.counts)}, and 0 is can't say")
        now = self.cant_say if level == CANT_SAY else self.counts[level - 1]
        if now + by < 0:
            raise ValueError("there is no such card to take back")
        if self.answers + by > MOST_PEOPLE:
            raise ValueError(f"more than {MOST_PEOPLE} answers cannot be counted in one round")
        if level == CANT_SAY:
            return replace(self, cant_say=now + by)
        return replace(self, counts=(*self.counts[: level - 1], now + by, *self.counts[level:]))

    def closed(self, people: int) -> Round:
        """The round as it goes into the session."""
        return Round(counts=self.counts, cant_say=self.cant_say, how=self.how, people=people)
