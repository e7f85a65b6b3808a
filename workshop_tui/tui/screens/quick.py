"""A quick pass revealed: all its items at one glance, and which of them to open for talk."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui.analysis.standouts import ItemResult, results, to_open
from workshop_tui.model.session import ItemKey, Rating
from workshop_tui.tui.drawings.results import (
    draw_result_head,
    draw_result_row,
    draw_under_marker,
    most_levels,
    moved_sign,
)
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import line, words, wrapped
from workshop_tui.tui.screens.step_screen import ACTION, AT_ANY_MOMENT, BACK, NEXT, StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.rows import Rows

_MOVED = " \u25b2 \u25bc: moved up or down since last time, by more than chance."


class QuickScreen(StepScreen):
    """Open the marked ones: the most divided and the lowest."""

    PURPOSE = (
        "All items of the quick pass, with the spread of each. The marked ones are the most divided and the "
        "lowest: open them with enter and talk about them; leave the others for now."
    )
    KEYS = (
        Key("enter", "open", "open and talk", help="Open the item: its spread, notes, a second round"),
        NEXT,
        BACK,
        ACTION,
        *AT_ANY_MOMENT,
    )
    AUTO_FOCUS = "Rows"
    SCROLLS = False
    DEFAULT_CSS = "QuickScreen #here { padding: 0 2; }"

    def body(self) -> Iterable[Widget]:
        """What to do, and the items."""
        yield Drawn(self._draw_head, id="head")
        yield Rows(id="items")

    def beneath(self) -> Iterable[Widget]:
        """What the row under the marker says in full."""
        yield Drawn(self._draw_here, id="here")

    def show_step(self) -> None:
        """Show the items; the marker starts on the first that is to be opened."""
        items = self._items()
        # By their first rounds, so that the marks stay where they are when an item is rated again.
        keys = [ItemKey(self.step.framework, item) for item in self.step.items]
        marked = [one.key for one in to_open(results(self.session, keys, first=True), self.step.opens)]
        first = next((index for index, one in enumerate(items) if one.key in marked), 0)

        def drawing(width: int) -> list[Content]:
            rated = [self._draw(one, one.key in marked, width, most_levels(items)) for one in items]
            return rated + [self._draw_unrated(one, width) for one in self._unrated()]

        self.query_one(Rows).draw(drawing, start=first)
        self.query_one("#head", Drawn).redraw()
        self.query_one("#here", Drawn).show(self._draw_here)

    def _items(self) -> list[ItemResult]:
        return results(self.session, [ItemKey(self.step.framework, item) for item in self.step.items])

    def _unrated(self) -> list[Rating]:
        known = {one.key for one in self._items()}
        wanted = [ItemKey(self.step.framework, item) for item in self.step.items]
        return [one for one in self.session.ratings if one.key in wanted and one.key not in known]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another row is under the marker."""
        event.stop()
        self.query_one("#here", Drawn).show(self._draw_here)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the item under the marker."""
        here = self._here()
        if here is not None:
            self.go(self.step.id, here.key)

    def _here(self) -> ItemResult | Rating | None:
        rows: list[ItemResult | Rating] = [*self._items(), *self._unrated()]
        place = self.query_one(Rows).at
        return rows[place] if place is not None and place < len(rows) else None

    def _draw_here(self, width: int) -> list[Content]:
        here = self._here() if self.is_mounted else None
        return draw_under_marker(here.title, self.workshop.library.item(here.key), width) if here else []

    def _draw_head(self, width: int) -> list[Content]:
        lines = wrapped(
            "Open the marked ones (\u25b8): the most divided and the lowest. \u2713 has been talked about; "
            "0 counts who can't say." + (_MOVED if self.workshop.before else ""),
            width,
            most=4,
        )
        return [*lines, words(""), draw_result_head(width - 1, most_levels(self._items()), "0")]

    def _draw(self, one: ItemResult, is_marked: bool, width: int, levels: int) -> Content:
        talked = bool(self.session.notes_on(one.key)) or one.agreed is not None
        mark = "\u2713" if talked else "\u25b8" if is_marked else " "
        mark += moved_sign(one, self.workshop.before)
        return draw_result_row(one, mark, width, levels, str(one.cant_say or "\u00b7"))

    def _draw_unrated(self, one: Rating, width: int) -> Content:
        said = f"agreed together: {one.agreed}" if one.agreed else "not rated"
        return line("   ", words(one.title or one.item), words(f"   {said}", "$quiet")).truncate(width, ellipsis=True)
