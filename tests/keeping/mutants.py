"""The program with one mistake in it, each of which the power-loss model must find."""

from __future__ import annotations

import inspect
import os
import stat
import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from workshop_tui import keeping, recovery
from workshop_tui.store import drawer, journal, safe_save


class _Os:
    """``os``, as it is or as the recorder has it, but for some of its functions."""

    def __init__(self, **others: Any) -> None:
        self._others = others

    def __getattr__(self, name: str) -> Any:
        return self._others[name] if name in self._others else getattr(os, name)


def _folders_only(handle: int) -> None:
    if stat.S_ISDIR(os.fstat(handle).st_mode):
        os.fsync(handle)


def _in_place(path: Path, raw: bytes, *, expected: str | None, about_to: Callable[[str], None]) -> str:
    about_to(safe_save.digest(raw))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    safe_save.write_all(handle, raw)
    os.fsync(handle)
    os.close(handle)
    safe_save.sync_folder(path.parent)
    return safe_save.digest(raw)


def _all_but_the_drawer(folder: Path, sync: Callable[[Path], None] = safe_save.sync_folder) -> None:
    if folder.name != "state" and folder.parent.name != "state":
        sync(folder)


def _changed(owner: Any, name: str, module: ModuleType, *changes: tuple[str, str]) -> Any:
    """A function of ours with some of its words changed, in the place of the real one."""
    was = inspect.getattr_static(owner, name)
    source = textwrap.dedent(inspect.getsource(was.__func__ if isinstance(was, classmethod) else was))
    for old, new in changes:
        assert old in source, f"{name} no longer says {old!r}"
        source = source.replace(old, new)
    made: dict[str, Any] = {}
    exec(compile(f"from __future__ import annotations\n{source}", name, "exec"), module.__dict__, made)
    return mock.patch.object(owner, name, made[name])


MUTANTS: dict[str, Callable[[], list[Any]]] = {
    "the temporary file is not synced": lambda: [mock.patch.object(safe_save, "os", _Os(fsync=_folders_only))],
    "the journal is not synced": lambda: [mock.patch.object(journal, "os", _Os(fsync=lambda handle: None))],
    "no folder is synced": lambda: [mock.patch.object(safe_save, "sync_folder")],
    "the file is written in place": lambda: [mock.patch.object(safe_save, "replace", _in_place)],
    "no intent is said": lambda: [mock.patch.object(journal.Journal, "intent")],
    "the journal goes before the file is in place": lambda: [
        _changed(
            keeping.Keeping,
            "leave",
            keeping,
            ("is_done = self.save(milestone=True)", "self._journal.clear(); is_done = self.save(milestone=True)"),
        )
    ],
    "a half written line is not cut off": lambda: [
        _changed(
            journal.Journal,
            "go_on",
            journal,
            ("journal._is_whole = False", "journal._is_whole, journal._end = True, os.fstat(handle).st_size"),
        )
    ],
    "no checksum is compared": lambda: [
        _changed(journal, "_read", journal, ("""if raw[place : place + 9] != b"%08x " % expected:""", "if False:"))
    ],
    "the drawer's folder is not synced": lambda: [mock.patch.object(safe_save, "sync_folder", _all_but_the_drawer)],
    "a drawer that moves is not synced before it is labelled": lambda: [
        _changed(
            drawer.Drawer,
            "follow",
            drawer,
            ("safe_save.sync_folder(self._own.parent)", "(self._own / _ABOUT).unlink()"),
        )
    ],
    "what a killed process wrote is not synced": lambda: [
        _changed(
            journal.Journal,
            "go_on",
            journal,
            ("os.fsync(handle)", "pass"),
            ("safe_save.sync_folder(path.parent)", "pass"),
        )
    ],
    "where a killed process put the file is not synced": lambda: [
        _changed(keeping.Keeping, "leave", keeping, ("safe_save.is_synced(self.path.parent)", "True")),
        _changed(recovery, "_bring_back", recovery, ("safe_save.sync_folder(kept.path.parent)", "pass")),
    ],
}


@contextmanager
def mutant(name: str) -> Iterator[None]:
    """The program with this mistake."""
    with ExitStack() as stack:
        for patch in MUTANTS[name]():
            stack.enter_context(patch)
        yield
