"""Bring back what a journal holds and a session's file does not: after a crash, a power cut, a share that went away."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workshop_tui.analysis import plain_days
from workshop_tui.changes.merge import Conflict, merged
from workshop_tui.changes.patch import Step, difference, patched, plain
from workshop_tui.model.session import ItemKey, Round, Session
from workshop_tui.not_taken import why
from workshop_tui.store import folders, safe_save, session_file, toml_in
from workshop_tui.store.drawer import Drawer, journals_of
from workshop_tui.store.journal import Change, Journal, Record, look
from workshop_tui.store.problem import FileProblem
from workshop_tui.words import counted

UNDO_DEPTH = 200
_TORN = "The end of what this computer kept is not whole, as after a power cut: see whether your last change is there"
_DONE = frozenset({"take", "undo", "settle", "ask again"})  # what a person did; going from step to step is not told


@dataclass(frozen=True)
class Taken:
    """A change that can be taken back: what it was, and the session around it."""

    label: str
    before: Session
    after: Session
    reopens: tuple[ItemKey, Round] | None = None
    asks: Sequence[Conflict] = ()
    """What a person has to choose after it, and need not any more once it is taken back."""
    settles: Sequence[Conflict] = ()
    """What it chose between, and a person has to choose again once it is taken back."""


@dataclass
class Recovered:
    """What was found on opening: the session with all that was brought back, and the journal that goes on."""

    session: Session
    journal: Journal | None = None
    on_journal: Session | None = None
    """The session as the journal has it; changes that are written behind it start from there."""
    record: Record | None = None
    conflicts: list[Conflict] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Sentences for the facilitator."""

    @property
    def undoable(self) -> int:
        """How many changes of the journal can be taken back."""
        depth = 0
        for change in self.record.changes if self.record else ():
            depth = max(0, depth + {"take": 1, "settle": 1, "undo": -1, "ask again": -1}.get(change.do, 0))
        return min(depth, UNDO_DEPTH)

    def taken(self) -> list[Taken]:
        """The changes of the journal that can be taken back, each with the session around it."""
        return _taken(self.record) if self.record else []


def recover(path: Path, state: Path, now: dt.datetime) -> tuple[toml_in.Source, session_file.Kept, Drawer, Recovered]:
    """Read a session's file, and put together what it holds and what the journals hold.

    Args:
        path: The file.
        state: The folder for this computer's own files.
        now: Local time.

    Raises:
        FileProblem: The file cannot be used.
    """
    source = toml_in.read(path)
    kept = session_file.kept_of(source)
    session, drawer = kept.session, Drawer(state, path, kept.session.id)
    drawer.follow()
    said: list[str] = []
    left = _left_behind(drawer, said)
    if left and (raw := toml_in.read_bytes(path)) != source.raw:
        # Who left them had put the file in place since it was read: it must not be taken for an older one.
        source = toml_in.parse(path, raw)
        kept = session_file.kept_of(source)
        if kept.session.id != session.id:  # and now it is another session, with another drawer
            for journal, _ in left:
                journal.close()
            return recover(path, state, now)
    found = Recovered(kept.session, said=said)
    for journal, record in left:
        try:
            _bring_back(found, journal, record, source, kept, now)
        except (FileProblem, ValueError, LookupError, TypeError, AttributeError):
            journal.close()
            source = toml_in.parse(path, source.raw)  # some of its changes may be in it
            if journal is found.journal:
                found = Recovered(kept.session, said=said)
            said.append(_set_aside(journal.path))
    return source, kept, drawer, found


def waiting(path: Path, state: Path) -> int:
    """How many changes this computer keeps that a session's file does not hold, and no window is open on.

    Args:
        path: The file. Of one that cannot be used, all that lies here under its name is counted.
        state: The folder for this computer's own files.
    """
    number = 0
    for record, digest in _records(path, state):
        held = record.held.get(digest, record.confirmed)
        number += sum(change.do in _DONE for change in record.changes[held:])
    return number


def to_choose(path: Path, state: Path) -> int:
    """How many places of a session wait for a choice between two versions, and no window is open on it.

    Args:
        path: The file.
        state: The folder for this computer's own files.
    """
    return sum(len(unsettled(record.changes)) for record, _ in _records(path, state))


def _records(path: Path, state: Path) -> Iterator[tuple[Record, str]]:
    """What the journals of a file say that nobody holds, and the file's digest; empty for one that is unusable."""
    try:
        kept = session_file.load(path)
        journals, digest = Drawer(state, path, kept.session.id).journals(), kept.digest
    except FileProblem:
        journals, digest = journals_of(state, path), ""
    for one in journals:
        with contextlib.suppress(OSError, ValueError):
            if (record := look(one)) is not None:
                yield record, digest


def _left_behind(drawer: Drawer, said: list[str]) -> list[tuple[Journal, Record]]:
    """Take over every journal that nobody holds; ``said`` gets a sentence for each that cannot be read."""
    left: list[tuple[Journal, Record]] = []
    for path in drawer.journals():
        try:
            opened = Journal.go_on(path)
        except OSError as error:  # of the disk, not of what it holds: perhaps another time
            said.append(
                f"Changes that this computer kept cannot be read now ({why(error)}); they lie in "
                f"{folders.from_home(path)}"
            )
            continue
        except ValueError:
            said.append(_set_aside(path))
            continue
        if opened is not None:
            left.append(opened)
            if opened[1].is_altered:
                said.append(_set_aside(path, copy=True))
            elif opened[1].is_torn:
                said.append(_TORN)
    return left


def _set_aside(path: Path, *, copy: bool = False) -> str:
    """Keep a journal that cannot be read, or not to its end, and say where."""
    aside = path.with_name(f"unreadable-{path.name}")
    try:
        if copy:
            safe_save.put(aside, path.read_bytes())
        else:
            path.rename(aside)
    except OSError:
        aside = path
    what = "Some of the changes" if copy else "Changes"
    return f"{what} that this computer kept could not be read; they lie untouched in {folders.from_home(aside)}"


def _bring_back(
    found: Recovered,
    journal: Journal,
    record: Record,
    source: toml_in.Source,
    kept: session_file.Kept,
    now: dt.datetime,
) -> None:
    """Bring the changes of one journal to what was found so far."""
    conflicts: tuple[Conflict, ...] = ()
    held = record.held.get(kept.digest)
    is_first, is_known = found.journal is None, held is not None
    if held is not None and is_first:
        ahead = record.changes[held:]
        patched(source.table, [step for change in ahead for step in change.steps])
        session = session_file.session_of(source) if ahead else kept.session
        tip = session
    else:
        # Somebody else changed the file, or a second window left a journal too: both sets of changes are kept.
        tip = after(record, len(record.changes))
        if tip.id != kept.session.id:
            raise ValueError("another session's journal")
        # It may be one that was known before: a power cut, or a share, can lose what had been put in place.
        last = after(record, *record.came_in.get(kept.digest, record.last)) if held is None else after(record, held)
        held = record.confirmed if held is None else held
        session, conflicts = _together(last, tip, found.session)
        ahead = record.changes[held:]
    if is_first:
        found.journal, found.on_journal, found.record = journal, tip, record
        found.conflicts = unsettled(record.changes)
        if is_known and record.last != (held, ()):  # whoever put the file in place was killed before it was said
            safe_save.sync_folder(kept.path.parent)
            journal.saved(kept.digest)
    else:
        conflicts = (*unsettled(record.changes), *conflicts)
    _write_down_merge(found, session, conflicts, now, None if is_known or not is_first else kept)
    if not is_first and found.on_journal == session:
        journal.clear()
    found.session = session
    if brought := [change for change in ahead if change.do in _DONE]:
        found.said.append(_told(brought, now))


def _together(base: Session, ours: Session, theirs: Session) -> tuple[Session, tuple[Conflict, ...]]:
    both = merged(base, ours, theirs)
    return both.session, tuple(both.conflicts)


def _write_down_merge(
    found: Recovered, session: Session, conflicts: Sequence[Conflict], now: dt.datetime, file: session_file.Kept | None
) -> None:
    """Put what was brought together on the journal, so that what is written behind it fits.

    Args:
        found: So far.
        session: What came of it.
        conflicts: In it.
        now: Local time.
        file: The file that came in, if it is one that the journal does not know.
    """
    new = untold(found.conflicts, conflicts)
    found.conflicts += new
    assert found.journal is not None
    assert found.on_journal is not None
    steps = difference(found.on_journal, session)
    if steps or new or file is not None:
        came_in = None if file is None else (file.digest, difference(session, file.session))
        change = Change("merge", now, steps, conflicts=[written(conflict) for conflict in new], came_in=came_in)
        with contextlib.suppress(OSError):  # then the first change that can be written has it all
            found.journal.change(change)
            found.on_journal = session


def untold(known: Sequence[Conflict], found: Sequence[Conflict]) -> list[Conflict]:
    """Those conflicts of which nobody was told, or with another value."""
    said = [written(conflict) for conflict in known]
    return [conflict for conflict in found if written(conflict) not in said]


def written(conflict: Conflict) -> list[Any]:
    """A conflict as it lies in the journal."""
    return [list(conflict.where), plain(conflict.ours), plain(conflict.theirs)]


def unsettled(changes: Sequence[Change]) -> list[Conflict]:
    """The conflicts of a journal that nobody has settled yet."""
    waiting: list[Conflict] = []
    for change in changes:
        said = _said(change)
        if change.do in ("settle", "undo"):
            gone = [written(conflict) for conflict in said]
            waiting = [conflict for conflict in waiting if written(conflict) not in gone]
        else:
            waiting += untold(waiting, said)
    return waiting


def _said(change: Change) -> list[Conflict]:
    return [Conflict(_place(where), ours, theirs) for where, ours, theirs in change.conflicts]


def _place(said: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(ItemKey(*part) if isinstance(part, list) else part for part in said)


def after(record: Record, number: int, more: Sequence[Step] = ()) -> Session:
    """The session after so many of the journal's changes, and these steps."""
    source = session_file.source_of(record.text)
    patched(source.table, [*(step for change in record.changes[:number] for step in change.steps), *more])
    return session_file.session_of(source)


def _taken(record: Record) -> list[Taken]:
    source = session_file.source_of(record.text)
    stack: list[Taken] = []
    before = session_file.session_of(source)
    for change in record.changes:
        patched(source.table, change.steps)
        after = session_file.session_of(source)
        if change.do in ("take", "settle"):
            said = _said(change)
            asks, settles = (said, ()) if change.do == "take" else ((), said)
            stack.append(Taken(change.label, before, after, _reopens(change, after), asks, settles))
        elif change.do in ("undo", "ask again") and stack:
            stack.pop()
        before = after
    return stack[-UNDO_DEPTH:]


def _reopens(change: Change, after: Session) -> tuple[ItemKey, Round] | None:
    if change.reopens is None:
        return None
    key = ItemKey(*change.reopens)
    rating = after.rating(key)
    return (key, rating.rounds[-1]) if rating and rating.rounds else None


def _told(brought: Sequence[Change], now: dt.datetime) -> str:
    at = brought[0].at
    day = "" if at.date() == now.date() else f"{plain_days.day(at.date())}, "
    were = "was" if len(brought) == 1 else "were"
    return f"{counted(len(brought), 'change')} from {day}{at:%H:%M} {were} brought back"
