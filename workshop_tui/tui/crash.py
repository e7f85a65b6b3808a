"""What is said and kept when the program fails: where in our code, and no word of anybody's."""

from __future__ import annotations

import datetime as dt
import sys
import traceback
from pathlib import Path

from rich.text import Text

from workshop_tui import __version__


def report(state: Path, error: BaseException | None) -> Text:
    """Write a report for the developers and return what is said on leaving.

    The report names files, lines and functions of the program and the kind of the error. It holds neither
    the error's message nor any value, since both may contain what people said.
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
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        where.write_text("\n".join(rows) + "\n", encoding="utf-8")
        kept = f"A report for the developers, without anybody's words, lies in {where}"
    except OSError:
        kept = "\n".join(rows)
    return Text(
        f"workshop-tui failed and had to stop. Everything the screen showed as taken is in the session file.\n{kept}"
    )
