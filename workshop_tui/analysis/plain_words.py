"""Figures as people read them: one place for the words, for screens and reports alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_tui.analysis.agreement import Shape, middle, shape
from workshop_tui.analysis.change import Change, Verdict
from workshop_tui.model.action import Action
from workshop_tui.model.session import Round, Session
from workshop_tui.words import counted, listed


def people(number: int) -> str:
    """``1 person``, ``12 people``."""
    return counted(number, "person", "people")


def who_rated(one: Round) -> str:
    """``12 rated, 1 can't say``, and how many of the room that was where it was not all."""
    said = f"{one.number} rated"
    if one.cant_say:
        said += f", {one.cant_say} can't say"
    if one.people is not None and one.answers != one.people:
        said += f", of {one.people} in the room"
    return said


def spread(counts: Sequence[int]) -> str:
    """``middle 2, two camps``: what a spread says, always with its middle."""
    found = middle(counts)
    return f"middle {found}, {shape(counts)}" if found else "nobody chose a level"


def question_key(counts: Sequence[int], cant_say: int) -> str:
    """Which questions fit a spread: its shape, high or low where people agree, or that many cannot say."""
    number = sum(counts)
    if cant_say * 3 >= number + cant_say and cant_say > 1:
        return "can't say"
    found, centre = shape(counts), middle(counts)
    if found is Shape.AGREED and centre is not None:
        half = (len(counts) + 1) / 2
        return f"{found} low" if centre.value < half else f"{found} high" if centre.value > half else str(found)
    return str(found)


def changed(change: Change, since: str = "last time") -> str:
    """``moved up since last time (12 then, 11 now)``: a verdict with both numbers, always."""
    both = f"({change.n_before} rated then, {change.n_after} now)"
    if change.verdict is Verdict.TOO_FEW:
        return f"too few to say whether it moved since {since} {both}"
    return f"{change.verdict} since {since} {both}"


@dataclass(frozen=True)
class LooseEnd:
    """An action that still lacks something."""

    action: Action
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """``no owner and no due date``."""
        return listed([f"no {what}" for what in self.missing])


def loose_ends(session: Session) -> list[LooseEnd]:
    """Open actions without an owner or a due date: allowed in the heat of the day, listed before closing."""
    ends = []
    for action in session.actions:
        lacks = [(not action.owner.strip(), "owner"), (action.due is None, "due date")]
        missing = tuple(what for is_missing, what in lacks if is_missing)
        if action.is_open and missing:
            ends.append(LooseEnd(action, missing))
    return ends
