"""What every screen shares: the line at the top, the message line and the keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, line, sides, words
from workshop_tui.tui.widgets.drawn import Drawn

_MOST_LINES = 3


class TopLine(Drawn):
    """Where we are in the day, and whether all is kept."""

    DEFAULT_CSS = "TopLine { dock: top; height: 2; padding: 0 1; color: $foreground; }"

    def say(self, left: str, right: str) -> None:
        """Show both ends of the line."""

        def drawing(width: int) -> Lines:
            return [sides(words(left, "bold"), words(right), width), words("\u2500" * width, "$quiet")]

        self.show(drawing, same_height=True)


class MessageLine(Drawn):
    """One sentence to the facilitator, until the next key."""

    DEFAULT_CSS = "MessageLine { height: 1; padding: 0 1; color: $warning; text-style: bold; }"

    text = ""

    def say(self, text: str) -> None:
        """Show a sentence; an empty one clears the line."""
        if text != self.text:
            self.text = text
            self.show(lambda width: [words(text).truncate(width, ellipsis=True)], same_height=True)


class KeyLine(Drawn):
    """The keys that do something now, in at most three lines; a click on one presses it."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: auto; max-height: 3; padding: 0 1; background: $panel; }"

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    _places: list[tuple[int, int, int, Key]]

    def say(self, keys: Sequence[Key]) -> None:
        """Show these keys."""
        self.show(lambda width: self._laid_out(keys, width))

    def _laid_out(self, keys: Sequence[Key], width: int) -> Lines:
        lines: Lines = [blank()]
        self._places = []
        for key in keys:
            piece = line(words(key.written, "bold $primary"), words(f" {key.says}"))
            gap = Content("  ") if lines[-1].cell_length else blank()
            if lines[-1].cell_length and lines[-1].cell_length + 2 + piece.cell_length > width:
                lines.append(blank())
                gap = blank()
            start = lines[-1].cell_length + len(gap.plain)
            self._places.append((len(lines) - 1, start, start + piece.cell_length, key))
            lines[-1] = lines[-1] + gap + piece
        return lines[:_MOST_LINES]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        place = event.get_content_offset(self)
        for row, start, end, key in self._places:
            if place is not None and place.y == row and start <= place.x < end:
                self.post_message(self.Pressed(key))
