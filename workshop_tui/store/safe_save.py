"""Replace a file so that it is always whole: the old one or the new one, never half of either.

A temporary file in the same folder, synced; the target compared with what was read; replaced; the folder
synced. Nothing that someone else wrote in the meantime is overwritten.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_BUSY_ON_WINDOWS = frozenset({5, 32, 33})
_CANNOT_SYNC = frozenset(
    getattr(errno, name, errno.EINVAL)
    for name in ("EINVAL", "EBADF", "EISDIR", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EACCES", "EPERM")
)  # what systems answer, and shares, that know no such thing for a folder, or for one that we may not read
_PATIENCE = 2.5  # seconds; a virus scanner or a sync client lets go of a file within that


class ChangedElsewhere(Exception):
    """The file on disk is not the one that was read: someone else saved it in the meantime."""


def digest(raw: bytes) -> str:
    """What a file's content is known by."""
    return hashlib.sha256(raw).hexdigest()


def replace(path: Path, raw: bytes, *, expected: str | None, about_to: Callable[[str], None] = lambda _: None) -> str:
    """Write ``raw`` to ``path`` whole, or not at all.

    Args:
        path: The file; a link is followed, so that the real file is replaced and the link stays.
        raw: The new content.
        expected: The digest of the content that the new one is based on; None if the file must not
            exist yet.
        about_to: Told the digest of the new content once that is safely beside the file, right before the file
            is replaced; where it raises, the file stays as it is.

    Returns:
        The digest of the new content.

    Raises:
        ChangedElsewhere: The file holds something other than expected.
        OSError: Disk full, no rights, folder gone; the old file is untouched.
    """
    target = Path(os.path.realpath(path))
    like = None if expected is None else target
    with _temporary(target, raw, 0o666 if like is None else 0o600, like=like) as new:
        about_to(digest(raw))
        _compare(target, expected)  # at the very last, since about_to may wait for a disk
        if expected is None:
            _put_new(new, target)
        else:
            _patiently_replace(new, target)
    sync_folder(target.parent)
    return digest(raw)


def put(path: Path, raw: bytes) -> None:
    """Write a file of this computer's own (0600) whole, whatever it held before.

    Raises:
        OSError: It cannot be written; the old file is untouched.
    """
    with _temporary(path, raw, 0o600, like=None) as new:
        _patiently_replace(new, path)
    sync_folder(path.parent)


def shortened(name: str, most: int) -> str:
    """The beginning of a file's name, of at most so many bytes: systems count these, and letters have up to four."""
    while len(os.fsencode(name)) > most:
        name = name[:-1]
    return name


def sweep(path: Path) -> None:
    """Remove what a crash in the middle of a save left beside a file. Nobody else may be saving it now."""
    target = Path(os.path.realpath(path))
    with contextlib.suppress(OSError):
        for left in target.parent.glob(f"{glob.escape(_temporary_name(target))}????????.tmp"):
            with contextlib.suppress(OSError):
                left.unlink()


def _temporary_name(target: Path) -> str:
    """How the temporary files of one file begin, and those of no other."""
    name = target.name.encode("utf-8", "surrogateescape")
    return f".{shortened(target.name, 60)}.{hashlib.sha256(name).hexdigest()[:8]}"


@contextlib.contextmanager
def _temporary(target: Path, raw: bytes, mode: int, *, like: Path | None) -> Iterator[Path]:
    """A synced file with this content beside the target; gone afterwards unless it was given its name."""
    temporary = target.with_name(f"{_temporary_name(target)}{secrets.token_hex(4)}.tmp")
    handle = os.open(
        temporary,
        os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0),
        mode,
    )
    try:
        try:
            write_all(handle, raw)
            if like is not None:
                _same_rights(like, handle)
            os.fsync(handle)
        finally:
            os.close(handle)
        yield temporary
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def write_all(handle: int, raw: bytes) -> None:
    """Write all of it, however many pieces the system takes it in."""
    view = memoryview(raw)
    while view:
        view = view[os.write(handle, view) :]


def _same_rights(target: Path, handle: int) -> None:
    state = target.stat()
    if not (state.st_mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, "the file is read-only", str(target))
    if sys.platform == "win32":
        return
    if (state.st_uid, state.st_gid) != (os.geteuid(), os.getegid()):
        for owner in (state.st_uid, -1):  # only the administrator can keep another owner
            with contextlib.suppress(OSError):
                os.fchown(handle, owner, state.st_gid)
                break
    os.fchmod(handle, stat.S_IMODE(state.st_mode))


def _compare(target: Path, expected: str | None) -> None:
    try:
        found = digest(target.read_bytes())
    except FileNotFoundError:
        if expected is not None:
            raise FileNotFoundError(errno.ENOENT, "the file is gone", str(target)) from None
        return
    if found != expected:
        raise ChangedElsewhere(str(target))


def _put_new(temporary: Path, target: Path) -> None:
    """Give a new file its name, but never one that was taken since we looked."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise ChangedElsewhere(str(target)) from None
    except OSError:  # a file system without links (FAT, some shares): take the name first, then fill it
        _take_name(target)
        try:
            _patiently_replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                target.unlink()
            raise
        return
    with contextlib.suppress(OSError):  # the file has its name, so that it is saved whatever comes now
        temporary.unlink()


def _take_name(target: Path) -> None:
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except FileExistsError:
        raise ChangedElsewhere(str(target)) from None


def _patiently_replace(temporary: Path, target: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            temporary.replace(target)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS or time.monotonic() > until:
                raise
            time.sleep(0.05)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the system can.

    Raises:
        OSError: The system can, and failed.
    """
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def is_synced(folder: Path) -> bool:
    """Sync a folder, and say whether the names in it are safe now, as far as the system can tell."""
    try:
        sync_folder(folder)
    except OSError:
        return False
    return True
