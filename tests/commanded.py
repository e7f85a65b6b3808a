"""Run the command line as a person does: in a fresh process, with its own output and exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


def environment(**more: str) -> dict[str, str]:
    """What surrounds a person's process: nothing that changes how Python prints, but for what is asked for."""
    usual = {name: value for name, value in os.environ.items() if name not in ("PYTHONUNBUFFERED", "PYTHONIOENCODING")}
    return {**usual, "PYTHONDONTWRITEBYTECODE": "1", **more}


def workshop_tui(*asked: str | bytes | Path, at: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What ``workshop-tui`` says and how it ends, started in the folder ``at``."""
    return subprocess.run(
        [sys.executable, "-m", "workshop_tui", *asked],
        cwd=at,
        env=environment(**{"PYTHONIOENCODING": "utf-8", **variables}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=60,
    )


def assert_one_sentence(said: str) -> None:
    """One line for a person, nothing of our insides, nothing that steers a terminal."""
    assert said.endswith("\n")
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert "pydantic" not in said.lower()
    assert all(char.isprintable() for char in said[:-1])
