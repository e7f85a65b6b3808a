"""Rounds, agreed levels and dots."""

from __future__ import annotations

from workshop_tui.changes.swap import altered, swap
from workshop_tui.model.session import ItemKey, Rating, Round, Session


def close_round(session: Session, key: ItemKey, closed: Round) -> Session:
    """Put a closed round beside the earlier rounds of its item."""
    before = _rating(session, key).rounds
    return _with(session, key, rounds=(*before, closed))


def agree(session: Session, key: ItemKey, level: int | None) -> Session:
    """Set the level that the group settles on, beside the counts; None takes it back."""
    return _with(session, key, agreed=level)


def give_dots(session: Session, key: ItemKey, dots: int) -> Session:
    """How many dots this item holds in the group's choice of what to work on."""
    return _with(session, key, dots=max(0, dots))


def choose(session: Session, key: ItemKey, chosen: bool) -> Session:
    """Mark an item as one that the group works on, or no longer."""
    return _with(session, key, chosen=chosen)


def _rating(session: Session, key: ItemKey) -> Rating:
    rating = session.rating(key)
    if rating is None:
        raise KeyError(key)
    return rating


def _with(session: Session, key: ItemKey, **fields: object) -> Session:
    return altered(session, ratings=swap(session.ratings, lambda one: one.key == key, **fields))
