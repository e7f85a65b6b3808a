"""What a person meets with a file that is not as it should be: told, shown where it can be, mended in a copy."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest
import tomli
from commanded import DONE, PROBLEMS, WRONG_USE, assert_one_sentence, workshop_tui
from odd_files import ACTION, PNG, START, UNUSABLE, WINDOWS, rated

from workshop_tui.cli import main

UMLAUTS = f"# by Jörg\n{START}service = 'Fürsorge'  # höher\n"
FRAMEWORK = 'format = "workshop-framework/1"\nid = "f"\ntitle = "Früh"\nlevels = ["a", "b", "c"]\n'
FRAMEWORK += '[[items]]\nid = "x"\ntitle = "X"\n'
AGENDA = 'format = "workshop-agenda/1"\nid = "a"\ntitle = "Ä"\n'
AGENDA += '[[steps]]\nid = "x"\nkind = "talk"\ntitle = "X"\nminutes = 5\n'
TEXTS = 'format = "workshop-texts/1"\nid = "room"\npurpose = ["Schön, dass Sie da sind."]\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a person is in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, content: str | bytes) -> Path:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return Path(name)


# --- open says what check and show say (test_cli_check.py), before any screen


@pytest.mark.parametrize("case", UNUSABLE)
def test_open_says_it_in_one_sentence(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    raw, line, expected = UNUSABLE[case]
    path = write("bad.toml", raw)
    assert main(["open", "bad.toml"]) == WRONG_USE
    out, told = capsys.readouterr()
    assert out == ""
    assert_one_sentence(told)
    assert told.startswith(f"workshop-tui: bad.toml:{line}: " if line else "workshop-tui: bad.toml: ")
    assert expected in told
    assert path.read_bytes() == raw


@pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links are others there")
def test_open_takes_regular_files_only(capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.toml")
    Path("folder.toml").mkdir()
    Path("dangling.toml").symlink_to("nowhere")
    Path("device.toml").symlink_to("/dev/zero")
    for name, expected in {
        "pipe.toml": "not a regular file but a device or a pipe",
        "device.toml": "not a regular file but a device or a pipe",
        "folder.toml": "this is a folder; name a file in it",
        "dangling.toml": "a link to a file that is not there",
    }.items():
        assert main(["open", name]) == WRONG_USE
        told = capsys.readouterr().err
        assert_one_sentence(told)
        assert told.startswith(f"workshop-tui: {name}: ")
        assert expected in told


# --- what can be shown is shown, and nothing of it is dropped


def test_show_leaves_out_nothing_that_does_not_agree(here: Path) -> None:
    lost = 'id = "n"\nframework = "f"\nitem = "lost"\ntext = "said of nothing"\n'
    actions = ACTION.replace('"x"', '"first thing"') + ACTION.replace('"x"', '"second thing"')
    write("odd.toml", f"{rated('[1, 2, 3]')}[[notes]]\n{lost}{actions}")
    found = workshop_tui("show", "odd.toml", at=here)
    assert found.returncode == DONE
    for words in ("said of nothing", "first thing", "second thing"):
        assert words in found.stdout


@pytest.mark.parametrize("written", ['"2026-09-10"', "2026-09-10T23:30:00", "2026-09-10 23:30:00-08:00", '"20260910"'])
def test_a_day_that_is_written_in_another_way_is_made_regular(written: str, here: Path) -> None:
    write("odd.toml", START.replace("2026-09-10", written))
    shown = workshop_tui("show", "odd.toml", "--json", at=here)
    assert (shown.returncode, json.loads(shown.stdout)["date"]) == (DONE, "2026-09-10")
    checked = workshop_tui("check", "odd.toml", at=here)
    assert checked.returncode == PROBLEMS
    assert checked.stdout.startswith("odd.toml:4: date should be a plain day")


@pytest.mark.parametrize("ends", ["\r\n", "mixed"])
def test_line_ends_of_other_systems_are_read_in_silence(ends: str, here: Path) -> None:
    write("fine.toml", START.replace("\n", "\r\n", 2 if ends == "mixed" else -1))
    assert workshop_tui("show", "fine.toml", at=here).returncode == DONE
    checked = workshop_tui("check", "fine.toml", at=here)
    assert (checked.returncode, checked.stdout) == (DONE, "")


def test_frameworks_tells_a_file_that_is_not_utf8_and_goes_on(here: Path) -> None:
    (here / "sessions" / "frameworks").mkdir(parents=True)
    write("sessions/frameworks/früh.toml", FRAMEWORK.encode("utf-16"))
    found = workshop_tui("frameworks", at=here)
    assert found.returncode == DONE
    assert "Conditions for success" in found.stdout
    assert_one_sentence(found.stderr)
    assert "looks like UTF-16 text; workshop-tui check --fix früh.toml writes a copy" in found.stderr


# --- all in one pass


def test_check_tells_what_does_not_fit_and_what_does_not_agree_in_one_pass(here: Path) -> None:
    text = rated("[1, 3.5, 2]", 'people = "many"\n') + f'{ACTION}onwer = "Ann"\n{ACTION}[place]\nstep = "lost"\n'
    write("odd.toml", text)
    found = workshop_tui("check", "odd.toml", at=here)
    assert (found.returncode, found.stderr) == (PROBLEMS, "1 file checked: 5 problems\n")
    assert [line.split(": ", 1)[0] for line in found.stdout.splitlines()] == [
        f"odd.toml:{number}" for number in (5, 17, 21, 23, 26)
    ]
    for sentence in (
        'people must be a whole number, without quotation marks; found "many"',
        "counts must be whole numbers of 0 or more; found 3.5",
        "unknown key onwer; did you mean owner?",
        'the id "a" stands twice',
        'there is no step "lost" in this session',
    ):
        assert sentence in found.stdout


# --- the largest file


LARGE = START + "# long\n" * 200_000  # 1.4 MB


@pytest.mark.parametrize("command", ["check", "show"])
def test_the_limit_can_be_raised(command: str, here: Path) -> None:
    write("large.toml", LARGE)
    refused = workshop_tui(command, "large.toml", at=here)
    told = refused.stdout + refused.stderr
    assert refused.returncode in (PROBLEMS, WRONG_USE)
    assert (
        "the file is 1.5 MB, more than the 1 MB that a session or framework can need; "
        "if it is the right file, set WORKSHOP_LARGEST_MB=2 to read it all the same\n"
    ) in told
    assert workshop_tui(command, "large.toml", at=here, WORKSHOP_LARGEST_MB="2").returncode == DONE


@pytest.mark.parametrize("asked", ["0", "-1", "101", "nan", "inf", "much", "1,5", "\x1b[31m"])
def test_a_limit_that_cannot_be_is_told_and_ignored(asked: str, here: Path) -> None:
    write("large.toml", LARGE)
    write("small.toml", START)
    refused = workshop_tui("show", "large.toml", at=here, WORKSHOP_LARGEST_MB=asked)
    assert refused.returncode == WRONG_USE
    assert_one_sentence(refused.stderr)
    assert "more than the 1 MB" in refused.stderr
    assert "WORKSHOP_LARGEST_MB is ignored, for it must be a number above 0 and at most 100; found" in refused.stderr
    assert workshop_tui("show", "small.toml", at=here, WORKSHOP_LARGEST_MB=asked).returncode == DONE


def test_nothing_larger_than_can_be_asked_for_is_suggested(here: Path) -> None:
    with Path("huge.toml").open("wb") as stream:
        stream.truncate(3_000_000_000)
    refused = workshop_tui("show", "huge.toml", at=here, WORKSHOP_LARGEST_MB="100")
    assert refused.returncode == WRONG_USE
    assert refused.stderr.endswith("more than the 100 MB that WORKSHOP_LARGEST_MB allows; is it the right file?\n")


# --- mended copies


@pytest.mark.parametrize(
    ("raw", "done"),
    [
        (UMLAUTS.encode("utf-16"), "it looked like UTF-16 text"),
        (UMLAUTS.encode("utf-16-le"), "it looked like UTF-16 text"),
        (UMLAUTS.encode("utf-16-be"), "it looked like UTF-16 text"),
        (UMLAUTS.encode("utf-32"), "it looked like UTF-32 text"),
        (UMLAUTS.encode("latin-1"), f"2 lines of it looked like {WINDOWS} text"),
        (UMLAUTS.encode("utf-8-sig"), "the byte-order mark at its beginning is left out"),
        (UMLAUTS.replace("\n", "\r\n").encode(), "its line ends (6 as on Windows) are plain ones now"),
        (UMLAUTS.replace("\n", "\r").encode(), "its line ends (6 as on old Macs) are plain ones now"),
        (UMLAUTS.replace("\n", "\r\n", 4).replace("g\n", "g\r").encode(), "its line ends (4 as on Windows) are plain"),
    ],
    ids=["UTF-16", "UTF-16 LE", "UTF-16 BE", "UTF-32", "Latin-1", "mark", "CRLF", "CR", "mixed"],
)
def test_fix_writes_a_copy_that_is_as_it_should_be(raw: bytes, done: str, here: Path) -> None:
    write("team.toml", raw)
    found = workshop_tui("check", "--fix", "team.toml", at=here)
    assert (found.returncode, found.stdout) == (DONE, "team (mended).toml\n")
    mended, fine, summary = found.stderr.splitlines()
    assert mended.startswith(f"team.toml: {done}")
    assert fine.startswith("team (mended).toml: the copy has no problems; look at it")
    assert summary == "1 file checked: no problems"
    assert Path("team (mended).toml").read_text(encoding="utf-8") == UMLAUTS
    assert Path("team.toml").read_bytes() == raw
    assert workshop_tui("check", "team (mended).toml", at=here).returncode == DONE


@pytest.mark.parametrize("text", [FRAMEWORK, AGENDA, TEXTS], ids=["framework", "agenda", "texts"])
def test_fix_works_for_every_kind_of_file(text: str, here: Path) -> None:
    write("own.toml", text.encode("latin-1"))
    found = workshop_tui("check", "--fix", "own.toml", at=here)
    assert (found.returncode, found.stdout) == (DONE, "own (mended).toml\n")
    assert Path("own (mended).toml").read_text(encoding="utf-8") == text


def test_fix_mends_days_where_they_stand_and_nothing_else(here: Path) -> None:
    text = START.replace("2026-09-10", '"2026-09-10"  # "2026-01-01"')
    action = f'{ACTION}due = 2026-10-01T09:00:00Z\nnote = "2026-01-01" # mine\n'
    began = "[place]\nbegan = 2026-09-10T09:30:00+02:00\n"
    write("team.toml", text + action + began)
    found = workshop_tui("check", "--fix", "team.toml", at=here)
    assert found.returncode == PROBLEMS
    assert found.stderr.splitlines() == [
        'team.toml: date in line 4 is 2026-09-10 now; it was "2026-09-10"',
        "team.toml: due in line 8 is 2026-10-01 now; it was 2026-10-01T09:00:00Z",
        "team.toml: began in line 11 is 2026-09-10 09:30:00 now; it was 2026-09-10T09:30:00+02:00",
        "team (mended).toml: 1 problem left; what follows must be mended by hand",
        "team (mended).toml:9: unknown key note; it is kept, but nothing reads it",
        "1 file checked: 1 problem left",
    ]
    expected = (
        (text + action + began).replace('"2026-09-10"', "2026-09-10").replace("2026-10-01T09:00:00Z", "2026-10-01")
    )
    expected = expected.replace("2026-09-10T09:30:00+02:00", "2026-09-10 09:30:00")
    assert Path("team (mended).toml").read_text(encoding="utf-8") == expected


def test_fix_tells_what_is_left_with_the_lines_of_the_copy(here: Path) -> None:
    write("bad.toml", rated("[1, 3.5, 2]").replace("\n", "\r").encode("utf-16"))
    found = workshop_tui("check", "--fix", "bad.toml", at=here)
    assert (found.returncode, found.stdout) == (PROBLEMS, "bad (mended).toml\n")
    assert 'bad (mended).toml:16: in "Shared purpose": counts must be whole numbers' in found.stderr


def test_fix_of_what_is_well_writes_nothing(here: Path) -> None:
    write("fine.toml", UMLAUTS)
    found = workshop_tui("check", "--fix", "fine.toml", at=here)
    assert (found.returncode, found.stdout) == (DONE, "")
    assert found.stderr.splitlines()[0] == "fine.toml: there is nothing to mend, and no copy is written"
    assert os.listdir() == ["fine.toml"]  # noqa: PTH208


@pytest.mark.parametrize("case", ["PNG", "zeros", "empty", "damaged", "fraction", "not TOML", "another format"])
def test_fix_of_what_it_cannot_mend_says_so(case: str, here: Path) -> None:
    raw, line, expected = UNUSABLE[case]
    write("bad.toml", raw)
    found = workshop_tui("check", "--fix", "bad.toml", at=here)
    assert (found.returncode, found.stdout) == (PROBLEMS, "")
    by_hand, told, _ = found.stderr.splitlines()
    assert by_hand == "bad.toml: nothing in it can be mended for you; what follows must be mended by hand"
    assert told.startswith(f"bad.toml:{line}: " if line else "bad.toml: ")
    assert expected in told
    assert os.listdir() == ["bad.toml"]  # noqa: PTH208


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes there")
def test_fix_reads_regular_files_only(here: Path) -> None:
    os.mkfifo("pipe.toml")
    write("large.toml", LARGE.encode("utf-16"))
    found = workshop_tui("check", "--fix", "pipe.toml", "large.toml", "gone.toml", at=here)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert "gone.toml: there is no such file" in found.stderr
    assert "pipe.toml: this is not a regular file" in found.stderr
    assert "large.toml: the file is 2.9 MB" in found.stderr


def test_fix_takes_several_files_and_folders_and_never_writes_over_any(here: Path) -> None:
    (here / "deep").mkdir()
    write("deep/a.toml", UMLAUTS.encode("latin-1"))
    write("deep/a (mended).toml", "somebody's own")
    write("b.toml", UMLAUTS.encode("utf-16"))
    write("deep/c.toml", PNG)
    for _ in range(2):  # the second time the copies are there, and are named again
        found = workshop_tui("check", "--fix", "deep/a.toml", "b.toml", at=here)
        assert (found.returncode, found.stdout.splitlines()) == (DONE, ["deep/a (mended 2).toml", "b (mended).toml"])
    found = workshop_tui("check", "--fix", "deep", at=here)
    assert found.returncode == PROBLEMS
    assert found.stdout == "deep/a (mended 2).toml\n"
    assert Path("deep/a (mended).toml").read_text() == "somebody's own"
    assert sorted(one.name for one in here.rglob("*.toml")) == [
        "a (mended 2).toml", "a (mended).toml", "a.toml", "b (mended).toml", "b.toml", "c.toml",
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "why"), [(errno.ENOSPC, "no space left"), (errno.EROFS, "read-only file system")])
def test_fix_where_nothing_can_be_written_says_so(
    number: int, why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("team.toml", UMLAUTS.encode("latin-1"))

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    assert main(["check", "--fix", "team.toml"]) == PROBLEMS
    out, told = capsys.readouterr()
    assert out == ""
    assert told.startswith(f"team.toml: the mended copy cannot be written beside it: {why}")
    assert os.listdir() == ["team.toml"]  # noqa: PTH208


def test_a_hostile_name_and_hostile_words_are_told_harmlessly(here: Path) -> None:
    name = "a\x1b[31m\u202e b.toml"
    write(name, START.replace("2026-09-10", '"2026-09-10\\u001b[2J"').replace("T", "Ü").encode("latin-1"))
    found = workshop_tui("check", "--fix", name, at=here)
    assert found.returncode == PROBLEMS
    assert all(char == "\n" or char.isprintable() for char in found.stdout + found.stderr)
    checked = workshop_tui("check", name, at=here)
    assert_one_sentence(checked.stdout)
    assert 'check --fix "a' in checked.stdout


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_copy_is_as_private_as_the_file(here: Path) -> None:
    write("team.toml", UMLAUTS.encode("latin-1")).chmod(0o600)
    workshop_tui("check", "--fix", "team.toml", at=here)
    assert stat.S_IMODE(Path("team (mended).toml").stat().st_mode) == 0o600


def test_the_words_of_the_copy_can_be_read(here: Path) -> None:
    write("team.toml", f"{START}service = 'Fürsorge “Ost” – 5 €'\n".encode("cp1252"))
    workshop_tui("check", "--fix", "team.toml", at=here)
    assert tomli.loads(Path("team (mended).toml").read_text("utf-8"))["service"] == "Fürsorge “Ost” – 5 €"
    assert "Fürsorge “Ost” – 5 €" in workshop_tui("show", "team (mended).toml", at=here).stdout


@pytest.mark.parametrize(
    "asked", [["show", "a\x1b[31m\u202eb.toml", "c\x07.toml"], ["show", "--no\x1b[31m"], ["--fo\x9b"]]
)
def test_wrong_use_is_told_harmlessly_too(asked: list[str], here: Path) -> None:
    found = workshop_tui(*asked, at=here)
    assert found.returncode == WRONG_USE
    assert all(char.isprintable() or char == "\n" for char in found.stderr), repr(found.stderr)
