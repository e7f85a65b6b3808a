"""The real program in a terminal of its own: a pseudo-terminal, as a window or ssh would give it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 40.0  # seconds; only a program that hangs takes so long
STEERING = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[\]P][^\x1b\x07]*(\x07|\x1b\\)|\x1b[=>()][0-9A-B]?")


class Terminal:
    """A program that runs, and all that it wrote."""

    def __init__(self, program: subprocess.Popen[bytes], there: int, here: int) -> None:
        self.program, self._there, self._here = program, there, here
        self.written = b""
        self.before = termios.tcgetattr(there)

    @property
    def text(self) -> str:
        """All that was written, without what steers the terminal."""
        return STEERING.sub(b"", self.written).decode("utf-8", "replace")

    def wait_for(self, words: str, *, after: int = 0) -> None:
        """Read until these words were written."""
        until = time.monotonic() + PATIENCE
        while words not in STEERING.sub(b"", self.written[after:]).decode("utf-8", "replace"):
            assert time.monotonic() < until, f"{words!r} never came:\n{self.text[-3000:]}"
            assert self._read(0.2) or self.program.poll() is None, f"{words!r} never came:\n{self.text[-3000:]}"

    def press(self, keys: str, then: str = "") -> None:
        """Send keys, and wait for what they bring."""
        so_far = len(self.written)
        os.write(self._here, keys.encode())
        if then:
            self.wait_for(then, after=so_far)

    def send(self, raw: bytes) -> None:
        """Send bytes that need not be keys."""
        os.write(self._here, raw)

    def end(self) -> int:
        """Read to the end, and return the exit status."""
        until = time.monotonic() + PATIENCE
        while self.program.poll() is None:
            assert time.monotonic() < until, "the program does not end"
            self._read(0.05)
        while self._read(0.05):
            pass
        return self.program.returncode

    def close(self) -> int:
        """Close the window, and return the exit status."""
        os.close(self._there)
        os.close(self._here)
        self._there = self._here = -1
        return self.program.wait(PATIENCE)

    def is_as_before(self) -> bool:
        """Whether the terminal takes lines and shows what is typed, as before."""
        return termios.tcgetattr(self._there) == self.before

    def left(self) -> bytes:
        """What was written after the screen was given back."""
        return self.written.rpartition(b"\x1b[?1049l")[2]

    def _read(self, patience: float) -> bool:
        if not select.select([self._here], [], [], patience)[0]:
            return False
        try:
            more = os.read(self._here, 65536)
        except OSError:
            return False
        self.written += more
        return bool(more)

    def shut(self) -> None:
        """Leave nothing behind."""
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        for handle in (self._there, self._here):
            if handle >= 0:
                os.close(handle)


@contextmanager
def terminal(*arguments: str, code: str = "", folder: Path) -> Iterator[Terminal]:
    """Run ``python -m workshop_tui`` in a terminal; with ``code``, that first and then the same."""
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    start = ["-c", f"{code}\nimport sys\nfrom workshop_tui.cli import main\nsys.exit(main(sys.argv[1:]))"]
    command = [sys.executable, *(start if code else ["-m", "workshop_tui"]), *arguments]

    def own_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    program = subprocess.Popen(
        command,
        stdin=there,
        stdout=there,
        stderr=there,
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=own_terminal,
        close_fds=True,
    )
    at = Terminal(program, there, here)
    try:
        yield at
    finally:
        at.shut()
