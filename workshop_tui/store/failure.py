"""What is kept and said when the program fails: where in our code, and no word of anybody's."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path

from workshop_tui import __version__
from workshop_tui.store import folders


def report(state: Path, error: BaseException | None) -> str:
    """Write a report for the developers into this computer's own folder, and return where it lies, as a sentence.

    The report names files, lines and functions of the program and the kind of the error. It holds neither
    the error's message nor any value, since both may contain what people said. Where it cannot be written,
    what it would hold is returned.
    """
    rows = [f"workshop-tui {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        rows.append(f"{type(error).__module__}.{type(error).__qualname__}")
        rows += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        inner = getattr(error, "error", None)  # where Textual keeps what went wrong in a worker
        error = error.__cause__ or error.__context__ or (inner if isinstance(inner, BaseException) else None)
    where = state / f"crash-{dt.datetime.now():%Y%m%d-%H%M%S}.txt"
    try:
        folders.make_private(state)
        handle = os.open(where, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(rows) + "\n")
    except OSError:
        return "\n".join(rows)
    return f"A report for the developers, without anybody's words, lies in {where}"
