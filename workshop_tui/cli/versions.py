"""``versions FILE``: the states of a session that this computer kept, and going back to one of them."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_tui.store import folders

if TYPE_CHECKING:
    from workshop_tui.going_back import Earlier, History

_MOST = 4  # changes that are told of one version


def options(parser: argparse.ArgumentParser) -> None:
    """The file, and what to do with one of its versions."""
    parser.add_argument("file", metavar="FILE", help="a session file, also one that cannot be used or has gone")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--show", type=int, metavar="N", help="print version N in plain text; 1 is the newest")
    one.add_argument("--restore", type=int, metavar="N", help="go back to version N; what there is now is kept too")


def run(options: argparse.Namespace) -> int:
    """List the versions, print one or go back to one; 1 if there are none."""
    from workshop_tui.cli.wrong_use import wrong_use
    from workshop_tui.going_back import history
    from workshop_tui.store.problem import FileProblem, problem

    path, asked = Path(options.file), options.show if options.restore is None else options.restore
    found = history(folders.state(), path)
    if not found.states:
        if found.wrong and not os.path.isfile(path):  # noqa: PTH113, since Path fails on odd names
            raise FileProblem(found.wrong)
        says = f"{found.wrong.sentence}; this" if found.wrong else "this"
        line = found.wrong.line if found.wrong else None
        wrong_use(str(problem(path, f"{says} computer keeps no earlier state of it", line)))
        return 1
    if asked is None:
        _list(found)
        return 0
    if not 1 <= asked <= len(found.states):
        raise problem(path, f"there is no version {asked}; there are 1 to {len(found.states)}, and 1 is the newest")
    return _show(found, found.states[asked - 1]) if options.restore is None else _restore(path, found, asked)


def _list(found: History) -> None:
    from workshop_tui.going_back import moment
    from workshop_tui.reports.text_layout import page, paragraph
    from workshop_tui.words import counted

    now, number = dt.datetime.now(), counted(len(found.states), "version")
    lines = paragraph(f"{found.path.name}: {number} on this computer, the newest first")
    if found.wrong:
        print(found.wrong, file=sys.stderr)
    if found.since:
        lines += ["", *paragraph("The file as it is now; since the newest version:"), *_told(found.since)]
    for one in found.states:
        held = ": what the file holds now" if one.is_now else ""
        lines += ["", *paragraph(f"{moment(one.version.at, now)}{held}", first=f"{one.number}. ")]
        lines += _told(one.changed) + (paragraph(one.wrong, 3, "- ") if one.wrong else [])
    print(page(lines))


def _told(changed: tuple[str, ...]) -> list[str]:
    from workshop_tui.reports.text_layout import paragraph

    more = [f"and {len(changed) - _MOST} more"] if len(changed) > _MOST else []
    return [line for said in (*changed[:_MOST], *more) for line in paragraph(said, 3, "- ")]


def _show(found: History, one: Earlier) -> int:
    from workshop_tui.going_back import account
    from workshop_tui.reports import as_text
    from workshop_tui.store.problem import problem

    if one.session is None:
        raise problem(found.path, f"version {one.number} {one.wrong}")
    print(as_text.session(account(found.path, one.session, dt.date.today())))
    return 0


def _restore(path: Path, found: History, number: int) -> int:
    from workshop_tui.going_back import restore
    from workshop_tui.words import visible

    done = restore(folders.state(), path, found.states[number - 1], dt.datetime.now)
    print(f"{visible(done.sentence)}.")
    if done.told:
        print(f"{visible(done.told.rstrip('.'))}.", file=sys.stderr)
    return 0
