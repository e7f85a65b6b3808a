"""The least that Textual can show: one static text."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class MinimalApp(App[None]):
    """One text."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static("Minimal app")


if __name__ == "__main__":
    MinimalApp().run()
