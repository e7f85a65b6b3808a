"""An action as a row, and all that is known of it."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from workshop_tui.analysis.plain_words import event_words
from workshop_tui.model.action import Action, Event, Worked
from workshop_tui.tui.safe_text import Lines, blank, column, hanging, line, words
from workshop_tui.words import counted

_OWNER, _DUE, _STATUS = 16, 14, 15
_WORKED: dict[Worked, str] = {
    "yes": "done, worked",
    "partly": "done, in part",
    "no": "done, no effect",
    "too early": "done, too early",
}


def draw_action_head(width: int) -> Content:
    """Headings of the columns."""
    return words(f"{column('What', _what(width))} {column('Owner', _OWNER)} {column('Due', _DUE)} Status", "$quiet")


def draw_action_row(action: Action, width: int, today: dt.date) -> Content:
    """What, owner, due and status; what is missing is named, and overdue is a word."""
    owner = column(action.owner if action.owner.strip() else "! no owner", _OWNER)
    due = column(due_words(action, today), _DUE)
    status = _WORKED[action.worked] if action.status == "done" and action.worked else action.status
    style = "bold" if action.is_open else ""
    return line(words(column(action.what, _what(width)), style), " ", owner, " ", due, " ", status).truncate(
        width, ellipsis=True
    )


def due_words(action: Action, today: dt.date) -> str:
    """``1 Dec 2026``, ``! 3 days late``, ``! no date``."""
    if action.due is None:
        return "! no date" if action.is_open else "-"
    if action.is_open and action.due < today:
        late = (today - action.due).days
        return f"! {counted(late, 'day')} late"
    return f"{action.due.day} {action.due:%b} {action.due.year}"


def draw_action_details(action: Action, width: int, today: dt.date) -> Lines:
    """Every field that says something, and the history."""
    lines: Lines = [blank()]
    due = f"{action.due.day} {action.due:%B} {action.due.year}" if action.due else ""
    if action.is_open and action.due and action.due < today:
        due += f", {due_words(action, today).removeprefix('! ')}"
    fields = (
        ("What", action.what),
        ("Owner", action.owner),
        ("Due", due),
        ("Whose", "a leader's commitment" if action.kind == "leader" else ""),
        ("How we'll know", action.know),
        ("First step", action.first_step),
        ("From", action.source.title if action.source else ""),
        ("Worked", "not said yet: d asks" if action.status == "done" and action.worked is None else ""),
    )  # fmt: skip
    for label, text in fields:
        if text:
            lines += hanging(words(label, "bold"), text, 16, width)
    for label, event in zip(("History", *[""] * len(action.history)), reversed(action.history), strict=False):
        lines += hanging(words(label, "bold"), _told(event), 16, width)
    return lines


def _told(event: Event) -> str:
    note = f": {event.note}" if event.note else ""
    return f"{event.date.day} {event.date:%b %Y} {event_words(event)}{note}"


def _what(width: int) -> int:
    return max(16, width - _OWNER - _DUE - _STATUS - 3)
