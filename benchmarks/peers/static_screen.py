"""A screen full of static text, with one line of text that changes on each key: the least a key press can cost."""

from __future__ import annotations

import sys

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class StaticScreen(App[None]):
    """A text that fills the terminal but for its last line, and that line."""

    CSS = "#text { height: 1fr; } #line { height: 1; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text, self._pressed = text, 0

    def compose(self) -> ComposeResult:
        """The text and the line."""
        yield Static(self._text, id="text", markup=False)
        yield Static("no key yet", id="line", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Count; nothing but the one line is painted again, and nothing is laid out again."""
        self._pressed += 1
        self.query_one("#line", Static).update(f"{self._pressed} keys pressed", layout=False)


if __name__ == "__main__":
    columns, rows = int(sys.argv[1]), int(sys.argv[2])
    row = ("words that stand still and say nothing " * columns)[:columns]
    StaticScreen("\n".join([row] * (rows - 1))).run()
