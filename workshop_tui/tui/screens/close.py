"""Close the workshop: what was done, what is still loose, and the report to hand out."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.analysis.plain_words import loose_ends
from workshop_tui.changes import plan
from workshop_tui.store.problem import FileProblem
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging, words, wrapped
from workshop_tui.tui.screens.step_screen import ACTION, AT_ANY_MOMENT, BACK, NOTES, StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.words import counted


def _is_open(screen: CloseScreen) -> bool:
    return screen.session.state != "closed"


def _is_closed(screen: CloseScreen) -> bool:
    return screen.session.state == "closed"


class CloseScreen(StepScreen):
    """Loose ends first; then one key closes and one writes the report."""

    PURPOSE = (
        "Read out what was agreed and tie up the loose ends. Then c closes the workshop and w writes the report, "
        "a text file beside the session that any program can print. Nothing is locked: o opens the workshop "
        "again."
    )
    KEYS = (
        Key("c", "close", "close the workshop", when=_is_open, help="Close the workshop; it can be opened again"),
        Key("w", "write", "write the report", help="Write the report into the folder of the session"),
        Key("l", "actions", "actions", help="Look at the actions and fill in what is loose"),
        Key("o", "reopen", "open again", when=_is_closed, help="Go on with this workshop"),
        ACTION,
        NOTES,
        BACK,
        *AT_ANY_MOMENT,
    )

    def body(self) -> Iterable[Widget]:
        """A summary of the day."""
        yield Drawn(self._draw, id="summary")

    def show_step(self) -> None:
        """Show the summary."""
        self.query_one("#summary", Drawn).redraw()

    def action_close(self) -> None:
        """Close the workshop."""
        if self.take("closing the workshop", plan.close, self.workshop.now):
            self.say("The workshop is closed and kept. w writes the report.")

    def action_reopen(self) -> None:
        """Open it again."""
        self.take("opening the workshop again", plan.reopen)

    def action_write(self) -> None:
        """Write the report beside the session."""
        from workshop_tui.reports import as_markdown
        from workshop_tui.reports.write import write_beside
        from workshop_tui.store.account import Account

        workshop = self.workshop
        told = Account(
            workshop.session, workshop.library, workshop.now.date(), workshop.before, workshop.untold, workshop.path
        )
        try:
            path = write_beside(workshop.path.with_suffix(".md"), as_markdown.session(told))
        except FileProblem as error:
            self.say(error.first.short())
        else:
            usual = workshop.path.with_suffix(".md").name
            beside = f"the one in {usual} is older; " if path.name != usual else ""
            self.say(f"The report is in {path.name}; {beside}it lies beside the session file in {path.parent}.")

    def action_actions(self) -> None:
        """Look at the actions."""
        step = next((one for one in reversed(self.session.agenda.steps) if one.kind in ("actions", "review")), None)
        if step is None or self.session.state == "closed":
            from workshop_tui.tui.screens.plan import PlanScreen

            self.app.push_screen(PlanScreen())
        else:
            self.go(step.id)

    def _draw(self, width: int) -> Lines:
        width = min(width, 100)
        session = self.session
        lines: Lines = [*wrapped(session.team, width, "bold $primary")]
        closed = "closed" if session.state == "closed" else "open"
        rated = [one for one in session.ratings if one.rounds or one.agreed]
        lines += wrapped(
            f"{session.date.day} {session.date:%B %Y}, {counted(session.people, 'person', 'people')}; {closed}. "
            f"{len(rated)} of {counted(len(session.ratings), 'item')} rated, {counted(len(session.notes), 'note')}, "
            f"{counted(len(session.actions), 'action')}.",
            width,
        )
        if session.state == "closed":
            lines += wrapped("\u2190 goes back through the steps to look at them; nothing changes by looking.", width)
        elif self.step.says:
            lines += [blank(), *wrapped(self.step.says, width)]
        lines += self._draw_loose(width)
        chosen = [one for one in session.ratings if one.chosen]
        if chosen:
            lines += [blank(), words("We work on", "bold")]
            lines += [row for one in chosen for row in hanging(words("  \u25b8"), one.title, 4, width)]
        if session.actions:
            lines += [blank(), words("Actions", "bold")]
            for action in session.actions:
                owner = action.owner or "no owner"
                due = f"{action.due.day} {action.due:%b %Y}" if action.due else "no date"
                lines += hanging(words("  \u2022"), f"{action.what} \u00b7 {owner}, {due}, {action.status}", 4, width)
        return lines

    def _draw_loose(self, width: int) -> Lines:
        loose = loose_ends(self.session)
        waiting = [one for one in self.session.ratings if self.workshop.open_round(one.key) is not None]
        if not loose and not waiting:
            return []
        lines: Lines = [blank(), words("Loose ends", "bold $warning")]
        for end in loose:
            lines += hanging(words("  !", "$warning"), f"{end.action.what} \u00b7 {end.words}", 4, width)
        for one in waiting:
            lines += hanging(words("  !", "$warning"), f"{one.title} \u00b7 answers are in but not revealed", 4, width)
        return lines
