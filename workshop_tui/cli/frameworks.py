"""``frameworks``: list, show and check frameworks and agendas."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_tui.store import folders

if TYPE_CHECKING:
    from workshop_tui.store.library import Library


def options(parser: argparse.ArgumentParser) -> None:
    """list (the default), show ID, check FILE."""
    what = parser.add_subparsers(metavar="list | show ID | check FILE", dest="what")
    lists = what.add_parser("list", help="frameworks and agendas, built in and your own")
    show = what.add_parser("show", help="all words of one")
    show.add_argument("id", metavar="ID")
    for one in (parser, lists, show):
        one.add_argument("--folder", metavar="DIR", default=argparse.SUPPRESS, help="the sessions folder")
    check = what.add_parser("check", help="what is wrong with a file you wrote")
    check.add_argument("paths", metavar="FILE", nargs="+")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    if options.what == "check":
        from workshop_tui.cli import check

        return check.run(options)
    from workshop_tui.store.library import library

    known = library(folders.sessions(options.folder))
    return _show(known, options.id) if options.what == "show" else _list(known)


def _list(known: Library) -> int:
    from workshop_tui.cli.wrong_use import wrong_use
    from workshop_tui.reports import as_text

    print(as_text.library(known))
    for one in known.problems:
        wrong_use(str(one))
    return 0


def _show(known: Library, content_id: str) -> int:
    from workshop_tui.cli.wrong_use import wrong_use
    from workshop_tui.reports import as_text

    texts = known.texts if content_id == known.texts.id else None
    content = known.frameworks.get(content_id) or known.agendas.get(content_id) or texts
    if content is None:
        hint = " (to look at a file, use frameworks check)" if Path(content_id).suffix == ".toml" else ""
        return wrong_use(f"there is no framework or agenda {content_id}; frameworks list tells which there are{hint}")
    print(as_text.content(content))
    return 0
