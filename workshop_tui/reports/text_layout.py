"""Plain text in lines of at most 78 columns, for a terminal, a printer or a screen reader.

Whatever passes through here comes out visible: no line can steer a terminal, whoever wrote its words.
"""

from __future__ import annotations

import textwrap

from workshop_tui.words import visible

WIDTH = 78


def paragraph(text: str, indent: int = 0, first: str = "", *, lines: bool = False) -> list[str]:
    """Text in lines, with ``first`` (a number, a dash) before it and what follows set under its beginning.

    A word is never broken, however long it is. With ``lines``, line ends of people's own stay.
    """
    begin = " " * indent + first
    wrapped: list[str] = []
    for line in visible(text, lines=lines).split("\n"):
        wrapped += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=" " * len(begin) if wrapped else begin,
            subsequent_indent=" " * len(begin),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return wrapped or ([begin.rstrip()] if first else [])


def field(name: str, value: str, indent: int = 0) -> list[str]:
    """``Name: value``; nothing where there is no value."""
    return paragraph(f"{name}: {value}", indent) if value.strip() else []


def section(title: str, lines: list[str]) -> list[str]:
    """A heading of our own in capitals with what stands under it; nothing where nothing does."""
    return ["", title.upper(), "", *lines] if lines else []


def page(lines: list[str]) -> str:
    """All lines as one text without two empty lines in a row, or one at either end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n")
