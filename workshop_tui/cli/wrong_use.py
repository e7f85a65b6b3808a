"""Wrong use, told in one sentence on standard error."""

from __future__ import annotations

import sys

from workshop_tui.words import visible


def wrong_use(sentence: str) -> int:
    """Print the sentence and return the exit status of wrong use."""
    print(f"workshop-tui: {visible(sentence)}", file=sys.stderr)
    return 2
