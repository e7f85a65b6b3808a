"""The sessions of a folder, a row each: what the home screen shows. A file that cannot be used is a row too."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from workshop_tui.model.session import ItemKey, Session
from workshop_tui.store import session_file
from workshop_tui.store.problem import FileProblem, Problem


@dataclass(frozen=True)
class Row:
    """One file of the folder. ``wrong`` says why it cannot be used; everything else is then empty."""

    path: Path
    team: str = ""
    date: dt.date = dt.date.min
    state: str = ""
    where: str = ""
    open_actions: int = 0
    people: int = 0
    organisation: str = ""
    is_followed: bool = False
    """Whether a later session of the folder follows this one, and took its open actions along."""
    is_double: bool = False
    """Whether another file has the same team and day, so that only its name tells them apart."""
    copy_of: str = ""
    """The name of the file that this is another copy of, by the session's id: what a sync service or a person made."""
    is_newer: bool = False
    """Whether it was written by a newer version: it can be read, and not be changed."""
    wrong: Problem | None = None


def trouble(folder: Path) -> str:
    """Why the sessions folder cannot be read, in a sentence; empty if it can, or is still to be made."""
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return "This is a file, not a folder: name the folder that holds it with --folder"
    except OSError:
        return "You have no right to read this folder: ask whoever owns it, or name another with --folder"
    return ""


def shelf(folder: Path) -> list[Row]:
    """Every session file of a folder, the latest first; files that cannot be used at the end."""
    found = [(one, session) for path in _files(folder) for one, session in [_row(path)]]
    followed = {session.follows_id for _, session in found if session is not None and session.follows_id}
    days = Counter((one.team, one.date) for one, _ in found)
    copies = _copies([(one.path, session.id) for one, session in found if session is not None])
    rows = [
        replace(
            one,
            is_followed=session.id in followed,
            is_double=days[one.team, one.date] > 1,
            copy_of=copies.get(one.path, ""),
        )
        if session
        else one
        for one, session in found
    ]
    used = sorted((one for one in rows if one.wrong is None), key=lambda one: (one.date, one.path.name), reverse=True)
    return used + [one for one in rows if one.wrong is not None]


def _copies(found: list[tuple[Path, str]]) -> dict[Path, str]:
    """Which files are copies of which: of all that hold one session, that of the shortest name is the session's own.

    Whatever a sync service calls its copies (``conflicted copy``, ``sync-conflict``, a computer's name, a number), it
    adds to the name.
    """
    by_id: dict[str, list[Path]] = {}
    for path, session_id in found:
        by_id.setdefault(session_id, []).append(path)
    copies = {}
    for paths in by_id.values():
        own = min(paths, key=lambda path: (len(path.stem), path.stem))
        copies.update({path: own.name for path in paths if path != own})
    return copies


def row(path: Path) -> Row:
    """One file's row, as it stands alone."""
    return _row(path)[0]


def _row(path: Path) -> tuple[Row, Session | None]:
    try:
        session = session_file.load(path).session
    except FileProblem as error:
        return Row(path, wrong=error.first, is_newer="newer version" in error.first.sentence), None
    found = Row(
        path,
        session.team,
        session.date,
        session.state,
        where_it_stopped(session),
        sum(action.is_open for action in session.actions),
        session.people,
        session.organisation,
    )
    return found, session


def where_it_stopped(session: Session) -> str:
    """``4 of 5, Conditions for success``: the step and, in it, the item."""
    step = session.agenda.step(session.place.step)
    if session.state == "closed":
        rated = sum(bool(rating.rounds) or rating.agreed is not None for rating in session.ratings)
        return f"{rated} of {len(session.ratings)} rated"
    if step is None:
        return session.agenda.title or "no agenda"
    key = ItemKey(session.place.framework, session.place.item)
    if key.framework == step.framework and key.item in step.items:
        return f"{step.items.index(key.item) + 1} of {len(step.items)}, {step.title}"
    return step.title


def _files(folder: Path) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    yield from (
        path
        for path in found
        if path.suffix.lower() == ".toml" and not path.name.startswith(".") and not os.path.isdir(path)  # noqa: PTH112, since Path fails on a link into a folder that may not be read
    )
