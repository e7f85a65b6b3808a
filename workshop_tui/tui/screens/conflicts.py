"""Where two copies of a session say different things: both are shown, and a person chooses."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.analysis.plain_cells import cell, value
from workshop_tui.changes.merge import Conflict, standing
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, words, wrapped
from workshop_tui.tui.screens.keyed import BLANK, HELP
from workshop_tui.tui.screens.step_screen import StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.words import capital


def _is_asked(screen: ConflictsScreen) -> bool:
    return screen.here is not None


def _has_others(screen: ConflictsScreen) -> bool:
    return len(screen.workshop.conflicts) > 1


class ConflictsScreen(StepScreen):
    """One place after the other, with what is said here and what is said in the other copy."""

    PURPOSE = (
        "Somebody else changed this session too, or another copy of its file was brought in. All that only one of the "
        "two says is in it. Where they differ, what is said here stands until you choose. Nothing is lost either way: "
        "what is not chosen stays in an earlier version of the file, or in the copy that it came from."
    )
    KEYS = (
        Key("1", "keep_ours", "as it is here", when=_is_asked, help="What is said here stands"),
        Key("2", "take_theirs", "as it is there", when=_is_asked, help="What the other copy says stands"),
        Key("down,right", "beside(1)", "next", shown="\u2193", when=_has_others, help="Look at the next place"),
        Key("up,left", "beside(-1)", "before", shown="\u2191", when=_has_others, help="Look at the one before"),
        Key("u,ctrl+z", "undo", "undo", when=lambda screen: screen.workshop.undoable > 0),
        Key("escape,q,enter", "back", "back", shown="esc", help="Go back; what is not chosen yet can be chosen later"),
        HELP,
        BLANK,
    )

    def __init__(self) -> None:
        super().__init__()
        self._place = 0

    @property
    def here(self) -> Conflict | None:
        """The place that is shown."""
        waiting = self.workshop.conflicts
        return waiting[min(self._place, len(waiting) - 1)] if waiting else None

    def body(self) -> Iterable[Widget]:
        """One place in full."""
        yield Drawn(self._draw, id="conflict")

    def heading(self) -> str:
        """Name the screen."""
        return "Which of the two counts?"

    def show_step(self) -> None:
        """Show the place anew."""
        self.query_one("#conflict", Drawn).redraw()
        self.show_keys()

    def _draw(self, width: int) -> Lines:
        here, waiting = self.here, self.workshop.conflicts
        if here is None:
            return [blank(), *wrapped("All is settled. esc goes back.", width)]
        counted = f"{waiting.index(here) + 1} of {len(waiting)}: " if len(waiting) > 1 else ""
        rows = [blank(), *wrapped(f"{counted}{capital(cell(self.session, here.where))}", width, "bold"), blank()]
        now = standing(self.session, here)
        for key, where, said in (("1", "Here", now), ("2", "In the other copy", here.theirs)):
            rows += [words(f"{key}  {where}", "bold $primary")]
            rows += [words("   ") + row for row in wrapped(self._in_full(here, said), max(1, width - 3))]
            rows += [blank()]
        return rows

    def _in_full(self, conflict: Conflict, said: object) -> str:
        """A text whole, since two long ones may differ only at their ends; anything else in plain words."""
        return said if isinstance(said, str) and said.strip() else value(self.session, conflict.where, said)

    def action_keep_ours(self) -> None:
        """What is said here stands."""
        self._settle(theirs=False)

    def action_take_theirs(self) -> None:
        """What the other laptop said stands."""
        self._settle(theirs=True)

    def _settle(self, *, theirs: bool) -> None:
        here = self.here
        if here is None or not self.attempt(lambda: self.workshop.settle(here, theirs=theirs)):
            return
        told = "It stands as in the other copy." if theirs else "It stands as it is here."
        if self.workshop.conflicts:
            self.say(told)
        else:
            self.workshop.tell(f"{told} All is settled; u takes the choice back")
            self.dismiss()

    def action_beside(self, by: int) -> None:
        """Look at another place."""
        number = len(self.workshop.conflicts)
        self._place = (min(self._place, number - 1) + by) % number if number else 0
        self.show_all()

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.dismiss()
