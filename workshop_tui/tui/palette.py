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
_KEYS_WEIGH = 0.6
"""A key's help is long and matches many letters; whoever types a name wants to go there."""


class Commands(Provider):
    """The offers as Textual's palette takes them. Its own provider reads titles as markup; here they are words."""

    async def discover(self) -> Hits:
        """Everything, in its order."""
        for title, says, do in self._offers():
            yield DiscoveryHit(words(title), do, text=title, help=words(says))  # type: ignore[arg-type]

    async def search(self, query: str) -> Hits:
        """What has the letters that were typed, with these marked; steps and items before what keys do."""
        matcher = self.matcher(query)
        weighed = [(_KEYS_WEIGH, offer) for offer in deeds(self.screen)] + [(1.0, one) for one in self._places()]
        for weight, (title, says, do) in weighed:
            score, places = matcher.fuzzy_search.match(query, title)
            if f": {title}".casefold().rpartition(": ")[2].startswith(query.casefold().strip()):
                weight *= 3  # it begins so
            if score > 0:
                shown: Content = words(title)
                for place in places:
                    shown = shown.stylize(matcher.match_style, place, place + 1)
                yield Hit(score * weight, shown, do, text=title, help=words(says))  # type: ignore[arg-type]

    def _offers(self) -> Iterator[Offer]:
        return offers(self.app, self.screen)  # type: ignore[arg-type]

    def _places(self) -> Iterator[Offer]:
        return places(self.app, self.screen)  # type: ignore[arg-type]


def offers(app: WorkshopApp, screen: Screen[Any]) -> Iterator[Offer]:
    """Title, explanation and what it does."""
    yield from deeds(screen)
    yield from places(app, screen)


def deeds(screen: Screen[Any]) -> Iterator[Offer]:
    """What the keys of the screen do."""
    if isinstance(screen, KeyedScreen):
        for key in (key for key in screen.live_keys() if key.told):
            title = key.help or key.says
            yield f"{title[:1].upper()}{title[1:]}", f"key {key.written}", partial(screen.run_action, key.action)


def places(app: WorkshopApp, screen: Screen[Any]) -> Iterator[Offer]:
    """Every step and item of the session that is open."""
    from workshop_tui.tui.screens.step_screen import StepScreen

    if app.workshop is None or not isinstance(screen, StepScreen):
        return
    session = screen.workshop.session
    titles = {rating.key: rating.title for rating in session.ratings}
    for number, step in enumerate(session.agenda.steps, 1):
        skipped = ", skipped" if step.skipped else ""
        yield visible(f"Step {number}: {step.title}"), f"{step.minutes} minutes{skipped}", partial(screen.go, step.id)
        for item in step.items:
            key = ItemKey(step.framework, item)
            yield visible(titles.get(key) or item), visible(f"item in {step.title}"), partial(screen.go, step.id, key)
