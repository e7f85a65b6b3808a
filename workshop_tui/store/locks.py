"""Two small files beside a session's file while it is used, so that two laptops on one share get along.

``.~lock.NAME`` says who has it open, for the others to be told. ``.~lock.NAME.saving`` is there for the moment in
which the file is compared and replaced, and keeps a second program waiting. Both may be left behind by a crash;
either is taken over then, with care.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import glob
import json
import math
import os
import platform
import re
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workshop_tui.store.safe_save import shortened

_STALE = 30.0  # seconds; no save takes as long
_UNSIGNED = 3.0  # seconds; a lock that says nothing yet is signed in a moment, unless whoever made it was killed
_GONE = 900.0  # seconds; an open session touches its lock far more often
_LEFT = 60.0  # seconds; nobody needs a lock that was moved aside for so long
_LONGEST = 2000  # bytes of a lock file; more is none of ours
_OURS: set[str] = set()  # signs of the locks that this process holds
_ASIDE = re.compile(r"\.[0-9a-f]{8}")


class Busy(OSError):
    """Another program is saving this very file just now, and takes too long."""


@dataclass(frozen=True)
class Holder:
    """Who has a session open: user, computer, since when on its own clock."""

    who: str
    host: str
    since: dt.datetime
    pid: int = 0
    sign: str = ""
    """Random, so that one knows one's own lock again."""

    def words(self, now: dt.datetime) -> str:
        """``open on another laptop (dana on laptop-3) since 10:14``."""
        day = "" if self.since.date() == now.date() else f"{self.since.day} {self.since:%b} "
        where = "in another window" if self.host == _host() else "on another laptop"
        who = f" ({self.who} on {self.host})" if self.host != _host() else ""
        return f"open {where}{who} since {day}{self.since:%H:%M}"


class Presence:
    """That we have a session open, as the others see it."""

    def __init__(self, path: Path) -> None:
        self._file = _beside(path, "")
        self._mine = ""

    def arrive(self, now: dt.datetime) -> Holder | None:
        """Say that we have it open, unless somebody else says so; then return who. Where nothing can be written,
        nobody is told."""
        other = self._other()
        if other is None:
            me = Holder(_who(), _host(), now.replace(microsecond=0), os.getpid(), secrets.token_hex(4))
            with contextlib.suppress(OSError):
                _write(self._file, me)
                self._mine = me.sign
                _OURS.add(me.sign)
                _sweep(self._file)
        return other

    def touch(self) -> None:
        """We are still here."""
        found = _read(self._file) if self._mine else None
        if found is not None and found.sign == self._mine:
            with contextlib.suppress(OSError):
                os.utime(self._file)

    def leave(self) -> None:
        """Take our lock away; never somebody else's."""
        found = _read(self._file) if self._mine else None
        if found is not None and found.sign == self._mine:
            with contextlib.suppress(OSError):
                self._file.unlink()
        _OURS.discard(self._mine)
        self._mine = ""

    def _other(self) -> Holder | None:
        found = _read(self._file)
        if found is None or found.sign == self._mine or _is_dead(found) or abs(_age(self._file)) > _GONE:
            return None
        return found


@contextlib.contextmanager
def saving(path: Path, patience: float = 5.0) -> Iterator[None]:
    """Be the only one who compares and replaces this file.

    Args:
        path: The file.
        patience: How many seconds to wait for another program.

    Raises:
        Busy: Another program is still at it.
        OSError: No lock can be written there, and so the file could not be replaced either.
    """
    lock = _beside(path, ".saving")
    me = Holder(_who(), _host(), dt.datetime.now().replace(microsecond=0), os.getpid(), secrets.token_hex(8))
    _OURS.add(me.sign)
    try:
        _take(lock, me, time.monotonic() + patience)
        yield
    finally:
        found = _read(lock)
        if found is not None and found.sign == me.sign:
            with contextlib.suppress(OSError):
                lock.unlink()
        _OURS.discard(me.sign)


def _take(lock: Path, me: Holder, until: float) -> None:
    looked = -math.inf
    while True:
        try:
            handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except FileExistsError:
            now = time.monotonic()
            if now > looked + 1:  # seldom, since it writes a file
                _clear_if_stale(lock)
                looked = now
            elif now > until:
                raise Busy(0, "another program is saving this file just now", str(lock)) from None
            time.sleep(0.005)
            continue
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
            time.sleep(0.01)  # the system is still removing the last one
            continue
        _sign(lock, handle, me)
        return


def _sweep(lock: Path) -> None:
    """Remove what somebody had moved aside, or had made to ask for the time, who was killed right then."""
    now = lock.stat().st_mtime
    for left in lock.parent.glob(f"{glob.escape(shortened(lock.name, 80))}*.????????"):
        if _ASIDE.fullmatch(left.name[-9:]):
            with contextlib.suppress(OSError):
                if now - left.stat().st_mtime > _LEFT:
                    left.unlink()


def _clear_if_stale(lock: Path) -> None:
    """Take away a lock whose owner has died. It is moved aside first: what was moved must be what was judged."""
    found = _read(lock)
    if not (found is not None and _is_dead(found)) and abs(_age(lock)) <= (_STALE if found else _UNSIGNED):
        return
    aside = lock.with_name(f"{shortened(lock.name, 80)}.{secrets.token_hex(4)}")
    try:
        if _read(lock) != found:
            return  # somebody else was quicker, and has it now
        lock.rename(aside)
    except OSError:
        return  # somebody else was quicker
    if _read(aside) != found:
        with contextlib.suppress(OSError):
            os.link(aside, lock)  # a live one: put back, unless a third one has come meanwhile
    with contextlib.suppress(OSError):
        aside.unlink()


def _is_dead(holder: Holder) -> bool:
    """Whether the program on this very computer that wrote the lock has ended."""
    if holder.host != _host() or not holder.pid or sys.platform == "win32":  # there, asking would end it
        return False
    if holder.pid == os.getpid():
        return holder.sign not in _OURS  # or it was left where a share went away, and came back
    try:
        os.kill(holder.pid, 0)
    except (ProcessLookupError, OverflowError):  # a number that no program can have is nobody's
        return True
    except OSError:
        return False
    return False


def _age(lock: Path) -> float:
    """Seconds since a lock was touched, by the clock of the place where it lies: laptops' clocks may differ.

    Below 0 where it is dated in the future, as by a copy or a clock that was wrong.
    """
    probe = lock.with_name(f"{shortened(lock.name, 80)}.{secrets.token_hex(4)}")
    try:
        touched = lock.stat().st_mtime
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            return probe.stat().st_mtime - touched
        finally:
            probe.unlink()
    except OSError:
        return 0.0


def _beside(path: Path, ending: str) -> Path:
    target = Path(os.path.realpath(path))
    return target.with_name(f".~lock.{shortened(target.name, 100)}{ending}")


def _read(lock: Path) -> Holder | None:
    try:
        handle = os.open(lock, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            said: Any = json.loads(file.read(_LONGEST))
        return Holder(
            str(said["who"])[:40],
            str(said["host"])[:60],
            dt.datetime.fromisoformat(said["since"]).replace(tzinfo=None),
            int(said["pid"]),
            str(said["sign"])[:40],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _write(lock: Path, me: Holder) -> None:
    """Put a lock in place of one that nobody needs any more."""
    with contextlib.suppress(FileNotFoundError):
        lock.unlink()
    handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
    _sign(lock, handle, me)


def _sign(lock: Path, handle: int, me: Holder) -> None:
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_text_of(me))
    except OSError:  # on a full disk a name may be had, and nothing in it
        with contextlib.suppress(OSError):
            lock.unlink()
        raise


def _text_of(me: Holder) -> bytes:
    said = {"who": me.who, "host": me.host, "since": me.since.isoformat(), "pid": me.pid, "sign": me.sign}
    return json.dumps(said).encode()


def _who() -> str:
    try:
        return getpass.getuser()[:40]
    except (OSError, KeyError, ImportError):  # as the system and the Python are
        return "somebody"


def _host() -> str:
    return platform.node()[:60] or "a computer"
