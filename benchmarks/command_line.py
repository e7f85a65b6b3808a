"""``workshop-tui --help`` and ``check`` of one file, against ``python -c "import pydantic"``.

Counted is the processor time of the whole child, user and system, from fork to end. The peer imports its
modules lazily: with the first class that anybody writes it takes twice as long. It is the named peer all the
same.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from measuring import EXAMPLES, Row, compared, cpu_of, environment, in_turn, python, scratch, tell

HELP_REACH, CHECK_REACH = 1.0, 2.5
SIZES = range(17_000, 21_000)  # bytes
RUNS = 41
HEAVY = ("textual", "networkx")


def day_session() -> Path:
    """The largest example of the size that a session of a whole day has."""
    fitting = [path for path in EXAMPLES.glob("*.toml") if path.stat().st_size in SIZES]
    if not fitting:
        raise SystemExit(f"no example has {SIZES.start} to {SIZES.stop} bytes")
    return max(fitting, key=lambda path: path.stat().st_size)


def imports_of(command: list[str], place: Path) -> set[str]:
    """The top-level packages that a command imports, as the interpreter itself tells them."""
    loud = [command[0], "-X", "importtime", *command[1:]]
    told = subprocess.run(loud, env=environment(place), cwd=place, capture_output=True, text=True, check=True)
    rows = [row.rpartition("|")[2].strip() for row in told.stderr.splitlines() if row.startswith("import time:")]
    return {row.partition(".")[0] for row in rows}


def measure() -> list[Row]:
    """The rows."""
    peer = python("-c", "import pydantic")
    asked = [
        ("workshop-tui --help, CPU", python("-m", "workshop_tui", "--help"), HELP_REACH),
        ("workshop-tui check of one file, CPU", python("-m", "workshop_tui", "check", day_session()), CHECK_REACH),
    ]
    rows = []
    with scratch() as place:
        for what, command, reach in asked:
            heavy = imports_of(command, place).intersection(HEAVY)
            if heavy:
                raise SystemExit(f"{what}: imports {', '.join(sorted(heavy))}")
            ours, other = (partial(cpu_of, one, environment(place), place) for one in (command, peer))
            in_turn(ours, other, 2)  # both compiled and in memory
            rows.append(compared(what, *in_turn(ours, other, RUNS), reach))
    return rows


if __name__ == "__main__":
    sys.exit(tell(measure()))
