"""One item before its reveal: what it says, what each level looks like, how many cards are in."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_tui.model.agenda import Step
from workshop_tui.model.framework import Item
from workshop_tui.tui.safe_text import Lines, blank, centred, hanging, line, words, wrapped

_LABEL = 19  # cells for a level's digit and short word
_WIDEST = 110  # lines longer than this are hard to read from the back of a room


def draw_statement(item: Item | None, title: str, width: int) -> Lines:
    """Title and statement."""
    width = min(width, _WIDEST)
    lines = wrapped(title, width, "bold $primary", most=2)
    if item is not None and item.statement:
        lines += wrapped(item.statement, width, most=4)
    return lines


def draw_introduction(step: Step, first: str, width: int) -> Lines:
    """What is said at the start of a step, and which item comes first."""
    width = min(width, _WIDEST)
    how = (
        "rated quickly, without talk; then we open a few" if step.kind == "quick" else "rated and talked about in turn"
    )
    many = "item" if len(step.items) == 1 else "items"
    return [
        blank(),
        *wrapped(step.title, width, "bold $primary"),
        blank(),
        *wrapped(step.says, width),
        blank(),
        *wrapped(f"{len(step.items)} {many}, {how}; {step.minutes} minutes.", width),
        *wrapped(f"First: {first}", width, "bold"),
    ]


def draw_levels(labels: Sequence[str], item: Item | None, width: int) -> Lines:
    """Every level: digit, short word, and what it looks like here."""
    width = min(width, _WIDEST)
    described = item.levels if item is not None and len(item.levels) == len(labels) else ()
    lines: Lines = [blank()]
    for number, label in enumerate(labels, 1):
        lead = line(words(f"{number}", "bold $primary"), "  ", words(label, "bold").truncate(_LABEL - 4, ellipsis=True))
        lines += hanging(lead, described[number - 1], _LABEL, width, most=4) if described else [lead]
    return lines


def draw_prompts(item: Item | None, width: int) -> Lines:
    """For the facilitator: why it matters, and what to ask."""
    width = min(width, _WIDEST)
    if item is None or not (item.why or item.prompts):
        return [blank(), *wrapped("There are no prompts for this item.", width)]
    lines: Lines = [blank()]
    if item.why:
        lines += [*hanging(words("Why", "bold"), item.why, 6, width), blank()]
    for prompt in item.prompts:
        lines += hanging(words("Ask", "bold"), prompt, 6, width)
    return lines


def draw_cards(answers: int, people: int, what: str, then: str, width: int) -> Lines:
    """How many have answered, against the people in the room, and the key that comes ``then``.

    Nothing of what they said.
    """
    told = f"{answers} of {people} {what}" if people else f"{answers} {what}"
    if answers == people > 0:
        told += f": all in, {then}"
    room = max(answers, people)
    boxes = " ".join("\u25a0" * min(answers, people or answers) + "\u25a1" * max(0, people - answers))
    if answers > people > 0:
        boxes = " ".join("\u25a0" * people) + " + " + " ".join("\u25a0" * (answers - people))
    if room * 2 + len(told) + 4 > width:
        full = round((width - len(told) - 8) * answers / max(1, room))
        boxes = "\u25a0" * full + "\u25a1" * (max(0, width - len(told) - 8) - full)
    return [blank(), centred(line(words(boxes, "$bar"), words(f"     {told}", "bold")), width)]
