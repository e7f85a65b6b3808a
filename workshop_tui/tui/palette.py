"""What the command palette offers: every key of the screen, every step, every item."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from workshop_tui.model.session import ItemKey
from workshop_tui.tui.safe_text import words
from workshop_tui.tui.screens.keyed import KeyedScreen
from workshop_tui.words import visible

if TYPE_CHECKING:
    from workshop_tui.tui.app import WorkshopApp

Offer = tuple[str, str, Callable[[], Any]]


class Commands(Provider):
    """The offers as Textual's palette takes them. Its own provider reads titles as markup; here they are words."""

    async def discover(self) -> Hits:
        """Everything, in its order."""
        for title, says, do in self._offers():
            yield DiscoveryHit(words(title), do, text=title, help=words(says))  # type: ignore[arg-type]

    async def search(self, query: str) -> Hits:
        """What has the letters that were typed, with these marked."""
        matcher = self.matcher(query)
        for title, says, do in self._offers():
            score, places = matcher.fuzzy_search.match(query, title)
            if score > 0:
                shown: Content = words(title)
                for place in places:
                    shown = shown.stylize(matcher.match_style, place, place + 1)
                yield Hit(score, shown, do, text=title, help=words(says))  # type: ignore[arg-type]

    def _offers(self) -> Iterator[Offer]:
        return offers(self.app, self.screen)  # type: ignore[arg-type]


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
