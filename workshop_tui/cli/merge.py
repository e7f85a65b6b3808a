"""``merge A B``: two people's copies of one session into one."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path


def options(parser: argparse.ArgumentParser) -> None:
    """The two copies, what both come from, and where to."""
    parser.add_argument("ours", metavar="A", help="your copy of a session file; it stands where both changed the same")
    parser.add_argument("theirs", metavar="B", help="the other copy")
    parser.add_argument("--base", metavar="O", help="the session as it was before both changes")
    parser.add_argument("-o", "--out", metavar="OUT", help="write to this file: a new one, or A or B itself")


def run(options: argparse.Namespace) -> int:
    """Print or write the session that has the changes of both; 1 if somebody must choose between the two."""
    from workshop_tui import together
    from workshop_tui.store.problem import problem

    found = together.bring(Path(options.ours), Path(options.theirs), Path(options.base) if options.base else None)
    out = Path(options.out) if options.out else None
    if out:
        together.write(found, out)
    else:
        if sys.stdout is None:
            raise problem(Path(options.ours), "there is nowhere to print the merged file; name one with -o OUT")
        sys.stdout.buffer.write(_harmless(found.text).encode("utf-8"))
    for sentence in found.told:
        print(sentence, file=sys.stderr)
    if lost := found.not_carried(out):
        print(lost, file=sys.stderr)
    return 1 if found.conflicts else 0


def _harmless(text: str) -> str:
    """The same TOML, with what could steer a terminal as escapes: it stands in quotation marks, wherever it does."""
    from workshop_tui.words import visible

    def shown(found: re.Match[str]) -> str:
        return found[0] if visible(found[0]) == found[0] else f"\\U{ord(found[0]):08x}"

    return re.sub(r"[^\x00-\x7f]", shown, text)
