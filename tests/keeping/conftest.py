"""A folder to torture, and an open session in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from opened import Clock
from strategies import a_session

from keeping.days import opened
from keeping.places import MEMORY
from workshop_tui.changes.swap import altered
from workshop_tui.store import session_file
from workshop_tui.workshop import Workshop


@pytest.fixture
def root() -> Iterator[Path]:
    """An empty folder, in memory if that can be."""
    with tempfile.TemporaryDirectory(prefix="workshop-", dir=MEMORY, ignore_cleanup_errors=True) as name:
        yield Path(os.path.realpath(name))


@pytest.fixture
def file(root: Path) -> Path:
    path = root / "sessions" / "2026-03-02-riverside.toml"
    path.parent.mkdir()
    session_file.save(path, altered(a_session(), state="open"), None)
    return path


@pytest.fixture
def state(root: Path) -> Path:
    return root / "state"


@pytest.fixture
def workshop(file: Path, state: Path, clock: Clock) -> Workshop:
    return opened(file, state, clock)
