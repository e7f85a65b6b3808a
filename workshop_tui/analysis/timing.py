"""Ahead of time or behind, and when what comes next will begin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Session


@dataclass(frozen=True)
class StepTime:
    """One step of the day: when it began or will begin, and how long it took or will take, in minutes.

    ``starts`` is None for a step that is left out, and once the workshop is closed.
    """

    step: Step
    starts: dt.datetime | None
    minutes: int
    state: str
    """``done``, ``passed over``, ``now``, ``next`` or ``skipped``."""


@dataclass(frozen=True)
class Timing:
    """Where the day stands. Times in seconds; ``behind`` is negative when the day is ahead."""

    elapsed: int
    """Seconds in this step."""
    left: int
    """Seconds that this step has left; negative once it overruns."""
    behind: int
    ends: dt.datetime

    @property
    def words(self) -> str:
        """``on time``, ``8 min behind``, ``5 min ahead``; less than two minutes is on time."""
        minutes = round(abs(self.behind) / 60)
        if minutes < 2:
            return "on time"
        return f"{minutes} min {'behind' if self.behind > 0 else 'ahead'}"


def elapsed(session: Session, step_id: str, now: dt.datetime) -> int:
    """Seconds spent in a step so far."""
    spent = session.times.get(step_id, 0)
    place = session.place
    if place.step == step_id and place.began is not None:
        spent += max(0, int((now - place.began).total_seconds()))
    return spent


def timing(session: Session, now: dt.datetime) -> Timing:
    """Where the day stands: what was spent against what was planned for it.

    What lies before the furthest step counts as it was, also where it was passed over; a skipped step gives
    its minutes back; the running one, and what is still to come, count as overrun once they are longer than
    planned.
    """
    here = session.place.step
    waiting = {step.id for step in to_come(session)}
    behind = 0
    for step in session.agenda.steps:
        over = elapsed(session, step.id, now) - step.minutes * 60
        behind += max(0, over) if step.id == here or step.id in waiting else over
    current = session.agenda.step(here)
    spent = elapsed(session, here, now)
    left = (current.minutes * 60 if current else 0) - spent
    remaining = max(0, left) + sum(_still_needed(session, step, now) for step in to_come(session))
    return Timing(spent, left, behind, now + dt.timedelta(seconds=remaining))


def furthest(session: Session) -> int:
    """The place in the agenda of the furthest step that the day has come to; -1 before it begins.

    A short look at a later step leaves no time in the session, and so no trace once one is back from it.
    """
    here = session.place.step
    reached = [place for place, step in enumerate(session.agenda.steps) if step.id == here or step.id in session.times]
    return max(reached, default=-1)


def to_come(session: Session) -> list[Step]:
    """Steps still to be done, in their order: behind the furthest one, or that one itself while one is not there."""
    front = furthest(session)
    return [
        step
        for place, step in enumerate(session.agenda.steps)
        if place >= max(front, 0) and step.id != session.place.step and not step.skipped
    ]


def schedule(session: Session, now: dt.datetime) -> list[StepTime]:
    """Every step with its time, worked out again from now: an overrun moves all that comes after it."""
    if session.state == "closed":
        return [_how_it_was(session, step) for step in session.agenda.steps]
    waiting = {step.id for step in to_come(session)}
    rows: list[StepTime] = []
    done = [step for step in session.agenda.steps if step.id not in waiting and not step.skipped]
    start = now - dt.timedelta(seconds=sum(elapsed(session, step.id, now) for step in done))
    past, ahead = start, timing(session, now)
    coming = now + dt.timedelta(seconds=max(0, ahead.left) if session.place.step else 0)
    for step in session.agenda.steps:
        is_here, spent = step.id == session.place.step, elapsed(session, step.id, now)
        if step.skipped and not is_here:
            rows.append(StepTime(step, None, 0, "skipped"))
        elif step.id in waiting:
            needed = _still_needed(session, step, now)
            rows.append(StepTime(step, coming, round(needed / 60), "next"))
            coming += dt.timedelta(seconds=needed)
        else:
            state = "now" if is_here else "done" if spent else "passed over"
            minutes = max(step.minutes, round(spent / 60)) if is_here else round(spent / 60)
            rows.append(StepTime(step, None if state == "passed over" else past, minutes, state))
            past += dt.timedelta(seconds=spent)
    return rows


def _how_it_was(session: Session, step: Step) -> StepTime:
    spent = session.times.get(step.id, 0)
    state = "done" if spent else "skipped" if step.skipped else "passed over"
    return StepTime(step, None, round(spent / 60), state)


def _still_needed(session: Session, step: Step, now: dt.datetime) -> int:
    """Seconds that a step to come will take: what is left of it, where some of it was done."""
    return max(0, step.minutes * 60 - elapsed(session, step.id, now))
