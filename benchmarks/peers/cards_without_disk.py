"""The program itself, but for one thing: totals of open rounds are kept in memory, not on disk.

Saving is measured apart (keeping.py), since it takes what the disk takes.
"""

from __future__ import annotations

import sys

from workshop_tui.cli import main
from workshop_tui.store.open_votes import OpenVotes

if __name__ == "__main__":
    OpenVotes.put = lambda self, changed, **_: None  # type: ignore[method-assign]
    sys.exit(main())
