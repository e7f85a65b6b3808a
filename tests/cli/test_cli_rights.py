"""Files and folders that a person may not read: told in a sentence, or passed over, never a failure of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commanded import environment
from strategies import a_session

from workshop_tui.changes.swap import altered
from workshop_tui.store import session_file
from workshop_tui.store.shelf import shelf


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder that a person is in."""
    return tmp_path


@pytest.fixture
def locked(here: Path) -> Iterator[Path]:
    """A folder that nobody may look into, with a session in it."""
    folder = here / "locked"
    folder.mkdir()
    session_file.save(folder / "x.toml", a_session(), None)
    folder.chmod(0)
    yield folder
    folder.chmod(0o700)


AS_ANYBODY = """
import os, sys
if os.getuid() == 0:
    import ctypes
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
    ctypes.CDLL(None).prctl(24, 2, 0, 0, 0)  # CAP_DAC_READ_SEARCH
    os.execv(sys.executable, [sys.executable, '-m', 'workshop_tui', *sys.argv[1:]])
from workshop_tui.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["show", "locked/x.toml"], "no right to read"),
        (["check", "locked/x.toml"], "no right to read"),
        (["check", "locked"], "no right to read this folder"),
        (["versions", "locked/x.toml"], ""),
        (["forget", "locked/x.toml"], ""),
        (["report", "locked/x.toml"], "no right to read"),
        (["merge", "own.toml", "locked/x.toml"], "no right to read"),
        (["new", "--team", "A", "--follows", "locked/x.toml", "--folder", "."], "no right to read"),
        (["show", "link.toml"], "no right to read"),
        (["check", "."], "no right to read"),
        (["show", "follower.toml"], ""),
        (["report", "follower.toml"], ""),
    ],
)
def test_a_folder_without_rights_is_told_or_passed_over(locked: Path, here: Path, asked: list[str], said: str) -> None:
    session_file.save(here / "own.toml", a_session(), None)
    session_file.save(here / "follower.toml", altered(a_session(), follows=str(locked / "x.toml")), None)
    (here / "link.toml").symlink_to(locked / "x.toml")
    found = subprocess.run(
        [sys.executable, "-c", AS_ANYBODY, *asked],
        cwd=here,
        env=environment(HOME=str(here / "home")),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said in found.stderr + found.stdout
    assert "failed" not in found.stderr
    assert "Traceback" not in found.stderr
    assert bool(found.returncode) == bool(said or asked[0] in ("versions", "forget")), found


def test_the_home_screens_list_passes_over_what_may_not_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session_file.save(here / "own.toml", a_session(), None)
    (here / "link.toml").symlink_to(here / "own.toml")
    really = os.stat

    def refuses(path: object, *more: object, **named: object) -> object:
        if str(path).endswith("link.toml"):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", refuses)
    assert {one.path.name for one in shelf(here)} == {"link.toml", "own.toml"}
