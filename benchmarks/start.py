"""Spawn to the first text of the home screen, twenty sessions in the folder, against a minimal Textual app.

Counted is the processor time of the child, user and system, all its threads, from fork until its first text
has arrived on the terminal: there it is ended on the spot, so that nothing after that is in the figure.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

from measuring import EXAMPLES, HERE, Row, Terminal, compared, environment, in_turn, python, scratch, tell

REACH = 1.6
SESSIONS = 20
RUNS = 31


def fill(folder: Path) -> None:
    """Twenty sessions: the worked example, over and over, each under a name of its own."""
    folder.mkdir()
    examples = sorted(EXAMPLES.glob("*.toml"))
    for number in range(SESSIONS):
        shutil.copy(examples[number % len(examples)], folder / f"{number:02d}-{examples[number % len(examples)].name}")


def spent_until(text: str, command: list[str], place: Path) -> float:
    """Processor time until this text arrives on the terminal, in seconds."""
    terminal = Terminal(command, environment(place), place, 80, 24)
    terminal.read_until(text)
    return terminal.end()


def measure() -> list[Row]:
    """The row."""
    with scratch() as place:
        fill(place / "sessions")
        ours, peer = python("-m", "workshop_tui"), python(HERE / "peers" / "minimal_app.py")
        us, them = partial(spent_until, "Workshops", ours, place), partial(spent_until, "Minimal app", peer, place)
        spent_until("Youth Support", ours, place)  # the sessions are found, though they come after the first picture
        in_turn(us, them, 2)  # both compiled and in memory
        return [compared("spawn to first text of the home screen, CPU", *in_turn(us, them, RUNS), REACH)]


if __name__ == "__main__":
    sys.exit(tell(measure()))
