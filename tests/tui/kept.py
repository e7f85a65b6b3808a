"""Sessions for the screens to show, written without any key."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

from strategies import a_framework, a_session

from workshop_tui.changes.setup import new_session, usual_choice
from workshop_tui.model.framework import Framework
from workshop_tui.model.session import Session
from workshop_tui.store import session_file
from workshop_tui.store.library import library

DAY = dt.date(2026, 3, 2)


def a_folder(parent: Path) -> Path:
    """An empty sessions folder of always the same name, with an empty state folder beside it."""
    for name in ("sessions", "state"):
        shutil.rmtree(parent / name, ignore_errors=True)
    folder = parent / "sessions"
    folder.mkdir(parents=True)
    return folder


def write(folder: Path, session: Session, name: str = "one.toml") -> Path:
    """Write a session file as the program does."""
    path = folder / name
    session_file.save(path, session, None)
    return path


def shipped(agenda: str = "half-day", **facts: Any) -> Session:
    """A planned session of the shipped frameworks."""
    known = library(None)
    blank = Session.model_validate({"id": "s1", "team": "Riverside", "date": DAY, "people": 12} | facts)
    plan = known.agendas[agenda]
    return new_session(blank, plan, usual_choice(plan, known.frameworks))


def small(*frameworks: Framework, **facts: Any) -> Session:
    """A planned session of few items."""
    return a_session(*(frameworks or (a_framework("trust", items=3),)), **({"people": 6, "team": "Riverside"} | facts))


def everything(parent: Path) -> dict[str, bytes]:
    """Every file that the program left behind, by its place; without what is random, or tells when it began."""
    return {
        re.sub(r"journal-[^.]+", "journal", str(path.relative_to(parent))): _without_sign(path.read_bytes())
        for path in sorted(parent.rglob("*"))
        if path.is_file()
    }


def _without_sign(raw: bytes) -> bytes:
    return re.sub(rb'"sign": "[0-9a-f]+"', b'"sign": ""', raw)
