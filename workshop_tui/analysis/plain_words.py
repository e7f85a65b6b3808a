"""Figures as people read them: one place for the words, for screens and reports alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_tui.analysis.agreement import Shape, middle, shape
from workshop_tui.analysis.change import Change, Verdict
from workshop_tui.analysis.progress import Arrows
from workshop_tui.model.action import Action, Event, Worked
from workshop_tui.model.session import Head, Round, Session, State
from workshop_tui.model.texts import Texts
from workshop_tui.words import counted, listed

HEADS_IN_WORDS: dict[Head, str] = {
    "works": "What works",
    "worries": "What worries us",
    "evidence": "How we know",
    "one step": "What would move it one step up",
}
WORKED_IN_WORDS: dict[Worked, str] = {
    "yes": "it worked",
    "partly": "it worked in part",
    "no": "it did not work",
    "too early": "it is too early to say whether it worked",
}
STATES_IN_WORDS: dict[State, str] = {"planned": "planned, not begun", "open": "under way", "closed": "closed"}


def event_words(event: Event) -> str:
    """``done; it worked``: the status that an action came to, without the note beside it."""
    return f"{event.status}; {WORKED_IN_WORDS[event.worked]}" if event.worked else event.status


def people(number: int) -> str:
    """``1 person``, ``12 people``."""
    return counted(number, "person", "people")


FEW_ANSWERS = 3
"""Where fewer answer, a spread shows what single people said."""


def not_all_in(answers: Sequence[int], room: int) -> str:
    """What to tell before a reveal where not as many answered each item as are in the room; empty where all did.

    ``answers`` are how many answered each of the items; none at all are left out of a reveal.
    """
    without, given = answers.count(0), [one for one in answers if one]
    least, most = min(given, default=0), max(given, default=0)
    said = []
    if without:
        said.append(f"{counted(without, 'item')} without an answer.")
    if most > room > 0:
        said.append(f"{most} answers, but {people(room)} in the room.")
    if least < room:
        said.append(f"Only {least} of {people(room)} have answered.")
    if least < min(FEW_ANSWERS, room):
        said.append("So few show what single people said!")
    return " ".join(said)


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


def ends(counts: Sequence[int]) -> tuple[int, int] | None:
    """The lowest and the highest level that anybody chose; None where nobody chose one."""
    chosen = [level for level, count in enumerate(counts, 1) if count]
    return (chosen[0], chosen[-1]) if chosen else None


def questions(texts: Texts, counts: Sequence[int], cant_say: int) -> list[str]:
    """What to ask the room about a spread, with its own lowest and highest level put in."""
    low, high = ends(counts) or (1, len(counts))
    asked = texts.questions.get(question_key(counts, cant_say)) or texts.questions.get(str(shape(counts)), ())
    return [text.replace("{low}", str(low)).replace("{high}", str(high)) for text in asked]


def changed(change: Change, since: str = "last time") -> str:
    """``moved up since last time (12 then, 11 now)``: a verdict with both numbers, always."""
    both = f"({change.n_before} rated then, {change.n_after} now)"
    if change.verdict is Verdict.TOO_FEW:
        return f"too few to say whether it moved since {since} {both}"
    return f"{change.verdict} since {since} {both}"


def in_a_hundred(share: float) -> str:
    """How often: ``63 times in 100``; never and always only where they are exact."""
    if share <= 0:
        return "never"
    if share >= 1:
        return "always"
    if share < 0.01:
        return "less than once in 100 times"
    times = round(share * 100)
    return "more than 99 times in 100" if share > 0.99 else "once in 100" if times == 1 else f"{times} times in 100"


def effect(change: Change) -> str:
    """What the effect means, without its name; empty where a side is empty."""
    if change.effect is None:
        return ""
    if change.effect in (0, 1):
        return f"every rating now is {'higher' if change.effect else 'lower'} than every one then"
    often = in_a_hundred(change.effect)
    return f"of one rating then and one now, the one now is the higher {often} (50 is even, a tie counts half)"


def chance(change: Change) -> str:
    """What p means, with p beside it; empty where a side is empty."""
    if change.p is None:
        return ""
    figure = "p below 0.001" if change.p < 0.001 else f"p = {change.p:.3f}"
    how = "" if change.exact else ", approximate, since more than 60 rated"
    return f"had nothing changed, chance would show as much {in_a_hundred(change.p)} ({figure}{how})"


def change_told(change: Change, since: str = "last time") -> str:
    """The verdict with both numbers, then what the effect and p mean, unless people are too few to say."""
    parts = [changed(change, since)]
    if change.verdict is not Verdict.TOO_FEW:
        parts += [part for part in (effect(change), chance(change)) if part]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def by_chance(found: Arrows) -> str:
    """Under a list: how many of its arrows chance alone would give."""
    if not found.compared:
        return "No item has enough ratings on both sides to call a change."
    if not found.moved:
        return f"{counted(found.compared, 'item')} could be compared, and none moved by more than chance."
    chance_gives = "fewer than one" if found.by_chance < 1 else f"about {round(found.by_chance)}"
    return (
        f"{counted(found.compared, 'item')} could be compared, and {found.moved} moved. Chance alone moves at most "
        f"one item in {round(found.compared / found.by_chance)}: here {chance_gives}."
    )


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
    found = []
    for action in session.actions:
        lacks = [(not action.owner.strip(), "owner"), (action.due is None, "due date")]
        missing = tuple(what for is_missing, what in lacks if is_missing)
        if action.is_open and missing:
            found.append(LooseEnd(action, missing))
    return found
