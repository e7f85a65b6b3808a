"""run.py: says in one sentence what is wrong, and sets up again only when it must."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from checkout import ROOT


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module, with a checkout of its own."""
    spec = importlib.util.spec_from_file_location("run_script", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setenv("WORKSHOP_VENV", str(tmp_path / "venv"))
    return module


def _finished(run, lock: str) -> Path:
    place = Path(run.ROOT) / "venv"
    python = run.python_in(place)
    python.parent.mkdir(parents=True)
    python.touch()
    (place / run.STAMP).write_text(run.wanted(lock) + "\n")
    return python


def test_a_python_that_is_too_old_is_named(run, monkeypatch):
    monkeypatch.setattr(run, "sys", SimpleNamespace(version_info=(3, 9, 2)))
    with pytest.raises(run.Stop, match=r"this Python is 3\.9, and the program needs 3\.11 or newer"):
        run.check_python()


def test_the_least_version_is_the_one_of_the_project(run):
    assert f'requires-python = ">={run.LEAST[0]}.{run.LEAST[1]}"' in (ROOT / "pyproject.toml").read_text()


def test_what_is_set_up_is_not_set_up_again(run, capsys):
    python = _finished(run, run.USE)
    assert run.environment(run.USE) == python
    assert capsys.readouterr().err == ""


def test_a_developers_environment_will_do_for_the_program(run):
    python = _finished(run, run.DEV)
    assert run.environment(run.USE) == python


def test_the_programs_environment_will_not_do_for_tests(run):
    _finished(run, run.USE)
    assert run.stamp_of(Path(run.ROOT) / "venv") not in run.stamps_for(run.DEV)


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_change_of_lock_or_project_sets_up_again(run, name):
    _finished(run, run.USE)
    (run.ROOT / name).write_text("changed")
    assert run.stamp_of(run.ROOT / "venv") not in run.stamps_for(run.USE)


def test_a_folder_of_somebodys_is_never_cleared(run):
    place = run.ROOT / "venv"
    place.mkdir()
    (place / "thesis.txt").write_text("years of work")
    with pytest.raises(run.Stop, match="is no virtual environment"):
        run.environment(run.USE)
    assert (place / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Error: ensurepip is not available", "without venv and pip"),
        ("python3: No module named venv", "without venv and pip"),
        ("Error: [Errno 28] No space left on device", "No space left"),
    ],
)
def test_why_no_environment_can_be_made(run, monkeypatch, said, sentence):
    failed = subprocess.CompletedProcess([], 1, said.encode(), b"")
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(run.Stop, match=sentence):
        run.make(run.ROOT / "venv")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("NewConnectionError: Failed to establish a new connection", "needs the network once"),
        ("ERROR: No matching distribution found for textual", "needs the network once"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that was locked"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("something else", "its last lines are above"),
    ],
)
def test_why_pip_failed(run, monkeypatch, capsys, said, sentence):
    failed = subprocess.CompletedProcess([], 1, said.encode(), b"")
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(run.Stop, match=sentence):
        run.install(Path(sys.executable), "something")
    assert said in capsys.readouterr().err


def test_a_failure_is_one_sentence_and_status_2(run, monkeypatch, capsys):
    def stop(_: str) -> Path:
        raise run.Stop("the disk is full")

    monkeypatch.setattr(run, "environment", stop)
    assert run.main(["demo"]) == 2
    assert capsys.readouterr().err == "run.py: the disk is full\n"


def test_all_stops_at_the_first_check_that_fails(run, monkeypatch):
    done = []
    for name in run.CHECKS:
        monkeypatch.setitem(run.COMMANDS, name, lambda _, name=name: done.append(name) or int(name == "lint"))
    assert run.main(["all"]) == 1
    assert done == ["test", "lint"]
