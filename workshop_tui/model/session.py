"""A session: one workshop of one team. It holds counts, never people's single answers."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Plan
from workshop_tui.model.part import (
    LEAST_LEVELS,
    MOST_DOTS,
    MOST_LEVELS,
    MOST_PEOPLE,
    Count,
    Day,
    LevelWords,
    Moment,
    Part,
    Seconds,
    Text,
)

FORMAT = "workshop-session/1"
State = Literal["planned", "open", "closed"]
How = Literal["cards", "ballot"]
Head = Literal["works", "worries", "evidence", "one step"]
HEADS: tuple[Head, ...] = ("works", "worries", "evidence", "one step")


class ItemKey(NamedTuple):
    """Which item of which framework."""

    framework: str
    item: str


class Round(Part):
    """How many people chose each level, from 1 up, and how many could not say. Never who, never when.

    ``people`` is how many were in the room for this round; None where that was not recorded.
    """

    counts: Annotated[tuple[Count, ...], Field(strict=False, min_length=LEAST_LEVELS, max_length=MOST_LEVELS)]
    cant_say: Count = 0
    people: Count | None = None
    how: How = "cards"

    @property
    def number(self) -> int:
        """How many people chose a level."""
        return sum(self.counts)

    @property
    def answers(self) -> int:
        """How many people answered, those who could not say among them."""
        return self.number + self.cant_say


class Rating(Part):
    """All that a team said by numbers about one item: its rounds, the agreed level, its dots."""

    QUIET_AT_ZERO = frozenset({"dots"})

    framework: str
    item: str
    title: Text = ""
    agreed: Annotated[int, Field(ge=1, le=MOST_LEVELS)] | None = None
    dots: Count = 0
    chosen: bool = False
    rounds: Annotated[tuple[Round, ...], Field(strict=False)] = ()

    @property
    def key(self) -> ItemKey:
        """Which item this is about."""
        return ItemKey(self.framework, self.item)

    @property
    def last(self) -> Round | None:
        """The latest round, if the item was rated."""
        return self.rounds[-1] if self.rounds else None


class Note(Part):
    """What was said on an item, under one of four heads; never who said it."""

    id: str
    framework: str = ""
    item: str = ""
    head: Head = "works"
    text: Text

    @property
    def key(self) -> ItemKey:
        """Which item this is about."""
        return ItemKey(self.framework, self.item)


class Scale(Part):
    """A framework as this session used it: enough to read the session without the framework's file."""

    id: str
    version: str = "1"
    title: Text = ""
    levels: LevelWords


class Place(Part):
    """Where the workshop stands: the step, the item, and when the step was last entered (local time)."""

    step: str = ""
    framework: str = ""
    item: str = ""
    began: Moment | None = None


class Session(Part):
    """One workshop; one TOML file; may follow an earlier session of the same team."""

    format: str = Field(default=FORMAT, pattern=r"^workshop-session/1(\.\d+)?$")
    id: str = Field(min_length=1)
    team: Text = Field(min_length=1)
    service: Text = ""
    organisation: Text = ""
    date: Day
    people: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] = 0
    state: State = "planned"
    follows: str = ""
    follows_id: str = ""
    dots_each: Annotated[int, Field(ge=0, le=MOST_DOTS)] = 3
    place: Place = Place()
    times: dict[str, Seconds] = Field(default_factory=dict)
    agenda: Plan = Plan()
    frameworks: Annotated[tuple[Scale, ...], Field(strict=False)] = ()
    ratings: Annotated[tuple[Rating, ...], Field(strict=False)] = ()
    notes: Annotated[tuple[Note, ...], Field(strict=False)] = ()
    actions: Annotated[tuple[Action, ...], Field(strict=False)] = ()

    def rating(self, key: ItemKey) -> Rating | None:
        """The rating of that item, if the session has the item."""
        return next((rating for rating in self.ratings if rating.key == key), None)

    def scale(self, framework: str) -> Scale | None:
        """The scale of that framework as this session used it."""
        return next((scale for scale in self.frameworks if scale.id == framework), None)

    def action(self, action_id: str) -> Action | None:
        """The action of that id."""
        return next((action for action in self.actions if action.id == action_id), None)

    def notes_on(self, key: ItemKey) -> tuple[Note, ...]:
        """Notes on one item, in the order they were written."""
        return tuple(note for note in self.notes if note.key == key)
