"""The program itself on one session, but for one thing: totals of open rounds are kept in memory, not on disk.

Saving is measured apart (change.py), since it takes what the disk takes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workshop_tui.store.open_votes import OpenVotes
from workshop_tui.tui.app import run_session

if __name__ == "__main__":
    OpenVotes.save = lambda self, rounds: None  # type: ignore[method-assign]
    sys.exit(run_session(Path(sys.argv[1]), state=Path(sys.argv[2])))
