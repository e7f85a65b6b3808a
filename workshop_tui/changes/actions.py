"""Actions: caught, filled in, followed."""

from __future__ import annotations

import datetime as dt

from workshop_tui.changes.swap import altered, swap
from workshop_tui.model.action import Action, Event, Status, Worked
from workshop_tui.model.session import Session


def add(session: Session, action: Action, day: dt.date) -> Session:
    """Write down a new action; its history begins on this day."""
    begun = altered(action, history=(Event(date=day, status=action.status),))
    return altered(session, actions=(*session.actions, begun))


def edit(session: Session, /, action_id: str, **fields: object) -> Session:
    """Change what an action says: what, kind, owner, due, know, first_step."""
    return altered(session, actions=swap(session.actions, lambda one: one.id == action_id, **fields))


def follow_up(
    session: Session, action_id: str, status: Status, day: dt.date, *, note: str = "", worked: Worked | None = None
) -> Session:
    """Say how far an action has come; each change is dated in its history.

    Whether a done action worked is asked right behind: both are one entry, where both were said on one day.
    """
    action = session.action(action_id)
    if action is None:
        raise KeyError(action_id)
    if action.status == status and action.worked == worked and not note:
        return session
    history, entry = action.history, Event(date=day, status=status, worked=worked, note=note)
    if history and worked and altered(history[-1], worked=None) == Event(date=day, status=status):
        history = history[:-1]
    history = (*history, entry)
    return edit(session, action_id, status=status, worked=worked, history=history)


def remove(session: Session, action_id: str) -> Session:
    """Take an action away."""
    return altered(session, actions=tuple(one for one in session.actions if one.id != action_id))
