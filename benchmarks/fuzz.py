"""Spoilt session files at full length: 100,000 through check and show, 1,000 opened on screen.

The files are the worked examples with one to four changes by chance (``tests/mutated.py``), by seeds that are printed
where something is wrong, so that each can be had again. Nothing may fail, no control character may reach the terminal,
and no file may be changed by reading it.

    python benchmarks/fuzz.py [FILES [ON_SCREEN]]
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))
FILES, ON_SCREEN = 100_000, 1_000
PIECE = 250


def through_commands(seeds: range) -> list[str]:
    """What is wrong with the files of these seeds."""
    from mutated import mutated, wrong_with

    with tempfile.TemporaryDirectory() as name:
        path, found = Path(name) / "day.toml", []
        for seed in seeds:
            path.write_bytes(mutated(seed))
            found += [
                f"seed {seed}, {command}: {wrong}"
                for command in ("check", "show")
                if (wrong := wrong_with(path, command))
            ]
    return found


def on_screen(seeds: range) -> list[str]:
    """What is wrong with the files of these seeds on screen."""
    from mutated import mutated
    from tui import conftest, looked_at

    from workshop_tui.tui import app

    app.Saver = conftest.AtOnce  # type: ignore[assignment, misc]
    found = []
    for seed in seeds:
        with tempfile.TemporaryDirectory() as name:
            try:
                wrong = asyncio.run(looked_at.wrong_on_screen(Path(name), mutated(seed)))
            except Exception as error:
                wrong = repr(error)[:300]
        if wrong:
            found.append(f"seed {seed}, on screen: {wrong}")
    return found


def pieces(number: int, size: int) -> Iterable[range]:
    """All seeds, a few at a time."""
    return (range(start, min(start + size, number)) for start in range(0, number, size))


def main(files: int, screens: int) -> int:
    """Print what is wrong, and the counts; 1 if anything is."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            os.environ[name] = f"{home}/{name}"
        began, wrong = time.monotonic(), Counter[str]()
        with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
            for name, work, number, size in (
                ("check and show", through_commands, files, PIECE),
                ("on screen", on_screen, screens, 10),
            ):
                for found in pool.imap_unordered(work, pieces(number, size)):
                    for one in found:
                        print(one, flush=True)
                    wrong[name] += len(found)
                print(f"{name}: {number} files, {wrong[name]} wrong, {time.monotonic() - began:.0f} s", flush=True)
    return 1 if sum(wrong.values()) else 0


def _given() -> list[str]:
    return [*sys.argv[1:3], "", ""][:2]


if __name__ == "__main__":
    sys.exit(main(*(int(given) if given else usual for given, usual in zip(_given(), (FILES, ON_SCREEN), strict=True))))
