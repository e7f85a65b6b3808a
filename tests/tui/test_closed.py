"""A closed workshop stays as it was closed; and numbers, and ways to go, that cannot be."""

from __future__ import annotations

import datetime as dt
import errno
from pathlib import Path

import pytest
from strategies import a_framework

from tui import kept
from tui.screen import MORNING, desk
from tui.test_bad_files import full_disk
from workshop_tui.changes import actions, plan
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Round, Session


def a_closed_day() -> Session:
    """One item rated, one not, and a step in which dots are given."""
    session = kept.small(a_framework("trust", items=2))
    step = Step(id="standout", kind="standout", title="What stands out", minutes=9)
    session = plan.add_step(session, step, session.agenda.steps[-2].id)
    first, *others = session.ratings
    first = first.model_copy(update={"rounds": (Round(counts=(1, 2, 1, 0, 0), people=4),)})
    return session.model_copy(update={"ratings": (first, *others), "state": "closed"})


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        ("item a", ["g", "3", "v", "3", "escape"]),
        ("item b", ["3", "0", "b", "g", "2", "r", "backspace"]),
        ("stands out", ["space", "c", "plus", "minus", "left_square_bracket", "right_square_bracket"]),
    ],
)
async def test_no_key_changes_what_a_closed_workshop_found(tmp_path: Path, where: str, keys: list[str]) -> None:
    path = kept.write(kept.a_folder(tmp_path), a_closed_day())
    before = path.read_bytes()
    async with desk(path.parent, opens=path) as at:
        await at.press("slash")
        await at.type(where)
        await at.press("enter")
        at.hides("card", "ballot", "vote again", "agreed level", "a dot", "c we work")
        await at.press(*keys)
        assert at.screen in ("RateScreen", "StandoutScreen")
        await at.press("q")
    assert path.read_bytes() == before
    assert not list((tmp_path / "state").rglob("*.json"))


async def test_the_agenda_of_a_closed_workshop_is_only_looked_at(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), a_closed_day())
    before = path.read_bytes()
    async with desk(path.parent, opens=path) as at:
        await at.press("s", "x", "e", "l", "plus", "minus", "n")
        assert at.screen == "AgendaScreen"
        at.shows("The workshop is closed")
        at.hides("skip", "earlier")
    assert path.read_bytes() == before


async def test_a_step_that_cannot_be_gone_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small())
    async with desk(path.parent, opens=path) as at:
        await at.press("enter", "s", "down")
        mend = full_disk(monkeypatch, errno.ENOSPC, "fsync")
        await at.press("enter")
        at.shows("Not kept: the disk is full")
        mend()
        await at.press("s", "down", "enter")
        at.hides("Not kept")


NO_NUMBERS = {"noughts": "0000000019999999", "many": "19999999", "none": "0", "fewer": "-3", "half": "1.5",
              "another script": "\u0664", "5000 digits": "9" * 5000}  # fmt: skip


@pytest.mark.parametrize("typed", NO_NUMBERS.values(), ids=NO_NUMBERS)
async def test_a_number_of_people_that_cannot_be_is_told(tmp_path: Path, typed: str) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small(people=6))
    async with desk(path.parent, opens=path) as at:
        await at.press("enter", "f", "end", *["backspace"] * 3)
        await at.paste(typed)
        await at.press("enter")
        at.shows("A whole number from 1 to 5000")
    assert b"people = 6\n" in path.read_bytes()


async def test_more_minutes_never_take_any_away(tmp_path: Path) -> None:
    session = kept.small()
    session = plan.set_minutes(session, session.agenda.steps[0].id, 900)
    path = kept.write(kept.a_folder(tmp_path), session)
    async with desk(path.parent, opens=path) as at:
        await at.press("enter", "s", "plus")
        assert at.file["agenda"]["steps"][0]["minutes"] == 905


async def test_a_slip_in_the_file_is_told_when_it_is_opened(tmp_path: Path) -> None:
    path = kept.write(kept.a_folder(tmp_path), kept.small(people=6))
    path.write_text(path.read_text().replace("people = 6\n", "poeple = 6\n"))
    async with desk(path.parent, opens=path) as at:
        at.shows("unknown key poeple; did you mean people?", "workshop-tui check tells all about it")


async def test_home_tells_double_files_apart_and_where_actions_went(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    first = actions.add(kept.small(), Action(id="a1", what="Mend the door"), MORNING.date())
    kept.write(folder, first, "first.toml")
    async with desk(folder) as at:
        at.hides("file first", "later")
    kept.write(folder, first.model_copy(update={"id": "another"}), "first (copy).toml")
    later = {"id": "later", "follows_id": first.id, "date": MORNING.date() + dt.timedelta(days=90)}
    kept.write(folder, first.model_copy(update=later), "second.toml")
    async with desk(folder) as at:
        at.shows("file first", "file first (copy)", "later")
        at.hides("file second")


async def test_what_moved_since_last_time_is_marked(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    low, same = (6, 2, 0, 0, 0), (1, 2, 2, 2, 1)
    for name, counts, facts in (
        ("before.toml", (low, same), {"id": "before"}),
        ("now.toml", (low[::-1], same), {"id": "now", "follows": "before.toml", "follows_id": "before"}),
    ):
        session = a_closed_day()
        rounds = [(Round(counts=one, people=8),) for one in counts]
        rated = [one.model_copy(update={"rounds": two}) for one, two in zip(session.ratings, rounds, strict=True)]
        kept.write(folder, session.model_copy(update={**facts, "ratings": tuple(rated)}), name)
    async with desk(folder, opens=folder / "now.toml") as at:
        await at.press("left", "left")
        assert at.screen == "StandoutScreen"
        at.shows("Moved \u25b2 Item a")
        assert any(row.strip().startswith("\u25b2 Item a") for row in at.text.splitlines())
        assert not any("\u25b2 Item b" in row or "\u25bc Item b" in row for row in at.text.splitlines())
    async with desk(folder, opens=folder / "before.toml") as at:
        await at.press("left", "left")
        at.hides("Moved", "\u25b2")
