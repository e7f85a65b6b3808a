"""What stands out among the rated items: lowest, highest, most divided, most who could not say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from workshop_tui.analysis.agreement import Middle, Shape, agreement, middle, shape
from workshop_tui.model.session import ItemKey, Rating, Session

_HIGH = 0.75  # of the way up the scale: 4 of 5
SHOWN = 3  # of a tie; the others are counted


@dataclass(frozen=True)
class ItemResult:
    """One item as it stands after its last round."""

    key: ItemKey
    title: str
    counts: tuple[int, ...]
    cant_say: int
    number: int
    middle: Middle | None
    agreement: float | None
    shape: Shape
    levels: int
    agreed: int | None
    dots: int
    chosen: bool

    @property
    def mean(self) -> float:
        """The mean level, for telling apart items with the same middle; never shown."""
        return sum(level * count for level, count in enumerate(self.counts, 1)) / max(1, self.number)

    @property
    def height(self) -> float:
        """Where the middle lies on the scale, 0 at the bottom and 1 at the top, so that scales compare."""
        return (self.middle.value - 1) / (self.levels - 1) if self.middle else 0.0


@dataclass(frozen=True)
class Standouts:
    """Items that stand out; a tie names all that are tied. Whoever shows them cuts a long tie at ``SHOWN``."""

    lowest: tuple[ItemResult, ...]
    highest: tuple[ItemResult, ...]
    most_divided: tuple[ItemResult, ...]
    most_cant_say: tuple[ItemResult, ...]


def result(rating: Rating, *, first: bool = False) -> ItemResult | None:
    """The item's last round (or its first), measured; None for an item without a round."""
    if rating.last is None:
        return None
    last = rating.rounds[0] if first else rating.last
    return ItemResult(
        rating.key,
        rating.title or rating.item,
        last.counts,
        last.cant_say,
        last.number,
        middle(last.counts),
        agreement(last.counts),
        shape(last.counts),
        len(last.counts),
        rating.agreed,
        rating.dots,
        rating.chosen,
    )


def results(session: Session, keys: Iterable[ItemKey] | None = None, *, first: bool = False) -> list[ItemResult]:
    """Every rated item of the session, or those of ``keys``, in the session's order, by last round or first."""
    wanted = None if keys is None else set(keys)
    found = (result(rating, first=first) for rating in session.ratings if wanted is None or rating.key in wanted)
    return [one for one in found if one is not None]


def standouts(items: list[ItemResult]) -> Standouts:
    """What the room should look at first.

    Items rated by fewer than 3 say too little for a rank; where all middles are alike, none is lowest or highest.
    """
    told = [one for one in items if one.number >= 3]
    apart = told if len({one.height for one in told}) > 1 else []
    divided = [one for one in told if one.agreement is not None and one.shape is not Shape.AGREED]
    unsure = [one for one in items if one.cant_say > 1]  # one alone would be pointed at
    return Standouts(
        _best(apart, lambda one: -one.height),
        _best(apart, lambda one: one.height),
        _best(divided, lambda one: (one.shape is Shape.TWO_CAMPS, -(one.agreement or 0.0))),
        _best(unsure, lambda one: one.cant_say),
    )


def to_open(items: list[ItemResult], number: int) -> list[ItemResult]:
    """The items that a quick pass opens for talk: most divided and lowest by turns, each once.

    Where the middles are alike, the lower mean is the lower item. What is agreed to be high needs no talk.
    """
    told = [one for one in items if one.number >= 3 and not (one.shape is Shape.AGREED and one.height >= _HIGH)]
    divided = sorted(told, key=lambda one: (one.shape is not Shape.TWO_CAMPS, one.agreement or 0.0))
    low = sorted(told, key=lambda one: (one.height, one.mean))
    chosen: list[ItemResult] = []
    for pair in zip(divided, low, strict=True):
        for one in pair:
            if one not in chosen:
                chosen.append(one)
    return chosen[:number]


def _best(items: list[ItemResult], value: Callable[[ItemResult], Any]) -> tuple[ItemResult, ...]:
    if not items:
        return ()
    top = max(items, key=value)
    return tuple(one for one in items if value(one) == value(top))
