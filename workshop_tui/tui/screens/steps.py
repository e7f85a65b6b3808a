"""Which screen shows the place where a session stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_tui.model.session import ItemKey

if TYPE_CHECKING:
    from workshop_tui.model.agenda import Step
    from workshop_tui.tui.screens.step_screen import StepScreen
    from workshop_tui.workshop import Workshop


def screen_for(workshop: Workshop) -> type[StepScreen]:
    """The screen for the step; in a quick pass for its item or its overview."""
    session = workshop.session
    step = session.agenda.step(session.place.step)
    kind = step.kind if step else "close"
    if step is not None and kind == "quick" and _shows_overview(workshop, step):
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


def _shows_overview(workshop: Workshop, step: Step) -> bool:
    """Whether no item of the quick pass is open, and something has been revealed."""
    session = workshop.session
    keys = {ItemKey(step.framework, item) for item in step.items}
    return session.place.item not in step.items and any(one.rounds for one in session.ratings if one.key in keys)
