"""What stands out, and the group's choice of what to work on, by dots."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui.analysis.standouts import SHOWN, ItemResult, results, standouts
from workshop_tui.changes import plan, ratings
from workshop_tui.model.part import MOST_DOTS
from workshop_tui.tui.drawings.results import (
    draw_result_head,
    draw_result_row,
    draw_under_marker,
    most_levels,
    moved_sign,
)
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging, line, words, wrapped
from workshop_tui.tui.screens.step_screen import ACTION, AT_ANY_MOMENT, BACK, NEXT, StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.rows import Rows
from workshop_tui.words import counted, listed

FEW = 5  # below this, what stands out may be one person's answer


def _has(screen: StandoutScreen) -> bool:
    return bool(screen.items)


def _chooses(screen: StandoutScreen) -> bool:
    return bool(screen.items) and screen.session.state != "closed"


class StandoutScreen(StepScreen):
    """Lowest, highest, most divided, most who could not say; then dots."""

    PURPOSE = (
        "First what the figures say: lowest, highest, most divided, most who could not say. Then the group "
        "chooses: each person has a few dots; count them in with space on the item. Mark with c what you will "
        "work on."
    )
    KEYS = (
        Key("space,plus", "dots(1)", "a dot", when=_chooses, help="One dot more for the item under the marker"),
        Key("backspace,minus", "dots(-1)", "take back", when=_chooses, help="One dot fewer"),
        Key("c", "choose", "we work on this", when=_chooses, help="Choose the item to work on, or no longer"),
        Key("enter", "open", "look at it", when=_has, help="Open the item: its spread and notes"),
        Key(
            "left_square_bracket",
            "dots_each(-1)",
            "fewer dots each",
            when=_chooses,
            shown="[",
            line=False,
            help="Each person has one dot fewer",
        ),
        Key(
            "right_square_bracket",
            "dots_each(1)",
            "more dots each",
            when=_chooses,
            shown="]",
            line=False,
            help="Each person has one dot more",
        ),
        ACTION,
        NEXT,
        BACK,
        *AT_ANY_MOMENT,
    )
    AUTO_FOCUS = "Rows"
    SCROLLS = False
    DEFAULT_CSS = "StandoutScreen #here { padding: 0 2; }"

    def body(self) -> Iterable[Widget]:
        """What stands out, and the items."""
        yield Drawn(self._draw_head, id="head")
        yield Rows(id="list")

    def beneath(self) -> Iterable[Widget]:
        """What the row under the marker says in full."""
        yield Drawn(self._draw_here, id="here")

    @property
    def items(self) -> list[ItemResult]:
        """Every rated item, in the session's order, so that a dot never moves a row away."""
        return results(self.session)

    def show_step(self) -> None:
        """Show the items with their dots."""
        self.query_one(Rows).draw(lambda width: [self._row(one, width) for one in self.items])
        self.query_one("#head", Drawn).redraw()
        self.query_one("#here", Drawn).show(self._draw_here)
        self.show_keys()

    def _row(self, one: ItemResult, width: int) -> Content:
        marks = ("\u25b8" if one.chosen else " ") + moved_sign(one, self.workshop.before)
        return draw_result_row(one, marks, width, most_levels(self.items), str(one.dots or "\u00b7"))

    def _here(self) -> ItemResult | None:
        place, items = self.query_one(Rows).at, self.items
        return items[place] if place is not None and place < len(items) else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another row is under the marker."""
        event.stop()
        self.query_one("#here", Drawn).show(self._draw_here)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the item where it was rated."""
        here = self._here()
        step = next(
            (
                one
                for one in self.session.agenda.steps
                if here and here.key.item in one.items and one.framework == here.key.framework
            ),
            None,
        )
        if here is not None and step is not None:
            self.app.came_from = self.step.id
            self.go(step.id, here.key)

    def action_dots(self, by: int) -> None:
        """One dot more or fewer."""
        here = self._here()
        if here is None or here.dots + by < 0 or not self.attempt(self.workshop.must_not_be_closed):
            return
        given, most = self._given()
        if (
            self.take(f"a dot for {here.title}", ratings.give_dots, here.key, here.dots + by)
            and most
            and given + by > most
        ):
            self.say(f"{given + by} dots, but {self.session.people} people have {most} together.")

    def action_dots_each(self, by: int) -> None:
        """Give each person more or fewer dots."""
        each = min(MOST_DOTS, max(1, self.session.dots_each + by))
        if self.attempt(self.workshop.must_not_be_closed):
            self.take(f"{each} dots for each", plan.facts, dots_each=each)

    def action_choose(self) -> None:
        """Choose the item to work on, or no longer."""
        here = self._here()
        if here is not None and self.attempt(self.workshop.must_not_be_closed):
            self.take(f"the choice of {here.title}", ratings.choose, here.key, not here.chosen)

    def _given(self) -> tuple[int, int]:
        return sum(one.dots for one in self.items), self.session.people * self.session.dots_each

    def _draw_here(self, width: int) -> Lines:
        here = self._here() if self.is_mounted else None
        return draw_under_marker(here.title, self.workshop.library.item(here.key), width) if here else []

    def _draw_head(self, width: int) -> Lines:
        items = self.items
        if not items:
            return [blank(), *wrapped("No item has been rated yet, so nothing can stand out.", width)]
        told = standouts(items)
        given, most = self._given()
        lines: Lines = [] if given else [*wrapped(self.step.says, min(width, 110), most=4), blank()]
        for label, found in (
            ("Lowest", told.lowest),
            ("Highest", told.highest),
            ("Most divided", told.most_divided),
            ("Can't say", told.most_cant_say),
        ):
            if found:
                lines += hanging(words(label, "bold"), _named(found, label), 14, min(width, 110), most=2)
        moved = [one for one in items if moved_sign(one, self.workshop.before).strip()]
        if moved:
            told_moved = listed([f"{moved_sign(one, self.workshop.before)}\u00a0{one.title}" for one in moved])
            lines += hanging(words("Moved", "bold"), told_moved, 14, min(width, 110), most=2)
        elif self.workshop.before:
            lines += hanging(words("Moved", "bold"), "nothing by more than chance since last time", 14, width)
        dots = f"{given} of {most} dots given" if most else counted(given, "dot")
        return [
            *lines,
            blank(),
            line(words(f"{dots}, {self.session.dots_each} for each person. ", "bold"), words("\u25b8 we work on this")),
            draw_result_head(width - 1, most_levels(items), "dots"),
        ]


def _named(found: tuple[ItemResult, ...], label: str) -> str:
    def said(one: ItemResult) -> str:
        if label == "Can't say":
            return f"{one.title} ({one.cant_say})"
        figure = str(one.shape) if label == "Most divided" else f"middle {one.middle}"
        few = f", only {one.number} rated" if one.number < FEW else ""
        return f"{one.title} ({figure}{few})"

    more = [f"{len(found) - SHOWN} more alike"] if len(found) > SHOWN else []
    return listed([said(one) for one in found[:SHOWN]] + more)
