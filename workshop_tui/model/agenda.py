"""An agenda: the timed steps of one workshop, as a plan to choose and as the plan of one session."""

from typing import Annotated, Literal

from pydantic import Field

from workshop_tui.model.part import Id, Minutes, Part, Text

StepKind = Literal["welcome", "rate", "quick", "standout", "review", "actions", "talk", "break", "close"]
STEP_KINDS: tuple[StepKind, ...] = (
    "welcome", "rate", "quick", "standout", "review", "actions", "talk", "break", "close",
)  # fmt: skip
RATING_KINDS = ("rate", "quick")


class Step(Part):
    """One step.

    ``rate`` talks about each item in turn; ``quick`` rates all items without talk and then opens the
    ``opens`` most divided and lowest of them. ``items`` names the items of ``framework``; in an agenda
    file it may be empty, which means all of them, or the first ``for_items`` of them. ``minutes`` is the
    step as a whole, ``each`` the part of it that one item more or less makes longer or shorter.
    """

    QUIET_AT_ZERO = frozenset({"opens", "each", "for_items"})

    id: Id
    kind: StepKind
    title: Text
    minutes: Minutes
    says: Text = ""
    framework: str = ""
    items: Annotated[tuple[str, ...], Field(strict=False)] = ()
    each: Minutes = 0
    for_items: Annotated[int, Field(ge=0, le=200)] = 0
    opens: Annotated[int, Field(ge=0, le=50)] = 0
    skipped: bool = False


class Agenda(Part):
    """An agenda that a facilitator can choose, one TOML file."""

    format: Literal["workshop-agenda/1"]
    id: Id
    title: Text = Field(min_length=1)
    about: Text = ""
    replaces_built_in: bool = False
    steps: Annotated[tuple[Step, ...], Field(strict=False, min_length=1)]

    @property
    def minutes(self) -> int:
        """Minutes of all steps together."""
        return sum(step.minutes for step in self.steps)


class Plan(Part):
    """The agenda of one session: copied from an :class:`Agenda`, then changed as the day goes."""

    id: str = ""
    title: Text = ""
    steps: Annotated[tuple[Step, ...], Field(strict=False)] = ()

    def step(self, step_id: str) -> Step | None:
        """The step of that id, if it is in the plan."""
        return next((step for step in self.steps if step.id == step_id), None)

    @property
    def minutes(self) -> int:
        """Minutes of all steps that are not skipped."""
        return sum(step.minutes for step in self.steps if not step.skipped)
