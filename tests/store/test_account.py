"""A session beside the earlier one that it follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from strategies import DAY, a_framework, a_session

from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Session
from workshop_tui.store import toml_out
from workshop_tui.store.account import account, earlier
from workshop_tui.store.folders import own
from workshop_tui.store.problem import FileProblem

BEFORE = a_session(id="before")
NOW = altered(a_session(id="now"), follows="before.toml", follows_id="before")


def kept(folder: Path, session: Session, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(toml_out.write(session), encoding="utf-8")
    return path


def test_the_earlier_session_lies_beside_it(tmp_path: Path) -> None:
    kept(tmp_path, BEFORE, "before.toml")
    path = kept(tmp_path, NOW, "now.toml")
    assert earlier(path, NOW) == (BEFORE, "")
    found = account(path, DAY)
    assert (found.session, found.before, found.untold) == (NOW, BEFORE, "")


def test_it_is_found_beside_the_file_that_a_link_leads_to(tmp_path: Path) -> None:
    kept(tmp_path / "share", BEFORE, "before.toml")
    kept(tmp_path / "share", NOW, "now.toml")
    own(tmp_path / "share").mkdir()
    (own(tmp_path / "share") / "mine.toml").write_text(toml_out.write(a_framework("mine")), encoding="utf-8")
    link = tmp_path / "link.toml"
    link.symlink_to(tmp_path / "share" / "now.toml")
    found = account(link, DAY)
    assert found.before == BEFORE
    assert "mine" in found.known.frameworks


def test_a_session_that_follows_none_has_none(tmp_path: Path) -> None:
    assert earlier(kept(tmp_path, BEFORE, "before.toml"), BEFORE) == (None, "")


@pytest.mark.parametrize(
    ("session", "says"),
    [
        (NOW, "The earlier session cannot be read: before.toml: there is no such file"),
        (altered(NOW, follows="now.toml", follows_id=""), "now.toml is this session itself"),
        (altered(NOW, follows="other.toml"), "other.toml is another session than the one that was followed"),
        (altered(NOW, follows="."), "this is a folder"),
        (altered(NOW, follows="../../../../../../../dev/zero"), "not a regular file"),
        (altered(NOW, follows="a\x00b\x1b[2J"), "cannot be opened"),
    ],
)
def test_why_the_earlier_session_cannot_be_shown_is_told(tmp_path: Path, session: Session, says: str) -> None:
    kept(tmp_path, a_session(id="other"), "other.toml")
    before, untold = earlier(kept(tmp_path, session, "now.toml"), session)
    assert before is None
    assert says in untold
    assert "\x1b" not in untold


def test_a_session_that_cannot_be_used_has_no_account(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        account(tmp_path / "none.toml", DAY)
