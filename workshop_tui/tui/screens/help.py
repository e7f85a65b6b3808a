"""Help for the screen that one is on: what it is for, and what each key does now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual.widget import Widget

from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging, words, wrapped
from workshop_tui.tui.screens.keyed import BLANK, SCROLL, KeyedScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import TopLine


class HelpScreen(KeyedScreen):
    """Any of the keys that leave it goes back."""

    KEYS = (
        Key("escape,question_mark,enter,q", "back", "back", shown="esc"),
        BLANK,
        *(replace(key, line=True) for key in SCROLL),
    )

    def __init__(self, purpose: str, keys: Sequence[Key]) -> None:
        super().__init__()
        self._purpose, self._keys = purpose, [key for key in keys if key.told]

    def body(self) -> Iterable[Widget]:
        """Purpose and keys."""
        yield Drawn(self._draw)

    def show_top(self) -> None:
        """Name the screen."""
        self.query_one("#top", TopLine).say("Help for this screen", "")

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def _draw(self, width: int) -> Lines:
        lines: Lines = [*wrapped(self._purpose, min(width, 90)), blank()]
        for key in self._keys:
            text = key.help or key.says
            lines += hanging(words(key.written, "bold $primary"), f"{text[:1].upper()}{text[1:]}", 12, min(width, 100))
        return lines
