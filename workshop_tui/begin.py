"""Make a new session's file in the sessions folder: the one place, for the command and for the screen."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop_tui.changes.setup import Choice, new_session, usual_choice
from workshop_tui.model.session import Session
from workshop_tui.store import safe_save, session_file
from workshop_tui.store.folders import from_home
from workshop_tui.store.library import Library
from workshop_tui.store.problem import problem
from workshop_tui.words import slug
from workshop_tui.workshop import new_id

DEFAULT_AGENDA = "half-day"
AGENDA_AFTER_ANOTHER = "revisit"


@dataclass(frozen=True)
class Facts:
    """What set-up asks before the agenda."""

    team: str
    date: dt.date
    people: int = 12
    service: str = ""
    organisation: str = ""


def make(
    folder: Path,
    known: Library,
    facts: Facts,
    agenda_id: str | None = None,
    *,
    follows: Path | None = None,
    items: Mapping[str, tuple[str, ...]] | None = None,
) -> Path:
    """Write a new session's file and return its path.

    Args:
        folder: The sessions folder; made if it is not there.
        known: Frameworks and agendas.
        facts: Team, date, people and so on; an empty service or organisation is taken from the earlier one.
        agenda_id: Which agenda; by default the revisit one after an earlier session, else the half day.
        follows: The earlier session's file.
        items: Items by framework, in place of the agenda's usual ones.

    Raises:
        FileProblem: The earlier session, the agenda or the folder cannot be used.
    """
    before = session_file.load(follows).session if follows else None
    name = agenda_id or (AGENDA_AFTER_ANOTHER if before else DEFAULT_AGENDA)
    agenda = known.agendas.get(name)
    if agenda is None:
        raise problem(Path(name), f"there is no agenda of that name; there are {', '.join(known.agendas)}")
    choice = usual_choice(agenda, known.frameworks, before)
    if items is not None:
        chosen = tuple(one for one in known.frameworks.values() if items.get(one.id))
        choice = Choice(chosen, items)
    blank = Session(
        id=new_id(),
        team=facts.team,
        service=facts.service or (before.service if before else ""),
        organisation=facts.organisation or (before.organisation if before else ""),
        date=facts.date,
        people=facts.people,
    )
    session = new_session(blank, agenda, choice, before, _named_from(folder, follows))
    return _write_new(folder, session)


def _named_from(folder: Path, follows: Path | None) -> str:
    """The earlier file as the new one names it: beside it by name alone, elsewhere by its path.

    A path in somebody's home begins with ~, since a session is handed on and need not tell the user's name.

    Raises:
        FileProblem: The name is no text, as it may be on some systems, so that it cannot be written down.
    """
    if follows is None:
        return ""
    there = follows.resolve()
    name = there.name if there.parent == folder.resolve() else from_home(there)
    if name != name.encode("utf-8", "replace").decode("utf-8"):
        raise problem(follows, "the name of this file, or of its folder, holds what is no text; rename it first")
    return name


def _write_new(folder: Path, session: Session) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            path = folder / file_name(session, number)
            if os.path.islink(path):  # noqa: PTH114, one that leads nowhere, or it leads out of the folder
                continue
            try:
                session_file.save(path, session, None)
            except safe_save.ChangedElsewhere:
                continue  # that name is taken: a second session of one team on one day
            return path
    except OSError as error:
        raise problem(
            folder, f"no session can be made here: {(error.strerror or 'cannot be written').lower()}"
        ) from None
    raise problem(folder, "there are a thousand sessions of this team and date already")


def file_name(session: Session, number: int = 1) -> str:
    """``DATE-team-name.toml``, safe on every system, never outside its folder."""
    again = f"-{number}" if number > 1 else ""
    return f"{session.date.isoformat()}-{slug(session.team)}{again}.toml"
