"""Killed with -9 at random moments of writing, saving, opening and leaving: nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("processes are forked, and killed with -9", allow_module_level=True)

from keeping import on_screen
from keeping.dying import Ledger, Seen
from keeping.running import run

IN_PLACE = """
import time
from workshop_tui.store import safe_save
def replace(path, raw, *, expected, about_to):
    about_to(safe_save.digest(raw))
    with open(path, "wb", buffering=0) as file:
        file.write(raw[:300])
        time.sleep(0.003)
        file.write(raw[300:])
    return safe_save.digest(raw)
safe_save.replace = replace
"""


def test_nothing_acknowledged_is_lost_and_no_read_is_torn(root: Path) -> None:
    found = run("dying", root, 45, 1)
    assert (found["wrong"], found["torn"], found["lying_about"]) == ("", "", [])
    assert found["kills"] == 45
    assert found["acknowledged"] > 60
    assert found["reads"] > 50


def test_the_torture_catches_a_file_that_is_written_in_place(root: Path) -> None:
    found = run("dying", root, 40, 2, before=IN_PLACE)
    assert found["wrong"] or found["torn"]


def test_the_torture_catches_changes_that_wait_for_the_file(root: Path) -> None:
    nothing = "from workshop_tui.store.journal import Journal\nJournal._append = lambda *_, **__: None"
    assert run("dying", root, 30, 3, before=nothing)["wrong"], "a value or the undo of one is missing"


def test_what_the_screen_has_shown_is_there_when_the_program_starts_again(root: Path) -> None:
    story = on_screen.Story(on_screen.a_folder(root), random.Random(4))
    for steps in (3, 6, 0):
        story.live(steps)
    assert story.shown == 9


# The ledger that judges


BEFORE, AFTER = Seen("a", 0), Seen("b", 0)


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ("found a 0 0", ""),
        ("found b 0 1", ""),
        ("found c 0 1", "found was"),
        ("found b 0 0", "0 changes can be taken back in place of 1"),
        ("found a 1 0", "found was"),
    ],
)
def test_a_change_under_way_may_be_there_whole_or_not_at_all(found: str, wrong: str) -> None:
    ledger = Ledger(BEFORE)
    assert ledger.hear("try take b 0") == ""
    assert ledger.hear(found).startswith(wrong)
    assert wrong or ledger.hear(found) == ""


def test_a_change_that_was_acknowledged_must_be_there() -> None:
    ledger = Ledger(BEFORE)
    for line in ("try take b 0", "done"):
        assert ledger.hear(line) == ""
    assert ledger.hear("found a 0 0")
    assert ledger.hear("found b 0 1") == ""
