"""The command line as a whole: help, wrong use, what is printed where, and what is never imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanded import DONE, PROBLEMS, WRONG_USE, environment, workshop_tui
from made import a_full_session, a_rating, a_session, its_earlier_session, saved

from workshop_tui import __version__
from workshop_tui.cli import _COMMANDS

SHOWN_BY = ("show", "check")


@pytest.mark.parametrize("asked", [["--help"], ["-h"], *([name, "--help"] for name in _COMMANDS)])
def test_help_is_given_and_is_no_mistake(asked: list[str], tmp_path: Path) -> None:
    found = workshop_tui(*asked, at=tmp_path)
    assert (found.returncode, found.stderr) == (DONE, "")
    assert found.stdout.startswith("usage: workshop-tui")


def test_help_names_every_command(tmp_path: Path) -> None:
    told = workshop_tui("--help", at=tmp_path).stdout
    assert [name for name in _COMMANDS if f"\n    {name} " not in told] == []


def test_the_version(tmp_path: Path) -> None:
    found = workshop_tui("--version", at=tmp_path)
    assert (found.returncode, found.stdout) == (DONE, f"workshop-tui {__version__}\n")


@pytest.mark.parametrize(
    "asked",
    [
        ["nonsense"],
        ["--nonsense"],
        ["show"],
        ["check"],
        ["new"],
        ["open"],
        ["report", "x.toml", "--to", "pptx"],
        ["report", "x.toml", "--for", "everybody"],
        ["schema", "nonsense"],
        ["frameworks", "nonsense"],
        ["show", "x.toml", "--js"],
        ["new", "--team", "A", "--people", "many"],
    ],
)
def test_wrong_use_is_told_on_standard_error_with_status_2(asked: list[str], tmp_path: Path) -> None:
    found = workshop_tui(*asked, at=tmp_path)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert found.stderr.startswith("usage: workshop-tui")
    assert "Traceback" not in found.stderr


# --- what is imported


def imported(asked: list[str], at: Path) -> set[str]:
    """The names of all modules that a command has imported when it ends, packages of others among them."""
    script = (
        "import sys\n"
        "from workshop_tui.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('imported', *sys.modules, file=sys.stderr)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, *asked],
        cwd=at,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
        env=environment(),
    )
    return set(found.stderr.splitlines()[-1].split()[1:])


HEAVY = {"textual", "rich", "networkx"}


def test_the_program_knows_what_it_has_imported(tmp_path: Path) -> None:
    assert {"workshop_tui.cli", "argparse"} <= imported(["--version"], tmp_path)


@pytest.mark.parametrize("asked", [["--help"], ["--version"], ["show", "--help"], ["new", "--help"]])
def test_help_imports_nothing_heavy(asked: list[str], tmp_path: Path) -> None:
    assert imported(asked, tmp_path) & {*HEAVY, "pydantic", "tomli", "platformdirs"} == set()


@pytest.mark.parametrize(
    "asked",
    [
        ["check", "now.toml"],
        ["show", "now.toml"],
        ["show", "now.toml", "--json"],
        ["report", "now.toml", "--for", "outside"],
        ["new", "--team", "A", "--folder", "."],
        ["frameworks", "list"],
        ["schema", "session"],
    ],
)
def test_no_command_without_a_screen_imports_the_screen(asked: list[str], tmp_path: Path) -> None:
    saved(tmp_path, its_earlier_session(), "earlier.toml")
    saved(tmp_path, a_full_session(), "now.toml")
    found = imported(asked, tmp_path)
    assert "pydantic" in found
    assert found & HEAVY == set()


# --- output that is cut off, full, or of another alphabet


@pytest.fixture
def long_session(tmp_path: Path) -> Path:
    return saved(tmp_path, a_session(*(a_rating(f"item-{number}", (1, 5, 0, 4, 1)) for number in range(400))))


@pytest.mark.skipif(os.name == "nt", reason="pipes break in another way there")
def test_a_reader_that_goes_away_is_no_mistake(long_session: Path) -> None:
    command = [sys.executable, "-m", "workshop_tui", "show", str(long_session)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == b"Team North\n"
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == DONE


@pytest.mark.skipif(os.name == "nt", reason="pipes break in another way there")
def test_a_reader_that_had_gone_before_is_no_mistake_either(tmp_path: Path) -> None:
    path = saved(tmp_path, a_session())
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "workshop_tui", "show", str(path)]
    found = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60, env=environment())
    os.close(writer)
    assert (found.returncode, found.stderr) == (DONE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("command", [*SHOWN_BY, "--help", "--version"])
def test_a_disk_that_is_full_is_told(command: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("x", encoding="utf-8")
    path = saved(tmp_path, a_session(), "fine.toml") if command == "show" else tmp_path / "wrong.toml"
    with open("/dev/full", "w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "workshop_tui", command, str(path)],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=60, env=environment(),
        )  # fmt: skip
    assert found.returncode == WRONG_USE
    assert found.stderr.splitlines()[-1] == "workshop-tui: the output cannot be written: no space left on device"


def test_letters_that_a_pipe_does_not_know_do_no_harm(tmp_path: Path) -> None:
    path = saved(tmp_path, a_session(team="Müller 日本"))
    found = workshop_tui("show", path, at=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (found.returncode, found.stderr) == (DONE, "")
    assert found.stdout.startswith("M?ller ??\n")


def test_json_keeps_every_letter_even_there(tmp_path: Path) -> None:
    path = saved(tmp_path, a_session(team="Müller 日本"))
    found = workshop_tui("show", path, "--json", at=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert r'"team": "M\u00fcller \u65e5\u672c"' in found.stdout


def test_without_standard_output_nothing_fails(tmp_path: Path) -> None:
    path = saved(tmp_path, a_session())
    script = (
        f"import sys\nsys.stdout = None\nfrom workshop_tui.cli import main\nsys.exit(main(['show', {str(path)!r}]))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], stderr=subprocess.PIPE, check=False, timeout=60, env=environment()
    )
    assert (found.returncode, found.stderr) == (DONE, b"")


def test_a_file_whose_name_is_no_text_is_told_by_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"f\xff")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("such names cannot be here")
    found = workshop_tui("new", "--team", "A", "--date", "2026-12-01", "--folder", b"f\xff", at=tmp_path)
    assert (found.returncode, found.stderr) == (DONE, "")
    assert os.fsencode(found.stdout) == b"f\xff/2026-12-01-a.toml\n"
    assert (folder / "2026-12-01-a.toml").is_file()


def test_a_mistake_of_ours_is_not_hidden_and_tells_nobodys_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from workshop_tui import cli

    def broken(_: object) -> int:
        raise KeyError("Mandy shouted")

    monkeypatch.setattr("workshop_tui.cli.schema.run", broken)
    assert cli.main(["schema", "session"]) == WRONG_USE
    said = capsys.readouterr()
    assert said.out == ""
    assert "failed, and no file was harmed" in said.err
    assert "Traceback" not in said.err
    [report] = (Path(os.environ["XDG_STATE_HOME"]) / "workshop-tui").glob("crash-*.txt")
    assert "in broken" in report.read_text()
    assert "KeyError" in report.read_text()
    assert not any("Mandy" in text for text in (said.err, report.read_text()))
    if os.name == "posix":
        assert (report.stat().st_mode & 0o077, report.parent.stat().st_mode & 0o077) == (0, 0)


def test_problems_found_have_a_status_of_their_own() -> None:
    assert (DONE, PROBLEMS, WRONG_USE) == (0, 1, 2)
