"""Open a session in every state that a power cut may have left, and say what of the promise is broken."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from keeping.days import Day, kill, opened, seen_in
from keeping.power_loss import Tree, states
from keeping.recorder import Killed, Promise, recording
from workshop_tui.changes import notes
from workshop_tui.store import locks, session_file
from workshop_tui.workshop import Workshop

TOLD = re.compile(
    r"(\d+|one|two|three|[a-z]+) changes? from .* (was|were) brought back|"
    r"The end of what this computer kept is not whole, as after a power cut: see whether your last change is there"
)
PROBE = "probe"


@dataclass
class Proof:
    """What came of one run: how many steps and states, and what was wrong, if anything."""

    steps: int
    states: int
    wrong: str = ""


def prove(
    run: Callable[[Day], None],
    root: Path,
    *,
    most: int,
    every: int = 1,
    stop: int = 10**9,
    kill_at: int | None = None,
    twice: int = 0,
) -> Proof:
    """Record a run and open the session in the states that it may leave.

    Args:
        run: One of ``days``.
        root: An empty folder, that stands for the disk.
        most: How many combinations are tried after each step.
        every: Only each so-manieth state goes through a whole second life.
        stop: How many states at most.
        kill_at: The process is killed before this step; another one then opens the session, goes on and leaves.
        twice: In how many of the states the power fails once more, while they are brought back.
    """
    with recording(root) as recorder, mock.patch.object(locks, "_UNSIGNED", -1.0):
        day = Day(recorder)
        if kill_at is None:
            run(day)
        else:
            run_and_go_on(run, day, kill_at)
        assert recorder.same_as_real(), "something was written past the recorder"
        recorder.bury()
    proof = _looked_at(day, most, every, stop, seed=kill_at or 0)
    if not proof.wrong and twice:
        left = [(tree, promised) for tree, promised in states(recorder.steps, most=most) if promised >= 0]
        for tree, promised in random.Random(0).sample(left, min(twice, len(left))):
            again = prove_again(day, tree, promised, most=most)
            proof = Proof(proof.steps, proof.states + again.states, again.wrong)
            if proof.wrong:
                break
    return proof


def _looked_at(day: Day, most: int, every: int, stop: int, seed: int) -> Proof:
    steps, number = day.recorder.steps, 0
    with quick():
        for number, (tree, promised) in enumerate(states(steps, most=most, seed=seed), 1):
            put(tree, day.recorder.root)
            if said := wrong(day, promised, whole=number % every == 0):
                return Proof(len(steps), number, said)
            if number == stop:
                break
    return Proof(len(steps), number)


def prove_again(day: Day, tree: Tree, promised: int, *, most: int) -> Proof:
    """The power fails once more, while the session is opened in a state that it left the first time."""
    root = day.recorder.root
    put(tree, root)
    with recording(root) as recorder, mock.patch.object(locks, "_UNSIGNED", -1.0):
        recorder.take_over()
        recorder.promise(promised)
        again = Day(recorder)
        again.seen, again.others, again.number, again.clock = list(day.seen), day.others, 500, day.clock
        again.file = next((root / "sessions").glob("[!.]*.toml"))
        again.open()
        again.note()
        again.leave()
        recorder.bury()
    return _looked_at(again, most, every=7, stop=10**9, seed=promised)


def run_and_go_on(run: Callable[[Day], None], day: Day, kill_at: int) -> None:
    """A run that is killed, and after it one more life."""
    day.recorder.deadline = kill_at
    with contextlib.suppress(Killed):
        run(day)
    if hasattr(day, "workshop"):
        day.die()
    day.recorder.bury()
    if not day.seen:
        return
    day.number, day.theirs = day.number + 100, None
    day.file = next(day.file.parent.glob("[!.]*.toml"))
    day.workshop = opened(day.file, day.state, day.clock)
    promised = max(step.number for step in day.recorder.steps if isinstance(step, Promise))
    found = seen_in(day.workshop)
    is_told = found in day.seen[promised:] or found not in day.seen or found[0] == day.undone
    assert is_told, "the kill alone lost a change"
    day.undone = None
    day.done()
    if kill_at % 2:
        day.note()
        day.save()
    day.leave()


@contextmanager
def quick() -> Iterator[None]:
    """Nothing needs to reach a disk while a state is looked at."""
    with mock.patch.object(os, "fsync"):
        yield


def put(tree: Tree, root: Path) -> None:
    """Make a folder hold just these files, as they may be found some time after the power was cut."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for name, raw in sorted(tree, key=lambda entry: entry[0]):
        if raw is None:
            (root / name).mkdir()
        else:
            (root / name).write_bytes(raw)
            if name.rpartition("/")[2].startswith(".~lock"):
                os.utime(root / name, (0, 0))


def wrong(day: Day, promised: int, *, whole: bool = True) -> str:
    """What is wrong with the state in the folder; empty if nothing is."""
    if promised < 0:
        return ""
    files = sorted((day.recorder.root / "sessions").glob("[!.]*.toml"))
    if len(files) != 1:
        return f"there are {len(files)} files"
    try:
        first = opened(files[0], day.state, day.clock)
    except Exception as error:
        return f"it does not open: {error!r}"
    later = day.seen[promised:]
    seen = seen_in(first)
    if seen not in later:
        return f"state {promised} or a later one was promised, found was {_which(day, first)}"
    if first._keeping.conflicts:
        return f"{len(first._keeping.conflicts)} conflicts"
    is_ours = day.seen.index(seen, promised) < day.others and promised < day.others
    if is_ours and (odd := [said for said in first.notice.split(". ") if said and not TOLD.fullmatch(said)]):
        return f"said was {odd}"
    return _second_life(day, files[0], first, whole)


def _which(day: Day, workshop: Workshop) -> str:
    seen = seen_in(workshop)
    return f"state {day.seen.index(seen)}" if seen in day.seen else f"none of them: {workshop.session.team}"


def _second_life(day: Day, file: Path, first: Workshop, whole: bool) -> str:
    """A change more, a kill, and all is there; taken back, saved and left, the file has it all."""
    before = first.undoable
    first.take(PROBE, notes.add, PROBE, None, "works", PROBE)
    expected = seen_in(first)
    kill(first)
    second = opened(file, day.state, day.clock)
    if seen_in(second) != expected:
        return "a change after it did not survive a kill"
    if second.undoable < before + 1:
        return f"{second.undoable} changes could be taken back, and {before + 1} before the kill"
    if second.undo() != PROBE or any(note.id == PROBE for note in second.session.notes):
        return "undo took something else back"
    if not whole:
        kill(second)
        return ""
    while second.undo():
        pass
    expected = seen_in(second)
    second.leave()
    if not second.is_saved:
        return f"it could not be saved: {second.trouble}"
    held = session_file.load(file).session
    if (held.notes, held.team, held.ratings, held.actions) != _main(expected[0]):
        return "the file has something else than the screen"
    if left := list(day.state.glob("sessions/*/journal-*")):
        return f"{len(left)} journals were left"
    return ""


def _main(session):  # type: ignore[no-untyped-def]
    return session.notes, session.team, session.ratings, session.actions
