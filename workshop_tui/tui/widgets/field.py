"""One row of a form: what is asked, the answer, and beside it what is wrong with it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from workshop_tui.tui.safe_text import Lines, blank, words, wrapped
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.words_input import WordsInput


class Field(Horizontal):
    """A labelled answer with room for a mistake beside it.

    Args:
        label: What is asked.
        answer: The widget that takes the answer.
        hint: Shown beside the answer while nothing is wrong with it.
        answer_width: Cells for the answer; 0 for all there is (the hint then stands nowhere).
    """

    DEFAULT_CSS = """
    Field { height: auto; padding: 0 1; }
    Field > .label { width: 16; }
    Field > .hint { width: 1fr; padding: 0 0 0 2; color: $quiet; height: auto; }
    Field > .hint.-wrong { color: $error; text-style: bold; }
    """

    def __init__(
        self, label: str, answer: Widget, *, hint: str = "", answer_width: int = 34, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._label, self.answer, self._hint = label, answer, hint
        self.answer.styles.width = answer_width or "1fr"
        self._has_hint = bool(answer_width)
        self.mistake = ""

    def compose(self) -> ComposeResult:
        """Label, answer, hint."""
        yield Drawn(lambda _: [words(self._label)], classes="label")
        yield self.answer
        if self._has_hint:
            yield Drawn(self._draw_hint, classes="hint")

    def on_input_changed(self) -> None:
        """What was wrong is told no longer once it is mended; keeping it looks again."""
        if self.mistake and self._has_hint:
            self.tell("")

    @property
    def typed(self) -> str:
        """What stands in a field of words."""
        return self.answer.typed if isinstance(self.answer, WordsInput) else ""

    @property
    def is_changed(self) -> bool:
        """Whether somebody changed what stood in a field of words."""
        return isinstance(self.answer, WordsInput) and self.answer.is_changed

    def fill(self, text: str) -> None:
        """Put words into a field of words, as they were read."""
        if isinstance(self.answer, WordsInput):
            self.answer.fill(text)

    def relabel(self, label: str) -> None:
        """Ask for something else."""
        self._label = label
        self.query_one(".label", Drawn).show(lambda _: [words(label, "bold")], same_height=True)

    def tell(self, mistake: str) -> None:
        """Say what is wrong with the answer; nothing for all well."""
        self.mistake = mistake
        hint = self.query_one(".hint", Drawn)
        hint.set_class(bool(mistake), "-wrong")
        hint.show(self._draw_hint)

    def suggest(self, hint: str) -> None:
        """Change what is said beside the answer while nothing is wrong with it."""
        self._hint = hint
        self.query_one(".hint", Drawn).show(self._draw_hint)

    def _draw_hint(self, width: int) -> Lines:
        return wrapped(self.mistake or self._hint, width, most=2) or [blank()]
