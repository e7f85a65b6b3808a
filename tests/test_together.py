"""Two files of one session in one: what is refused, what is written where, and how conflicts read."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from made import DAY, a_full_session, a_rating, a_session, saved

from workshop_tui import together
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Action
from workshop_tui.model.session import ItemKey, Note, Session
from workshop_tui.store import safe_save, toml_in
from workshop_tui.store.problem import FileProblem
from workshop_tui.store.session_file import load, text_of

ONE = ItemKey("ours", "one")
BASE = a_session(a_rating("one", title="Shared purpose"))


def agreed(level: int | None, **fields: Any) -> Session:
    """The session with a level, and whatever else is said."""
    return altered(BASE, ratings=(altered(BASE.ratings[0], agreed=level),), **fields)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Ours agreed on 3 and has a note, theirs agreed on 4 and has a service, the base has neither."""
    ours = agreed(3, notes=(Note(id="n1", text="Ours"),))
    sides = {"a.toml": ours, "b.toml": agreed(4, service="Theirs"), "o.toml": BASE}
    a, b, o = (saved(tmp_path, session, name) for name, session in sides.items())
    return a, b, o


def refused(*asked: Path | None) -> str:
    """The one sentence that is said."""
    with pytest.raises(FileProblem) as caught:
        together.bring(*asked)  # type: ignore[arg-type]
    assert len(caught.value.problems) == 1
    return str(caught.value)


# Read


def test_both_sets_of_changes_are_there_and_what_both_changed_is_told(files: tuple[Path, Path, Path]) -> None:
    a, b, o = files
    found = together.bring(a, b, o)
    assert found.session == agreed(3, notes=(Note(id="n1", text="Ours"),), service="Theirs")
    assert found.text == text_of(found.session)
    assert [conflict.where for conflict in found.conflicts] == [("ratings", ONE, "agreed")]
    assert found.told == (f"{a}: Shared purpose: agreed level: 3 here, 4 in {b}; 3 stands",)


def test_without_a_base_nothing_was_taken_away(files: tuple[Path, Path, Path]) -> None:
    a, _, o = files
    assert together.bring(a, o, o).session == load(a).session
    assert together.bring(o, a, a).session == BASE
    assert together.bring(o, a).session == load(a).session


@pytest.mark.parametrize("raw", [b"", b"\n", b" \r\n"])
def test_an_empty_base_is_none(files: tuple[Path, Path, Path], raw: bytes) -> None:
    a, b, o = files
    o.write_bytes(raw)
    found = together.bring(a, b, o)
    assert (found.session, found.conflicts) == (together.bring(a, b).session, together.bring(a, b).conflicts)


def test_two_sessions_are_refused_by_name(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    a, b, _ = files
    other = saved(tmp_path, altered(BASE, id="other1"), "other.toml")
    ids = "their ids are other1 and now111"
    said = f"{other}: this is not the same session as {a} ({ids}); only copies of one can be merged"
    assert refused(a, other) == refused(a, b, other) == said


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "there is no such file"),
        (b"format = 1 1\n", ":1: the file is not valid TOML"),
        (b'format = "workshop-session/9"\n', ":1: this file was written by a newer version"),
        (b"\0\0\0", "holds nothing but zeros"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(files: tuple[Path, Path, Path], place: int, raw: bytes, said: str) -> None:
    bad = files[place]
    bad.unlink()
    if raw is not None:
        bad.write_bytes(raw)
    told = refused(*files)
    assert told.startswith(str(bad))
    assert said in told


# Written


@pytest.mark.parametrize("place", [0, 1])
def test_it_is_written_in_the_place_of_a_copy_and_the_others_stay(files: tuple[Path, Path, Path], place: int) -> None:
    before = [path.read_bytes() for path in files]
    found = together.bring(*files)
    together.write(found, files[place])
    assert load(files[place]).session == found.session
    assert [path.read_bytes() for path in files if path != files[place]] == [
        raw for path, raw in zip(files, before, strict=True) if path != files[place]
    ]
    assert {path.name for path in files[0].parent.iterdir()} == {"a.toml", "b.toml", "o.toml"}, "nothing is left behind"


def test_a_copy_is_known_by_another_name(files: tuple[Path, Path, Path]) -> None:
    a, b, o = files
    link = a.with_name("link.toml")
    link.symlink_to(a)
    found = together.bring(a, b, o)
    together.write(found, link)
    assert link.is_symlink()
    assert load(a).session == found.session


def test_it_is_written_to_a_new_file(files: tuple[Path, Path, Path]) -> None:
    new = files[0].with_name("new.toml")
    found = together.bring(*files)
    together.write(found, new)
    assert new.read_text(encoding="utf-8") == found.text


@pytest.mark.parametrize("kind", ["file", "base", "folder", "fifo", "link to nothing"])
def test_no_other_file_is_ever_written_over(files: tuple[Path, Path, Path], kind: str) -> None:
    other = files[2] if kind == "base" else files[0].with_name("other")
    makes = {
        "file": lambda: other.write_text("mine"),
        "base": lambda: None,
        "folder": other.mkdir,
        "fifo": lambda: os.mkfifo(other),
        "link to nothing": lambda: other.symlink_to("nowhere"),
    }
    makes[kind]()
    before = os.lstat(other)
    with pytest.raises(FileProblem, match="this file is there already; name another"):
        together.write(together.bring(*files), other)
    assert os.lstat(other) == before
    assert not other.with_name("nowhere").exists()


def test_a_copy_that_was_changed_since_it_was_read_stays(files: tuple[Path, Path, Path]) -> None:
    found = together.bring(*files)
    theirs = text_of(agreed(5)).encode()
    files[0].write_bytes(theirs)
    with pytest.raises(FileProblem, match="changed just now by somebody else; merge again"):
        together.write(found, files[0])
    assert files[0].read_bytes() == theirs


def test_a_copy_that_has_gone_is_told(files: tuple[Path, Path, Path]) -> None:
    found = together.bring(*files)
    files[0].unlink()
    together.write(found, files[0])
    assert load(files[0]).session == found.session, "nothing was there to be written over"


def test_a_copy_that_is_being_saved_is_waited_for(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[set[str]] = []
    replace = safe_save.replace

    def seen(path: Path, *rest: Any, **more: Any) -> str:
        held.append({one.name for one in path.parent.iterdir() if "lock" in one.name})
        return replace(path, *rest, **more)

    monkeypatch.setattr(safe_save, "replace", seen)
    together.write(together.bring(*files), files[0])
    assert held == [{".~lock.a.toml.saving"}]


def test_a_copy_that_says_it_all_already_is_left_with_its_comments(files: tuple[Path, Path, Path]) -> None:
    a, _, o = files
    a.write_bytes(a.read_bytes() + b"# a comment\n")
    before = a.read_bytes()
    together.write(together.bring(a, o, o), a)
    assert a.read_bytes() == before


def test_a_disk_that_is_full_is_told_and_the_copy_stays(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    found, before = together.bring(*files), files[0].read_bytes()
    monkeypatch.setattr(safe_save, "replace", full)
    with pytest.raises(FileProblem, match="cannot be written: the disk is full"):
        together.write(found, files[0])
    assert files[0].read_bytes() == before


def test_a_folder_that_is_not_there_is_told(files: tuple[Path, Path, Path]) -> None:
    with pytest.raises(FileProblem, match="cannot be written: the folder is gone"):
        together.write(together.bring(*files), files[0].parent / "gone" / "new.toml")


def test_what_would_be_too_large_to_be_read_is_told(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = together.bring(*files)
    monkeypatch.setattr(toml_in, "LARGEST", 100)
    with pytest.raises(FileProblem, match="cannot be written: the file would become larger"):
        together.write(found, files[0].with_name("new.toml"))
    assert not files[0].with_name("new.toml").exists()


# In words


def test_every_cell_has_words(tmp_path: Path) -> None:
    ours, theirs = a_full_session("ours"), a_full_session("theirs")
    found = together.bring(saved(tmp_path, ours, "a.toml"), saved(tmp_path, theirs, "b.toml"))
    assert len(found.told) == len(found.conflicts) > 20
    assert found.told[0] == f"{tmp_path / 'a.toml'}: team: ours here, theirs in {tmp_path / 'b.toml'}; ours stands"


def test_words_that_only_differ_further_on_are_told_to_differ(tmp_path: Path) -> None:
    sides = [altered(BASE, service="x" * 100 + end) for end in "ab"]
    a, b = (saved(tmp_path, session, f"{place}.toml") for place, session in enumerate(sides))
    (told,) = together.bring(a, b).told
    assert told == f"{a}: service: {'x' * 59}… here, and otherwise in {b}; what is here stands"


def test_hostile_words_and_names_of_files_cannot_steer_a_terminal(tmp_path: Path) -> None:
    hostile = "\x1b]52;c;AAAA\x07\u202egnp\n\x9b31m"
    sides = [
        altered(BASE, actions=(Action(id="a", what=hostile, owner=f"{hostile}{end}"),), team=f"{hostile}{end}")
        for end in "ab"
    ]
    folder = tmp_path / "\x1b[31m\u202e"
    folder.mkdir()
    a, b = (saved(folder, session, f"{place}.toml") for place, session in enumerate(sides))
    told = together.bring(a, b).told
    assert len(told) == 2
    assert all(char.isprintable() for sentence in told for char in sentence)


def test_files_that_git_made_for_a_moment_are_told_by_team_and_day(tmp_path: Path) -> None:
    a = saved(tmp_path, agreed(3), ".merge_file_Qw3x")
    b = saved(tmp_path, agreed(4), ".merge_file_Er5y")
    (told,) = together.bring(a, b).told
    assert DAY.isoformat() == "2026-09-10"
    assert told == (
        "Team North, 10 September 2026: Shared purpose: agreed level: 3 here, 4 in the other branch; 3 stands"
    )


# Comments


def commented(path: Path, *words: str) -> None:
    before = path.read_text(encoding="utf-8")
    path.write_text("\n\n".join([before, *(f"# {one}" for one in words)]), encoding="utf-8")


LEFT_OUT = "in the merged file; what is worth keeping belongs into notes"


def test_without_comments_nothing_is_told(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    a, b, o = files
    commented(o, "a base is not merged")
    assert together.bring(a, b, o).not_carried(None) == ""
    assert together.bring(a, b, o).not_carried(tmp_path / "new.toml") == ""


def test_comments_of_both_are_counted_once_and_those_that_are_notes_not_at_all(files: tuple[Path, Path, Path]) -> None:
    a, b, o = files
    commented(a, "both", "only here", "Ours")  # the last is what the note says
    commented(b, "both", "only there")
    assert together.bring(a, b, o).not_carried(None) == f"{a} and {b}: 3 comments are not {LEFT_OUT}"
    assert together.bring(a, b, o).not_carried(a) == f"{a} and {b}: 3 comments are not {LEFT_OUT}"


def test_a_copy_that_stays_as_it_lies_keeps_its_comments(files: tuple[Path, Path, Path]) -> None:
    a, _, o = files
    commented(a, "both", "only here")
    commented(o, "both", "only there")
    found = together.bring(a, o, o)
    together.write(found, a)
    assert "# only here" in a.read_text(encoding="utf-8")
    assert found.not_carried(a) == f"{o}: 1 comment is not {LEFT_OUT}"
    assert found.not_carried(None) == f"{a} and {o}: 3 comments are not {LEFT_OUT}"
