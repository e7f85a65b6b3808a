"""Workshops that were led before a test: what their files hold, and what was kept of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from opened import Clock, die, team
from strategies import a_session

from workshop_tui.changes.swap import altered
from workshop_tui.going_back import Earlier, Restored, history, restore
from workshop_tui.model.session import Session
from workshop_tui.store import session_file
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.versions import Versions
from workshop_tui.workshop import Workshop


def begun(folder: Path) -> Path:
    """The file of a session that has begun."""
    path = folder / "2026-03-02-riverside.toml"
    folder.mkdir()
    session_file.save(path, altered(a_session(), state="open"), None)
    return path


def led(file: Path, state: Path, clock: Clock, *names: str) -> None:
    """A workshop for each name: opened, given that name, left; an hour each."""
    for name in names:
        workshop = Workshop.open(file, state, clock)
        team(workshop, name)
        workshop.leave()
        clock.passes(hours=1)


def killed(workshop: Workshop) -> None:
    """End it as a kill does; its lock is then one of a program that has ended."""
    die(workshop)
    workshop._keeping._presence.leave()


def session_in(file: Path) -> Session:
    return session_file.load(file).session


def teams(state: Path, file: Path) -> list[str]:
    """The team in each state that is kept, the newest first; what is wrong with those that cannot be read."""
    return [one.session.team if one.session else one.wrong for one in history(state, file).states]


def went_back(state: Path, file: Path, number: int, clock: Clock) -> Restored:
    return restore(state, file, history(state, file).states[number - 1], clock)


def a_version(state: Path, file: Path, raw: bytes, clock: Clock) -> None:
    """Something else among what is kept of the file."""
    drawer = Drawer(state, file, session_in(file).id)
    drawer.make()
    Versions(drawer.versions).put(raw, clock())


def with_session(one: Earlier, **fields: object) -> Earlier:
    """A state with another session in it."""
    assert one.session is not None
    return replace(one, session=altered(one.session, **fields))
