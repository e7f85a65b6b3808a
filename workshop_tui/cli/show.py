"""``show FILE``: one session in plain text, or as JSON."""

from __future__ import annotations

import argparse
from pathlib import Path


def options(parser: argparse.ArgumentParser) -> None:
    """The file, and whether as JSON."""
    parser.add_argument("file", metavar="FILE", help="a session file")
    parser.add_argument("--json", action="store_true", help="as JSON, for other programs (docs/json.md)")


def run(options: argparse.Namespace) -> int:
    """Print all that the screens say of one session."""
    import datetime as dt

    from workshop_tui.cli import slips
    from workshop_tui.cli.streams import knows_all_letters
    from workshop_tui.reports import as_json, as_text
    from workshop_tui.store.account import account

    told = account(Path(options.file), dt.date.today())
    print(as_json.session(told, only_ascii=not knows_all_letters()) if options.json else as_text.session(told))
    slips.tell(Path(options.file), told.caution)
    return 0
