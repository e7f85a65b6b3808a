"""The journal of one open session, begun with the first change, and what is known of it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence

from workshop_tui.changes.merge import Conflict
from workshop_tui.changes.patch import Step, difference
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.not_taken import NotTaken
from workshop_tui.recovery import Recovered, written
from workshop_tui.store import session_file, toml_in, toml_out
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.journal import Change, Doing, Journal

_MOST = 4_000_000  # bytes in one journal, before it begins anew


class OnJournal:
    """What of a session is on this computer's journal. Whoever uses it sees to it that one thread does at a time.

    Args:
        drawer: Where the journal lies, or will.
        found: What was brought back on opening: the journal that goes on, if there is one.
        size: The bytes of the session's file, as it was opened.
        clock: Local time.
    """

    def __init__(self, drawer: Drawer, found: Recovered, size: int, clock: Callable[[], dt.datetime]) -> None:
        self._drawer, self._size, self._clock = drawer, size, clock
        self._journal = found.journal
        self._last = found.on_journal or found.session
        self._unsaid: tuple[str, int] | None = None
        """A file that was put in place when the journal had no room to say so, and how many changes it holds."""

    @property
    def size(self) -> int:
        """Bytes on the journal; 0 where there is none."""
        return self._journal.size if self._journal else 0

    @property
    def is_long(self) -> bool:
        """Whether it should begin anew as soon as the file holds everything."""
        return self.size > _MOST

    def write_down(
        self,
        session: Session,
        filed: session_file.Kept,
        do: Doing,
        label: str = "",
        reopens: ItemKey | None = None,
        conflicts: Sequence[Conflict] = (),
        *,
        waiting: Sequence[Conflict] = (),
        theirs: session_file.Kept | None = None,
    ) -> None:
        """Put the way from the journal's last state to this one on the journal.

        Args:
            session: The state that is to be on it.
            filed: What the file holds, with which a new journal begins.
            do: What kind of change it is.
            label: What it is called.
            reopens: The item, where it closes a round.
            conflicts: What a person has to choose after it.
            waiting: What is to be chosen already, for a journal that begins.
            theirs: The file that came in, where this is a merge with it.

        Raises:
            NotTaken: The file could not hold it; nothing is written.
            OSError, ValueError: It is not there.
        """
        if self._journal is None:
            self._drawer.make()
            text = session_file.text_of(filed.session)
            self._journal = Journal.begin(self._drawer.folder, text, filed.digest)
            self._last = filed.session
            try:
                if waiting:
                    self._journal.change(
                        Change("merge", self._clock(), (), conflicts=[written(one) for one in waiting])
                    )
            except OSError:
                self.clear()  # a journal that does not say what waits must not go on as if it did
                raise
        elif self._unsaid is not None:
            self._journal.intent(*self._unsaid)
            self._journal.saved(self._unsaid[0])
        self._unsaid = None
        steps = difference(self._last, session)
        if do != "merge":
            self._must_fit(session, steps)
        told = [written(one) for one in conflicts]
        came_in = None if theirs is None else (theirs.digest, difference(session, theirs.session))
        self._journal.change(Change(do, self._clock(), steps, label, reopens, told, came_in))
        self._last = session

    def _must_fit(self, session: Session, steps: Sequence[Step]) -> None:
        """No change is taken that the file could not hold."""
        largest = toml_in.largest()
        if self._size + self.size + 4 * len(str(steps)) > largest:  # a letter has four bytes at most
            size = _size(session)
            if size > largest and size > _size(self._last):
                raise NotTaken(
                    "Not kept: the file would become larger than can be read again. Nothing was changed; "
                    "take something away first"
                )

    def about_to_save(self, session: Session) -> Saving:
        """What the journal will have to say of a file that is to hold this session."""
        # Where the journal could not be written for a while, the file is no state that it knows.
        number = self._journal.number if self._journal and self._last == session else None
        return Saving(self._journal, number)

    def is_of(self, saving: Saving) -> bool:
        """Whether a save began with this very journal: it was not left, or begun anew, since then."""
        return saving.journal is self._journal

    def saved(self, saving: Saving, digest: str, *, is_all: bool) -> None:
        """The file is in place.

        Args:
            saving: What :meth:`about_to_save` returned.
            digest: Of the file.
            is_all: Whether nothing was taken since.
        """
        if saving.is_told and saving.journal is not None:
            saving.journal.saved(digest)
        self._unsaid = None if saving.is_told or saving.number is None else (digest, saving.number)
        if saving.journal is not None and saving.number is None and is_all:
            self.clear()  # the file is ahead of it

    def begin_anew(self, drawer: Drawer, write: Callable[[], None]) -> None:
        """The file holds everything up to here, so a new journal can take the place of the old.

        Args:
            drawer: Where the new one lies.
            write: Writes down what the file does not hold, if there is something.
        """
        left, self._journal, self._drawer = self._journal, None, drawer
        try:
            write()
        except OSError:
            if left is not None:
                left.close()  # it alone has what the file has not
        else:
            if left is not None:
                left.clear()

    def clear(self) -> None:
        """The file holds everything: the journal goes."""
        if self._journal is not None:
            self._journal.clear()
            self._journal = None

    def close(self) -> None:
        """Let go of the journal; it stays for the next time."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None


def _size(session: Session) -> int:
    return len(toml_out.write(session).encode())


class Saving:
    """One save of the file, as the journal sees it."""

    def __init__(self, journal: Journal | None, number: int | None) -> None:
        self.journal, self.number = journal, number
        """How many changes of the journal the file will hold; None where it is no state that the journal knows."""
        self.is_told = False
        """Whether the journal says so."""

    def intend(self, digest: str) -> None:
        """Say which file is about to be put in place. A full disk here must not keep the file from being saved."""
        if self.journal is not None and self.number is not None:
            with contextlib.suppress(OSError):
                self.journal.intent(digest, self.number)
                self.is_told = True
