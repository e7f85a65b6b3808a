"""What this computer keeps and a file does not hold yet is told beside what the file says."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import Clock, die, team
from strategies import a_session

from workshop_tui.changes.swap import altered
from workshop_tui.cli import main
from workshop_tui.store import folders, session_file
from workshop_tui.workshop import Workshop


def test_changes_that_wait_are_told_by_show_until_they_are_in_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.toml"
    session_file.save(path, altered(a_session(), state="open"), None)
    workshop = Workshop.open(path, folders.state(), Clock())
    team(workshop, "One")
    team(workshop, "Two")
    assert main(["show", str(path)]) == 0
    assert "not in it yet" not in capsys.readouterr().err, "a window has it open, and will save it"
    die(workshop)
    before = path.read_bytes()
    assert main(["show", str(path)]) == 0
    assert "day.toml: 2 changes that this computer keeps are not in it yet; open it once" in capsys.readouterr().err
    assert path.read_bytes() == before
    again = Workshop.open(path, folders.state(), Clock())
    assert again.session.team == "Two"
    again.leave()
    assert main(["show", str(path)]) == 0
    assert "not in it yet" not in capsys.readouterr().err


def test_of_a_file_that_broke_the_earlier_states_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "day.toml"
    session_file.save(path, altered(a_session(), state="open"), None)
    workshop = Workshop.open(path, folders.state(), Clock())
    team(workshop, "One")
    workshop.leave()
    path.write_text("team = 'x\n")
    assert main(["open", str(path)]) == 2
    told = capsys.readouterr().err
    assert "day.toml:1: the file is not valid TOML" in told
    assert "workshop-tui versions FILE lists them" in told
    assert told.count("\n") == 1
