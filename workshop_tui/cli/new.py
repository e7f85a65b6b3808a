"""``new``: make a session file and print its path."""

from __future__ import annotations

import argparse
from pathlib import Path

from workshop_tui.store import folders


def options(parser: argparse.ArgumentParser) -> None:
    """Team, and what has a sensible default."""
    parser.add_argument("--team", required=True, metavar="T", help="the team's name")
    parser.add_argument("--date", metavar="D", help="the day, such as 2026-12-01 (default: today)")
    parser.add_argument("--people", type=int, metavar="N", help="people in the room (default: 12, or as last time)")
    parser.add_argument("--service", default="", help="the service it belongs to")
    parser.add_argument("--organisation", default="", help="the organisation")
    parser.add_argument(
        "--agenda",
        metavar="A",
        help="half-day (default), full-day, ninety-minutes, revisit (default with --follows) or your own",
    )
    parser.add_argument("--follows", metavar="FILE", help="the team's earlier session")
    parser.add_argument("--folder", metavar="DIR", default=argparse.SUPPRESS, help="the sessions folder")


def run(options: argparse.Namespace) -> int:
    """Write the file; its path is the only thing on standard output."""
    import datetime as dt

    from workshop_tui import begin
    from workshop_tui.changes.due import read_day
    from workshop_tui.cli.wrong_use import wrong_use
    from workshop_tui.model.part import MOST_PEOPLE
    from workshop_tui.store.library import library
    from workshop_tui.store.session_file import load
    from workshop_tui.words import clean

    team = clean(options.team).strip()
    if not team:
        return wrong_use("--team is empty; give the team's name")
    try:
        day = read_day(options.date or "today", dt.date.today())
    except ValueError as error:
        return wrong_use(f"--date: {error}")
    follows = Path(options.follows) if options.follows else None
    usual = load(follows).session.people if follows else 12
    people = options.people if options.people is not None else usual
    if not 1 <= people <= MOST_PEOPLE:
        return wrong_use(f"--people must be from 1 to {MOST_PEOPLE}; found {people}")
    folder = folders.sessions(options.folder)
    facts = begin.Facts(team, day or dt.date.today(), people, clean(options.service), clean(options.organisation))
    print(begin.make(folder, library(folder), facts, options.agenda, follows=follows))
    return 0
