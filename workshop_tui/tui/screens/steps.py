"""Which screen shows the place where a session stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_tui.model.session import ItemKey

if TYPE_CHECKING:
    from workshop_tui.tui.screens.step_screen import StepScreen
    from workshop_tui.workshop import Workshop


def screen_for(workshop: Workshop) -> type[StepScreen]:
    """The screen for the step; in a quick pass for its item or its overview."""
    session = workshop.session
    step = session.agenda.step(session.place.step)
    kind = step.kind if step else "close"
    if session.state == "closed":
        kind = "close"
    if kind == "quick" and step is not None and session.place.item not in step.items:
        if any(_has_round(workshop, ItemKey(step.framework, item)) for item in step.items):
            from workshop_tui.tui.screens.quick import QuickScreen

            return QuickScreen
    if kind in ("rate", "quick"):
        from workshop_tui.tui.screens.rate import RateScreen

        return RateScreen
    if kind == "standout":
        from workshop_tui.tui.screens.standout import StandoutScreen

        return StandoutScreen
    if kind in ("actions", "review"):
        from workshop_tui.tui.screens.actions import ActionsScreen

        return ActionsScreen
    if kind == "close":
        from workshop_tui.tui.screens.close import CloseScreen

        return CloseScreen
    from workshop_tui.tui.screens.talk import TalkScreen

    return TalkScreen


def _has_round(workshop: Workshop, key: ItemKey) -> bool:
    rating = workshop.session.rating(key)
    return rating is not None and bool(rating.rounds)
