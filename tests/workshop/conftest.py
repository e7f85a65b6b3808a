"""Fixtures: a session of three items on disk, and the workshop that opens it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened import Clock
from strategies import a_session

from workshop_tui.changes.swap import altered
from workshop_tui.store import safe_save, session_file
from workshop_tui.workshop import Workshop


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sessions" / "2026-03-02-riverside.toml"
    path.parent.mkdir()
    session_file.save(path, altered(a_session(), state="open"), None)
    return path


@pytest.fixture
def workshop(file: Path, state: Path, clock: Clock) -> Workshop:
    return Workshop.open(file, state, clock)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, int], None]]:
    """Make one of the steps of saving fail."""

    def fail(name: str, number: int) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(safe_save.os, name, broken)

    yield fail
    monkeypatch.undo()
