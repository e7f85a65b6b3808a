"""A field for people's words: what is typed or pasted loses its control characters on the way in."""

from __future__ import annotations

from textual.widgets import Input

from workshop_tui.words import clean


class WordsInput(Input):
    """One line of text. Enter, tab and escape are the screen's.

    Typing into a short answer (a day, a number) replaces it; a longer text is gone on with.

    A value that was read from a file is shown cleaned, and :attr:`typed` is the value as it was read
    unless somebody changed it: opening a form alters nothing.
    """

    DEFAULT_CSS = """
    WordsInput { background: $panel; color: $foreground; }
    WordsInput:focus { background: $chosen; text-style: bold; }
    WordsInput > .input--placeholder { color: $quiet; }
    """

    def __init__(
        self, value: str = "", *, placeholder: str = "", is_short: bool = False, id: str | None = None
    ) -> None:
        self._as_read = value
        super().__init__(clean(value), placeholder=placeholder, id=id, compact=True, select_on_focus=is_short)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self._as_read if self.value == clean(self._as_read) else self.value.strip()

    @property
    def is_changed(self) -> bool:
        """Whether somebody changed what stood here."""
        return self.value != clean(self._as_read)

    def fill(self, text: str) -> None:
        """Show other words, as they were read."""
        self._as_read = text
        self.value = clean(text)
        self.cursor_position = len(self.value)

    def validate_value(self, value: str) -> str:
        """Let nothing in that could steer a terminal."""
        return clean(value)
