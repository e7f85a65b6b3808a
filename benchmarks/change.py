"""One change taken, on a session of 20 KB, against tomli_w.dumps, write, fsync and replace of the same table.

Ours is Workshop.take from end to end: the new session (validated), its text as TOML, the proof that the text
reads back as the same session, a temporary file written and synced, the target read and its hash compared,
its rights kept, replaced, the folder synced, the change remembered for undo. The peer writes the same table
to a temporary file, syncs that and replaces the target: no folder is synced, nothing is compared or proven.

Four kinds of change take turns, as they do in a workshop. Both write in the same folder of the disk where
temporary files lie, one after the other; time is taken on the clock, for the disk is part of it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import tomli
import tomli_w
from command_line import day_session
from measuring import Row, in_turn, percentile, quartiles, scratch, tell

from workshop_tui.changes import actions, notes, ratings
from workshop_tui.workshop import Workshop

REACH = 2.0
RUNS = 400
AT = dt.datetime(2026, 11, 19, 10, 0)


def taker(path: Path, state: Path) -> Callable[[], float]:
    """A function that takes the next change and tells how long that took, in seconds."""
    workshop = Workshop.open(path, state, lambda: AT)
    session = workshop.session
    first_note, first_action, first_item = session.notes[0], session.actions[0], session.ratings[0]
    number = itertools.count()

    def take() -> float:
        place, before = next(number), workshop.session
        began = time.perf_counter()
        if place % 4 == 0:
            workshop.take("note", notes.edit, first_note.id, first_note.head, f"We say it early, the {place}th time")
        elif place % 4 == 1:
            workshop.take("dots", ratings.give_dots, first_item.key, place % 50)
        elif place % 4 == 2:
            workshop.take("agreed level", ratings.agree, first_item.key, place // 4 % 2 + 3)
        else:
            workshop.take("owner", actions.edit, first_action.id, owner=f"Owner {place}")
        took = time.perf_counter() - began
        if workshop.session is before:
            raise SystemExit("nothing was changed, so nothing was measured")
        return took

    return take


def writer(path: Path) -> Callable[[], float]:
    """A function that writes the same table, and tells how long that took, in seconds."""
    table = tomli.loads(path.read_text(encoding="utf-8"))
    number = itertools.count()

    def write() -> float:
        table["notes"][0]["text"] = f"We say it early, the {next(number)}th time"
        began = time.perf_counter()
        temporary = path.with_suffix(".tmp")
        with open(temporary, "wb") as stream:
            stream.write(tomli_w.dumps(table).encode())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        return time.perf_counter() - began

    return write


def compared(share: float, name: str, ours: list[float], peer: list[float]) -> Row:
    """One share of all changes, and between which ratios those of tenths of the run lie."""
    tenth = len(ours) // 10
    parts = [slice(start, start + tenth) for start in range(0, tenth * 10, tenth)]
    ratios = [percentile(ours[part], share) / percentile(peer[part], share) for part in parts]
    figures = [percentile(side, share) * 1e3 for side in (ours, peer)]
    return Row(f"one change taken, 20 KB session, {name}", figures[0], figures[1], quartiles(ratios), REACH)


def measure() -> list[Row]:
    """The rows."""
    with scratch() as place:
        for name in ("ours.toml", "peer.toml"):
            shutil.copy(day_session(), place / name)
        take, write = taker(place / "ours.toml", place / "state"), writer(place / "peer.toml")
        in_turn(take, write, 20)  # both in memory
        ours, peer = in_turn(take, write, RUNS)
    return [compared(0.5, "median", ours, peer), compared(0.95, "95th percentile", ours, peer)]


if __name__ == "__main__":
    sys.exit(tell(measure()))
