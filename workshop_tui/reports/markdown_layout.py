"""Pieces of Markdown: tables, lists, bars. What is handed in is Markdown already (people's words by ``md``)."""

from __future__ import annotations

from collections.abc import Sequence

_WIDEST_BAR = 20


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table with pipes; nothing without rows."""
    if not rows:
        return []
    return ["", _row(heads), _row(["---"] * len(heads)), *(_row(row) for row in rows), ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def bullets(entries: Sequence[str], indent: int = 0) -> list[str]:
    """A list; empty entries fall out."""
    return [f"{' ' * indent}- {entry}" for entry in entries if entry]


def section(heading: str, lines: Sequence[str], level: int = 2) -> list[str]:
    """A heading with what stands under it; nothing where nothing does."""
    return ["", f"{'#' * level} {heading}", "", *lines] if any(lines) else []


def bar(count: int, most: int) -> str:
    """A bar with its number: as many squares as people, or fewer in proportion where there are many."""
    squares = count if most <= _WIDEST_BAR else max(1 if count else 0, round(count * _WIDEST_BAR / most))
    return f"{'■' * squares} {count}" if count else "0"


def sentence(text: str) -> str:
    """Words with a capital at the beginning and a full stop at the end."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def page(lines: Sequence[str]) -> str:
    """All lines as one file without two empty lines in a row."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"
