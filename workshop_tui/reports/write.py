"""Write a report to a file that did not exist before; one that says the same already is left as it is."""

from __future__ import annotations

from pathlib import Path

from workshop_tui.store import safe_save
from workshop_tui.store.problem import problem


def write_new(path: Path, text: str) -> Path:
    """Write the text and return the path.

    Raises:
        FileProblem: The file is there already, or cannot be written.
    """
    try:
        safe_save.replace(path, _raw(text), expected=None)
    except safe_save.ChangedElsewhere:
        raise problem(path, "this file is there already; name another, or move it away first") from None
    except OSError as error:
        raise problem(path, f"cannot be written: {(error.strerror or 'unknown reason').lower()}") from None
    return path


def write_beside(path: Path, text: str) -> Path:
    """Write the text to this path or, where it is taken, to the next free one: ``name-2.md``.

    Where a file of these names holds exactly this text already, nothing is written and its path is returned.

    Raises:
        FileProblem: It cannot be written.
    """
    for number in range(1, 1000):
        free = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        if not free.exists():
            return write_new(free, text)
        if _holds(free, text):
            return free
    raise problem(path, "there are a thousand files of this name already")


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _holds(path: Path, text: str) -> bool:
    """Whether this is a file that can be read and says exactly this."""
    try:
        return path.is_file() and path.read_bytes() == _raw(text)
    except OSError:
        return False
