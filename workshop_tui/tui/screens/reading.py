"""A session as plain text, to read: where nothing can be changed, or should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from textual.content import Content
from textual.widget import Widget

from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging
from workshop_tui.tui.screens.keyed import BLANK, COLOURS, HELP, SCROLL, KeyedScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import TopLine


class ReadingScreen(KeyedScreen):
    """All that the screens say of one session, in lines.

    Args:
        heading: Whose session it is.
        says: What kind of reading this is, for the right end of the top line.
        text: Makes the text, once it is drawn.
    """

    PURPOSE = "A session to read. You can read all of it; nothing can be changed here. esc goes back."
    KEYS = (
        Key("escape,enter,q", "back", "back", shown="esc"),
        HELP,
        BLANK,
        COLOURS,
        *(replace(key, line=True) for key in SCROLL),
    )
    DEFAULT_CSS = "ReadingScreen > #body { padding: 0 0 0 1; }"  # a line of the text has 78 cells

    def __init__(self, heading: str, says: str, text: Callable[[], str]) -> None:
        super().__init__()
        self._heading, self._says, self._make = heading, says, text
        self._text: list[str] | None = None

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield Drawn(self._draw)

    def show_top(self) -> None:
        """Whose, and that it is for reading."""
        self.query_one("#top", TopLine).say(self._heading, self._says)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def _draw(self, width: int) -> Lines:
        if self._text is None:
            self._text = self._make().split("\n")
        return [one for row in self._text for one in _fitted(row, width)]


def _fitted(row: str, width: int) -> Lines:
    """A line of plain text in as many as it needs, each set as far in."""
    indent = len(row) - len(row.lstrip(" "))
    return hanging(Content(" " * indent), row[indent:], indent, width) if row else [blank()]
