"""Earlier states of a session: what changed from one to the next, reading one, going back to one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from workshop_tui import going_back
from workshop_tui.not_taken import NotTaken
from workshop_tui.reports import as_text
from workshop_tui.store.problem import FileProblem
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, column, hanging, line, words, wrapped
from workshop_tui.tui.screens.keyed import BLANK, COLOURS, HELP, SCROLL, KeyedScreen
from workshop_tui.tui.screens.reading import ReadingScreen
from workshop_tui.tui.screens.step_screen import StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.rows import Rows
from workshop_tui.words import listed

if TYPE_CHECKING:
    from workshop_tui.going_back import Earlier, History, Restored
    from workshop_tui.workshop import Workshop

_WHEN = 18  # cells of the day and time
_WIDEST = 100
_NOTHING = (
    "This computer has kept no earlier state of this session yet. It keeps one before the first change, at each step, "
    "and when you leave."
)


def _can_read(screen: VersionsScreen) -> bool:
    return screen.here is not None and screen.here.session is not None and not screen.is_asking


def _can_go_back(screen: VersionsScreen) -> bool:
    return screen.here is not None and screen.here.is_another and not screen.is_busy


class VersionsScreen(KeyedScreen):
    """The states that this computer kept of one session, a row each.

    Args:
        path: The session's file; it need not be one that can be used.
        workshop: The session, where it is open: going back is a change like any other then.
    """

    PURPOSE = (
        "Earlier states of this session, as this computer kept them: when it was opened, at each step, on leaving, and "
        "what somebody else wrote. Beneath the list stands what changed from the state before. enter reads a state, r "
        "goes back to it; what there is now is kept as a version too, so that you can come back."
    )
    KEYS = (
        Key("enter", "read", "read it", when=_can_read, help="Read the state under the marker; nothing can be changed"),
        Key("r", "restore", "go back to it", when=_can_go_back, help="Go back to this state; asks first"),
        Key("escape", "stop_asking", "leave it", when=lambda screen: screen.is_asking),
        Key("escape,q", "back", "back", shown="esc", when=lambda screen: not screen.is_asking),
        HELP,
        BLANK,
        COLOURS,
        *SCROLL,
    )
    AUTO_FOCUS = "Rows"
    SCROLLS = False
    SCROLLED = "#around"
    DEFAULT_CSS = """
    VersionsScreen Rows { height: auto; max-height: 50%; }
    VersionsScreen #column { color: $quiet; }
    VersionsScreen #around { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, path: Path, workshop: Workshop | None = None) -> None:
        super().__init__()
        self._path, self._workshop = path, workshop
        self.found: History | None = None
        self.is_asking = self.is_busy = False

    def body(self) -> Iterable[Widget]:
        """What is so now, the states, and what changed in the one under the marker."""
        yield Drawn(self._draw_head, id="head")
        yield Drawn(self._draw_column, id="column")
        yield Rows(id="list")
        with VerticalScroll(id="around", can_focus=False):
            yield Drawn(self._draw_changed, id="changed")

    def on_mount(self) -> None:
        """The first picture first; the states are read after it."""
        super().on_mount()
        self.call_after_refresh(self._look)

    def show_top(self) -> None:
        """Name the session's file."""
        self.query_one("#top", TopLine).say("Versions", self._path.name)

    @property
    def here(self) -> Earlier | None:
        """The state under the marker."""
        place = self.query_one(Rows).at if self.is_mounted else None
        states = self.found.states if self.found else ()
        return states[place] if place is not None and place < len(states) else None

    # Showing

    @work(thread=True, exclusive=True, group="look")
    def _look(self, says: str = "") -> None:
        """Read what was kept beside the screen, since it may be much."""
        now = self._workshop.session if self._workshop is not None else None
        found = going_back.history(self.app.state_folder, self._path, now)
        self.app.call_from_thread(self._show, found, says)

    def _show(self, found: History, says: str) -> None:
        if not self.is_mounted:
            return
        self.found, self.is_busy = found, False
        self.query_one(Rows).draw(self._draw_rows)
        for drawn in self.query(Drawn):
            drawn.redraw()
        self.show_keys()
        if says:
            self.say(says)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Other changes, perhaps other keys; who goes to another state did not mean to go back to the last one."""
        event.stop()
        self.is_asking = False
        self.query_one("#around").scroll_home(animate=False)
        self.query_one("#changed", Drawn).redraw()
        self.show_keys()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_read()

    def on_key(self, event: events.Key) -> None:
        """A message stands until the next key; going back must be meant twice in a row."""
        if event.key not in ("r", "escape") and not self.is_busy:
            self.action_stop_asking()

    def _draw_head(self, width: int) -> Lines:
        width, found = min(width, _WIDEST), self.found
        if found is None:
            return [words("Looking for earlier states\u2026")]
        lines: Lines = []
        if found.wrong is not None:
            at = f"line {found.wrong.line}: " if found.wrong.line else ""
            lines += wrapped(f"This file cannot be used: {at}{found.wrong.sentence}.", width, "bold $warning", most=3)
        if not found.states:
            return [*lines, blank(), *wrapped(_NOTHING, width)]
        if found.since:
            since = f"Changed since the newest one: {listed([*found.since[:2], *_rest(found.since[2:])])}."
            lines += wrapped(since, width, most=3)
        return [*lines, blank()] if lines else []

    def _draw_column(self, width: int) -> Lines:
        if self.found is None or not self.found.states:
            return []
        return [words(f"{' ' * 7}{column('Kept', _WHEN)}      What changed")]

    def _draw_rows(self, width: int) -> list[Content]:
        return [self._draw_row(one, width) for one in self.found.states] if self.found else []

    def _draw_row(self, one: Earlier, width: int) -> Content:
        at = one.version.at
        day = "" if at.date() == self.app.clock().date() else f"{at.day} {at:%b} {at.year}, "
        kept = f"{one.number:>3}  {column(f'{day}{at:%H:%M}', _WHEN)} "
        says = (one.wrong or one.changed[0])[:300]
        is_now = words("now  " if one.is_now else "     ", "bold")
        return line("! " if one.wrong else "  ", kept, is_now, says).truncate(width, ellipsis=True)

    def _draw_changed(self, width: int) -> Lines:
        one = self.here
        if one is None:
            return []
        width = min(width, _WIDEST)
        lines: Lines = [blank()]
        if one.is_now:
            lines += wrapped("This is what there is now.", width, "bold")
        if one.wrong:
            lines += wrapped(f"This version {one.wrong}.", width, "bold $warning")
        for said in one.changed:
            lines += hanging(words(" \u2022"), said, 3, width)
        return lines

    # Doing

    def action_read(self) -> None:
        """Read the state under the marker."""
        one = self.here
        if one is not None and one.session is not None and not self.is_asking:
            was = going_back.as_it_was(one.version.at, self.app.clock())
            told = partial(going_back.account, self._path, one.session, self.app.clock().date())
            self.app.push_screen(ReadingScreen(one.session.team, f"{was}, read only", lambda: as_text.session(told())))

    def action_restore(self) -> None:
        """Go back to the state under the marker, when meant twice."""
        one = self.here
        if one is None or not one.is_another or self.is_busy:
            return
        if not self.is_asking:
            self.is_asking = True
            self.show_keys()
            to = going_back.moment(one.version.at, self.app.clock())
            self.say(f"r again goes back to {to}. What there is now is kept as a version. esc leaves all as it is.")
            return
        self.is_asking, self.is_busy = False, True
        self.show_keys()
        self.say("Going back\u2026")
        if self._workshop is None:
            self._restore(one)
        else:
            # Work of the program's and not of this screen's, which is gone when it ends.
            self.app.run_worker(partial(self._keep_present, self._workshop, one), thread=True)

    @work(thread=True)
    def _restore(self, one: Earlier) -> None:
        """Going back may take as long as the place where the file lies does."""
        try:
            done = going_back.restore(self.app.state_folder, self._path, one, self.app.clock)
        except FileProblem as error:
            self.app.call_from_thread(self._tell, error.first.short())
        else:
            self.app.call_from_thread(self._look, _said(done))

    def _keep_present(self, workshop: Workshop, one: Earlier) -> None:
        """The same in a session that is open: first what there is now is kept, then the change is taken."""
        try:
            going_back.keep_present(workshop, self.app.state_folder)
        except NotTaken as error:
            self.app.call_from_thread(self._tell, f"{error}.")
        else:
            self.app.call_from_thread(self._take, workshop, one)

    def _tell(self, sentence: str) -> None:
        self.is_busy = False
        self.show_keys()
        self.say(sentence)

    def _take(self, workshop: Workshop, one: Earlier) -> None:
        """Take the change, and show the step in which the workshop stands then."""
        if self.app.workshop is not workshop:
            return
        if not self.is_current:
            self._tell("Not gone back, since you went on to something else: press r again.")
            return
        try:
            going_back.go_back(workshop, one)
        except NotTaken as error:
            self._tell(f"{error}.")
            return
        was = going_back.as_it_was(one.version.at, workshop.now)
        says = f"The session is {was} again. What it was before is kept as a version, and u takes this back too."
        beneath = self.app.screen_stack[-2]
        self.dismiss()
        if isinstance(beneath, StepScreen):
            self.app.call_later(_arrive, beneath, says)

    def action_stop_asking(self) -> None:
        """Leave everything as it is."""
        if self.is_asking:
            self.is_asking = False
            self.show_keys()
        self.say("")

    def action_back(self) -> None:
        """Back to where one came from."""
        if not self.is_busy:
            self.dismiss()


def _arrive(beneath: StepScreen, says: str) -> None:
    """Show the step in which the workshop stands now, perhaps on another screen, and say what was done."""
    workshop = beneath.workshop
    beneath.go(workshop.session.place.step, beneath.item_key)
    workshop.tell(says)
    if beneath.is_current:
        beneath.show_notice()


def _rest(left: tuple[str, ...]) -> list[str]:
    return [f"{len(left)} more"] if left else []


def _said(done: Restored) -> str:
    return f"{done.sentence}. {done.told.rstrip('.')}.".removesuffix(" .")
