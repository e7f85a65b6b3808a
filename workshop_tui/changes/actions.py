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

    What was said on one day is one entry, the last: a slip of the keyboard leaves nothing behind. Only the
    first entry of an action and entries with a note stay; but whether a done action worked, which is asked
    right behind, always joins the entry that says done.
    """
    action = session.action(action_id)
    if action is None:
        raise KeyError(action_id)
    if action.status == status and action.worked == worked and not note:
        return session
    history, entry = action.history, Event(date=day, status=status, worked=worked, note=note)
    if _is_replaced(history, entry):
        history = history[:-1]
        if history and not note and (history[-1].status, history[-1].worked) == (status, worked):
            return edit(session, action_id, status=status, worked=worked, history=history)  # as it was before that day
    return edit(session, action_id, status=status, worked=worked, history=(*history, entry))


def _is_replaced(history: tuple[Event, ...], entry: Event) -> bool:
    """Whether the last entry goes when this one comes; never one with a note, or with keys that nobody knows."""
    if not history:
        return False
    last = altered(history[-1], worked=None)
    if last != Event(date=entry.date, status=last.status):
        return False
    return len(history) > 1 or bool(entry.worked and last.status == entry.status)


def remove(session: Session, action_id: str) -> Session:
    """Take an action away."""
    return altered(session, actions=tuple(one for one in session.actions if one.id != action_id))
