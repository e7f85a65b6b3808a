"""The one door for change: what a screen or a command asks for is on disk first and seen as taken afterwards.

Screens read ``workshop.session`` (frozen) and call :meth:`Workshop.take` with one of the functions of
``changes``. Votes of an open round go their own way, in totals only, until the round is closed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
import string
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from workshop_tui.changes import notes, plan, ratings
from workshop_tui.changes.merge import Conflict
from workshop_tui.keeping import Keeping
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import ItemKey, Round, Session
from workshop_tui.not_taken import NotTaken
from workshop_tui.recovery import Recovered, Taken
from workshop_tui.store import folders
from workshop_tui.store.account import earlier
from workshop_tui.store.check import misspelt
from workshop_tui.store.comments import Comment, not_in_notes
from workshop_tui.store.library import Library, library
from workshop_tui.taking import Taking
from workshop_tui.words import clean

_WAITING_KINDS = ("welcome", "talk", "break")  # an agenda that begins with one of these waits for people
_LETTERS = string.ascii_lowercase + "23456789"


def new_id() -> str:
    """A short random id, so that what two laptops add does not collide."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


class Workshop(Taking):
    """One open session: its state, its file, its undo, its open rounds.

    Args:
        keeping: Where the session is kept.
        found: What was brought back on opening, for undo.
        known: Frameworks and texts to lead with.
        clock: Local time, without zone.
    """

    def __init__(
        self, keeping: Keeping, found: Recovered, known: Library, clock: Callable[[], dt.datetime] = dt.datetime.now
    ) -> None:
        super().__init__(keeping, found, clock)
        self.library = known
        self.before, self.untold = earlier(keeping.path, keeping.session)
        self.comments: Sequence[tuple[ItemKey | None, str]] = ()
        """What somebody wrote into the file behind #, and at which item; saving cannot keep it."""

    @classmethod
    def open(
        cls, path: Path, state: Path | None = None, clock: Callable[[], dt.datetime] = dt.datetime.now
    ) -> Workshop:
        """Open a session's file.

        Raises:
            store.problem.FileProblem: It cannot be used.
        """
        keeping, found = Keeping.open(path, state or folders.state(), clock)
        workshop = cls(keeping, found, library(path.resolve().parent), clock)
        keeping.arrive()
        left = not_in_notes(keeping.comments, workshop.session)
        workshop.comments = [(_item_of(one, keeping.in_file), clean(one.text)) for one in left]
        if number := len(keeping.conflicts):
            places = "one place" if number == 1 else f"{number} places"
            keeping.notices.tell(f"Two versions of {places} wait for a choice: press !")
        if slips := misspelt(path):
            more = f", and {len(slips) - 1} more" if len(slips) > 1 else ""
            keeping.notices.tell(f"{slips[0].short(150)}{more}. workshop-tui check tells all about it")
        return workshop

    # Places

    def go(self, step: str, key: ItemKey | None) -> Session:
        """Go to a step or item. Before it begins and once it is closed, this is only looking: the file stays.

        Where nothing can be kept, one can still look around, and is told.
        """
        if self.session.state == "open":
            try:
                return self.move(plan.go, step, key, self.now)
            except NotTaken as error:
                self.tell(f"{error}. Until then you can look around")
        self._keeping.show(lambda now: plan.look(now, step, key))
        return self.session

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
            NotTaken: Nobody has answered, or it could not be kept; the round stays open.
        """
        self.must_be_open()
        one, before = self._rounds.get(key), self.session
        if one is None:
            raise NotTaken("Nobody has answered yet")
        closed = one.closed(max(before.people, one.answers) if before.people else 0)
        now = ratings.close_round(before, key, closed)
        self._rounds.closing(key)
        if one.how == "cards":
            rating = before.rating(key)
            label = f"the reveal of {(rating and rating.title) or key.item}"
            self._keep(before, now, "take", label, key)
            self._remember(Taken(label, before, now, (key, closed)))
        else:
            self._keep(before, now)
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

    # Keeping

    def save(self, *, milestone: bool = False) -> bool:
        """Bring the session's file up to date; may be called by another thread, and take long.

        Args:
            milestone: Keep this state as a version too: a step of the day.

        Returns:
            False where it cannot be done now; what was taken stays in this computer's journal.
        """
        return self._keeping.save(milestone=milestone)

    @property
    def is_saved(self) -> bool:
        """Whether the session's file has all that was taken."""
        return self._keeping.is_saved

    @property
    def trouble(self) -> str:
        """Why the file could not be saved; empty if it was, or nobody tried."""
        return self._keeping.trouble

    @property
    def how_kept(self) -> str:
        """Where what was taken is, for the top line: saved in the file, kept on this computer, or neither."""
        if not self._keeping.is_kept:
            return "NOT KEPT"
        if self._keeping.is_saved:
            return "saved"
        trouble = self._keeping.trouble
        return f"not saved: {trouble}, retrying" if trouble else "kept here"

    @property
    def notice(self) -> str:
        """What waits to be told to the facilitator; empty if nothing does."""
        return self._keeping.notices.peek()

    def take_notice(self) -> str:
        """What waits to be told, for who tells it now; it is told once."""
        return self._keeping.notices.take()

    def tell(self, sentence: str) -> None:
        """Something that the facilitator should be told once, after what waits already."""
        self._keeping.notices.tell(sentence)

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """Places where somebody else says something different, for a person to choose."""
        return tuple(self._keeping.conflicts)

    def take_comments(self) -> None:
        """Put the comments that somebody wrote into the file into notes: on their item, or on the day.

        Raises:
            NotTaken: It could not be kept; nothing has changed.
        """
        self.take("comments into notes", _with_comments, self.comments)
        self.comments = ()

    def stay(self) -> None:
        """Let others see that the session is still open here; to be said every few minutes."""
        self._keeping.stay()

    def start(self) -> Session:
        """Show where the session stands; an open one goes on where it stopped.

        A planned one waits on its first step, so that a look at it the evening before leaves no trace and
        the clock starts with the people: see :meth:`begin`.

        Raises:
            NotTaken: It could not be kept.
        """
        session = self.session
        if session.state == "open":  # kept with the first change, so that opening a file to look leaves no trace
            self._keeping.show(lambda now: plan.resume(now, self.now))
            return self.session
        if session.state == "closed" or not session.agenda.steps:
            return self.go("", None)
        first = session.agenda.steps[0]
        return self.go(first.id, None) if first.kind in _WAITING_KINDS else self.begin()

    def begin(self) -> Session:
        """Begin a planned workshop: its first step's clock starts.

        Raises:
            NotTaken: It could not be kept; it has not begun.
        """
        steps = self.session.agenda.steps
        return self.move(plan.go, steps[0].id, None, self.now) if steps else self.move(plan.reopen)

    @property
    def is_waiting(self) -> bool:
        """Whether the workshop has not begun, and stands on the step that begins it."""
        steps = self.session.agenda.steps
        return self.session.state == "planned" and bool(steps) and self.session.place.step == steps[0].id

    def leave(self, *, is_proper: bool = True) -> None:
        """Stop the clock and bring the file up to date before the program is left. A look leaves no trace.

        Where the file cannot be written now, what was taken waits in the journal for the next time.

        Args:
            is_proper: False after a failure, so that the next start offers to go on.
        """
        now, left = self.session, plan.leave(self.session, self.now)
        if left != now and (self._keeping.was_written or not plan.is_a_look(now, self.now)):
            with contextlib.suppress(NotTaken):  # only the running time of this step would be lost
                self._keep(now, left)
        self._keeping.leave(is_proper=is_proper)


def _item_of(comment: Comment, session: Session) -> ItemKey | None:
    table, place = (*comment.where, "", "")[:2]
    is_item = table == "ratings" and isinstance(place, int) and place < len(session.ratings)
    return session.ratings[place].key if is_item else None  # type: ignore[index]


def _with_comments(session: Session, comments: Sequence[tuple[ItemKey | None, str]]) -> Session:
    for key, text in comments:
        session = notes.add(session, new_id(), key if key and session.rating(key) else None, "evidence", text)
    return session


__all__ = ["NotTaken", "Workshop", "new_id"]
