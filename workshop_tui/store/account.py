"""A session with what it must be read beside: the earlier one it follows, the frameworks it used."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from workshop_tui.model.session import Session
from workshop_tui.store import session_file, toml_in
from workshop_tui.store.library import Library, library
from workshop_tui.store.problem import FileProblem
from workshop_tui.words import cut


@dataclass(frozen=True)
class Account:
    """All that a report needs. ``untold`` says why the earlier session could not be read, if so.

    ``caution`` says that the file is of a newer format, if it is: what is shown may not be all.
    """

    session: Session
    known: Library
    today: dt.date
    before: Session | None = None
    untold: str = ""
    file: Path = field(default_factory=Path)
    caution: str = ""


def account(path: Path, today: dt.date) -> Account:
    """Read a session and what belongs to it.

    Raises:
        FileProblem: The session itself cannot be used.
    """
    session, caution = session_file.look(toml_in.read(path))
    before, untold = earlier(path, session)
    return Account(session, library(path.resolve().parent), today, before, untold, path, caution)


def _from_home(name: str) -> Path:
    with contextlib.suppress(RuntimeError):  # a ~ that nobody's home stands for is taken as it is
        return Path(name).expanduser()
    return Path(name)


def earlier(path: Path, session: Session) -> tuple[Session | None, str]:
    """The session that this one follows, or a sentence on why it cannot be shown."""
    if not session.follows:
        return None, ""
    there = path.resolve().parent / _from_home(session.follows)
    try:
        before = session_file.load(there).session
    except FileProblem as error:
        return None, f"The earlier session cannot be read: {error.first.short(120)}"
    if before.id == session.id:
        return None, f"{cut(session.follows, 60)} is this session itself, so there is nothing to compare with"
    if session.follows_id and before.id != session.follows_id:
        return None, f"{cut(session.follows, 60)} is another session than the one that was followed"
    return before, ""
