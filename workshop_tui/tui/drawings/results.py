"""A rated item as one row: its spread in small, the middle, the agreement in words."""

from __future__ import annotations

from textual.content import Content

from workshop_tui.analysis.change import Verdict, change
from workshop_tui.analysis.standouts import ItemResult
from workshop_tui.model.framework import Item
from workshop_tui.model.session import Session
from workshop_tui.tui.safe_text import Lines, blank, column, line, words, wrapped

_CELL, _MIDDLE, _AGREEMENT = 3, 7, 17
_LAST = 4  # dots, or how many can't say


def draw_result_head(width: int, levels: int, last: str) -> Content:
    """Headings of the columns; ``last`` is what the last one counts."""
    numbers = "".join(f"{level:>{_CELL}}" for level in range(1, levels + 1))
    title = column("", _title(width, levels))
    return words(f"   {title}{numbers}  {column('middle', _MIDDLE)}{column('agreement', _AGREEMENT)}{last}", "$quiet")


def moved_sign(one: ItemResult, before: Session | None) -> str:
    """Whether an item moved since the earlier session by more than chance: up, down or nothing to say."""
    rating = before.rating(one.key) if before else None
    if rating is None or rating.last is None or len(rating.last.counts) != len(one.counts):
        return " "
    verdict = change(rating.last.counts, one.counts).verdict
    return {Verdict.UP: "\u25b2", Verdict.DOWN: "\u25bc"}.get(verdict, " ")


def draw_result_row(one: ItemResult, mark: str, width: int, levels: int, last: str) -> Content:
    """Two marks, title, how many at each level, middle, agreement, and what the screen counts last."""
    counts = "".join((str(count) if count else "\u00b7").rjust(_CELL) for count in one.counts)
    return line(
        words(f"{mark:<2} ", "bold"),
        words(column(one.title, _title(width, levels)), "bold" if mark[:1].strip() else ""),
        column(counts, levels * _CELL),
        "  ",
        words(column(str(one.middle or "-"), _MIDDLE), "bold"),
        column(str(one.shape), _AGREEMENT),
        last,
    ).truncate(width, ellipsis=True)


def draw_under_marker(title: str, item: Item | None, width: int) -> Lines:
    """What the row under the marker says in full, for the titles that a column cuts."""
    said = f"{title}: {item.statement}" if item is not None and item.statement else title
    return [blank(), *wrapped(said, min(width, 110), "$quiet", most=2)]


def most_levels(items: list[ItemResult]) -> int:
    """Levels of the longest scale among the items, so that all rows share their columns."""
    return max((one.levels for one in items), default=5)


def _title(width: int, levels: int) -> int:
    return max(12, min(44, width - 5 - levels * _CELL - _MIDDLE - _AGREEMENT - _LAST))
