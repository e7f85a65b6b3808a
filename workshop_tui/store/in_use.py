"""Whether another process holds a file of this computer's own: let go of by the system when that process ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

_FAR_BEHIND = 2**30  # a byte that is never written, since on some systems a locked byte cannot be read
_BY_ANOTHER = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, getattr(errno, "EDEADLOCK", errno.EDEADLK)})


def hold(handle: int, patience: float = 0.0) -> bool:
    """Hold an open file until it is closed; False where another process, or another opening of it, holds it.

    Where the system knows no such thing, as some shares do, nobody does.

    Args:
        handle: The open file.
        patience: How many seconds to try again, since who only asks holds it for a moment.
    """
    until = time.monotonic() + patience
    while not _held_now(handle):
        if time.monotonic() >= until:
            return False
        time.sleep(0.005)
    return True


def _held_now(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR_BEHIND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BY_ANOTHER
    return True


def is_held(path: Path) -> bool:
    """Whether somebody holds this file now."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not hold(handle)
    finally:
        os.close(handle)
