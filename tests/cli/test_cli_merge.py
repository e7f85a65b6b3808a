"""``merge``: one whole file of two, by hand and by git, and nobody's work written over."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from commanded import DONE, PROBLEMS, WRONG_USE, assert_one_sentence, environment, workshop_tui
from made import a_rating, a_session, saved

from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Note, Session
from workshop_tui.store.session_file import load, session_of, text_of
from workshop_tui.store.toml_in import parse

GUIDE = (Path(__file__).parents[2] / "docs" / "merging.md").read_text(encoding="utf-8")
BASE = a_session(a_rating("one", title="Shared purpose"), a_rating("two", title="Time to think"))


def agreed(first: int | None = None, second: int | None = None) -> Session:
    levels = zip(BASE.ratings, (first, second), strict=True)
    return altered(BASE, ratings=tuple(altered(rating, agreed=level) for rating, level in levels))


def read(text: str) -> Session:
    """The session in what was printed."""
    return session_of(parse(Path("printed.toml"), text.encode()))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with two copies that differ in different items, a third that is at odds with the first, and the base."""
    sides = {"a.toml": agreed(3), "b.toml": agreed(None, 5), "c.toml": agreed(4), "o.toml": BASE}
    for name, session in sides.items():
        saved(tmp_path, session, name)
    return tmp_path


# By hand


def test_what_both_changed_apart_is_printed_whole(here: Path) -> None:
    before = {path: path.read_bytes() for path in here.iterdir()}
    found = workshop_tui("merge", "a.toml", "b.toml", "--base", "o.toml", at=here)
    assert (found.returncode, found.stderr) == (DONE, "")
    assert found.stdout == text_of(agreed(3, 5))
    assert {path: path.read_bytes() for path in here.iterdir()} == before


@pytest.mark.parametrize("base", [["--base", "o.toml"], ["--base", "empty"], []])
def test_what_both_changed_to_different_values_is_told_in_a_line(here: Path, base: list[str]) -> None:
    (here / "empty").touch()
    found = workshop_tui("merge", "a.toml", "c.toml", *base, at=here)
    assert found.returncode == PROBLEMS
    assert found.stderr == "a.toml: Shared purpose: agreed level: 3 here, 4 in c.toml; 3 stands\n"
    assert found.stdout == text_of(agreed(3))


@pytest.mark.parametrize("out", ["a.toml", "b.toml", "./a.toml", "new.toml"])
def test_it_is_written_to_a_copy_or_a_new_file(here: Path, out: str) -> None:
    found = workshop_tui("merge", "a.toml", "b.toml", "--base", "o.toml", "-o", out, at=here)
    assert (found.returncode, found.stdout, found.stderr) == (DONE, "", "")
    assert (here / out).read_text(encoding="utf-8") == text_of(agreed(3, 5))


def test_a_conflict_is_written_too(here: Path) -> None:
    found = workshop_tui("merge", "a.toml", "c.toml", "--out", "a.toml", at=here)
    assert (found.returncode, found.stdout) == (PROBLEMS, "")
    assert_one_sentence(found.stderr)
    assert load(here / "a.toml").session == agreed(3)


@pytest.mark.parametrize("out", [[], ["-o", "a.toml"], ["-o", "b.toml"], ["-o", "new.toml"]])
def test_comments_that_are_left_out_are_told_in_one_sentence(here: Path, out: list[str]) -> None:
    with (here / "b.toml").open("a", encoding="utf-8") as file:
        file.write("\n# ask Ann\n")
    found = workshop_tui("merge", "a.toml", "b.toml", "--base", "o.toml", *out, at=here)
    assert found.returncode == DONE, "it is no choice between the two"
    assert found.stderr == "b.toml: 1 comment is not in the merged file; what is worth keeping belongs into notes\n"
    assert "ask Ann" not in (found.stdout or (here / out[-1]).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["a.toml", "b.toml", "-o", "o.toml"], "o.toml: this file is there already"),
        (["a.toml", "b.toml", "--base", "o.toml", "-o", "o.toml"], "o.toml: this file is there already"),
        (["a.toml", "b.toml", "-o", "gone/new.toml"], "the folder is gone"),
        (["a.toml", "gone.toml"], "gone.toml: there is no such file"),
        (["a.toml", "b.toml", "--base", "gone.toml", "-o", "a.toml"], "gone.toml: there is no such file"),
        (["a.toml", "no.toml", "-o", "a.toml"], "no.toml:1: the file is not valid TOML"),
        (["a.toml", "other.toml", "-o", "a.toml"], "other.toml: this is not the same session as a.toml"),
        (["a.toml", "b.toml", "--base", "other.toml", "-o", "a.toml"], "this is not the same session as a.toml"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(here: Path, asked: list[str], said: str) -> None:
    saved(here, altered(BASE, id="other1"), "other.toml")
    (here / "no.toml").write_text("<<<<<<< ours\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in here.iterdir()}
    found = workshop_tui("merge", *asked, at=here)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert_one_sentence(found.stderr)
    assert said in found.stderr
    assert {path: path.read_bytes() for path in here.iterdir()} == before


@pytest.mark.parametrize("asked", [["a.toml"], ["a.toml", "b.toml", "c.toml"], ["a.toml", "b.toml", "--bas", "o.toml"]])
def test_wrong_use(here: Path, asked: list[str]) -> None:
    found = workshop_tui("merge", *asked, at=here)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert found.stderr.startswith("usage:")


def test_what_is_printed_is_the_file_whatever_the_terminal_and_cannot_steer_it(here: Path) -> None:
    hostile = "\x1b]52;c;AAAA\x07\u202egnp\u2066\x9b31m\ufeff\u2028 日本語 👩‍👩‍👧‍👦"
    note = Note.model_validate({"id": "n", "text": hostile, hostile: 1})
    saved(here, altered(agreed(3), notes=(note,)), "h.toml")
    found = workshop_tui("merge", "h.toml", "b.toml", at=here, PYTHONIOENCODING="ascii")
    assert (found.returncode, found.stderr) == (DONE, "")
    assert read(found.stdout) == altered(agreed(3, 5), notes=(note,))
    assert all(char.isprintable() or char in "\n\u200d" for char in found.stdout)
    assert "日本語" in found.stdout


# By git, set up as the guide says


DRIVER = re.findall(r"^git config merge\.workshop\.driver '(workshop-tui .*)'$", GUIDE, re.M)
ATTRIBUTES = re.findall(r"^\*\.toml merge=workshop$", GUIDE, re.M)


class Repository:
    """A repository that merges session files as the guide says; the session lies in it."""

    def __init__(self, place: Path) -> None:
        self.place, self.file = place, place / "team.toml"
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "A")
        self.git("config", "user.email", "a@example.org")
        (driver,), (attributes,) = DRIVER, ATTRIBUTES
        ours = f"{shlex.quote(sys.executable)} -m workshop_tui"
        self.git("config", "merge.workshop.driver", driver.replace("workshop-tui", ours, 1))
        (place / ".gitattributes").write_text(f"{attributes}\n", encoding="utf-8")
        self.git("add", ".gitattributes")
        self.git("commit", "--quiet", "-m", "attributes")

    def git(self, *asked: str, fails: bool = False) -> str:
        """What git says."""
        found = subprocess.run(
            ["git", *asked], cwd=self.place, env=environment(), capture_output=True, encoding="utf-8", check=False,
            stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip
        assert (found.returncode != 0) == fails, found.stdout + found.stderr
        return found.stdout + found.stderr

    def commit(self, session: Session) -> None:
        """Keep the session as it is now."""
        self.file.write_text(text_of(session), encoding="utf-8")
        self.git("add", self.file.name)
        self.git("commit", "--quiet", "-m", "change")

    def branches(self, ours: Session, theirs: Session) -> None:
        """Two branches from here; we are on ours."""
        self.git("checkout", "--quiet", "-b", "theirs")
        self.commit(theirs)
        self.git("checkout", "--quiet", "main")
        self.commit(ours)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_git_brings_edits_in_different_places_together(repository: Repository) -> None:
    old, ours, theirs = (Note(id=name, text=name) for name in ("old", "ours", "theirs"))
    repository.commit(altered(BASE, notes=(old,)))
    # neighbours in the file, where the lines of a text could not be told apart
    repository.branches(altered(BASE, notes=(ours,)), altered(agreed(3, 5), notes=(old, theirs)))
    repository.git("merge", "--quiet", "theirs")
    result = load(repository.file).session
    assert {note.id for note in result.notes} == {"ours", "theirs"}, "and what one took away is gone"
    assert result.ratings == agreed(3, 5).ratings
    assert repository.git("status", "--porcelain") == ""


def test_git_reports_the_same_cell_changed_on_both_as_a_conflict_and_the_file_is_whole(repository: Repository) -> None:
    repository.commit(BASE)
    repository.branches(agreed(3), agreed(4, 5))
    said = repository.git("merge", "theirs", fails=True)
    assert (
        "Team North, 10 September 2026: Shared purpose: agreed level: 3 here, 4 in the other branch; 3 stands" in said
    )
    assert "CONFLICT (content): Merge conflict in team.toml" in said
    assert repository.git("status", "--porcelain") == "UU team.toml\n"
    assert repository.file.read_text(encoding="utf-8") == text_of(agreed(3, 5))
    assert {path.name for path in repository.place.iterdir()} == {".git", ".gitattributes", "team.toml"}
    repository.git("commit", "--all", "--no-edit", "--quiet")
    assert repository.git("status", "--porcelain") == ""


def test_git_shows_which_side_had_comments(repository: Repository) -> None:
    repository.commit(BASE)
    repository.branches(agreed(3), agreed(None, 5))
    repository.file.write_text(f"{text_of(agreed(3))}# ask Ann\n", encoding="utf-8")
    repository.git("commit", "--all", "--quiet", "-m", "comment")
    said = repository.git("merge", "theirs")
    assert "Team North, 10 September 2026: 1 comment is not in the merged file" in said


def test_git_brings_together_what_both_branches_added(repository: Repository) -> None:
    repository.branches(agreed(3), agreed(None, 5))
    repository.git("merge", "--quiet", "theirs")
    assert load(repository.file).session == agreed(3, 5)


def test_git_rebases(repository: Repository) -> None:
    repository.commit(BASE)
    repository.branches(agreed(3), agreed(None, 5))
    repository.git("rebase", "--quiet", "theirs")
    assert load(repository.file).session == agreed(3, 5)


def test_git_leaves_another_session_to_a_person(repository: Repository) -> None:
    repository.commit(BASE)
    other = altered(agreed(None, 5), id="other1")
    repository.branches(agreed(3), other)
    said = repository.git("merge", "theirs", fails=True)
    assert "this is not the same session as" in said
    assert repository.git("status", "--porcelain") == "UU team.toml\n"
    assert load(repository.file).session == agreed(3)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind")
def test_without_an_output_to_print_to_it_asks_for_a_file(here: Path) -> None:
    command = shlex.join([sys.executable, "-m", "workshop_tui", "merge", "a.toml", "b.toml"])
    found = subprocess.run(
        ["sh", "-c", f"{command} >&-"], cwd=here, env=environment(), capture_output=True, text=True, check=False
    )
    assert found.returncode == WRONG_USE
    assert_one_sentence(found.stderr)
    assert "name one with -o OUT" in found.stderr
