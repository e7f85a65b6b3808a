"""A list to choose from: one of it, or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from workshop_tui.tui.safe_text import Lines, blank, column, line, words
from workshop_tui.tui.widgets.drawn import Drawn


@dataclass(frozen=True)
class Option:
    """One thing to choose: its id and what is shown of it."""

    id: str
    says: str
    beside: str = ""


class Choices(Drawn, can_focus=True):
    """Up and down move; in a list for several, space ticks. Marks are shapes: (*) [x].

    Args:
        options: What there is.
        chosen: Ids that are chosen.
        several: Whether more than one may be.
        is_deed: Whether enter on it does something, so that there is nothing to mark.
    """

    DEFAULT_CSS = "Choices { height: auto; } Choices:focus { text-style: none; }"
    BINDINGS = [
        Binding("up", "by(-1)", "up", show=False),
        Binding("down", "by(1)", "down", show=False),
        Binding("space", "tick", "tick", show=False),
    ]

    class Changed(Message):
        """Another choice was made."""

        def __init__(self, choices: Choices) -> None:
            super().__init__()
            self.choices = choices

        @property
        def control(self) -> Choices:
            """The list it was made in."""
            return self.choices

    def __init__(
        self,
        options: Sequence[Option],
        chosen: Sequence[str],
        *,
        several: bool = False,
        is_deed: bool = False,
        says_width: int = 24,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.options = list(options)
        self.chosen = list(chosen)
        self._several, self._is_deed, self._says_width = several, is_deed, says_width
        first = chosen[0] if chosen and not several else None
        self.at = next((place for place, one in enumerate(self.options) if one.id == first), 0)
        self.show(self._draw)

    def replace(self, options: Sequence[Option], chosen: Sequence[str]) -> None:
        """Show other options, keeping the place where it can."""
        self.options, self.chosen = list(options), list(chosen)
        self.at = min(self.at, max(0, len(self.options) - 1))
        self.show(self._draw)

    @property
    def here(self) -> Option | None:
        """The option under the marker."""
        return self.options[self.at] if self.options else None

    def action_by(self, step: int) -> None:
        """Move; in a list for one, moving chooses. Beyond the end the next field is entered."""
        there = self.at + step
        if not 0 <= there < len(self.options):
            (self.screen.focus_next if step > 0 else self.screen.focus_previous)()
            return
        self.at = there
        if not self._several and self.here:
            self.chosen = [self.here.id]
            self.post_message(self.Changed(self))
        self.show(self._draw, same_height=True)

    def action_tick(self) -> None:
        """Tick or untick the option under the marker."""
        here = self.here
        if here is None:
            return
        if not self._several:
            self.chosen = [here.id]
        elif here.id in self.chosen:
            self.chosen.remove(here.id)
        else:
            self.chosen.append(here.id)
        self.post_message(self.Changed(self))
        self.show(self._draw, same_height=True)

    def on_focus(self) -> None:
        """Show the marker."""
        self.show(self._draw, same_height=True)

    def on_blur(self) -> None:
        """Hide the marker."""
        self.show(self._draw, same_height=True)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        if 0 <= event.y < len(self.options):
            self.at = event.y
            self.action_tick()

    def _draw(self, width: int) -> Lines:
        return [self._row(place, one, width) for place, one in enumerate(self.options)] or [blank()]

    def _row(self, place: int, one: Option, width: int) -> Content:
        on = one.id in self.chosen
        mark = ("[x]" if on else "[ ]") if self._several else ("(\u2022)" if on else "( )")
        mark = "\u2192" if self._is_deed else mark
        says = column(one.says, self._says_width) if one.beside else one.says
        row = line(words(f"{mark} "), words(says, "bold" if on else ""), words(f" {one.beside}")).truncate(
            width, ellipsis=True
        )
        if self.has_focus and place == self.at:
            return (row + Content(" " * max(0, width - row.cell_length))).stylize("reverse")
        return row
