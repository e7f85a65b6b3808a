"""What this computer keeps of one session: private, and found again when the file was renamed."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
from opened import A, Clock, team
from strategies import a_session

from keeping.days import kill, opened
from workshop_tui.changes.swap import altered
from workshop_tui.store import session_file
from workshop_tui.store.drawer import Drawer, drawers_of, forget, left_open
from workshop_tui.workshop import Workshop


def drawers(state: Path) -> list[Path]:
    return sorted((state / "sessions").glob("*")) if state.exists() else []


def test_nothing_is_on_disk_before_something_is_put_in(state: Path, file: Path, clock: Clock) -> None:
    opened(file, state, clock).leave()
    assert not state.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")
def test_only_this_user_may_read_it(workshop: Workshop, state: Path) -> None:
    workshop.cast(A, 3)
    team(workshop, "Changed")
    workshop.save(milestone=True)
    for place in [state, *state.rglob("*")]:
        assert stat.S_IMODE(place.stat().st_mode) == (0o700 if place.is_dir() else 0o600), place


def test_each_file_and_each_session_has_its_own(root: Path, state: Path) -> None:
    names = [(root / "a.toml", "s1"), (root / "b.toml", "s1"), (root / "a.toml", "s2"), (root / "x" / "a.toml", "s1")]
    assert len({Drawer(state, path, session).folder for path, session in names}) == 4
    assert len({Drawer(state, root / "a.toml", session).folder for session in ("../../x", "a/b", "", "\x00", "ä")}) == 5
    assert {Drawer(state, root / "a.toml", "../../x").folder.parent} == {state / "sessions"}


def test_a_link_and_its_file_have_one(workshop: Workshop, root: Path, state: Path, clock: Clock) -> None:
    link = root / "link.toml"
    link.symlink_to(workshop.path)
    team(workshop, "Changed")
    kill(workshop)
    assert opened(link, state, clock).session.team == "Changed"
    assert len(drawers(state)) == 1


# Renamed


def killed(workshop: Workshop, name: str) -> None:
    team(workshop, name)
    kill(workshop)


def test_a_file_that_was_renamed_or_moved_finds_its_drawer(
    workshop: Workshop, file: Path, root: Path, state: Path, clock: Clock
) -> None:
    (root / "other").mkdir()
    killed(workshop, "Changed")
    for path in (file.with_name("renamed.toml"), root / "other" / "moved.toml", root / "other" / "again.toml"):
        file = file.rename(path)
        again = opened(file, state, clock)
        assert again.session.team == "Changed"
        kill(again)  # before anything else was put in
        assert left_open(state, file.parent) == [file]
    assert len(drawers(state)) == 1


def test_a_copy_has_its_own(workshop: Workshop, file: Path, state: Path, clock: Clock) -> None:
    killed(workshop, "Changed")
    copy = file.with_name("copy.toml")
    shutil.copy(file, copy)
    assert opened(copy, state, clock).session.team == "Riverside"
    assert opened(file, state, clock).session.team == "Changed"


def test_while_its_folder_is_gone_a_drawer_waits(
    workshop: Workshop, file: Path, root: Path, state: Path, clock: Clock
) -> None:
    killed(workshop, "Changed")
    elsewhere = root / "elsewhere.toml"
    shutil.copy(file, elsewhere)
    away = file.parent.rename(root / "away")
    assert opened(elsewhere, state, clock).session.team == "Riverside"
    away.rename(file.parent)
    assert opened(file, state, clock).session.team == "Changed"


def test_a_name_of_no_encoding_is_remembered(root: Path, state: Path, clock: Clock) -> None:
    try:
        path = root / os.fsdecode(b"team-\xff.toml")
        shutil.copy(a_file(root), path)
    except (OSError, ValueError):
        pytest.skip("this system has no such names")
    killed(opened(path, state, clock), "Changed")
    assert left_open(state, root) == [path]
    path = path.rename(root / "named.toml")
    assert opened(path, state, clock).session.team == "Changed"


def a_file(folder: Path, **facts: str) -> Path:
    path = folder / f"a{len(list(folder.iterdir()))}.toml"
    session_file.save(path, altered(a_session(**facts), state="open"), None)
    return path


# Left open


def test_what_was_not_left_properly_is_found(root: Path, state: Path, clock: Clock) -> None:
    left, in_use, proper = (opened(a_file(root, id=name), state, clock) for name in ("s1", "s2", "s3"))
    for one in (left, in_use, proper):
        team(one, "Changed")
    kill(left)
    proper.leave()
    assert left_open(state, root) == [left.path]
    assert left_open(state, state) == []
    assert left_open(root / "none", root) == []
    kill(in_use)
    assert sorted(left_open(state, root)) == sorted([left.path, in_use.path])


NO_LABELS = [b"", b"\xff", b"[]", b"null", b'{"path": 3}', b'{"path": "\\u0100"}', b"[" * 9999]


@pytest.mark.parametrize("said", NO_LABELS, ids=lambda said: str(said[:12]))
def test_a_label_that_cannot_be_read_is_nobodys(
    workshop: Workshop, file: Path, state: Path, clock: Clock, said: bytes
) -> None:
    killed(workshop, "Changed")
    [drawer] = drawers(state)
    (drawer / "about.json").write_bytes(said)
    assert left_open(state, file.parent) == []
    again = opened(file, state, clock)
    assert again.session.team == "Changed", "its own file finds it all the same"
    again.cast(A, 3)  # whatever is put in, the label is written anew
    killed(again, "Changed twice")
    renamed = file.rename(file.with_name("renamed.toml"))
    assert opened(renamed, state, clock).session.team == "Changed twice"


# Forgotten


def test_all_of_a_file_is_forgotten_and_nothing_else(root: Path, state: Path, clock: Clock) -> None:
    one, other = a_file(root, id="s1"), a_file(root, id="s2")
    for path in (one, other):
        killed(opened(path, state, clock), "Changed")
    session = altered(session_file.load(one).session, id="s3")
    one.unlink()
    session_file.save(one, session, None)
    killed(opened(one, state, clock), "Changed")
    assert len(drawers_of(state, one)) == 2
    assert forget(state, one) == 2
    assert drawers_of(state, one) == []
    assert forget(state, one) == 0
    assert len(drawers(state)) == 1
    assert opened(other, state, clock).session.team == "Changed"
