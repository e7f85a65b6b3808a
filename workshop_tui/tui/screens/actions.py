"""The action plan: this day's actions, or in a review those from last time, one key for how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui.changes import actions
from workshop_tui.model.action import Action, Status, Worked
from workshop_tui.tui.drawings.actions import draw_action_details, draw_action_head, draw_action_row
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging, words, wrapped
from workshop_tui.tui.screens.keyed import SCROLL
from workshop_tui.tui.screens.step_screen import AT_ANY_MOMENT, BACK, NEXT, StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.rows import Rows
from workshop_tui.words import cut


def _has(screen: ActionsScreen) -> bool:
    return bool(screen.action_here) and not screen.asks_about


def _asks(screen: ActionsScreen) -> bool:
    return bool(screen.asks_about)


_WHY: dict[Status, str] = {"stuck": "Why is it stuck, and what would free it?", "dropped": "Why do we drop it?"}


class ActionsScreen(StepScreen):
    """Every action in a row; what is said of the one under the marker stands beneath."""

    PURPOSE = (
        "The team's actions. Each needs one owner and a date before you close. Keys say how far an action has "
        "come: done, under way, stuck, dropped, open again; for a done one, whether it worked."
    )
    KEYS: ClassVar[tuple[Key, ...]] = (
        Key(
            "a",
            "catch_action",
            "new action",
            when=lambda screen: not screen.asks_about,
            help="Write down a new action",
        ),
        Key("enter", "change", "change", when=_has, help="Fill in or change the action under the marker"),
        Key("d", "follow('done')", "done", when=_has),
        Key("w", "follow('under way')", "under way", when=_has),
        Key("k", "follow('stuck')", "stuck", when=_has, help="Stuck; then you are asked why"),
        Key("x", "follow('dropped')", "dropped", when=_has, help="Dropped; then you are asked why"),
        Key("n", "remark", "remark", when=_has, help="Write down what you have seen of this action"),
        Key("o", "follow('open')", "open", when=_has, line=False, help="Open again"),
        Key("delete", "remove", "remove", when=_has, line=False, help="Take the action away (u brings it back)"),
        Key("y", "worked('yes')", "yes, it worked", when=_asks),
        Key("p", "worked('partly')", "partly", when=_asks),
        Key("n", "worked('no')", "no", when=_asks),
        Key("e", "worked('too early')", "too early to say", when=_asks),
        Key("escape", "worked(None)", "not now", when=_asks),
        NEXT,
        BACK,
        *(key for key in AT_ANY_MOMENT if key not in SCROLL),
        *(replace(key, first=True) for key in SCROLL),
    )
    AUTO_FOCUS = "Rows"
    SCROLLS = False
    DEFAULT_CSS = """
    ActionsScreen Rows { height: auto; max-height: 50%; }
    ActionsScreen #around { height: 1fr; scrollbar-size-vertical: 1; }
    """
    SCROLLED = "#around"
    asks_about = ""
    """The id of the action that was said to be done, while it is asked whether it worked."""
    _order: tuple[str, ...] = ()
    """The ids of the actions as they were listed when one came here."""

    def body(self) -> Iterable[Widget]:
        """The list and the details."""
        yield Drawn(self._draw_head, id="head")
        yield Rows(id="list")
        with VerticalScroll(id="around", can_focus=False):
            yield Drawn(self._draw_details, id="details")

    def arrive(self) -> None:
        """Come to another step: its actions are put in order anew."""
        self._order, self.asks_about = (), ""
        super().arrive()

    def show_step(self) -> None:
        """Show the actions."""
        today = self.workshop.now.date()
        self._order = tuple(one.id for one in self.listed)
        self.query_one(Rows).draw(lambda width: [draw_action_row(one, width, today) for one in self.listed])
        self.query_one("#head", Drawn).redraw()
        self.query_one("#details", Drawn).redraw()
        self.show_keys()

    @property
    def listed(self) -> list[Action]:
        """Open ones first when one comes here, otherwise as they came; nothing moves while one goes through them."""
        if not self._order:
            return sorted(self.session.actions, key=lambda one: self.step.kind != "review" and not one.is_open)
        places = {known_by: place for place, known_by in enumerate(self._order)}
        return sorted(self.session.actions, key=lambda one: places.get(one.id, len(places)))

    @property
    def action_here(self) -> Action | None:
        """The action under the marker."""
        place = self.query_one(Rows).at if self.is_mounted else None
        listed = self.listed
        return listed[place] if place is not None and place < len(listed) else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Other details, perhaps other keys. Whoever goes on to another action leaves the question open."""
        event.stop()
        here = self.action_here
        if self.asks_about and (here is None or here.id != self.asks_about):
            self.asks_about = ""
        self.query_one("#around").scroll_home(animate=False)
        self.query_one("#details", Drawn).redraw()
        self.show_keys()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        """Fill in or change the action under the marker."""
        from workshop_tui.tui.screens.action_form import ActionForm

        if self.action_here is not None:
            self.app.push_screen(ActionForm(self.workshop, self.action_here))

    def action_follow(self, status: Status) -> None:
        """Say how far the action has come; a done one is asked whether it worked."""
        one = self.action_here
        if one is None:
            return
        known_by, day = one.id, self.workshop.now.date()
        worked = one.worked if status == "done" else None
        if not self.take(f"an action as {status}", actions.follow_up, known_by, status, day, worked=worked):
            return
        if status == "done":
            self.asks_about = known_by
            self.show_keys()
            self.say(f"Done. Did it work? ({cut(one.what, 50)})")
        elif status in _WHY:
            self._ask(one, _WHY[status])

    def action_remark(self) -> None:
        """Write down what was seen of the action."""
        if self.action_here is not None:
            self._ask(self.action_here, "What have you seen of it?")

    def _ask(self, one: Action, asks: str) -> None:
        from workshop_tui.tui.screens.remark_form import RemarkForm

        def tell(kept: bool | None) -> None:
            self.say("The remark is kept in the action's history." if kept else "")

        self.app.push_screen(RemarkForm(self.workshop, one, asks), tell)

    def action_worked(self, worked: Worked | None) -> None:
        """Say whether a done action worked, or leave that open."""
        known_by, self.asks_about = self.asks_about, ""
        if known_by and worked:
            day = self.workshop.now.date()
            self.take("whether an action worked", actions.follow_up, known_by, "done", day, worked=worked)
        self.show_keys()

    def action_remove(self) -> None:
        """Take the action away."""
        one = self.action_here
        if one is not None and self.take("the removal of an action", actions.remove, one.id):
            self.say("Removed. u brings it back.")

    def _tell_kept(self, kept: bool | None) -> None:
        """The marker goes to the action that was just written."""
        super()._tell_kept(kept)
        if kept:
            self.show_step()
            ids = [one.id for one in self.listed]
            self.query_one(Rows).highlighted = ids.index(self.session.actions[-1].id)

    def _draw_head(self, width: int) -> Lines:
        is_review, chosen = self.step.kind == "review", [one.title for one in self.session.ratings if one.chosen]
        here = [one for one in self.session.actions if one.source and one.source.step == self.step.id]
        lines: Lines = wrapped(self.step.says, min(width, 100), most=4) if is_review or not here else []
        if chosen and not is_review:
            lines += hanging(words("To work on", "bold"), "; ".join(chosen), 12, min(width, 100), most=2)
        if not self.session.actions:
            none = (
                "There is no action from last time."
                if self.step.kind == "review"
                else "No action yet: press a to write the first one."
            )
            return [*lines, blank(), *wrapped(none, width, "bold")]
        return [*lines, blank(), draw_action_head(width - 1)]

    def _draw_details(self, width: int) -> Lines:
        one = self.action_here
        return draw_action_details(one, min(width, 100), self.workshop.now.date()) if one is not None else []
