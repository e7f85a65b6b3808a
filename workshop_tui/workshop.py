"""The one door for change: what a screen or a command asks for is saved first and seen as taken afterwards.

Screens read ``workshop.session`` (frozen) and call :meth:`Workshop.take` with one of the functions of
``changes``. Votes of an open round go their own way, in totals only, until the round is closed.
"""

from __future__ import annotations

import datetime as dt
import secrets
import string
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Concatenate, ParamSpec

from workshop_tui.changes import plan, ratings
from workshop_tui.changes.merge import taken_back
from workshop_tui.changes.swap import altered
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import ItemKey, Round, Session
from workshop_tui.not_taken import NotTaken, why
from workshop_tui.open_rounds import OpenRounds
from workshop_tui.store import folders, safe_save, session_file
from workshop_tui.store.account import earlier
from workshop_tui.store.check import misspelt
from workshop_tui.store.library import Library, library
from workshop_tui.store.problem import FileProblem

Args = ParamSpec("Args")
_UNDO_DEPTH = 200
_WAITING_KINDS = ("welcome", "talk", "break")  # an agenda that begins with one of these waits for people
_LETTERS = string.ascii_lowercase + "23456789"


@dataclass(frozen=True)
class Taken:
    """A change that can be taken back: what it was, and the session around it."""

    label: str
    before: Session
    after: Session
    reopens: tuple[ItemKey, Round] | None = None


def new_id() -> str:
    """A short random id, so that what two laptops add does not collide."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


class Workshop:
    """One open session: its state, its file, its undo, its open rounds.

    Args:
        kept: The session as it was read from its file.
        known: Frameworks and texts to lead with.
        state: The folder for this computer's own files.
        clock: Local time, without zone.
    """

    def __init__(
        self,
        kept: session_file.Kept,
        known: Library,
        state: Path,
        clock: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        self._kept, self._saved = kept, kept.session
        self.library = known
        self._clock = clock
        self._undo: list[Taken] = []
        self.before, self.untold = earlier(kept.path, kept.session)
        self._rounds = OpenRounds(state, kept.path, kept.session)
        self.notice = ""
        """Something the facilitator should be told once; whoever shows it empties it."""
        self.is_kept = True
        """Whether what was done last is on disk; the screen says so."""
        self._found = kept.digest
        """The file as it was opened."""

    @classmethod
    def open(
        cls, path: Path, state: Path | None = None, clock: Callable[[], dt.datetime] = dt.datetime.now
    ) -> Workshop:
        """Open a session's file.

        Raises:
            store.problem.FileProblem: It cannot be used.
        """
        kept = session_file.load(path)
        workshop = cls(kept, library(path.resolve().parent), state or folders.state(), clock)
        if slips := misspelt(path):
            more = f", and {len(slips) - 1} more" if len(slips) > 1 else ""
            workshop.notice = f"{slips[0].short(150)}{more}. workshop-tui check tells all about it."
        return workshop

    @property
    def session(self) -> Session:
        """The session as it is on disk."""
        return self._kept.session

    @property
    def path(self) -> Path:
        """Where the session is kept."""
        return self._kept.path

    @property
    def now(self) -> dt.datetime:
        """Local time."""
        return self._clock()

    # Changes

    def take(
        self,
        label: str,
        change: Callable[Concatenate[Session, Args], Session],
        *args: Args.args,
        **kwargs: Args.kwargs,
    ) -> Session:
        """Make a change that can be undone: save it, then take it.

        Args:
            label: What it is, in words for "taken back: ...".
            change: A function of ``changes``.

        Raises:
            NotTaken: It could not be saved; nothing has changed.
        """
        before = self.session
        after = self._save(change(before, *args, **kwargs))
        if after != before:
            self._remember(Taken(label, before, after))
        return after

    def move(
        self, change: Callable[Concatenate[Session, Args], Session], *args: Args.args, **kwargs: Args.kwargs
    ) -> Session:
        """Make a change that undo passes over: going to a step, stopping the clock.

        Raises:
            NotTaken: It could not be saved; nothing has changed.
        """
        return self._save(change(self.session, *args, **kwargs))

    def go(self, step: str, key: ItemKey | None) -> Session:
        """Go to a step or item. Before it begins and once it is closed, this is only looking: the file stays.

        Where nothing can be kept, one can still look around, and is told.
        """
        if self.session.state == "open":
            try:
                return self.move(plan.go, step, key, self.now)
            except NotTaken as error:
                self.notice = f"{error}. Until then you can look around."
        self._kept = replace(self._kept, session=plan.look(self.session, step, key))
        return self.session

    def undo(self) -> str | None:
        """Take the last change back and return what it was; None if there is none.

        What came after it stays, so the votes of a closed ballot are never undone.

        Raises:
            NotTaken: It could not be saved; nothing has changed.
        """
        if not self._undo:
            return None
        last = self._undo[-1]
        undone = self._without(last)
        if last.reopens is None:
            self._save(undone)
        else:
            self._reopen(*last.reopens, undone)
        self._undo.pop()
        return last.label

    def _without(self, taken: Taken) -> Session:
        """The session without one change; people stay where they are, and time that went by has gone by."""
        now = self.session
        undone = taken_back(taken.before, taken.after, now)
        undone = altered(undone, place=plan.nearest(now, undone), times=now.times)
        if undone.state == now.state:
            return undone
        return plan.resume(undone, self.now) if undone.state == "open" else plan.leave(undone, self.now)

    def _reopen(self, key: ItemKey, closed: Round, session: Session) -> None:
        """Put a revealed round back among the open ones. It is kept there first, so that no crash loses it."""
        if self._rounds.get(key) is not None:
            raise NotTaken(
                "A new round on this item has begun; reveal it or throw it away, then take back the one before"
            )
        rating = session.rating(key)
        self._rounds.reopen(key, closed, len(rating.rounds) if rating else 0)
        try:
            self._save(session)
        except NotTaken:
            self._rounds.forget(key)
            raise

    @property
    def undoable(self) -> int:
        """How many changes can be taken back."""
        return len(self._undo)

    def _remember(self, taken: Taken) -> None:
        self._undo = [*self._undo[-_UNDO_DEPTH + 1 :], taken]

    # Votes of open rounds

    def open_round(self, key: ItemKey) -> OpenRound | None:
        """The totals of an item's open round; None while nobody has answered."""
        return self._rounds.get(key)

    def cast(self, key: ItemKey, level: int) -> OpenRound:
        """Count one card; level 0 is "can't say".

        Raises:
            NotTaken: The scale has no such level, or the totals could not be kept.
        """
        self.must_be_open()
        return self._rounds.cast(self.session, key, level)

    def last_card_is_known(self, key: ItemKey) -> bool:
        """Whether :meth:`take_back` works without naming a level. Only the very last card is remembered."""
        return self._rounds.last_card_is_known(key)

    def was_seen(self, key: ItemKey) -> bool:
        """Whether the room has seen the open round's spread, so that :meth:`take_back` may name a level."""
        return self._rounds.was_seen(key)

    def take_back(self, key: ItemKey, level: int | None = None) -> OpenRound | None:
        """Take one card back: the last one, or, where the spread was seen, one of the level that is named.

        Raises:
            NotTaken: There is no such card, or nobody may know which there are.
        """
        return self._rounds.take_back(key, level)

    def cast_ballot(self, answers: Mapping[ItemKey, int]) -> None:
        """Count one person's answers, split by item at once: only the totals of each item remain.

        Raises:
            NotTaken: An answer does not fit, or they could not be kept; none is counted.
        """
        self.must_be_open()
        self._rounds.cast_ballot(self.session, answers)

    def close_round(self, key: ItemKey) -> Round:
        """Close an item's open round: from now on its spread may be seen, and it is in the session.

        Raises:
            NotTaken: Nobody has answered, or it could not be saved; the round stays open.
        """
        self.must_be_open()
        one, before = self._rounds.get(key), self.session
        if one is None:
            raise NotTaken("Nobody has answered yet")
        closed = one.closed(max(before.people, one.answers) if before.people else 0)
        after = self._save(ratings.close_round(before, key, closed))
        if one.how == "cards":
            rating = before.rating(key)
            title = (rating and rating.title) or key.item
            self._remember(Taken(f"the reveal of {title}", before, after, (key, closed)))
        self._rounds.forget(key)
        return closed

    def discard_rounds(self, keys: Collection[ItemKey]) -> None:
        """Throw open rounds away, to take them anew.

        Raises:
            NotTaken: It could not be done.
        """
        self._rounds.discard(keys)

    def must_not_be_closed(self) -> None:
        """What a workshop found stays as it was closed, until it is opened again.

        Raises:
            NotTaken: It is closed.
        """
        if self.session.state == "closed":
            raise NotTaken("The workshop is closed; open it again first (o on its last screen)")

    def must_be_open(self) -> None:
        """Votes are taken in an open workshop only.

        Raises:
            NotTaken: It has not begun, or is closed.
        """
        self.must_not_be_closed()
        if self.session.state == "planned":
            raise NotTaken("The workshop has not begun; go to its first step and press enter")

    # Saving

    def _save(self, session: Session, *, at_any_cost: bool = True) -> Session:
        """Put the session on disk; only then is it the session.

        Args:
            session: The session as it will be.
            at_any_cost: Also where the file was changed or taken away by someone else.
        """
        if session == self.session:
            return self.session
        path, expected = self.path, self._kept.digest
        try:
            try:
                digest = session_file.save(path, session, expected)
            except (safe_save.ChangedElsewhere, FileNotFoundError) as error:
                if not at_any_cost:
                    raise
                if isinstance(error, safe_save.ChangedElsewhere) and (now := self._only_looked_at()):
                    digest = session_file.save(path, session, now)
                else:
                    path = (
                        self.path if isinstance(error, FileNotFoundError) else session_file.beside(self.path, self.now)
                    )
                    digest = session_file.save(path, session, None)
                    self.notice = _notice(self.path.name, path.name)
        except (OSError, ValueError, safe_save.ChangedElsewhere) as error:
            self.is_kept = False
            raise NotTaken(f"Not kept: {why(error)}. Nothing was changed; mend that and do it again") from None
        moved, self.is_kept = path != self.path, True
        self._kept, self._saved = session_file.Kept(path, session, digest), session
        if moved:
            self._rounds.move_to(path, session.id)
        return session

    def _only_looked_at(self) -> str:
        """The digest of the file where somebody else opened and left it, and changed nothing but the place and times.

        Empty where more was changed, be it a comment: that is somebody's work.
        """
        try:
            found = session_file.load(self.path)
        except FileProblem:
            return ""
        theirs = altered(found.session, place=self._saved.place, times=self._saved.times)
        written = safe_save.digest(session_file.text_of(found.session).encode("utf-8"))
        return found.digest if theirs == self._saved and written == found.digest else ""

    def start(self) -> Session:
        """Show where the session stands; an open one goes on where it stopped.

        A planned one waits on its first step, so that a look at it the evening before leaves no trace and
        the clock starts with the people: see :meth:`begin`.

        Raises:
            NotTaken: It could not be saved.
        """
        session = self.session
        if session.state == "open":  # kept with the first change, so that opening a file to look leaves no trace
            self._kept = replace(self._kept, session=plan.resume(session, self.now))
            return self.session
        if session.state == "closed" or not session.agenda.steps:
            return self.go("", None)
        first = session.agenda.steps[0]
        return self.go(first.id, None) if first.kind in _WAITING_KINDS else self.begin()

    def begin(self) -> Session:
        """Begin a planned workshop: its first step's clock starts.

        Raises:
            NotTaken: It could not be saved; it has not begun.
        """
        steps = self.session.agenda.steps
        return self.move(plan.go, steps[0].id, None, self.now) if steps else self.move(plan.reopen)

    @property
    def is_waiting(self) -> bool:
        """Whether the workshop has not begun, and stands on the step that begins it."""
        steps = self.session.agenda.steps
        return self.session.state == "planned" and bool(steps) and self.session.place.step == steps[0].id

    def leave(self) -> None:
        """Stop the clock before the program is left; what was taken is on disk already. A look leaves no trace."""
        if self._kept.digest == self._found and plan.is_a_look(self.session, self.now):
            return
        try:
            self._save(plan.leave(self.session, self.now), at_any_cost=False)
        except NotTaken:
            pass  # only the running time of this step would be lost


def _notice(name: str, now_in: str) -> str:
    if name == now_in:
        return f"{name} had gone from its folder; it has been written again"
    return f"Someone else changed {name} meanwhile. Theirs is untouched; you go on in {now_in}"


__all__ = ["NotTaken", "Workshop", "new_id"]
