"""Home: the sessions of the folder, and the way to a new one."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, column, line, words, wrapped
from workshop_tui.tui.screens.keyed import BLANK, COLOURS, HELP, KeyedScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import MessageLine, TopLine
from workshop_tui.tui.widgets.rows import Rows
from workshop_tui.words import cut, listed

if TYPE_CHECKING:
    from workshop_tui.store.shelf import Row

_CAN_BE_READ = "enter: earlier states that can be read."
_TEAM, _DAY, _STATE, _ACTIONS = 25, 11, 7, 6  # cells of the columns; where it stopped takes the rest


def _on_session(screen: HomeScreen) -> bool:
    row = screen.row_here
    return row is not None and row.wrong is None


def _on_file(screen: HomeScreen) -> bool:
    return screen.row_here is not None


def _on_lost(screen: HomeScreen) -> bool:
    """Whether the file under the marker cannot be used, but was kept when it could."""
    row = screen.row_here
    return row is not None and row.path in screen.kept


def _opens(screen: HomeScreen) -> bool:
    return not _on_lost(screen)


def _on_copy(screen: HomeScreen) -> bool:
    return screen.row_here is not None and bool(screen.row_here.copy_of)


def _on_mendable(screen: HomeScreen) -> bool:
    """Whether the file under the marker says itself that a copy of it could be read."""
    row = screen.row_here
    return row is not None and row.wrong is not None and "check --fix" in row.wrong.sentence


class HomeScreen(KeyedScreen):
    """A row a session; a file that cannot be used is a row with its reason."""

    PURPOSE = (
        "Your sessions: one file each, in the folder named at the top. Choose one with the arrow keys and press "
        "enter to go on where it stopped, or press n to set up a new workshop. To do counts open actions; it says "
        "later where a later session took them along. Something of a session with * waits on this computer, as after "
        "a power cut, or for a choice between two versions: opening it brings everything back. A copy is another file "
        "of the same session, which a sync service or a person made: m brings what it holds into the session. Nothing "
        "here leaves this computer."
    )
    KEYS = (
        Key("enter", "open", "open", when=_opens, help="Open the session and go on where it stopped"),
        Key("enter", "open", "earlier states", when=_on_lost, help="Earlier states of this file, that can be read"),
        Key("n", "new", "new workshop", help="Set up a new workshop"),
        Key(
            "f",
            "follow",
            "follow on",
            when=_on_session,
            help="Set up a new workshop that follows this one, with its open actions",
        ),
        Key("m", "bring_in", "bring in", when=_on_copy, help="Bring what this copy holds into the session itself"),
        Key("m", "mend", "readable copy", when=_on_mendable, help="Write a copy of this file that can be read"),
        Key("v", "versions", "versions", when=_on_file, help="Earlier states of the session, and going back to one"),
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
        self.kept: frozenset[Path] = frozenset()
        """Files that cannot be used, but of which earlier states are kept."""
        self._left_open: frozenset[Path] = frozenset()
        """Sessions of which something waits on this computer: most often they were not left properly."""
        self._to_choose: frozenset[Path] = frozenset()
        """Those of them that wait for a choice between two versions."""
        self._told = ""
        """What was said of such a file or session, to be taken away when it is so no more."""
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
        from workshop_tui.store.drawer import left_open
        from workshop_tui.store.shelf import shelf, trouble

        folder, state = self.app.folder, self.app.state_folder
        rows, told = shelf(folder), trouble(folder)
        left = frozenset(left_open(state, folder))
        self._to_choose = frozenset(path for path in left if self._waits_for_a_choice(path))
        lost = [row.path for row in rows if row.wrong is not None and not row.is_newer]  # a newer one can be read
        kept = frozenset(path for path in lost if self._is_kept(path))
        self.app.call_from_thread(self._show_rows, rows, told, left, kept)

    def _is_kept(self, path: Path) -> bool:
        from workshop_tui.going_back import is_kept  # only where a file is lost, for it takes time to import

        return is_kept(self.app.state_folder, path)

    def _waits_for_a_choice(self, path: Path) -> bool:
        from workshop_tui.recovery import to_choose  # only where something was left

        return bool(to_choose(path, self.app.state_folder))

    def _show_rows(self, rows: list[Row], told: str, left_open: frozenset[Path], kept: frozenset[Path]) -> None:
        self._tell("")
        if told:
            self.say(f"{told}.")
        is_first = not self._was_read
        self.rows, self._was_read = rows, True
        self._left_open, self.kept = left_open, kept
        self.query_one(Rows).draw(self._draw_rows)
        if self.app.left_behind:
            self.say(self.app.left_behind)
            self.app.left_behind = ""
        left, self.app.left = self.app.left, None
        if left is not None:
            self._mark(lambda row: row.path == left)
        elif is_first and self.query_one(Rows).at == 0:
            self._mark_today()
        if is_first and not told:
            self._tell(self._waits([row for row in rows if self._is_left(row)]))
        self.query_one("#head", Drawn).redraw()
        self.query_one("#foot", Drawn).redraw()
        self.show_keys()

    def _is_left(self, row: Row) -> bool:
        return row.wrong is None and row.path in self._left_open

    def _not_left(self, rows: list[Row]) -> str:
        """What to say of sessions that were not left properly: after a crash, or with the share gone."""
        if not rows:
            return ""
        more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
        were, it = ("were", "one with *") if more else ("was", "it")
        return (
            f"{cut(rows[0].team, 60)}{more} {were} not left properly: enter goes on with {it}, and nothing that was "
            "taken is lost."
        )

    def _waits(self, rows: list[Row]) -> str:
        """What to say of sessions of which something waits on this computer."""
        choices = [row for row in rows if row.path in self._to_choose]
        if choices and len(rows) == 1:
            return f"{cut(rows[0].team, 60)} waits for a choice between two versions: enter opens it, and ! shows both."
        return self._not_left(rows)

    def _tell(self, sentence: str) -> None:
        """Say this in the place of what was told before; anything else that stands there stays."""
        message = self.query_one("#message", MessageLine)
        if sentence or (self._told and message.text == self._told):
            self.say(sentence)
        self._told = sentence

    def _mark_today(self) -> None:
        """After a crash or a break, enter goes on with the workshop that was led."""
        today = self.app.clock().date()
        if not self._mark(self._is_left):
            self._mark(lambda row: row.state == "open" and row.date == today)

    def _mark(self, wanted: Callable[[Row], bool]) -> bool:
        """Put the marker on the first row that is wanted; false if there is none."""
        for place, row in enumerate(self.rows, 1):
            if wanted(row):
                self.query_one(Rows).highlighted = place
                return True
        return False

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Other keys may do something now."""
        event.stop()
        self.show_keys()
        row = self.row_here
        if row is not None and row.path in self.kept:
            self._tell(f"{cut(row.path.name, 60)} cannot be used as it is. {_CAN_BE_READ}")
        elif self._told.endswith(_CAN_BE_READ):
            self._tell("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the session under the marker, or set up a new one."""
        row = self.row_here
        if row is None:
            self.action_new()
        elif row.path in self.kept:
            self.action_versions()
        elif row.wrong is not None and not row.is_newer:
            self.say("This file cannot be used as it is; it stays untouched. workshop-tui check tells all about it.")
        else:
            self._open(row)

    def _open(self, row: Row) -> None:
        from workshop_tui.store.problem import FileProblem

        try:
            self.app.open_or_read(row.path)
        except FileProblem as error:
            self.say(error.first.short())
            return
        if row.copy_of and self.app.workshop is not None:
            self.app.workshop.tell(
                f"This is a copy of {row.copy_of}, and stays one. To bring it in there: q, then m on its row"
            )

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

    def action_versions(self) -> None:
        """Earlier states of the session under the marker."""
        from workshop_tui.tui.screens.versions import VersionsScreen

        if self.row_here is not None:
            self.app.push_screen(VersionsScreen(self.row_here.path))

    def action_bring_in(self) -> None:
        """Open the session that the file under the marker is a copy of, with what the copy holds brought in."""
        from workshop_tui.store.problem import FileProblem

        row = self.row_here
        if row is None or not row.copy_of:
            return
        try:
            self.app.bring_in(self.app.folder / row.copy_of, row.path)
        except FileProblem as error:
            self.say(error.first.short())

    def action_mend(self) -> None:
        """Write a copy of the file under the marker that can be read."""
        from workshop_tui.store import toml_in
        from workshop_tui.store.mend import mend
        from workshop_tui.store.mend import write as write_copy
        from workshop_tui.store.problem import FileProblem

        if self.row_here is None:
            return
        path = self.row_here.path
        try:
            mended = mend(toml_in.read_bytes(path))
            told = f"{write_copy(path, mended).name} is written; {listed([*mended.done])}." if mended else ""
        except FileProblem as error:
            told = error.first.short()
        self.read_folder()
        self.app.left_behind = told or "Nothing in this file can be mended by itself."

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
        if row.copy_of:
            where = f"copy {row.path.stem.removeprefix(Path(row.copy_of).stem).strip()}"
        return line(
            words("* ", "bold") if self._is_left(row) else "  ",
            words(column(row.team, _TEAM), "bold"),
            f" {column(_day(row.date), _DAY)} {column(row.state, _STATE)} ",
            f"{column(where, _where(width))} {actions.rjust(_ACTIONS)}",
        )

    def _draw_foot(self, width: int) -> Lines:
        if self.rows:
            return []
        if self._left_open and not os.path.isdir(self.app.folder):  # noqa: PTH112
            names = listed([cut(path.name, 60) for path in sorted(self._left_open)[:3]])
            return wrapped(
                f"The folder cannot be reached now. What was not saved yet of {names} is kept on this computer, and "
                "comes back with the folder: f5 looks again.",
                width,
            )
        return wrapped(
            "There is no session in this folder yet. Press enter to set up the first workshop. "
            "To look around first, quit and type: workshop-tui demo",
            width,
        )


def _where(width: int) -> int:
    return max(10, width - 2 - _TEAM - _DAY - _STATE - _ACTIONS - 4)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b} {day.year}"
