"""The frame of every screen: line at the top, one thing in the middle, messages and keys at the bottom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from workshop_tui.tui.keys import Key, bindings
from workshop_tui.tui.widgets.frame import KeyLine, MessageLine, TopLine

if TYPE_CHECKING:
    from workshop_tui.tui.app import WorkshopApp

HELP = Key("question_mark", "help", "help", help="Say what this screen is for and what its keys do")
BLANK = Key(
    "full_stop,f2", "blank", "blank", shown=".", help="Blank the screen for the room; the same key brings it back"
)
SCROLL = (
    Key("pagedown", "scroll_body(1)", "scroll down", shown="pgdn", line=False),
    Key("pageup", "scroll_body(-1)", "scroll up", shown="pgup", line=False),
)
PALETTE = Key(
    "ctrl+p,slash",
    "find",
    "go to",
    shown="/",
    help="Go to any step or item, or do anything, by typing part of its name",
)
COLOURS = Key(
    "f8", "colours", "colours", help="Change the colours: dark, black on white, the terminal's own", line=False
)


class KeyedScreen(Screen[Any]):
    """A screen that declares its keys once; they are bound, shown, explained and found from there."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    PURPOSE: ClassVar[str] = ""
    """What the screen is for, in a sentence or two, for its help."""
    SCROLLS: ClassVar[bool] = True
    """Whether the middle scrolls as a whole; a screen with a list of its own scrolls that instead."""
    SCROLLED: ClassVar[str] = "#body"
    """What the keys for scrolling move."""
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    KeyedScreen { layers: base over; }
    KeyedScreen > #body.-still { overflow: hidden; }
    KeyedScreen > #body { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.BINDINGS = [*bindings(cls.KEYS)]
        super().__init_subclass__(**kwargs)

    if TYPE_CHECKING:

        @property
        def app(self) -> WorkshopApp:  # type: ignore[override]
            """The program."""

    def compose(self) -> ComposeResult:
        """The frame around what the screen itself shows."""
        yield TopLine(id="top")
        with VerticalScroll(id="body", can_focus=False, classes="" if self.SCROLLS else "-still"):
            yield from self.body()
        yield from self.beneath()
        yield MessageLine(id="message")
        yield KeyLine(id="keys")

    def body(self) -> Iterable[Widget]:
        """What the screen itself shows."""
        return ()

    def beneath(self) -> Iterable[Widget]:
        """What stays in sight beneath it, however long it is."""
        return ()

    def on_mount(self) -> None:
        """Show the lines of the frame."""
        self.show_keys()
        self.show_top()

    def on_screen_resume(self) -> None:
        """Come back from another screen: what it changed is shown."""
        self.show_all()

    def show_all(self) -> None:
        """Show everything anew."""
        self.show_top()
        self.show_keys()

    def show_top(self) -> None:
        """Show the line at the top."""

    def show_keys(self) -> None:
        """Show the keys that do something now."""
        self.query_one("#keys", KeyLine).say([key for key in self.live_keys() if key.line])
        self.refresh_bindings()

    def live_keys(self) -> list[Key]:
        """Keys that do something now, in the order of the key line."""
        return [key for key in self.KEYS if key.when is None or key.when(self)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Bind a key only while it does something."""
        wanted = f"{action}({', '.join(repr(one) for one in parameters)})" if parameters else action
        ours = [key for key in self.KEYS if key.action.replace('"', "'") == wanted]
        return not ours or any(key.when is None or key.when(self) for key in ours)

    def say(self, sentence: str) -> None:
        """Tell the facilitator one sentence."""
        for message in self.query("#message").results(MessageLine):  # none while the screen is being taken down
            message.say(sentence)

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key does what the key does."""
        await self.run_action(event.key.action)

    @property
    def purpose(self) -> str:
        """What the screen is for now."""
        return self.PURPOSE

    def action_help(self) -> None:
        """Open the help of this screen."""
        from workshop_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.purpose, self.live_keys()))

    def action_blank(self) -> None:
        """Blank the screen for the room."""
        from workshop_tui.tui.screens.blank import BlankScreen

        self.app.push_screen(BlankScreen())

    def action_find(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_colours(self) -> None:
        """Change to the next colours."""
        self.say(f"Colours: {self.app.next_theme()}.")

    def action_scroll_body(self, pages: int) -> None:
        """Scroll what the screen shows."""
        body = self.query_one(self.SCROLLED, VerticalScroll)
        body.scroll_relative(y=pages * max(1, body.size.height - 2), animate=False)
