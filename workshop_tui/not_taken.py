"""Why a change was not taken, in one sentence for the screen."""

from __future__ import annotations

import errno
import os


class NotTaken(Exception):
    """A change could not be kept, and so was not made. The text is one sentence for the screen."""


_SHARE_IS_GONE = "the share is gone"
_IN_THE_WAY = "a file is in the way where a folder belongs"
_OF_SHARES = (
    "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ETIMEDOUT", "ENODEV", "ENXIO",
    "EREMOTEIO", "ENOLINK",
)  # fmt: skip
_OF_SHARES_ON_WINDOWS = frozenset({51, 53, 54, 55, 59, 64, 67, 121, 1231, 1232})
_REASONS = {
    **{getattr(errno, name): _SHARE_IS_GONE for name in _OF_SHARES if hasattr(errno, name)},
    errno.EACCES: "you have no right to write here",
    errno.EPERM: "you have no right to write here",
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "this place is read-only",
    errno.ENOENT: "the folder is gone",
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    getattr(errno, "EDQUOT", errno.ENOSPC): "the disk is full",
}


def why(error: Exception) -> str:
    """The reason of a failed save, in plain words."""
    if getattr(error, "winerror", None) in _OF_SHARES_ON_WINDOWS:
        return _SHARE_IS_GONE
    if isinstance(error, OSError):
        number, said = error.errno or 0, error.strerror or "the file cannot be written"
        return _REASONS.get(number, said.lower()) if said == os.strerror(number) else said
    if isinstance(error, ValueError):
        return "it would not read back as it is"
    return "someone else keeps changing the file"
