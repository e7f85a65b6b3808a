"""``check PATH...``: what is wrong with session and framework files, one line a problem."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from workshop_tui.cli.wrong_use import wrong_use
from workshop_tui.store.check import check
from workshop_tui.store.problem import Problem
from workshop_tui.words import counted


def options(parser: argparse.ArgumentParser) -> None:
    """Files, or folders that are looked through."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="session or framework files, or folders of them")


def run(options: argparse.Namespace) -> int:
    """Print FILE:LINE: message for each problem; 1 if there are any, 2 if a PATH is not there at all."""
    files, status = [], 0
    for name in options.paths:
        path = Path(name)
        # os.path, since Path itself fails on a name that is too long or in a folder that may not be read.
        if os.path.isdir(path):  # noqa: PTH112
            found = sorted(one for one in path.rglob("*.toml") if not one.name.startswith("."))
            if not found:
                status = wrong_use(str(Problem(path, None, "there is no .toml file in this folder")))
            files += found
        elif not os.path.lexists(path):
            status = wrong_use(str(Problem(path, None, "there is no such file or folder")))
        else:
            files.append(path)
    wrong = 0
    for path in files:
        problems = check(path)
        wrong += len(problems)
        for one in problems:
            print(one)
    if files:
        told = counted(wrong, "problem") if wrong else "no problems"
        print(f"{counted(len(files), 'file')} checked: {told}", file=sys.stderr)
    return status or (1 if wrong else 0)
