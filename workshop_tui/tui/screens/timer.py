"""The timer, large enough for the room."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.tui.drawings.digits import block_digits
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, centred, words
from workshop_tui.tui.screens.keyed import BLANK, HELP, KeyedScreen
from workshop_tui.tui.timer import Timer
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import TopLine


class TimerScreen(KeyedScreen):
    """Runs on when it is left; the top line of every step shows it then."""

    PURPOSE = "A timer that the room can read. It runs on when you leave this screen, and the top line shows it."
    KEYS = (
        Key("space,enter", "start", "start or pause", shown="space"),
        Key("up,plus", "longer(1)", "a minute more", shown="\u2191"),
        Key("down,minus", "longer(-1)", "a minute less", shown="\u2193"),
        Key("right,pageup", "longer(5)", "five more", shown="\u2192"),
        Key("left,pagedown", "longer(-5)", "five less", shown="\u2190"),
        Key("x", "stop", "set back"),
        Key("escape,t,q", "back", "back", shown="esc"),
        HELP,
        BLANK,
    )

    @property
    def timer(self) -> Timer:
        """The program's one timer."""
        return self.app.timer

    def body(self) -> Iterable[Widget]:
        """Block digits."""
        yield Drawn(self._draw, id="digits")

    def on_mount(self) -> None:
        """Keep it running on screen."""
        super().on_mount()
        self.set_interval(0.5, self.show_time)

    def show_top(self) -> None:
        """Name the screen."""
        state = "running" if self.timer.ends else "paused" if self.timer.rests is not None else "not started"
        self.query_one("#top", TopLine).say("Timer", state)

    def show_time(self) -> None:
        """Show the time now."""
        self.query_one("#digits", Drawn).show(self._draw, same_height=True)

    def action_start(self) -> None:
        """Start or pause."""
        self.timer.start_or_pause(self.app.clock())
        self._shown()

    def action_longer(self, minutes: int) -> None:
        """More or fewer minutes."""
        self.timer.longer(minutes, self.app.clock())
        self._shown()

    def action_stop(self) -> None:
        """Set back."""
        self.timer.stop()
        self._shown()

    def action_back(self) -> None:
        """Go back; it runs on."""
        self.dismiss()

    def _shown(self) -> None:
        self.show_top()
        self.show_time()

    def _draw(self, width: int) -> Lines:
        clock = self.timer.clock(self.app.clock())
        wide = 3 if width >= 66 else 2
        over = self.timer.left(self.app.clock()) < 0
        lines: Lines = [blank(), blank(), blank()]
        lines += [centred(words(row, "$error" if over else "$bar"), width) for row in block_digits(clock, wide=wide)]
        says = "Time is over." if over else f"{self.timer.minutes} minutes"
        return [*lines, blank(), centred(words(says, "bold"), width)]
