"""Notes on an item, or on the day: what works, what worries us, evidence, one step up."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui.analysis.plain_words import HEADS_IN_WORDS
from workshop_tui.changes import notes
from workshop_tui.model.session import HEADS, Head, ItemKey, Note
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import line, words
from workshop_tui.tui.screens.form import FormScreen
from workshop_tui.tui.widgets.field import Field
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.rows import Rows
from workshop_tui.tui.widgets.words_input import WordsInput
from workshop_tui.workshop import Workshop, new_id


def _listing(screen: NotesScreen) -> bool:
    return not screen.is_writing


def _on_note(screen: NotesScreen) -> bool:
    return _listing(screen) and screen.note_here is not None


class NotesScreen(FormScreen):
    """Four heads; a digit starts a note under one of them.

    Args:
        workshop: The open session.
        key: The item, or None for the day as a whole.
    """

    PURPOSE = (
        "Write down what is said, in the words of the room and never with a name. "
        "Each note is kept when you press enter."
    )
    KEYS = (
        *(
            Key(
                str(number),
                f"write({number - 1})",
                head,
                when=_listing,
                help=f"New note: {HEADS_IN_WORDS[head].lower()}",
            )
            for number, head in enumerate(HEADS, 1)
        ),
        Key("enter", "choose", "change", when=_on_note, help="Change the note, or write one under this head"),
        Key(
            "delete,x", "remove", "remove", shown="x", when=_on_note, help="Take the note away (ctrl+z brings it back)"
        ),
        Key("ctrl+z", "undo", "undo", when=lambda screen: _listing(screen) and screen.workshop.undoable > 0),
        Key("escape,q", "leave", "back", shown="esc", when=_listing),
        Key("enter", "keep", "keep it", when=lambda screen: screen.is_writing, first=True),
        Key("escape", "leave", "stop writing", when=lambda screen: screen.is_writing, first=True),
        *FormScreen.SHARED_KEYS,
    )
    AUTO_FOCUS = "Rows"
    SCROLLS = False
    DEFAULT_CSS = """
    NotesScreen #writing { display: none; dock: bottom; height: 2; margin-bottom: 1; }
    NotesScreen.-writing #writing { display: block; }
    """

    def __init__(self, workshop: Workshop, key: ItemKey | None) -> None:
        super().__init__()
        self.workshop, self._key = workshop, key
        self._rows: list[Note | Head] = []
        self._head: Head = "works"
        self._editing: Note | None = None
        self.is_writing = False

    def body(self) -> Iterable[Widget]:
        """The notes, and the line to write on."""
        yield Rows(id="list")
        yield Field("", WordsInput(id="text"), answer_width=0, id="writing")

    def on_mount(self) -> None:
        """Show the notes."""
        super().on_mount()
        self._show()

    def show_top(self) -> None:
        """Which item."""
        rating = self.workshop.session.rating(self._key) if self._key else None
        self.query_one("#top", TopLine).say(f"Notes: {rating.title if rating else 'the day'}", "counted, not named")

    @property
    def note_here(self) -> Note | None:
        """The note under the marker."""
        place = self.query_one(Rows).at if self.is_mounted else None
        row = self._rows[place] if place is not None and place < len(self._rows) else None
        return row if isinstance(row, Note) else None

    def _notes(self) -> list[Note]:
        key = self._key or ItemKey("", "")
        return list(self.workshop.session.notes_on(key))

    def _show(self) -> None:
        found = self._notes()
        self._rows = []
        for head in HEADS:
            self._rows += [head, *(note for note in found if note.head == head)]
        self.query_one(Rows).draw(lambda _: [self._row(row) for row in self._rows])
        self.show_keys()

    def _row(self, row: Note | Head) -> Content:
        if isinstance(row, Note):
            return line("    ", words(row.text))
        return line(words(f"{HEADS.index(row) + 1} {HEADS_IN_WORDS[row]}", "bold"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Other keys may do something now."""
        event.stop()
        self.show_keys()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        if not self.is_writing:
            self.action_choose()

    def action_choose(self) -> None:
        """Change a note, or write one under a head."""
        place = self.query_one(Rows).at
        row = self._rows[place] if place is not None else "works"
        if isinstance(row, Note):
            self._write(row.head, row)
        else:
            self._write(row)

    def on_key(self, event: events.Key) -> None:
        """Who types at once is told that a head comes first; nothing that is typed by mistake does anything."""
        super().on_key(event)
        if not self.is_writing and event.character and event.character.isalpha() and event.key not in ("q", "x"):
            self.say("First choose a head: 1 works, 2 worries, 3 evidence, 4 one step. Then write.")

    def action_write(self, place: int) -> None:
        """Start a note under a head."""
        self._write(HEADS[place])

    def _write(self, head: Head, note: Note | None = None) -> None:
        self._head, self._editing, self.is_writing = head, note, True
        self.add_class("-writing")
        field = self.query_one("#writing", Field)
        field.relabel(head)
        field.fill(note.text if note else "")
        self.set_focus(field.answer)
        self.show_keys()

    def action_keep(self) -> None:
        """Keep the note and go back to the list, where a digit starts the next one."""
        field = self.query_one("#writing", Field)
        text = field.typed
        if not text.strip():
            self._stop()
            return
        note = self._editing
        if note is not None:
            kept = self.attempt(
                lambda: self.workshop.take("the change of a note", notes.edit, note.id, note.head, text)
            )
        else:
            kept = self.attempt(lambda: self.workshop.take("a note", notes.add, new_id(), self._key, self._head, text))
        if kept:
            self._stop()
            self.say("Kept. 1 to 4 writes the next one, esc goes back.")

    @property
    def unkept(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.is_writing and self.query_one("#writing", Field).is_changed

    def close(self) -> None:
        """Stop writing; then go back."""
        if self.is_writing:
            self._stop()
        else:
            self.dismiss()

    def _stop(self) -> None:
        self.is_writing = False
        self.remove_class("-writing")
        self.set_focus(self.query_one(Rows))
        self._show()

    def action_remove(self) -> None:
        """Take the note away."""
        note = self.note_here
        if note is not None and self.attempt(
            lambda: self.workshop.take("a note that was removed", notes.remove, note.id)
        ):
            self._show()
            self.say("Removed. ctrl+z brings it back.")

    def action_undo(self) -> None:
        """Take the last change back."""
        label: str | None = None

        def undo() -> None:
            nonlocal label
            label = self.workshop.undo()

        if self.attempt(undo):
            self._show()
            self.say(f"Taken back: {label}." if label else "There is nothing to take back.")
