"""The facts of a session, to mend while the workshop runs: who, when, how many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.changes import plan
from workshop_tui.changes.due import read_day
from workshop_tui.model.part import MOST_DOTS
from workshop_tui.tui.keys import Key
from workshop_tui.tui.screens.form import FormScreen, people_in, read_number
from workshop_tui.tui.widgets.field import Field
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.words_input import WordsInput
from workshop_tui.words import capital
from workshop_tui.workshop import Workshop

_WORDS = ("team", "service", "organisation")


class FactsForm(FormScreen):
    """What set-up asked, apart from the agenda.

    Args:
        workshop: The open session.
    """

    PURPOSE = (
        "Mend what set-up asked: a name, the day, how many people are in the room now, how many dots each person has."
    )
    KEYS = (
        Key("enter", "keep", "keep it", first=True),
        Key("tab", "app.focus_next", "next field"),
        Key("escape", "leave", "leave", first=True),
        *FormScreen.SHARED_KEYS,
    )
    AUTO_FOCUS = "#people WordsInput"

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self._workshop = workshop

    def body(self) -> Iterable[Widget]:
        """One row a field."""
        session = self._workshop.session
        yield Field("People", WordsInput(str(session.people), is_short=True), hint="how many are here now", id="people")
        yield Field("Team", WordsInput(session.team), hint="who meets", id="team")
        yield Field("Service", WordsInput(session.service), hint="may stay empty", id="service")
        yield Field("Organisation", WordsInput(session.organisation), hint="may stay empty", id="organisation")
        yield Field("Day", WordsInput(session.date.isoformat(), is_short=True), hint=f"{session.date:%A}", id="date")
        yield Field(
            "Dots for each", WordsInput(str(session.dots_each), is_short=True), hint="to choose what to do", id="dots"
        )

    def show_top(self) -> None:
        """Name the form."""
        self.query_one("#top", TopLine).say("Facts of this session", "")

    @property
    def unkept(self) -> bool:
        """Whether anything was typed."""
        return any(field.is_changed for field in self.query(Field))

    def action_keep(self) -> None:
        """Keep what is there, or tell each mistake beside its field."""
        words = {name: self.query_one(f"#{name}", Field) for name in _WORDS}
        people, dots, day = (self.query_one(f"#{name}", Field) for name in ("people", "dots", "date"))
        words["team"].tell("" if words["team"].typed.strip() else "Give the team's name")
        number, each = people_in(people), read_number(dots, 1, MOST_DOTS)
        date = self._day(day)
        wrong = next((field for field in (words["team"], day, people, dots) if field.mistake), None)
        if wrong is not None:
            wrong.answer.focus()
            return
        fields = {name: field.typed for name, field in words.items()} | {
            "people": number,
            "dots_each": each,
            "date": date,
        }
        if self.attempt(lambda: self._workshop.take("the change of the facts", plan.facts, **fields)):
            self.dismiss()

    def _day(self, field: Field) -> dt.date | None:
        try:
            date = read_day(field.typed, self._workshop.now.date())
        except ValueError as error:
            field.tell(capital(str(error)))
            return None
        field.tell("" if date else "Give the day, such as 2026-12-01")
        return date
