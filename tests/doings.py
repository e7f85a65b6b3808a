"""Everything that can be done to a session, as plain tuples, so that hypothesis can make up whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from strategies import DAY, HOSTILE, a_session

from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.model.action import STATUSES, Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import HEADS, ItemKey, Round, Session

Doing = tuple[str, int, int]
"""What is done, which one it is done to, and how (a level, a head, a status, a distance)."""

MADE_UP = st.text(max_size=8)


def _one_of(parts: tuple[Any, ...], which: int) -> Any:
    return parts[which % len(parts)] if parts else None


def _on_note(change: Callable[..., Session]) -> Callable[[Session, int, int], Session]:
    def done(session: Session, which: int, how: int) -> Session:
        note = _one_of(session.notes, which)
        return change(session, note, how) if note else session

    return done


def _on_action(change: Callable[..., Session]) -> Callable[[Session, int, int], Session]:
    def done(session: Session, which: int, how: int) -> Session:
        action = _one_of(session.actions, which)
        return change(session, action, how) if action else session

    return done


def _key(session: Session, which: int) -> ItemKey:
    found: ItemKey = _one_of(session.ratings, which).key
    return found


def _close(session: Session, which: int, how: int) -> Session:
    key = _key(session, which)
    scale = session.scale(key.framework)
    assert scale is not None
    counts = tuple((how + level) % 4 for level in range(len(scale.levels)))
    return ratings.close_round(session, key, Round(counts=counts, cant_say=how % 2, people=session.people))


def _new_action(session: Session, which: int, how: int) -> Session:
    new = Action(id=f"a{len(session.actions)}.{which}.{how}", what=f"do {_said(how)}")
    return actions.add(session, new, DAY)


def _new_step(session: Session, which: int, how: int) -> Session:
    step = Step(id=f"s{len(session.agenda.steps)}.{which}.{how}", kind="talk", title="Talk", minutes=how)
    return plan.add_step(session, step, _one_of(session.agenda.steps, which).id)


def _said(how: int) -> str:
    return HOSTILE[how % len(HOSTILE)]


DO: dict[str, Callable[[Session, int, int], Session]] = {
    "agree": lambda s, which, how: ratings.agree(s, _key(s, which), how % 3 + 1 if how else None),
    "dots": lambda s, which, how: ratings.give_dots(s, _key(s, which), how),
    "choose": lambda s, which, how: ratings.choose(s, _key(s, which), bool(how % 2)),
    "close round": _close,
    "write note": lambda s, which, how: notes.add(
        s, f"n{len(s.notes)}.{which}.{how}", _key(s, which), HEADS[how % 4], _said(how)
    ),
    "edit note": _on_note(lambda s, note, how: notes.edit(s, note.id, HEADS[how % 4], _said(how))),
    "remove note": _on_note(lambda s, note, how: notes.remove(s, note.id)),
    "write action": _new_action,
    "own action": _on_action(lambda s, action, how: actions.edit(s, action.id, owner=_said(how))),
    "date action": _on_action(lambda s, action, how: actions.edit(s, action.id, due=DAY + dt.timedelta(days=how))),
    "follow up": _on_action(lambda s, action, how: actions.follow_up(s, action.id, STATUSES[how % 5], DAY)),
    "remove action": _on_action(lambda s, action, how: actions.remove(s, action.id)),
    "skip": lambda s, which, how: plan.skip(s, _one_of(s.agenda.steps, which).id, bool(how % 2)),
    "move": lambda s, which, how: plan.move(s, _one_of(s.agenda.steps, which).id, how - 4),
    "add step": _new_step,
    "minutes": lambda s, which, how: plan.set_minutes(s, _one_of(s.agenda.steps, which).id, how),
    "team": lambda s, which, how: plan.facts(s, team=f"Team {how}"),
    "people": lambda s, which, how: plan.facts(s, people=how),
}

doings = st.tuples(st.sampled_from(sorted(DO)), st.integers(0, 8), st.integers(0, 30))


def do(session: Session, doing: Doing) -> Session:
    """The session after one doing."""
    name, which, how = doing
    return DO[name](session, which, how)


def a_day(*done: Doing) -> Session:
    """The plain session after all of these."""
    session = a_session()
    for doing in done:
        session = do(session, doing)
    return session


FULL_DAY = a_day(
    *((name, which, 3 * which + 1) for name in ("close round", "agree", "dots", "choose") for which in range(5)),
    *(("write note", which, which) for which in range(4)),
    *(("write action", which, which + 2) for which in range(3)),
    *(("own action", which, which) for which in range(3)),
    *(("follow up", which, which + 1) for which in range(3)),
    ("skip", 2, 1),
    ("add step", 1, 15),
)
