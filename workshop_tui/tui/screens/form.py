"""What the forms share: enter keeps, escape leaves, and nothing that was typed goes unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events

from workshop_tui.model.part import MOST_PEOPLE
from workshop_tui.tui.keys import Key
from workshop_tui.tui.screens.keyed import COLOURS, SCROLL, KeyedScreen
from workshop_tui.tui.widgets.field import Field
from workshop_tui.workshop import NotTaken


def read_number(field: Field, least: int, most: int) -> int | None:
    """The whole number that was typed; None, and the mistake told beside the field, for anything else."""
    typed = field.typed.strip()
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    right = number is not None and least <= number <= most
    field.tell("" if right else f"A whole number from {least} to {most}")
    return number if right else None


def people_in(field: Field) -> int | None:
    """How many people were typed; None, and the mistake told beside the field, for what cannot be."""
    return read_number(field, 1, MOST_PEOPLE)


class FormScreen(KeyedScreen):
    """A screen in which people's words are typed."""

    SHARED_KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f1", "help", "help", shown="f1", help="Say what this screen is for and what its keys do"),
        Key("f2", "blank", "blank", shown="f2", help="Blank the screen for the room", first=True),
        COLOURS,
        *SCROLL,
    )
    _leaving = False

    @property
    def unkept(self) -> bool:
        """Whether something is typed that is not kept."""
        return False

    def close(self) -> None:
        """Leave the form."""
        self.dismiss()

    def action_leave(self) -> None:
        """Leave; if something is typed that is not kept, only when meant twice."""
        if self.unkept and not self._leaving:
            self._leaving = True
            self.say("What you typed is not kept yet; esc again lets it go.")
            return
        self.stay()
        self.close()

    def stay(self) -> None:
        """Whoever goes on in the form did not mean to leave it."""
        if self._leaving:
            self._leaving = False
            self.say("")

    def on_key(self, event: events.Key) -> None:
        """A message stands until the next key."""
        if event.key != "escape":
            self._leaving = False
            self.say("")

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do something that must be kept, or say why it could not be: the form stays as it is then."""
        try:
            do()
        except NotTaken as error:
            self.say(f"{error}.")
            return False
        return True
