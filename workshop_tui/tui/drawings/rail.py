"""The day at one glance: every step with its time, where we are, what was skipped."""

from __future__ import annotations

import datetime as dt

from workshop_tui.analysis.timing import StepTime, schedule, timing
from workshop_tui.model.session import Session
from workshop_tui.tui.safe_text import Lines, blank, column, line, words, wrapped

_MARKS = {"done": "\u2713", "now": "\u25b6", "next": " ", "skipped": "-", "passed over": "-"}
_ASIDE = ("skipped", "passed over")


def draw_rail(session: Session, now: dt.datetime, width: int) -> Lines:
    """The agenda beside a step, on wide terminals."""
    lines: Lines = [*wrapped(session.team, width, "bold", most=2), blank()]
    for one in schedule(session, now):
        lead = f"{_MARKS[one.state]} " if session.state == "closed" else f"{_MARKS[one.state]} {clock(one)} "
        row = line(lead, column(one.step.title, max(4, width - len(lead))))
        lines.append(row.stylize("bold" if one.state == "now" else "$quiet" if one.state in _ASIDE else ""))
    if session.state != "closed":
        lines += [blank(), words(f"ends about {timing(session, now).ends:%H:%M}")]
    return lines


def draw_step_row(one: StepTime, width: int, *, number: int) -> Lines:
    """One step on the agenda screen."""
    spent = {"done": f"took {one.minutes} min of {one.step.minutes}"}.get(
        one.state, one.state if one.state in _ASIDE else f"{one.minutes} min"
    )
    row = line(
        f"{number:2} {_MARKS[one.state]} ", f"{clock(one)}  ", column(one.step.title, max(10, width - 34)), f"  {spent}"
    )
    return [row.truncate(width, ellipsis=True)]


def clock(one: StepTime) -> str:
    """When a step began or will begin; nothing for one that is left out, or once the workshop is closed."""
    return f"{one.starts:%H:%M}" if one.starts else "  -  "
