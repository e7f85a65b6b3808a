"""Comments that somebody wrote into a session's file by hand: noticed, put into notes, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import kept
from tui.screen import desk, read
from workshop_tui.changes.swap import altered


def with_comments(folder: Path, *, at_an_item: bool = True) -> tuple[Path, str]:
    """A session with one comment on the day, and one at its last item; and its text."""
    path = kept.write(folder, altered(kept.small(), state="open"))
    text = "# ask Ann about the hall\n" + path.read_text()
    if at_an_item:
        before, _, after = text.rpartition("[[ratings]]\n")
        text = f"{before}[[ratings]]\n# they were tired by then\n{after}"
    path.write_text(text)
    return path, text


async def test_comments_become_notes_with_one_key_and_go_back_with_another(tmp_path: Path) -> None:
    path, _ = with_comments(kept.a_folder(tmp_path))
    last = read(path)["ratings"][-1]
    async with desk(path.parent) as at:
        await at.press("home", "down", "enter")
        at.shows("holds 2 comments that saving cannot keep: # puts them into notes")
        await at.press("#")
        at.shows("The file's 2 comments are notes now", "u takes that back")
        at.save()
        day, item = read(path)["notes"]
        assert (day["text"], "item" in day) == ("ask Ann about the hall", False)
        assert (item["text"], item["framework"], item["item"]) == (
            "they were tired by then",
            last["framework"],
            last["item"],
        )
        await at.press("u")
        at.save()
        assert read(path).get("notes", []) == []
        await at.press("q")


async def test_a_single_comment_is_told_of_as_one(tmp_path: Path) -> None:
    path, _ = with_comments(kept.a_folder(tmp_path), at_an_item=False)
    async with desk(path.parent) as at:
        await at.press("home", "down", "enter")
        at.shows("holds a comment that saving cannot keep: # puts it into a note")
        await at.press("#")
        at.shows("The file's comment is a note now")


@pytest.mark.parametrize("key", ["", "#"])
async def test_the_file_with_its_comments_is_kept_as_a_version(tmp_path: Path, key: str) -> None:
    path, text = with_comments(kept.a_folder(tmp_path))
    async with desk(path.parent) as at:
        await at.press("home", "down", "enter", *key)
        await at.press("e")
        await at.press(*"Later", "enter")
        at.save()
        assert "# ask Ann" not in path.read_text()
        versions = sorted(at.app.state_folder.rglob("versions/*.toml*"))
        assert text.encode() in [one.read_bytes() for one in versions]


async def test_reading_alone_leaves_the_comments_where_they_are(tmp_path: Path) -> None:
    path, text = with_comments(kept.a_folder(tmp_path))
    async with desk(path.parent) as at:
        await at.press("home", "down", "enter")
        at.shows("2 comments")
        await at.press("q")
    assert path.read_text() == text
