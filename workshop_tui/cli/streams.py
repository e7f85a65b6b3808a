"""What is printed always comes out, whatever the terminal, the pipe or the disk behind it can take."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys

_NAME = "workshop-tui"


def prepare() -> None:
    """Let no character make printing fail: a pipe may only know another alphabet than people's words."""
    codecs.register_error(_NAME, _as_well_as_can_be)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_NAME)


def finish() -> None:
    """Everything printed has arrived.

    Raises:
        OSError: It has not: the reader has gone, or the disk is full.
    """
    if sys.stdout is not None:
        sys.stdout.flush()


def give_up() -> None:
    """Print no more, and let nothing complain about it when the program ends."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, sys.stdout.fileno())
        finally:
            os.close(nowhere)


def knows_all_letters() -> bool:
    """Whether standard output can take every character."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"


def _as_well_as_can_be(error: UnicodeError) -> tuple[str | bytes, int]:
    """A file name that is no text as its own bytes, so that it still names the file; all else as ``?``."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    part = error.object[error.start : error.end]
    raw = bytes(ord(char) - 0xDC00 if 0xDC80 <= ord(char) <= 0xDCFF else ord("?") for char in part)
    return raw, error.end
