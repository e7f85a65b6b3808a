"""What the command palette offers: every key of the screen, every step, every item."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from workshop_tui.model.session import ItemKey
from workshop_tui.tui.screens.keyed import KeyedScreen
from workshop_tui.words import visible

if TYPE_CHECKING:
    from workshop_tui.tui.app import WorkshopApp

Offer = tuple[str, str, Callable[[], Any]]


def offers(app: WorkshopApp, screen: Screen[Any]) -> Iterator[Offer]:
    """Title, explanation and what it does."""
    from workshop_tui.tui.screens.step_screen import StepScreen

    if isinstance(screen, KeyedScreen):
        for key in (key for key in screen.live_keys() if key.told):
            title = key.help or key.says
            yield f"{title[:1].upper()}{title[1:]}", f"key {key.written}", partial(screen.run_action, key.action)
    if app.workshop is not None and isinstance(screen, StepScreen):
        yield from _places(screen)


def _places(screen: Any) -> Iterator[Offer]:
    session = screen.workshop.session
    titles = {rating.key: rating.title for rating in session.ratings}
    for number, step in enumerate(session.agenda.steps, 1):
        skipped = ", skipped" if step.skipped else ""
        yield visible(f"Step {number}: {step.title}"), f"{step.minutes} minutes{skipped}", partial(screen.go, step.id)
        for item in step.items:
            key = ItemKey(step.framework, item)
            yield visible(titles.get(key) or item), visible(f"item in {step.title}"), partial(screen.go, step.id, key)
