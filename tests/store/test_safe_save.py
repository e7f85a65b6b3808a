"""A file is the old one or the new one, whole; nobody's work is overwritten."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workshop_tui.store import safe_save
from workshop_tui.store.safe_save import ChangedElsewhere, digest, put, replace

OLD, NEW = b"old " * 1000, b"new " * 1500


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "team.toml"
    path.write_bytes(OLD)
    return path


def replace_old(path: Path) -> str:
    return replace(path, NEW, expected=digest(OLD))


def make_new(path: Path) -> str:
    return replace(path, NEW, expected=None)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


# Whole


def test_a_file_is_replaced_and_known_by_its_new_content(file: Path) -> None:
    assert replace_old(file) == digest(NEW)
    assert file.read_bytes() == NEW
    assert replace(file, b"", expected=digest(NEW)) == digest(b"")
    assert file.read_bytes() == b""
    assert names(file.parent) == ["team.toml"]


def test_a_write_that_the_system_does_in_pieces_is_whole_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(safe_save.os, "write", lambda handle, raw: write(handle, raw[:7]))
    replace_old(file)
    assert file.read_bytes() == NEW


STEPS = ["open", "write", "fchmod", "fsync", "close", "replace", "link"]


def breaking(monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    """Make one step of saving fail, on everything that is not the folder."""

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise error

    if step == "replace":
        monkeypatch.setattr(Path, "replace", broken)
        return
    done = getattr(os, step)

    def half(handle: int, raw: bytes) -> int:
        done(handle, raw[:10])
        raise error

    def closed(handle: int) -> None:
        done(handle)
        raise error

    monkeypatch.setattr(safe_save.os, step, {"write": half, "close": closed}.get(step, broken))


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()], ids=["full", "interrupted"])
@pytest.mark.parametrize("step", [step for step in STEPS if step != "link"])
def test_if_any_step_fails_the_old_file_stays_and_nothing_is_left(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    breaking(monkeypatch, step, error)
    with pytest.raises(type(error)):
        replace_old(file)
    monkeypatch.undo()
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["team.toml"]


@pytest.mark.parametrize("steps", [["open"], ["write"], ["fsync"], ["close"], ["link", "replace"]], ids="+".join)
def test_if_any_step_fails_there_is_no_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: list[str]
) -> None:
    for step in steps:
        breaking(monkeypatch, step, OSError(errno.EIO, "broken"))
    with pytest.raises(OSError, match="broken"):
        make_new(tmp_path / "team.toml")
    monkeypatch.undo()
    assert names(tmp_path) == []


@pytest.mark.parametrize("save", [replace_old, make_new, lambda path: put(path, NEW)], ids=["replace", "new", "put"])
def test_the_content_is_synced_before_it_has_its_name_and_the_folder_after(
    file: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], object]
) -> None:
    if save is make_new:
        file.unlink()
    before = file.read_bytes() if file.exists() else None
    synced: list[tuple[str, bytes | None, bytes | None]] = []
    fsync = os.fsync

    def recorded(handle: int) -> None:
        fsync(handle)
        state = os.fstat(handle)
        held = next((one for one in [file.parent, *file.parent.iterdir()] if os.path.samestat(one.stat(), state)), None)
        kind = "folder" if stat.S_ISDIR(state.st_mode) else "temporary" if held and held != file else "other"
        content = held.read_bytes() if held and held.is_file() else None
        synced.append((kind, content, file.read_bytes() if file.exists() else None))
        assert held is not None, "the temporary file lies in the same folder"

    monkeypatch.setattr(safe_save.os, "fsync", recorded)
    save(file)
    assert synced == [("temporary", NEW, before), ("folder", None, NEW)]


# Nobody's work is overwritten


@pytest.mark.parametrize("theirs", [b"", OLD + b"\n", NEW])
def test_a_file_that_someone_else_changed_stays_theirs(file: Path, theirs: bytes) -> None:
    file.write_bytes(theirs)
    with pytest.raises(ChangedElsewhere):
        replace_old(file)
    assert file.read_bytes() == theirs
    assert names(file.parent) == ["team.toml"]


def test_what_someone_saves_while_we_write_is_seen(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync
    monkeypatch.setattr(safe_save.os, "fsync", lambda handle: (fsync(handle), file.write_bytes(b"theirs")))
    with pytest.raises(ChangedElsewhere):
        replace_old(file)
    assert file.read_bytes() == b"theirs"


def test_a_file_that_is_gone_is_told(file: Path) -> None:
    file.unlink()
    with pytest.raises(FileNotFoundError):
        replace_old(file)
    assert names(file.parent) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_new(tmp_path / "gone" / "team.toml")


def test_a_new_file_never_takes_the_place_of_another(file: Path) -> None:
    with pytest.raises(ChangedElsewhere):
        make_new(file)
    assert file.read_bytes() == OLD


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_does_not_overwrite_one_that_came_at_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    path = tmp_path / "team.toml"
    link = os.link

    def late(one: Path, other: Path) -> None:
        path.write_bytes(b"theirs")
        if not has_links:
            raise OSError(errno.EPERM, "no links here")
        link(one, other)

    monkeypatch.setattr(safe_save.os, "link", late)
    with pytest.raises(ChangedElsewhere):
        make_new(path)
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["team.toml"]


def test_a_new_file_leaves_nothing_beside_it(tmp_path: Path) -> None:
    assert make_new(tmp_path / "team.toml") == digest(NEW)
    assert names(tmp_path) == ["team.toml"]


def test_a_file_that_goes_at_the_last_moment_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync
    monkeypatch.setattr(safe_save.os, "fsync", lambda handle: (fsync(handle), file.unlink(missing_ok=True)))
    with pytest.raises(FileNotFoundError):
        replace_old(file)
    assert names(file.parent) == []


def test_a_new_file_can_be_made_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "link", OSError(errno.EPERM, "no links here"))
    make_new(tmp_path / "team.toml")
    assert (tmp_path / "team.toml").read_bytes() == NEW
    assert names(tmp_path) == ["team.toml"]


def test_a_new_file_that_has_its_name_is_saved_even_if_tidying_up_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(Path, "unlink", broken)
    assert make_new(tmp_path / "team.toml") == digest(NEW)


# Links, rights, names


def test_a_link_stays_a_link_and_its_file_is_replaced(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "other" / "link.toml"
    link.parent.mkdir()
    link.symlink_to(file)
    assert replace_old(link) == digest(NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert names(link.parent) == ["link.toml"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o700])
def test_the_rights_of_a_file_are_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    replace_old(file)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_new_file_has_the_rights_that_the_user_gives_new_files(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        make_new(tmp_path / "team.toml")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "team.toml").stat().st_mode) == 0o640


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the administrator can give files away"
)
def test_the_owner_and_the_group_of_a_file_are_kept(file: Path) -> None:
    os.chown(file, 12345, 54321)
    replace_old(file)
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 54321)


def test_where_the_owner_cannot_be_kept_the_group_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def forbidden(handle: int, owner: int, group: int) -> None:
        asked.append((owner, group))
        if owner != -1:
            raise PermissionError(errno.EPERM, "not yours")

    state = file.stat()
    monkeypatch.setattr(safe_save.os, "geteuid", lambda: state.st_uid + 1)
    monkeypatch.setattr(safe_save.os, "fchown", forbidden)
    replace_old(file)
    assert asked == [(state.st_uid, state.st_gid), (-1, state.st_gid)]


@pytest.mark.parametrize("mode", [0o400, 0o444, 0o555])
def test_a_read_only_file_is_respected_by_the_administrator_too(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(PermissionError, match="read-only"):
        replace_old(file)
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["team.toml"]


def test_a_file_that_others_may_write_and_we_may_not_is_respected(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_save.os, "access", lambda path, mode: False)
    with pytest.raises(PermissionError, match="read-only"):
        replace_old(file)


def test_our_own_file_is_for_this_user_alone_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "totals.json"
    put(path, OLD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    breaking(monkeypatch, "write", OSError(errno.ENOSPC, "full"))
    with pytest.raises(OSError, match="full"):
        put(path, NEW)
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["totals.json"]


@pytest.mark.parametrize("stem", ["x" * 250, "é" * 125, "日" * 83, "\u202eabc"])
def test_the_longest_names_can_be_saved(tmp_path: Path, stem: str) -> None:
    path = tmp_path / f"{stem}.toml"
    make_new(path)
    replace(path, OLD, expected=digest(NEW))
    assert path.read_bytes() == OLD


def test_a_scanner_that_holds_the_file_is_waited_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really, held, waited = Path.replace, iter([5, 32, 33]), []

    def busy(self: Path, target: Path) -> Path:
        number = next(held, 0)
        if number:
            error = OSError(errno.EACCES, "busy")
            error.winerror = number
            raise error
        return really(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(safe_save.time, "sleep", waited.append)
    replace_old(file)
    assert file.read_bytes() == NEW
    assert len(waited) == 3
