"""Writing a report: never over a file that is there, and not a second time where nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workshop_tui.reports.write import write_beside, write_new
from workshop_tui.store.problem import FileProblem


def test_what_changed_goes_into_the_next_free_file(tmp_path: Path) -> None:
    first = tmp_path / "day.md"
    assert [write_beside(first, text) for text in ("one", "two", "three")] == [
        first, tmp_path / "day-2.md", tmp_path / "day-3.md",
    ]  # fmt: skip
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "day.md": "one", "day-2.md": "two", "day-3.md": "three",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["one", "", "Zoë\n", "a lone \ud800 of two"])
def test_the_same_text_is_not_written_again(text: str, tmp_path: Path) -> None:
    first = tmp_path / "day.md"
    write_beside(first, text)
    os.utime(first, (1, 1))
    assert write_beside(first, text) == first
    assert first.stat().st_mtime == 1
    assert list(tmp_path.iterdir()) == [first]


def test_the_same_text_in_a_later_file_is_found_too(tmp_path: Path) -> None:
    first = tmp_path / "day.md"
    for text in ("one", "two", "two", "one"):
        found = write_beside(first, text)
        assert found.read_text() == text
    assert {path.name for path in tmp_path.iterdir()} == {"day.md", "day-2.md"}


def test_nearly_the_same_is_not_the_same(tmp_path: Path) -> None:
    first = tmp_path / "day.md"
    first.write_bytes(b"one\r\n")
    assert write_beside(first, "one\n").name == "day-2.md"
    assert first.read_bytes() == b"one\r\n"


@pytest.mark.parametrize("kind", ["folder", "pipe", "unreadable"])
def test_what_cannot_be_read_has_taken_the_name(kind: str, tmp_path: Path) -> None:
    first = tmp_path / "day.md"
    if kind == "folder":
        first.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes here")
        os.mkfifo(first)
    else:
        first.write_text("one")
        first.chmod(0)
        if os.access(first, os.R_OK):
            pytest.skip("everything can be read here")
    assert write_beside(first, "one").name == "day-2.md"


def test_a_file_that_was_asked_for_by_name_must_not_be_there(tmp_path: Path) -> None:
    path = write_new(tmp_path / "day.md", "one")
    with pytest.raises(FileProblem, match="there already"):
        write_new(path, "two")
    assert path.read_text() == "one"
