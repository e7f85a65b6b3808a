"""``check PATH... [--fix]``: what is wrong with session and framework files, one line a problem; mended copies.

Changes that this computer keeps and a file does not hold yet are told last; they are no problem of the file.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from workshop_tui.cli import slips
from workshop_tui.cli.wrong_use import wrong_use
from workshop_tui.store.check import check
from workshop_tui.store.problem import FileProblem, Problem
from workshop_tui.words import counted, visible


def options(parser: argparse.ArgumentParser) -> None:
    """Files, or folders that are looked through; whether to write mended copies."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="session or framework files, or folders of them")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="write a copy beside each file with its encoding, line ends and days put right, and print its path",
    )


def run(options: argparse.Namespace) -> int:
    """Print FILE:LINE: message for each problem; 1 if there are any, 2 if a PATH is not there at all."""
    files, status = [], 0
    for name in options.paths:
        path = Path(name)
        # os.path, since Path itself fails on a name that is too long or in a folder that may not be read.
        if os.path.isdir(path):  # noqa: PTH112
            found = sorted(one for one in path.rglob("*.toml") if not one.name.startswith("."))
            if not found:
                said = "there is no .toml file in this folder"
                if not os.access(path, os.R_OK | os.X_OK):
                    said = "you have no right to read this folder; ask whoever owns it"
                status = wrong_use(str(Problem(path, None, said)))
            files += found
        elif not os.path.lexists(path) and _may_look(path.parent):
            status = wrong_use(str(Problem(path, None, "there is no such file or folder")))
        else:
            files.append(path)
    fixes = getattr(options, "fix", False)  # frameworks check has no such option
    wrong = sum(_fixed(path) if fixes else _told(path) for path in files)
    if files:
        told = counted(wrong, "problem") if wrong else "no problems"
        left = " left" if fixes and wrong else ""
        print(f"{counted(len(files), 'file')} checked: {told}{left}", file=sys.stderr)
    for path in files:
        slips.tell_waiting(path)
    return status or (1 if wrong else 0)


def _may_look(folder: Path) -> bool:
    """Whether one can tell what is in a folder; also where it is not there."""
    try:
        os.stat(os.path.join(folder, "."))  # noqa: PTH116, PTH118, since Path leaves the point out
    except PermissionError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _told(path: Path) -> int:
    """How many problems a file has; each is printed."""
    problems = check(path)
    for one in problems:
        print(one)
    return len(problems)


def _fixed(path: Path) -> int:
    """How many problems are left after mending what can be mended; only the copy's path goes to standard output."""
    from workshop_tui.store import mend, toml_in

    try:
        mended = mend.mend(toml_in.read_bytes(path))
        copy = mend.write(path, mended) if mended else path
    except FileProblem as error:
        _say(*error.problems)
        return len(error.problems)
    left = check(copy)
    if mended is None:
        by_hand = "nothing in it can be mended for you; what follows must be mended by hand"
        _say(Problem(path, None, by_hand if left else "there is nothing to mend, and no copy is written"), *left)
        return len(left)
    print(visible(str(copy)))
    _say(*(Problem(path, None, sentence) for sentence in mended.done))
    by_hand = f"{counted(len(left), 'problem')} left; what follows must be mended by hand"
    _say(
        Problem(
            copy, None, by_hand if left else "the copy has no problems; look at it, and put it in the place of the file"
        ),
        *left,
    )
    return len(left)


def _say(*problems: Problem) -> None:
    for one in problems:
        print(one, file=sys.stderr)
