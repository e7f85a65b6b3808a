"""A new step for the agenda while the workshop runs."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.model.agenda import Step
from workshop_tui.model.part import MOST_MINUTES
from workshop_tui.tui.keys import Key
from workshop_tui.tui.screens.form import FormScreen, read_number
from workshop_tui.tui.widgets.choices import Choices, Option
from workshop_tui.tui.widgets.field import Field
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.words_input import WordsInput

_KINDS = (
    Option("talk", "talk", "something to talk about"),
    Option("break", "break", "a pause"),
    Option("actions", "actions", "write actions"),
    Option("standout", "what stands out", "look at it, and give dots"),
)


class StepForm(FormScreen):
    """Title, minutes and kind. Dismissed with the step, or with None."""

    PURPOSE = "Add a step to the day: what it is called, how long it takes, what it is."
    KEYS = (
        Key("enter", "keep", "add it", first=True),
        Key("tab", "app.focus_next", "next field"),
        Key("escape", "leave", "leave", first=True),
        *FormScreen.SHARED_KEYS,
    )
    AUTO_FOCUS = "WordsInput"

    def __init__(self, step_id: str) -> None:
        super().__init__()
        self._step_id = step_id

    def body(self) -> Iterable[Widget]:
        """One row a field."""
        yield Field("Title", WordsInput(), hint="what it is called", id="title")
        yield Field("Minutes", WordsInput("15", is_short=True), hint="from 1 to 240", id="minutes")
        yield Field("Says", WordsInput(), answer_width=0, id="says")
        yield Field("Kind", Choices(_KINDS, ["talk"], says_width=16, id="kind"), answer_width=0, id="kinds")

    def show_top(self) -> None:
        """Name the form."""
        self.query_one("#top", TopLine).say("New step", "")

    @property
    def unkept(self) -> bool:
        """Whether anything was typed."""
        return any(self.query_one(f"#{name}", Field).is_changed for name in ("title", "minutes", "says"))

    def close(self) -> None:
        """No step."""
        self.dismiss(None)

    def action_keep(self) -> None:
        """Give the step back, or tell the mistake beside its field."""
        title, minutes = self.query_one("#title", Field), self.query_one("#minutes", Field)
        title.tell("" if title.typed.strip() else "Write what it is called")
        number = read_number(minutes, 1, MOST_MINUTES)
        wrong = next((field for field in (title, minutes) if field.mistake), None)
        if wrong is not None:
            wrong.answer.focus()
            return
        kind = self.query_one("#kind", Choices).chosen[0]
        self.dismiss(
            Step.model_validate(
                {"id": f"added-{self._step_id}", "kind": kind, "title": title.typed.strip(), "minutes": number,
                 "says": self.query_one("#says", Field).typed}
            )
        )  # fmt: skip
