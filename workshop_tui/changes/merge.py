"""Bring two sets of changes to one session together, part by part and key by key, by id.

:func:`merged` is for two people's copies: what either side added or changed is in the result, and where both changed
one cell to different values, a person is asked. :func:`merge` asks nobody. Undo is that with the roles turned round:
what a change did is taken out of the session as it is now, and all that came after it stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from workshop_tui.changes.by_name import name_of, named, order, same
from workshop_tui.changes.swap import altered
from workshop_tui.model.action import Event
from workshop_tui.model.part import Part
from workshop_tui.model.session import Rating, Session

One = TypeVar("One", bound=Part)
Where = tuple[Hashable, ...]
"""Names of fields and keys from the session down; a part of a list by its id, a rating by its ItemKey."""

_GONE: Any = object()
_COURSE = ("place", "times")  # where people stand and how long it took are nobody's opinion


@dataclass(frozen=True)
class Conflict:
    """One cell that two people changed to different values.

    Cells of a round or of an entry in a history never are: of two such that differ both are kept.
    """

    where: Where
    ours: Any
    theirs: Any


class Merged(NamedTuple):
    """Two copies in one, and what a person has to say yet; until then ours stands there."""

    session: Session
    conflicts: tuple[Conflict, ...]


def merged(base: Session | None, ours: Session, theirs: Session) -> Merged:
    """Both sets of changes together.

    What one side took away and the other changed stays. Nobody is asked where the workshop stands (as in ours), how
    long a step took (the longer of both), what it follows (as in ours), and whether it has begun (if it has for one).

    Args:
        base: The session that both copies come from. None if nobody has it: then nothing was taken away, what only
            one side says is kept, and cells that differ are asked about.
        ours: The copy that stands where both differ.
        theirs: The other copy.
    """
    if same(ours, theirs) or same(theirs, base):
        return Merged(ours, ())
    told: list[Conflict] = []
    both: Session = _united(_GONE if base is None else base, ours, theirs, (), told)
    place = ours.place if ours.place.step else theirs.place
    times = _longest(base.times if base else {}, ours.times, theirs.times)
    session = _made(both, {"place": place, "times": times}, both.model_extra or {})
    return Merged(session, tuple(one for one in told if one.where[0] not in _COURSE))


def settled(session: Session, conflict: Conflict, value: Any) -> Session:
    """The session with a value at the place of a conflict; as it is, if that place has gone.

    Args:
        session: What was merged, whatever was changed in it since.
        conflict: Where.
        value: One of its two values, or any other that fits there.

    Raises:
        pydantic.ValidationError: The value does not fit.
    """
    put: Session = _put(session, conflict.where, value)
    return put


def standing(session: Session, conflict: Conflict) -> Any:
    """What the session says now at the place of a conflict; as it was then, if that place has gone."""
    held: Any = session
    for name in conflict.where:
        key = _key(held, name)
        if key is None:
            return conflict.ours
        held = (_fields(held) | (held.model_extra or {}))[key] if isinstance(held, Part) else held[key]
    return held


def _united(base: Any, ours: Any, theirs: Any, where: Where, told: list[Conflict]) -> Any:
    """One value of two; ``told`` gets the conflicts in it. ``base`` is _GONE where there was none before."""
    if same(ours, theirs) or same(theirs, base):
        return ours
    if same(ours, base):
        return theirs
    if isinstance(ours, Part) and isinstance(theirs, Part):
        return _united_parts(base if isinstance(base, Part) else None, ours, theirs, where, told)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _entries(base if isinstance(base, dict) else {}, ours, theirs, where, told)
    if _is_list(ours) and _is_list(theirs):
        return _united_lists(base if _is_list(base) else (), ours, theirs, where, told)
    answer = _UNASKED[where](ours, theirs) if where in _UNASKED else None
    if answer is None:
        told.append(Conflict(where, ours, theirs))
    return ours if answer is None else answer


def _united_parts(base: Part | None, ours: Part, theirs: Part, where: Where, told: list[Conflict]) -> Part:
    fields = {}
    for name in type(ours).model_fields:
        here, there = getattr(ours, name), getattr(theirs, name)
        if base is None and _says_nothing(ours, name, there):
            fields[name] = here
        elif base is None and _says_nothing(ours, name, here):
            fields[name] = there
        else:
            fields[name] = _united(getattr(base, name) if base else _GONE, here, there, (*where, name), told)
    old = base.model_extra if base else None
    return _made(ours, fields, _entries(old or {}, ours.model_extra or {}, theirs.model_extra or {}, where, told))


def _says_nothing(part: Part, name: str, value: Any) -> bool:
    """Whether this is what a field has where the file does not mention it."""
    return value is None or value is False or value in ("", ()) or (value == 0 and name in part.QUIET_AT_ZERO)


def _made(part: One, fields: Mapping[str, Any], extras: Mapping[str, Any]) -> One:
    """The part with these fields, and with these keys that this version does not know in place of its own."""
    return type(part).model_validate({**_fields(part), **fields, **extras})


def _is_list(value: Any) -> bool:
    """Whether this is a list of parts, or of tables that nobody knows."""
    return isinstance(value, list | tuple) and all(isinstance(entry, Part | dict) for entry in value)


def _united_lists(
    base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], where: Where, told: list[Conflict]
) -> Sequence[Any]:
    was, here, there = named(base, ours, theirs)
    entries = list(_entries(was, here, there, where, told).values())
    if all(isinstance(entry, Event) for entry in entries):
        entries.sort(key=lambda event: event.date)
    return entries if isinstance(ours, list) else tuple(entries)


def _entries(
    base: Mapping[Any, Any], ours: Mapping[Any, Any], theirs: Mapping[Any, Any], where: Where, told: list[Conflict]
) -> dict[Any, Any]:
    """What has a name on either side, but for what one side took away and the other left as it was."""
    both: dict[Any, Any] = {}
    for name in order(base, ours, theirs):
        if name in ours and name in theirs:
            both[name] = _united(base.get(name, _GONE), ours[name], theirs[name], (*where, name), told)
            continue
        for side in (ours, theirs):
            if name in side and not (name in base and same(side[name], base[name])):
                both[name] = side[name]
    return both


def _longest(base: Mapping[Any, int], ours: Mapping[Any, int], theirs: Mapping[Any, int]) -> dict[Any, int]:
    steps = (step for step in order(base, ours, theirs) if step in ours or step in theirs)
    return {step: max(side[step] for side in (ours, theirs) if step in side) for step in steps}


def _begun(ours: str, theirs: str) -> str | None:
    """A workshop that has begun for one side has begun; whether it is over when only one side says so is asked."""
    begun = [state for state in (ours, theirs) if state != "planned"]
    return begun[0] if len(begun) == 1 else None


_UNASKED: dict[Where, Callable[[str, str], str | None]] = {
    ("format",): lambda ours, theirs: max(ours, theirs, key=lambda text: (len(text), text)),
    ("state",): _begun,
    ("follows",): lambda ours, theirs: ours,
    ("follows_id",): lambda ours, theirs: ours,
}
"""Cells in which both sides may differ without a person being asked, and what stands there then; None to ask."""


def _put(holder: Any, where: Where, value: Any) -> Any:
    """A part, table or list with a value at that place; the same one if there is no such place."""
    if not where:
        return value
    key = _key(holder, where[0])
    if key is None:
        return holder
    held = _fields(holder) | (holder.model_extra or {}) if isinstance(holder, Part) else holder
    new = _put(held[key], where[1:], value)
    if new is held[key]:
        return holder
    if isinstance(holder, Part):
        return type(holder).model_validate({**held, key: new})
    if isinstance(holder, dict):
        return {**holder, key: new}
    return type(holder)([*holder[:key], new, *holder[key + 1 :]])


def _key(holder: Any, name: Hashable) -> Any:
    """What leads to an entry of that name: its key or, in a list, its position; None if there is none."""
    if isinstance(holder, Part):
        return name if name in type(holder).model_fields or name in (holder.model_extra or {}) else None
    if isinstance(holder, dict):
        return name if name in holder else None
    places = (place for place, entry in enumerate(holder) if name_of(entry) == name) if _is_list(holder) else iter(())
    return next(places, None)


def _fields(part: Part) -> dict[str, Any]:
    return {name: getattr(part, name) for name in type(part).model_fields}


# Undo


class _Name(NamedTuple):
    """What a part is known by among its neighbours: its item or id; else, as a round, all that it says."""

    said: Hashable
    which: int
    """1 for the first part of that name, 2 for the next, so that none is dropped."""
    is_id: bool


_BEGINNING = _Name("", 0, is_id=False)


def merge(base: One, ours: One, theirs: One) -> One:
    """``ours`` with the changes that lead from ``base`` to ``theirs``; on the same value, theirs counts."""
    if _same(theirs, base):
        return ours
    if _same(ours, base):
        return theirs
    fields = {
        name: _value(getattr(base, name), getattr(ours, name), getattr(theirs, name))
        for name in type(ours).model_fields
    }
    extras = _table(base.model_extra or {}, ours.model_extra or {}, theirs.model_extra or {})
    if _same(extras, ours.model_extra or {}):
        return altered(ours, **fields)
    return type(ours).model_validate(fields | extras)


def taken_back(before: One, after: One, now: One) -> One:
    """The part as it is ``now``, without what changed from ``before`` to ``after``."""
    return merge(after, now, before)


def _same(one: Any, other: Any) -> bool:
    """Equal, where a NaN in a key that nobody knows equals itself."""
    return one is other or bool(one == other)


def _value(base: Any, ours: Any, theirs: Any) -> Any:
    if _same(theirs, base):
        return ours
    if _same(ours, base):
        return theirs
    if isinstance(base, Part) and type(base) is type(ours) is type(theirs):
        return merge(base, ours, theirs)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _table(base if isinstance(base, dict) else {}, ours, theirs)
    if all(_are_parts(value) for value in (base, ours, theirs)):
        return _parts(base, ours, theirs)
    return theirs


def _are_parts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(entry, Part) for entry in value)


def _table(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(ours)
    for key in {**base, **theirs}:
        if key not in theirs:
            if key in ours and _same(ours[key], base[key]):
                del merged[key]
        elif key not in base or not _same(theirs[key], base[key]):
            merged[key] = _value(base.get(key), ours[key], theirs[key]) if key in ours else theirs[key]
    return merged


def _parts(base: tuple[Part, ...], ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> tuple[Part, ...]:
    old = _names(base)
    was = dict(zip(old, base, strict=True))
    our, their = (dict(zip(_names_beside(old, side), side, strict=True)) for side in (ours, theirs))
    merged: list[Part] = []
    for name in _order(old, list(our), list(their)):
        if name in our and name in their:
            merged.append(merge(was[name], our[name], their[name]) if name in was else their[name])
        elif name in our and not (name in was and _same(our[name], was[name])):
            merged.append(our[name])  # new here, or changed here while it went there: kept
        elif name in their and not (name in was and _same(their[name], was[name])):
            merged.append(their[name])
    return tuple(merged)


def _names(parts: tuple[Part, ...]) -> list[_Name]:
    seen: Counter[Hashable] = Counter()
    names = []
    for part in parts:
        name = part.key if isinstance(part, Rating) else getattr(part, "id", None)
        said = repr(part) if name is None else name
        seen[said] += 1
        names.append(_Name(said, seen[said], is_id=name is not None))
    return names


def _names_beside(old: Sequence[_Name], parts: tuple[Part, ...]) -> list[_Name]:
    """Names on one side; a part without an id in the place of one that is gone there is that one, changed."""
    names = _names(parts)
    here, there = set(names), set(old)
    for place, name in enumerate(names[: len(old)]):
        if not name.is_id and name not in there and old[place] not in here:
            names[place] = old[place]
    return names


def _order(base: Sequence[_Name], ours: Sequence[_Name], theirs: Sequence[_Name]) -> list[_Name]:
    """The old parts as the side has them that moved some (ours if both did), each followed by what is new there.

    Where both sides put something new behind the same part, the order is the same whichever side is ours.
    """
    old, kept = set(base), set(ours)
    moved = [name for name in ours if name in old] != [name for name in base if name in kept]
    spine = [name for name in (ours if moved else theirs) if name in old]
    placed = set(spine)
    for place, name in enumerate(base):
        if name not in placed:
            spine.insert(spine.index(base[place - 1]) + 1 if place else 0, name)
    behind_ours, behind_theirs = _news(old, ours), _news(old, theirs)
    order: dict[_Name, None] = {}
    for anchor in (_BEGINNING, *spine):
        order[anchor] = None
        for run in sorted((behind_ours.get(anchor, []), behind_theirs.get(anchor, [])), key=repr):
            order |= dict.fromkeys(run)
    return list(order)


def _news(old: Set[_Name], side: Sequence[_Name]) -> dict[_Name, list[_Name]]:
    """What is new on one side, behind the old part that it follows."""
    behind: dict[_Name, list[_Name]] = {}
    anchor = _BEGINNING
    for name in side:
        if name in old:
            anchor = name
        else:
            behind.setdefault(anchor, []).append(name)
    return behind
