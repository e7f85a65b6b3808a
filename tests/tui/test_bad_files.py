"""Files that cannot be used, that others change, and that cannot be written: a sentence each, and nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from strategies import a_framework

from tui import kept
from tui.screen import LARGE, Clock, Desk, desk, read
from workshop_tui.changes import plan
from workshop_tui.model.agenda import Step

GOOD = "2026-03-02-riverside.toml"
BAD = {
    "empty": b"",
    "no-toml": b"team = 'unclosed\nx = 1\n",
    "newer": b'format = "workshop-session/2"\nid = "x"\nteam = "Newer"\ndate = 2026-01-01\n',
    "other": b'format = "something/1"\n',
    "zeros": b"\x00" * 500,
    "latin": 'format = "workshop-session/1"\nteam = "Caf\u00e9"\n'.encode("latin-1"),
    "wide": 'format = "workshop-session/1"\n'.encode("utf-16"),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "nan": b'format = "workshop-session/1"\nid = "x"\nteam = "T"\ndate = 2026-01-01\npeople = nan\n',
    "deep": b"x = " + b"[" * 5000 + b"]" * 5000,
    "digits": b"x = " + b"9" * 5000,
    "no-team": b'format = "workshop-session/1"\nid = "x"\ndate = 2026-01-01\n',
    "what: now": b"nothing = here\n",
}


def bad_folder(parent: Path) -> Path:
    """A folder with one good session and everything else that may lie about."""
    folder = kept.a_folder(parent)
    kept.write(folder, kept.small(), GOOD)
    for name, raw in BAD.items():
        (folder / f"{name}.toml").write_bytes(raw)
    (folder / "a folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    (folder / "dangling.toml").symlink_to(folder / "nowhere")
    (folder / "device.toml").symlink_to("/dev/zero")
    (folder / "no-rights.toml").write_bytes(b"")
    (folder / "no-rights.toml").chmod(0)
    (folder / "notes.txt").write_text("not ours")
    (folder / ".hidden.toml").write_text("not ours")
    return folder


async def test_each_bad_file_is_a_row_with_its_reason_and_the_good_one_opens(tmp_path: Path) -> None:
    folder = bad_folder(tmp_path)
    before = {name: (folder / f"{name}.toml").read_bytes() for name in BAD}
    async with desk(folder, size=LARGE) as at:
        rows = {row.path.name: row for row in at.app.screen.rows}  # type: ignore[attr-defined]
        told = {name: row.wrong.sentence for name, row in rows.items() if row.wrong}
        bad = {*(f"{name}.toml" for name in BAD), "pipe.toml", "dangling.toml", "device.toml", "no-rights.toml"}
        assert bad <= set(told)
        assert not {"notes.txt", ".hidden.toml"} & set(rows)
        for name in bad:
            [line] = [row for row in at.text.splitlines() if f"! {name[:20]}" in row]
            reason = line.partition(name[:20])[2].removeprefix(name[20:]).strip().rstrip("\u2026").strip()
            assert len(reason) > 20, line
            assert reason[:20] in told[name], line
        await at.press("down", "down", "enter")
        assert at.screen == "HomeScreen"
        at.shows("cannot be used", "untouched")
        await at.press("home", "down", "enter")
        assert at.screen == "TalkScreen"
        at.shows("Riverside")
    assert {name: (folder / f"{name}.toml").read_bytes() for name in BAD} == before


async def test_a_file_that_goes_bad_meanwhile_is_told_when_it_is_opened(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), GOOD)
    async with desk(folder) as at:
        path.write_bytes(b"gone wrong")
        await at.press("down", "enter")
        assert at.screen == "HomeScreen"
        at.shows(GOOD)
        path.unlink()
        await at.press("enter")
        assert at.screen == "HomeScreen"
        await at.press("f5")
        at.shows("no session in this folder")


@pytest.mark.parametrize("levels", [3, 4, 7])
async def test_a_session_whose_framework_is_not_here_can_be_led(tmp_path: Path, levels: int) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(a_framework("unknown", items=2, levels=levels)), GOOD)
    async with desk(folder, opens=path) as at:
        await at.press("enter", "enter")
        at.shows("Item a", "1 word 1", f"{levels} word {levels}", f"1-{levels} card")
        await at.type("9")
        await at.press(str(levels + 1) if levels < 7 else "8")
        at.shows("0 of 6 cards")
        await at.type(f"1{levels}{levels}0{levels}2")
        await at.press("p")
        at.shows("no prompts")
        await at.press("p", "r")
        at.shows("5 rated, 1 can't say", f"iddle {levels}")
        bar = next(row for row in at.text.splitlines() if row.strip().startswith(f"{levels} word"))
        assert bar.split()[-1] == "3"
        await at.press("g", str(levels + 1) if levels < 7 else "0")
        await at.press(str(levels))
        at.shows(f"greed level {levels}")
        await at.press("right", "b", "enter", str(levels + 1) if levels < 7 else "8")
        at.shows("1 of 1")
        await at.press(str(levels), "enter", *["enter", str(levels), "enter"] * 2, "escape", "escape")
        await at.press("r", "r", "right")
        rated = read(path)["ratings"]
    counts = [0] * levels
    counts[0], counts[1], counts[levels - 1] = 1, 1, 3
    assert rated[0]["rounds"] == [{"counts": counts, "cant_say": 1, "people": 6, "how": "cards"}]
    assert rated[0]["agreed"] == levels
    assert rated[1]["rounds"][0]["counts"] == [0] * (levels - 1) + [3]


async def test_what_stands_out_with_scales_of_all_lengths(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    session = kept.small(*(a_framework(f"scale{levels}", items=1, levels=levels) for levels in (3, 5, 7)))
    step = Step(id="standout", kind="standout", title="What stands out", minutes=9)
    path = kept.write(folder, plan.add_step(session, step, session.agenda.steps[-3].id), GOOD)
    async with desk(folder, opens=path) as at:
        await at.press("enter", "enter")
        for _ in range(3):
            await at.type("123123")
            await at.press("r", "right")
        assert at.screen == "StandoutScreen"
        rows = [row.split() for row in at.text.splitlines() if row.strip().startswith("Item a")]
        dot = "\u00b7"
        assert [row[2:] for row in rows[:3]] == [
            ["2", "2", "2", "2", "spread", "widely", dot],
            ["2", "2", "2", dot, dot, "2", "leaning", "together", dot],
            ["2", "2", "2", dot, dot, dot, dot, "2", "leaning", "together", dot],
        ]
        await at.press("slash")
        await at.type("Close")
        await at.press("enter", "w")
        report = path.with_suffix(".md").read_text()
    assert all(f"rated on {levels} levels" in report for levels in (3, 7))


# Someone else, and the disk


async def led(at: Desk) -> None:
    """Into the first item, with an action caught."""
    await at.press("enter", "enter", "a")
    await at.type("First")
    await at.press("enter")


async def test_what_someone_else_changed_is_brought_together_with_ours(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), GOOD)
    async with desk(folder, opens=path) as at:
        await led(at)
        at.save()
        path.write_bytes(path.read_bytes().replace(b'team = "Riverside"', b'team = "Theirs"'))
        await at.press("a")
        await at.type("Second")
        await at.press("enter")
        at.save()
        await at.waits()
        at.shows("Somebody else changed", "New from there", "Theirs")
    found = read(path)
    assert found["team"] == "Theirs"
    assert [one["what"] for one in found["actions"]] == ["First", "Second"]


async def test_a_file_that_someone_made_into_another_is_never_overwritten(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), GOOD)
    async with desk(folder, opens=path) as at:
        await led(at)
        await at.type("111")
        at.save()
        theirs = path.read_bytes().replace(b'team = "Riverside"', b'team = "Theirs"').replace(b'"s1"', b'"s2"')
        path.write_bytes(theirs)
        await at.press("a")
        await at.type("Second")
        await at.press("enter")
        at.save()
        await at.waits()
        at.shows("Someone else changed", "untouched")
        at.shows("3 of 6 cards")
        await at.press("r", "r")
        at.shows("3 rated")
        at.save()
        mine = at.app.workshop.path  # type: ignore[union-attr]
        await at.press("q")
        at.shows("Theirs", "Riverside")
    assert path != mine
    assert path.read_bytes() == theirs
    assert [one["what"] for one in read(mine)["actions"]] == ["First", "Second"]
    assert "unsaved" in mine.name
    assert read(mine)["ratings"][0]["rounds"][0]["counts"] == [3, 0, 0, 0, 0]


async def test_a_file_that_someone_took_away_is_written_again(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), GOOD)
    async with desk(folder, opens=path) as at:
        await led(at)
        path.unlink()
        await at.press("a")
        await at.type("Second")
        await at.press("enter")
        at.save()
        await at.waits()
        at.shows("gone")
    assert [one["what"] for one in read(path)["actions"]] == ["First", "Second"]


def full_disk(monkeypatch: pytest.MonkeyPatch, number: int, name: str) -> Callable[[], None]:
    """From now on the system refuses to keep anything; called, all is well again."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    original = getattr(os, name)
    monkeypatch.setattr(os, name, refuse)
    return lambda: monkeypatch.setattr(os, name, original)


@pytest.mark.parametrize(
    ("number", "name", "says"),
    [
        (errno.ENOSPC, "fsync", "disk is full"),
        (errno.EROFS, "fsync", "read-only"),
        (errno.EIO, "write", "ot kept"),
    ],
)
async def test_what_cannot_be_kept_is_not_shown_as_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, name: str, says: str
) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), GOOD)
    async with desk(folder, opens=path) as at:
        await led(at)
        await at.type("12")
        at.save()
        before, everything = path.read_bytes(), sorted(kept.everything(tmp_path))
        mend = full_disk(monkeypatch, number, name)

        await at.press("a")
        await at.type("Second thing")
        await at.press("tab")
        await at.type("A post")
        await at.press("enter")
        assert at.screen == "ActionForm"
        at.shows(says, "Second thing", "A post")

        await at.press("escape", "escape", "n", "1")
        await at.type("Said")
        await at.press("enter")
        at.shows("ot kept", "Said")
        await at.press("escape", "escape", "ctrl+z")
        at.shows("ot kept")
        await at.press("escape")

        await at.press("3")
        at.shows("ot counted", "2 of 6 cards")
        await at.press("backspace")
        at.shows("2 of 6 cards")
        await at.press("r", "r")
        at.shows("ot kept", "2 of 6 cards")
        at.hides("rated,")
        await at.press("right")
        at.shows("2 of 3", "ot kept", "NOT KEPT", "you can look around")
        await at.press("left")
        at.shows("1 of 3", "2 of 6 cards")
        await at.press("b", "escape", "s", "down", "x")
        at.shows("ot kept")
        at.hides("skipped")
        await at.press("escape", "u")
        at.shows("ot kept")
        assert path.read_bytes() == before
        assert sorted(kept.everything(tmp_path)) == everything, "no temporary file is left"

        mend()
        await at.press("r", "r")
        at.shows("2 rated", "disk is full, retrying" if says == "disk is full" else "retrying")
        at.hides("NOT KEPT")
        at.save()
        await at.waits()
        at.shows("saved")
        assert [one["what"] for one in at.file["actions"]] == ["First"]


@pytest.mark.parametrize(
    ("number", "says"), [(errno.EROFS, "this place is read-only"), (errno.ENOSPC, "the disk is full")]
)
async def test_where_the_file_cannot_be_saved_all_is_kept_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), GOOD)
    async with desk(folder, opens=path) as at:
        await led(at)
        at.shows("kept here")
        at.save()
        before = path.read_bytes()
        mend = full_disk(monkeypatch, number, "replace")
        await at.press("a")
        await at.type("Second thing")
        await at.press("enter")
        assert not at.app.workshop.save()  # type: ignore[union-attr]
        await at.press("right")
        at.shows("2 of 3", f"not saved: {says}, retrying")
        assert path.read_bytes() == before
        await at.press("q")
        assert at.screen == "HomeScreen"
        at.shows("could not be saved", says, "kept on this computer")
        mend()
        await at.press("enter")
        at.shows("2 of 3", "1 change from 09:30 was brought back")
        assert [one["what"] for one in at.file["actions"]] == ["First", "Second thing"]


async def test_a_ballot_that_cannot_be_kept_can_be_handed_over_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=kept.write(folder, kept.small(), GOOD)) as at:
        await at.press("enter", "enter", "b", "enter")
        await at.type("123")
        mend = full_disk(monkeypatch, errno.ENOSPC, "fsync")
        await at.press("enter")
        at.shows("disk is full", "You have answered everything", "0 of 6 have answered")
        mend()
        await at.press("enter")
        at.shows("1 of 6 have answered")


async def test_a_session_on_a_read_only_disk_can_still_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), GOOD)
    async with desk(folder, opens=path) as at:
        await led(at)
        await at.press("q")
    before = path.read_bytes()
    full_disk(monkeypatch, errno.EROFS, "mkdir")
    full_disk(monkeypatch, errno.EROFS, "fsync")
    shutil.rmtree(tmp_path / "state")
    later = Clock()
    later.goes_on(5)
    async with desk(folder, clock=later, opens=path) as at:
        at.shows("Item a")
        await at.press("right")
        at.shows("Item b", "read-only", "NOT KEPT")
        await at.press("s", "enter", "q")
        assert at.screen == "HomeScreen"
    assert path.read_bytes() == before


async def test_a_session_that_cannot_be_made_keeps_what_was_typed(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.write_text("a file where the folder should be")
    async with desk(folder) as at:
        await at.press("n")
        await at.type("Riverside")
        await at.press("ctrl+s")
        assert at.screen == "SetupScreen"
        at.shows("Riverside", "no session can be made here")


async def test_a_report_that_cannot_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small().model_copy(update={"state": "closed"}), GOOD)
    async with desk(folder, opens=path) as at:
        mend = full_disk(monkeypatch, errno.ENOSPC, "fsync")
        await at.press("w")
        at.shows("cannot be written")
        mend()
        path.with_suffix(".md").write_text("somebody's own")
        await at.press("w")
        at.shows(f"{path.stem}-2.md")
    assert path.with_suffix(".md").read_text() == "somebody's own"


async def test_a_framework_of_ones_own_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    (folder / "frameworks").mkdir()
    (folder / "frameworks" / "mine.toml").write_text('format = "workshop-framework/1"\nid = "mine"\n')
    async with desk(folder) as at:
        await at.press("n")
        at.shows("mine.toml", "Conditions for success")
