"""The totals of open rounds, in one local file that is replaced after each vote.

They never go into the session's own file before the round is closed: that file may lie in a folder whose
sync service keeps every version, and the versions together would tell the order of the votes.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import ItemKey
from workshop_tui.store import in_use, safe_save
from workshop_tui.store.drawer import Drawer

_PATIENCE = 1.0  # seconds, while another window puts its own there


class OpenVotes:
    """The file of one session's open totals, readable by this user alone; two windows may share it."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer
        self.unreadable: Path | None = None
        """Where totals lie that could not be read when they were loaded."""
        self.closing: set[ItemKey] = set()
        """Items whose round was about to be in the session when the totals were put."""

    def load(self) -> dict[ItemKey, OpenRound]:
        """Totals that were left behind, or none; what cannot be read is moved aside.

        A temporary file that a crash left behind is removed: beside later totals it might tell a vote.
        """
        with self._alone() as is_alone:
            if is_alone:
                safe_save.sweep(self._drawer.totals)
            try:
                return self._load()
            except OSError:
                return {}
            except ValueError:
                aside = self._drawer.totals.with_name(f"unreadable-{self._drawer.totals.name}")
                with contextlib.suppress(OSError):
                    self._drawer.totals.replace(aside)
                    self.unreadable = aside
                return {}

    def put(self, changed: Mapping[ItemKey, OpenRound | None], *, closing: bool = False) -> None:
        """Put these totals in the place of those of the same items, synced; None removes an item's.

        Totals of other items stay: they may be another window's.

        Args:
            changed: The totals.
            closing: Whether their rounds are about to be in the session, so that totals that stay behind are known.

        Raises:
            OSError: It cannot be written.
        """
        if any(changed.values()):
            self._drawer.make()
        with self._alone() as is_alone:
            if is_alone:
                safe_save.sweep(self._drawer.totals)
            there: dict[ItemKey, OpenRound] = {}
            with contextlib.suppress(ValueError):
                there = self._load()
            self.closing = {*self.closing - changed.keys(), *(changed if closing else ())}
            wanted = {key: one for key, one in {**there, **changed}.items() if one is not None}
            if wanted:
                safe_save.put(self._drawer.totals, json.dumps(_rows(wanted, self.closing)).encode())
            else:
                with contextlib.suppress(FileNotFoundError):
                    self._drawer.totals.unlink()
                    safe_save.sync_folder(self._drawer.folder)

    def _load(self) -> dict[ItemKey, OpenRound]:
        """The totals in the file.

        Raises:
            ValueError: It holds something else.
            OSError: It is there and cannot be read.
        """
        try:
            rows = json.loads(self._drawer.totals.read_bytes())
            found = {ItemKey(str(row["framework"]), str(row["item"])): _round(row) for row in rows}
            self.closing = {key for key, row in zip(found, rows, strict=True) if row.get("closing")}
            return found
        except (FileNotFoundError, NotADirectoryError):
            self.closing = set()
            return {}
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(str(error)) from None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        """Let no other window read or write them meanwhile, where the system can see to it; false if one takes long."""
        try:
            handle = os.open(self._drawer.folder, os.O_RDONLY)
        except OSError:  # there is no drawer yet, or a system that opens no folders
            yield True
            return
        try:
            yield in_use.hold(handle, patience=_PATIENCE)
        finally:
            os.close(handle)


def _rows(rounds: Mapping[ItemKey, OpenRound], closing: Collection[ItemKey]) -> list[dict[str, Any]]:
    """As they lie in the file, sorted by item, so that the file tells nothing but the totals."""
    return [
        {"framework": key.framework, "item": key.item, "counts": list(one.counts), "cant_say": one.cant_say,
         "how": one.how, "round": one.number_of_round, **({"closing": True} if key in closing else {})}
        for key, one in sorted(rounds.items())
    ]  # fmt: skip


def _round(row: Any) -> OpenRound:
    counts, cant_say = tuple(int(count) for count in row["counts"]), int(row["cant_say"])
    if min(*counts, cant_say) < 0:
        raise ValueError("a count is negative")
    return OpenRound(counts, cant_say, "ballot" if row["how"] == "ballot" else "cards", int(row["round"]))
