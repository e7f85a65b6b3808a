"""The totals of open rounds, in one local file that is replaced after each vote.

They never go into the session's own file before the round is closed: that file may lie in a folder whose
sync service keeps every version, and the versions together would tell the order of the votes.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import Any

from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import ItemKey
from workshop_tui.store import safe_save
from workshop_tui.store.drawer import Drawer


class OpenVotes:
    """The file of one session's open totals, readable by this user alone."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer, self.path = drawer, drawer.totals

    def load(self) -> dict[ItemKey, OpenRound]:
        """Totals that were left behind, or none; an unreadable file is as good as none.

        A temporary file that a crash left behind is removed: beside later totals it might tell a vote.
        """
        safe_save.sweep(self.path)
        try:
            rows = json.loads(self.path.read_bytes())
            return {ItemKey(str(row["framework"]), str(row["item"])): _round(row) for row in rows}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}

    def save(self, rounds: Mapping[ItemKey, OpenRound]) -> None:
        """Replace the file by these totals, synced; without any, remove it.

        Raises:
            OSError: It cannot be written.
        """
        if not rounds:
            with contextlib.suppress(FileNotFoundError):
                self.path.unlink()
                safe_save.sync_folder(self.path.parent)
            return
        rows = [
            {"framework": key.framework, "item": key.item, "counts": list(one.counts), "cant_say": one.cant_say,
             "how": one.how, "round": one.number_of_round}
            for key, one in sorted(rounds.items())
        ]  # fmt: skip
        self._drawer.make()
        safe_save.put(self.path, json.dumps(rows).encode())


def _round(row: Any) -> OpenRound:
    counts, cant_say = tuple(int(count) for count in row["counts"]), int(row["cant_say"])
    if min(*counts, cant_say) < 0:
        raise ValueError("a count is negative")
    return OpenRound(counts, cant_say, "ballot" if row["how"] == "ballot" else "cards", int(row["round"]))
