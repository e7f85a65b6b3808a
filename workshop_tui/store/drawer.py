"""What this computer keeps of one session beside its file: journal, totals of open rounds, versions.

Each session's file has a drawer of its own in the user's state folder, known by the file's path and the session's
id. Only this user may read it. Where the file was renamed or moved, its drawer follows it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from workshop_tui.store import folders, safe_save
from workshop_tui.store.in_use import is_held

_ROOM = "sessions"
_ABOUT = "about.json"


class Drawer:
    """One session's drawer. Nothing is on disk before something is put in.

    Args:
        state: The folder for this computer's own files.
        path: The session's file.
        session_id: The session's id.
    """

    def __init__(self, state: Path, path: Path, session_id: str) -> None:
        self._path, self._id = os.path.realpath(path), session_id
        self._own = state / _ROOM / f"{_short(self._path)}-{_short(session_id)}"
        self._elsewhere = _elsewhere(state, _short(session_id))
        self.folder = self._own if self._own.is_dir() else self._elsewhere or self._own
        """Where it lies; under the name of another file where the session's file was renamed since."""

    @classmethod
    def found(cls, folder: Path) -> Drawer:
        """A drawer as it lies on disk, whichever session it is of; it stays where it is."""
        drawer = cls.__new__(cls)
        drawer.folder = drawer._own = folder
        drawer._elsewhere = None
        return drawer

    @property
    def totals(self) -> Path:
        """The totals of open rounds."""
        return self.folder / "open-rounds.json"

    @property
    def versions(self) -> Path:
        """The folder of versions."""
        return self.folder / "versions"

    def journals(self) -> list[Path]:
        """Journals that are there, the oldest first: one at most, but for two windows on one session."""
        return _journals_in(self.folder)

    def follow(self) -> None:
        """Where the session's file was renamed or moved, let its drawer go with it. Not for who only reads."""
        left, self._elsewhere = self._elsewhere, None
        if left is None:
            return
        with contextlib.suppress(OSError):
            if self.folder == self._own:  # a file took the place of another of the same session
                for one in [*_journals_in(left), *left.glob("open-rounds.json")]:
                    if not os.path.lexists(self._own / one.name):
                        one.rename(self._own / one.name)
                safe_save.sync_folder(self._own)
                safe_save.sync_folder(left)
                return
            left.rename(self._own)
            self.folder = self._own
            safe_save.sync_folder(self._own.parent)  # before it says so itself, or after a power cut nobody finds it
            self._label()

    def make(self) -> None:
        """Make the drawer, so that it survives a power cut.

        Raises:
            OSError: It cannot be made.
        """
        self.follow()
        if _path_of(self.folder) == Path(self._path):
            return
        folders.make_private(self.folder)
        for one in self.folder.parents[:4]:
            safe_save.sync_folder(one)  # also where somebody was killed right after making them
        self._label()

    def _label(self) -> None:
        """Say in the drawer whose it is."""
        said = {"path": self._path.encode("utf-8", "surrogateescape").decode("latin-1"), "session": self._id}
        safe_save.put(self.folder / _ABOUT, json.dumps(said).encode())


def drawers_of(state: Path, path: Path) -> list[Path]:
    """Every drawer of a file, whichever session it held, also where the file itself can no longer be read."""
    return sorted(_glob(state, f"{_short(os.path.realpath(path))}-*"))


def journals_of(state: Path, path: Path) -> list[Path]:
    """Every journal of a file, whichever session it held, also where the file itself can no longer be read."""
    return [journal for drawer in drawers_of(state, path) for journal in _journals_in(drawer)]


def left_open(state: Path, folder: Path) -> list[Path]:
    """Session files of a folder that were not left properly: a journal of theirs is here, and nobody holds it."""
    inside = os.path.realpath(folder)
    left = (drawer for drawer in _glob(state, "*-*") if any(not is_held(one) for one in _journals_in(drawer)))
    found = (_path_of(drawer) for drawer in left)
    return [folder / path.name for path in found if path is not None and str(path.parent) == inside]


def forget(state: Path, path: Path) -> int:
    """Remove every drawer of a file with all that lies in it, and return how many there were.

    Raises:
        OSError: Something could not be removed.
    """
    found = drawers_of(state, path)
    for drawer in found:
        shutil.rmtree(drawer)
    if found:
        safe_save.sync_folder(state / _ROOM)
    return len(found)


def _journals_in(drawer: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(drawer.glob("journal-*.log"))
    return []


def _glob(state: Path, pattern: str) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (state / _ROOM).glob(pattern)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _path_of(drawer: Path) -> Path | None:
    try:
        said = json.loads((drawer / _ABOUT).read_bytes())["path"]
        return Path(said.encode("latin-1").decode("utf-8", "surrogateescape"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _elsewhere(state: Path, session: str) -> Path | None:
    """The drawer of a session whose file has gone from its folder: it was renamed or moved.

    Where the whole folder is gone, as a share that is not there today, its drawer waits for it.
    """
    for drawer in _glob(state, f"*-{session}"):
        was = _path_of(drawer)
        if was is None or not was.parent.is_dir() or os.path.lexists(was):
            continue
        if not any(is_held(journal) for journal in _journals_in(drawer)):  # or a window goes on with it
            return drawer
    return None
