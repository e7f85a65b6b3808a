"""How one session is kept: each change in this computer's journal at once, in the session's file soon after.

``workshop.py`` takes changes; this sees to it that none is lost. :meth:`Keeping.keep` returns once a change is on
disk, in a moment. :meth:`Keeping.save` brings the file up to date, as long as the place where it lies takes for that,
and may be called by another thread: what somebody else put into the file meanwhile is brought together with ours.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from workshop_tui.analysis.differences import in_brief
from workshop_tui.changes import plan
from workshop_tui.changes.merge import Conflict, merged, taken_back
from workshop_tui.changes.swap import altered
from workshop_tui.choices import Choices
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.not_taken import NotTaken, why
from workshop_tui.notices import Notices
from workshop_tui.on_file import OnFile
from workshop_tui.on_journal import OnJournal
from workshop_tui.on_versions import OnVersions
from workshop_tui.recovery import Recovered, recover
from workshop_tui.store import locks, safe_save, session_file, toml_in, toml_out
from workshop_tui.store.comments import Comment, comments
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.journal import Doing
from workshop_tui.store.problem import FileProblem

Clock = Callable[[], dt.datetime]
_PATIENCE = 5.0  # seconds, for a save that is under way already
_TRIES = 3  # to bring a file together with ours that others keep changing


class Keeping:
    """One open session, in memory, on the journal and in its file.

    Args:
        kept: The session as it lies in its file.
        size: The file's bytes.
        drawer: What this computer keeps of it.
        found: What was brought back from there.
        state: The folder for this computer's own files.
        clock: Local time.
    """

    def __init__(
        self, kept: session_file.Kept, size: int, drawer: Drawer, found: Recovered, state: Path, clock: Clock
    ) -> None:
        self._now = threading.RLock()  # held for moments, while the session or the journal changes
        self._at_it = threading.Lock()  # held for a whole save
        self._filed, self._found_as = kept, kept.digest
        self._state, self.drawer, self._clock = state, drawer, clock
        self._journal = OnJournal(drawer, found, size, clock)
        self._versions = OnVersions(drawer, kept.session, clock)
        self._taken = self.session = found.session
        self._presence = locks.Presence(kept.path)
        self._choices = Choices(found.conflicts)
        self.notices = Notices(found.said)
        self._on_file = OnFile(kept)
        self._let_be: Session | None = None
        """A state that the file lacks and need not have: see :meth:`_only_the_clock_went_on`."""
        self.trouble = ""
        """Why the file could not be brought up to date; empty if it could, or was not tried yet."""
        self.is_kept = True
        """Whether the last change is on disk anywhere."""
        self.comments: list[Comment] = []
        """What somebody wrote into the file behind #."""
        self.moved: Callable[[Drawer], None] = lambda _: None
        """Told when the session goes on in another file."""

    @classmethod
    def open(cls, path: Path, state: Path, clock: Clock) -> tuple[Keeping, Recovered]:
        """Read a session's file, and bring back what the file does not hold yet.

        Raises:
            FileProblem: The file cannot be used.
        """
        source, kept, drawer, found = recover(path, state, clock())
        keeping = cls(kept, len(source.raw), drawer, found, state, clock)
        if "#" in source.text.removeprefix(toml_out.SCHEMA_LINE):
            keeping.comments = comments(source.text)
        return keeping, found

    @property
    def path(self) -> Path:
        """The session's file."""
        return self._filed.path

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """Places where somebody else says something different, for a person to choose."""
        return tuple(self._choices.waiting)

    @property
    def in_file(self) -> Session:
        """The session as the file has it."""
        return self._filed.session

    @property
    def is_saved(self) -> bool:
        """Whether the file has all that was taken."""
        return self._taken == self._filed.session or self._taken is self._let_be

    @property
    def was_written(self) -> bool:
        """Whether the file is another one than was opened, or something waits to be written."""
        return self._filed.digest != self._found_as or not self.is_saved

    def arrive(self) -> None:
        """Tell others that the session is open here, and ourselves if it is open elsewhere."""
        other = self._presence.arrive(self._clock())
        if other is not None:
            at = other.words(self._clock())
            self.notices.tell(f"This session is {at}. Both can go on: what each changes is brought together")

    def stay(self) -> None:
        """We are still here; to be said every few minutes."""
        self._presence.touch()

    # Changes

    def keep(
        self,
        before: Session,
        session: Session,
        do: Doing,
        label: str = "",
        reopens: ItemKey | None = None,
        conflicts: Sequence[Conflict] = (),
    ) -> None:
        """Take a new state of the session once it is on disk: in the journal, or, where that fails, in the file.

        Args:
            before: What the change was made of; what came in from another laptop since then stays.
            session: What it made of it.
            do: What kind of change it is.
            label: What it is called.
            reopens: The item, where it closes a round.
            conflicts: What a person has to choose after it; with "undo", what need not be chosen any more.

        Raises:
            NotTaken: It is nowhere on disk; the session is as it was.
        """
        with self._now:
            if self.session is not before:
                session, came_in = merged(before, session, self.session)
                conflicts = conflicts if do == "undo" else (*conflicts, *came_in)
            if session == self._taken and do not in ("undo", "ask again") and not conflicts:
                self.session = session
                return
            reason, was = "", self._taken
            try:
                self._write_down(session, do, label, reopens, conflicts)
                self.is_kept = True
            except ValueError as error:
                raise NotTaken(f"Not kept: {why(error)}. Nothing was changed") from None
            except OSError as error:
                reason = why(error)
            self._taken = self.session = session
        if reason:
            self._straight_to_file(was, session, reason)
        with self._now:
            self._choices.follow(do, conflicts)

    def show(self, look: Callable[[Session], Session]) -> None:
        """Look at another place: in memory alone."""
        with self._now:
            self.session = look(self.session)

    def settle(self, conflict: Conflict, before: Session, session: Session, label: str) -> Sequence[Conflict]:
        """Take what was chosen where two said different things.

        Returns:
            All that waited at that place, and does not any more.

        Raises:
            NotTaken: It could not be kept.
        """
        with self._now:
            if self.session is not before:
                session = merged(before, session, self.session).session
            gone = self._choices.at(conflict)
            try:
                self._write_down(session, "settle", label, conflicts=gone)
            except (OSError, ValueError) as error:
                raise NotTaken(f"Not kept: {why(error)}. Nothing was changed") from None
            self._taken = self.session = session
            self._choices.follow("settle", gone)
            return gone

    def _write_down(
        self,
        session: Session,
        do: Doing,
        label: str = "",
        reopens: ItemKey | None = None,
        conflicts: Sequence[Conflict] = (),
        theirs: session_file.Kept | None = None,
    ) -> None:
        """Put a state on the journal.

        Raises:
            NotTaken: The file could not hold it.
            OSError, ValueError: It is not there.
        """
        self._write_unwritten()
        given = label, reopens, conflicts
        self._journal.write_down(session, self._filed, do, *given, waiting=self.conflicts, theirs=theirs)

    def _write_unwritten(self) -> None:
        if unwritten := self._choices.unwritten:
            self._journal.write_down(self._taken, self._filed, "merge", conflicts=unwritten, waiting=self.conflicts)
            self._choices.unwritten = []

    def _straight_to_file(self, before: Session, session: Session, reason: str) -> None:
        """The journal cannot be written: the file is, at once."""
        if self.save():
            self.is_kept = True
            with self._now:
                if not self.conflicts:  # which are nowhere else
                    self._journal.clear()  # the file is ahead of it now
            self.notices.tell(
                f"This computer's own folder cannot be written ({reason}), so each change goes straight to the file"
            )
            return
        with self._now:  # what somebody else did may have come in meanwhile, and stays
            self._taken = self.session = taken_back(before, session, self._taken)
        self.is_kept = False
        raise NotTaken(f"Not kept: {self.trouble}. Nothing was changed; mend that and do it again")

    # The file

    def save(self, *, milestone: bool = False) -> bool:
        """Bring the file up to date; false, with :attr:`trouble`, where that cannot be done now.

        Args:
            milestone: Keep this state as a version too: a step of the day, or leaving.
        """
        if not self._at_it.acquire(timeout=_PATIENCE):
            self.trouble = "the place where the file lies does not answer"
            return False
        try:
            if not self.is_saved or (milestone and self._on_file.was_rolled_back(self._filed)):
                self._bring_up_to_date()
            if milestone and self._filed.digest != self._found_as:
                self._versions.milestone(self._filed.session)
            self.trouble = ""
            return True
        except (OSError, ValueError, safe_save.ChangedElsewhere) as error:
            self.trouble = why(error)
            return False
        finally:
            self._at_it.release()

    def _bring_up_to_date(self) -> None:
        for _ in range(_TRIES):
            try:
                with locks.saving(self.path):
                    safe_save.sweep(self.path)
                    self._write_file()
                return
            except safe_save.ChangedElsewhere:
                continue  # by a program that knows no lock, in the very moment between
        raise safe_save.ChangedElsewhere

    def _write_file(self) -> None:
        found: bytes | None = None
        with contextlib.suppress(FileNotFoundError):
            found = self.path.read_bytes()
        digest = "" if found is None else safe_save.digest(found)
        if earlier := self._on_file.earlier(digest, self._filed):
            safe_save.sync_folder(self.path.parent)  # what had failed, if it is the last one
            if not self._on_file.is_last(digest):
                self.notices.tell(f"{self.path.name} was as it had been before; what was taken since is in it again")
            self._filed = earlier
        if digest != self._filed.digest and self._only_the_clock_went_on():
            if found is not None:
                return
            if self._versions.put_session(self._filed.session):
                said = "has gone from its folder. Nothing was changed, so it was not written again"
                self.notices.tell(f"{self.path.name} {said}; workshop-tui versions can bring it back")
                return
        if found is None:
            self._replace(None)
            self.notices.tell(f"{self.path.name} had gone from its folder; it has been written again")
            return
        if digest == self._filed.digest:
            if digest == self._found_as and not self._versions.put(found) and self.comments:
                self.notices.tell("The comments in the file are gone: this computer could not keep it as it was")
            self._replace(digest)
            return
        self._versions.put(found)
        try:
            theirs = session_file.kept_of(toml_in.parse(self.path, found))
        except FileProblem:
            theirs = None
        if theirs is None or theirs.session.id != self._taken.id:
            self._go_on_beside()
        else:
            self._take_in(theirs)

    def _only_the_clock_went_on(self) -> bool:
        """Whether all that the file lacks is where the workshop stands, and for how long.

        That is not worth writing into a file which somebody else changed, or took away, meanwhile: it is let be.
        """
        with self._now:
            filed, now = self._filed.session, self._taken
            is_so = altered(filed, place=now.place, times=now.times) == now
            self._let_be = now if is_so else None
        return is_so

    def _replace(self, expected: str | None) -> None:
        self._filed, self._let_be = self._put_in_place(self.path, expected), None
        with self._now:
            if self._journal.is_long and self._taken is self._filed.session:
                self._journal.begin_anew(self.drawer, self._write_rest)

    def _put_in_place(self, path: Path, expected: str | None) -> session_file.Kept:
        with self._now:
            session = self._taken
            saving = self._journal.about_to_save(session)

        def about_to(digest: str) -> None:
            with self._now:
                if not self._journal.is_of(saving):  # this save hung until the session was left, or was begun anew
                    raise OSError(errno.ECANCELED, "this save came too late")
                saving.intend(digest)
                self._on_file.about_to_be(digest, session)

        digest = session_file.save(path, session, expected, about_to)
        with self._now:
            self._journal.saved(saving, digest, is_all=self._taken is session and not self.conflicts)
        return session_file.Kept(path, session, digest)

    def _take_in(self, theirs: session_file.Kept) -> None:
        """Somebody else changed the file: both sets of changes, and what both changed for a person to choose."""
        with self._now:
            ours = self._taken
            if ours.state == "open":  # its clock may have been started again, in memory alone
                ours = altered(ours, place=self.session.place, times=self.session.times)
            both = merged(self._filed.session, ours, theirs.session)
            session = plan.one_clock(both.session, ours, theirs.session, self._clock())
            news, new = in_brief(ours, session), self._choices.new(both.conflicts)
            try:
                self._write_down(session, "merge", conflicts=new, theirs=theirs)
            except OSError:  # then the file, and the first change that can be written, have it
                self._choices.were_not_written(new)
            self._choices.follow("merge", new)
            self._taken, self.session = session, plan.stay(session, self.session.place)
            self._filed, self._let_be = theirs, None
        if not self.is_saved:
            self._replace(theirs.digest)
        if new:
            self.notices.tell("Somebody else changed what you changed: press ! to choose")
        if news:
            self.notices.tell(f"Somebody else changed {self.path.name} too. New from there: {news}")

    def _go_on_beside(self) -> None:
        """The file holds what cannot be brought together with ours: theirs stays, ours goes on beside it."""
        was = self.path
        path = session_file.beside(was, self._clock())
        drawer = Drawer(self._state, path, self._taken.id)
        filed = self._put_in_place(path, None)
        with self._now:
            self._filed, self.drawer, self._versions.drawer = filed, drawer, drawer
            self._journal.begin_anew(drawer, self._write_rest)
        self._presence.leave()
        self._presence = locks.Presence(path)
        self._presence.arrive(self._clock())
        self.moved(drawer)
        self.notices.tell(f"Someone else changed {was.name} meanwhile. Theirs is untouched; you go on in {path.name}")

    def _write_rest(self) -> None:
        """What a new journal must say: what the file does not hold, and what is to be chosen yet."""
        if self._taken != self._filed.session or self.conflicts:
            self._write_down(self._taken, "merge", conflicts=self.conflicts)

    def leave(self, *, is_proper: bool = True) -> bool:
        """Let go of the session; true if the file holds everything, so that the journal is not needed any more.

        Args:
            is_proper: False after a failure: the journal stays all the same, so that the next start offers to go on.
        """
        is_done = self.save(milestone=True)
        with self._now:
            with contextlib.suppress(OSError, ValueError, NotTaken):
                self._write_unwritten()
            if is_proper and is_done and self.is_saved and not self.conflicts and safe_save.is_synced(self.path.parent):
                self._journal.clear()
            else:
                self._journal.close()
        self._presence.leave()
        return is_done
