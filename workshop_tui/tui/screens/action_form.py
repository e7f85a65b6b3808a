"""Catch an action, or fill in one that was caught in the heat of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.changes import actions
from workshop_tui.changes.due import HINT, read_day
from workshop_tui.model.action import Action, Source
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import words, wrapped
from workshop_tui.tui.screens.form import FormScreen
from workshop_tui.tui.widgets.choices import Choices, Option
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.field import Field
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.words_input import WordsInput
from workshop_tui.words import capital
from workshop_tui.workshop import Workshop, new_id

_KINDS = (Option("team", "the team's"), Option("leader", "a leader's commitment"))
_WORDS = ("what", "owner", "due", "know", "first_step")


class ActionForm(FormScreen):
    """Only what is to be done is needed now; owner and date can wait until before closing.

    Args:
        workshop: The open session.
        action: The action to change; None for a new one.
        source: Where a new one was caught.
    """

    PURPOSE = (
        "Write down what somebody will do. Enter keeps it at once, even without an owner or a date: those are "
        "listed as loose ends before you close. Tab goes to the next field."
    )
    KEYS = (
        Key("enter", "keep", "keep it", first=True, help="Keep the action and go back"),
        Key("tab", "app.focus_next", "next field"),
        Key("escape", "leave", "leave", first=True, help="Go back without keeping"),
        *FormScreen.SHARED_KEYS,
    )
    AUTO_FOCUS = "#what-text"

    def __init__(self, workshop: Workshop, action: Action | None = None, source: Source | None = None) -> None:
        super().__init__()
        self._workshop, self._action = workshop, action
        self._shown = action or Action(id="", what="", source=source)

    def body(self) -> Iterable[Widget]:
        """One row a field."""
        shown = self._shown
        due = shown.due.isoformat() if shown.due else ""
        if shown.source and shown.source.title:
            yield Drawn(lambda width: wrapped(f"From: {shown.source.title if shown.source else ''}", width, most=2))
        yield Drawn(lambda _: [words("")])
        yield Field("What", WordsInput(shown.what, id="what-text"), answer_width=0, id="what")
        yield Drawn(
            lambda width: [words(self._mistake_in_what, "bold $error")] if self._mistake_in_what else [words("")],
            id="what-wrong",
        )
        yield Field("Owner", WordsInput(shown.owner), hint="one post or person", id="owner")
        yield Field("Due", WordsInput(due, is_short=True), hint=HINT, id="due")
        yield Field("Whose", Choices(_KINDS, [shown.kind], id="kind"), id="whose")
        yield Drawn(lambda _: [words("")])
        yield Field("How we'll know", WordsInput(shown.know), answer_width=0, id="know")
        yield Drawn(lambda _: [words("")])
        yield Field("First step", WordsInput(shown.first_step), answer_width=0, id="first_step")

    _mistake_in_what = ""

    def show_top(self) -> None:
        """New or not."""
        self.query_one("#top", TopLine).say("New action" if self._action is None else "Action", "")

    @property
    def unkept(self) -> bool:
        """Whether anything was typed or chosen."""
        changed = any(self.query_one(f"#{name}", Field).is_changed for name in _WORDS)
        return changed or self._kind() != self._shown.kind

    def _kind(self) -> str:
        chosen = self.query_one("#kind", Choices).chosen
        return chosen[0] if chosen else "team"

    def action_keep(self) -> None:
        """Keep what is there, or tell the mistake beside its field."""
        fields = {name: self.query_one(f"#{name}", Field).typed for name in _WORDS}
        due = self._due(fields.pop("due"))
        self._mistake_in_what = "" if fields["what"].strip() else "Write what is to be done; the rest can wait."
        self.query_one("#what-wrong", Drawn).redraw()
        if self._mistake_in_what:
            self.query_one("#what", Field).answer.focus()
        elif self.query_one("#due", Field).mistake:
            self.query_one("#due", Field).answer.focus()
        elif self._keep({**fields, "due": due, "kind": self._kind()}):
            self.dismiss(True)

    def _due(self, typed: str) -> dt.date | None:
        field = self.query_one("#due", Field)
        try:
            due = read_day(typed, self._workshop.now.date())
        except ValueError as error:
            field.tell(capital(str(error)))
            return None
        field.tell("")
        return due

    def _keep(self, fields: dict[str, object]) -> bool:
        if self._action is not None:
            known_by = self._action.id
            return self.attempt(
                lambda: self._workshop.take("the change of an action", actions.edit, known_by, **fields)
            )
        made = Action.model_validate({"id": new_id(), "source": self._shown.source, **fields})
        return self.attempt(lambda: self._workshop.take("an action", actions.add, made, self._workshop.now.date()))
