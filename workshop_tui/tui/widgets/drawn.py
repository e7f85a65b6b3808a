"""A piece of the screen that is drawn by a pure function of its width."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from workshop_tui.tui.safe_text import Lines, blank

Drawing = Callable[[int], Lines]


class Drawn(Widget):
    """Shows what a drawing makes of the width there is; as high as that needs.

    Args:
        drawing: Width in cells in, lines out. Every text in them is harmless already (``safe_text``).
    """

    DEFAULT_CSS = "Drawn { height: auto; width: 1fr; text-wrap: nowrap; }"

    def __init__(self, drawing: Drawing | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.auto_links = False  # nothing that is shown is a link, so none is looked for
        self._drawing = drawing or (lambda _: [blank()])
        self._lines: tuple[int, Lines] | None = None

    def show(self, drawing: Drawing, *, same_height: bool = False) -> None:
        """Show something else. With ``same_height`` nothing around it is laid out again.

        Without it that is found out: what looks as before is not painted again, and what is as high as
        before leaves all around it as it is.
        """
        self._drawing = drawing
        before, self._lines = self._lines, None
        if same_height or before is None:
            self.refresh(layout=not same_height)
            return
        width, lines = before
        drawn = self.lines(width)
        if len(drawn) != len(lines):
            self.refresh(layout=True)
        elif not all(one.is_same(other) for one, other in zip(drawn, lines, strict=True)):
            self.refresh()

    def redraw(self) -> None:
        """Draw the same again, since what it is drawn from has changed."""
        self.show(self._drawing)

    def lines(self, width: int) -> Lines:
        """What is shown at this width."""
        if self._lines is None or self._lines[0] != width:
            self._lines = (width, self._drawing(width))
        return self._lines[1]

    def render(self) -> Content:
        """Textual's door."""
        return Content("\n").join(self.lines(self.content_size.width or self.app.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the lines need."""
        return len(self.lines(width))
