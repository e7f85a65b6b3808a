"""``versions`` and ``forget``: what they say, how they end, and what the files hold afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanded import DONE, PROBLEMS, WRONG_USE, assert_one_sentence, workshop_tui
from led import begun, killed, led, session_in
from opened import A, Clock, team
from strategies import a_session

from workshop_tui.changes import notes
from workshop_tui.changes.swap import altered
from workshop_tui.reports import as_text
from workshop_tui.store import folders, session_file
from workshop_tui.store.account import account
from workshop_tui.workshop import Workshop

NASTY = "[/] \x1b]52;c;QUFB\x07 \u202egnp.exe \x9b31m"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return begun(tmp_path / "sessions")


@pytest.fixture
def twice(file: Path, clock: Clock) -> Path:
    """A session that was led twice: three states are kept."""
    led(file, folders.state(), clock, "One", "Two")
    return file


def said(*asked: str | Path, at: Path, status: int = DONE) -> str:
    """What a command prints, and on standard error where it ends with another status."""
    found = workshop_tui(*asked, at=at)
    assert found.returncode == status, found.stderr
    if status:
        assert found.stdout == ""
        assert_one_sentence(found.stderr)
        return found.stderr
    assert found.stderr == ""
    return found.stdout


# --- versions


def test_versions_are_listed_with_what_changed(twice: Path, tmp_path: Path) -> None:
    before = twice.read_bytes()
    assert said("versions", twice, at=tmp_path).splitlines() == [
        f"{twice.name}: 3 versions on this computer, the newest first",
        "",
        "1. 2 March 2026, 10:30: what the file holds now",
        "   - Team: Two (was One)",
        "",
        "2. 2 March 2026, 09:30",
        "   - Team: One (was Riverside)",
        "",
        "3. 2 March 2026, 09:30",
        "   - The oldest that is kept",
    ]
    assert twice.read_bytes() == before
    assert [one.name for one in twice.parent.iterdir()] == [twice.name]


def test_what_was_changed_by_hand_since_is_listed_first(twice: Path, tmp_path: Path) -> None:
    twice.write_bytes(twice.read_bytes().replace(b'team = "Two"', b'team = "By hand"'))
    lines = said("versions", twice, at=tmp_path).splitlines()
    assert lines[2:4] == ["The file as it is now; since the newest version:", "   - Team: By hand (was Two)"]
    assert "now" not in "".join(lines[4:])


def test_hostile_words_are_shown_and_not_obeyed(file: Path, tmp_path: Path, clock: Clock) -> None:
    workshop = Workshop.open(file, folders.state(), clock)
    for number in range(9):
        workshop.take("a note", notes.add, f"n{number}", A, "works", NASTY + "x" * 9000)
    workshop.leave()
    text = said("versions", file, at=tmp_path)
    assert all(char.isprintable() for char in text.replace("\n", ""))
    assert "[/]" in text
    assert "   - and 5 more\n" in text
    assert len(text) < 2000


def test_one_can_be_read(twice: Path, tmp_path: Path, clock: Clock) -> None:
    text = said("versions", twice, "--show", "2", at=tmp_path)
    assert text.startswith("One\nWorkshop of 2 March 2026: under way\n")
    twice.write_bytes(twice.read_bytes().replace(b'team = "Two"', b'team = "One"'))
    assert text == as_text.session(account(twice, clock().date())) + "\n"


def test_going_back_says_one_sentence(twice: Path, tmp_path: Path) -> None:
    done = said("versions", twice.name, "--restore", "2", at=twice.parent)
    assert done == f"{twice.name} is as it was on 2 March 2026 at 09:30 again; what it held before is version 2.\n"
    assert session_in(twice).team == "One"
    assert session_in(twice).id == a_session().id
    assert "2. 2 March 2026, 10:30\n   - Team: Two (was Riverside)" in said("versions", twice, at=tmp_path)
    assert said("versions", twice, "--restore", "2", at=tmp_path).count("\n") == 1
    assert session_in(twice).team == "Two", "and back again"


def test_what_came_up_on_the_way_goes_to_standard_error(twice: Path, tmp_path: Path, clock: Clock) -> None:
    workshop = Workshop.open(twice, folders.state(), clock)
    team(workshop, "Only in the journal")
    killed(workshop)
    window = Workshop.open(twice, folders.state(), clock)
    killed(window)
    other = Workshop.open(twice, tmp_path / "elsewhere", clock)
    found = workshop_tui("versions", twice, "--restore", "2", at=tmp_path)
    assert found.returncode == DONE
    assert_one_sentence(found.stderr)
    assert "1 change from 2 March 2026, 11:30 was brought back" in found.stderr
    assert "open in another window since" in found.stderr
    other.leave()
    assert session_in(twice).team == "One"
    assert "Team: Only in the journal (was Two)" in said("versions", twice, at=tmp_path)


@pytest.mark.parametrize("raw", [b"team = 'unclosed\n", bytes(400), b""])
def test_a_file_that_cannot_be_used_comes_back(twice: Path, tmp_path: Path, raw: bytes) -> None:
    good = twice.read_bytes()
    twice.write_bytes(raw)
    found = workshop_tui("versions", twice, at=tmp_path)
    assert found.returncode == DONE
    assert_one_sentence(found.stderr)
    assert found.stderr.startswith(f"{twice}:")
    assert "1. 2 March 2026, 10:30\n   - Team: Two (was One)\n" in found.stdout
    assert said("versions", twice, "--show", "1", at=tmp_path).startswith("Two\n")
    assert "what it held before is version 1" in said("versions", twice, "--restore", "1", at=tmp_path)
    assert twice.read_bytes() == good
    listed = " ".join(said("versions", twice, at=tmp_path).split())
    assert "- cannot be read: " in listed
    assert "2. 2 March 2026, 10:30: what the file holds now" in listed
    assert "version 1 cannot be read" in said("versions", twice, "--restore", "1", at=tmp_path, status=WRONG_USE)
    assert "version 1 cannot be read" in said("versions", twice, "--show", "1", at=tmp_path, status=WRONG_USE)


def test_a_file_that_has_gone_comes_back(twice: Path, tmp_path: Path) -> None:
    good = twice.read_bytes()
    twice.unlink()
    found = workshop_tui("versions", twice, at=tmp_path)
    assert (found.returncode, found.stderr) == (DONE, f"{twice}: there is no such file\n")
    said("versions", twice, "--restore", "1", at=tmp_path)
    assert twice.read_bytes() == good


def test_a_file_that_was_renamed_keeps_its_versions(twice: Path, tmp_path: Path) -> None:
    new = twice.rename(twice.with_name("new name.toml"))
    told = said("versions", twice, "--restore", "2", at=tmp_path, status=WRONG_USE)
    assert "this session lies in new name.toml now; name that file" in told
    said("versions", new, "--restore", "2", at=tmp_path)
    assert session_in(new).team == "One"


def test_without_versions_the_status_is_1(file: Path, tmp_path: Path) -> None:
    for asked in ([], ["--restore", "1"], ["--show", "1"]):
        told = said("versions", file, *asked, at=tmp_path, status=PROBLEMS)
        assert told == f"workshop-tui: {file}: this computer keeps no earlier state of it\n"
    file.write_bytes(b"x = [\n")
    told = said("versions", file, at=tmp_path, status=PROBLEMS)
    assert f"{file}:1: the file is not valid TOML: " in told
    assert told.endswith("; this computer keeps no earlier state of it\n")


@pytest.mark.parametrize("number", ["0", "-1", "4", "99999999999999999999"])
@pytest.mark.parametrize("option", ["--restore", "--show"])
def test_a_number_that_there_is_not(twice: Path, tmp_path: Path, option: str, number: str) -> None:
    before = twice.read_bytes()
    told = said("versions", twice, option, number, at=tmp_path, status=WRONG_USE)
    assert f"there is no version {number}; there are 1 to 3, and 1 is the newest" in told
    assert twice.read_bytes() == before


@pytest.mark.parametrize(
    "asked",
    [["--restore", "one"], ["--restore", "1.5"], ["--restore"], ["--show", "1", "--restore", "1"], ["--rest", "1"]],
)
def test_wrong_use(twice: Path, tmp_path: Path, asked: list[str]) -> None:
    found = workshop_tui("versions", twice, *asked, at=tmp_path)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert found.stderr.startswith("usage: workshop-tui")


def test_what_is_no_session_file(file: Path, tmp_path: Path) -> None:
    assert "there is no such file" in said("versions", "none.toml", at=tmp_path, status=WRONG_USE)
    assert "this is a folder" in said("versions", file.parent, at=tmp_path, status=WRONG_USE)
    assert "this is a folder" in said("versions", file.parent, "--restore", "1", at=tmp_path, status=WRONG_USE)


def test_a_read_only_file_is_told_and_stays(twice: Path, tmp_path: Path) -> None:
    twice.chmod(0o444)
    told = said("versions", twice, "--restore", "2", at=tmp_path, status=WRONG_USE)
    assert told.endswith("cannot be written: the file is read-only. Nothing was changed\n")
    assert session_in(twice).team == "Two"


# --- forget


def kept_files() -> list[str]:
    return sorted(one.name for one in folders.state().rglob("*") if one.is_file())


def test_forget_removes_all_but_the_file(twice: Path, tmp_path: Path) -> None:
    before = twice.read_bytes()
    assert said("forget", twice, at=tmp_path) == "Removed from this computer: 3 versions.\n"
    assert kept_files() == []
    assert twice.read_bytes() == before
    assert [one.name for one in twice.parent.iterdir()] == [twice.name]
    said("versions", twice, at=tmp_path, status=PROBLEMS)
    assert said("forget", twice, at=tmp_path) == "This computer keeps nothing of this session.\n"


def test_forget_loses_nothing_unasked(twice: Path, tmp_path: Path, clock: Clock) -> None:
    workshop = Workshop.open(twice, folders.state(), clock)
    workshop.take("a note", notes.add, "n1", A, "works", NASTY)
    workshop.cast(A, 3)
    killed(workshop)
    before = kept_files()
    told = said("forget", twice, at=tmp_path, status=WRONG_USE)
    assert 'only this computer has: New note on Item a (works): "[/] ' in told
    assert '1 answer to "Item a", not revealed' in told
    assert "--even-unsaved" in told
    assert kept_files() == before
    done = said("forget", twice, "--even-unsaved", at=tmp_path)
    assert done == "Removed from this computer: 3 versions, 1 journal and the totals of open rounds.\n"
    assert kept_files() == []
    assert session_in(twice).notes == ()


def test_forget_leaves_an_open_session_alone(twice: Path, tmp_path: Path, clock: Clock) -> None:
    workshop = Workshop.open(twice, folders.state(), clock)
    team(workshop, "Three")
    before = kept_files()
    told = said("forget", twice, "--even-unsaved", at=tmp_path, status=WRONG_USE)
    assert "this session is open in another window since" in told
    assert kept_files() == before
    workshop.leave()
    assert session_in(twice).team == "Three"


def test_forget_of_a_file_that_has_gone(twice: Path, tmp_path: Path) -> None:
    other = twice.with_name("other.toml")
    session_file.save(other, altered(a_session(), id="other1"), None)
    twice.unlink()
    assert said("forget", twice, at=tmp_path) == "Removed from this computer: 3 versions.\n"
    assert "there is no such file" in said("forget", twice, at=tmp_path, status=WRONG_USE)
    assert [one.name for one in twice.parent.iterdir()] == ["other.toml"]
