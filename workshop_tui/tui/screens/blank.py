"""Nothing to see: the projector tells no secrets."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from workshop_tui.tui.safe_text import words
from workshop_tui.tui.widgets.drawn import Drawn


class BlankScreen(ModalScreen[None]):
    """The same key, escape, space or enter brings the screen back; no other key does anything."""

    BINDINGS = [Binding("full_stop,f2,escape,space,enter", "back", "back")]
    DEFAULT_CSS = """
    BlankScreen { background: $background; align: center bottom; }
    BlankScreen Drawn { width: auto; min-width: 60; color: $quiet; }
    """

    def compose(self) -> ComposeResult:
        """One quiet word at the bottom, so that nobody thinks the program has gone."""
        yield Drawn(lambda _: [words("blank for the room: press . to show the screen again")])

    def action_back(self) -> None:
        """Show the screen again."""
        self.dismiss()
