"""One place of a session by its name, and how what stands there reads: to tell two changes of it apart on screen.

Of a round only how many answered is said, and nothing of its levels: two totals of one round, beside each
other, would tell what the few answered in whom they differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from workshop_tui.analysis import plain_days, plain_words
from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Plan, Step
from workshop_tui.model.part import Part
from workshop_tui.model.session import ItemKey, Note, Place, Rating, Round, Scale, Session
from workshop_tui.words import counted, cut, listed

Where = tuple[object, ...]
"""Field names from the session down; for a part of a list its id, its ItemKey or, without either, its position."""

NOTHING = "nothing"
_WIDTH = 60
_GREATEST = 10**30  # no figure of a workshop; written out it would fill the screen
_UNTITLED = "an item without a title"
_UNTOLD = "a count that is not shown here"

LABELS: dict[str, str] = {
    "format": "version of the file's format",
    "id": "id",
    "team": "team",
    "service": "service",
    "organisation": "organisation",
    "date": "date",
    "people": "people in the room",
    "state": "state",
    "follows": "follows",
    "follows_id": "id of the workshop that it follows",
    "dots_each": "dots for each person",
    "place": "where it stopped",
    "times": "time spent",
    "agenda": "agenda",
    "frameworks": "frameworks",
    "ratings": "items",
    "notes": "notes",
    "actions": "actions",
    "steps": "steps",
    "kind": "kind",
    "title": "title",
    "minutes": "minutes",
    "says": "what is said",
    "framework": "framework",
    "item": "item",
    "items": "items",
    "each": "time for each item",
    "for_items": "items it has time for",
    "opens": "items to open",
    "skipped": "skipped",
    "version": "version",
    "levels": "words of the levels",
    "agreed": "agreed level",
    "dots": "dots",
    "chosen": "chosen to work on",
    "rounds": "rounds",
    "counts": "how many chose a level",
    "cant_say": "how many can't say",
    "how": "how it was taken",
    "head": "head",
    "text": "text",
    "what": "what",
    "owner": "owner",
    "due": "due",
    "know": "how we will know",
    "first_step": "first step",
    "status": "status",
    "worked": "whether it worked",
    "source": "where it was caught",
    "history": "history",
    "note": "remark",
    "step": "step",
    "began": "began",
}
COMMITMENT = "commitment of"
"""What an action's ``kind`` is called, and the field to read it as: a step's is something else."""
_IN_WORDS: dict[str, Mapping[Any, str]] = {
    "state": plain_words.STATES_IN_WORDS,
    "head": plain_words.HEADS_IN_WORDS,
    "worked": plain_words.WORKED_IN_WORDS,
    "how": {"cards": "from cards", "ballot": "by secret ballot"},
    COMMITMENT: {"team": "the team", "leader": "the leaders"},
}
_ENTRIES = ("entry", "entries")
_PARTS: dict[type, tuple[str, str]] = {
    Note: ("note", "notes"),
    Action: ("action", "actions"),
    Step: ("step", "steps"),
    Rating: ("item", "items"),
    Round: ("round", "rounds"),
    Scale: ("framework", "frameworks"),
}
_NTH = ("first", "second", "third")

One = TypeVar("One", bound=Part)


def cell(session: Session, where: Where) -> str:
    """A short plain name for one place: ``Shared purpose: agreed level``, ``action "Meet the school": due``.

    Args:
        session: Where titles are looked up; a part that it does not have is named as well as can be.
        where: The place. Whatever it is, it gets a name.
    """
    names, rest = _part(session, where)
    for place, entry in enumerate(rest):
        if not isinstance(entry, int) or isinstance(entry, bool):
            names.append(_label(where, entry))
        elif place and rest[place - 1] == "rounds":
            names[-1] = round_name(entry)
        else:
            names.append(f"number {_number('', entry + 1)}")
    return ": ".join(names) or "the session"


def value(session: Session, where: Where, value: object) -> str:
    """How a value of that place reads: ``1 December 2026``, ``3``, ``yes``, ``nothing``; text as it is, cut.

    Args:
        session: Where titles are looked up.
        where: The place that the value is for.
        value: Anything that a session can hold, whole parts and lists among them; of others it is said that
            they cannot be shown.
    """
    if _is_one_count(where):
        return _UNTOLD
    if where[:2] == ("place", "step") and isinstance(value, str) and (step := session.agenda.step(value)):
        return title(step)
    if isinstance(value, Part):
        return _whole(session, value)
    if isinstance(value, ItemKey):
        return about(session, value)
    return reads(_field(where), value)


def reads(field: str, value: object) -> str:
    """How a value of a field reads wherever it stands, if it is no part."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _IN_WORDS.get(field, {}).get(value) or (cut(value, _WIDTH) if value.strip() else "only spaces")
    if isinstance(value, int):
        return _number(field, value)
    if isinstance(value, dt.datetime):
        return f"{plain_days.day(value)}, {value:%H:%M}"
    if isinstance(value, dt.date):
        return plain_days.day(value)
    if isinstance(value, tuple | list):
        return _list(field, value)
    if isinstance(value, Mapping):
        return counted(len(value), "entry", "entries") if value else NOTHING
    return str(value) if isinstance(value, float | dt.time) else "something that cannot be shown here"


def about(session: Session, key: ItemKey) -> str:
    """What a note is about: an item by its title, or the day as a whole."""
    rating = session.rating(key)
    if rating is not None:
        return item_title(rating)
    return _first(key.item, key.framework) or "the day as a whole"


def item_title(rating: Rating) -> str:
    """An item's title; where a file gives none, its id."""
    return _first(rating.title, rating.item, rating.framework) or _UNTITLED


def title(part: Step | Scale | Plan) -> str:
    """A step, framework or agenda by its title as a quotation; where a file gives none, by its id."""
    return quoted(_first(part.title, part.id))


def _first(*names: str) -> str:
    return next((cut(name, _WIDTH) for name in names if name.strip()), "")


def quoted(text: str) -> str:
    """People's words as a quotation of at most sixty characters."""
    return f'"{cut(text, _WIDTH)}"' if text.strip() else "without words"


def round_name(place: int) -> str:
    """``first round``, ``second round``, for the round in that place from 0."""
    return f"{_NTH[place]} round" if 0 <= place < len(_NTH) else f"round {_number('', place + 1)}"


def _part(session: Session, where: Where) -> tuple[list[str], Where]:
    """The part that a place lies in, by name, and what of the place is left to name."""
    match where:
        case ("ratings", name, *rest):
            return [_item(session, name)], tuple(rest)
        case ("notes", name, *rest):
            note = _found(session.notes, name)
            return [f"note on {about(session, note.key)}" if note else "note"], tuple(rest)
        case ("actions", name, *rest):
            action = _found(session.actions, name)
            return [f"action {quoted(action.what)}" if action else "action"], tuple(rest)
        case ("agenda", "steps", name, *rest):
            step = _found(session.agenda.steps, name)
            return [f"step {title(step) if step else _bare_name(name)}"], tuple(rest)
        case ("frameworks", name, *rest):
            scale = _found(session.frameworks, name)
            return [f"framework {title(scale) if scale else _bare_name(name)}"], tuple(rest)
        case ("times", name, *rest):
            step = _found(session.agenda.steps, name)
            return [f"time spent in step {title(step) if step else _bare_name(name)}"], tuple(rest)
    return [], where


def _found(parts: Sequence[One], name: object) -> One | None:
    if isinstance(name, int) and not isinstance(name, bool):
        return parts[name] if 0 <= name < len(parts) else None
    return next((part for part in parts if getattr(part, "id", None) == name), None)


def _item(session: Session, name: object) -> str:
    match name:
        case int():
            rating = _found(session.ratings, name)
            return about(session, rating.key) if rating else _bare_name(name)
        case (str() as framework, str() as item):
            key = ItemKey(framework, item)
            return about(session, key) if any(key) or session.rating(key) else _UNTITLED
    return _bare_name(name)


def _label(where: Where, entry: object) -> str:
    if entry == "kind" and where[0] == "actions":
        return COMMITMENT
    return LABELS.get(entry, _bare_name(entry)) if isinstance(entry, str) else _bare_name(entry)


def _bare_name(entry: object) -> str:
    """A name that nobody knows, as well as it can be shown."""
    if isinstance(entry, tuple) and entry and all(isinstance(part, str) for part in entry):
        return cut(" ".join(entry), _WIDTH)
    if isinstance(entry, tuple | list | Mapping):  # known by all that it says, as a part without an id may be
        return "one of several"
    return quoted(entry) if entry == "" else reads("", entry)


def _field(where: Where) -> str:
    """The field that a place ends in, which says how to read a value of it."""
    if len(where) == 2 and where[0] == "times":
        return "seconds"
    last = next((entry for entry in reversed(where) if isinstance(entry, str)), "")
    return COMMITMENT if last == "kind" and where[0] == "actions" else last


def _is_one_count(where: Where) -> bool:
    is_of_a_round = len(where) > 4 and where[0] == "ratings" and where[2] == "rounds"
    return is_of_a_round and (where[4] == "cant_say" or (where[4] == "counts" and len(where) > 5))


def _number(field: str, number: int) -> str:
    if abs(number) >= _GREATEST:
        return "a very large number"
    if field == "seconds":
        return plain_days.minutes(number)
    if field in ("minutes", "each"):
        return f"{number} min"
    return "not recorded" if field == "people" and not number else str(number)


def _list(field: str, entries: Sequence[object]) -> str:
    if not entries:
        return NOTHING
    numbers = [entry for entry in entries if isinstance(entry, int)]
    if field == "counts" and len(numbers) == len(entries):
        return f"{_number('', sum(numbers))} rated"
    texts = [cut(entry, _WIDTH) for entry in entries if isinstance(entry, str)]
    if len(texts) == len(entries):
        return cut(listed(texts), _WIDTH)
    kinds = {type(entry) for entry in entries}
    return counted(len(entries), *(_PARTS.get(kinds.pop(), _ENTRIES) if len(kinds) == 1 else _ENTRIES))


def _whole(session: Session, part: Part) -> str:
    """A whole part in a few words."""
    match part:
        case Rating():
            return _rating(part)
        case Round():
            return f"{counted(part.answers, 'answer')}, {reads('how', part.how)}"
        case Note():
            return f"on {about(session, part.key)} ({part.head}): {quoted(part.text)}"
        case Action():
            return _action(part)
        case Event():
            said = f"{plain_days.day(part.date)}: {plain_words.event_words(part)}"
            return f"{said}. {quoted(part.note)}" if part.note.strip() else said
        case Source():
            return cut(part.title, _WIDTH) if part.title.strip() else about(session, ItemKey(part.framework, part.item))
        case Step():
            return f"{title(part)}, {part.minutes} min" + (", skipped" if part.skipped else "")
        case Plan():
            return f"{title(part)}, {counted(len(part.steps), 'step')}"
        case Scale():
            return f"{title(part)}, {counted(len(part.levels), 'level')}"
        case Place():
            return value(session, ("place", "step"), part.step)
        case Session():
            return f"{cut(part.team, _WIDTH)}, {plain_days.day(part.date)}"
    return "something that cannot be shown here"


def _rating(rating: Rating) -> str:
    said = [counted(len(rating.rounds), "round")] if rating.rounds else ["not rated"]
    said += [f"agreed level {rating.agreed}"] if rating.agreed else []
    said += [counted(rating.dots, "dot")] if rating.dots else []
    return ", ".join([*said, *(["chosen to work on"] if rating.chosen else [])])


def _action(action: Action) -> str:
    owner = f"owner {cut(action.owner, _WIDTH)}" if action.owner.strip() else "no owner"
    due = f"due {plain_days.day(action.due)}" if action.due else "no due date"
    return f"{quoted(action.what)}, {action.status}, {owner}, {due}"
