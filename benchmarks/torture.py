"""The promise at full length: power cuts, kills, the program killed on a terminal, and several who write at once.

The tests in ``tests/keeping`` do the same on a small scale. Nothing that was acknowledged may be lost, no read of a
session's file may find it torn, and each mistake that is put into the program on purpose must be found.

    python benchmarks/torture.py [power] [mutants] [kills] [screen] [writers]

One line a part, with its counts; the exit status is 1 if anything is wrong. Linux only; about half an hour for all.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))

KILLS, KILLS_ON_DISK = 3000, 600
ON_SCREEN = 100
CROWDS = 40
COMBINATIONS = {"long": 40}
"""After each step of a day; 100 after those of the others."""


@dataclass
class Told:
    """What one part found: its counts, and what was wrong."""

    counts: str
    wrong: str = ""


@contextmanager
def a_folder(within: Path | None) -> Iterator[Path]:
    """An empty folder; with None, on the disk where temporary files lie."""
    with tempfile.TemporaryDirectory(prefix="workshop-torture-", dir=within, ignore_cleanup_errors=True) as name:
        yield Path(os.path.realpath(name))


def emptied(root: Path) -> Path:
    """The folder, with nothing in it."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    return root


def power() -> Iterator[Told]:
    """The states that a power cut may leave, after each step of each day; and after a kill at each step."""
    from keeping.after_power_loss import prove
    from keeping.days import DAYS
    from keeping.places import MEMORY

    with a_folder(MEMORY) as root:
        steps: dict[str, int] = {}
        for name, day in DAYS.items():
            most = COMBINATIONS.get(name, 100)
            found = prove(day, emptied(root), most=most, every=5, twice=10 if name == "long" else 25)
            steps[name] = found.steps
            yield Told(f'power cut, "{name}": {found.steps} steps, {found.states} states', found.wrong)
        for name, day in DAYS.items():
            states, kill_at, wrong = 0, 12, ""
            while kill_at < steps[name] and not wrong:
                found = prove(day, emptied(root), most=6, every=20, kill_at=kill_at)
                states, wrong, kill_at = states + found.states, found.wrong, kill_at + (7 if name == "long" else 2)
            yield Told(f'power cut after a kill at steps up to {kill_at}, "{name}": {states} states', wrong)


def mutants() -> Iterator[Told]:
    """Each mistake must be found."""
    from keeping.after_power_loss import prove
    from keeping.days import DAYS
    from keeping.mutants import MUTANTS, mutant
    from keeping.places import MEMORY

    with a_folder(MEMORY) as root:
        for name in MUTANTS:
            tried = 0
            for day in ("short", "killed", "interrupted"):
                with mutant(name):
                    found = prove(DAYS[day], emptied(root), most=12)
                tried += found.states
                if found.wrong:
                    break
            caught = f"caught in state {tried}" if found.wrong else "NOT CAUGHT"
            yield Told(f"mistake: {name}: {caught}", "" if found.wrong else "not caught")


def kills() -> Iterator[Told]:
    """Processes killed at any moment, in memory and on a disk that takes its time."""
    from keeping.places import MEMORY
    from keeping.running import run

    for within, number, seed in ((MEMORY, KILLS, 11), (None, KILLS_ON_DISK, 12)):
        with a_folder(within) as root:
            found = run("dying", root, number, seed)
        place = "in memory" if within else "on the disk"
        wrong = found["wrong"] or found["torn"] or " ".join(found["lying_about"])
        counts = (
            f"{found['kills']} kills {place}, {found['in_opening']} of them while it was opened; "
            f"{found['left']} left well; {found['acknowledged']} changes acknowledged; {found['reads']} reads; "
            f"{found['taken_back_at_the_end']} taken back at the end"
        )
        yield Told(counts, wrong)


def screen() -> Iterator[Told]:
    """The real program on a terminal."""
    from keeping import on_screen

    with a_folder(None) as root:
        for name in ("STATE", "CONFIG", "CACHE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = str(root / name.lower())
        os.environ["PYTHONPATH"] = str(TESTS.parent)
        story = on_screen.Story(on_screen.a_folder(root), random.Random(13))
        lives, wrong = 0, ""
        try:
            for lives in range(1, ON_SCREEN + 1):
                story.live(lives % 4)
            story.live(0)
        except AssertionError as error:
            wrong = str(error)[:300]
    yield Told(f"{lives} kills of the program on a terminal, {story.shown} changes shown and found again", wrong)


def writers() -> Iterator[Told]:
    """Laptops on one share, and windows on one computer, with kills and without."""
    from keeping.places import MEMORY
    from keeping.running import run

    for what in ("laptops", "windows"):
        for killed in (0, 30):
            total = {"changes": 0, "kills": 0, "conflicts": 0}
            wrong = ""
            for seed in range(CROWDS):
                with a_folder(MEMORY) as root:
                    found = run("writing", root, 2 + seed % 2, 300 if seed < 2 else 100, killed, seed, what)
                for name in total:
                    total[name] += found[name]
                wrong = wrong or (found["wrong"] and f"seed {seed}: {found['wrong']}")
            yield Told(
                f"{CROWDS} times two or three {what}: {total['changes']} changes, {total['kills']} kills, "
                f"{total['conflicts']} values put to a person",
                wrong,
            )


PARTS: dict[str, Callable[[], Iterator[Told]]] = {one.__name__: one for one in (power, mutants, kills, screen, writers)}

if __name__ == "__main__":
    is_wrong = False
    for part in sys.argv[1:] or PARTS:
        began = time.monotonic()
        for told in PARTS[part]():
            is_wrong |= bool(told.wrong)
            print(f"{told.counts}: {told.wrong or 'nothing wrong'} ({time.monotonic() - began:.0f} s)", flush=True)
    sys.exit(is_wrong)
