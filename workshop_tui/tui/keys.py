"""Keys: declared once by a screen, and from there bound, shown, explained and found in the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding


@dataclass(frozen=True)
class Key:
    """One key, or several for the same thing.

    Args:
        keys: Textual's names of the keys, separated by commas.
        action: The action of the screen.
        says: What it does, in a word or two, for the key line.
        shown: How the key is written there; by default its own name.
        when: Whether it does something now; a key that does nothing is not shown.
        help: What it does in a sentence, for the help screen; by default what it says.
        line: Whether it stands in the key line.
        told: Whether it stands in the help and the palette; not so for the further digits of "1-5".
        first: Bound before the focused field sees it.
    """

    keys: str
    action: str
    says: str
    shown: str = ""
    when: Callable[[Any], bool] | None = None
    help: str = ""
    line: bool = True
    told: bool = True
    first: bool = False

    @property
    def written(self) -> str:
        """How the key is written on screen."""
        return self.shown or _WRITTEN.get(self.keys.split(",")[0], self.keys.split(",")[0])


_WRITTEN = {
    "enter": "enter", "escape": "esc", "right": "\u2192", "left": "\u2190", "up": "\u2191", "down": "\u2193",
    "backspace": "\u232b", "delete": "del", "question_mark": "?", "full_stop": ".", "slash": "/", "space": "space",
    "ctrl+p": "ctrl+p", "tab": "tab", "plus": "+", "minus": "-",
}  # fmt: skip


def bindings(keys: Sequence[Key]) -> list[Binding]:
    """Textual's bindings of these keys; the ids are the actions, so that keys can be remapped."""
    return [
        Binding(key.keys, key.action, key.says, show=key.line, priority=key.first, id=key.action.split("(")[0])
        for key in keys
    ]
