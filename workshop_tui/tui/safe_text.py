"""The one place where people's words become something that Textual draws.

Every text on screen goes through :func:`words`, so that markup in a title is shown and not obeyed, and no
control character reaches the terminal.
"""

from __future__ import annotations

from rich.cells import cell_len, chop_cells
from textual.content import Content

from workshop_tui.words import visible

Line = Content
Lines = list[Content]


def words(text: object, style: str = "") -> Content:
    """Anybody's words as one harmless line."""
    shown = Content(visible(str(text)))
    return shown.stylize(style) if style else shown


def line(*parts: Content | str) -> Content:
    """Pieces put together to one line; plain strings are made harmless on the way."""
    return Content.assemble(*(words(part) if isinstance(part, str) else part for part in parts))


def blank() -> Content:
    """An empty line."""
    return Content("")


def wrapped(text: object, width: int, style: str = "", most: int = 0) -> Lines:
    """Words broken into lines of at most ``width`` cells; after ``most`` lines an ellipsis."""
    lines = _broken(visible(str(text)), max(1, width))
    if most and len(lines) > most:
        lines = [*lines[: most - 1], fitted(f"{lines[most - 1]}\u2026", width, force_ellipsis=True)]
    return [Content(one).stylize(style) if style else Content(one) for one in lines]


def hanging(label: Content, text: object, indent: int, width: int, style: str = "", most: int = 0) -> Lines:
    """A label, and beside it words that keep their distance from it on every line."""
    rows = wrapped(text, width - indent, style, most) or [blank()]
    lead = label + Content(" " * max(0, indent - label.cell_length))
    return [lead + rows[0], *(Content(" " * indent) + row for row in rows[1:])]


def fitted(text: str, width: int, *, force_ellipsis: bool = False) -> str:
    """Shown text cut to ``width`` cells, with an ellipsis where something was left off."""
    shown = visible(text)
    if cell_len(shown) <= width and not (force_ellipsis and not shown.endswith("\u2026")):
        return shown
    if width <= 1:
        return "\u2026"[:width]
    return (chop_cells(shown.rstrip("\u2026"), width - 1) or [""])[0].rstrip() + "\u2026"


def column(text: str, width: int) -> str:
    """Shown text in exactly ``width`` cells: cut, or filled with spaces."""
    cut = fitted(text, width)
    return cut + " " * max(0, width - cell_len(cut))


def sides(left: Content, right: Content, width: int) -> Content:
    """One text at the left end of a line and one at the right; the left one gives way."""
    right = right.truncate(max(0, width), ellipsis=True)
    space = width - right.cell_length
    if left.cell_length >= space:
        left = left.truncate(max(0, space - 1), ellipsis=True)
    return left + Content(" " * max(0, space - left.cell_length)) + right


def centred(text: Content, width: int) -> Content:
    """A line in the middle of the width."""
    return Content(" " * max(0, (width - text.cell_length) // 2)) + text


def _broken(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text.rstrip()] if text else []
    lines, here, used = [], "", 0
    for word in text.split(" "):
        size = cell_len(word)
        if here and used + 1 + size <= width:
            here, used = f"{here} {word}", used + 1 + size
            continue
        if here:
            lines.append(here)
        pieces = chop_cells(word, width) if size > width else [word]
        lines += pieces[:-1]
        here = pieces[-1] if pieces else ""
        used = cell_len(here)
    return [*lines, here] if here else lines
