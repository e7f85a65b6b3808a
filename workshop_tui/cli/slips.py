"""What is odd in a file that can be read all the same: told on standard error, beside the result."""

from __future__ import annotations

import sys
from pathlib import Path

from workshop_tui.words import counted, visible


def tell(path: Path, caution: str = "") -> None:
    """Tell what waits on this computer; that it is of a newer format, or else the first misspelt key of how many."""
    from workshop_tui.store.check import misspelt

    if caution:
        print(f"{visible(str(path))}: {caution}", file=sys.stderr)
        return
    tell_waiting(path)
    found = misspelt(path)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        print(f"{found[0]}{more}: workshop-tui check tells all about it", file=sys.stderr)


def tell_waiting(path: Path) -> None:
    """Tell how many changes this computer keeps that the file does not hold yet; nothing where it keeps none."""
    from workshop_tui.store import folders

    state = folders.state()
    if (state / "sessions").is_dir():
        from workshop_tui.recovery import waiting

        if number := waiting(path, state):
            these = f"{counted(number, 'change')} that this computer keeps {'is' if number == 1 else 'are'}"
            print(f"{visible(str(path))}: {these} not in it yet; open it once to bring them in", file=sys.stderr)
