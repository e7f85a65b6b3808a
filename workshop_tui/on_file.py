"""The states that one session's file had through us: as we opened it, and each time we put it in place."""

from __future__ import annotations

import contextlib

from workshop_tui.model.session import Session
from workshop_tui.store import safe_save
from workshop_tui.store.session_file import Kept


class OnFile:
    """Every state of the file that was ours, by its digest.

    A share that fails, a disk that is mounted anew and a sync service may bring an earlier one back. It is known then
    for what it is: nobody's change, but a loss of what was taken since.

    Args:
        kept: The file as it was opened.
    """

    def __init__(self, kept: Kept) -> None:
        self._states = {kept.digest: kept.session}

    def about_to_be(self, digest: str, session: Session) -> None:
        """We are about to put this in place."""
        self._states.pop(digest, None)
        self._states[digest] = session

    def is_last(self, digest: str) -> bool:
        """Whether it is what we put there last, or were about to when something failed."""
        return digest == next(reversed(self._states))

    def was_rolled_back(self, filed: Kept) -> bool:
        """Whether the file holds another of our states than it should."""
        with contextlib.suppress(OSError):
            return self.earlier(safe_save.digest(filed.path.read_bytes()), filed) is not None
        return False

    def earlier(self, digest: str, filed: Kept) -> Kept | None:
        """The state of ours that a file of this digest is, if it is another than the file should hold."""
        session = self._states.get(digest) if digest != filed.digest else None
        return None if session is None else Kept(filed.path, session, digest)
