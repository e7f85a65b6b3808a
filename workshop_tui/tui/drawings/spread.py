"""One item after its reveal: the spread by levels, both rounds side by side, and what it says in words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from workshop_tui.analysis.agreement import Shape, middle, shape
from workshop_tui.analysis.change import Verdict, change
from workshop_tui.analysis.plain_words import changed, spread, who_rated
from workshop_tui.model.framework import Item
from workshop_tui.model.session import HEADS, Note, Rating, Round
from workshop_tui.tui.safe_text import Lines, blank, column, hanging, line, sides, words, wrapped
from workshop_tui.words import capital, counted

_LABEL = 19
_WIDEST = 110


def draw_heading(title: str, rating: Rating, width: int) -> Lines:
    """Title at the left, who rated at the right."""
    width = min(width, _WIDEST)
    last = rating.last
    right = who_rated(last) if last else "agreed together, not voted on"
    return [sides(words(title, "bold $primary"), words(right), width), blank()]


def draw_spread(labels: Sequence[str], rounds: Sequence[Round], agreed: int | None, width: int) -> Lines:
    """A row a level from the top of the scale down; the last two rounds beside each other."""
    width = min(width, _WIDEST)
    shown = list(rounds[-2:])
    space = max(8, (width - _LABEL - 2) // max(1, len(shown)) - 2)
    lines: Lines = []
    if len(shown) > 1:
        heads = [f"{_ordinal(len(rounds) - 1)} round", f"{_ordinal(len(rounds))} round"]
        lines.append(line(" " * _LABEL, *(words(column(head, space + 2), "bold") for head in heads)))
    for level in range(len(labels), 0, -1):
        mark = "\u25b8" if level == agreed else " "
        lead = line(words(f"{mark}{level}", "bold $primary"), " ", column(labels[level - 1], _LABEL - 4), " ")
        lines.append(line(lead, *(_bar(one, level, space) for one in shown)))
    return lines


def _bar(one: Round, level: int, space: int) -> Content:
    count = one.counts[level - 1] if level <= len(one.counts) else 0
    top = max(one.counts, default=0)
    if top * 2 + 4 <= space:
        bar = "\u25a0 " * count
    else:
        bar = "\u25a0" * (max(1, round(count * (space - 5) / top)) if count else 0) + " "
    filled = bar + (str(count) if count else "\u00b7")
    return line(
        words(bar, "$bar"), words(str(count) if count else "\u00b7", "bold"), " " * max(0, space + 2 - len(filled))
    )


def draw_reading(
    rating: Rating,
    labels: Sequence[str],
    item: Item | None,
    questions: Sequence[str],
    before: Rating | None,
    width: int,
) -> Lines:
    """What the spread says, what to ask next, the words of the middle level, and last time."""
    width = min(width, _WIDEST)
    lines: Lines = [blank()]
    last = rating.last
    said = [capital(spread(last.counts))] if last else []
    if rating.agreed:
        said.append(
            f"agreed level {rating.agreed}, {labels[rating.agreed - 1] if rating.agreed <= len(labels) else ''}"
        )
    if said:
        lines += wrapped(capital(f"{'; '.join(said)}."), width, "bold")
    if len(rating.rounds) > 1:
        lines += wrapped(_between(rating.rounds[-2], rating.rounds[-1]), width)
    if (
        before is not None
        and before.last is not None
        and last is not None
        and len(before.last.counts) == len(last.counts)
    ):
        moved = changed(change(before.last.counts, last.counts))
        lines += wrapped(f"Last time: {spread(before.last.counts)}; {moved}.", width)
    for question in questions[:1]:
        lines += hanging(words("Ask", "bold"), question, 5, width)
    if item is not None and len(item.levels) == len(labels):
        for level in _levels_to_read(rating):
            lines += hanging(words(str(level), "bold $primary"), item.levels[level - 1], 5, width)
    return lines


def _levels_to_read(rating: Rating) -> list[int]:
    """The level whose words help the talk: the agreed one, the middle, or of two camps both ends."""
    last = rating.last
    if rating.agreed:
        return [rating.agreed]
    if last is None or not last.number:
        return []
    levels = [level for level, count in enumerate(last.counts, 1) if count]
    if shape(last.counts) is Shape.TWO_CAMPS:
        return [levels[0], levels[-1]]
    centre = _centre(last)
    return [centre] if centre else []


def _between(first: Round, second: Round) -> str:
    found = change(first.counts, second.counts)
    both = f"{found.n_before} rated, then {found.n_after}"
    why = "; chance would often do as much" if found.verdict is Verdict.NO_CLEAR_CHANGE else ""
    return f"Before: {spread(first.counts)}. Since then: {found.verdict}{why} ({both})."


def _centre(last: Round) -> int | None:
    found = middle(last.counts)
    return found.low if found else None


def draw_notes(notes: Sequence[Note], width: int) -> Lines:
    """The latest note under each head; how many more there are."""
    if not notes:
        return []
    width = min(width, _WIDEST)
    lines: Lines = [blank()]
    for head in HEADS:
        under = [note for note in notes if note.head == head]
        if under:
            more = f" (and {counted(len(under) - 1, 'more', 'more')})" if len(under) > 1 else ""
            lines += hanging(words(head, "bold"), f"{under[-1].text}{more}", 10, width, most=2)
    return lines


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
