"""``frameworks``: list, show and check frameworks and agendas."""

from __future__ import annotations

import argparse
from pathlib import Path

from workshop_tui.store import folders


def options(parser: argparse.ArgumentParser) -> None:
    """list (the default), show ID, check FILE."""
    parser.add_argument("--folder", metavar="DIR", default=argparse.SUPPRESS, help="the sessions folder")
    what = parser.add_subparsers(metavar="list | show ID | check FILE", dest="what")
    what.add_parser("list", help="frameworks and agendas, built in and your own")
    what.add_parser("show", help="all words of one").add_argument("id", metavar="ID")
    what.add_parser("check", help="what is wrong with a file you wrote").add_argument("paths", metavar="FILE", nargs="+")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    if options.what == "check":
        from workshop_tui.cli import check

        return check.run(options)
    from workshop_tui.cli.wrong_use import wrong_use
    from workshop_tui.reports import as_text
    from workshop_tui.store.library import library

    known = library(folders.sessions(options.folder))
    if options.what != "show":
        print(as_text.library(known))
        for one in known.problems:
            wrong_use(str(one))
        return 0
    content = known.frameworks.get(options.id) or known.agendas.get(options.id)
    if content is None:
        path = Path(options.id)
        hint = " (to look at a file, use frameworks check)" if path.suffix == ".toml" else ""
        return wrong_use(f"there is no framework or agenda {options.id}; frameworks list tells which there are{hint}")
    print(as_text.content(content))
    return 0
