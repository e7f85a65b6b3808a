"""A misspelt key in a file that can be used all the same: told on standard error, beside the result."""

from __future__ import annotations

import sys
from pathlib import Path


def tell(path: Path) -> None:
    """Tell the first one, and how many more there are."""
    from workshop_tui.store.check import misspelt

    found = misspelt(path)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        print(f"{found[0]}{more}: workshop-tui check tells all about it", file=sys.stderr)
