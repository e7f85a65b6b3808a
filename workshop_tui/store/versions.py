"""Earlier states of a session's file, kept on this computer: the last twenty, and one for each day before.

A version is the file's bytes, whole, under the time it was kept and its digest; the same content is kept once, but
where it was the last of different days. Nothing is read into the model here, so that also a file that cannot be used
any more is kept as it was.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop_tui.store import folders, safe_save

KEPT = 20
_NAME = re.compile(r"(\d{8}T\d{12})-([0-9a-f]{64})\.toml")
_TIME = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Version:
    """One kept state: when it was kept (local time), the digest of its bytes, where they lie."""

    at: dt.datetime
    digest: str
    path: Path


class Versions:
    """The versions in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Version]:
        """Every version, the newest first."""
        return sorted(self._found(), key=lambda one: one.at, reverse=True)

    def put(self, raw: bytes, at: dt.datetime) -> None:
        """Keep this content. Where the newest version is just that already, nothing is written.

        Raises:
            OSError: It cannot be written.
        """
        digest, newest = safe_save.digest(raw), self.all()[:1]
        if newest and newest[0].digest == digest:
            return
        if newest and newest[0].at >= at:
            at = newest[0].at + dt.timedelta(microseconds=1)  # a clock that was set back changes no order
        folders.make_private(self._folder)
        safe_save.put(self._folder / f"{at.strftime(_TIME)}-{digest}.toml", raw)
        self._thin_out()

    def _thin_out(self) -> None:
        """Let go of what is neither among the last twenty, each content counted once, nor the last of its day."""
        seen: set[str] = set()
        days: set[dt.date] = set()
        for version in self.all():
            is_recent = len(seen) < KEPT and version.digest not in seen
            if is_recent:
                seen.add(version.digest)
            elif version.at.date() in days:
                with contextlib.suppress(OSError):
                    version.path.unlink()
            days.add(version.at.date())

    def _found(self) -> Iterator[Version]:
        try:
            names = list(self._folder.iterdir())
        except OSError:
            return
        for path in names:
            if named := _NAME.fullmatch(path.name):
                with contextlib.suppress(ValueError):
                    yield Version(dt.datetime.strptime(named[1], _TIME), named[2], path)
