"""``new``: a file that is whole, in its folder and nowhere else, and never in the place of another."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from commanded import DONE, WRONG_USE, assert_one_sentence, workshop_tui
from made import a_full_session, a_rating, a_session, saved

from workshop_tui.begin import file_name
from workshop_tui.model.action import Action
from workshop_tui.store.check import check
from workshop_tui.store.session_file import load


def new(*asked: str | Path, at: Path, **environment: str) -> Path:
    """Make a session; the path that was printed."""
    found = workshop_tui("new", *asked, at=at, **environment)
    assert (found.returncode, found.stderr) == (DONE, "")
    assert found.stdout.count("\n") == 1
    return at / found.stdout.rstrip("\n")


def refused(*asked: str | Path, at: Path) -> str:
    """What is said when no session is made."""
    found = workshop_tui("new", *asked, at=at)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert_one_sentence(found.stderr)
    return found.stderr


def test_a_team_is_enough(tmp_path: Path) -> None:
    path = new("--team", "Family Help East", "--folder", "mine", at=tmp_path)
    session = load(path).session
    today = dt.date.today()
    assert path == tmp_path / "mine" / f"{today}-family-help-east.toml"
    assert (session.team, session.date, session.people) == ("Family Help East", today, 12)
    assert (session.agenda.id, session.state) == ("half-day", "planned")
    assert len(session.ratings) == 20
    assert check(path) == []


def test_everything_can_be_said(tmp_path: Path) -> None:
    path = new(
        "--team", "A", "--date", "1 Dec 2026", "--people", "8", "--service", "S", "--organisation", "O",
        "--agenda", "ninety-minutes", "--folder", ".", at=tmp_path,
    )  # fmt: skip
    session = load(path).session
    assert (session.date, session.people, session.service, session.organisation) == (dt.date(2026, 12, 1), 8, "S", "O")
    assert session.agenda.id == "ninety-minutes"
    assert path.name == "2026-12-01-a.toml"


# --- where


def test_the_folder_is_asked_for_then_named_then_beside_then_in_the_documents(tmp_path: Path, home: Path) -> None:
    asked = ["--team", "A", "--date", "2026-12-01"]
    assert new(*asked, at=tmp_path).is_relative_to(home)
    (tmp_path / "sessions").mkdir()
    assert new(*asked, at=tmp_path).parent == tmp_path / "sessions"
    named = str(tmp_path / "named")
    assert new(*asked, at=tmp_path, WORKSHOP_FOLDER=named).parent == tmp_path / "named"
    assert new(*asked, "--folder", "asked", at=tmp_path, WORKSHOP_FOLDER=named).parent == tmp_path / "asked"


def test_the_folder_may_stand_before_the_command(tmp_path: Path) -> None:
    found = workshop_tui("--folder", "before", "new", "--team", "A", at=tmp_path)
    assert found.returncode == DONE
    assert (tmp_path / found.stdout.strip()).parent == tmp_path / "before"


def test_a_second_session_of_one_day_has_a_file_of_its_own(tmp_path: Path) -> None:
    asked = ["--team", "A", "--date", "2026-12-01", "--folder", "."]
    first = new(*asked, at=tmp_path)
    before = first.read_bytes()
    second, third = new(*asked, at=tmp_path), new(*asked, at=tmp_path)
    assert [path.name for path in (first, second, third)] == [
        "2026-12-01-a.toml",
        "2026-12-01-a-2.toml",
        "2026-12-01-a-3.toml",
    ]
    assert first.read_bytes() == before
    assert len({load(path).session.id for path in (first, second, third)}) == 3


HOSTILE_NAMES = [
    "../../outside",
    "..",
    "/etc/passwd",
    "CON",
    "LPT1.toml",
    "a:b",
    "a\\b",
    "C:\\x",
    "\u202egnp.exe",
    ".hidden",
    "~",
    "x" * 300,
    "日本語チーム" * 60,
    "- -",
    "\x1b[31mred\nnext",
    "$(touch bad)",
    "team\u200b \u0301",
]


@pytest.mark.parametrize("team", HOSTILE_NAMES)
def test_a_hostile_name_stays_in_its_folder(team: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "mine"
    path = new(f"--team={team}", "--date", "2026-12-01", "--folder", folder, at=tmp_path)
    everything = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert everything == [path]
    assert path.parent == folder
    assert path.name.startswith("2026-12-01-")
    assert len(path.name.encode()) <= 80
    assert not set(path.name) & set('/\\:*?"<>|\x1b\n\u202e')
    assert load(path).session.team
    assert check(path) == []


def test_a_name_without_letters_still_has_a_file(tmp_path: Path) -> None:
    assert file_name(a_session(team="???", date="2026-12-01")) == "2026-12-01-team.toml"


# --- after an earlier session


@pytest.fixture
def before(tmp_path: Path) -> Path:
    actions = (
        Action(id="a1", what="still open", status="under way"),
        Action(id="a2", what="stuck", status="stuck"),
        Action(id="a3", what="done", status="done"),
        Action(id="a4", what="dropped", status="dropped"),
    )
    session = a_session(
        a_rating("whole-system-planning", (4, 4, 0, 0, 0), framework="conditions-for-success", chosen=True),
        id="then11", date="2026-02-05", people=9, service="S", organisation="O", actions=actions,
    )  # fmt: skip
    return saved(tmp_path, session, "2026-02-05-team-north.toml")


def test_following_carries_what_is_still_to_be_done(before: Path, tmp_path: Path) -> None:
    session = load(new("--team", "Team North", "--follows", before, "--folder", ".", at=tmp_path)).session
    assert [action.what for action in session.actions] == ["still open", "stuck"]
    assert (session.follows, session.follows_id) == (before.name, "then11")
    assert (session.people, session.service, session.organisation) == (9, "S", "O")
    assert session.agenda.id == "revisit"
    # what the group chose last time is among the five that there is time for
    assert "whole-system-planning" in [rating.item for rating in session.ratings]
    assert not any(rating.rounds for rating in session.ratings)


def test_the_earlier_file_is_named_so_that_it_is_found_again(before: Path, tmp_path: Path) -> None:
    beside = new("--team", "A", "--follows", before.name, "--folder", ".", at=tmp_path)
    elsewhere = new("--team", "A", "--follows", before.name, "--folder", "other", at=tmp_path)
    assert load(beside).session.follows == before.name
    assert load(elsewhere).session.follows == before.as_posix()
    for path in (beside, elsewhere):
        told = workshop_tui("show", path, at=tmp_path).stdout
        assert "Follows: the workshop of 5 February 2026" in told


# --- what is refused


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["--team", ""], "--team is empty"),
        (["--team", " \x1b\x00"[:2]], "--team is empty"),
        (["--team", "A", "--people", "0"], "--people must be from 1 to 5000; found 0"),
        (["--team", "A", "--people", "-3"], "--people must be from 1 to 5000; found -3"),
        (["--team", "A", "--people", "5001"], "found 5001"),
        (["--team", "A", "--date", "soon"], "--date: not a day: try 2026-12-01"),
        (["--team", "A", "--date", "2026-02-30"], "--date: not a day"),
        (["--team", "A", "--agenda", "full-dya"], "there is no agenda of that name; there are full-day, half-day"),
        (["--team", "A", "--follows", "gone.toml"], "gone.toml: there is no such file"),
        (["--team", "A", "--folder", "a-file"], "a-file: no session can be made here"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_made(asked: list[str], expected: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("mine", encoding="utf-8")
    asked = asked if "--folder" in asked else [*asked, "--folder", "made"]
    assert expected in refused(*asked, at=tmp_path)
    assert not (tmp_path / "made").exists()
    assert (tmp_path / "a-file").read_text(encoding="utf-8") == "mine"


def test_a_session_cannot_follow_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('format = "workshop-session/9"\n', encoding="utf-8")
    assert "other.toml:1: this file was written by a newer version" in refused(
        "--team", "A", "--follows", "other.toml", "--folder", "made", at=tmp_path
    )


def test_a_file_in_ones_home_is_named_without_the_users_name(before: Path, tmp_path: Path) -> None:
    home = tmp_path / "homes" / "mandy"
    old = home / "old"
    old.mkdir(parents=True)
    there = before.rename(old / before.name)
    homes = {"HOME": str(home), "USERPROFILE": str(home)}
    path = new("--team", "A", "--follows", there, "--folder", "other", at=tmp_path, **homes)
    assert load(path).session.follows == f"~/old/{before.name}"
    assert b"mandy" not in path.read_bytes()
    told = workshop_tui("show", path, at=tmp_path, **homes).stdout
    assert "Follows: the workshop of 5 February 2026" in told


def test_a_file_whose_name_is_no_text_cannot_be_followed(tmp_path: Path) -> None:
    path = saved(tmp_path, a_session())
    try:
        path = path.rename(tmp_path / os.fsdecode(b"f\xff.toml"))
    except OSError:
        pytest.skip("such names cannot be here")
    assert "rename it first" in refused("--team", "A", "--follows", path, "--folder", ".", at=tmp_path)


def test_a_full_session_can_be_followed(tmp_path: Path) -> None:
    path = saved(tmp_path, a_full_session(), "full.toml")
    assert load(new("--team", "A", "--follows", path, "--folder", ".", at=tmp_path)).session.actions
