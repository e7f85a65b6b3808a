"""Choose which items of a framework to rate."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.model.framework import Framework
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, wrapped
from workshop_tui.tui.screens.form import FormScreen
from workshop_tui.tui.widgets.choices import Choices, Option
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.words import counted


class ItemsScreen(FormScreen):
    """Dismissed with the ids that are ticked, in the framework's order, or with None.

    Args:
        framework: Whose items.
        chosen: Ids that are ticked to begin with.
    """

    PURPOSE = "Tick the items that the team will rate. Fewer items leave more time to talk."
    KEYS = (
        Key("space", "tick", "tick", help="Tick or untick the item under the marker"),
        Key("a", "all", "all or none"),
        Key("enter", "keep", "keep", first=True, help="Keep the choice and go back"),
        Key("escape", "leave", "leave", first=True),
        *FormScreen.SHARED_KEYS,
    )
    AUTO_FOCUS = "Choices"

    def __init__(self, framework: Framework, chosen: tuple[str, ...]) -> None:
        super().__init__()
        self._framework, self._chosen = framework, chosen

    def body(self) -> Iterable[Widget]:
        """The items, with what is said of the one under the marker."""
        yield Drawn(self._draw_head, id="head")
        options = [Option(item.id, item.title) for item in self._framework.items]
        yield Choices(options, list(self._chosen), several=True, id="items")

    @property
    def _choices(self) -> Choices:
        return self.query_one("#items", Choices)

    def show_top(self) -> None:
        """Which framework."""
        self.query_one("#top", TopLine).say(self._framework.title, "")

    def _draw_head(self, width: int) -> Lines:
        number = len(self._choices.chosen) if self.is_mounted else len(self._chosen)
        return [*wrapped(f"{counted(number, 'item')} of {len(self._framework.items)} to rate.", width, "bold"), blank()]

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Count again."""
        event.stop()
        self.query_one("#head", Drawn).redraw()

    def action_tick(self) -> None:
        """Tick or untick."""
        self._choices.action_tick()

    def action_all(self) -> None:
        """Tick all; if all are ticked, none."""
        every = [item.id for item in self._framework.items]
        self._choices.replace(self._choices.options, [] if len(self._choices.chosen) == len(every) else every)
        self.query_one("#head", Drawn).redraw()

    def action_keep(self) -> None:
        """Give the choice back."""
        ticked = self._choices.chosen
        self.dismiss(tuple(item.id for item in self._framework.items if item.id in ticked))

    def close(self) -> None:
        """No other choice."""
        self.dismiss(None)
