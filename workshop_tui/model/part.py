"""What all parts of the model share: frozen, strict, and keeping what they do not know.

The modules of the models do without ``from __future__ import annotations``: pydantic reads the annotations at
once, and as text each of them would have to be compiled again at every start.
"""

import datetime as dt
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Part(BaseModel):
    """A frozen piece of a session, framework or agenda.

    Keys that this version does not know stay in ``model_extra`` and are written back where they stood.
    """

    QUIET_AT_ZERO: ClassVar[frozenset[str]] = frozenset()
    """Counters that a file does not mention while they are 0."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, allow_inf_nan=False)


def _regular_day(value: Any) -> Any:
    """A date, also where a person wrote it as text or with a time beside it."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).date()
        except ValueError:
            return value
    return value


def _local_time(value: Any) -> Any:
    """The time on the clock in the room, also where a person wrote a zone beside it."""
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


Day = Annotated[dt.date, BeforeValidator(_regular_day)]
Moment = Annotated[dt.datetime, BeforeValidator(_local_time)]
Text = str
MOST_PEOPLE = 5000  # a count above this is a slip of the keyboard, not a room
Count = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
MOST_MINUTES = 24 * 60
Minutes = Annotated[int, Field(ge=0, le=MOST_MINUTES)]
MOST_SECONDS = 366 * 24 * 3600  # in one step, however often it was gone back to
Seconds = Annotated[int, Field(ge=0, le=MOST_SECONDS)]
MOST_DOTS = 20  # for each person
LEAST_LEVELS = 3
MOST_LEVELS = 7
LevelWords = Annotated[tuple[Text, ...], Field(strict=False, min_length=LEAST_LEVELS, max_length=MOST_LEVELS)]
Id = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]
