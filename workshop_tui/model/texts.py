"""What the program says to the room: purpose, privacy, the question to ask about each shape of a spread."""

from typing import Annotated, Literal

from pydantic import Field

from workshop_tui.model.part import Id, Part, Text

Lines = Annotated[tuple[Text, ...], Field(strict=False)]


class Texts(Part):
    """Words of the room, one TOML file that a facilitator can replace by her own.

    ``questions`` maps a shape ("two camps", "spread widely", "leaning together", "largely agreed",
    "too few to say", and "can't say" for many who could not) to the questions to ask; ``{low}`` and
    ``{high}`` stand for the levels at the two ends of the spread.
    """

    format: Literal["workshop-texts/1"]
    id: Id
    replaces_built_in: bool = False
    purpose: Lines = ()
    counted_not_named: Lines = ()
    projector_off: Lines = ()
    questions: dict[str, Lines] = Field(default_factory=dict)
