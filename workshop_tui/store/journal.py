"""A session's journal: every change since its file was opened, on this computer's disk before it is shown as taken.

One line a record: a checksum, a space, JSON. Each checksum takes in the one before it, so that a line that was half
written, lost or altered ends the journal there. The first record holds the file as it was when the journal began;
then come changes, and beside them the digests that the file was given (an *intent* before it is replaced, *saved*
after), by which one knows later how much of the journal the file holds already.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import secrets
import sys
import weakref
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from workshop_tui.changes.patch import Step
from workshop_tui.store import in_use, safe_save

Doing = Literal["take", "move", "undo", "merge", "settle", "ask again"]
"""What kind of change: "settle" is a choice between two versions, and "ask again" is that taken back."""
_FORMAT = 1
_LONGEST = 64_000_000  # bytes; a day of changes is a few hundred thousand


@dataclass(frozen=True)
class Change:
    """One change as it lies in the journal.

    ``label`` and ``reopens`` (framework and item of a reveal) are what undo needs; ``conflicts`` are places where
    two laptops said different things, with what the other one said. Where a file of somebody else's came in,
    ``came_in`` is its digest, and the steps from the state after the change to what that file says.
    """

    do: Doing
    at: dt.datetime
    steps: Sequence[Step]
    label: str = ""
    reopens: tuple[str, str] | None = None
    conflicts: Sequence[Any] = ()
    came_in: tuple[str, Sequence[Step]] | None = None


@dataclass
class Record:
    """What one journal says: the file it began with, the changes, and which of them which file holds."""

    text: str
    changes: list[Change] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    """How many of the changes are in a file of this digest."""
    confirmed: int = 0
    """How many are surely in the file: it was replaced, and we lived to say so."""
    last: tuple[int, Sequence[Step]] = (0, ())
    """The file as it was last known: the state after so many changes, and the steps from there to it."""
    came_in: dict[str, tuple[int, Sequence[Step]]] = field(default_factory=dict)
    """Files of somebody else's that are in it, by their digest, told in the same way."""
    is_altered: bool = False
    """Whether whole lines stand behind the one that ended it: no crash does that."""
    is_torn: bool = False
    """Whether more than the beginning of a line stands behind the last whole one: a power cut does that, or a disk."""


class Journal:
    """One journal's file while it is written; nobody else writes it meanwhile."""

    def __init__(self, path: Path, handle: int, end: int, checksum: int) -> None:
        self.path = path
        self._handle, self._end, self._checksum = handle, end, checksum
        self._let_go = weakref.finalize(self, os.close, handle)
        self._is_whole = True
        self.number = 0
        """How many changes it holds."""

    @classmethod
    def begin(cls, folder: Path, text: str, digest: str) -> Journal:
        """Begin a journal on a file of this text and digest.

        Raises:
            OSError: It cannot be written.
        """
        while True:
            path = folder / f"journal-{dt.datetime.now():%Y%m%dT%H%M%S}-{secrets.token_hex(3)}.log"
            handle = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
            if in_use.hold(handle, patience=0.05) and _is_still_at(path, handle):
                break
            os.close(handle)  # another window found it while it was empty, and has taken it away
        journal = cls(path, handle, 0, 0)
        try:
            journal._append({"journal": _FORMAT, "text": text, "digest": digest})
            safe_save.sync_folder(folder)
        except OSError:
            journal.clear()
            raise
        return journal

    @classmethod
    def go_on(cls, path: Path) -> tuple[Journal, Record] | None:
        """Read a journal that was left behind, to go on with it; None where it is in use, or holds nothing.

        A half written last line is cut off before something is written behind it.

        Raises:
            OSError, ValueError: It cannot be read, and is as it was.
        """
        try:
            handle = os.open(path, _FLAGS)
        except FileNotFoundError:
            return None
        try:
            if not in_use.hold(handle, patience=0.05) or not _is_still_at(path, handle):
                os.close(handle)
                return None
            record, end, checksum = _read(handle)
            # Who wrote the last of it may have been killed before it was on disk.
            os.fsync(handle)
            safe_save.sync_folder(path.parent)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            os.close(handle)
            raise error if isinstance(error, OSError) else ValueError(str(error)) from None
        journal = cls(path, handle, end, checksum)
        if record is None:
            journal.clear()
            return None
        journal.number = len(record.changes)
        journal._is_whole = False  # there may be half a line behind the last whole one
        return journal, record

    @property
    def size(self) -> int:
        """Bytes written."""
        return self._end

    def change(self, change: Change) -> None:
        """Put a change on disk.

        Raises:
            OSError: It is not there, and nothing of it counts.
            ValueError: It holds what no file of a session can hold.
        """
        said: dict[str, Any] = {"do": change.do, "at": change.at.isoformat(), "steps": change.steps}
        for name in ("label", "reopens", "conflicts"):
            if value := getattr(change, name):
                said[name] = value
        if change.came_in is not None:
            said["came_in"] = change.came_in
        self._append(said)
        self.number += 1

    def intent(self, digest: str, number: int) -> None:
        """Say which file is about to be put in place, and how many changes it holds.

        Raises:
            OSError: It could not be said; the file must stay as it is.
        """
        self._append({"intent": digest, "number": number})

    def saved(self, digest: str) -> None:
        """Say that it is in place. Where this cannot be written the file is safe all the same."""
        with contextlib.suppress(OSError):
            self._append({"saved": digest}, sync=False)

    def clear(self) -> None:
        """The file holds everything: the journal goes."""
        if sys.platform == "win32":
            self.close()  # an open file cannot be removed there
        with contextlib.suppress(OSError):
            self.path.unlink()
            safe_save.sync_folder(self.path.parent)  # or a power cut brings it back without its last lines
        self.close()

    def close(self) -> None:
        """Let go of it; it stays for the next time."""
        self._handle = -1  # the system gives the number to the next file that is opened
        with contextlib.suppress(OSError):
            self._let_go()

    def _append(self, said: Mapping[str, Any], *, sync: bool = True) -> None:
        raw = json.dumps(said, default=_tagged, separators=(",", ":")).encode()
        if b"\\ud" in raw:  # an emoji, a date of ours, or half an emoji, which no TOML file can hold
            json.dumps(said, default=str, ensure_ascii=False).encode()
        checksum = zlib.crc32(raw, self._checksum)
        line = b"%08x %s\n" % (checksum, raw)
        if not os.fstat(self._handle).st_nlink and not _is_still_at(self.path, self._handle):
            raise FileNotFoundError(errno.ENOENT, "this computer's own folder is gone", str(self.path))
        if not self._is_whole:
            os.ftruncate(self._handle, self._end)
            self._is_whole = True
        os.lseek(self._handle, self._end, os.SEEK_SET)
        try:
            safe_save.write_all(self._handle, line)
            if sync:
                os.fsync(self._handle)
        except BaseException:
            self._is_whole = False
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self._end)
                self._is_whole = True
            raise
        self._checksum, self._end = checksum, self._end + len(line)


def look(path: Path) -> Record | None:
    """What a journal says that nobody holds, without holding it; None where there is none, or it says nothing.

    Raises:
        OSError, ValueError: It cannot be read.
    """
    if in_use.is_held(path):
        return None
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        return _read(handle)[0]
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    finally:
        os.close(handle)


_FLAGS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def _is_still_at(path: Path, handle: int) -> bool:
    """Whether an open file still has its name; another window may have cleared it while we waited for it."""
    try:
        return sys.platform == "win32" or os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _read(handle: int) -> tuple[Record | None, int, int]:
    """What a journal says up to the first line that is not whole, where that line begins, and the checksum there.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: It is no journal.
    """
    with os.fdopen(os.dup(handle), "rb") as file:
        raw = file.read(_LONGEST)
    record: Record | None = None
    place = checksum = 0
    while (newline := raw.find(b"\n", place)) > 0:
        body = raw[place + 9 : newline]
        expected = zlib.crc32(body, checksum)
        if raw[place : place + 9] != b"%08x " % expected:
            break
        said = json.loads(body, object_hook=_untagged if _SIGN in body else None)
        if record is None:
            record = Record(said["text"], held={said["digest"]: 0})
        else:
            _note(record, said)
        place, checksum = newline + 1, expected
    is_altered = _goes_on(raw[place:])
    if record is not None:
        record.is_altered = is_altered
        record.is_torn = b"\n" in raw[place:] or b"\0" in raw[place:]
    elif is_altered:
        raise ValueError("the journal does not begin")
    return record, place, checksum


def _goes_on(rest: bytes) -> bool:
    """Whether some line is whole, by the checksum that the line before it says of itself."""
    lines = rest.split(b"\n")
    for before, line in pairwise(lines[:-1]):
        with contextlib.suppress(ValueError):
            if line[:9] == b"%08x " % zlib.crc32(line[9:], int(before[:8], 16)):
                return True
    return False


def _note(record: Record, said: Mapping[str, Any]) -> None:
    if "do" in said:
        reopens = said.get("reopens")
        record.changes.append(
            Change(
                said["do"],
                dt.datetime.fromisoformat(said["at"]),
                said["steps"],
                said.get("label", ""),
                (reopens[0], reopens[1]) if reopens else None,
                said.get("conflicts", ()),
                said.get("came_in"),
            )
        )
        if "came_in" in said:
            digest, steps = said["came_in"]
            record.last = record.came_in[digest] = len(record.changes), steps
    elif "intent" in said:
        record.held[said["intent"]] = said["number"]
    elif said.get("saved") in record.held:
        record.confirmed = record.held[said["saved"]]
        record.last = record.confirmed, ()


def _tagged(value: Any) -> Any:
    """What JSON does not know."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {f"\ud800{type(value).__name__}": value.isoformat()}
    raise TypeError(f"a {type(value).__name__} cannot be kept in a journal")


def _untagged(table: dict[str, Any]) -> Any:
    if len(table) == 1:
        ((name, value),) = table.items()
        kind = _KINDS.get(name)
        if kind is not None and isinstance(value, str):
            return kind.fromisoformat(value)
    return table


# Half a surrogate pair begins no key of a session, since no text of TOML can hold one.
_SIGN = b'"\\ud800'
_KINDS: Mapping[str, type[dt.datetime] | type[dt.date] | type[dt.time]] = {
    "\ud800datetime": dt.datetime, "\ud800date": dt.date, "\ud800time": dt.time,
}  # fmt: skip
