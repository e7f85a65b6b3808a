"""The commands that open a screen, where there is no terminal: one sentence, and never a screen code or a wait."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanded import DONE, WRONG_USE, assert_one_sentence, environment, workshop_tui
from made import a_full_session, saved

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

SAID = "workshop-tui: needs a terminal for this; `workshop-tui show FILE` says the same in plain text\n"
WITH_A_SCREEN = pytest.mark.parametrize(
    "asked", [[], ["--folder", "."], ["demo"], ["open", "one.toml"]], ids=lambda asked: " ".join(asked) or "home"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    saved(tmp_path, a_full_session(), "one.toml")
    return tmp_path


@WITH_A_SCREEN
def test_without_a_terminal_one_sentence_is_said(asked: list[str], folder: Path) -> None:
    before = (folder / "one.toml").read_bytes()
    found = workshop_tui(*asked, at=folder)
    assert (found.returncode, found.stdout, found.stderr) == (WRONG_USE, "", SAID)
    assert_one_sentence(found.stderr)
    assert (folder / "one.toml").read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["one.toml"]


@WITH_A_SCREEN
@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr"])
def test_a_terminal_on_two_sides_is_not_enough(asked: list[str], missing: str, folder: Path) -> None:
    here, there = pty.openpty()
    try:
        streams = {"stdin": there, "stdout": there, "stderr": there}
        streams[missing] = subprocess.DEVNULL if missing == "stdin" else subprocess.PIPE
        found = subprocess.run(
            [sys.executable, "-m", "workshop_tui", *asked],
            cwd=folder, env=environment(), check=False, timeout=60, **streams,
        )  # fmt: skip
        written = found.stderr.decode() if missing == "stderr" else os.read(here, 4096).decode().replace("\r\n", "\n")
    finally:
        os.close(here)
        os.close(there)
    assert (found.returncode, found.stdout or b"", written) == (WRONG_USE, b"", SAID)


def test_a_file_that_cannot_be_used_is_told_first(folder: Path) -> None:
    (folder / "one.toml").write_text("x = [", encoding="utf-8")
    for name, said in (("one.toml", "the file is not valid TOML"), ("none.toml", "there is no such file")):
        found = workshop_tui("open", name, at=folder)
        assert (found.returncode, found.stdout) == (WRONG_USE, "")
        assert said in found.stderr
        assert "terminal" not in found.stderr


def test_a_closed_input_is_no_terminal_either(folder: Path) -> None:
    script = "import sys\nsys.stdin = None\nfrom workshop_tui.cli import main\nsys.exit(main(['demo']))"
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment(), capture_output=True, check=False, timeout=60
    )
    assert (found.returncode, found.stdout, found.stderr.decode()) == (WRONG_USE, b"", SAID)


def test_the_screen_is_not_even_imported(folder: Path) -> None:
    script = (
        "import sys\nfrom workshop_tui.cli import main\n"
        "for asked in ([], ['demo'], ['open', 'one.toml']):\n    main(asked)\n"
        "print('textual' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment(), capture_output=True, check=True, timeout=60
    )
    assert found.stdout == b"False\n"


def test_what_the_sentence_names_needs_no_terminal(folder: Path) -> None:
    found = workshop_tui("show", "one.toml", at=folder)
    assert (found.returncode, found.stderr) == (DONE, "")
