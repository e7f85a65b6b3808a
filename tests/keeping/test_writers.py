"""Several write one session at once: nothing is lost, and what two say differently is put to a person."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)

from keeping.running import run


@pytest.mark.parametrize("what", ["laptops", "windows"])
@pytest.mark.parametrize("count", [2, 3])
def test_all_changes_of_all_are_in_the_file(root: Path, what: str, count: int) -> None:
    found = run("writing", root, count, 60, 0, count, what)
    assert found["wrong"] == ""
    assert found["changes"] == 60 * count


@pytest.mark.parametrize(("what", "seed"), [("laptops", 5), ("windows", 6), ("windows", 7)])
def test_all_are_in_the_file_though_some_were_killed(root: Path, what: str, seed: int) -> None:
    found = run("writing", root, 3, 30, 10, seed, what)
    assert found["wrong"] == ""
    assert found["kills"]


BLIND = """
from workshop_tui.store import safe_save
safe_save._compare = lambda *_: None
from workshop_tui.keeping import Keeping
Keeping._write_file = lambda self: self._replace("anything")
"""
SILENT = """
from workshop_tui import choices
choices.untold = lambda known, found: []
"""


@pytest.mark.parametrize(
    ("mistake", "says"), [(BLIND, "notes were lost"), (SILENT, "nobody was asked")], ids=["blind", "silent"]
)
def test_the_test_catches(root: Path, mistake: str, says: str) -> None:
    assert says in run("writing", root, 3, 60, 0, 8, "laptops", before=mistake)["wrong"]
