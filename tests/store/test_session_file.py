"""A session's file: read, proven to read back, saved whole."""

from __future__ import annotations

import errno
import math
from pathlib import Path

import pytest
from doings import FULL_DAY
from strategies import a_session

from workshop_tui.changes import notes
from workshop_tui.model.session import Session
from workshop_tui.store import safe_save, session_file, toml_in, toml_out
from workshop_tui.store.problem import FileProblem


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    digest = session_file.save(path, FULL_DAY, None)
    kept = session_file.load(path)
    assert (kept.session, kept.digest, kept.path) == (FULL_DAY, digest, path)
    assert session_file.save(path, a_session(), kept.digest) == session_file.load(path).digest


@pytest.mark.parametrize(
    ("old", "new"), [("Riverside", "Other"), ("\nmood = nan", ""), ("mood = nan", "mood = 0.0"), ("[1, nan]", "[1]")]
)
def test_a_session_that_would_not_read_back_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    path = tmp_path / "team.toml"
    fields = {name: getattr(FULL_DAY, name) for name in Session.model_fields}
    unequal = Session.model_validate(fields | {"mood": math.nan, "moods": {"all": [1, math.nan]}})
    digest = session_file.save(path, unequal, None)
    assert repr(session_file.load(path).session) == repr(unequal)
    digest = session_file.save(path, FULL_DAY, digest)
    write = toml_out.write
    assert old in write(unequal)
    monkeypatch.setattr(toml_out, "write", lambda session: write(session).replace(old, new))
    with pytest.raises(ValueError, match="would not read back"):
        session_file.save(path, unequal, digest)
    monkeypatch.undo()
    assert session_file.load(path).session == FULL_DAY


def test_a_session_too_large_to_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    digest = session_file.save(path, FULL_DAY, None)
    room = toml_in.LARGEST - len(session_file.text_of(notes.add(FULL_DAY, "n", None, "works", "x")).encode())
    largest = notes.add(FULL_DAY, "n", None, "works", "x" * (room + 1))
    digest = session_file.save(path, largest, digest)
    assert session_file.load(path).session == largest
    with pytest.raises(OSError, match="larger than can be read again") as caught:
        session_file.save(path, notes.add(FULL_DAY, "n", None, "works", "x" * (room + 2)), digest)
    assert caught.value.errno == errno.EFBIG
    assert session_file.load(path).session == largest


def test_a_newer_minor_format_is_kept_with_all_that_it_says(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    text = toml_out.write(FULL_DAY).replace("session/1", "session/1.4").replace("\nteam", '\nmood = "good"\nteam')
    path.write_text(text, encoding="utf-8")
    kept = session_file.load(path)
    session_file.save(path, notes.add(kept.session, "n", None, "works", "x"), kept.digest)
    again = session_file.load(path).session
    assert (again.format, again.model_extra) == ("workshop-session/1.4", {"mood": "good"})


def test_a_table_of_another_kind_is_no_session(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n')
    with pytest.raises(FileProblem, match="this is not a session file"):
        session_file.load(path)


def test_the_digest_is_that_of_the_bytes_that_were_read(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    raw = b"\xef\xbb\xbf" + toml_out.write(FULL_DAY).replace("\n", "\r\n").encode()
    path.write_bytes(raw)
    kept = session_file.load(path)
    assert kept.digest == safe_save.digest(raw)
    session_file.save(path, kept.session, kept.digest)
    assert path.read_bytes() == toml_out.write(FULL_DAY).encode(), "written clean"


def test_every_session_that_the_model_takes_is_one_that_can_be_written() -> None:
    smallest = Session(id="a", team="T", date=a_session().date)
    assert session_file.text_of(smallest).split("\n")[3:] == [
        *('team = "T"', "date = 2026-03-02", "people = 0", 'state = "planned"', "dots_each = 3", "")
    ]
