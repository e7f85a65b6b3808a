"""``open FILE``: lead, revisit or read one session."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from workshop_tui.cli.wrong_use import has_terminal, no_terminal
from workshop_tui.store import folders


def options(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", metavar="FILE", help="a session file")


def run(options: argparse.Namespace) -> int:
    """Open the session's screen; a shipped example opens as a copy that is thrown away."""
    path = Path(options.file)
    _must_be_usable(path)  # what is not is told before the screen opens
    if not has_terminal():
        return no_terminal()
    from workshop_tui.tui.app import run_session

    if not folders.is_example(path):
        return run_session(path)
    with tempfile.TemporaryDirectory(prefix="workshop-example-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "sessions"
        shutil.copytree(folders.examples(), folder)
        return run_session(folder / path.name, state=Path(name) / "state", is_demo=True)


def _must_be_usable(path: Path) -> None:
    from workshop_tui.store import session_file, toml_in
    from workshop_tui.store.problem import FileProblem, problem

    try:
        session_file.look(toml_in.read(path))
    except FileProblem as error:
        from workshop_tui.going_back import is_kept
        from workshop_tui.recovery import waiting

        more = ""
        if number := waiting(path, folders.state()):
            these = (
                "1 change that it does not hold is" if number == 1 else f"{number} changes that it does not hold are"
            )
            more += f"; {these} kept on this computer, and brought back once it can be used"
        if is_kept(folders.state(), path):
            more += "; earlier states of it can be read: workshop-tui versions FILE lists them"
        if not more:
            raise
        raise problem(path, error.first.sentence + more, error.first.line) from None
