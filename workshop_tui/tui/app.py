"""The program on screen: opens sessions, goes between screens, leaves and crashes well."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.screen import Screen

from workshop_tui.saver import Saver, within
from workshop_tui.store import folders
from workshop_tui.tui import themes, typed
from workshop_tui.tui.timer import Timer
from workshop_tui.words import clean, visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider
    from textual.dom import DOMNode

    from workshop_tui.model.session import ItemKey
    from workshop_tui.tui.screens.step_screen import StepScreen
    from workshop_tui.workshop import Workshop

Clock = Callable[[], dt.datetime]
_STAY = 300.0  # seconds; others take a lock for left behind after three times as long
_TYPING = 1.0  # seconds to wait for a field that has letters to take in yet
_PATIENCE = 8.0  # seconds to wait on leaving for a share that does not answer


def _commands() -> type[Provider]:
    from workshop_tui.tui.palette import Commands

    return Commands


class WorkshopApp(App[None]):
    """One program for home, set-up and the workshop.

    Args:
        folder: The sessions folder.
        opens: A session to open at once.
        state: Where this computer's own files go.
        is_demo: Whether all this is the worked example, thrown away afterwards.
        clock: Local time, without zone.
    """

    TITLE = "workshop-tui"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_commands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    CSS = """
    Screen { background: $background; color: $foreground; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandInput > .input--placeholder { color: $quiet; }
    CommandPalette > .command-palette--help-text { text-style: not bold; }
    CommandPalette CommandList > .option-list--option-highlighted {
        color: $block-cursor-foreground; background: $block-cursor-background;
    }
    """

    def __init__(
        self,
        folder: Path,
        *,
        opens: Path | None = None,
        state: Path | None = None,
        is_demo: bool = False,
        clock: Clock = dt.datetime.now,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.folder, self.is_demo, self.clock = folder, is_demo, clock
        self.state_folder = state or folders.state()
        self.workshop: Workshop | None = None
        self._saver: Saver | None = None
        self.timer = Timer()
        self.came_from = ""
        """The step from which an item was looked at, for the key that goes back."""
        self.left: Path | None = None
        """The session that was left last, for the marker on the home screen."""
        self.left_behind = ""
        """A sentence on what of it is not in its file, if anything is."""
        self._opens = opens
        for theme in themes.THEMES.values():
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour names, for the moment before a theme of ours is set."""
        return themes.NIGHT.variables

    def on_mount(self) -> None:
        """Show the home screen, and on top of it the session that was asked for."""
        import asyncio

        from workshop_tui.store.settings import load
        from workshop_tui.tui.screens.home import HomeScreen

        self._here = asyncio.get_running_loop()
        self.theme = themes.usable(load().theme, no_color=self.no_color)
        self.push_screen(HomeScreen())
        if self._opens is not None:
            self.open_or_read(self._opens)
        self._leave_on_signals()
        self.set_interval(1, self._ring)
        self.set_interval(_STAY, self._stay)

    async def on_event(self, event: events.Event) -> None:
        """Whatever is pasted, wherever: several lines become one, and control characters stay outside."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        await super().on_event(event)

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Whatever was typed before a key of the screen is in its field before that key does anything.

        Some keys are seen before the field is, and on a busy computer enter would keep half of the words.
        """
        import asyncio

        field = self.focused
        if field is not None and isinstance(default_namespace, Screen):
            typed = asyncio.Event()
            if field.call_later(typed.set):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(typed.wait(), _TYPING)
        return await super().run_action(action, default_namespace, namespaces)

    def _ring(self) -> None:
        """Ring once when the timer is over, whatever screen is shown."""
        if self.timer.is_due(self.clock()):
            self.timer.rang = True
            self.bell()

    def _stay(self) -> None:
        if self.workshop is not None:
            self.workshop.stay()

    # Sessions

    def open_session(self, path: Path) -> None:
        """Open a session where it stopped.

        Raises:
            FileProblem: It cannot be used.
        """
        from workshop_tui.workshop import NotTaken, Workshop

        self.workshop = Workshop.open(path, self.state_folder, self.clock)
        self._saver = Saver(self.workshop.save, self._fail_from_thread)
        self.workshop.changed = self._saver.soon
        try:
            self.workshop.start()
        except NotTaken as error:
            self.workshop.tell(str(error))
        if number := len(self.workshop.comments):
            what, into = ("a comment", "it into a note") if number == 1 else (f"{number} comments", "them into notes")
            self.workshop.tell(
                f"The file holds {what} that saving cannot keep: # puts {into}. A version will keep it as it was"
            )
        if not self.workshop.is_saved:
            self._saver.soon()
        self.push_screen(self._screen_here()())

    def open_or_read(self, path: Path) -> None:
        """Open a session where it stopped; one of a newer format to be read only.

        Raises:
            FileProblem: It cannot be used.
        """
        from workshop_tui.store.problem import FileProblem

        try:
            self.open_session(path)
        except FileProblem:
            from workshop_tui.reports import as_text
            from workshop_tui.store.account import account
            from workshop_tui.tui.screens.reading import ReadingScreen

            told = account(path, self.clock().date())
            if not told.caution:
                raise
            text = f"{told.caution[:1].upper()}{told.caution[1:]}.\n\n"
            read_only = ReadingScreen(
                told.session.team, "newer format, read only", lambda: text + as_text.session(told)
            )
            self.push_screen(read_only)

    def bring_in(self, path: Path, copy: Path) -> None:
        """Open a session, and bring in what another copy of it holds.

        Raises:
            FileProblem: One of them cannot be used.
        """
        from workshop_tui.store import session_file
        from workshop_tui.workshop import NotTaken

        theirs = session_file.load(copy).session
        self.open_session(path)
        assert self.workshop is not None
        try:
            self.workshop.tell(self.workshop.bring_in(theirs, copy.name))
        except NotTaken as error:
            self.workshop.tell(str(error))

    def go(self, step: str, key: ItemKey | None = None) -> None:
        """Go to a step and, in it, to an item.

        Raises:
            NotTaken: The place could not be kept; the screen stays.
        """
        if self.workshop is not None:
            left = self.workshop.session.place.step
            self.workshop.go(step, key)
            if left != step and self._saver is not None:
                self._saver.now(milestone=True)
            wanted, shown = self._screen_here(), self.screen
            if type(shown) is wanted:
                shown.arrive()
            else:
                self.switch_screen(wanted())

    def leave_session(self) -> None:
        """Go back to the home screen; the place is kept."""
        if self.workshop is not None:
            self.left, self.left_behind = self.workshop.path, self._let_go()
            self.workshop = None
            self.came_from = ""
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def _screen_here(self) -> type[StepScreen]:
        from workshop_tui.tui.screens.steps import screen_for

        assert self.workshop is not None
        return screen_for(self.workshop)

    def action_command_palette(self) -> None:
        """Find a step, an item or a key by typing part of its name."""
        from textual.command import CommandPalette

        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(placeholder="Type part of a step, of an item, or of what you want to do"))

    # Looks

    def next_theme(self) -> str:
        """Change the colours, keep the choice, and name it."""
        from workshop_tui.store.settings import Settings, save

        self.theme = themes.following(self.theme, no_color=self.no_color)
        save(Settings(theme=self.theme))
        return themes.IN_WORDS[self.theme]

    # Leaving and crashing well

    def _leave_on_signals(self) -> None:
        """A closed terminal window or a shutdown leaves like a person would: everything is on disk already."""
        if sys.platform == "win32" or self.is_headless:
            return
        for one in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            self._here.add_signal_handler(one, self._leave_at_once, int(one))

    def _leave_at_once(self, number: int) -> None:
        self.exit(return_code=128 + number, message=self._let_go() or None)

    async def action_quit(self) -> None:
        """Leave the program."""
        self.exit(message=self._let_go() or None)

    def _let_go(self, *, is_proper: bool = True) -> str:
        """Bring the session's file up to date, and say so where that cannot be done now."""
        if self.workshop is None:
            return ""
        if self._saver is not None:
            self._saver.stop()
        answered = within(_PATIENCE, partial(self.workshop.leave, is_proper=is_proper))
        if answered and self.workshop.is_saved:
            return ""
        why = self.workshop.trouble if answered else "the place where it lies does not answer"
        name = visible(self.workshop.path.name)
        return f"{name} could not be saved: {why}. All is kept on this computer: open it here again to bring it back."

    def action_help_quit(self) -> None:
        """Somebody pressed ctrl+c, as one does elsewhere to get out."""
        from workshop_tui.tui.screens.keyed import KeyedScreen

        if isinstance(self.screen, KeyedScreen):
            self.screen.say("ctrl+q leaves the program from anywhere; nothing is lost.")

    def panic(self, *renderables: RenderableType) -> None:
        """What fails beneath the screens, where keys are read, ends the program as any mistake of ours does."""
        self._handle_exception(RuntimeError("the terminal could not be read"))

    def _fail_from_thread(self, error: Exception) -> None:
        """A mistake of ours beside the screens ends the program as any other does."""
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            self._here.call_soon_threadsafe(self._handle_exception, error)

    def _handle_exception(self, error: Exception) -> None:
        """A mistake of ours: say so without a word of anybody's, and keep a report that holds none either.

        Textual's own way prints local variables, people's words among them.
        """
        from rich.text import Text

        from workshop_tui.store.failure import report

        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        elif self._exit_renderables:
            return
        try:
            told = self._let_go(is_proper=False)
        except Exception:  # whatever is broken, the journal has it
            told = "What the screen showed as taken is kept on this computer: open the session again to bring it back."
        kept = told or "Everything the screen showed as taken is in the session file."
        said = f"workshop-tui failed and had to stop. {kept}"
        self._exit_renderables.append(Text(f"{said}\n{report(self.state_folder, self._exception)}"))
        self._close_messages_no_wait()


def run_home(folder: Path, *, state: Path | None = None, is_demo: bool = False) -> int:
    """Run the program on a sessions folder and return its exit status."""
    return _run(WorkshopApp(folder, state=state, is_demo=is_demo))


def run_session(path: Path, *, state: Path | None = None, is_demo: bool = False) -> int:
    """Run the program on one session and return its exit status."""
    return _run(WorkshopApp(path.resolve().parent, opens=path, state=state, is_demo=is_demo))


def _run(app: WorkshopApp) -> int:
    typed.hear()
    app.run()
    return app.return_code or 0
