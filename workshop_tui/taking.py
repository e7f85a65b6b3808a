"""Taking a change and taking it back: on disk first, seen as taken afterwards, undone by a merge.

The core of :class:`workshop.Workshop`, which is the one door for whoever changes a session.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec

from workshop_tui.analysis.differences import in_brief
from workshop_tui.changes import plan
from workshop_tui.changes.merge import Conflict, merged, settled, taken_back
from workshop_tui.changes.swap import altered
from workshop_tui.keeping import Keeping
from workshop_tui.model.session import ItemKey, Round, Session
from workshop_tui.not_taken import NotTaken
from workshop_tui.open_rounds import OpenRounds
from workshop_tui.recovery import UNDO_DEPTH, Recovered, Taken
from workshop_tui.store import folders
from workshop_tui.store.journal import Doing
from workshop_tui.store.problem import FileProblem

Args = ParamSpec("Args")


class Taking:
    """The changes of one open session, and the way back.

    Args:
        keeping: Where the session is kept.
        found: What was brought back on opening, for undo.
        clock: Local time, without zone.
    """

    def __init__(self, keeping: Keeping, found: Recovered, clock: Callable[[], dt.datetime]) -> None:
        self._keeping = keeping
        self._clock = clock
        self._found: Recovered | None = found
        self._undo: list[Taken] = []
        self._rounds = OpenRounds(keeping.drawer, keeping.session)
        keeping.moved = self._rounds.move_to
        if self._rounds.unreadable is not None:
            keeping.notices.tell(
                "Answers that were in and not revealed could not be read, and must be given anew; they lie in "
                f"{folders.from_home(self._rounds.unreadable)}"
            )
        self.changed: Callable[[], None] = lambda: None
        """Called after each change, so that somebody saves the file soon."""

    @property
    def session(self) -> Session:
        """The session as it is on disk: in this computer's journal, and soon in its file."""
        return self._keeping.session

    @property
    def path(self) -> Path:
        """Where the session is kept."""
        return self._keeping.path

    @property
    def now(self) -> dt.datetime:
        """Local time."""
        return self._clock()

    def take(
        self,
        label: str,
        change: Callable[Concatenate[Session, Args], Session],
        *args: Args.args,
        **kwargs: Args.kwargs,
    ) -> Session:
        """Make a change that can be undone: put it on disk, then take it.

        Args:
            label: What it is, in words for "taken back: ...".
            change: A function of ``changes``.

        Raises:
            NotTaken: It could not be kept; nothing has changed.
        """
        before = self.session
        after = change(before, *args, **kwargs)
        if after != before:
            self._keep(before, after, "take", label)
            self._remember(Taken(label, before, after))
        return self.session

    def move(
        self, change: Callable[Concatenate[Session, Args], Session], *args: Args.args, **kwargs: Args.kwargs
    ) -> Session:
        """Make a change that undo passes over: going to a step, stopping the clock.

        Raises:
            NotTaken: It could not be kept; nothing has changed.
        """
        before = self.session
        self._keep(before, change(before, *args, **kwargs))
        return self.session

    def _keep(
        self,
        before: Session,
        after: Session,
        do: Doing = "move",
        label: str = "",
        reopens: ItemKey | None = None,
        conflicts: Sequence[Conflict] = (),
    ) -> None:
        """Put a change on disk; only then is it the session."""
        try:
            self._keeping.keep(before, after, do, label, reopens, conflicts)
        finally:
            self.changed()  # also where it was not taken: the file may have had it for a moment

    def undo(self) -> str | None:
        """Take the last change back and return what it was; None if there is none.

        What came after it stays, so the votes of a closed ballot are never undone.

        Raises:
            NotTaken: It could not be kept; nothing has changed.
        """
        self._remember_recovered()
        if not self._undo:
            return None
        last, now = self._undo[-1], self.session
        undone = self._without(last, now)
        if last.settles:
            self._keep(now, undone, "ask again", conflicts=last.settles)
        elif last.reopens is None:
            self._keep(now, undone, "undo", conflicts=last.asks)
        else:
            self._reopen(*last.reopens, now, undone)
        self._undo.pop()
        return last.label

    def _without(self, taken: Taken, now: Session) -> Session:
        """The session without one change; people stay where they are, and time that went by has gone by."""
        undone = taken_back(taken.before, taken.after, now)
        undone = altered(undone, place=plan.nearest(now, undone), times=now.times)
        if undone.state == now.state:
            return undone
        return plan.resume(undone, self.now) if undone.state == "open" else plan.leave(undone, self.now)

    def _reopen(self, key: ItemKey, closed: Round, before: Session, session: Session) -> None:
        """Put a revealed round back among the open ones. It is kept there first, so that no crash loses it."""
        if self._rounds.get(key) is not None:
            raise NotTaken(
                "A new round on this item has begun; reveal it or throw it away, then take back the one before"
            )
        rating = session.rating(key)
        self._rounds.reopen(key, closed, len(rating.rounds) if rating else 0)
        try:
            self._keep(before, session, "undo")
        except NotTaken:
            self._rounds.forget(key)
            raise

    @property
    def undoable(self) -> int:
        """How many changes can be taken back."""
        return len(self._undo) + (self._found.undoable if self._found else 0)

    def _remember(self, taken: Taken) -> None:
        self._undo = [*self._undo[-UNDO_DEPTH + 1 :], taken]

    def _remember_recovered(self) -> None:
        """What was done before a crash can be taken back too. It takes a moment, so it is worked out when needed."""
        if self._found is not None:
            found, self._found = self._found, None
            with contextlib.suppress(FileProblem, ValueError, LookupError, TypeError):  # then it cannot be
                self._undo = [*found.taken(), *self._undo][-UNDO_DEPTH:]

    def bring_in(self, theirs: Session, name: str) -> str:
        """Bring another copy of this session in; what both say differently is to be chosen. It can be undone.

        Args:
            theirs: The other copy.
            name: What its file is called.

        Returns:
            What came of it, as a sentence or two.

        Raises:
            NotTaken: It is another session, or could not be kept; nothing has changed.
        """
        before = self.session
        if theirs.id != before.id:
            raise NotTaken("That file is another session, so there is nothing to bring together")
        both = merged(None, before, theirs)
        label = f"what {name} holds"
        if both.session == before and not both.conflicts:
            return f"{name} holds nothing that is not here already: you may delete it."
        self._keep(before, both.session, "take", label, conflicts=both.conflicts)
        self._remember(Taken(label, before, both.session, asks=both.conflicts))
        news = in_brief(before, both.session)
        to_choose = "Where the two differ, press ! to choose. " if both.conflicts else ""
        return f"{to_choose}Brought in from the copy: {news}." if news else f"{to_choose}The copy adds nothing else."

    def settle(self, conflict: Conflict, *, theirs: bool) -> None:
        """Choose what counts where two say different things: what stands here now, or theirs; it can be undone.

        Raises:
            NotTaken: It could not be kept; nothing has changed.
        """
        before, label = self.session, "the choice between two versions"
        after = settled(before, conflict, conflict.theirs) if theirs else before
        gone = self._keeping.settle(conflict, before, after, label)
        self._remember(Taken(label, before, after, settles=gone))
        self.changed()
