"""The agenda while the workshop runs: times worked out again, steps skipped, moved, added, gone to."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui.analysis.timing import StepTime, schedule, timing
from workshop_tui.changes import plan
from workshop_tui.model.agenda import Step
from workshop_tui.model.part import MOST_MINUTES
from workshop_tui.tui.drawings.rail import draw_step_row
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, wrapped
from workshop_tui.tui.screens.keyed import BLANK, HELP
from workshop_tui.tui.screens.step_screen import FACTS, StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.rows import Rows
from workshop_tui.words import capital
from workshop_tui.workshop import new_id


def _may_change(screen: AgendaScreen) -> bool:
    return screen.session.state != "closed"


class AgendaScreen(StepScreen):
    """Every step with when it begins; the one that runs is marked."""

    PURPOSE = (
        "The steps of the day. Times are worked out again when a step takes longer or is skipped. Enter goes to a "
        "step; x skips it or takes it in again; e and l move it earlier or later; + and - change its minutes; n "
        "adds a step."
    )
    KEYS = (
        Key("enter", "visit", "go there", help="Go to the step under the marker"),
        Key("x", "skip", "skip or not", help="Leave the step out, or take it in again", when=_may_change),
        Key("e", "shift(-1)", "earlier", help="Move the step one place earlier", when=_may_change),
        Key("l", "shift(1)", "later", help="Move the step one place later", when=_may_change),
        Key("plus,equals_sign", "minutes(5)", "5 min more", shown="+", when=_may_change),
        Key("minus", "minutes(-5)", "5 min less", shown="-", when=_may_change),
        FACTS,
        Key("n", "add", "new step", help="Add a step behind this one: a talk, a break, a pause", when=_may_change),
        Key("u,ctrl+z", "undo", "undo", when=lambda screen: screen.workshop.undoable > 0),
        Key("escape,s,q", "back", "back", shown="esc"),
        HELP,
        BLANK,
    )
    AUTO_FOCUS = "Rows"
    SCROLLS = False

    def body(self) -> Iterable[Widget]:
        """Where the day stands, and the steps."""
        yield Drawn(self._draw_head, id="head")
        yield Rows(id="list")

    def heading(self) -> str:
        """Name the screen."""
        return f"Agenda: {self.session.agenda.title}" if self.session.agenda.title else "Agenda"

    def show_step(self) -> None:
        """Show the steps; the marker starts on the one that runs."""
        rows = schedule(self.session, self.workshop.now)
        start = next((place for place, one in enumerate(rows) if one.state == "now"), 0)
        self.query_one(Rows).draw(
            lambda width: [self._row(one, place, width) for place, one in enumerate(rows)], start=start
        )
        self.query_one("#head", Drawn).redraw()
        self.show_keys()

    def _row(self, one: StepTime, place: int, width: int) -> Content:
        return draw_step_row(one, width, number=place + 1)[0]

    def _here(self) -> Step | None:
        place, steps = self.query_one(Rows).at, self.session.agenda.steps
        return steps[place] if place is not None and place < len(steps) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_visit()

    def action_visit(self) -> None:
        """Go to the step."""
        here = self._here()
        if here is not None:
            beneath = self.app.screen_stack[-2]
            key = self.entry_of(here)
            self.dismiss()
            if isinstance(beneath, StepScreen):
                self.app.call_later(beneath.go, here.id, key)

    def action_skip(self) -> None:
        """Leave the step out, or take it in again."""
        here = self._here()
        if here is not None and here.id == self.session.place.step:
            self.say("This step runs: leave it with \u2192, or end it by going elsewhere.")
        elif here is not None and not here.skipped and self.session.times.get(here.id):
            self.say("This step has been done; it cannot be skipped any more.")
        elif here is not None:
            label = f"{'taking in' if here.skipped else 'skipping'} {here.title}"
            self.take(label, plan.skip, here.id, not here.skipped)

    def action_shift(self, by: int) -> None:
        """Move the step; the marker goes with it."""
        here = self._here()
        if here is not None and self.take(f"moving {here.title}", plan.move, here.id, by):
            places = [step.id for step in self.session.agenda.steps]
            self.query_one(Rows).highlighted = places.index(here.id)

    def action_minutes(self, by: int) -> None:
        """Give the step more or less time."""
        here = self._here()
        if here is not None:
            self.take(
                f"the minutes of {here.title}", plan.set_minutes, here.id, min(MOST_MINUTES, max(0, here.minutes + by))
            )

    def action_add(self) -> None:
        """Add a step behind this one."""
        from workshop_tui.tui.screens.step_form import StepForm

        here = self._here()
        after = here.id if here else ""

        def add(step: Step | None) -> None:
            if step is not None and self.take(f"adding {step.title}", plan.add_step, step, after):
                places = [one.id for one in self.session.agenda.steps]
                self.query_one(Rows).highlighted = places.index(step.id)
                self.say(f"Added: {step.title}, {step.minutes} minutes. + and - change its time.")

        self.app.push_screen(StepForm(new_id()), add)

    def action_back(self) -> None:
        """Back to the step that runs."""
        self.dismiss()

    def _draw_head(self, width: int) -> Lines:
        if self.session.state == "closed":
            return [*wrapped("The workshop is closed; this is how long its steps took.", width, "bold"), blank()]
        told = timing(self.session, self.workshop.now)
        says = f"{capital(told.words)}; with these steps the day ends about {told.ends:%H:%M}."
        return [*wrapped(says, width, "bold"), blank()]
