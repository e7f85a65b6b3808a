"""A framework: the themes and items that a team rates, and the words of its scale."""

from typing import Annotated, Literal

from pydantic import Field

from workshop_tui.model.part import MOST_LEVELS, Id, LevelWords, Part, Text


class Theme(Part):
    """A group of items."""

    id: Id
    title: Text
    about: Text = ""


class Item(Part):
    """One condition or statement to rate. Its id never changes; its words may."""

    id: Id
    theme: str = ""
    title: Text = Field(min_length=1)
    short: Text = ""
    statement: Text = ""
    why: Text = ""
    prompts: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    levels: Annotated[tuple[Text, ...], Field(strict=False, max_length=MOST_LEVELS)] = ()
    source: Text = ""


class Framework(Part):
    """A set of themes and items, one TOML file.

    ``levels`` are the short words of the scale from 1 to K; an item describes each level in its own
    ``levels``, which then has the same length or is empty.
    """

    format: Literal["workshop-framework/1"]
    id: Id
    version: str = "1"
    title: Text = Field(min_length=1)
    about: Text = ""
    source: Text = ""
    replaces_built_in: bool = False
    levels: LevelWords
    themes: Annotated[tuple[Theme, ...], Field(strict=False)] = ()
    items: Annotated[tuple[Item, ...], Field(strict=False, min_length=1)]

    def item(self, item_id: str) -> Item | None:
        """The item of that id, if this framework has it."""
        return next((item for item in self.items if item.id == item_id), None)
