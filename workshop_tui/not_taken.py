"""Why a change was not taken, in one sentence for the screen."""

from __future__ import annotations

import errno
import os


class NotTaken(Exception):
    """A change could not be kept, and so was not made. The text is one sentence for the screen."""


_REASONS = {
    errno.EACCES: "you have no right to write here",
    errno.EPERM: "you have no right to write here",
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "this place is read-only",
    errno.ENOENT: "the folder is gone",
}


def why(error: Exception) -> str:
    """The reason of a failed save, in plain words."""
    if isinstance(error, OSError):
        number, said = error.errno or 0, error.strerror or "the file cannot be written"
        return _REASONS.get(number, said.lower()) if said == os.strerror(number) else said
    if isinstance(error, ValueError):
        return "it would not read back as it is"
    return "someone else keeps changing the file"
