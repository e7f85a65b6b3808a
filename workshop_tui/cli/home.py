"""No command: the home screen on the sessions folder."""

from __future__ import annotations

import argparse

from workshop_tui.store import folders


def run(options: argparse.Namespace) -> int:
    """Open the home screen."""
    from workshop_tui.tui.app import run_home

    return run_home(folders.sessions(options.folder))
