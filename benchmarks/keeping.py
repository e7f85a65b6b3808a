"""What keeping costs: a change acknowledged, the file written after it, a session opened with a long journal.

*Acknowledged* is Workshop.take from end to end, until the screen may show it: the new session (validated), the
difference to the one before, a line of the journal with its checksum, written and synced. The peer appends as many
bytes to an open file and syncs it. Sessions of 20 and of 200 KB take turns with the same four kinds of change.

*The file after it* is Workshop.save, which another thread does: lock, text, the proof that it reads back as the same
session, temporary file, synced, target read and compared, intent, replaced, folder synced. The peer is tomli_w.dumps,
write and fsync of the same table.

*Opening* is Workshop.open of a session of 20 KB, with frameworks and all, where a journal of 500 changes waits that
the file does not hold, against the same file without any.

*Lines* is what `git diff` shows of one field that was changed.

All files lie on the disk where temporary files lie; time is taken on the clock, for the disk is part of it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import tomli
import tomli_w
from command_line import day_session
from measuring import Row, compared, in_turn, percentile, quartiles, scratch, tell

from workshop_tui.changes import actions, notes, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Session
from workshop_tui.store import session_file
from workshop_tui.workshop import Workshop, new_id

ACKNOWLEDGED, WRITTEN, OPENED, LINES = 3.0, 2.5, 2.0, 3
RUNS, WAITING = 400, 500
AT = dt.datetime(2026, 11, 19, 10, 0)


def made(folder: Path, name: str, times: int = 1) -> Path:
    """A session file of a day; with ``times`` its notes and actions stand there so many times."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if times == 1:
        shutil.copy(day_session(), path)
        return path
    session = session_file.load(day_session()).session
    more = {
        part: tuple(altered(one, id=new_id()) for one in getattr(session, part) * times)
        for part in ("notes", "actions")
    }
    rounds = tuple(altered(one, rounds=one.rounds * times) for one in session.ratings)
    session_file.save(path, altered(session, ratings=rounds, **more), None)
    return path


def changes(workshop: Workshop) -> Iterator[Callable[[], Session]]:
    """Four kinds of change, in turn."""
    session = workshop.session
    note, action, item = session.notes[0], session.actions[0], session.ratings[0]
    for place in itertools.count():
        yield lambda place=place: workshop.take("note", notes.edit, note.id, note.head, f"Early, the {place}th time")
        yield lambda place=place: workshop.take("dots", ratings.give_dots, item.key, place % 50 + 1)
        yield lambda place=place: workshop.take("level", ratings.agree, item.key, place % 2 + 3)
        yield lambda place=place: workshop.take("owner", actions.edit, action.id, owner=f"Owner {place}")


def taker(workshop: Workshop) -> Callable[[], float]:
    """A function that takes the next change and tells how long that took, in seconds."""
    following = changes(workshop)

    def take() -> float:
        before, change = workshop.session, next(following)
        began = time.perf_counter()
        change()
        took = time.perf_counter() - began
        if workshop.session is before:
            raise SystemExit("nothing was changed, so nothing was measured")
        return took

    return take


def appender(path: Path, size: int) -> Callable[[], float]:
    """A function that appends so many bytes, synced, and tells how long that took, in seconds."""
    handle, raw = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), b"x" * size

    def append() -> float:
        began = time.perf_counter()
        os.write(handle, raw)
        os.fsync(handle)
        return time.perf_counter() - began

    return append


def journal_of(state: Path) -> Path:
    """The one journal there is."""
    [path] = state.rglob("journal-*.log")
    return path


def acknowledged(place: Path, kilobytes: int, times: int) -> Row:
    """One change until it may be shown."""
    path = made(place / "sessions", f"{kilobytes}.toml", times)
    if not 0.85 < path.stat().st_size / 1000 / kilobytes < 1.2:
        raise SystemExit(f"{path.name} has {path.stat().st_size} bytes")
    workshop = Workshop.open(path, place / f"state-{kilobytes}", lambda: AT)
    take = taker(workshop)
    take()
    began_at = journal_of(place / f"state-{kilobytes}").stat().st_size
    for _ in range(20):
        take()
    size = (journal_of(place / f"state-{kilobytes}").stat().st_size - began_at) // 20
    ours, peer = in_turn(take, appender(place / f"peer-{kilobytes}", size), RUNS)
    workshop.leave()
    return compared(f"one change acknowledged, {kilobytes} KB session, {size} bytes", ours, peer, ACKNOWLEDGED)


def written(place: Path) -> list[Row]:
    """The file after a change."""
    path = made(place / "sessions", "written.toml")
    workshop = Workshop.open(path, place / "state-written", lambda: AT)
    take = taker(workshop)
    table = tomli.loads(path.read_text(encoding="utf-8"))
    out = path.with_suffix(".peer")

    def save() -> float:
        take()
        began = time.perf_counter()
        if not workshop.save():
            raise SystemExit(workshop.trouble)
        return time.perf_counter() - began

    def write() -> float:
        table["notes"][0]["text"] = f"We say it early, {time.monotonic_ns()}"
        began = time.perf_counter()
        with open(out, "wb") as stream:
            stream.write(tomli_w.dumps(table).encode())
            stream.flush()
            os.fsync(stream.fileno())
        return time.perf_counter() - began

    in_turn(save, write, 20)
    ours, peer = in_turn(save, write, RUNS)
    workshop.leave()
    rows = []
    for share, name in ((0.5, "median"), (0.95, "95th percentile")):
        tenth = len(ours) // 10
        parts = [slice(start, start + tenth) for start in range(0, tenth * 10, tenth)]
        ratios = [percentile(ours[part], share) / percentile(peer[part], share) for part in parts]
        figures = [percentile(side, share) * 1e3 for side in (ours, peer)]
        rows.append(Row(f"the file after it, 20 KB, {name}", figures[0], figures[1], quartiles(ratios), WRITTEN))
    return rows


def opened(place: Path) -> Row:
    """A session with a journal of 500 changes that its file does not hold."""
    full, bare = (made(place / name, "day.toml") for name in ("full", "bare"))
    dying = Workshop.open(full, place / "state-full", lambda: AT)
    take = taker(dying)
    for _ in range(WAITING):
        take()
    tip = dying.session
    dying._keeping._journal.close()  # as a kill ends it

    def opening(path: Path, state: Path, expected: Session | None) -> Callable[[], float]:
        def measured() -> float:
            began = time.perf_counter()
            workshop = Workshop.open(path, state, lambda: AT)
            took = time.perf_counter() - began
            if expected is not None and workshop.session != expected:
                raise SystemExit("the journal was not replayed")
            workshop._keeping._journal.close()
            return took

        return measured

    ours, peer = in_turn(opening(full, place / "state-full", tip), opening(bare, place / "state-bare", None), RUNS // 4)
    return compared(f"opening a 20 KB session with a journal of {WAITING} changes", ours, peer, OPENED)


def lines_changed(place: Path) -> Row:
    """Lines that git shows of one field, the most of the four kinds of change."""
    path = made(place / "repository", "day.toml")
    git = ["git", "-C", str(path.parent), "-c", "user.name=x", "-c", "user.email=x@x"]
    workshop = Workshop.open(path, place / "state-git", lambda: AT)
    following = changes(workshop)
    most = 0
    for _ in range(4):
        workshop.save()
        for command in (["init", "-q"], ["add", "day.toml"], ["commit", "-q", "--allow-empty", "-m", "x"]):
            subprocess.run([*git, *command], check=True)
        next(following)()
        workshop.save()
        shown = subprocess.run([*git, "diff", "--numstat"], check=True, capture_output=True, text=True).stdout.split()
        most = max(most, int(shown[0]) + int(shown[1]))
    workshop.leave()
    return Row("one field changed: lines added and removed in git diff", most, 1, (most, most), LINES, "lines")


def measure() -> list[Row]:
    """The rows."""
    with scratch() as place:
        return [
            acknowledged(place, 20, 1),
            acknowledged(place, 200, 16),
            *written(place),
            opened(place),
            lines_changed(place),
        ]


if __name__ == "__main__":
    sys.exit(tell(measure()))
