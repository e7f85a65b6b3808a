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


def waits(path: Path) -> None:
    """Leave two changes behind that only this computer has."""
    session_file.save(path, altered(a_session(), state="open"), None)
    workshop = Workshop.open(path, folders.state(), Clock())
    team(workshop, "One")
    team(workshop, "Two")
    die(workshop)


SAID = "2 changes that this computer keeps are not in it yet; open it once to bring them in\n"


@pytest.mark.parametrize("fix", [[], ["--fix"]])
def test_check_tells_them_last_and_they_are_no_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fix: list[str]
) -> None:
    path = tmp_path / "day.toml"
    waits(path)
    (tmp_path / "own.toml").write_text('format = "workshop-agenda/1"\n')
    assert main(["check", *fix, str(path)]) == 0
    assert capsys.readouterr().err.endswith(f"1 file checked: no problems\n{path}: {SAID}")
    assert main(["check", *fix, str(tmp_path)]) == 1, "for the other file, which has problems and nothing that waits"
    assert capsys.readouterr().err.endswith(f"\n{path}: {SAID}")
    again = Workshop.open(path, folders.state(), Clock())
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().err == "1 file checked: no problems\n", "a window has it open, and will save it"
    again.leave()
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().err == "1 file checked: no problems\n"


def test_check_tells_them_of_a_file_that_broke_and_once_it_is_mended_they_come_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "day.toml"
    waits(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}broken by hand\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert told.err == f"1 file checked: 1 problem\n{path}: {SAID}"
    path.write_text(f"{text}\n# mended by hand\n", encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().err.endswith(SAID)
    assert Workshop.open(path, folders.state(), Clock()).session.team == "Two"


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


def test_of_a_file_that_is_away_it_is_told_that_changes_of_it_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "away" / "day.toml"
    path.parent.mkdir()
    waits(path)
    path.parent.rename(tmp_path / "elsewhere")
    assert main(["open", str(path)]) == 2
    told = capsys.readouterr().err
    assert "2 changes that it does not hold are kept on this computer, and brought back once it can be used" in told
    assert told.count("\n") == 1
