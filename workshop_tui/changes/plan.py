"""The course of the day: where we are, how long it took, what is skipped, moved or added; facts of the session."""

from __future__ import annotations

import datetime as dt

from workshop_tui.analysis.timing import elapsed
from workshop_tui.changes.swap import altered, swap
from workshop_tui.model.agenda import Step
from workshop_tui.model.part import MOST_SECONDS
from workshop_tui.model.session import ItemKey, Place, Session

_GLANCE = 60  # seconds; a shorter visit to a step that has not begun was only a look
_LONGEST = 12 * 3600  # seconds; a longer stay in one step is a laptop that was put to sleep


def go(session: Session, step: str, key: ItemKey | None, now: dt.datetime) -> Session:
    """Go to a step and, in it, to an item. The time of the step that is left is counted."""
    if session.state == "closed":
        return look(session, step, key)
    framework, item = key or ("", "")
    if session.place.step == step and session.place.began is not None:
        return altered(session, place=altered(session.place, framework=framework, item=item))
    left = leave(session, now)
    began = now.replace(microsecond=0)
    place = altered(left.place, step=step, framework=framework, item=item, began=began)
    return altered(left, place=place, state="open" if left.state == "planned" else left.state)


def look(session: Session, step: str, key: ItemKey | None) -> Session:
    """Look at a step or item of a closed workshop: no clock runs, nothing opens again."""
    framework, item = key or ("", "")
    return altered(session, place=altered(session.place, step=step, framework=framework, item=item))


def nearest(now: Session, other: Session) -> Place:
    """Where one stands in the other agenda: at the same step, or, where it has none such, at the one before it."""
    ids = [step.id for step in now.agenda.steps]
    if other.agenda.step(now.place.step) is not None or now.place.step not in ids:
        return now.place
    before = [one for one in reversed(ids[: ids.index(now.place.step)]) if other.agenda.step(one) is not None]
    there = [*before, *(step.id for step in other.agenda.steps), ""]
    return Place(step=there[0], began=now.place.began)


def leave(session: Session, now: dt.datetime) -> Session:
    """Stop the clock of the step that runs, as when the program is closed over lunch."""
    place = session.place
    if place.began is None:
        return session
    spent = min(_LONGEST, max(0, int((now - place.began).total_seconds())))
    if not place.step or (spent < _GLANCE and place.step not in session.times):
        return altered(session, place=altered(place, began=None))
    times = session.times | {place.step: min(MOST_SECONDS, session.times.get(place.step, 0) + spent)}
    return altered(session, place=altered(place, began=None), times=times)


def is_a_look(session: Session, now: dt.datetime) -> bool:
    """Whether the stay in the step that runs was so short that it was only a look."""
    began = session.place.began
    return began is not None and (now - began).total_seconds() < _GLANCE


def resume(session: Session, now: dt.datetime) -> Session:
    """Start the clock again where the session stopped.

    If the program died in a step, nobody knows when: the step is taken to have lasted at most as planned.
    """
    place = session.place
    if not place.step or session.state == "closed":
        return leave(session, now) if place.began else session
    if place.began is not None:
        step = session.agenda.step(place.step)
        left = (step.minutes * 60 if step else 0) - session.times.get(place.step, 0)
        known = min(max(now - place.began, dt.timedelta()), dt.timedelta(seconds=max(0, left)))
        session = leave(session, place.began + known)
    return altered(session, place=altered(session.place, began=now.replace(microsecond=0)))


def one_clock(both: Session, ours: Session, theirs: Session, now: dt.datetime) -> Session:
    """What was brought together, where both sides' clocks ran in the step in which ours runs: one of them counts.

    The longer one, as with steps that are over; a clock that theirs left running counts at most as planned.
    """
    step, began = ours.agenda.step(ours.place.step), ours.place.began
    if step is None or began is None:
        return both
    here = elapsed(ours, step.id, now)
    known = theirs.times.get(step.id, 0)
    there = max(known, min(elapsed(theirs, step.id, now), step.minutes * 60))
    if there > here:
        place = altered(both.place, began=now.replace(microsecond=0))
        return altered(both, place=place, times={**both.times, step.id: min(MOST_SECONDS, there)})
    times = {name: seconds for name, seconds in both.times.items() if name != step.id or name in ours.times}
    return altered(both, times=times | {name: ours.times[name] for name in (step.id,) if name in ours.times})


def stay(session: Session, shown: Place) -> Session:
    """The session with people where they look now; in the step whose clock runs, by that clock."""
    began = session.place.began if shown.step == session.place.step else shown.began
    return altered(session, place=altered(shown, began=began))


def skip(session: Session, step_id: str, skipped: bool) -> Session:
    """Leave a step out, or take it in again."""
    return _steps(session, swap(session.agenda.steps, lambda step: step.id == step_id, skipped=skipped))


def move(session: Session, step_id: str, by: int) -> Session:
    """Move a step earlier (negative) or later.

    Raises:
        KeyError: There is no such step.
    """
    steps = list(session.agenda.steps)
    here = next((place for place, step in enumerate(steps) if step.id == step_id), None)
    if here is None:
        raise KeyError(step_id)
    there = min(len(steps) - 1, max(0, here + by))
    steps.insert(there, steps.pop(here))
    return _steps(session, tuple(steps))


def add_step(session: Session, step: Step, after: str) -> Session:
    """Put a new step behind another one."""
    steps = list(session.agenda.steps)
    place = next((index for index, one in enumerate(steps) if one.id == after), len(steps) - 1)
    steps.insert(place + 1, step)
    return _steps(session, tuple(steps))


def set_minutes(session: Session, step_id: str, minutes: int) -> Session:
    """Give a step more or less time."""
    return _steps(session, swap(session.agenda.steps, lambda step: step.id == step_id, minutes=minutes))


def close(session: Session, now: dt.datetime) -> Session:
    """End the workshop; nothing is locked, it can be opened again."""
    return altered(leave(session, now), state="closed")


def reopen(session: Session) -> Session:
    """Go on with a closed workshop."""
    return altered(session, state="open")


def facts(session: Session, /, **fields: object) -> Session:
    """Change what set-up asked: team, service, organisation, date, people, dots_each."""
    return altered(session, **fields)


def _steps(session: Session, steps: tuple[Step, ...]) -> Session:
    if len(steps) == len(session.agenda.steps) and all(
        a is b for a, b in zip(steps, session.agenda.steps, strict=True)
    ):
        return session
    return altered(session, agenda=altered(session.agenda, steps=steps))
