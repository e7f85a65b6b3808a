"""Our own colours: black on white for projectors, a dark theme, and the terminal's own.

Every text colour reaches a contrast of 7:1 on its background; nothing is said by colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

PAPER = Theme(
    name="paper",
    dark=False,
    primary="#003a70",
    secondary="#4b0082",
    warning="#6b3500",
    error="#8a0010",
    success="#00502a",
    accent="#003a70",
    foreground="#111111",
    background="#ffffff",
    surface="#ffffff",
    panel="#e8ecf0",
    text_alpha=1.0,
    variables={
        "quiet": "#454545",
        "bar": "#003a70",
        "chosen": "#d5e3f2",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#003a70",
        "input-selection-background": "#b9d3ee",
        "input-cursor-background": "#111111",
        "input-cursor-foreground": "#ffffff",
        "scrollbar": "#9aa4ae",
        "scrollbar-background": "#eef1f4",
    },
)
NIGHT = Theme(
    name="night",
    dark=True,
    primary="#9ecbff",
    secondary="#d3b8ff",
    warning="#ffd479",
    error="#ffb0b0",
    success="#a6e3b4",
    accent="#9ecbff",
    foreground="#f2f2f2",
    background="#11151b",
    surface="#11151b",
    panel="#20262e",
    text_alpha=1.0,
    variables={
        "quiet": "#c2c8cf",
        "bar": "#9ecbff",
        "chosen": "#2a3b4f",
        "block-cursor-foreground": "#11151b",
        "block-cursor-background": "#9ecbff",
        "input-selection-background": "#35506d",
        "input-cursor-background": "#f2f2f2",
        "input-cursor-foreground": "#11151b",
        "scrollbar": "#566270",
        "scrollbar-background": "#1a2027",
    },
)
TERMINAL = Theme(
    name="terminal",
    dark=True,
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_magenta",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_blue",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    text_alpha=1.0,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_black",
        "input-cursor-text-style": "none",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_bright_blue",
        "screen-selection-foreground": "ansi_black",
        "quiet": "ansi_default",
        "bar": "ansi_default",
        "chosen": "ansi_bright_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "input-selection-background": "ansi_blue",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "scrollbar": "ansi_white",
        "scrollbar-background": "ansi_default",
    },
)
THEMES = {theme.name: theme for theme in (PAPER, NIGHT, TERMINAL)}
DEFAULT = NIGHT.name
IN_WORDS = {PAPER.name: "black on white", NIGHT.name: "dark", TERMINAL.name: "the terminal's own"}


def usable(name: str, *, no_color: bool) -> str:
    """The theme to use: with NO_COLOR the terminal's own colours would be black on black."""
    if name not in THEMES or (no_color and THEMES[name].ansi):
        return DEFAULT
    return name


def following(name: str, *, no_color: bool) -> str:
    """The theme after this one, for the key that changes it."""
    names = [one for one in THEMES if usable(one, no_color=no_color) == one]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
