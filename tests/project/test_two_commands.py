"""The README's two commands are the ones that everything else uses."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from checkout import ROOT, text

DEMO, TEST = "python3 run.py demo", "python3 run.py test"


def _commands(readme: str) -> list[str]:
    blocks = re.findall(r"```[a-z]*\n(.*?)```", readme, flags=re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()]


def test_the_readme_has_them_in_blocks_of_their_own():
    commands = _commands(text("README.md"))
    assert DEMO in commands
    assert TEST in commands


def test_continuous_integration_runs_the_very_same():
    lines = [line.strip() for line in text(".ci/run").splitlines()]
    assert [line for line in lines if re.match(rf"{re.escape(TEST)}( 2>&1 \| tee|$)", line)], (
        "the same, without arguments"
    )
    assert [name for name in ("lint", "types", "floors", "wheel") if f"python3 run.py {name}" not in lines] == []


def test_continuous_integration_fails_fast():
    assert "set -euo pipefail" in text(".ci/run")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such right")
def test_the_scripts_may_be_run():
    assert os.access(ROOT / "run.py", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_run_py_explains_itself_without_setting_anything_up(tmp_path):
    surroundings = {**os.environ, "WORKSHOP_VENV": str(tmp_path / "venv")}
    said = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--help"], env=surroundings, capture_output=True, text=True, check=True
    ).stdout
    assert DEMO in said
    assert TEST in said
    assert not (tmp_path / "venv").exists()
