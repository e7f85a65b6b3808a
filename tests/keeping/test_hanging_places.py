"""A share that hangs: nobody waits for it for ever, and nothing is lost."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from opened import A, Clock, team

from keeping.days import opened
from keeping.places import Full, Shim, beside
from workshop_tui import keeping
from workshop_tui.changes import ratings
from workshop_tui.saver import within
from workshop_tui.store import locks, session_file
from workshop_tui.workshop import Workshop

if sys.platform != "linux":
    pytest.skip("disks are mounted, or made up with the help of Linux", allow_module_level=True)

Disk = Full | Shim
TO_FILE = "This computer's own folder cannot be written (the disk is full), so each change goes straight to the file"

GONE = ("not saved: the folder is gone, retrying", "not saved: the file is gone, retrying")


@pytest.mark.parametrize("step", ["open", "fsync", "replace", "text_of"])
def test_a_share_that_hangs_keeps_nobody(
    workshop: Workshop, file: Path, state: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(keeping, "_PATIENCE", 0.1)
    hangs, goes_on, done = threading.Event(), threading.Event(), threading.Event()
    team(workshop, "First")
    place = session_file if step == "text_of" else keeping.safe_save.os
    real = getattr(place, step)

    def hang(*given: object, **named: object) -> object:
        if threading.current_thread() is saving and not hangs.is_set():
            hangs.set()
            goes_on.wait(20)
        return real(*given, **named)

    def save() -> None:
        workshop.save()
        done.set()

    saving = threading.Thread(target=save, daemon=True)
    monkeypatch.setattr(place, step, hang)
    saving.start()
    assert hangs.wait(20)
    team(workshop, "Second")
    workshop.take("agreed", ratings.agree, A, 4)
    assert workshop.how_kept == "kept here"
    assert within(5, workshop.leave), "leaving has an end"
    assert workshop.trouble == "the place where the file lies does not answer"
    goes_on.set()
    assert done.wait(20)
    saving.join(20)
    monkeypatch.undo()
    again = opened(file, state, clock)
    assert (again.session.team, again.session.rating(A).agreed) == ("Second", 4)  # type: ignore[union-attr]
    assert not again.conflicts
    again.leave()
    assert session_file.load(file).session.team == "Second"
    assert beside(file) == []


def test_leaving_ends_also_where_the_leaving_itself_hangs(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, file: Path, state: Path, clock: Clock
) -> None:
    team(workshop, "First")
    goes_on = threading.Event()
    monkeypatch.setattr(locks, "saving", lambda path: goes_on.wait(20))
    assert not within(0.1, workshop.leave)
    assert opened(file, state.with_name("other"), clock).session.team == "Riverside"
    monkeypatch.undo()
    goes_on.set()
