"""Every test has a home of its own, and hypothesis looks in the same places every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from led import begun
from opened import Clock

settings.register_profile("ours", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("ours")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, and folders for settings, state and cache, that no other test sees."""
    place = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("USERPROFILE", str(place))
    for name in ("STATE", "CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(place / name.lower()))
    for name in ("WORKSHOP_FOLDER", "XDG_DOCUMENTS_DIR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The folder for this computer's own files."""
    return tmp_path / "state"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a session that has begun."""
    return begun(tmp_path / "sessions")
