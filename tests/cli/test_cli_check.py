"""``check``, and what every command says to a file that cannot be used: one sentence, and hands off the file."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from commanded import DONE, PROBLEMS, WRONG_USE, assert_one_sentence, workshop_tui
from made import a_full_session, a_session, saved
from odd_files import NEWER, NOT_UNDERSTOOD, PNG, START, UNUSABLE, USABLE


def problem_of(name: str, line: int | None) -> str:
    return f"{name}:{line}: " if line else f"{name}: "


# --- a file that cannot be used


@pytest.mark.parametrize("case", UNUSABLE)
def test_check_says_what_is_wrong_in_one_line(case: str, tmp_path: Path) -> None:
    raw, line, expected = UNUSABLE[case]
    (tmp_path / "bad.toml").write_bytes(raw)
    found = workshop_tui("check", "bad.toml", at=tmp_path)
    assert (found.returncode, found.stderr) == (PROBLEMS, "1 file checked: 1 problem\n")
    assert_one_sentence(found.stdout)
    assert found.stdout.startswith(problem_of("bad.toml", line))
    assert expected in found.stdout
    assert (tmp_path / "bad.toml").read_bytes() == raw


@pytest.mark.parametrize("case", UNUSABLE)
def test_show_says_the_same_in_one_sentence(case: str, tmp_path: Path) -> None:
    raw, line, expected = UNUSABLE[case]
    (tmp_path / "bad.toml").write_bytes(raw)
    found = workshop_tui("show", "bad.toml", at=tmp_path)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert_one_sentence(found.stderr)
    assert found.stderr.startswith(f"workshop-tui: {problem_of('bad.toml', line)}")
    assert expected in found.stderr
    assert (tmp_path / "bad.toml").read_bytes() == raw


@pytest.mark.parametrize(
    "asked",
    [["show", "--json", "bad.toml"], ["report", "bad.toml"], ["report", "bad.toml", "-o", "o.md"], ["open", "bad.toml"],
     ["new", "--team", "A", "--follows", "bad.toml", "--folder", "made"]],
)  # fmt: skip
def test_every_command_says_it(asked: list[str], tmp_path: Path) -> None:
    raw, line, expected = UNUSABLE["fraction"]
    (tmp_path / "bad.toml").write_bytes(raw)
    found = workshop_tui(*asked, at=tmp_path)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert_one_sentence(found.stderr)
    assert expected in found.stderr
    assert f"bad.toml:{line}:" in found.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["bad.toml"]
    assert (tmp_path / "bad.toml").read_bytes() == raw


@pytest.mark.parametrize("text", [NEWER, NOT_UNDERSTOOD], ids=["understood", "not understood"])
def test_a_newer_format_is_told_with_what_reads_it(text: str, tmp_path: Path) -> None:
    (tmp_path / "newer.toml").write_text(text, encoding="utf-8")
    checked = workshop_tui("check", "newer.toml", at=tmp_path)
    assert checked.returncode == PROBLEMS
    assert_one_sentence(checked.stdout)
    told = "this file was written by a newer version of workshop-tui (session format 2; this one reads format 1)"
    assert checked.stdout == f"newer.toml:1: {told}; open it with that version\n"
    for asked in (["show"], ["show", "--json"], ["report"], ["open"]):
        found = workshop_tui(*asked, "newer.toml", at=tmp_path)
        assert_one_sentence(found.stderr)
        if asked == ["open"] or text == NOT_UNDERSTOOD:
            assert (found.returncode, found.stdout) == (WRONG_USE, "")
        else:
            assert (found.returncode, "Team North" in found.stdout, told in found.stderr) == (DONE, True, True)
    assert (tmp_path / "newer.toml").read_text(encoding="utf-8") == text


def test_several_problems_are_counted_in_one_sentence_and_told_by_check(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(f'{START}people = "many"\nstate = 3\n', encoding="utf-8")
    shown = workshop_tui("show", "bad.toml", at=tmp_path)
    assert_one_sentence(shown.stderr)
    assert shown.stderr.endswith("(and 1 more: workshop-tui check tells them all)\n")
    checked = workshop_tui("check", "bad.toml", at=tmp_path)
    assert [re.match(r"bad\.toml:(\d+): ", line)[1] for line in checked.stdout.splitlines()] == ["5", "6"]  # type: ignore[index]


# --- what is no file


def no_file(kind: str, at: Path) -> str:
    """Make what is no file, and say how it is called."""
    made = at / "odd.toml"
    if kind == "folder":
        made.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes here")
        os.mkfifo(made)
    elif kind == "dangling link":
        made.symlink_to(at / "gone")
    elif kind == "link to itself":
        made.symlink_to(made)
    elif kind == "device":
        return "/dev/zero"
    elif kind == "name too long":
        return "x" * 300
    elif kind == "in a file":
        (at / "file").write_text("x", encoding="utf-8")
        return "file/odd.toml"
    return "odd.toml"


NO_FILES = {
    "missing": "there is no such file",
    "folder": "this is a folder; name a file in it",
    "pipe": "not a regular file but a device or a pipe",
    "dangling link": "a link to a file that is not there",
    "link to itself": "cannot be opened",
    "device": "not a regular file but a device or a pipe",
    "name too long": "cannot be opened",
    "in a file": "cannot be opened",
}


@pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links are others there")
@pytest.mark.parametrize("kind", NO_FILES)
def test_show_of_what_is_no_file(kind: str, tmp_path: Path) -> None:
    name = no_file(kind, tmp_path)
    found = workshop_tui("show", name, at=tmp_path)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert_one_sentence(found.stderr)
    assert found.stderr.startswith(f"workshop-tui: {name}: ")
    assert NO_FILES[kind] in found.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links are others there")
@pytest.mark.parametrize("kind", NO_FILES)
def test_check_of_what_is_no_file(kind: str, tmp_path: Path) -> None:
    name = no_file(kind, tmp_path)
    found = workshop_tui("check", name, at=tmp_path)
    not_there = kind in ("missing", "name too long", "in a file", "folder")
    assert found.returncode == (WRONG_USE if not_there else PROBLEMS)
    assert f"{name}: " in (found.stderr if not_there else found.stdout)
    assert "Traceback" not in found.stderr


# --- what can be used and is told all the same


@pytest.mark.parametrize("case", USABLE)
def test_check_tells_what_a_person_would_want_to_mend(case: str, tmp_path: Path) -> None:
    text, line, expected = USABLE[case]
    (tmp_path / "odd.toml").write_text(text, encoding="utf-8")
    found = workshop_tui("check", "odd.toml", at=tmp_path)
    assert found.returncode == PROBLEMS
    assert f"odd.toml:{line}: " in found.stdout
    assert expected in found.stdout
    assert (tmp_path / "odd.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("case", USABLE)
@pytest.mark.parametrize("asked", [["show"], ["show", "--json"], ["report"], ["report", "--for", "outside"]])
def test_such_a_file_is_shown_all_the_same(case: str, asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(USABLE[case][0], encoding="utf-8")
    found = workshop_tui(*asked, "odd.toml", at=tmp_path)
    assert found.returncode == DONE
    assert "Team North" in found.stdout


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbf" + START.encode(), START.replace("\n", "\r\n").encode()], ids=["mark", "CRLF"]
)
def test_a_mark_at_the_beginning_and_other_line_ends_are_no_problem(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "fine.toml").write_bytes(raw)
    assert workshop_tui("check", "fine.toml", at=tmp_path).returncode == DONE
    assert workshop_tui("show", "fine.toml", at=tmp_path).returncode == DONE


# --- check as a whole


def test_nothing_wrong(tmp_path: Path) -> None:
    saved(tmp_path, a_session(), "one.toml")
    found = workshop_tui("check", "one.toml", at=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (DONE, "", "1 file checked: no problems\n")


def test_folders_are_looked_through_and_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    saved(tmp_path / "deep", a_session(), "fine.toml")
    (tmp_path / "deep" / "bad.toml").write_bytes(PNG)
    (tmp_path / "deep" / "deeper" / "worse.toml").write_bytes(b"")
    (tmp_path / "deep" / ".hidden.toml").write_bytes(b"")
    (tmp_path / "deep" / "notes.txt").write_bytes(b"not ours")
    found = workshop_tui("check", "deep", at=tmp_path)
    assert (found.returncode, found.stderr) == (PROBLEMS, "3 files checked: 2 problems\n")
    assert [line.split(": ")[0] for line in found.stdout.splitlines()] == ["deep/bad.toml", "deep/deeper/worse.toml"]


def test_a_path_that_is_not_there_counts_more_than_a_problem(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"")
    (tmp_path / "nothing").mkdir()
    found = workshop_tui("check", "gone.toml", "nothing", "bad.toml", at=tmp_path)
    assert found.returncode == WRONG_USE
    assert found.stdout.startswith("bad.toml: ")
    assert found.stderr.splitlines()[:2] == [
        "workshop-tui: gone.toml: there is no such file or folder",
        "workshop-tui: nothing: there is no .toml file in this folder",
    ]


def test_a_hostile_file_name_is_told_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\u202e.toml").write_bytes(b"")
    found = workshop_tui("check", "a\x1b[31m\u202e.toml", at=tmp_path)
    assert found.returncode == PROBLEMS
    assert_one_sentence(found.stdout)


def test_hostile_words_in_a_file_are_shown_harmlessly(tmp_path: Path) -> None:
    hostile = "\x1b]52;c;AAAA\x07\x9b31m\u202e\r\x00"
    path = saved(tmp_path, a_full_session(hostile))
    for asked in (["show"], ["show", "--json"], ["report"], ["report", "--for", "outside"]):
        told = workshop_tui(*asked, path, at=tmp_path).stdout
        assert all(char == "\n" or char.isprintable() for char in told)


def test_links_are_followed(tmp_path: Path) -> None:
    saved(tmp_path, a_session(), "real.toml")
    (tmp_path / "link.toml").symlink_to("real.toml")
    assert workshop_tui("show", "link.toml", at=tmp_path).returncode == DONE
