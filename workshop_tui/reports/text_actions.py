"""The actions of a session in plain text, with all that is known of each, and the loose ends."""

from __future__ import annotations

import datetime as dt

from workshop_tui.analysis import plain_days, plain_words
from workshop_tui.model.action import Action
from workshop_tui.model.session import Session
from workshop_tui.reports.source import source_words
from workshop_tui.reports.text_layout import field, paragraph
from workshop_tui.words import counted


def actions(session: Session, today: dt.date) -> list[str]:
    """Every action, in the order they were caught, with how many are open and late before them."""
    if not session.actions:
        return []
    open_ones = sum(one.is_open for one in session.actions)
    late = sum(plain_days.days_late(one, today) > 0 for one in session.actions)
    lines = paragraph(f"{counted(len(session.actions), 'action')}, {open_ones} open, {late} late.")
    for number, action in enumerate(session.actions, 1):
        lines += ["", *_action(session, action, number, today)]
    return lines


def _action(session: Session, action: Action, number: int, today: dt.date) -> list[str]:
    status = action.status + (f"; {plain_words.WORKED_IN_WORDS[action.worked]}" if action.worked else "")
    due = plain_days.due(action, today)
    lines = paragraph(action.what, first=f"{number}. ")
    lines += field("Commitment of", "the team" if action.kind == "team" else "the leaders", 3)
    lines += field("Owner", action.owner if action.owner.strip() else "nobody yet", 3)
    lines += paragraph(f"{due[:1].upper()}{due[1:]}", 3)
    lines += field("How we will know", action.know, 3)
    lines += field("First step", action.first_step, 3)
    lines += field("Status", status, 3)
    lines += field("From", source_words(session, action), 3)
    if action.history:
        lines += paragraph("History:", 3)
        for event in action.history:
            note = f". {event.note}" if event.note.strip() else ""
            lines += paragraph(f"{plain_days.day(event.date)}: {plain_words.event_words(event)}{note}", 5)
    return lines


def loose_ends(session: Session) -> list[str]:
    """Open actions that still lack an owner or a date."""
    lines = []
    for end in plain_words.loose_ends(session):
        lines += paragraph(f"{end.action.what}: {end.words}", first="- ")
    return lines
