"""The one door for change: what a screen or a command asks for is saved first and seen as taken afterwards.

Screens read ``workshop.session`` (frozen) and call :meth:`Workshop.take` with one of the functions of
``changes``. Votes of an open round go their own way, in totals only, until the round is closed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import getpass
import os
import secrets
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Concatenate, ParamSpec

from workshop_tui.changes import plan, ratings
from workshop_tui.changes.merge import taken_back
from workshop_tui.changes.swap import altered
from workshop_tui.model.ballot import CANT_SAY, OpenRound
from workshop_tui.model.session import How, ItemKey, Round, Session
from workshop_tui.store import folders, safe_save, session_file
from workshop_tui.store.account import earlier
from workshop_tui.store.library import Library, library
from workshop_tui.store.open_votes import OpenVotes
from workshop_tui.words import capital, slug

Args = ParamSpec("Args")
_UNDO_DEPTH = 200
_WAITING_KINDS = ("welcome", "talk", "break")  # an agenda that begins with one of these waits for people
_LETTERS = string.ascii_lowercase + "23456789"


class NotTaken(Exception):
    """A change could not be kept, and so was not made. The text is one sentence for the screen."""


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
        self._kept = kept
        self.library = known
        self._state = state
        self._clock = clock
        self._undo: list[Taken] = []
        self.before, self.untold = earlier(kept.path, kept.session)
        self._votes_file = OpenVotes(state, kept.path, kept.session.id)
        self._votes = self._still_open(self._votes_file.load())
        self._last_card: tuple[ItemKey, int] | None = None
        self.notice = ""
        """Something the facilitator should be told once; whoever shows it empties it."""

    @classmethod
    def open(
        cls, path: Path, state: Path | None = None, clock: Callable[[], dt.datetime] = dt.datetime.now
    ) -> Workshop:
        """Open a session's file.

        Raises:
            store.problem.FileProblem: It cannot be used.
        """
        kept = session_file.load(path)
        return cls(kept, library(path.resolve().parent), state or folders.state(), clock)

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

        Raises:
            NotTaken: The place could not be kept; nothing has changed.
        """
        if self.session.state == "open":
            return self.move(plan.go, step, key, self.now)
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
        undone = altered(undone, place=now.place, times=now.times)
        if undone.state == now.state:
            return undone
        return plan.resume(undone, self.now) if undone.state == "open" else plan.leave(undone, self.now)

    def _reopen(self, key: ItemKey, closed: Round, session: Session) -> None:
        """Put a revealed round back among the open ones. It is kept there first, so that no crash loses it."""
        if key in self._votes:
            raise NotTaken(
                "A new round on this item has begun; reveal it or throw it away, then take back the one before"
            )
        rating, open_before = session.rating(key), self._votes
        number = len(rating.rounds) if rating else 0
        self._keep_votes({**open_before, key: OpenRound(closed.counts, closed.cant_say, closed.how, number)})
        try:
            self._save(session)
        except NotTaken:
            self._votes = open_before
            with contextlib.suppress(OSError):  # what is left behind is known as closed by the number of its round
                self._votes_file.save(open_before)
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
        return self._votes.get(key)

    def cast(self, key: ItemKey, level: int) -> OpenRound:
        """Count one card; level 0 is "can't say".

        Raises:
            NotTaken: The scale has no such level, or the totals could not be kept.
        """
        self.must_be_open()
        one = self._votes.get(key) or self._fresh(key, "cards")
        try:
            counted = one.with_answer(level)
        except ValueError as error:
            raise NotTaken(capital(str(error))) from None
        self._keep_votes({**self._votes, key: counted})
        self._last_card = (key, level) if counted.how == "cards" else None
        return counted

    @property
    def last_card_is_known(self) -> bool:
        """Whether :meth:`take_back` works without naming a level. Only the very last card is remembered."""
        return self._last_card is not None

    def take_back(self, key: ItemKey, level: int | None = None) -> OpenRound | None:
        """Take one card back: the last one, or one of the level that is named.

        Raises:
            NotTaken: There is no such card, or nobody knows which was last.
        """
        one = self._votes.get(key)
        if one is None or one.how != "cards":
            raise NotTaken("There is no card to take back")
        if level is None:
            if self._last_card is None or self._last_card[0] != key:
                raise NotTaken("Only the very last card is remembered; say which level to take back")
            level = self._last_card[1]
        try:
            fewer = one.without_answer(level)
        except ValueError:
            raise NotTaken("There is no such card to take back") from None
        votes = {**self._votes, key: fewer}
        if not fewer.answers:
            del votes[key]
        self._keep_votes(votes)
        self._last_card = None
        return votes.get(key)

    def cast_ballot(self, answers: Mapping[ItemKey, int]) -> None:
        """Count one person's answers, split by item at once: only the totals of each item remain.

        From then on the whole round is a secret ballot, and nothing of it can be taken back.

        Raises:
            NotTaken: An answer does not fit, or they could not be kept; none is counted.
        """
        self.must_be_open()
        votes = dict(self._votes)
        for key, level in answers.items():
            one = votes.get(key) or self._fresh(key, "ballot")
            try:
                votes[key] = replace(one.with_answer(level), how="ballot")
            except ValueError as error:
                raise NotTaken(capital(str(error))) from None
        self._keep_votes(votes)
        self._last_card = None

    def close_round(self, key: ItemKey) -> Round:
        """Close an item's open round: from now on its spread may be seen, and it is in the session.

        Raises:
            NotTaken: Nobody has answered, or it could not be saved; the round stays open.
        """
        self.must_be_open()
        one = self._votes.get(key)
        if one is None:
            raise NotTaken("Nobody has answered yet")
        before = self.session
        closed = one.closed(before.people)
        after = self._save(ratings.close_round(before, key, closed))
        if one.how == "cards":
            title = next((rating.title for rating in before.ratings if rating.key == key), key.item)
            self._remember(Taken(f"the reveal of {title}", before, after, (key, closed)))
        remaining = {other: votes for other, votes in self._votes.items() if other != key}
        self._votes = remaining
        self._last_card = None
        try:
            self._votes_file.save(remaining)
        except OSError:
            pass  # the totals left behind are known as closed by the number of their round
        return closed

    def discard_round(self, key: ItemKey) -> None:
        """Throw an open round of cards away, to take it anew.

        Raises:
            NotTaken: It could not be done.
        """
        self._keep_votes({other: votes for other, votes in self._votes.items() if other != key})
        self._last_card = None

    def must_be_open(self) -> None:
        """Votes are taken in an open workshop only.

        Raises:
            NotTaken: It has not begun, or is closed.
        """
        if self.session.state == "closed":
            raise NotTaken("The workshop is closed; open it again first (o on its last screen)")
        if self.session.state == "planned":
            raise NotTaken("The workshop has not begun; go to its first step and press enter")

    def _fresh(self, key: ItemKey, how: How) -> OpenRound:
        rating, scale = self.session.rating(key), self.session.scale(key.framework)
        if rating is None or scale is None:
            raise NotTaken("This session does not have that item")
        return OpenRound((0,) * len(scale.levels), how=how, number_of_round=len(rating.rounds))

    def _still_open(self, found: Mapping[ItemKey, OpenRound]) -> dict[ItemKey, OpenRound]:
        """Totals that belong to an item of this session and to a round that was not closed meanwhile."""
        kept = {}
        for key, one in found.items():
            rating, scale = self.session.rating(key), self.session.scale(key.framework)
            if rating and scale and len(rating.rounds) == one.number_of_round and len(scale.levels) == len(one.counts):
                kept[key] = one
        return kept

    def _keep_votes(self, votes: dict[ItemKey, OpenRound]) -> None:
        try:
            self._votes_file.save(votes)
        except OSError as error:
            raise NotTaken(f"Not counted: {_why(error)}. Nothing was changed") from None
        self._votes = votes

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
                path = self.path if isinstance(error, FileNotFoundError) else self._beside()
                digest = session_file.save(path, session, None)
                self.notice = _notice(self.path.name, path.name)
        except (OSError, ValueError, safe_save.ChangedElsewhere) as error:
            raise NotTaken(f"Not kept: {_why(error)}. Nothing was changed; mend that and do it again") from None
        self._kept = session_file.Kept(path, session, digest)
        if self._votes_file.session_path != path:
            self._move_votes(path)
        return session

    def _move_votes(self, path: Path) -> None:
        left, self._votes_file = self._votes_file, OpenVotes(self._state, path, self.session.id)
        with contextlib.suppress(OSError):  # the totals are in memory, and are kept with the next vote
            self._votes_file.save(self._votes)
            left.save({})

    def _beside(self) -> Path:
        """A name for a copy in the same folder, short enough for every file system."""
        try:
            who = getpass.getuser()
        except (OSError, KeyError, ImportError):  # as the system and the Python are
            who = "me"
        stamp = self.now.strftime("%Y-%m-%d %H.%M.%S")
        stem = self.path.stem.partition(" (unsaved ")[0].encode("utf-8", "ignore")[:150].decode("utf-8", "ignore")
        return self.path.with_name(f"{stem} (unsaved {slug(who, 20)} {stamp}).toml")

    def start(self) -> Session:
        """Show where the session stands; an open one goes on where it stopped.

        A planned one waits on its first step, so that a look at it the evening before leaves no trace and
        the clock starts with the people: see :meth:`begin`.

        Raises:
            NotTaken: It could not be saved.
        """
        session = self.session
        if session.state == "open":
            return self.move(plan.resume, self.now)
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
        """Stop the clock before the program is left; what was taken is on disk already."""
        try:
            self._save(plan.leave(self.session, self.now), at_any_cost=False)
        except NotTaken:
            pass  # only the running time of this step would be lost


def _notice(name: str, now_in: str) -> str:
    if name == now_in:
        return f"{name} had gone from its folder; it has been written again"
    return f"Someone else changed {name} meanwhile. Theirs is untouched; you go on in {now_in}"


_REASONS = {
    errno.EACCES: "you have no right to write here",
    errno.EPERM: "you have no right to write here",
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "this place is read-only",
    errno.ENOENT: "the folder is gone",
}


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        number, said = error.errno or 0, error.strerror or "the file cannot be written"
        return _REASONS.get(number, said.lower()) if said == os.strerror(number) else said
    if isinstance(error, ValueError):
        return "it would not read back as it is"
    return "someone else keeps changing the file"


__all__ = ["CANT_SAY", "NotTaken", "Workshop", "new_id"]
