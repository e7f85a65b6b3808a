"""What every screen shares: the line at the top, the message line and the keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from textual import events
from textual.content import Content
from textual.message import Message

from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, line, sides, words, wrapped
from workshop_tui.tui.widgets.drawn import Drawn

_MOST_LINES = 3


class TopLine(Drawn):
    """Where we are in the day, and whether all is kept."""

    DEFAULT_CSS = "TopLine { dock: top; height: 2; padding: 0 1; color: $foreground; }"

    text: tuple[str, str] | None = None

    def say(self, left: str, right: str) -> None:
        """Show both ends of the line."""
        if (left, right) == self.text:
            return
        self.text = (left, right)

        def drawing(width: int) -> Lines:
            return [sides(words(left, "bold"), words(right), width), words("\u2500" * width, "$quiet")]

        self.show(drawing, same_height=True)


class MessageLine(Drawn):
    """One sentence to the facilitator, until the next key: whole, in at most three lines."""

    DEFAULT_CSS = "MessageLine { height: auto; max-height: 3; padding: 0 1; color: $warning; text-style: bold; }"

    text = ""

    def say(self, text: str) -> None:
        """Show a sentence; an empty one clears the line."""
        if text != self.text:
            width = self.content_size.width
            same_height = _rows_of(text, width) == _rows_of(self.text, width)
            self.text = text
            self.show(lambda width: wrapped(text, width, most=_MOST_LINES) or [blank()], same_height=same_height)


def _rows_of(text: str, width: int) -> int:
    return max(1, len(wrapped(text, width, most=_MOST_LINES)))


class KeyLine(Drawn):
    """The keys that do something now, in at most three lines; a click on one presses it."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: auto; max-height: 3; padding: 0 1; background: $panel; }"

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: list[Key] = []
        self._places: list[tuple[int, int, int, Key]] = []

    def say(self, keys: Sequence[Key]) -> None:
        """Show these keys."""
        if list(keys) != self._keys:
            self._keys = list(keys)
            self.show(self._draw_keys)

    def _draw_keys(self, width: int) -> Lines:
        rows: list[list[Content]] = [[]]
        used = 0
        self._places = []
        for key in self._keys:
            piece = _piece(key.written, key.says)
            size = piece.cell_length
            if used and used + 2 + size > width:
                rows.append([])
                used = 0
            elif used:
                rows[-1].append(Content("  "))
                used += 2
            self._places.append((len(rows) - 1, used, used + size, key))
            rows[-1].append(piece)
            used += size
        return [line(*pieces) for pieces in rows[:_MOST_LINES]]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        place = event.get_content_offset(self)
        for row, start, end, key in self._places:
            if place is not None and place.y == row and start <= place.x < end:
                self.post_message(self.Pressed(key))


@cache
def _piece(written: str, says: str) -> Content:
    """One key as it stands in the key line; there are few, and each is drawn again and again."""
    return line(words(written, "bold $primary"), words(f" {says}"))
