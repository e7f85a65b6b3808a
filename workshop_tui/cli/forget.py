"""``forget FILE``: remove all that this computer keeps of a session beside the file itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from workshop_tui.store import folders


def options(parser: argparse.ArgumentParser) -> None:
    """The file, and whether to lose what is nowhere else."""
    parser.add_argument("file", metavar="FILE", help="a session file, also one that has gone")
    parser.add_argument(
        "--even-unsaved", action="store_true", help="also what the file does not hold, which is lost then"
    )


def run(options: argparse.Namespace) -> int:
    """Remove it and say what was removed."""
    import datetime as dt

    from workshop_tui.forgetting import forget

    path = Path(options.file)
    print(f"{forget(folders.state(), path, dt.datetime.now(), even_unsaved=options.even_unsaved)}.")
    return 0
