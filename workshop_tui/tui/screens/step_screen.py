"""What the screens of all steps share: the place in the day, going on, and what can be done at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec

from textual import events
from textual.app import ComposeResult

from workshop_tui.analysis.timing import Timing, timing
from workshop_tui.model.action import Source
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.tui.drawings.rail import draw_rail
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, fitted
from workshop_tui.tui.screens.keyed import BLANK, COLOURS, HELP, PALETTE, SCROLL, KeyedScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import MessageLine, TopLine
from workshop_tui.workshop import NotTaken, Workshop

Args = ParamSpec("Args")
_TITLE = 24  # cells of what comes next, in the key line
ACTION = Key("a", "catch_action", "action", help="Catch an action: what was just said that somebody will do")
NOTES = Key("n", "notes", "notes", help="Write down what was said: what works, what worries us, evidence, one step up")
NEXT = Key("right", "next", "next", help="Go on to the next step or item")
BACK = Key("left", "previous", "back", help="Go back to the step or item before", line=False)
FACTS = Key(
    "f", "facts", "facts", line=False, help="Change the team's name, the day, how many are in the room, dots for each"
)
AT_ANY_MOMENT = (
    FACTS,
    Key("u,ctrl+z", "undo", "undo", help="Take the last change back", when=lambda screen: screen.workshop.undoable > 0),
    Key("s", "steps", "steps", help="The agenda: see times, skip, move or add a step, go anywhere"),
    Key("t", "timer", "timer", help="A timer that the room can read"),
    Key("h", "versions", "versions", line=False, help="Versions: earlier states of this session; read, go back"),
    Key(
        "exclamation_mark",
        "conflicts",
        "two versions: choose",
        shown="!",
        when=lambda screen: screen.workshop.conflicts,
        help="Another laptop says something different in the same place: see both, and choose",
    ),
    Key(
        "number_sign",
        "comments",
        "comments into notes",
        shown="#",
        line=False,
        when=lambda screen: screen.workshop.comments,
        help="Put the comments that somebody wrote into the file by hand into notes",
    ),
    PALETTE,
    BLANK,
    HELP,
    Key("q", "leave", "leave", help="Leave the workshop; you come back to this very place"),
    COLOURS,
    *SCROLL,
)


class StepScreen(KeyedScreen):
    """A screen of one step of the session that is open."""

    DEFAULT_CSS = """
    StepScreen > #rail {
        display: none; dock: left; width: 34; height: 100%; padding: 2 1 0 1; border-right: solid $panel;
    }
    StepScreen.-wide > #rail { display: block; }
    """

    def compose(self) -> ComposeResult:
        """The frame, and on wide terminals the day at the left."""
        yield Drawn(self._draw_rail, id="rail")
        yield from super().compose()

    @property
    def workshop(self) -> Workshop:
        """The session that is open, behind its one door."""
        workshop = self.app.workshop
        assert workshop is not None, "a step is shown while a session is open"
        return workshop

    @property
    def session(self) -> Session:
        """The session as it is on disk."""
        return self.workshop.session

    @property
    def step(self) -> Step:
        """The step that the session is in."""
        found = self.session.agenda.step(self.session.place.step)
        return found or Step(id="no-step", kind="talk", title=self.session.team, minutes=0)

    @property
    def item_key(self) -> ItemKey | None:
        """The item that is open, if one is."""
        return None

    def on_mount(self) -> None:
        """Keep the times running."""
        super().on_mount()
        self._shown = self.session
        self.set_interval(1, self._tick)
        self.show_notice()

    def show_all(self) -> None:
        """Show everything anew; nothing once the screen is being taken down, as a key may still come then."""
        if not self.query("#top"):
            return
        super().show_all()
        self.query_one("#rail", Drawn).show(self._draw_rail)
        self.show_step()
        self.show_notice()

    def arrive(self) -> None:
        """Come to another step or item that this screen shows too."""
        self.query_one("#body").scroll_home(animate=False)
        self.show_all()

    def show_step(self) -> None:
        """Show what this step is about."""

    def _tick(self) -> None:
        """Keep the times running; show what came in from another laptop when the file was saved."""
        if self.app.workshop is not None and self.is_current and self.session is not self._shown:
            self._shown = self.session
            self.show_all()
        elif self.is_current:
            self.show_notice()
        self.show_top()

    def show_notice(self) -> None:
        """Tell what the workshop has to tell, once."""
        if self.app.workshop is not None and (notice := self.workshop.take_notice()):
            self.say(notice if notice.endswith(("?", "!")) else f"{notice}.")

    def heading(self) -> str:
        """Where we are, for the top line."""
        return self.step.title

    def show_top(self) -> None:
        """Where we are; ahead or behind; kept; time left in this step; a timer that runs."""
        if self.app.workshop is None or not self.is_mounted:
            return
        told = timing(self.session, self.workshop.now)
        runs = self.session.state == "open"
        pieces = [told.words if runs else "not begun" if self.session.state == "planned" else "closed"]
        if self.workshop.trouble:
            pieces = []  # what is wrong with the file is more to say, and where we are must not be cut
        pieces.append(self.workshop.how_kept)
        if self.app.timer.ends is None and self.app.timer.rests is None:
            left = _left(told)
            pieces += [left.split()[0] if self.workshop.trouble else left] if runs else []
        else:
            pieces.append(f"timer {self.app.timer.clock(self.workshop.now)}")
        self.query_one("#top", TopLine).say(self.heading(), "  \u00b7  ".join(pieces))

    def _draw_rail(self, width: int) -> Lines:
        return draw_rail(self.session, self.workshop.now, width)

    def on_key(self, event: events.Key) -> None:
        """A message stands until the next key."""
        if self.query_one("#message", MessageLine).text:
            self.app.call_later(self.say, "")  # right before what the key does, so that one picture shows both

    # Doing

    def take(
        self, label: str, change: Callable[Concatenate[Session, Args], Session], *args: Args.args, **kwargs: Args.kwargs
    ) -> bool:
        """Make a change, or say why it could not be kept; true if it was taken."""
        return self.attempt(lambda: self.workshop.take(label, change, *args, **kwargs))

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do something that must be kept, or say why it could not be; then show what is."""
        try:
            do()
        except NotTaken as error:
            self.say(f"{error}.")
            return False
        self.show_all()
        return True

    def go(self, step: str, key: ItemKey | None = None) -> None:
        """Go to a step or item."""
        try:
            self.app.go(step, key)
        except NotTaken as error:
            self.say(f"{error}.")

    def action_next(self) -> None:
        """Go to the next step that is not skipped."""
        self._go_beside(1)

    def live_keys(self) -> list[Key]:
        """Keys; the one that goes on says where to."""
        after = fitted(self.title_after, _TITLE)
        found = super().live_keys()
        if not after:
            return found
        says = f"next: {after}"
        return [replace(key, says=says) if (key.action, key.says) == ("next", NEXT.says) else key for key in found]

    @property
    def title_after(self) -> str:
        """What comes next; empty at the end."""
        steps = [step for step in self.session.agenda.steps if not step.skipped or step.id == self.step.id]
        place = next((index for index, step in enumerate(steps) if step.id == self.step.id), len(steps)) + 1
        return steps[place].title if place < len(steps) else ""

    def action_previous(self) -> None:
        """Go to the step before."""
        self._go_beside(-1)

    def _go_beside(self, by: int) -> None:
        steps = [step for step in self.session.agenda.steps if not step.skipped or step.id == self.step.id]
        # A closed workshop opens on its summary, which stands behind the last step.
        place = next((index for index, step in enumerate(steps) if step.id == self.step.id), len(steps)) + by
        if 0 <= place < len(steps):
            self.go(steps[place].id, self.entry_of(steps[place], last=by < 0))
        else:
            self.say("This is the last step." if by > 0 else "This is the first step.")

    def entry_of(self, step: Step, *, last: bool = False) -> ItemKey | None:
        """Where one enters a step: its first item that is not rated, or its last item when coming from behind."""
        if not step.items:
            return None
        keys = [ItemKey(step.framework, item) for item in step.items]
        if step.kind == "quick" and any(self._is_rated(key) for key in keys):
            waiting = [key for key in keys if self.workshop.open_round(key) is not None]
            return waiting[0] if waiting else None
        if last:
            return keys[-1]
        return next((key for key in keys if not self._is_rated(key)), keys[0])

    def _is_rated(self, key: ItemKey) -> bool:
        rating = self.session.rating(key)
        return rating is not None and (bool(rating.rounds) or rating.agreed is not None)

    def action_undo(self) -> None:
        """Take the last change back."""
        label = ""

        def undo() -> None:
            nonlocal label
            label = self.workshop.undo() or ""

        step = self.session.place.step
        if self.attempt(undo):
            if self.session.place.step != step:  # the step that one stood in has gone
                self.go(self.session.place.step)
                self.workshop.tell(f"Taken back: {label}")
                return
            self.say(f"Taken back: {label}." if label else "There is nothing to take back.")

    def action_leave(self) -> None:
        """Go home; the place is kept."""
        self.app.leave_session()

    def action_steps(self) -> None:
        """Open the agenda."""
        from workshop_tui.tui.screens.agenda import AgendaScreen

        self.app.push_screen(AgendaScreen())

    def action_versions(self) -> None:
        """Open the earlier states of this session."""
        from workshop_tui.tui.screens.versions import VersionsScreen

        self.app.push_screen(VersionsScreen(self.workshop.path, self.workshop))

    def action_timer(self) -> None:
        """Open the timer."""
        from workshop_tui.tui.screens.timer import TimerScreen

        self.app.push_screen(TimerScreen())

    def action_catch_action(self) -> None:
        """Open the form for a new action, linked to where we are."""
        from workshop_tui.tui.screens.action_form import ActionForm

        self.app.push_screen(ActionForm(self.workshop, source=self._source()), self._tell_kept)

    def _tell_kept(self, kept: bool | None) -> None:
        if kept:
            last, today = self.session.actions[-1], self.workshop.now.date()
            past = last.due is not None and last.due < today
            self.say(
                "The action is kept, but its day is past: change it if that is a slip."
                if past
                else "The action is kept."
            )

    def action_notes(self) -> None:
        """Open the notes of the item that is open, or of the day."""
        from workshop_tui.tui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.workshop, self.item_key))

    def action_conflicts(self) -> None:
        """Choose where two laptops say different things."""
        from workshop_tui.tui.screens.conflicts import ConflictsScreen

        self.app.push_screen(ConflictsScreen())

    def action_comments(self) -> None:
        """Put the file's comments into notes."""
        number = len(self.workshop.comments)
        if self.attempt(self.workshop.take_comments):
            these = "The file's comment is a note" if number == 1 else f"The file's {number} comments are notes"
            self.say(f"{these} now, under evidence; u takes that back.")

    def action_facts(self) -> None:
        """Open the facts of the session."""
        from workshop_tui.tui.screens.facts import FactsForm

        self.app.push_screen(FactsForm(self.workshop))

    def _source(self) -> Source:
        key = self.item_key
        if key is None:
            return Source(step=self.step.id, title=self.step.title)
        rating = self.session.rating(key)
        return Source(
            step=self.step.id, framework=key.framework, item=key.item, title=rating.title if rating else key.item
        )


def _left(told: Timing) -> str:
    minutes, seconds = divmod(abs(told.left), 60)
    return f"{minutes:02d}:{seconds:02d} left" if told.left >= 0 else f"{minutes:02d}:{seconds:02d} over"
