"""Welcome, talk and break: something to say, something to talk about, and the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging, words, wrapped
from workshop_tui.tui.screens.step_screen import ACTION, AT_ANY_MOMENT, BACK, NOTES, StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.words import counted

_WIDEST = 96
_HIGH = 32  # rows from which the welcome fits one page


def _waits(screen: TalkScreen) -> bool:
    return screen.workshop.is_waiting


def _runs(screen: TalkScreen) -> bool:
    return not screen.workshop.is_waiting


class TalkScreen(StepScreen):
    """One thing to read aloud."""

    PURPOSE = "Read this aloud, or say it in your own words. Then go on with the right arrow or enter."
    KEYS = (
        Key("enter,right", "next", "begin", shown="enter", when=_waits, help="Begin the workshop: the clock starts"),
        Key("enter,right", "next", "go on", shown="enter", when=_runs, help="Go on to the next step"),
        BACK,
        ACTION,
        NOTES,
        *AT_ANY_MOMENT,
    )

    _page = 0

    def body(self) -> Iterable[Widget]:
        """The words of the step."""
        yield Drawn(self._draw, id="words")

    def show_step(self) -> None:
        """Show the words of the step."""
        self.query_one("#words", Drawn).redraw()

    def arrive(self) -> None:
        """Another step begins on its first page."""
        self._page = 0
        super().arrive()

    def action_next(self) -> None:
        """Begin, if the workshop waits; the second page, where there is one; then the next step."""
        if self.workshop.is_waiting and not self.attempt(self.workshop.begin):
            return
        if self._page + 1 < self._pages:
            self._page += 1
            self.show_step()
        else:
            super().action_next()

    def action_previous(self) -> None:
        """The first page; then the step before."""
        if self._page:
            self._page = 0
            self.show_step()
        else:
            super().action_previous()

    @property
    def _pages(self) -> int:
        """The welcome takes two pages where the terminal is low, so that nothing is cut."""
        return 2 if self.step.kind == "welcome" and self.size.height < _HIGH else 1

    def _draw(self, width: int) -> Lines:
        width = min(width, _WIDEST)
        step = self.step
        if self._page:
            return self._listed("Counted, not named", self.workshop.library.texts.counted_not_named, width)
        lines: Lines = [blank(), *wrapped(step.title, width, "bold $primary")]
        if step.kind == "welcome":
            session = self.session
            facts = [
                session.team,
                f"{session.date.day} {session.date:%B %Y}",
                counted(session.people, "person", "people"),
            ]
            lines += wrapped("  \u00b7  ".join(facts), width, "bold")
        lines += [blank(), *wrapped(step.says, width)]
        if step.kind == "welcome":
            texts = self.workshop.library.texts
            lines += self._listed("Why we are here", texts.purpose, width)
            if self._pages == 1:
                lines += self._listed("Counted, not named", texts.counted_not_named, width)
        return lines

    def _listed(self, heading: str, rows: Sequence[str], width: int) -> Lines:
        lines: Lines = [blank(), words(heading, "bold $primary"), blank()] if rows else []
        for row in rows:
            lines += hanging(words("  \u2022"), row, 4, width)
        return lines
