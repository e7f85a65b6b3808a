"""Whatever may be wrong with a file, as a facilitator meets it: told in the list, or opened and nothing lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import tomli
from odd_files import START, UNUSABLE, USABLE

from tui import kept
from tui.screen import desk

TALL = (200, 60)
MINE = "[mine]\nkey = [1, 2.5]\n"


async def test_each_file_that_cannot_be_used_is_a_row_with_its_reason(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    for number, (raw, _, _) in enumerate(UNUSABLE.values()):
        (folder / f"bad-{number}.toml").write_bytes(raw)
    kept.write(folder, kept.small(), "good.toml")
    before = kept.everything(folder)
    async with desk(folder, size=TALL) as at:
        rows = {row.path.name: row for row in at.app.screen.rows}  # type: ignore[attr-defined]
        assert rows["good.toml"].wrong is None
        for number, (case, (_, line, expected)) in enumerate(UNUSABLE.items()):
            name = f"bad-{number}.toml"
            wrong = rows[name].wrong
            assert expected.replace("bad.toml", name) in wrong.sentence, case
            assert wrong.line == line, case
            [shown] = [row for row in at.text.splitlines() if f"! {name} " in row]
            reason = shown.partition(name)[2].strip().rstrip("\u2026")
            assert len(reason) > 20
            assert all(char.isprintable() for char in reason)
            assert reason[:20] == "".join(char if char.isprintable() else "?" for char in wrong.sentence[:20]), case
        await at.press("end", "enter")
        assert at.screen == "HomeScreen"
        at.shows("untouched")
    assert kept.everything(folder) == before


@pytest.mark.parametrize("case", UNUSABLE)
async def test_a_file_that_turns_bad_under_the_marker_is_told_when_it_is_opened(case: str, tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = kept.write(folder, kept.small(), "bad.toml")
    async with desk(folder) as at:
        path.write_bytes(UNUSABLE[case][0])
        await at.press("down", "enter")
        assert at.screen == "HomeScreen"
        at.shows("bad.toml")
    assert path.read_bytes() == UNUSABLE[case][0]


def is_within(old: Any, new: Any) -> bool:
    """Whether everything that the old table said is in the new one, with regular days."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and is_within(old[key], new[key]) for key in old)
    if isinstance(old, list):
        return isinstance(new, list) and len(new) >= len(old) and all(map(is_within, old, new))
    if isinstance(new, dt.date) and not isinstance(new, dt.datetime):
        return str(old)[:10] == new.isoformat()
    return bool(old == new)


async def change(folder: Path, path: Path) -> None:
    """Open the file, catch an action, leave."""
    async with desk(folder, opens=path) as at:
        await at.press("a")
        await at.type("Caught")
        await at.press("enter")
        at.save()
        await at.press("q")


@pytest.mark.parametrize("case", USABLE)
async def test_what_can_be_used_is_opened_and_saved_with_nothing_lost(case: str, tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = folder / "odd.toml"
    path.write_text(f"{USABLE[case][0]}{MINE}", encoding="utf-8")
    old = tomli.loads(path.read_text(encoding="utf-8"))
    old.pop("place", None)  # which goes on with the workshop
    await change(folder, path)
    new = tomli.loads(path.read_text(encoding="utf-8"))
    assert is_within(old, new)
    assert [one["what"] for one in new["actions"]][-1] == "Caught"
    assert new["date"] == dt.date(2026, 9, 10)


@pytest.mark.parametrize(
    "raw",
    [
        START.encode("utf-8-sig"),
        START.replace("\n", "\r\n").encode(),
        START.replace("\n", "\r\n", 2).encode(),
    ],
    ids=["mark", "CRLF", "mixed"],
)
async def test_what_is_read_in_silence_is_written_clean(raw: bytes, tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = folder / "odd.toml"
    path.write_bytes(raw)
    await change(folder, path)
    written = path.read_bytes()
    assert written.startswith(b"#:schema")
    assert b"\r" not in written
    assert is_within(tomli.loads(START), tomli.loads(written.decode()))


async def test_a_newer_minor_format_is_changed_without_loss(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    path = folder / "odd.toml"
    path.write_text(START.replace("session/1", "session/1.4") + MINE, encoding="utf-8")
    await change(folder, path)
    new = tomli.loads(path.read_text(encoding="utf-8"))
    assert (new["format"], new["mine"]) == ("workshop-session/1.4", {"key": [1, 2.5]})
