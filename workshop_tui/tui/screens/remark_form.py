"""A remark on an action: why it is stuck or dropped, or what was seen of it. One line, dated in its history."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workshop_tui.changes import actions
from workshop_tui.model.action import Action
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import blank, wrapped
from workshop_tui.tui.screens.form import FormScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.field import Field
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.tui.widgets.words_input import WordsInput
from workshop_tui.workshop import Workshop


class RemarkForm(FormScreen):
    """What is written here stands in the action's history, beside its status and the day.

    Args:
        workshop: The open session.
        action: The action it is about.
        asks: What is asked, such as "Why is it stuck?".
    """

    PURPOSE = (
        "Write why the action is stuck or dropped, or what you have seen of it. It is kept in the action's history, "
        "with the day. Enter on an empty line leaves it unsaid."
    )
    KEYS = (
        Key("enter", "keep", "keep it", first=True, help="Keep the remark, or nothing, and go back"),
        Key("escape", "leave", "leave it unsaid", first=True, help="Go back without a remark"),
        *FormScreen.SHARED_KEYS,
    )
    AUTO_FOCUS = "WordsInput"

    def __init__(self, workshop: Workshop, action: Action, asks: str) -> None:
        super().__init__()
        self._workshop, self._action, self._asks = workshop, action, asks

    def body(self) -> Iterable[Widget]:
        """The action, and one field."""
        yield Drawn(lambda width: [*wrapped(self._action.what, min(width, 100), "bold", most=3), blank()])
        yield Drawn(lambda width: wrapped(self._asks, width))
        yield Field("", WordsInput(""), answer_width=0, id="remark")

    def show_top(self) -> None:
        """Name the screen."""
        self.query_one("#top", TopLine).say("A remark on this action", "")

    @property
    def unkept(self) -> bool:
        """Whether anything was typed."""
        return self.query_one("#remark", Field).is_changed

    def action_keep(self) -> None:
        """Keep it in the action's history."""
        said, day = self.query_one("#remark", Field).typed, self._workshop.now.date()
        one = self._workshop.session.action(self._action.id) or self._action
        if not said.strip():
            self.dismiss(False)
        elif self.attempt(
            lambda: self._workshop.take(
                "a remark on an action", actions.follow_up, one.id, one.status, day, note=said, worked=one.worked
            )
        ):
            self.dismiss(True)
