"""Places that fail: a disk that is full, one that may only be read, a share that goes away in mid-write or hangs."""

from __future__ import annotations

import errno
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None
"""Where a folder is in memory, if the system has such a place: a busy disk makes everything ten times as long."""
MAKES = ("open", "mkdir", "rename", "replace", "link", "unlink")
WRITES = ("open", "write", "fsync", "ftruncate", "rename", "replace", "link", "unlink", "mkdir")


class Full:
    """A disk that gets full: a real one of a few kilobytes, that is filled up to the last byte."""

    def __init__(self, place: Path) -> None:
        self._filler = place / "filler"

    def fill(self) -> None:
        with open(self._filler, "ab", buffering=0) as stream, suppress(OSError):
            while True:
                stream.write(b"x" * 512)

    def free(self) -> None:
        self._filler.unlink(missing_ok=True)


@contextmanager
def mounted(place: Path, options: str) -> Iterator[bool]:
    """A small disk in memory at this place; False where one may not mount."""
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], capture_output=True, check=False)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(place)], check=True)


def read_only(place: Path, *, yes: bool) -> None:
    """Let a mounted disk only be read, or written too."""
    how = "remount,ro" if yes else "remount,rw"
    subprocess.run(["mount", "-o", how, str(place)], check=True)


class Shim:
    """A made-up disk that is full, read-only or not ours, for one folder: as root one has every right.

    Args:
        folder: Where.
        number: The error, while :attr:`is_broken`.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number
        self.is_broken = False

    def fill(self) -> None:
        self.is_broken = True

    def free(self) -> None:
        self.is_broken = False

    @contextmanager
    def in_place(self) -> Iterator[None]:
        with ExitStack() as stack:
            for name in MAKES if self._number != errno.ENOSPC else ("write",):
                stack.enter_context(mock.patch.object(os, name, self._wrapped(getattr(os, name), name)))
            if self._number == errno.ENOSPC:
                stack.enter_context(mock.patch.object(os, "fdopen", self._fdopen(os.fdopen)))
            yield

    def _wrapped(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(first: Any, *rest: Any, **named: Any) -> Any:
            writes = name != "open" or bool(rest[0] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            if self.is_broken and writes and self._is_here(first):
                raise OSError(self._number, os.strerror(self._number), str(first))
            return real(first, *rest, **named)

        return call

    def _is_here(self, what: Any) -> bool:
        path = Path(f"/proc/self/fd/{what}").readlink() if isinstance(what, int) else Path(os.fsdecode(what))
        return path == self._folder or self._folder in path.parents

    def _fdopen(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle: int, mode: str = "r", *rest: Any, **named: Any) -> Any:
            if self.is_broken and "w" in mode and self._is_here(handle):
                os.close(handle)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(handle, mode, *rest, **named)

        return call


@contextmanager
def at_step(number: int, do: Callable[[], None]) -> Iterator[list[str]]:
    """Do something right before the so-manieth of the calls that write; yields the names of those that were made."""
    made: list[str] = []

    def wrapped(real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if threading.current_thread() is here:
                made.append(name)
                if len(made) == number:
                    do()
            return real(*given, **named)

        return call

    here = threading.current_thread()
    with ExitStack() as stack:
        for name in WRITES:
            stack.enter_context(mock.patch.object(os, name, wrapped(getattr(os, name), name)))
        yield made


def fail(number: int) -> Callable[[], None]:
    """Something that fails with this error."""

    def raises() -> None:
        raise OSError(number, os.strerror(number))

    return raises


def beside(file: Path) -> list[str]:
    return sorted(one.name for one in file.parent.iterdir() if one.name not in (file.name, "filler"))
