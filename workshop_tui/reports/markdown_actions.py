"""The actions of a session in Markdown: what is still to be done, what is done, how each went."""

from __future__ import annotations

import datetime as dt

from workshop_tui.analysis import plain_days, plain_words
from workshop_tui.model.action import Action
from workshop_tui.model.session import Session
from workshop_tui.reports.markdown_escape import md
from workshop_tui.reports.markdown_layout import bullets, section, table
from workshop_tui.reports.source import source_words

_HEADS = ("What", "Owner", "Due", "How we will know", "First step", "From", "Status")


def actions(session: Session, today: dt.date) -> list[str]:
    """A table of the open ones, a table of the ended ones, and the history of those that have one."""
    open_ones = [_row(session, one, today) for one in session.actions if one.is_open]
    ended = [_row(session, one, today) for one in session.actions if not one.is_open]
    went = [line for one in session.actions if _has_history(one) for line in _went(one)]
    return [
        *table(_HEADS, open_ones),
        *section("Done or dropped", table(_HEADS, ended), 3),
        *section("How they went", went, 3),
    ]


def _row(session: Session, action: Action, today: dt.date) -> list[str]:
    leader = " (leaders' commitment)" if action.kind == "leader" else ""
    status = action.status + (f"; {plain_words.WORKED_IN_WORDS[action.worked]}" if action.worked else "")
    return [
        f"{md(action.what)}{leader}",
        md(action.owner) or "nobody yet",
        plain_days.due(action, today).removeprefix("due ").removeprefix("was due "),
        md(action.know),
        md(action.first_step),
        md(source_words(session, action)),
        status,
    ]


def _has_history(action: Action) -> bool:
    return len(action.history) > 1 or any(event.note for event in action.history)


def _went(action: Action) -> list[str]:
    events = []
    for event in action.history:
        note = f". {md(event.note)}" if event.note.strip() else ""
        events.append(f"{plain_days.day(event.date)}: {plain_words.event_words(event)}{note}")
    return [f"- {md(action.what)}", *bullets(events, 2)]


def loose_ends(session: Session) -> list[str]:
    """Open actions that still lack an owner or a date."""
    return bullets([f"{md(end.action.what)}: {end.words}" for end in plain_words.loose_ends(session)])
