"""What the program does to the files below one folder, step by step: for the states that a power cut may leave.

The functions of ``os`` are wrapped while a run does its work for real. Who bypasses them is found out by
:meth:`Recorder.same_as_real`. Linux only, one process.
"""

from __future__ import annotations

import gc
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

NOBODY = 2**22 + 1  # no system gives a process so high a number, so that this one has died


class Killed(BaseException):
    """The process ends here: nothing that it does afterwards reaches the disk."""


@dataclass(frozen=True)
class Write:
    """Bytes put into a file; without any bytes, the file is cut off there."""

    file: int
    at: int
    raw: bytes | None

    def on(self, held: bytes) -> bytes:
        """What a file holds afterwards."""
        held = held[: self.at].ljust(self.at, b"\0") + (b"" if self.raw is None else self.raw + held[self.end :])
        return held

    @property
    def end(self) -> int:
        return self.at + len(self.raw or b"")


@dataclass(frozen=True)
class Names:
    """Names of one folder that stand for other files from now on, all at once; None for none."""

    folder: int
    to: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Sync:
    """All that was done to a file, or to the names of a folder, is on the disk."""

    what: int


@dataclass(frozen=True)
class Promise:
    """From here on the state of that number, or a later one, must be found."""

    number: int


@dataclass(frozen=True)
class Folder:
    """A new folder, that has no name yet."""

    number: int


Step = Write | Names | Folder | Sync | Promise


class Recorder:
    """The files below ``root`` as the run sees them, and every step that led there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[Step] = []
        self.files: dict[int, bytes] = {}
        self.folders: dict[int, dict[str, int]] = {0: {}}
        self.deadline: int | None = None
        """At which step the process is killed."""
        self.at_replace: Callable[[], None] | None = None
        """Done once, right before the session's file is replaced, as by another thread."""
        self._open: dict[int, int] = {}
        self._lives = 0
        self._real: dict[str, Any] = {}

    # What the run says itself

    def take_over(self) -> None:
        """What lies in the folder already is on the disk for sure."""
        for path in sorted(self.root.rglob("*")):
            place = self._place(path)
            assert place is not None
            new = self._fresh()
            if path.is_dir():
                self.folders[new] = {}
                self.steps.append(Folder(new))
            else:
                self.files[new] = b""
            self._note(Names(place[0], ((place[1], new),)))
            if new in self.files:
                self._note(Write(new, 0, path.read_bytes()))
                self._note(Sync(new))
        self.steps += [Sync(folder) for folder in self.folders]

    def promise(self, number: int) -> None:
        self.steps.append(Promise(number))

    def bury(self) -> None:
        """The process has died: the system closes its files, and the next one has another number."""
        if self.deadline is not None:
            gc.collect()  # who still holds a file closes it
        for handle in list(self._open):
            with suppress(OSError):
                self._real["close"](handle)
        self._open.clear()
        self.deadline = None
        self._lives += 1

    def same_as_real(self) -> bool:
        """Whether all that lies on the disk went through here."""
        real = {str(p.relative_to(self.root)): p.read_bytes() for p in self.root.rglob("*") if p.is_file()}
        return real == dict(self._tree(0, ""))

    def _tree(self, folder: int, prefix: str) -> Iterator[tuple[str, bytes]]:
        for name, what in self.folders[folder].items():
            if what in self.folders:
                yield from self._tree(what, f"{prefix}{name}/")
            else:
                yield prefix + name, self.files[what]

    # Steps

    def _note(self, step: Step) -> None:
        if isinstance(step, Write):
            self.files[step.file] = step.on(self.files[step.file])
        elif isinstance(step, Names):
            for name, what in step.to:
                self.folders[step.folder].pop(name, None)
                if what is not None:
                    self.folders[step.folder][name] = what
        self.steps.append(step)

    def _alive(self) -> None:
        if self.deadline is not None and len(self.steps) >= self.deadline:
            raise Killed

    def _place(self, path: Any) -> tuple[int, str] | None:
        """The folder's number and the name, for a path below the root."""
        full = Path(os.fsdecode(path))
        if not full.is_relative_to(self.root):
            return None
        *around, name = full.relative_to(self.root).parts or ("",)
        folder = 0
        for part in around:
            folder = self.folders[folder].get(part, -1)
            if folder not in self.folders:
                return None
        return folder, name

    def _found(self, path: Any) -> int | None:
        place = self._place(path)
        if place is None:
            return None
        return self.folders[place[0]].get(place[1]) if place[1] else 0

    def _fresh(self) -> int:
        return 1 + max([*self.files, *self.folders])

    # The functions of os

    def open(self, path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & (os.O_CREAT | os.O_TRUNC):
            self._alive()
        was = self._found(path)
        handle: int = self._real["open"](path, flags, *rest, **named)
        self._open.pop(handle, None)
        place = self._place(path)
        if place is None:
            return handle
        if was is None:
            was = self._fresh()
            self.files[was] = b""
            self._note(Names(place[0], ((place[1], was),)))
        elif flags & os.O_TRUNC and self.files[was]:
            self._note(Write(was, 0, None))
        self._open[handle] = was
        return handle

    def close(self, handle: int) -> None:
        self._open.pop(handle, None)
        self._real["close"](handle)

    def dup(self, handle: int) -> int:
        copy: int = self._real["dup"](handle)
        if handle in self._open:
            self._open[copy] = self._open[handle]
        return copy

    def write(self, handle: int, raw: Any) -> int:
        if handle not in self._open:
            return int(self._real["write"](handle, raw))
        self._alive()
        at = os.lseek(handle, 0, os.SEEK_CUR)
        done: int = self._real["write"](handle, raw)
        self._note(Write(self._open[handle], at, bytes(raw[:done])))
        return done

    def fdopen(self, handle: int, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if handle in self._open and "w" in mode:
            return _Writer(self, handle)
        return self._real["fdopen"](handle, mode, *rest, **named)

    def ftruncate(self, handle: int, length: int) -> None:
        self._alive()
        self._real["ftruncate"](handle, length)
        if handle in self._open and len(self.files[self._open[handle]]) != length:
            self._note(Write(self._open[handle], length, None))

    def fsync(self, handle: int) -> None:
        self._alive()
        if handle in self._open:  # nothing to wait for: this disk is a made-up one
            self._note(Sync(self._open[handle]))

    def rename(self, source: Any, target: Any, **named: Any) -> None:
        self._move("rename", source, target, named)

    def replace(self, source: Any, target: Any, **named: Any) -> None:
        meanwhile = self.at_replace
        if meanwhile is not None and Path(target).parent == self.root / "sessions":
            self.at_replace = None
            meanwhile()
        self._move("replace", source, target, named)

    def _move(self, how: str, source: Any, target: Any, named: Any) -> None:
        self._alive()
        old, new, what = self._place(source), self._place(target), self._found(source)
        self._real[how](source, target, **named)
        if old is not None and new is not None:
            assert old[0] == new[0], "from one folder to another is not in this model"
            self._note(Names(old[0], ((old[1], None), (new[1], what))))

    def link(self, source: Any, target: Any, **named: Any) -> None:
        self._alive()
        self._real["link"](source, target, **named)
        if (new := self._place(target)) is not None:
            self._note(Names(new[0], ((new[1], self._found(source)),)))

    def unlink(self, path: Any, **named: Any) -> None:
        self._alive()
        self._real["unlink"](path, **named)
        if (place := self._place(path)) is not None:
            self._note(Names(place[0], ((place[1], None),)))

    def mkdir(self, path: Any, *rest: Any, **named: Any) -> None:
        self._alive()
        self._real["mkdir"](path, *rest, **named)
        if (place := self._place(path)) is not None:
            new = self._fresh()
            self.folders[new] = {}
            self._note(Folder(new))
            self._note(Names(place[0], ((place[1], new),)))

    def rmdir(self, path: Any, **named: Any) -> None:
        raise AssertionError("the program takes no folder away in these runs")

    def getpid(self) -> int:
        return NOBODY + self._lives


class _Writer(io.BytesIO):
    """What ``os.fdopen(handle, "wb")`` gives: it writes once, when it is closed."""

    def __init__(self, recorder: Recorder, handle: int) -> None:
        super().__init__()
        self._recorder, self._handle = recorder, handle

    def close(self) -> None:
        if not self.closed:
            try:
                self._recorder.write(self._handle, self.getvalue())
            finally:
                self._recorder.close(self._handle)
                super().close()


_WRAPPED = (
    "open", "close", "dup", "write", "fdopen", "ftruncate", "fsync", "rename", "replace", "link", "unlink", "mkdir",
    "rmdir", "getpid",
)  # fmt: skip


@contextmanager
def recording(root: Path) -> Iterator[Recorder]:
    """Record what is done below this empty folder."""
    recorder = Recorder(root)
    recorder._real = {name: getattr(os, name) for name in _WRAPPED}
    wrapped = {name: getattr(recorder, name) for name in _WRAPPED}
    wrapped["remove"], wrapped["fdatasync"] = recorder.unlink, recorder.fsync
    with mock.patch.multiple(os, **wrapped):
        yield recorder
