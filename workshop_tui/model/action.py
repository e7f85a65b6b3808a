"""An action: what a team agreed to do, who sees to it and by when."""

from typing import Annotated, Literal

from pydantic import Field

from workshop_tui.model.part import Day, Part, Text

Kind = Literal["team", "leader"]
Status = Literal["open", "under way", "stuck", "done", "dropped"]
STATUSES: tuple[Status, ...] = ("open", "under way", "stuck", "done", "dropped")
Worked = Literal["yes", "partly", "no", "too early"]
ENDED: frozenset[str] = frozenset({"done", "dropped"})


class Source(Part):
    """Where an action was caught: a step, and an item if one was open."""

    step: str = ""
    framework: str = ""
    item: str = ""
    title: Text = ""


class Event(Part):
    """One dated entry in an action's history; ``worked`` where a done one was asked about."""

    date: Day
    status: Status
    worked: Worked | None = None
    note: Text = ""


class Action(Part):
    """What, one owner, due date, how we will know, first step, status, history."""

    id: str
    what: Text
    kind: Kind = "team"
    owner: Text = ""
    due: Day | None = None
    know: Text = ""
    first_step: Text = ""
    status: Status = "open"
    worked: Worked | None = None
    source: Source | None = None
    history: Annotated[tuple[Event, ...], Field(strict=False)] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status not in ENDED
