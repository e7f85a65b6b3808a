"""Where things lie, what is on the shelf, and how the program looks on this computer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from strategies import DAY, MORNING, a_session, trust

from workshop_tui.changes import actions, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action
from workshop_tui.model.session import Round, Session
from workshop_tui.store import folders, settings, toml_out
from workshop_tui.store.shelf import shelf, trouble, where_it_stopped


def test_the_sessions_folder_is_the_one_asked_for_or_the_next_best(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders.sessions().name == "Workshops"
    assert folders.sessions().is_relative_to(home)
    (tmp_path / "sessions").mkdir()
    assert folders.sessions().resolve() == tmp_path / "sessions"
    monkeypatch.setenv("WORKSHOP_FOLDER", "~/named")
    assert folders.sessions() == home / "named"
    assert folders.sessions(str(tmp_path / "asked")) == tmp_path / "asked"
    assert folders.sessions("~/asked") == home / "asked"
    assert folders.sessions("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")


def test_what_this_computer_keeps_lies_in_the_users_own_folders(home: Path) -> None:
    for place in (folders.state(), folders.settings()):
        assert place.is_relative_to(home)


def test_the_examples_are_known_as_such(tmp_path: Path) -> None:
    for path in folders.examples().glob("*.toml"):
        assert folders.is_example(path)
        assert not folders.is_example(tmp_path / path.name)
        (tmp_path / path.name).symlink_to(path)
        assert folders.is_example(tmp_path / path.name), "a link leads to it"


# Settings


def test_settings_are_kept(home: Path) -> None:
    assert settings.load() == settings.Settings()
    settings.save(settings.Settings(theme="other"))
    assert settings.load().theme == "other"


@pytest.mark.parametrize("raw", [b"", b"theme = 3", b"theme = ", b"\xff", b"a = " + b"[" * 9000, b"[theme]"])
def test_settings_that_cannot_be_read_are_as_by_default(home: Path, raw: bytes) -> None:
    folders.settings().parent.mkdir(parents=True)
    folders.settings().write_bytes(raw)
    assert settings.load() == settings.Settings()


def test_a_computer_that_cannot_keep_settings_is_used_without(home: Path) -> None:
    folders.settings().parent.parent.mkdir(parents=True)
    folders.settings().parent.write_text("in the way")
    settings.save(settings.Settings(theme="other"))
    assert settings.load() == settings.Settings()


# The shelf


def kept(folder: Path, name: str, session: Session) -> None:
    (folder / name).write_text(toml_out.write(session), encoding="utf-8")


def test_the_shelf_has_a_row_for_every_file_the_latest_first(tmp_path: Path) -> None:
    session = actions.add(a_session(organisation="Northshire"), Action(id="a", what="b"), DAY)
    session = actions.add(session, Action(id="c", what="d", status="done"), DAY)
    kept(tmp_path, "a.toml", session)
    kept(tmp_path, "b.TOML", altered(session, date=DAY.replace(year=2027)))
    (tmp_path / "bad.toml").write_text("team = ")
    (tmp_path / ".hidden.toml").write_text("team = ")
    (tmp_path / "notes.txt").write_text("team = ")
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    rows = shelf(tmp_path)
    assert [row.path.name for row in rows] == ["b.TOML", "a.toml", "bad.toml", "pipe.toml"]
    first = rows[1]
    assert (first.team, first.date, first.state, first.open_actions) == ("Riverside", DAY, "planned", 1)
    assert (first.people, first.organisation, first.wrong) == (16, "Northshire", None)
    assert "bad.toml:1: the file is not valid TOML" in rows[2].wrong.short()


def test_a_folder_that_is_not_there_has_an_empty_shelf(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert shelf(tmp_path / "none") == shelf(tmp_path / "file") == []
    assert trouble(tmp_path / "none") == trouble(tmp_path) == ""
    assert "not a folder" in trouble(tmp_path / "file")


def test_where_a_session_stopped() -> None:
    planned = a_session()
    assert where_it_stopped(planned) == "Plain"
    assert where_it_stopped(Session(id="a", team="T", date=DAY)) == "no agenda"
    assert where_it_stopped(plan.go(planned, "welcome", None, MORNING)) == "Welcome"
    assert where_it_stopped(plan.go(planned, "rate-trust", trust("b"), MORNING)) == "2 of 4, Rate trust"
    rated = ratings.close_round(planned, trust("a"), Round(counts=(1, 0, 0, 0, 0)))
    closed = plan.close(ratings.agree(rated, trust("b"), 3), MORNING)
    assert where_it_stopped(closed) == "2 of 7 rated"
