"""What the benchmarks share: how a program is started and timed, how two are compared, how a row is printed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "sessions" / "examples"
_ASKED, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"  # "can you show a picture at once?", "yes"
_PATIENCE = 30.0  # seconds until something that is not painted is not waited for any longer
_OURS = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "WORKSHOP_FOLDER", "NO_COLOR", "COLUMNS", "LINES")
_OURS_TOO = ("XDG_", "TEXTUAL", "PYDANTIC")
Measure = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One comparison: what was measured how often, on both sides, and how far the ratio may go."""

    what: str
    ours: float
    peer: float
    spread: tuple[float, float]
    reach: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the peer's figure ours is."""
        return self.ours / self.peer

    @property
    def is_within(self) -> bool:
        """Whether the ratio is within reach."""
        return self.ratio <= self.reach

    def __str__(self) -> str:
        low, high = self.spread
        return (
            f"{self.what} | {self.ours:.2f} {self.unit} | {self.peer:.2f} {self.unit} | "
            f"{self.ratio:.2f} ({low:.2f}-{high:.2f}) | {self.reach:g} | {'ok' if self.is_within else 'OUT OF REACH'}"
        )


def tell(rows: Sequence[Row]) -> int:
    """Print a line a row and return the exit status: 1 if any is out of reach."""
    for row in rows:
        print(row, flush=True)
    return 0 if all(row.is_within for row in rows) else 1


def in_turn(ours: Measure, peer: Measure, runs: int) -> tuple[list[float], list[float]]:
    """Figures of both, taken A B A B, so that what else the computer does falls on both alike."""
    pairs = [(ours(), peer()) for _ in range(runs)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def compared(what: str, ours: Sequence[float], peer: Sequence[float], reach: float) -> Row:
    """The medians of both, in seconds, and the quartiles of the ratios of neighbouring runs."""
    ratios = [one / other for one, other in zip(ours, peer, strict=True)]
    return Row(what, statistics.median(ours) * 1e3, statistics.median(peer) * 1e3, quartiles(ratios), reach)


def quartiles(ratios: Sequence[float]) -> tuple[float, float]:
    """Half of the ratios lie between these."""
    low, _, high = statistics.quantiles(ratios, n=4)
    return low, high


def percentile(figures: Sequence[float], share: float) -> float:
    """The least figure that at least this share of all does not pass."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of our own, with a home in it, on the disk where temporary files lie."""
    with tempfile.TemporaryDirectory(prefix="workshop-benchmark-") as name:
        (Path(name) / "home").mkdir()
        yield Path(name)


def environment(folder: Path) -> dict[str, str]:
    """What both programs are started with: a home of their own, and compiled modules as a user has them."""
    kept = {key: value for key, value in os.environ.items() if key not in _OURS and not key.startswith(_OURS_TOO)}
    return kept | {"HOME": str(folder / "home"), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def python(*arguments: str | Path) -> list[str]:
    """A command for the Python that runs the benchmark."""
    return [sys.executable, *map(str, arguments)]


def cpu_of(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> float:
    """Processor time of a whole run, from spawn to end, user and system, in seconds."""
    pid = os.fork()
    if pid == 0:
        try:
            os.chdir(cwd)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            os.execve(command[0], command, dict(env))
        finally:
            os._exit(127)
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


class Terminal:
    """A program on a terminal of its own, which answers what a terminal is asked."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: Path, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.chdir(cwd)
                os.execve(command[0], command, dict(env))
            finally:
                os._exit(127)

    def press(self, key: str) -> None:
        """Send a key."""
        os.write(self._fd, key.encode())

    def read_until(self, *texts: str, then: str = "") -> bytes:
        """Read what is painted until all these texts are there and, after each of them, what must follow it.

        Raises:
            SystemExit: They do not come.
        """
        seen, until = b"", time.monotonic() + _PATIENCE
        while not all(_is_followed(seen, text.encode(), then.encode()) for text in texts):
            if not select.select([self._fd], [], [], max(0.0, until - time.monotonic()))[0]:
                raise SystemExit(f"{texts} were not painted; seen: {_plain(seen)!r}")
            seen += self._read()
        return seen

    def read_rest(self, quiet: float) -> None:
        """Read until nothing has come for so many seconds."""
        while select.select([self._fd], [], [], quiet)[0]:
            self._read()

    def _read(self) -> bytes:
        try:
            piece = os.read(self._fd, 65536)
        except OSError:
            piece = b""
        if not piece:
            raise SystemExit("the program ended before it was asked to")
        if _ASKED in piece:
            os.write(self._fd, _ANSWER)
        return piece

    def end(self) -> float:
        """End the program where it stands, and return the processor time it took so far, all threads of it."""
        os.kill(self.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.pid, 0)
        os.close(self._fd)
        return used.ru_utime + used.ru_stime


def _is_followed(seen: bytes, text: bytes, after: bytes) -> bool:
    found = seen.find(text)
    return found >= 0 and seen.find(after, found) >= 0


def _plain(seen: bytes) -> str:
    """The end of what was painted, without the terminal's own language."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|[ \u2500]{2,}", " ", seen.decode(errors="replace"))[-400:]
