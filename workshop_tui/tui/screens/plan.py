"""The action plan on its own, outside the agenda."""

from __future__ import annotations

from typing import ClassVar

from workshop_tui.model.agenda import Step
from workshop_tui.tui.keys import Key
from workshop_tui.tui.screens.actions import ActionsScreen


class PlanScreen(ActionsScreen):
    """The same list of actions; escape goes back to where one came from."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        *(key for key in ActionsScreen.KEYS if key.action not in ("next", "previous", "leave")),
        Key("q,left", "back", "back", shown="q"),
    )

    @property
    def step(self) -> Step:
        """Not a step of the day."""
        return Step(id=self.session.place.step or "no-step", kind="actions", title="Actions", minutes=0)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()
