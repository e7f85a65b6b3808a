"""Ahead of time or behind, and when what comes next will begin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Session


@dataclass(frozen=True)
class StepTime:
    """One step of the day: when it began or will begin, and how long it took or will take, in minutes."""

    step: Step
    starts: dt.datetime
    minutes: int
    state: str
    """``done``, ``now``, ``next`` or ``skipped``."""


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

    A step that is left counts as it was; the running one counts as overrun once it is longer than planned;
    a skipped one gives its minutes back.
    """
    here = session.place.step
    behind = 0
    for step in session.agenda.steps:
        planned, spent = step.minutes * 60, elapsed(session, step.id, now)
        if step.id == here:
            behind += max(0, spent - planned)
        elif step.skipped or step.id in session.times:
            behind += spent - planned
    current = session.agenda.step(here)
    spent = elapsed(session, here, now)
    left = (current.minutes * 60 if current else 0) - spent
    remaining = max(0, left) + sum(step.minutes * 60 for step in to_come(session))
    return Timing(spent, left, behind, now + dt.timedelta(seconds=remaining))


def to_come(session: Session) -> list[Step]:
    """Steps that are still to be done, in their order: not here, not been to, not skipped."""
    return [
        step
        for step in session.agenda.steps
        if step.id != session.place.step and not step.skipped and step.id not in session.times
    ]


def schedule(session: Session, now: dt.datetime) -> list[StepTime]:
    """Every step with its time, worked out again from now: an overrun moves all that comes after it."""
    waiting = {step.id for step in to_come(session)}
    rows: list[StepTime] = []
    done = [step for step in session.agenda.steps if step.id not in waiting and not step.skipped]
    start = now - dt.timedelta(seconds=sum(elapsed(session, step.id, now) for step in done))
    past, ahead = start, timing(session, now)
    coming = now + dt.timedelta(seconds=max(0, ahead.left) if session.place.step else 0)
    for step in session.agenda.steps:
        if step.skipped and step.id != session.place.step:
            rows.append(StepTime(step, past, 0, "skipped"))
        elif step.id in waiting:
            rows.append(StepTime(step, coming, step.minutes, "next"))
            coming += dt.timedelta(minutes=step.minutes)
        else:
            spent = elapsed(session, step.id, now)
            state = "now" if step.id == session.place.step else "done"
            minutes = max(step.minutes, round(spent / 60)) if state == "now" else round(spent / 60)
            rows.append(StepTime(step, past, minutes, state))
            past += dt.timedelta(seconds=spent)
    return rows
