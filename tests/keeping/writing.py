"""Several processes that write one session at the same time: laptops on a share, or windows on one computer.

Each makes changes of its own (notes, agreed levels of its own item) and now and then one that the others make too
(the team's name, to a value that nobody else gives it). Some are killed and start again. Afterwards everything
that was acknowledged must be in the file, and of the name each value that is not must have been replaced by somebody
who had seen it, or put to a person as a conflict.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NoReturn

from opened import Clock
from strategies import a_framework, a_session, trust

from keeping.days import opened
from keeping.dying import child
from workshop_tui.changes import notes, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.store import locks, session_file
from workshop_tui.workshop import Workshop


@dataclass
class Written:
    """What the processes said that was acknowledged."""

    notes: set[str] = field(default_factory=set)
    levels: dict[int, list[int]] = field(default_factory=dict)
    """The levels that each gave its item, and last the one that it was about to give."""
    names: dict[str, str] = field(default_factory=dict)
    """Each name that was given, with the one that was seen before."""
    seen: set[str] = field(default_factory=set)
    """Names that were about to be replaced by who had seen them: a kill may come before that is told."""
    conflicts: set[str] = field(default_factory=set)
    """Names that a person was asked about."""
    dots: set[int] = field(default_factory=set)
    """Numbers of dots that a person was asked about: after a kill, where another window brings them back."""
    wrong: str = ""
    done: int = 0

    def hear(self, number: int, line: str) -> None:
        what, *rest = json.loads(line)
        if what == "note":
            self.notes.add(rest[0])
        elif what == "about to rename":
            self.seen.add(rest[0])
        elif what == "name":
            self.names[rest[0]] = rest[1]
        elif what in ("level", "about to"):
            levels = self.levels.setdefault(number, [])
            levels[:] = [rest[0]] if what == "level" else [*levels, rest[0]]
        elif what == "conflict":
            self.conflicts |= {*rest}
        elif what == "asked about dots":
            self.dots |= {*rest}
        elif what == "wrong":
            self.wrong = self.wrong or f"{number}: {rest[0]}"
        self.done += what in ("note", "name", "level")


def write(
    workshop: Workshop, number: int, changes: int, tell: Callable[..., None], lot: random.Random, name: str
) -> None:
    """Make so many changes, saving now and then, and leave."""
    item = trust("abcd"[number])
    for change in range(changes):
        time.sleep(lot.random() * 0.004)
        kind = lot.random()
        if kind < 0.6:
            workshop.take("a note", notes.add, f"{name}.{change}", item, "works", f"said by {name}")
            tell("note", f"{name}.{change}")
        elif kind < 0.8:
            tell("about to", change)
            workshop.take("dots", ratings.give_dots, item, change)
            tell("level", change)
        else:
            before = workshop.session.team
            tell("about to rename", before)
            workshop.take("the team", plan.facts, team=f"{name}-{change}")
            tell("name", f"{name}-{change}", before)
        if lot.random() < 0.4:
            workshop.save(milestone=lot.random() < 0.1)
            tell_conflicts(workshop, tell)
    for _ in range(20):
        if workshop.save():
            break
    workshop.leave()
    tell_conflicts(workshop, tell)
    if not workshop.is_saved:
        tell("wrong", f"not saved: {workshop.trouble}")


def tell_conflicts(workshop: Workshop, tell: Callable[..., None]) -> None:
    for conflict in workshop._keeping.conflicts:
        if conflict.where == ("team",):
            tell("conflict", conflict.ours, conflict.theirs)
        else:
            tell("asked about dots", conflict.ours, conflict.theirs)


@dataclass
class _Process:
    number: int
    changes: int
    pid: int
    pipe: int
    rest: bytes = b""
    done: int = 0


class Writers:
    """Processes on one session's file, each with a state folder of its own unless they are windows.

    Args:
        root: An empty folder.
        seed: For everything that is drawn by lot.
        windows: Whether they are windows on one computer.
    """

    def __init__(self, root: Path, seed: int, *, windows: bool) -> None:
        self.root, self.file = root, root / "sessions" / "team.toml"
        self._lot, self._windows = random.Random(seed), windows
        self.written = Written()
        self.kills = self._started = 0
        self.file.parent.mkdir()
        session_file.save(self.file, altered(a_session(a_framework("trust", items=4)), state="open"), None)

    def state(self, number: int) -> Path:
        return self.root / ("state" if self._windows else f"state-{number}")

    def run(self, count: int, changes: int, kills: int = 0) -> None:
        """Let so many make so many changes each, and kill so many of them."""
        running = [self._start(number, changes) for number in range(count)]
        next_kill = time.monotonic() + self._pause()
        while running and not self.written.wrong:
            ready = select.select([one.pipe for one in running], [], [], 0.005)[0]
            for one in [one for one in running if one.pipe in ready]:
                if not self._hear(one):
                    running.remove(one)
            if running and self.kills < kills and time.monotonic() > next_kill:
                one = running.pop(self._lot.randrange(len(running)))
                running.append(self._killed(one))
                next_kill = time.monotonic() + self._pause()
        for one in running:
            os.kill(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)

    def _pause(self) -> float:
        return self._lot.random() * 0.08

    def _start(self, number: int, changes: int) -> _Process:
        here, there = os.pipe()
        seed, self._started = self._lot.random(), self._started + 1
        name = f"{'abcd'[number]}{self._started}"

        def tell(*said: object) -> None:
            os.write(there, json.dumps(said).encode() + b"\n")

        def work() -> None:
            if not self._windows:
                locks._host = lambda: f"laptop-{number}"  # type: ignore[assignment]
            write(opened(self.file, self.state(number), Clock()), number, changes, tell, random.Random(seed), name)

        pid = child(work, there)
        os.close(there)
        return _Process(number, changes, pid, here)

    def _hear(self, one: _Process) -> bool:
        """Take in what a process said; false if it has ended."""
        raw = os.read(one.pipe, 65536)
        *lines, one.rest = (one.rest + raw).split(b"\n")
        for line in lines:
            before = self.written.done
            if line.startswith(b"wrong"):
                line = json.dumps(["wrong", line.decode()]).encode()
            if line:
                self.written.hear(one.number, line.decode())
            one.done += self.written.done - before
        if not raw:
            os.close(one.pipe)
            os.waitpid(one.pid, 0)
        return bool(raw)

    def _killed(self, one: _Process) -> _Process:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)
        while self._hear(one):
            pass
        self.kills += 1
        return self._start(one.number, max(1, one.changes - one.done))

    def look(self) -> str:
        """What of it all is wrong; empty if nothing is."""
        if self.written.wrong:
            return self.written.wrong
        for state in sorted(self.root.glob("state*")):  # what a process that was killed left is brought in
            last = opened(self.file, state, Clock())
            for conflict in last._keeping.conflicts:
                self.written.conflicts |= {str(conflict.ours), str(conflict.theirs)}
                self.written.dots |= {one for one in (conflict.ours, conflict.theirs) if isinstance(one, int)}
            locks._LEFT = -1.0
            last._keeping._presence.leave()
            last._keeping.arrive()
            last.leave()
            if not last.is_saved:
                return f"what was brought back could not be saved: {last.trouble}"
        held = session_file.load(self.file).session
        if lost := self.written.notes - {note.id for note in held.notes}:
            return f"notes were lost: {sorted(lost)}"
        for number, levels in self.written.levels.items():
            rating = held.rating(trust("abcd"[number]))
            if rating is None or (rating.dots not in levels and not self.written.dots & {*levels}):
                return f"{number} gave {levels} dots, and the file has {rating and rating.dots}"
        if self.written.dots and not (self._windows and self.kills):
            return f"a person was asked about {self.written.dots} dots, where only one ever gave them"
        ends = {*self.written.names} - {*self.written.names.values()} - self.written.seen
        if lost := ends - {held.team} - self.written.conflicts:
            return f"names went and nobody was asked: {sorted(lost)}"
        if lying := sorted(one.name for one in self.file.parent.iterdir() if one != self.file):
            return f"left beside the file: {lying}"
        return ""


@dataclass
class Figures:
    """What came of it."""

    changes: int
    kills: int
    conflicts: int
    wrong: str


def torture(root: Path, count: int, changes: int, kills: int, seed: int, *, windows: bool) -> Figures:
    """Let them write, and look at what they left."""
    writers = Writers(root, seed, windows=windows)
    writers.run(count, changes, kills)
    wrong = writers.look()
    return Figures(writers.written.done, writers.kills, len(writers.written.conflicts), wrong)


def main() -> NoReturn:
    """``FOLDER COUNT CHANGES KILLS SEED laptops|windows``: prints the figures as JSON."""
    folder, count, changes, kills, seed, what = sys.argv[1:7]
    found = torture(Path(folder), int(count), int(changes), int(kills), int(seed), windows=what == "windows")
    sys.stdout.write(json.dumps(asdict(found)))
    sys.exit(0)
