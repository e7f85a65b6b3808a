"""What is odd in a file that can be read all the same: told on standard error, beside the result."""

from __future__ import annotations

import sys
from pathlib import Path

from workshop_tui.words import visible


def tell(path: Path, caution: str = "") -> None:
    """Tell that it is of a newer format, or else the first misspelt key, and how many more there are."""
    from workshop_tui.store.check import misspelt

    if caution:
        print(f"{visible(str(path))}: {caution}", file=sys.stderr)
        return
    found = misspelt(path)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        print(f"{found[0]}{more}: workshop-tui check tells all about it", file=sys.stderr)
