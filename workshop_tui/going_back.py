"""Earlier states of a session: what this computer kept, what changed from one to the next, going back to one.

The one place, for the commands and for the screens. What a session is goes through ``workshop.py`` as always; only a
file that cannot be used has no door, so that an earlier state is put in its place here, and what lay there is kept.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop_tui.analysis import plain_days
from workshop_tui.analysis.differences import differences
from workshop_tui.changes import plan
from workshop_tui.changes.swap import altered
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import ItemKey, Place, Session
from workshop_tui.not_taken import NotTaken, why
from workshop_tui.open_rounds import without_place
from workshop_tui.store import drawer as drawers
from workshop_tui.store import explain, locks, safe_save, session_file, toml_in
from workshop_tui.store.account import Account, earlier
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.library import library
from workshop_tui.store.problem import FileProblem, Problem, problem
from workshop_tui.store.versions import Version, Versions
from workshop_tui.words import counted, cut
from workshop_tui.workshop import Workshop

Clock = Callable[[], dt.datetime]
OLDEST = "The oldest that is kept"
ONLY_COURSE = "Only where the workshop stood, and how long its steps took"
ONLY_LAYOUT = "Only how the file is written, or comments in it"


@dataclass(frozen=True)
class Earlier:
    """One state that was kept."""

    number: int
    """1 is the newest."""
    version: Version
    session: Session | None
    """None where it cannot be read."""
    wrong: str = ""
    """Why one cannot go back to it; empty if one can."""
    changed: tuple[str, ...] = ()
    """What changed from the state before it, a sentence each; never empty for one that can be read."""
    is_now: bool = False
    """Whether this is what the file holds."""

    @property
    def is_another(self) -> bool:
        """Whether one can go back to it, and it would be something else than there is."""
        return self.session is not None and not self.wrong and not self.is_now


@dataclass(frozen=True)
class History:
    """The states that were kept of one file, the newest first."""

    path: Path
    states: tuple[Earlier, ...]
    wrong: Problem | None = None
    """Why the file itself cannot be used, if so."""
    since: tuple[str, ...] = ()
    """What changed since the newest state that can be read, where the file holds none of them."""


@dataclass(frozen=True)
class Restored:
    """That one went back: a sentence on it, and others on what came up on the way."""

    sentence: str
    told: str = ""


def history(state: Path, path: Path, now: Session | None = None) -> History:
    """What this computer kept of a session's file, whether or not the file can be used, or is there.

    Args:
        state: The folder for this computer's own files.
        path: The session's file.
        now: The session as it is, where it is open; otherwise as the file has it.
    """
    there, digest, wrong = _in_file(path)
    now = now or there
    found = [one for drawer in _own(state, path, now) for one in Versions(drawer.versions).all()]
    found.sort(key=lambda version: version.at, reverse=True)
    read = [(version, *_read(version, path, now)) for version in found]
    sessions = [session for _, session, wrong_here in read if session is not None and not wrong_here]
    place = _is_now([(version.digest, session) for version, session, _ in read], digest if there is now else "", now)
    states, left = [], sessions
    for number, (version, session, wrong_here) in enumerate(read, 1):
        changed: tuple[str, ...] = ()
        if session is not None and not wrong_here:
            left = left[1:]
            changed = _changed(left[0], session) if left else (OLDEST,)
        states.append(Earlier(number, version, session, wrong_here, changed, number - 1 == place))
    since = _changed(sessions[0], now) if sessions and now is not None and place is None else ()
    return History(path, tuple(states), None if now else wrong, since)


def is_kept(state: Path, path: Path) -> bool:
    """Whether any earlier state is kept of a file that cannot be used."""
    return any(Versions(drawer.versions).all() for drawer in _own(state, path, None))


def account(path: Path, session: Session, today: dt.date) -> Account:
    """An earlier state with what it must be read beside, for a report."""
    before, untold = earlier(path, session)
    return Account(session, library(path.resolve().parent), today, before, untold, path)


def moment(at: dt.datetime, now: dt.datetime) -> str:
    """``14:02``, or ``1 March 2026, 09:12`` where that was another day."""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{plain_days.day(at.date())}, {at:%H:%M}"


def as_it_was(at: dt.datetime, now: dt.datetime) -> str:
    """``as it was at 14:02``, ``as it was on 1 March 2026 at 09:12``."""
    day = "" if at.date() == now.date() else f" on {plain_days.day(at.date())}"
    return f"as it was{day} at {at:%H:%M}"


# Reading


def _in_file(path: Path) -> tuple[Session | None, str, Problem | None]:
    """The session in a file, the digest of its bytes, and what is wrong with it."""
    digest = ""
    try:
        raw = toml_in.read_bytes(path)
        digest = safe_save.digest(raw)
        return session_file.session_of(toml_in.parse(path, raw)), digest, None
    except FileProblem as error:
        return None, digest, error.first


def _own(state: Path, path: Path, session: Session | None) -> list[Drawer]:
    """The drawer of a session, which follows its file; every drawer of the file where nobody knows which it held."""
    if session is not None:
        return [Drawer(state, path, session.id)]
    return [Drawer.found(folder) for folder in drawers.drawers_of(state, path)]


def _read(version: Version, path: Path, now: Session | None) -> tuple[Session | None, str]:
    """The session of a version, and why one cannot go back to it."""
    try:
        session = session_file.session_of(toml_in.parse(path, _bytes(version, path)))
    except FileProblem as error:
        line = f"line {error.first.line}: " if error.first.line else ""
        return None, f"cannot be read: {line}{error.first.sentence}"
    if now is not None and session.id != now.id:
        return session, f"is another session: {cut(session.team, 40)}, {plain_days.day(session.date)}"
    return session, ""


def _bytes(version: Version, path: Path) -> bytes:
    """The bytes of a version, as they were kept.

    Raises:
        FileProblem: They have gone, or are others now.
    """
    try:
        raw = toml_in.read_bytes(version.path)
    except FileProblem as error:
        raise problem(path, f"what was kept is not there any more, or cannot be had: {error.first.sentence}") from None
    if safe_save.digest(raw) != version.digest:
        raise problem(path, "what lies on this computer's disk is not what was kept; the disk may be failing")
    return raw


def _changed(before: Session, after: Session) -> tuple[str, ...]:
    return differences(before, after) or (ONLY_LAYOUT if before == after else ONLY_COURSE,)


def _is_now(found: Sequence[tuple[str, Session | None]], digest: str, now: Session | None) -> int | None:
    """Which of the states is what there is now: to the byte, or at least but for where the workshop stands."""
    same = (place for place, (one, _) in enumerate(found) if one == digest)
    alike = (place for place, (_, one) in enumerate(found) if now and one and _but_for_course(one, now) == now)
    return next(same, next(alike, None))


def _but_for_course(session: Session, other: Session) -> Session:
    return altered(session, place=other.place, times=other.times)


# Going back


def restore(state: Path, path: Path, to: Earlier, clock: Clock) -> Restored:
    """Go back to a state where the session is not open here; what there is now is kept as a version.

    Raises:
        FileProblem: It cannot be done; the file is as it was.
    """
    if to.session is None or to.wrong:
        raise problem(path, f"version {to.number} {to.wrong}")
    try:
        workshop = Workshop.open(path, state, clock)
    except FileProblem:
        return _put_in_place(state, path, to, clock)
    name, was, then = path.name, as_it_was(to.version.at, workshop.now), _at_rest(to.session)
    is_there = then == _at_rest(workshop.session)
    if workshop.session.state == "open":
        workshop.start()  # if the program died in a step, its clock has not run since
    try:
        if is_there:
            return Restored(f"{name} is {was} already", workshop.notice)
        _must_be_writable(path)
        before = keep_present(workshop, state)
        _take(workshop, to, then)
        is_saved = workshop.save()
    except NotTaken as error:
        raise problem(path, str(error)) from None
    finally:
        workshop.leave()
    not_yet = f" on this computer, and in the file once that can be written ({workshop.trouble}) and is opened here"
    kept = _kept_as(Drawer(state, workshop.path, then.id), before)
    if kept and workshop.comments:
        kept += f", with {counted(len(workshop.comments), 'comment')} that somebody wrote into it"
    return Restored(f"{name} is {was} again{'' if is_saved else not_yet}{kept}", workshop.notice)


def _at_rest(session: Session) -> Session:
    """A session whose clock stands still, as after leaving."""
    return altered(session, place=altered(session.place, began=None))


def _must_be_writable(path: Path) -> None:
    """Nothing is taken that would only reach the file some other day.

    Raises:
        NotTaken: The file, or its folder, is read-only.
    """
    try:
        with locks.saving(path):
            if path.stat().st_mode & stat.S_IWUSR and os.access(path, os.W_OK):
                return
        raise NotTaken("cannot be written: the file is read-only. Nothing was changed")
    except OSError as error:
        raise NotTaken(f"cannot be written: {why(error)}. Nothing was changed") from None


def keep_present(workshop: Workshop, state: Path) -> str:
    """Bring the file up to date and keep it as a version, before one goes back; may take as long as a share does.

    Returns:
        The digest of that version.

    Raises:
        NotTaken: It could not be kept.
    """
    if not workshop.save(milestone=True):
        raise NotTaken(f"The file cannot be brought up to date: {workshop.trouble}. Nothing was changed")
    drawer = Drawer(state, workshop.path, workshop.session.id)
    try:
        drawer.make()
        raw = session_file.text_of(workshop.session).encode()
        with contextlib.suppress(FileNotFoundError):  # somebody took the file away, and nothing waits to be written
            raw = workshop.path.read_bytes()
        Versions(drawer.versions).put(raw, workshop.now)
    except OSError as error:
        raise NotTaken(f"What there is now cannot be kept: {why(error)}. Nothing was changed") from None
    return safe_save.digest(raw)


def go_back(workshop: Workshop, to: Earlier) -> None:
    """Go back to a state in a session that is open, after :func:`keep_present`; undo takes it back.

    People stay where they are, and time that went by has gone by.

    Raises:
        NotTaken: It cannot be done, and nothing was changed.
    """
    if to.session is None or to.wrong:
        raise NotTaken(f"Version {to.number} {to.wrong}")
    now, then = workshop.session, to.session
    wanted = altered(then, place=_nearest(now, then), times=now.times)
    if wanted.state != now.state:
        wanted = plan.resume(wanted, workshop.now) if wanted.state == "open" else plan.leave(wanted, workshop.now)
    _take(workshop, to, wanted)


def _nearest(now: Session, then: Session) -> Place:
    """Where people stand in the agenda of then; not on an item that its step does not have."""
    place = plan.nearest(now, then)
    step = then.agenda.step(place.step)
    has_item = step is not None and place.framework == step.framework and place.item in step.items
    return place if has_item else altered(place, framework="", item="")


def _take(workshop: Workshop, to: Earlier, wanted: Session) -> None:
    if wanted.id != workshop.session.id:
        raise NotTaken("That is another session, and so nothing was changed")
    for rating in workshop.session.ratings:
        one = workshop.open_round(rating.key)
        if one is not None and not _fits(one, wanted, rating.key):
            title = cut(rating.title or rating.item, 60)
            raise NotTaken(f'Answers to "{title}" are in and not revealed; reveal them or throw them away first')
    workshop.take(f"going back to the version of {moment(to.version.at, workshop.now)}", lambda _: wanted)


def _fits(one: OpenRound, session: Session, key: ItemKey) -> bool:
    """Whether an open round would be the next one of its item in this session."""
    rating, scale = session.rating(key), session.scale(key.framework)
    if rating is None or scale is None:
        return False
    return (len(rating.rounds), len(scale.levels)) == (one.number_of_round, len(one.counts))


def _put_in_place(state: Path, path: Path, to: Earlier, clock: Clock) -> Restored:
    """Put the bytes of a version in the place of a file that cannot be used; these are kept as a version too.

    Raises:
        FileProblem: It cannot be done; the file is as it was.
    """
    assert to.session is not None
    raw, now = _bytes(to.version, path), clock()
    drawer = Drawer.found(to.version.path.parent.parent)
    if not os.path.lexists(path) and (elsewhere := _renamed(path, to.session.id)):
        raise problem(path, f"this session lies in {elsewhere.name} now; name that file")
    presence = locks.Presence(path)
    other = presence.arrive(now)
    try:
        with locks.saving(path):
            there = toml_in.read_bytes(path) if os.path.lexists(path) else None
            if there is not None:
                _must_be_damaged(path, there)
                Versions(drawer.versions).put(there, now)
            safe_save.replace(path, raw, expected=None if there is None else safe_save.digest(there))
    except (OSError, safe_save.ChangedElsewhere) as error:
        raise problem(path, f"cannot be written: {why(error)}. Nothing was changed") from None
    finally:
        presence.leave()
    told = []
    if other is not None:
        told.append(f"It is {other.words(now)}: what is changed there is brought together with this")
    if drawer.journals():
        told.append("Changes that only this computer has are brought back when it is opened")
    told += _unplaced(drawer, to.session)
    before = _kept_as(drawer, safe_save.digest(there)) if there is not None else ""
    return Restored(f"{path.name} is {as_it_was(to.version.at, now)} again{before}", ". ".join(told))


def _unplaced(drawer: Drawer, session: Session) -> list[str]:
    """What is to be told of answers that were in and not revealed, where this state has no place for them."""
    keys = without_place(drawer, session)
    if not keys:
        return []
    rating = session.rating(keys[0])
    title = cut((rating.title if rating else "") or keys[0].item, 60)
    more = f" and {counted(len(keys) - 1, 'other item')}" if len(keys) > 1 else ""
    return [
        f'Answers to "{title}"{more} were in and not revealed, and this version has no place for them; until the next '
        "vote you can still go to a later version that has"
    ]


def _must_be_damaged(path: Path, raw: bytes) -> None:
    """A newer program's file cannot be used here, but nothing is wrong with it.

    Raises:
        FileProblem: It is such a file.
    """
    try:
        named = toml_in.parse(path, raw).table.get("format")
    except FileProblem:
        return
    if sentence := explain.newer("session", named):
        raise problem(path, f"{sentence}. Nothing was changed")


def _kept_as(drawer: Drawer, digest: str) -> str:
    """``; what it held before is version 2``."""
    places = [place for place, one in enumerate(Versions(drawer.versions).all(), 1) if one.digest == digest]
    return f"; what it held before is version {places[0]}" if places else ""


def _renamed(path: Path, session_id: str) -> Path | None:
    """Where in its folder a session lies whose file has gone."""
    for other in sorted(path.parent.glob("*.toml")):
        session, _, _ = _in_file(other)
        if session is not None and session.id == session_id:
            return other
    return None
