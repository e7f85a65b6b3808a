"""What changed from one state of a session to another, in plain sentences.

Of rounds only how many answered is told: from the counts of two states one could work out what somebody
answered who came late or was counted anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from workshop_tui.analysis import plain_days
from workshop_tui.analysis.matched import COURSE, each, in_another_order, known, named, unknown_keys_differ
from workshop_tui.analysis.plain_cells import (
    COMMITMENT,
    LABELS,
    about,
    cell,
    item_title,
    quoted,
    reads,
    round_name,
    title,
    value,
)
from workshop_tui.analysis.plain_words import HEADS_IN_WORDS, WORKED_IN_WORDS
from workshop_tui.model.action import Action, Worked
from workshop_tui.model.agenda import Step
from workshop_tui.model.part import Part
from workshop_tui.model.session import Note, Rating, Round, Session
from workshop_tui.words import capital, counted, cut

_Say = Callable[[Any, Any], str]
"""What to say of a field, from what it was and what it is now."""

_LINE = 120
_MOST_NAMED = 4  # more of them in one line could not be read
_UNKNOWN = "Keys that this version does not know were changed"
_TOLD_APART = COURSE | {"agenda", "frameworks", "ratings", "notes", "actions"}
_FACTS = ("format", "team", "service", "organisation", "date", "people", "follows", "follows_id", "dots_each")
_STATES: dict[tuple[str, str], str] = {
    ("planned", "open"): "The workshop began",
    ("closed", "open"): "The workshop was opened again",
    ("planned", "closed"): "The workshop was closed",
    ("open", "closed"): "The workshop was closed",
}


def differences(before: Session, after: Session) -> tuple[str, ...]:
    """What changed, a sentence for each: the facts, the agenda, the items in their order, notes, actions.

    Parts are matched by id or item, and doubles of an id by their order. Going from step to step and running
    times say nothing; all else that differs gives at least one sentence.

    Args:
        before: The earlier state.
        after: The later state of the same session.
    """
    said = [
        *_facts(before, after),
        *_agenda(before, after),
        *_frameworks(before, after),
        *_items(before, after),
        *_notes(before, after),
        *_actions(before, after),
    ]
    return (*said, _UNKNOWN) if unknown_keys_differ(before, after) else tuple(said)


def in_brief(before: Session, after: Session, most: int = 2) -> str:
    """The first few differences in one line of at most 120 characters, and how many more there are.

    Args:
        before: The earlier state.
        after: The later state of the same session.
        most: How many to name, up to four.
    """
    found = differences(before, after)
    named = found[: max(0, min(most, _MOST_NAMED))]
    if not named:
        return counted(len(found), "change") if found else ""
    more = [f"and {len(found) - len(named)} more"] if len(found) > len(named) else []
    room = _LINE - 2 * (len(named) - 1) - sum(len(one) + 2 for one in more)
    return "; ".join([*_fitted(named, room), *more])


def _fitted(sentences: Sequence[str], room: int) -> list[str]:
    """The sentences cut to fit side by side; what a short one leaves over goes to the longer ones."""
    widths: dict[int, int] = {}
    for done, place in enumerate(sorted(range(len(sentences)), key=lambda place: len(sentences[place]))):
        widths[place] = min(len(sentences[place]), room // (len(sentences) - done))
        room -= widths[place]
    return [cut(sentence, widths[place]) for place, sentence in enumerate(sentences)]


# The session and its agenda


def _facts(before: Session, after: Session) -> list[str]:
    say = {name: _fact(name) for name in _FACTS}
    say["state"] = lambda was, now: _STATES.get((was, now), "The workshop is planned again, not begun")
    say["id"] = lambda was, now: "The session has another id"
    # Both name the earlier workshop, one by its file and one by its id; the file says more.
    double = {"follows_id"} if before.follows != after.follows else set()
    return [capital(one) for one in _changed(before, after, say, _TOLD_APART | double)]


def _fact(name: str) -> _Say:
    verb = "were" if name in ("people", "dots_each") else "was"
    return lambda was, now: f"{LABELS[name]}: {reads(name, now)} ({verb} {reads(name, was)})"


def _agenda(before: Session, after: Session) -> list[str]:
    was, now = before.agenda, after.agenda
    say: dict[str, _Say] = {"title": lambda was, now: f"{quoted(now)} (was {quoted(was)})"}
    another = {"id"} if was.title != now.title else set()  # its title says that it is another one
    return [
        *_behind("Agenda", _changed(was, now, say, {"steps"} | another)),
        *each(
            was.steps,
            now.steps,
            new=lambda step: [f"New step: {title(step)} ({step.minutes} min)"],
            gone=lambda step: f"Step taken out: {title(step)}",
            both=lambda was, now: _behind(f"Step {title(now)}", _step(was, now)),
        ),
        *_moved(was.steps, now.steps),
    ]


def _step(was: Step, now: Step) -> list[str]:
    say: dict[str, _Say] = {
        "minutes": lambda was, now: f"{now} min (was {was} min)",
        "skipped": lambda was, now: "skipped" if now else "no longer skipped",
        "items": _step_items,
    }
    return _changed(was, now, say)


def _step_items(was: tuple[str, ...], now: tuple[str, ...]) -> str:
    if len(was) == len(now):
        return "other items, or in another order"
    return f"{counted(len(now), 'item')} ({_were(len(now))} {len(was)})"


def _moved(before: Sequence[Step], after: Sequence[Step]) -> list[str]:
    """Which steps of both agendas lie elsewhere now: those outside the longest runs that are the same."""
    was, now = named(before), named(after)
    old, new = [name for name in was if name in now], [name for name in now if name in was]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in new[block.b : block.b + block.size]}
    order, said = list(now), []
    for name in (one for one in new if one not in stayed):
        place = order.index(name)
        where = f"after {title(now[order[place - 1]])}" if place else "to the beginning"
        said.append(f"Step {title(now[name])}: moved {where}")
    return said


def _frameworks(before: Session, after: Session) -> list[str]:
    found = each(
        before.frameworks,
        after.frameworks,
        new=lambda scale: [f"New framework: {title(scale)}"],
        gone=lambda scale: f"Framework taken out: {title(scale)}",
        both=lambda was, now: _behind(f"Framework {title(now)}", _changed(was, now)),
    )
    return found + _order("Frameworks", before.frameworks, after.frameworks)


# Items


def _items(before: Session, after: Session) -> list[str]:
    def new(item: Rating) -> list[str]:
        blank = Rating(framework=item.framework, item=item.item, title=item.title)
        return [f"New item: {item_title(item)}", *both(blank, item)]

    def gone(item: Rating) -> str:
        return f"Item taken out: {item_title(item)} ({value(before, ('ratings', item.key), item)})"

    def both(was: Rating, now: Rating) -> list[str]:
        return _behind(item_title(now), _rounds(was.rounds, now.rounds) + _rating(was, now))

    found = each(before.ratings, after.ratings, new=new, gone=gone, both=both)
    return found + _order("Items", before.ratings, after.ratings)


def _rating(was: Rating, now: Rating) -> list[str]:
    say: dict[str, _Say] = {
        "agreed": _agreed,
        "dots": lambda was, now: f"{counted(now, 'dot')} ({_were(now)} {was})",
        "chosen": lambda was, now: "chosen to work on" if now else "no longer chosen to work on",
    }
    return _changed(was, now, say, {"rounds"})


def _agreed(was: int | None, now: int | None) -> str:
    level = f"agreed level {now}" if now else "no agreed level"
    return f"{level} (was {was})" if was else level


def _rounds(before: Sequence[Round], after: Sequence[Round]) -> list[str]:
    said = [_round_changed(place, was, now) for place, (was, now) in enumerate(zip(before, after, strict=False))]
    said += [_round_taken(place, after[place]) for place in range(len(before), len(after))]
    for place in range(len(after), len(before)):
        said.append(f"{round_name(place)} taken away ({_answers(before[place])})")
    return [one for one in said if one]


def _round_taken(place: int, taken: Round) -> str:
    name = round_name(place)
    what = "rated" if place == 0 else f"a {name}" if name.endswith("round") else name
    return f"{what} ({_answers(taken)})"


def _round_changed(place: int, was: Round, now: Round) -> str:
    if known(was) == known(now):
        return ""
    other = f", {_were(now.answers)} {was.answers}" if was.answers != now.answers else ""
    return f"{round_name(place)} changed ({_answers(now)}{other})"


def _answers(one: Round) -> str:
    return counted(one.answers, "answer")


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


# Notes and actions


def _notes(before: Session, after: Session) -> list[str]:
    def both(was: Note, now: Note) -> list[str]:
        name = f"Note on {about(after, now.key)}"
        moved = [f"{name} (was on {about(before, was.key)}): {quoted(now.text)}"] if was.key != now.key else []
        return moved + [f"{name} {one}" for one in _note(was, now)]

    found = each(
        before.notes,
        after.notes,
        new=lambda note: [f"New note on {about(after, note.key)} ({note.head}): {quoted(note.text)}"],
        gone=lambda note: f"Note taken away: {quoted(note.text)}",
        both=both,
    )
    return found + _order("Notes", before.notes, after.notes)


def _note(was: Note, now: Note) -> list[str]:
    text = quoted(now.text)
    say: dict[str, _Say] = {
        "text": lambda was, now: f"changed: {text}",
        "head": lambda was, now: f'now under "{HEADS_IN_WORDS[now]}" (was "{HEADS_IN_WORDS[was]}"): {text}',
    }
    return _changed(was, now, say, {"framework", "item"})


def _actions(before: Session, after: Session) -> list[str]:
    found = each(
        before.actions,
        after.actions,
        new=lambda action: [f"New action: {quoted(action.what)}"],
        gone=lambda action: f"Action taken away: {quoted(action.what)}",
        both=lambda was, now: _behind(f"Action {quoted(now.what)}", _action(was, now)),
    )
    return found + _order("Actions", before.actions, after.actions)


def _action(was: Action, now: Action) -> list[str]:
    say: dict[str, _Say] = {
        "what": lambda was, now: f"was {quoted(was)}",
        "kind": lambda was, now: f"commitment of {reads(COMMITMENT, now)} (was of {reads(COMMITMENT, was)})",
        "owner": _owner,
        "due": _due,
        "status": lambda was, now: f"{now} (was {was})",
        "worked": lambda was, now: f"{_worked(now)} (was: {_worked(was)})",
        "source": lambda was, now: "where it was caught changed",
    }
    return _changed(was, now, say, {"history"}) + _history(was, now)


def _owner(was: str, now: str) -> str:
    before = reads("owner", was) if was.strip() else "nobody"
    return f"owner {reads('owner', now)} (was {before})" if now.strip() else f"no owner (was {before})"


def _due(was: dt.date | None, now: dt.date | None) -> str:
    before = plain_days.day(was) if was else "not set"
    return f"due {plain_days.day(now)} (was {before})" if now else f"no due date (was {before})"


def _worked(worked: Worked | None) -> str:
    return WORKED_IN_WORDS[worked] if worked else "not said whether it worked"


def _history(was: Action, now: Action) -> list[str]:
    """Remarks that came or went; an entry that goes with another status says nothing that the status does not."""
    old, new = [known(event) for event in was.history], [known(event) for event in now.history]
    if old == new:
        return []
    came = [event.note for event in now.history if event.note.strip() and known(event) not in old]
    went = [event.note for event in was.history if event.note.strip() and known(event) not in new]
    said = [f"remark {quoted(note)}" for note in came] + [f"remark taken away: {quoted(note)}" for note in went]
    explained = bool(said) or (was.status, was.worked) != (now.status, now.worked)
    shared = max(0, min(len(old), len(new)) - 1)  # the last entry may have been replaced
    return said if explained and old[:shared] == new[:shared] else [*said, "history changed"]


# Fields


def _changed(was: Part, now: Part, say: Mapping[str, _Say] | None = None, quiet: Collection[str] = ()) -> list[str]:
    """A sentence for each field that differs; also for one that nobody thought of here."""
    said = []
    for name in type(now).model_fields:
        old, new = getattr(was, name, None), getattr(now, name)
        if name not in quiet and known(old) != known(new):
            said.append(say[name](old, new) if say and name in say else _plainly(name, old, new))
    return said


def _plainly(name: str, was: object, now: object) -> str:
    label = LABELS.get(name, name)
    if isinstance(now, Part) or (isinstance(now, tuple) and not all(isinstance(one, str) for one in now)):
        return f"{label} changed"
    old, new = (quoted(one) if isinstance(one, str) and one.strip() else reads(name, one) for one in (was, now))
    return f"{label} {new} (was {old})"


def _behind(name: str, said: Sequence[str]) -> list[str]:
    return [f"{name}: {one}" for one in said]


def _order(what: str, before: Sequence[Part], after: Sequence[Part]) -> list[str]:
    return [f"{what}: in another order"] if in_another_order(before, after) else []


__all__ = ["cell", "differences", "in_brief", "value"]
