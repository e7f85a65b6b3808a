"""No command: the home screen on the sessions folder."""

from __future__ import annotations

import argparse

from workshop_tui.cli.wrong_use import has_terminal, no_terminal
from workshop_tui.store import folders


def run(options: argparse.Namespace) -> int:
    """Open the home screen."""
    if not has_terminal():
        return no_terminal()
    folder = folders.sessions(options.folder)
    if folder.resolve() == folders.examples().resolve():
        from workshop_tui.cli import demo

        return demo.run(options)  # the worked example always opens as a copy
    from workshop_tui.tui.app import run_home

    return run_home(folder)
