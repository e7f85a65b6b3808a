"""What the tests of recovery do again and again: a note, another laptop, a look at what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opened import A

from workshop_tui.changes import notes
from workshop_tui.model.session import Session
from workshop_tui.store import session_file
from workshop_tui.workshop import Workshop

AT_TWO = dt.datetime(2026, 3, 2, 14, 2)


def note(workshop: Workshop, name: str, words: int = 1) -> None:
    """Write a note of that id."""
    workshop.take("a note", notes.add, name, A, "works", f"said {name} " * words)


def somebody_else(file: Path, change: Callable[..., Session], *given: Any, **named: Any) -> None:
    """Another laptop changes the file."""
    kept = session_file.load(file)
    session_file.save(file, change(kept.session, *given, **named), kept.digest)


def journals(state: Path, name: str = "journal-*") -> list[Path]:
    """The journals that were left, or what was put aside."""
    return sorted(state.glob(f"sessions/*/{name}"))
