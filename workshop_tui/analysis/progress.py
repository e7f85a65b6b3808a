"""Each item beside itself: one round against the round before, this session against the earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workshop_tui.analysis.change import Change, Verdict, change, expected_by_chance
from workshop_tui.model.session import Rating, Round, Session


@dataclass(frozen=True)
class Progress:
    """One item of a session with all that it can be compared with.

    ``levels`` are the words of its scale; empty where the scale is not known or does not fit the counts.
    ``between`` compares the last round with the one before, ``since`` the last round with that of the
    earlier session, which is ``then``. ``not_compared`` says why there is no ``since``, where one might
    look for it.
    """

    rating: Rating
    levels: tuple[str, ...]
    between: Change | None = None
    then: Round | None = None
    since: Change | None = None
    not_compared: str = ""


@dataclass(frozen=True)
class Arrows:
    """Of a list of changes: how many could be called at all, how many were, how many chance would give."""

    compared: int
    moved: int
    by_chance: float


def progress(session: Session, before: Session | None = None) -> list[Progress]:
    """Every item of the session, in its order, beside the earlier session where there is one."""
    return [_of_one(session, rating, before) for rating in session.ratings]


def arrows(changes: Iterable[Change | None]) -> Arrows:
    """Count the changes of a list. Those with too few people could not be called, and do not count."""
    told = [one for one in changes if one is not None and one.verdict is not Verdict.TOO_FEW]
    moved = sum(one.verdict in (Verdict.UP, Verdict.DOWN) for one in told)
    return Arrows(len(told), moved, expected_by_chance(len(told)))


def level_words(session: Session, rating: Rating) -> tuple[str, ...]:
    """The words of an item's scale; empty where they are not known or do not fit its last round."""
    scale = session.scale(rating.framework)
    if scale is None or (rating.last and len(rating.last.counts) != len(scale.levels)):
        return ()
    return scale.levels


def _of_one(session: Session, rating: Rating, before: Session | None) -> Progress:
    alone = Progress(rating, level_words(session, rating), _between(rating))
    if before is None or rating.last is None:
        return alone
    earlier = before.rating(rating.key)
    if earlier is None or earlier.last is None:
        return replace(alone, not_compared="not rated last time")
    if len(earlier.last.counts) != len(rating.last.counts):
        reason = f"rated on {len(earlier.last.counts)} levels last time, so the two cannot be compared"
        return replace(alone, not_compared=reason)
    return replace(alone, then=earlier.last, since=change(earlier.last.counts, rating.last.counts))


def _between(rating: Rating) -> Change | None:
    """The last two rounds; None where a file was edited so that they are on two scales."""
    if len(rating.rounds) < 2 or len({len(one.counts) for one in rating.rounds[-2:]}) > 1:
        return None
    return change(rating.rounds[-2].counts, rating.rounds[-1].counts)
