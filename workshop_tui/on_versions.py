"""The earlier states of one open session, as they are kept while it is led."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable

from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Session
from workshop_tui.store import session_file
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.versions import Versions


class OnVersions:
    """What of a session is among this computer's versions.

    Args:
        drawer: Where they lie, or will.
        session: The session as its file was opened.
        clock: Local time.
    """

    def __init__(self, drawer: Drawer, session: Session, clock: Callable[[], dt.datetime]) -> None:
        self.drawer, self._clock = drawer, clock
        self._seen = session

    def put(self, raw: bytes) -> bool:
        """Keep these bytes of the file; false where that cannot be. The file matters more than its versions."""
        with contextlib.suppress(OSError):
            self.drawer.make()
            Versions(self.drawer.versions).put(raw, self._clock())
            return True
        return False

    def put_session(self, session: Session) -> bool:
        """Keep this state, as the file would hold it."""
        return self.put(session_file.text_of(session).encode())

    def milestone(self, now: Session) -> None:
        """Keep what the file holds now, unless one only went from step to step since the last."""
        if altered(now, place=self._seen.place, times=self._seen.times) != self._seen:
            self.put_session(now)
            self._seen = now
