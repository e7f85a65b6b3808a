"""``report FILE``: the report of one session."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def options(parser: argparse.ArgumentParser) -> None:
    """The file, the format, for whom, and where to."""
    parser.add_argument("file", metavar="FILE", help="a session file")
    parser.add_argument("--to", choices=["md"], default="md", help="the format: md, Markdown (the default)")
    parser.add_argument(
        "--for",
        dest="audience",
        choices=["team", "outside"],
        default="team",
        help="team: everything (the default); outside: no notes, owners, first steps or small numbers",
    )
    parser.add_argument("-o", "--out", metavar="OUT", help="write to this file, which must not exist yet")


def run(options: argparse.Namespace) -> int:
    """Print or write the report."""
    import datetime as dt

    from workshop_tui.cli import slips
    from workshop_tui.reports import as_markdown
    from workshop_tui.reports.write import write_new
    from workshop_tui.store.account import account

    told = account(Path(options.file), dt.date.today())
    text = as_markdown.session(told, for_team=options.audience == "team")
    if options.out:
        print(write_new(Path(options.out), text), file=sys.stderr)
    else:
        print(text, end="")
    if options.audience == "outside":
        print("Actions are in the team's own words: read them for names before you hand this on.", file=sys.stderr)
    slips.tell(Path(options.file), told.caution)
    return 0
