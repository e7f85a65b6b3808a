"""What tests of screens share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workshop_tui.saver import Save
from workshop_tui.tui import app


class AtOnce:
    """Saves at each step without a thread; what the program does after a moment of quiet is :meth:`Desk.save`."""

    def __init__(self, save: Save, failed: Callable[[Exception], None]) -> None:
        self._save = save

    def soon(self) -> None:
        """In a moment of quiet, which a test does not wait for."""

    def now(self, *, milestone: bool = False) -> None:
        """At once."""
        self._save(milestone=milestone)

    def stop(self) -> None:
        """There is nothing to stop."""


@pytest.fixture(autouse=True)
def no_saver_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written when keys are pressed, so that each run of a test finds the same."""
    monkeypatch.setattr(app, "Saver", AtOnce)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sessions folder that is not there yet."""
    return tmp_path / "sessions"
