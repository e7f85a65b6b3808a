"""Home: the sessions of the folder, and the way to a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, column, line, words, wrapped
from workshop_tui.tui.screens.keyed import BLANK, COLOURS, HELP, KeyedScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workshop_tui.store.shelf import Row

_TEAM, _DAY, _STATE, _ACTIONS = 25, 11, 6, 6  # cells of the columns; where it stopped takes the rest


def _on_session(screen: HomeScreen) -> bool:
    row = screen.row_here
    return row is not None and row.wrong is None


class HomeScreen(KeyedScreen):
    """A row a session; a file that cannot be used is a row with its reason."""

    PURPOSE = (
        "Your sessions: one file each, in the folder named at the top. Choose one with the arrow keys and press "
        "enter to go on where it stopped, or press n to set up a new workshop. To do counts open actions; it says "
        "later where a later session took them along. Nothing here leaves this computer."
    )
    KEYS = (
        Key("enter", "open", "open", help="Open the session and go on where it stopped", line=True),
        Key("n", "new", "new workshop", help="Set up a new workshop"),
        Key(
            "f",
            "follow",
            "follow on",
            when=_on_session,
            help="Set up a new workshop that follows this one, with its open actions",
        ),
        HELP,
        Key("q", "leave", "quit", help="Leave the program; everything is kept"),
        Key("f5", "reload", "look again", help="Read the folder again", line=False),
        BLANK,
        COLOURS,
        Key("ctrl+p", "find", "palette", help="Do anything by typing part of its name", line=False),
    )
    DEFAULT_CSS = """
    HomeScreen #head { color: $quiet; }
    """
    AUTO_FOCUS = "Rows"
    SCROLLS = False

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._was_read = False

    def body(self) -> Iterable[Widget]:
        """The list, with the way to a new workshop first."""
        yield Drawn(self._draw_head, id="head")
        yield Rows(id="sessions")
        yield Drawn(self._draw_foot, id="foot")

    def on_mount(self) -> None:
        """The first picture first; the folder is read after it."""
        super().on_mount()
        self.query_one(Rows).draw(self._draw_rows)
        self.call_after_refresh(self.read_folder)

    def on_screen_resume(self) -> None:
        """What another screen changed is read again."""
        super().on_screen_resume()
        if self._was_read:
            self.read_folder()

    def show_top(self) -> None:
        """Name the folder."""
        where = "worked example, thrown away when you leave" if self.app.is_demo else str(self.app.folder)
        self.query_one("#top", TopLine).say("Workshops", where)

    @property
    def row_here(self) -> Row | None:
        """The session under the marker."""
        place = self.query_one(Rows).at if self.is_mounted else None
        return self.rows[place - 1] if place and place <= len(self.rows) else None

    @work(thread=True, exclusive=True)
    def read_folder(self) -> None:
        """Read the folder beside the screen, and show what was found."""
        from workshop_tui.store.shelf import shelf, trouble

        rows, told = shelf(self.app.folder), trouble(self.app.folder)
        self.app.call_from_thread(self._show_rows, rows, told)

    def _show_rows(self, rows: list[Row], told: str) -> None:
        if told:
            self.say(f"{told}.")
        is_first = not self._was_read
        self.rows, self._was_read = rows, True
        self.query_one(Rows).draw(self._draw_rows)
        left, self.app.left = self.app.left, None
        if left is not None:
            self._mark(lambda row: row.path == left)
        elif is_first and self.query_one(Rows).at == 0:
            self._mark_today()
        self.query_one("#head", Drawn).redraw()
        self.query_one("#foot", Drawn).redraw()
        self.show_keys()

    def _mark_today(self) -> None:
        """After a crash or a break, enter goes on with the workshop of today."""
        today = self.app.clock().date()
        self._mark(lambda row: row.state == "open" and row.date == today)

    def _mark(self, wanted: Callable[[Row], bool]) -> None:
        for place, row in enumerate(self.rows, 1):
            if wanted(row):
                self.query_one(Rows).highlighted = place
                return

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Other keys may do something now."""
        event.stop()
        self.show_keys()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the session under the marker, or set up a new one."""
        row = self.row_here
        if row is None:
            self.action_new()
        elif row.wrong is not None:
            self.say("This file cannot be used as it is; it stays untouched. workshop-tui check tells all about it.")
        else:
            self._open(row)

    def _open(self, row: Row) -> None:
        from workshop_tui.store.problem import FileProblem

        try:
            self.app.open_session(row.path)
        except FileProblem as error:
            self.say(error.first.short())

    def action_new(self) -> None:
        """Set up a new workshop."""
        from workshop_tui.tui.screens.setup import SetupScreen

        organisation = next((row.organisation for row in self.rows if row.organisation), "")
        self.app.push_screen(SetupScreen(organisation=organisation))

    def action_follow(self) -> None:
        """Set up a workshop that follows the one under the marker."""
        from workshop_tui.tui.screens.setup import SetupScreen

        row = self.row_here
        if row is not None and row.wrong is None:
            self.app.push_screen(SetupScreen(follows=row.path))

    def action_reload(self) -> None:
        """Read the folder again."""
        self.read_folder()

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _draw_head(self, width: int) -> Lines:
        if not self.rows:
            return []
        heads = (("Team", _TEAM), ("Day", _DAY), ("State", _STATE), ("Where it stopped", _where(width - 1)))
        return [words(f"  {' '.join(column(head, cells) for head, cells in heads)} To do")]

    def _draw_rows(self, width: int) -> list[Content]:
        return [line("+ ", words("New workshop", "bold")), *(self._draw_row(row, width) for row in self.rows)]

    def _draw_row(self, row: Row, width: int) -> Content:
        if row.wrong is not None:
            return line("! ", words(column(row.path.name, _TEAM)), " ", row.wrong.sentence[:300]).truncate(
                width, ellipsis=True
            )
        actions = "later" if row.is_followed else str(row.open_actions) if row.open_actions else "-"
        where = f"file {row.path.stem}" if row.is_double else row.where
        return line(
            "  ",
            words(column(row.team, _TEAM), "bold"),
            f" {column(_day(row.date), _DAY)} {column(row.state, _STATE)} ",
            f"{column(where, _where(width))} {actions.rjust(_ACTIONS)}",
        )

    def _draw_foot(self, width: int) -> Lines:
        if self.rows:
            return []
        return wrapped(
            "There is no session in this folder yet. Press enter to set up the first workshop. "
            "To look around first, quit and type: workshop-tui demo",
            width,
        )


def _where(width: int) -> int:
    return max(10, width - 2 - _TEAM - _DAY - _STATE - _ACTIONS - 4)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b} {day.year}"
