"""Set up a workshop on one screen: who, when, how many, which agenda, which items."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from workshop_tui import begin
from workshop_tui.changes.due import read_day
from workshop_tui.changes.setup import Choice, plan_for, usual_choice
from workshop_tui.model.session import Session
from workshop_tui.store import session_file
from workshop_tui.store.library import Library, library
from workshop_tui.store.problem import FileProblem
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging, wrapped
from workshop_tui.tui.screens.form import FormScreen, people_in
from workshop_tui.tui.widgets.choices import Choices, Option
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.field import Field
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.words_input import WordsInput
from workshop_tui.words import capital, counted

USUAL_PEOPLE = 12
_ANSWERS = 21  # cells to the left of the names in a list


def _on_frameworks(screen: SetupScreen) -> bool:
    return screen.is_mounted and screen.query_one("#frameworks", Choices).has_focus


class SetupScreen(FormScreen):
    """Sensible answers stand there already; enter goes from field to field and at the end makes the session.

    Args:
        follows: The file of the team's earlier session.
        organisation: The usual one, as the latest session has it.
    """

    PURPOSE = (
        "Say who meets, when and how many, then choose an agenda and what to rate. Everything but the team has a "
        "usual answer. Enter goes to the next field and, at the last line, makes the session."
    )
    KEYS = (
        Key("enter", "go_on", "next", first=True, help="The next field; on the last line: make the session"),
        Key("ctrl+s", "make", "make it now", first=True, help="Make the session with what is there"),
        Key("i", "items", "choose its items", when=_on_frameworks, help="Choose which items of this framework to rate"),
        Key("space", "tick", "tick", when=_on_frameworks, line=False, help="Take this framework in or leave it out"),
        Key("escape", "leave", "leave", first=True),
        *FormScreen.SHARED_KEYS,
    )
    AUTO_FOCUS = "#team WordsInput"

    def __init__(self, follows: Path | None = None, organisation: str = "") -> None:
        super().__init__()
        self._organisation = organisation
        self._follows = follows
        self._before: Session | None = None
        self._library: Library | None = None
        self._items: dict[str, tuple[str, ...]] = {}
        self._chosen_by_hand = False

    @property
    def known(self) -> Library:
        """Frameworks and agendas, read once."""
        if self._library is None:
            self._library = library(self.app.folder)
        return self._library

    def body(self) -> Iterable[Widget]:
        """One row a field; the agenda and the frameworks as lists."""
        if self._follows is not None:
            self._before = session_file.load(self._follows).session
        before = self._before
        agenda = begin.AGENDA_AFTER_ANOTHER if before else begin.DEFAULT_AGENDA
        today = self.app.clock().date()
        yield Field("Team", WordsInput(before.team if before else ""), hint="who meets", id="team")
        yield Field("Service", WordsInput(before.service if before else ""), hint="may stay empty", id="service")
        yield Field(
            "Organisation",
            WordsInput(before.organisation if before else self._organisation),
            hint="may stay empty",
            id="organisation",
        )
        yield Field("Day", WordsInput(today.isoformat(), is_short=True), hint=f"{today:%A}", id="date")
        people = before.people if before else USUAL_PEOPLE
        yield Field("People", WordsInput(str(people), is_short=True), hint="how many in the room", id="people")
        yield Field(
            "Agenda",
            Choices(self._agenda_options(), [agenda], says_width=16, id="agenda"),
            answer_width=0,
            id="agendas",
        )
        yield Drawn(self._draw_about, id="about")
        yield Field(
            "To rate", Choices((), (), several=True, says_width=30, id="frameworks"), answer_width=0, id="to-rate"
        )
        yield Drawn(self._draw_total, id="total")
        yield Choices((Option("make", "Make this session"),), ["make"], is_deed=True, id="make")

    def on_mount(self) -> None:
        """Choose what the agenda usually rates."""
        super().on_mount()
        self._choose_usual()
        for one in self.known.problems[:1]:
            self.say(one.short(150))

    def show_top(self) -> None:
        """New, or following another."""
        after = f"follows {self._before.date.isoformat()}" if self._before else ""
        self.query_one("#top", TopLine).say("New workshop", after)

    def _agenda_options(self) -> list[Option]:
        return [Option(one.id, one.title, _hours(one.minutes)) for one in self.known.agendas.values()]

    # What is chosen

    @property
    def _agenda_id(self) -> str:
        chosen = self.query_one("#agenda", Choices).chosen
        return chosen[0] if chosen else begin.DEFAULT_AGENDA

    def _choose_usual(self) -> None:
        agenda = self.known.agendas.get(self._agenda_id)
        if agenda is not None and not self._chosen_by_hand:
            usual = usual_choice(agenda, self.known.frameworks, self._before)
            self._items = dict(usual.items)
        self.query_one("#about", Drawn).redraw()
        self._show_choice()

    def _show_choice(self) -> None:
        options = []
        for one in self.known.frameworks.values():
            chosen = len(self._items.get(one.id, ()))
            beside = f"{chosen or len(one.items)} of {counted(len(one.items), 'item')}"
            options.append(Option(one.id, one.title, beside))
        self.query_one("#frameworks", Choices).replace(options, [name for name, items in self._items.items() if items])
        self.query_one("#total", Drawn).redraw()

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Another agenda brings its usual items; a framework is taken in or left out."""
        event.stop()
        if event.control.id == "agenda":
            self._choose_usual()
        elif event.control.id == "frameworks":
            self._chosen_by_hand = True
            ticked = event.control.chosen
            known = self.known.frameworks
            self._items = {
                name: self._items.get(name) or tuple(item.id for item in known[name].items)
                for name in known
                if name in ticked
            }
            self._show_choice()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The weekday stands beside the day, so that a slip is seen."""
        field = self.query_one("#date", Field)
        if event.input is field.answer:
            with contextlib.suppress(ValueError):
                date = read_day(field.typed, self.app.clock().date())
                field.suggest(f"{date:%A}" if date else "")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Other keys may do something now."""
        self.show_keys()

    def _draw_about(self, width: int) -> Lines:
        agenda = self.known.agendas.get(self._agenda_id) if self.is_mounted else None
        return hanging(blank(), agenda.about, _ANSWERS, min(width, 110), most=3) if agenda and agenda.about else []

    def _draw_total(self, width: int) -> Lines:
        agenda = self.known.agendas.get(self._agenda_id)
        if agenda is None or not self.is_mounted:
            return [blank()]
        choice = Choice(tuple(one for one in self.known.frameworks.values() if self._items.get(one.id)), self._items)
        plan = plan_for(agenda, choice)
        asked = len(choice.keys)
        says = f"{_hours(plan.minutes)} in {counted(len(plan.steps), 'step')} with {counted(asked, 'item')} to rate"
        if plan.minutes != agenda.minutes:
            more = plan.minutes - agenda.minutes
            says += f", {abs(more)} min {'more' if more > 0 else 'less'} than usual"
        return [blank(), *wrapped(f" {says}.", width, "bold")]

    # Keys

    @property
    def unkept(self) -> bool:
        """Whether anything was typed."""
        return any(field.is_changed for field in self.query(Field))

    def action_go_on(self) -> None:
        """The next field; on the last line make the session."""
        self.stay()
        if self.query_one("#make", Choices).has_focus:
            self.action_make()
        else:
            self.focus_next()

    def action_tick(self) -> None:
        """Take the framework under the marker in, or leave it out: for the palette; the list has the key itself."""
        self.query_one("#frameworks", Choices).action_tick()

    def action_items(self) -> None:
        """Choose the items of the framework under the marker."""
        from workshop_tui.tui.screens.items import ItemsScreen

        here = self.query_one("#frameworks", Choices).here
        if here is None:
            return
        framework = self.known.frameworks[here.id]
        chosen = self._items.get(here.id) or tuple(item.id for item in framework.items)
        self.app.push_screen(ItemsScreen(framework, chosen), partial(self._take_items, here.id))

    def _take_items(self, framework: str, items: tuple[str, ...] | None) -> None:
        if items is not None:
            self._chosen_by_hand = True
            order = [name for name in self.known.frameworks if name == framework or self._items.get(name)]
            self._items = {name: items if name == framework else self._items[name] for name in order}
            self._show_choice()

    def action_make(self) -> None:
        """Make the session and open it, or tell each mistake beside its field."""
        facts = self._facts()
        if facts is None:
            return
        if not any(self._items.values()):
            self.say("Nothing is chosen to rate: tick a framework with space.")
            self.query_one("#frameworks", Choices).focus()
            return
        items = self._items
        try:
            path = begin.make(self.app.folder, self.known, facts, self._agenda_id, follows=self._follows, items=items)
            self.dismiss()
            self.app.open_session(path)
        except FileProblem as error:
            self.say(error.first.short())

    def _facts(self) -> begin.Facts | None:
        team, people, day = (
            self.query_one("#team", Field),
            self.query_one("#people", Field),
            self.query_one("#date", Field),
        )
        team.tell("" if team.typed.strip() else "Give the team's name")
        number, date = people_in(people), self._day(day)
        wrong = next((field for field in (team, day, people) if field.mistake), None)
        if wrong is not None or date is None or number is None:
            if wrong is not None:
                wrong.answer.focus()
            return None
        service, organisation = (self.query_one(f"#{name}", Field).typed for name in ("service", "organisation"))
        return begin.Facts(team.typed, date, number, service, organisation)

    def _day(self, field: Field) -> dt.date | None:
        try:
            date = read_day(field.typed, self.app.clock().date())
        except ValueError as error:
            field.tell(capital(str(error)))
            return None
        field.tell("" if date else "Give the day, such as 2026-12-01 or friday")
        if date:
            field.suggest(f"{date:%A} {date.day} {date:%B %Y}")
        return date


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours and rest else f"{hours} h" if hours else f"{rest} min"
