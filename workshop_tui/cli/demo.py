"""``demo``: the worked example, in a copy that is thrown away afterwards."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from workshop_tui.cli.wrong_use import has_terminal, no_terminal
from workshop_tui.store import folders


def options(parser: argparse.ArgumentParser) -> None:
    """Takes nothing."""


def run(options: argparse.Namespace) -> int:
    """Open the home screen on a copy of the examples; nothing of it is kept."""
    if not has_terminal():
        return no_terminal()
    from workshop_tui.tui.app import run_home

    with tempfile.TemporaryDirectory(prefix="workshop-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "sessions"
        shutil.copytree(folders.examples(), folder)
        return run_home(folder, state=Path(name) / "state", is_demo=True)
