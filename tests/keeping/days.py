"""Days with one session while its files are recorded, and what must be found again whatever happens after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from opened import A, B, Clock, die
from strategies import a_session

from keeping.recorder import Killed, Recorder
from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.changes.merge import merged
from workshop_tui.changes.swap import altered
from workshop_tui.keeping import Keeping
from workshop_tui.model.action import Action
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import ItemKey, Place, Session
from workshop_tui.store import locks, safe_save, session_file
from workshop_tui.store.library import Library
from workshop_tui.workshop import Workshop

KNOWN = Library()
Seen = tuple[Session, tuple[OpenRound | None, ...]]
"""What a facilitator has seen as taken: the session, but for where it stands, and the cards that are in."""


def opened(path: Path, state: Path, clock: Clock) -> Workshop:
    """``Workshop.open`` without the library, which would be read anew each time."""
    keeping, found = Keeping.open(path, state, clock)
    workshop = Workshop(keeping, found, KNOWN, clock)
    keeping.arrive()
    return workshop


def kill(workshop: Workshop) -> None:
    """End as a kill -9 ends it: nothing is tidied up, and the next one is another process."""
    die(workshop)
    locks._OURS.clear()


def seen_in(workshop: Workshop) -> Seen:
    session = altered(workshop.session, place=Place(), times={})
    return session, tuple(workshop.open_round(key) for key in (A, B))


class Day:
    """One session in a folder of its own, and all that was seen of it, in order."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.file, self.state = recorder.root / "sessions" / "team.toml", recorder.root / "state"
        self.clock = Clock()
        self.seen: list[Seen] = []
        self.others = 10**9
        """From which of them on somebody else had a hand in it."""
        self.theirs: tuple[Session, Session] | None = None
        """The file before somebody else's change and after it, while that has not come in here."""
        self.undone: Session | None = None
        """What an undo that is under way leads to: a state that was seen before."""
        self.number = 0
        self.workshop: Workshop

    def new(self) -> None:
        """Make the session's file."""
        self.file.parent.mkdir()
        safe_save.sync_folder(self.file.parent.parent)
        session_file.save(self.file, altered(a_session(), state="open"), None)
        self.open()

    def open(self) -> None:
        self.clock.passes(minutes=10)
        self.theirs = None
        self.workshop = opened(self.file, self.state, self.clock)
        self.done()

    def done(self) -> None:
        """What is on the screen now is promised."""
        if not self.seen or self.seen[-1] != seen_in(self.workshop):
            self.seen.append(seen_in(self.workshop))
        self.recorder.promise(len(self.seen) - 1)
        self._foresee()

    def _foresee(self) -> None:
        """What may be found from now on, though nobody was told yet: the same with somebody else's change."""
        if self.theirs is not None:
            session, cards = self.seen[-1]
            both = merged(self.theirs[0], session, self.theirs[1]).session
            self.seen.append((altered(both, place=Place(), times={}), cards))

    def team(self) -> None:
        self.number += 1
        self.workshop.take("the team", plan.facts, team=f"Team {self.number}")
        self.done()

    def note(self, key: ItemKey | None = None) -> None:
        self.number += 1
        self.workshop.take("a note", notes.add, f"n{self.number}", key, "works", f"note {self.number}")
        self.done()

    def agree(self, level: int) -> None:
        self.workshop.take("agreed", ratings.agree, A, level)
        self.done()

    def action(self) -> None:
        self.number += 1
        new = Action(id=f"a{self.number}", what="Ask them first")
        self.workshop.take("an action", actions.add, new, self.clock().date())
        self.done()

    def cast(self, key: ItemKey, *levels: int) -> None:
        for level in levels:
            self.workshop.cast(key, level)
            self.done()

    def reveal(self, key: ItemKey) -> None:
        self.workshop.close_round(key)
        self.done()

    def undo(self) -> None:
        self.workshop._remember_recovered()
        undone = self.workshop._without(self.workshop._undo[-1], self.workshop.session)
        self.undone = altered(undone, place=Place(), times={})
        self.workshop.undo()
        self.undone = None
        self.done()

    def go(self, step: str) -> None:
        self.clock.passes(minutes=1)
        self.workshop.go(step, None)

    def save(self, *, milestone: bool = False, meanwhile: Callable[[], None] | None = None) -> None:
        self.recorder.at_replace, self.theirs = meanwhile or self.recorder.at_replace, None
        assert self.workshop.save(milestone=milestone), self.workshop.trouble
        self.done()

    def leave(self) -> None:
        self.workshop.leave()
        self.done()

    def end_after(self, steps: int) -> None:
        """Be killed after so many steps more, in the middle of what comes now."""
        self.recorder.deadline = len(self.recorder.steps) + steps

    def killed_in(self, doing: Callable[[], None], when: Callable[[], None]) -> None:
        """Be killed in the middle of this."""
        when()
        try:
            doing()
        except Killed:
            self.die()
        else:
            raise AssertionError("nobody was killed")

    def die(self) -> None:
        """A kill -9."""
        kill(self.workshop)
        self.recorder.bury()

    def somebody_else(self, change: Callable[[Session], Session]) -> None:
        """Another laptop changes the file."""
        self.others = min(self.others, len(self.seen))
        before = session_file.load(self.file)
        self.theirs = before.session, change(before.session)
        self._foresee()
        session_file.save(self.file, self.theirs[1], before.digest)

    def moved_to(self, name: str) -> None:
        """The file is renamed while nobody has it open."""
        self.file = self.file.rename(self.file.with_name(name))
        safe_save.sync_folder(self.file.parent)


def short(day: Day) -> None:
    """Opening, changes before and after saves, one in the middle of a save, undo, leaving, opening again."""
    day.new()
    day.team()
    day.agree(3)
    day.save()
    day.team()
    day.note(A)
    day.save(meanwhile=day.team)
    day.undo()
    day.leave()
    day.open()
    day.note()
    day.save()
    day.leave()


def cards(day: Day) -> None:
    """Cards, reveals, and a reveal taken back."""
    day.new()
    day.cast(A, 3, 4)
    day.cast(B, 2)
    day.reveal(A)
    day.undo()
    day.cast(A, 5)
    day.reveal(A)
    day.save(milestone=True)
    day.reveal(B)
    day.leave()


def killed(day: Day) -> None:
    """Two ends by kill -9, each with something that no file holds; the file is renamed in between."""
    day.new()
    day.team()
    day.save()
    day.team()
    day.die()
    day.open()
    day.note()
    day.die()
    day.moved_to("other.toml")
    day.open()
    day.undo()
    day.save()
    day.agree(2)
    day.leave()


def interrupted(day: Day) -> None:
    """Two ends by kill -9, in the middle of keeping a change and of a save; then another life that only looks."""
    day.new()
    day.team()
    day.killed_in(day.team, lambda: day.end_after(1))
    day.open()
    day.killed_in(day.save, lambda: setattr(day.recorder, "at_replace", lambda: day.end_after(1)))
    day.open()
    day.leave()


def together(day: Day) -> None:
    """Somebody else changes the file, before and after a kill."""
    day.new()
    day.note()
    day.save()
    day.team()
    day.somebody_else(lambda session: notes.add(session, "o1", B, "worries", "theirs"))
    day.agree(4)
    day.save()
    day.note()
    day.somebody_else(lambda session: ratings.give_dots(session, B, 3))
    day.die()
    day.open()
    day.agree(5)
    day.save()
    day.leave()


def long(day: Day) -> None:
    """A whole workshop: all of these, one after the other, with versions at each step."""
    day.new()
    for step in ("welcome", "rate-trust", "rate-links", "actions"):
        day.go(step)
        day.team()
        day.agree(day.number % 5 + 1)
        day.save(milestone=True, meanwhile=day.note)
        day.action()
        day.cast(B, 1, 2)
        day.undo()
        day.note(B)
        day.reveal(B)
        day.save(meanwhile=day.undo)
    day.team()
    day.die()
    day.open()
    day.note()
    day.leave()
    day.open()
    day.team()
    day.somebody_else(lambda session: notes.add(session, "o1", B, "worries", "theirs"))
    day.save(meanwhile=day.note)
    day.leave()


DAYS = {one.__name__: one for one in (short, cards, killed, interrupted, together, long)}
