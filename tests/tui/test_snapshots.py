"""Pictures of the main screens. Taken anew, after a change that is meant, with ``--snapshot-update``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tui import kept
from tui.screen import LARGE, SMALL, Clock, Desk
from workshop_tui.changes import actions, notes, ratings
from workshop_tui.model.action import Action, Source
from workshop_tui.model.session import ItemKey, Place, Round, Session
from workshop_tui.tui.app import WorkshopApp

Compare = Callable[..., bool]
SPREADS = (
    (1, 4, 1, 5, 1), (0, 0, 2, 8, 2), (1, 6, 4, 1, 0), (5, 1, 0, 1, 5), (0, 1, 3, 5, 2),
    (0, 0, 1, 6, 5), (2, 3, 3, 2, 1), (0, 2, 7, 2, 0), (3, 5, 2, 1, 0), (0, 1, 8, 3, 0),
)  # fmt: skip


def led(agenda: str, step: str, item: str = "", rated: int = 10) -> Session:
    """A session of twelve people that stands at a step, with its first items rated."""
    session = kept.shipped(agenda, team="Riverside Family Help", service="Family help")
    for rating, counts in zip(session.ratings[:rated], SPREADS, strict=False):
        session = ratings.close_round(
            session, rating.key, Round(counts=counts, cant_say=12 - sum(counts), people=12, how="cards")
        )
    keys = [rating.key for rating in session.ratings]
    if rated:
        session = ratings.close_round(session, keys[0], Round(counts=(0, 4, 5, 3, 0), people=12))
        session = ratings.agree(session, keys[0], 3)
        session = _said(session, keys[0])
    place = Place(step=step, framework=session.agenda.step(step).framework if item else "", item=item)  # type: ignore[union-attr]
    return session.model_copy(update={"state": "open", "place": place})


def _said(session: Session, key: ItemKey) -> Session:
    for place, (head, text) in enumerate((("works", "supervision is protected"), ("worries", "new work piles up"))):
        session = notes.add(session, f"n{place}", key, head, text)  # type: ignore[arg-type]
    source = Source(step="conditions-1", framework=key.framework, item=key.item, title="Workloads we can manage")
    due = kept.DAY.replace(month=6)
    for one in (
        Action(id="a1", what="Look at loads every second Tuesday", owner="Team manager", due=due, source=source),
        Action(id="a2", what="Ring the youth link worker", source=source),
        Action(id="a3", what="Stop work that is too much", kind="leader", owner="Head of service", status="under way"),
    ):
        session = actions.add(session, one, kept.DAY)
    for place, dots in ((0, 9), (3, 14), (8, 7)):
        session = ratings.give_dots(session, session.ratings[place].key, dots)
    return ratings.choose(session, session.ratings[3].key, True)


PLACES: dict[str, tuple[Callable[[], Session], list[str]]] = {
    "home": (lambda: led("full-day", "conditions-1", "small-enough-teams"), ["q"]),
    "set-up": (lambda: led("full-day", "conditions-1", "small-enough-teams"), ["q", "n", "R", "i", "v", "e", "r"]),
    "rate-before": (lambda: led("full-day", "conditions-1", "manageable-workloads", rated=0), ["2", "3", "4", "4"]),
    "rate-revealed": (lambda: led("full-day", "conditions-1", "manageable-workloads"), []),
    "quick-overview": (lambda: led("half-day", "conditions"), []),
    "standout": (lambda: led("full-day", "standout"), []),
    "actions": (lambda: led("full-day", "actions"), []),
    "close": (lambda: led("full-day", "close"), []),
}
LIGHT = ("rate-revealed", "actions")


@pytest.fixture
def picture(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compare:
    """Compare a screen with its picture."""

    def compare(name: str, size: tuple[int, int], theme: str) -> bool:
        make, keys = PLACES[name]
        folder = kept.a_folder(tmp_path)
        monkeypatch.chdir(tmp_path)  # the home screen names the folder
        path = kept.write(folder, make(), "2026-03-02-riverside.toml")
        app = WorkshopApp(Path("sessions"), opens=path, state=tmp_path / "state", clock=Clock())

        async def go_there(pilot: Pilot[None]) -> None:
            at = Desk(app, pilot, folder)
            await at.settle()
            app.theme = theme
            await at.press(*keys)
            for one in app.screen.query(Input):
                one.cursor_blink = False
            await at.settle()

        go: Callable[[Pilot[None]], Awaitable[None]] = go_there
        return snap_compare(app, terminal_size=size, run_before=go)

    return compare


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", PLACES)
def test_picture(picture: Compare, name: str, size: tuple[int, int]) -> None:
    assert picture(name, size, "night")


@pytest.mark.parametrize("name", LIGHT)
def test_picture_for_a_projector(picture: Compare, name: str) -> None:
    assert picture(name, SMALL, "paper")
