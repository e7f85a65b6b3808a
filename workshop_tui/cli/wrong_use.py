"""Wrong use, told in one sentence on standard error: a screen without a terminal among it."""

from __future__ import annotations

import sys

from workshop_tui.words import visible


def wrong_use(sentence: str) -> int:
    """Print the sentence and return the exit status of wrong use."""
    print(f"workshop-tui: {visible(sentence)}", file=sys.stderr)
    return 2


def has_terminal() -> bool:
    """Whether a screen can be shown and keys can be read; Textual draws on standard error where it can."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def no_terminal() -> int:
    """Say that a screen needs a terminal, and what does without one."""
    return wrong_use("needs a terminal for this; `workshop-tui show FILE` says the same in plain text")
