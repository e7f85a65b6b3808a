"""A list of rows to move in, each drawn by a pure function of the width; enter or a click chooses one."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

RowsDrawing = Callable[[int], list[Content]]


class Rows(OptionList):
    """An option list without a frame. It keeps its place when it is drawn anew, and draws for its own width."""

    DEFAULT_CSS = """
    Rows {
        border: none; padding: 0; height: 1fr; background: $background;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    Rows:focus { border: none; background-tint: $foreground 0%; }
    Rows > .option-list--option { padding: 0; }
    Rows > .option-list--option-highlighted { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._drawing: RowsDrawing = lambda _: []
        self._start = 0
        self._drawn_at = 0

    def draw(self, drawing: RowsDrawing, *, start: int = 0) -> None:
        """Show what the drawing makes of the width; the marker stays where it was, or begins at ``start``."""
        self._drawing, self._start = drawing, start
        self._drawn_at = self.scrollable_content_region.width or self.app.size.width
        rows = drawing(self._drawn_at)
        place = self.highlighted
        self.clear_options()
        self.add_options([Option(row) for row in rows])
        self.highlighted = min(start if place is None else place, len(rows) - 1) if rows else None

    def on_resize(self, event: events.Resize) -> None:
        """Draw again for the new width."""
        if self.option_count and self.scrollable_content_region.width != self._drawn_at:
            self.draw(self._drawing, start=self._start)

    @property
    def at(self) -> int | None:
        """The row under the marker."""
        return self.highlighted
