"""The programs of this folder, run beside the tests: a fork inside of pytest would take its threads along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent


def run(program: str, *arguments: object, before: str = "") -> dict[str, Any]:
    """What one of the programs printed.

    Args:
        program: The module, whose ``main`` is run.
        arguments: For it.
        before: Code to run first, such as one that breaks the program.
    """
    code = f"{before}\nfrom keeping.{program} import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS, TESTS.parent)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found
